"""All casualty mentions of a sentence, each person counted once."""

from __future__ import annotations

import itertools
from dataclasses import replace

from conflictmap.extraction.casualties.admissions import read_admitted
from conflictmap.extraction.casualties.bodies import are_of_known, read_bodies
from conflictmap.extraction.casualties.breakdowns import told_apart
from conflictmap.extraction.casualties.captives import shot_captives
from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.founddead import found_dead
from conflictmap.extraction.casualties.grounds import without_grounds
from conflictmap.extraction.casualties.inverted import read_inverted, with_kin
from conflictmap.extraction.casualties.logmarks import read_marks
from conflictmap.extraction.casualties.maiming import dying_of_it, read_borne, read_maimed, surviving
from conflictmap.extraction.casualties.mentions import Mention, share_people
from conflictmap.extraction.casualties.negation import none_hurt
from conflictmap.extraction.casualties.nominal import read_nominal
from conflictmap.extraction.casualties.oneandother import one_by_one
from conflictmap.extraction.casualties.ordinals import read_second
from conflictmap.extraction.casualties.pronouns import people_meant, resolve
from conflictmap.extraction.casualties.raisedtolls import with_raised
from conflictmap.extraction.casualties.rankedtowns import read_ranked
from conflictmap.extraction.casualties.remnants import hurt_still, with_rest
from conflictmap.extraction.casualties.resultatives import read_lives, read_results, read_survivors
from conflictmap.extraction.casualties.rivalfigures import mark_sources, read_sources
from conflictmap.extraction.casualties.seizing import led_away, without_seen
from conflictmap.extraction.casualties.severity import without_graded
from conflictmap.extraction.casualties.tolls import read_tolls, with_reasons
from conflictmap.extraction.casualties.verbs import fatally, read_verb, verbs
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people import Group, parse_group, total
from conflictmap.extraction.people.apposition import in_town
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag

__all__ = ["find_mentions"]


def find_mentions(scan: Scan) -> list[Mention]:
    """Return the casualty mentions of a sentence in order of their verbs.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
        Each person counted once.
    """
    found = _with_bodies(scan, _told(scan))
    found = _with_tolls(scan, found)
    found.extend(read_sources(scan, found))
    found.extend(shot_captives(scan, found))
    found = with_reasons(scan, mark_sources(scan, found))
    found = [mention for mention in found if not _provisional(scan, mention, found)]
    found = dying_of_it(scan, resolve(scan, [mention for mention in found if mention.low != 0]))
    found.extend(read_second(scan, found) or read_ranked(scan, found) or _gapped(scan, found))
    found = surviving(scan, _moved(scan, _unsplit(scan, with_rest(scan, found))))
    found = _without_overlaps(scan, sorted([*found, *_denied(scan, found)], key=_order))
    found = sorted(told_apart(scan, with_raised(scan, with_kin(scan, found))), key=_order)
    return without_graded(scan, without_grounds(scan, found))


def _told(scan: Scan) -> list[Mention]:
    """Read what verbs, nouns and results tell."""
    found = _verbs(scan)
    found.extend(without_seen(found, led_away(scan)))
    found += [*read_nominal(scan), *read_results(scan), *read_lives(scan), *read_maimed(scan), *read_borne(scan)]
    found += [*read_survivors(scan), *read_inverted(scan), *read_marks(scan)]
    return [part for mention in found for part in fatally(scan, mention)]


def _verbs(scan: Scan) -> list[Mention]:
    """Read each verb that no longer one holds."""
    found: list[Mention] = []
    taken: set[int] = set()
    for hit in verbs(scan):
        mention = read_verb(scan, hit) if hit.start not in taken else None
        if mention is not None:
            found.append(mention)
            taken.update(range(hit.start, hit.end))
    return found


def _with_bodies(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Add the dead that are found, unless the sentence tells who killed them."""
    bodies = [_of_captives(scan, mention, found) for mention in read_bodies(scan)]
    admitted = [m for m in read_admitted(scan) if not any(o.start < m.end and m.start < o.end for o in found)]
    found = [*found, *bodies, *found_dead(scan), *admitted]
    return [mention for mention in found if not _same_corpse(scan, mention, found)]


def _of_captives(scan: Scan, mention: Mention, found: list[Mention]) -> Mention:
    """Count "their bodies" as those of the people carried off before: "seized three men, whose bodies were found"."""
    seized = [m for m in found if m.outcome == "abducted" and m.verb < mention.verb and m.low]
    uncounted = mention.vague and not mention.groups
    if len(seized) > 1 or not uncounted or not are_of_known(scan, mention):
        return mention
    return _as_many(mention, seized[0]) if seized else _of_people_met(scan, mention)


def _as_many(mention: Mention, other: Mention) -> Mention:
    return replace(mention, low=other.low, high=other.high, vague=other.vague)


def _of_people_met(scan: Scan, mention: Mention) -> Mention:
    """Count "their bodies" as those of the people told before: "stopped four men; their bodies were found"."""
    owner = scan.syntax.tags[max(0, mention.start - 1)] is Tag.POSSESSIVE
    meant = people_meant(scan, mention.start) if owner and mention.verb > mention.start else None
    if meant is None:
        return mention
    low, high = total(meant.groups)
    vague = any(group.vague for group in meant.groups)
    return replace(mention, low=low, high=high, start=meant.start, vague=vague)  # where the number stands


def _with_tolls(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Add running totals: "put the toll at 31 dead" is one with the figure inside it."""
    tolls = read_tolls(scan)
    if tolls and tolls[0].construction == "sources":
        found = [mention for mention in found if mention.outcome != tolls[0].outcome]
    found = [mention for mention in found if not any(_opens_in(mention, toll) for toll in tolls)]
    for toll in tolls:
        if not any(_holds(mention, toll) for mention in found):
            found.append(toll)  # the next is held by it: "the number of injured stood at 28"
    return found


def _opens_in(mention: Mention, toll: Mention) -> bool:
    """Whether a toll holds the people of a mention, or the participle: "put the number of pupils | killed at three"."""
    inside = range(toll.start, toll.end)
    held = mention.start in inside or (mention.construction == "reduced" and mention.verb in inside)
    return mention.outcome == toll.outcome and held


def _holds(mention: Mention, toll: Mention) -> bool:
    return mention.outcome == toll.outcome and mention.start < toll.start and mention.end >= toll.end


def _denied(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Read counts of nought; that nobody was hurt says nothing of the dead where some are told."""
    dead = [mention for mention in found if mention.outcome == "killed"]
    return [m for m in none_hurt(scan) if m.construction != "implied" or all(_of_another(scan, m, d) for d in dead)]


def _of_another(scan: Scan, nought: Mention, dead: Mention) -> bool:
    """Whether nobody was hurt in an attack told after the dead: "was shot dead, and a grenade was thrown without"."""
    clause = scan.syntax.clause_at(nought.verb)
    above = scan.syntax.parent(clause) if clause is not None and clause.link == "participial" else None
    return above is not None and above.start >= dead.end and scan.has("kind", above.start, above.end)


def _order(mention: Mention) -> tuple[int, int, int]:
    """Sort by verb; of one verb by its people, the longest reading first."""
    people = mention.groups[0].start if mention.groups else mention.start
    return mention.verb, people, mention.start - mention.end


def _unsplit(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Drop a sum nobody split: "killed or wounded 20 people"."""
    pairs = itertools.pairwise(sorted(found, key=lambda m: m.verb))
    unsplit = [(a, b) for a, b in pairs if _is_unsplit(scan, a, b)]
    return [mention for mention in found if not any(mention in pair for pair in unsplit)]


def _is_unsplit(scan: Scan, a: Mention, b: Mention) -> bool:
    """Whether two verbs share one count between them."""
    if {a.outcome, b.outcome} != {"killed", "wounded"} or not a.groups or a.groups != b.groups:
        return False
    if any(m.construction == "intransitive" or "passive_only" in m.traits for m in (a, b)):
        return False
    if scan.plays(b.verb - 1, "additive") and _are_several(a):
        return False  # "killing and wounding several people": some of each
    joined = scan.syntax.tags[b.verb - 1] is Tag.COORDINATOR
    return joined and (a.outcome == "killed" or scan.plays(b.verb - 1, "alternative"))


def _are_several(mention: Mention) -> bool:
    return all(group.vague and group.low == 2 for group in mention.groups)


def _moved(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Take those who died of it from the wounded: "six were hurt, one of whom later died"."""
    for died in [mention for mention in found if mention.of_wounded and mention.low]:
        hurt = next((m for m in reversed(found) if m.outcome == "wounded" and m.verb < died.verb), None)
        if hurt is not None:
            found = _taken_from(found, hurt, died)
        elif scan.syntax.tags[died.groups[-1].end - 1] is Tag.RELATIVE:  # "labourers, 12 of whom died": of nobody hurt
            found[found.index(died)] = replace(died, of_wounded=False)
    return found


def _taken_from(found: list[Mention], hurt: Mention, died: Mention) -> list[Mention]:
    """Take those who died from the wounded, if there are so many."""
    if hurt.low is None or died.low is None or died.low > hurt.low:
        return found
    left, high = hurt.low - died.low, None if hurt.high is None else hurt.high - died.low
    kept = [replace(hurt, low=left, high=high)] if left else []
    groups = tuple(replace(group, part=False) for group in died.groups)
    at = found.index(hurt)
    found = [*found[:at], *kept, *found[at + 1 :]]
    found[found.index(died)] = replace(died, groups=groups, of_wounded=False)
    return found


def _same_corpse(scan: Scan, mention: Mention, found: list[Mention]) -> bool:
    """Whether the body is of one the sentence kills ("killed the hostage and left his corpse")."""
    if not mention.bodies and mention.construction not in {"bodies", "found_dead"}:
        return False
    if not are_of_known(scan, mention):
        return False
    return any(m.outcome == "killed" and m.verb < mention.verb for m in found if m is not mention)


def _provisional(scan: Scan, mention: Mention, found: list[Mention]) -> bool:
    """Whether the figure was overtaken in the same sentence ("initial reports gave 29; the final figure was 64")."""
    early = casualty_words(scan.language)["function.provisional"]
    clause = scan.syntax.clause_at(mention.verb)
    if mention.active and clause is not None and scan.word(clause.subject[1] - 1) in early:
        return False  # "the first killed three, the second two"
    if not early & set(scan.lows[max(0, mention.start - 6) : mention.start]):
        return False
    return any(other is not mention and other.outcome == mention.outcome and other.low != 0 for other in found)


def _gapped(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Read numbers whose verb is told only once: "24 were killed in Yarmouk and 17 in Dora"."""
    told = [m for m in found if m.low and not m.toll]
    if not told:
        return []
    first = min(told, key=lambda m: m.verb)
    free = (
        i for i in range(max(first.end, first.verb + 1), len(scan) - 1) if not any(m.start <= i < m.end for m in found)
    )
    gapped = [mention for i in free if (mention := _gap_at(scan, i, told)) is not None]
    return _included(scan, one_by_one(scan, told, gapped))


def _included(scan: Scan, gapped: list[Mention]) -> list[Mention]:
    """Mark those that "including" makes parts of the count before: "54 in all, including nine in Kut and 12 in Hit"."""
    among = casualty_words(scan.language)["gapped.among"]
    first = next((m.start for m in gapped if scan.word(m.start - 1) in among), len(scan))
    return [replace(mention, included=mention.start >= first) for mention in gapped]


def _gap_at(scan: Scan, i: int, told: list[Mention]) -> Mention | None:
    """Read a number without a verb at token `i`, or behind a place that begins there."""
    group = _without_verb(scan, i)
    led = _place_first(scan, i) if group is None else None
    if group is None and led is None:
        return None
    last = max((m for m in told if m.verb < i), key=lambda m: m.verb)
    if group is not None:
        return _like(last, group)
    return replace(_like(last, led), start=i, verb=i) if led is not None else None


def _place_first(scan: Scan, i: int) -> Group | None:
    """Read the number behind a place that "and" or a comma joins: "and | in Amara two"."""
    if not _joins(scan, i - 1) or scan.word(i) not in casualty_words(scan.language)["gapped.places"]:
        return None
    j = i + 1
    while j < len(scan) and scan.syntax.tags[j] is Tag.NAME:
        j += 1
    group = parse_group(scan, j) if j > i + 1 else None
    bare = group is not None and not group.head and scan.word(group.end) in {"", ".", ",", ";"}
    return group if bare and _is_count(group) else None


def _joins(scan: Scan, i: int) -> bool:
    return scan.word(i) in _JOINS or scan.word(i) in casualty_words(scan.language)["gapped.joins"]


def _is_count(group: Group | None) -> bool:
    return group is not None and group.form in {"number", "counted"} and group.low is not None


def _is_one_elsewhere(scan: Scan, group: Group) -> bool:
    """Whether one person is told with a town: "two traders in Samarra and | a doctor in Tikrit"."""
    return group.form in {"article", "possessive"} and bool(group.head) and in_town(scan, group.end)


def _without_verb(scan: Scan, i: int) -> Group | None:
    """Read a number at token `i` that has a place or means of its own, and no verb."""
    words = casualty_words(scan.language)
    group = parse_group(scan, i) if _joins(scan, i - 1) or _in_row(scan, i) else None
    if group is not None and (_by_means(scan, group, words) or _when_struck(scan, group, words)):
        return group
    if group is None or not (_is_count(group) or _is_one_elsewhere(scan, group)):
        return None
    if not _is_placed(scan, group) or _has_verb(scan, group) or _of_thing(scan, group):
        return None  # "one in Karrada that wounded nine"
    return group if group.head not in words["gapped.pronouns"] else None


def _has_verb(scan: Scan, group: Group) -> bool:
    """Whether a number is the subject of a verb of its own: "... and another in Hilla killed three"."""
    return any(_is_subject(scan, group, clause) for clause in scan.syntax.clauses)


def _is_placed(scan: Scan, group: Group) -> bool:
    words = casualty_words(scan.language)
    return scan.word(group.end) in words["gapped.places"] and _names_place(scan, group.end + 1)


def _in_row(scan: Scan, i: int) -> bool:
    """Whether a row of numbers, each with its place, has lost its commas: "today | four in Shaab | five in Dora"."""
    if scan.syntax.tags[i - 1] not in {Tag.NAME, Tag.TIME}:
        return False
    group = _placed_number(scan, i)
    return group is not None and _next_is_placed(scan, group.end + 1)


def _placed_number(scan: Scan, i: int) -> Group | None:
    """Read a number with a place of its own: "five in the Shaab district"."""
    group = parse_group(scan, i) if parse_quantity(scan, i) is not None else None
    return group if group is not None and _is_count(group) and _is_placed(scan, group) else None


def _next_is_placed(scan: Scan, start: int) -> bool:
    """Whether the next number that stands near has a place too."""
    near = range(start, min(start + _ROW, len(scan)))
    after = next((j for j in near if parse_quantity(scan, j) is not None), None)
    return after is not None and _placed_number(scan, after) is not None


_ROW = 8
"""Tokens within which the next number of a row stands."""


def _by_means(scan: Scan, group: Group, words: CasualtyWords) -> bool:
    """Whether people are told with what struck them: "four were killed by a mine in Kut and | a guard by a sniper"."""
    led = scan.word(group.end) in words["gapped.agents"] and group.low is not None
    near = scan.inside("kind", group.end + 1, group.end + _NEAR_MEANS) if led else ()
    clause = scan.syntax.clause_at(group.start) if near else None
    return clause is not None and (clause.verb.passive or clause.verb.reduced) and clause.verb.end <= group.start


def _when_struck(scan: Scan, group: Group, words: CasualtyWords) -> bool:
    """Whether a number has a clause of its own that says what struck: "and | two when a shell hit a house"."""
    joined = scan.plays(group.start - 1, "additive") and scan.word(group.end) in words["gapped.when"]
    if not joined or group.head or not _is_count(group):
        return False
    clause = scan.syntax.clause_at(group.end + 1)
    return clause is not None and clause.link == "adverbial" and scan.has("kind", clause.start, clause.end)


_NEAR_MEANS = 6
"""Tokens behind "by" within which the means begin."""


def _is_subject(scan: Scan, group: Group, clause: Clause) -> bool:
    """Whether a number is what a verb tells of, and not others behind it: "five in Kut, | four men gunned down"."""
    if not clause.subject[0] == group.start < clause.verb.start:
        return False
    others = (parse_group(scan, i + 1) for i in range(group.end, clause.verb.start) if _joins(scan, i))
    return not any(other is not None and other.end == clause.verb.start and _is_count(other) for other in others)


def _of_thing(scan: Scan, group: Group) -> bool:
    """Whether a relative clause says that a bare "one" is what did it."""
    if group.head or group.low != 1:
        return False
    after = next((c for c in scan.syntax.clauses if c.verb.start >= group.end), None)
    who = casualty_words(scan.language)["subjects.who"]
    return after is not None and after.link == "relative" and after.marker not in who


_JOINS = frozenset({",", ":", ";", "-"})


def _like(last: Mention, group: Group) -> Mention:
    """Make a mention of people of the verb told last."""
    return replace(
        last,
        low=group.low,
        high=group.high,
        start=group.start,
        end=group.end,
        verb=group.start,
        rule=f"{last.rule}/gapped",
        groups=(group,),
        parts=(),
        gapped=True,
    )


def _names_place(scan: Scan, i: int) -> bool:
    """Whether a name follows soon, past articles, directions and kinds of places."""
    i = _past_kind(scan, i)
    for j in range(i, min(i + 9, len(scan))):
        if scan.word(j) in {",", ";", "."} or scan.plays(j, "additive"):
            return False
        if scan.tokens[j].capital and scan.word(j) not in scan.language.not_names:
            return True
    return False


def _past_kind(scan: Scan, i: int) -> int:
    """Step over what stands before the name of a place: "the northern city of"."""
    while i < len(scan) and (scan.plays(i, "definite", "indefinite", "genitive") or _of_places(scan, i)):
        i += 1
    return i


def _of_places(scan: Scan, i: int) -> bool:
    return scan.at("place_directions", i) is not None or scan.at("place_kinds", i) is not None


def _without_overlaps(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """Drop a reading whose people another reading of the same outcome already counts."""
    kept: list[Mention] = []
    for mention in mentions:
        if _died_of_it(kept, mention):
            kept[-1:] = hurt_still(scan, kept[-1], mention)
        clash = next((k for k in kept if k.outcome == mention.outcome and _same_people(k, mention)), None)
        if clash is None:
            kept.append(mention)
        elif clash.bodies is False and mention.bodies:
            kept[kept.index(clash)] = mention
    return kept


def _died_of_it(kept: list[Mention], mention: Mention) -> bool:
    """Whether those just read as wounded are the same who then died ("a sailor wounded on Sunday has died")."""
    if not kept or mention.outcome != "killed" or not _same_people(kept[-1], mention):
        return False
    reduced = kept[-1].outcome == "wounded" and kept[-1].construction == "reduced"
    return reduced or "passive_only" in kept[-1].traits


def _same_people(a: Mention, b: Mention) -> bool:
    if a.low == 0 or b.low == 0:
        return a.low == b.low and a.verb == b.verb
    if a.groups and b.groups:
        return share_people((*a.groups, *a.parts), (*b.groups, *b.parts))
    return (a.bodies or b.bodies) and abs(a.verb - b.verb) < 3 and a.start < b.end and b.start < a.end
