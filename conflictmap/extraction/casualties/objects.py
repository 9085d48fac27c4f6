"""Whom a verb befell: the people after it."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.companions import with_whom
from conflictmap.extraction.casualties.mentions import Construction, Mention, mention_of
from conflictmap.extraction.casualties.seizing import by_forces, conveys
from conflictmap.extraction.casualties.subjects import needs_human
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people import Group, GroupList, parse_group, parse_list, people_ending_at
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.deeds import side, subject_span
from conflictmap.language import Hit

__all__ = ["are_people", "entry_needs_people", "is_taking", "read_objects"]


def entry_needs_people(hit: Hit) -> bool:
    """Whether the verb is one that takes things as readily as people ("seize"), so that people must be named.

    Parameters
    ----------
    hit : Hit

    Returns
    -------
    bool
    """
    return "needs_people" in hit.entry.traits


def read_objects(
    scan: Scan, hit: Hit, construction: Construction, start: int | None = None, clause: Clause | None = None
) -> Mention | None:
    """Read people after the verb, past adverbs and a second verb that shares them.

    Parameters
    ----------
    scan : Scan
    hit : Hit
        The verb.
    construction : str
        Named in the rule.
    start : int or None
        Where the mention begins, if not at the verb.
    clause : Clause or None
        Nothing is read past its end.

    Returns
    -------
    Mention or None
    """
    i = _past_aside(scan, _object_at(scan, hit.end))
    limit = _limit(scan, i, clause)
    groups = parse_list(scan, i, names=True, human=needs_human(hit), limit=limit)
    if groups is None or _reports(scan, groups):
        return None
    if hit.entry.value == "abducted" and _are_lives(scan, groups.groups):
        return replace(mention_of(hit, groups, construction, hit.start, groups.end), outcome="killed")
    if not _befalls(scan, hit, groups, clause):
        return None
    groups = _with_company(scan, groups)
    end = max(groups.end, i + 1)
    made = mention_of(hit, groups, construction, hit.start if start is None else start, end)
    return replace(made, active=True)


def _with_company(scan: Scan, groups: GroupList) -> GroupList:
    """Add those who shared one person's fate: "killed the chief of Hit, Khalaf Nimr, with two of his guards"."""
    if len(groups.groups) > 1 or groups.groups[0].low != 1:
        return groups
    at = _past_name(scan, groups.end)
    extra = with_whom(scan, at)
    if extra is None or not (_are_his(scan, extra) or _is_set_off(scan, at)):
        return groups  # "killed a man with two wives"
    return GroupList((*groups.groups, *extra.groups), groups.parts)


def _is_set_off(scan: Scan, i: int) -> bool:
    """Whether company is told behind a comma, or by more than "with": "along with"."""
    return scan.word(i - 1) == "," or not scan.plays(i, "comitative")


def _are_his(scan: Scan, groups: GroupList) -> bool:
    """Whether people are told as somebody's: "his driver", "two of her pupils"."""
    return Tag.POSSESSIVE in scan.syntax.tags[groups.start : groups.end]


def _past_name(scan: Scan, i: int) -> int:
    """Step over whose somebody is and a name set off by commas: "the chief | of Hit, Brigadier Khalaf Nimr, | with"."""
    end = _past_nouns(scan, i + 1) if scan.plays(i, "genitive") else i
    if scan.word(end) != ",":
        return i
    named = _past_nouns(scan, end + 1)
    if named == end + 1 or scan.word(named) != ",":
        return end + 1 if scan.plays(end + 1, "comitative") else i
    return named + 1


def _past_nouns(scan: Scan, i: int) -> int:
    return next((j for j in range(i, len(scan)) if scan.syntax.tags[j] not in NOUNS), len(scan))


def _reports(scan: Scan, groups: GroupList) -> bool:
    """Whether one person only says so, and the comma before was lost: "25 were hurt a local source told us"."""
    verb = next((g for g in scan.syntax.groups if g.start == groups.end), None)
    alone = len(groups.groups) == 1 and groups.groups[0].form != "counted"
    if verb is None or not alone or verb.infinitive or verb.end > verb.head + 1:
        return False
    words = scan.syntax.words
    closed = verb.end == len(scan) or scan.syntax.tags[verb.end] in _AFTER_SAYING
    return closed and words.lemma(scan.word(verb.head)) in words.saying


_AFTER_SAYING = frozenset({Tag.NAME, Tag.TIME, Tag.MARK, Tag.PRONOUN})


def _befalls(scan: Scan, hit: Hit, groups: GroupList, clause: Clause | None) -> bool:
    """Whether a verb that takes or claims many things does it to these people."""
    if "needs_people" in hit.entry.traits and not _kidnap_fits(scan, groups.groups[0], clause):
        return False
    if is_taking(scan, hit) and not _taken_away(scan, groups):
        return False
    if hit.entry.value == "abducted" and _are_hurt(scan, groups):
        return False
    single = "single_needs_lives" in hit.entry.traits and hit.end - hit.start == 1
    return not single or _are_lives(scan, groups.groups) or _taken_by_attack(scan, groups, clause)


def are_people(scan: Scan, groups: tuple[Group, ...]) -> bool:
    """Whether words for people, names or pronouns say whom a verb befell that things suffer too ("blow away").

    Parameters
    ----------
    scan : Scan
    groups : tuple of Group

    Returns
    -------
    bool
    """
    pointed = (group.form in {"name", "pronoun"} or _of_them(scan, group) for group in groups)
    named = (people_ending_at(scan, group.end) is not None for group in groups)
    return any(pointed) or any(named) or _are_lives(scan, groups)


def _of_them(scan: Scan, group: Group) -> bool:
    """Whether a number is a share of people told before: "four of them"."""
    i = group.end - 1 if scan.syntax.tags[group.end - 1] is Tag.PRONOUN else group.end + 1
    return 0 < i < len(scan) and scan.syntax.tags[i] is Tag.PRONOUN and scan.plays(i - 1, "genitive")


def _taken_by_attack(scan: Scan, groups: GroupList, clause: Clause | None) -> bool:
    """Whether no people but an attack claims people, and nothing more is said of them: "claimed four conscripts"."""
    if clause is None or side(scan, *subject_span(scan, _told_of(scan, clause))):
        return False
    counted = groups.groups[0].form in {"counted", "article"} and _ends_there(scan, groups.end)
    return counted and all(people_ending_at(scan, group.end) is not None for group in groups.groups)


def _ends_there(scan: Scan, end: int) -> bool:
    """Whether a list of people is not the subject of what follows ("claimed two men as members")."""
    return end >= len(scan) or scan.syntax.tags[end] in _AFTER_CLAIMED


def _told_of(scan: Scan, clause: Clause) -> Clause:
    """Return the clause that says who or what acts in a participle: "Rockets hit the camp, | claiming four men"."""
    parent: Clause | None = clause
    while parent is not None and parent.link in {"participial", "shared"}:
        clause, parent = parent, scan.syntax.parent(parent)
    return parent or clause


_AFTER_CLAIMED = frozenset({Tag.MARK, Tag.COORDINATOR, Tag.PREPOSITION, Tag.TIME, Tag.SUBORDINATOR})


def _are_lives(scan: Scan, groups: tuple[Group, ...]) -> bool:
    return groups[0].head in casualty_words(scan.language)["lives.nouns"]


def _are_hurt(scan: Scan, groups: GroupList) -> bool:
    """Whether those carried off are the dead and hurt of an attack, whom nobody abducts: "carried off the injured"."""
    words = casualty_words(scan.language)
    return groups.groups[0].head in words["tolls.hurt"] | words["tolls.dead"]


def is_taking(scan: Scan, hit: Hit) -> bool:
    """Whether the verb is "take" alone, which abducts only whoever is taken away.

    Parameters
    ----------
    scan : Scan
    hit : Hit

    Returns
    -------
    bool
    """
    return hit.end == hit.start + 1 and scan.word(hit.start) in casualty_words(scan.language)["taking.verbs"]


def _object_at(scan: Scan, i: int) -> int:
    """Return where the object begins: past adverbs, particles, and a verb joined by "and" or "or" that shares it."""
    while i < len(scan):
        if scan.syntax.tags[i] in {Tag.ADVERB, Tag.PARTICLE} and parse_quantity(scan, i) is None:
            i += 1
            continue
        joined = scan.plays(i, "additive", "alternative") or _in_series(scan, i)
        second = _verb_at(scan, _past_adverbs(scan, i + 1)) if joined else None
        if second is None:
            break
        i = second
    return i


_ASIDE = 8


def _past_aside(scan: Scan, i: int) -> int:
    """Step over what two commas set off before the object: "killed, | according to police, | two guards"."""
    if scan.word(i) != "," or scan.syntax.tags[i + 1 : i + 2] == (Tag.COORDINATOR,):
        return i
    close = next((j for j in range(i + 2, min(i + _ASIDE, len(scan))) if scan.word(j) == ","), None)
    if close is None or any(i < verb.start < close for verb in scan.syntax.groups):
        return i
    group = parse_group(scan, close + 1)
    own = group is not None and scan.at("outcome", group.end) is None
    return close + 1 if own and _determined(scan, close + 1) else i


def _determined(scan: Scan, i: int) -> bool:
    """Whether a noun phrase with a number or an article begins here."""
    return parse_quantity(scan, i) is not None or scan.syntax.tags[i] in {Tag.DETERMINER, Tag.POSSESSIVE}


def _in_series(scan: Scan, i: int) -> bool:
    """Whether a comma stands between verbs in a row that share their object: "abducted | , tortured and killed"."""
    end = _verb_at(scan, _past_adverbs(scan, i + 1)) if scan.word(i) == "," else None
    return end is not None and (scan.plays(end, "additive") or scan.word(end) == ",")


def _past_adverbs(scan: Scan, i: int) -> int:
    """Step over adverbs before a verb: "abducted and | later freed | a deputy"."""
    while i < len(scan) and scan.syntax.tags[i] is Tag.ADVERB:
        i += 1
    return i


def _verb_at(scan: Scan, i: int) -> int | None:
    """Return where a verb that begins at token `i` ends."""
    group = next((g for g in scan.syntax.groups if g.start == i), None)
    return group.end if group is not None and not group.infinitive else None


def _limit(scan: Scan, i: int, clause: Clause | None) -> int:
    if clause is None:
        return len(scan)
    later = [c.start for c in scan.syntax.clauses if c.start > i and c.link in _CLOSING and not _is_set_in(scan, c)]
    return min(later, default=len(scan))


_CLOSING = frozenset({"coordinate", "adverbial", "complement", "reporting"})
"""Links of the clauses before which an object ends."""


def _is_set_in(scan: Scan, clause: Clause) -> bool:
    """Whether who says it stands in the midst of a list, which goes on: "himself and | , officials said, | two men"."""
    before = scan.syntax.tags[max(0, clause.start - 2)]
    return clause.link == "reporting" and scan.word(clause.start - 1) == "," and before in _JOINING


_JOINING = frozenset({Tag.COORDINATOR, Tag.PREPOSITION, Tag.SUBORDINATOR})


def _taken_away(scan: Scan, groups: GroupList) -> bool:
    """Whether people who are taken are taken captive: "took 18 employees away", "took hostages"."""
    words = casualty_words(scan.language)
    if groups.groups[0].head in words["taking.captives"]:
        return True
    owned = scan.syntax.tags[min(groups.end + 1, len(scan) - 1)] is Tag.POSSESSIVE
    if owned and scan.word(groups.end) in words["taking.from"]:
        return True  # "from their homes"
    after = scan.lows[groups.end : groups.end + 9]
    away = next((i for i, word in enumerate(after) if word in words["taking.away"]), None)
    return away is not None and not {".", ";"} & set(after[:away])


def _kidnap_fits(scan: Scan, group: Group, clause: Clause | None) -> bool:
    """Whether seizing these people is an abduction: not by soldiers or police, and not of militants."""
    captives = group.head in casualty_words(scan.language)["taking.captives"]
    if group.group == "militant" or (group.form in {"number", "name", "bare"} and not captives) or not group.head:
        return False
    return not (by_forces(scan, clause) or (clause is not None and conveys(scan, clause)))
