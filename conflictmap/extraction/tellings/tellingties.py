"""What speaks for and against two stretches of a sentence telling one attack; weighed by ``rules/coreference.toml``."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.discourse.anaphora import points_back
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.tellings.cells import explains, likened
from conflictmap.extraction.tellings.telling import Telling, in_further_clause, load_weights, words_of
from conflictmap.extraction.tellings.tellingpairs import by_same_fire, captive_found, each_of_two
from conflictmap.extraction.tellings.tellingtimes import by_pronoun, is_tight, order, tie
from conflictmap.language import Hit

__all__ = ["reasons"]


def reasons(left: Telling, right: Telling) -> Iterator[tuple[str, float]]:
    """Yield what speaks for and against one attack, by name and weight."""
    weights = load_weights()["clauses"]
    for name in ("bias", *_links(left, right), *_means(left, right), *_counts(left, right), *_places(left, right)):
        yield name, weights[name]


def _links(left: Telling, right: Telling) -> Iterator[str]:
    """Yield how the right side is tied to the left by grammar."""
    clause = right.clause
    if each_of_two(left, right):
        yield "each_of_two"
    if right.listed:
        yield "day_of" if _is_day_of(right) else "listed"
    elif clause is None and any(mention.gapped and mention.verb == right.start for mention in right.mentions):
        yield "new_word"
    if clause is not None and not right.listed:
        yield from _clause_links(left, right, clause)


def _is_day_of(right: Telling) -> bool:
    """Whether the right side opens with many attacks in one: "a day of violence that left nine dead"."""
    return not right.scan.language.lists("totals")["run"]["nouns"].isdisjoint(
        right.scan.lows[right.start : right.start + 3]
    )


def _clause_links(left: Telling, right: Telling, clause: Clause) -> Iterator[str]:
    """Yield how the clause of the right side is tied to the left."""
    link = "coordinate" if clause.link in {"main", "reporting"} else clause.link
    yield tie(right, clause, link)
    if link == "coordinate" and is_tight(right, clause):
        yield "tight"
    if any(mention.gapped for mention in left.mentions) and _sums_up(right):
        yield "summing"
    if _are_the_rest(left, right, clause):
        yield "the_rest"
    yield from order(left, right, clause, link)
    yield from _compared_with(left, right, clause)


def _are_the_rest(left: Telling, right: Telling, clause: Clause) -> bool:
    """Whether the other attackers do or suffer it: "killed two of the bombers, while | the third | blew himself up"."""
    scan, words = right.scan, words_of(right, "rest")
    start, end = clause.subject
    definite = scan.plays(start, "definite") and scan.word(start + 1) in words["others"]
    known = scan.grammar.attackers | words["may_follow"]
    rest = (scan.word(i) in known or scan.syntax.tags[i] is Tag.NUMBER for i in range(start + 2, end))
    return definite and all(rest) and not right.own_place() and _of_attackers(left)


def _of_attackers(telling: Telling) -> bool:
    """Whether a stretch tells what some of the attackers did, or what befell them."""
    told = telling.scan.lows[telling.start : telling.end]
    some = words_of(telling, "pronouns")["some"]
    named = not telling.scan.grammar.attackers.isdisjoint(told)
    return named or any(" ".join(pair) in some for pair in itertools.pairwise(told))


def _compared_with(left: Telling, right: Telling, clause: Clause) -> Iterator[str]:
    """Yield what words say of the two sides: one more, one like it, what had caused it."""
    if explains(right.scan, clause) and not (right.outcomes() or right.own_place()):
        yield "explains"
    if _is_further(left, right, clause):
        yield "new_word"
    elif by_same_fire(left, right, clause):
        yield "same_fire"
    if (left.families() or left.own_place()) and any(likened(right.scan, term) for term in right.terms):
        yield "likened"


def _opens_with_new(right: Telling) -> bool:
    """Whether a word for one more stands at the head: "another", "a second", not "also"."""
    scan, head, words = right.scan, right.start, words_of(right, "new")
    if scan.word(head) in words["not_heads"]:
        return False
    near = [hit for hit in scan.all("new") if head <= hit.start <= head + 5 and not _counts_people(right, hit)]
    near = [hit for hit in near if hit.start == head or not in_further_clause(scan, head, hit)]
    return any(scan.word(hit.end) not in words["not_before"] for hit in near)


def _is_further(left: Telling, right: Telling, clause: Clause) -> bool:
    """Whether a word says that another attack is told."""
    return (_opens_with_new(right) and not _by_another(left, right)) or _is_the_other(right, clause)


def _is_the_other(right: Telling, clause: Clause) -> bool:
    """Whether a pronoun as the subject tells the second of two attacks: "; the other, at a garage, wounded six"."""
    scan, start = right.scan, right.start
    opening = " ".join(scan.lows[start : start + 2])
    if opening not in scan.language.lists("signals")["openings"]["second"] or clause.subject[0] != start:
        return False
    return start + 2 < len(scan) and scan.syntax.tags[start + 2] not in NOUNS | {Tag.NUMBER, Tag.ADJECTIVE}


def _counts_people(telling: Telling, hit: Hit) -> bool:
    """Whether a word for one more belongs to people: "another nine were hurt", "two died later"."""
    dying = (m for m in telling.mentions if m.construction == "intransitive")
    if any(mention.start <= hit.start <= mention.verb + 1 for mention in dying):
        return True
    return any(group.start <= hit.start < group.end for mention in telling.mentions for group in mention.groups)


def _by_another(left: Telling, right: Telling) -> bool:
    """Whether one more attack only ends a sentence without a means: "three died and 70 were hurt by another bomb"."""
    by, head = words_of(right, "new")["agents"], right.start
    near = [hit for hit in right.scan.all("new") if head <= hit.start <= head + 5]
    return bool(near) and not left.families() and all(right.scan.word(hit.start - 1) in by for hit in near)


def _sums_up(right: Telling) -> bool:
    """Whether a stretch counts over all that was told: "; in all 112 were injured"."""
    words = right.scan.language.lists("totals")["head"]
    opening = right.scan.lows[right.start : right.start + 2]
    return bool(opening) and (opening[0] in words["words"] or " ".join(opening) in words["pairs"])


def _opens_anew(left: Telling, right: Telling) -> bool:
    """Whether the right side has an attack of its own as its subject, new to the reader, and the left side too."""
    clause = right.clause
    if clause is None or not _stands_beside(right, clause):
        return False
    first, last = clause.subject
    fresh = any(term.asserts and not term.refers and first <= term.hit.start < last for term in right.terms)
    if not fresh or not any(term.asserts and not term.refers for term in left.terms):
        return False
    return bool(left.outcomes()) or not _on_top(left, right)


def _stands_beside(right: Telling, clause: Clause) -> bool:
    """Whether a clause stands on its own, or is opened by a word that sets it apart."""
    if clause.link == "adverbial":
        return clause.marker in words_of(right, "ties")["apart"]
    return clause.link in {"coordinate", "main"}


def _on_top(left: Telling, right: Telling) -> bool:
    """Whether the right side is one more of the same at the same spot: "and a second blast hit those who helped"."""
    return not right.own_place() and _opens_with_new(right) and bool(left.families() & right.families())


def _one_assault(left: Telling, right: Telling) -> bool:
    """Whether armed people and bombs or mortars act at one spot, and nobody is counted apart.

    "A bomb struck a convoy near Kut and gunmen then sprayed the trucks", not "and minutes later a mortar bomb fell".
    """
    lefts, rights = left.families(), right.families()
    if left.outcomes() or right.outcomes() or right.own_place() or len(lefts | rights) < 2:
        return False
    armed = any("gun" in families and families <= {"gun", "shelling"} for families in (lefts, rights))
    return armed and not right.scan.has("new", right.start, min(right.start + 4, right.end))


def _means(left: Telling, right: Telling) -> Iterator[str]:
    """Yield what the means named on each side say."""
    yield from _named_means(left, right)
    told_left, told_right = bool(left.outcomes()), bool(right.outcomes())
    if _one_assault(left, right):
        yield "one_assault"
    elif _opens_anew(left, right):
        yield "both_new"
    elif not told_left and not told_right:
        yield "neither_counted"
    if told_left and not left.own_place() and not left.outcomes() & right.outcomes() and _lacks_means(left):
        yield "incomplete"


def _lacks_means(telling: Telling) -> bool:
    """Whether no means are named but by one of the dead: "three were killed, including a suicide bomber"."""
    scan, including = telling.scan, telling.scan.language.lists("totals")["including"]["words"]
    return all(
        term.context is not None and scan.word(term.context.start - 1) in including
        for term in telling.terms
        if term.real
    )


def _named_means(left: Telling, right: Telling) -> Iterator[str]:
    """Compare the means: the same or others, each with its casualties, or a cause beside its casualties."""
    lefts, rights = left.families(), right.families()
    told_left, told_right = bool(left.outcomes()), bool(right.outcomes())
    if lefts and rights:
        yield "same_means" if lefts & rights else "means_differ"
        yield from _told_sides(told_left, told_right)
    elif told_left != told_right and (rights if told_left else lefts):
        yield "own_attack" if told_right and right.own_attack() else "cause"


def _told_sides(*told: bool) -> Iterator[str]:
    """Yield whether both sides of two means count anybody, or one."""
    if any(told):
        yield "both_told" if all(told) else "one_sided"


def _counts(left: Telling, right: Telling) -> Iterator[str]:
    """Yield what the casualties of each side say."""
    yield from _compared(left, right)
    if _counts_those_before(left, right):
        yield "known_count"
    yield from _told_as(right.mentions)
    if by_pronoun(right):
        yield "pronoun"
    elif _same_person(left, right):
        yield "same_person"
    if right.mentions:
        yield from _first_count(left, right)
    yield from _country(left, right)


def _counts_those_before(left: Telling, right: Telling) -> bool:
    """Whether bare numbers open a sentence, of an attack told before: "Nine were hurt, | and gunmen shot a baker"."""
    if left.start > 0 or left.terms or left.own_place() or not _only_numbers(left.mentions):
        return False
    parted = left.scan.plays(left.end - 1, "additive") and left.scan.word(left.end - 2) == ","
    beside = parted and right.clause is not None and right.clause.link == "coordinate"
    return beside and any(term.asserts and not term.refers for term in right.terms)


def _only_numbers(mentions: list[Mention]) -> bool:
    """Whether people are counted, and no noun says who they are."""
    groups = [group for mention in mentions for group in mention.groups]
    return bool(groups) and all(group.form == "number" for group in groups)


def _told_as(mentions: list[Mention]) -> Iterator[str]:
    """Yield how all the counts of a side are told: by another source, as a part of a total, as nought."""
    if any(mention.apart or mention.wide for mention in mentions):
        yield "of_a_total"
    if mentions and all(mention.rival for mention in mentions):
        yield "rival"
    if mentions and all(mention.low == 0 for mention in mentions):
        yield "nought"


def _other_people(left: Telling, right: Telling) -> bool:
    """Whether a bare right side counts people of another name: "12 Iraqis were killed, while three soldiers died"."""
    lefts, rights = _heads(left), _heads(right)
    return _is_bare(right) and bool(left.families() and lefts and rights) and not lefts & rights


def _heads(telling: Telling) -> set[str]:
    """Return the nouns of those counted, "people" and the like aside."""
    heads = {group.head for mention in telling.mentions for group in mention.groups if group.form == "counted"}
    return heads - telling.scan.grammar.generic_people - {""}


def _compared(left: Telling, right: Telling) -> Iterator[str]:
    """Yield whether the right side counts the outcomes of the left side, or only adds others."""
    outcomes = right.outcomes()
    if left.outcomes() & outcomes:
        yield "same_outcome"
        if _bodies_apart(left, right):
            yield "bodies_apart"
        if _other_people(left, right):
            yield "other_people"
    elif captive_found(left, right):
        yield "captive_found"
    elif outcomes and _is_bare(right):
        yield "adds_outcome"


def _bodies_apart(left: Telling, right: Telling) -> bool:
    """Whether one side kills and the other finds bodies: "killed a gunman and found two bodies"."""
    sides = (_bodies(left), _bodies(right))
    if sides[0] == sides[1] or None in sides or points_back(right.scan, right.mentions):
        return False
    groups = (group for mention in right.mentions for group in mention.groups)
    return not any(group.more or group.form in _KNOWN for group in groups) and not _known_corpses(right)


_KNOWN = frozenset({"possessive", "pronoun", "definite"})


def _known_corpses(telling: Telling) -> bool:
    """Whether the bodies are of those told before: "and dumped the bodies"."""
    scan = telling.scan
    found = scan.inside("body", telling.start, telling.end)
    return any(scan.plays(hit.start - 1, "definite") and not scan.plays(hit.end, "genitive") for hit in found)


def _bodies(telling: Telling) -> bool | None:
    """Whether the dead counted are all bodies that were found; ``None`` where only some are, or none are counted."""
    found = {mention.bodies for mention in telling.mentions if mention.outcome == "killed" and mention.low}
    return found.pop() if len(found) == 1 else None


def _attackers_and_others(left: Telling, right: Telling) -> bool:
    """Whether nobody is counted but attackers and others of those told: "six others and two assailants"."""
    groups = [group for mention in right.mentions for group in mention.groups]
    attackers = [group for group in groups if group.group == "militant"]
    if len(groups) == len(attackers):
        return True
    hurt_too = bool(attackers) and not left.outcomes() & right.outcomes()
    return hurt_too and all(group in attackers or group.more for group in groups)


def _first_count(left: Telling, right: Telling) -> Iterator[str]:
    """Yield what the first count says: more people, people known already."""
    first = right.mentions[0]
    if first.more and not (_town_after(left) and _town_after(right)):
        yield "more"
        if _attackers_and_others(left, right):
            yield "attackers_too"
    known = any(group.form in {"possessive", "pronoun"} for group in first.groups)
    if known or points_back(right.scan, right.mentions):
        yield "own_group"


def _country(left: Telling, right: Telling) -> Iterator[str]:
    """Yield what words for the whole country say: a total, or those killed beside a place that is named."""
    scan = right.scan
    spread = scan.has("country_words", right.start, right.end) and bool(right.outcomes())
    apart = not left.outcomes() or bool(left.outcomes() & right.outcomes())
    if spread and left.own_place() and apart:
        yield "nation"
    elif scan.has("country_words", left.start, right.end):
        yield "country_total"


def _partitive(right: Telling) -> bool:
    """Whether the subject is some of those just spoken of: "most of them shot"."""
    if right.clause is None:
        return False
    start, end = right.clause.subject
    some, alone = words_of(right, "pronouns")["some"], words_of(right, "pronouns")["alone"]
    by_itself = end == start + 1 and right.scan.word(start) in alone
    return by_itself or any(" ".join(pair) in some for pair in itertools.pairwise(right.scan.lows[start:end]))


def _are_of_hurt(left: Telling, right: Telling) -> bool:
    """Whether those who died are some of the wounded just told: "wounded ten; | two died later"."""
    told = [mention for mention in right.mentions if mention.low]
    return "wounded" in left.outcomes() and bool(told) and all(mention.of_wounded for mention in told)


def _same_person(left: Telling, right: Telling) -> bool:
    """Whether the right side says how the one died of whom the left side told: "her death, saying she was shot"."""
    clause = right.clause
    if clause is None or not (len(left.mentions) == len(right.mentions) == 1):
        return False
    told = right.scan.syntax.clause_at(right.mentions[0].verb)
    one, other = left.mentions[0], right.mentions[0]
    alike = one.outcome == other.outcome and one.low == one.high == other.low == other.high == 1
    subjects = words_of(right, "pronouns")["subjects"]
    return alike and told is not None and told.verb.passive and right.scan.word(told.verb.start - 1) in subjects


def _wide(telling: Telling) -> bool:
    """Whether the one place named is a whole province, which may hold a place named later."""
    named = [place for place in telling.places if place.named]
    endings = words_of(telling, "wide")["endings"]
    return all(telling.scan.word(place.end - 1) in endings for place in named)


def _places(left: Telling, right: Telling) -> Iterator[str]:
    """Yield what the places of each side say."""
    here = right.own_place()
    if left.own_place():
        yield from _two_places(left, right, both=here)
    if not here and right.scan.has("reference", right.start, right.end):
        yield "refers"
    if any(place.how == "points" for place in right.places):
        yield "there"
    if _partitive(right) or _are_of_hurt(left, right):
        yield "partitive"
    if _is_bare(right):
        yield "bare"
        if _is_bare(left):
            yield "both_bare"


def _two_places(left: Telling, right: Telling, *, both: bool) -> Iterator[str]:
    """Yield how a place on the left stands to one on the right, if `both` name one."""
    yield _compared_places(left) if both else "placeless"
    if both and _elsewhere_by_other_means(left, right):
        yield "elsewhere_otherwise"
    if both and _counted_elsewhere(left, right):
        yield "counted_elsewhere"


def _elsewhere_by_other_means(left: Telling, right: Telling) -> bool:
    """Whether one more verb of the same doers tells other means at another place: "bombed A and shot two in B"."""
    clause, lefts, rights = right.clause, left.families(), right.families()
    shared = clause is not None and clause.link == "shared"
    return shared and bool(lefts and rights) and not lefts & rights and not _wide(left)


def _counted_elsewhere(left: Telling, right: Telling) -> bool:
    """Whether one more verb of the same doers counts others elsewhere: "killed two in Kut and hurt six in Hit"."""
    clause = right.clause
    if clause is None or clause.link != "shared" or not (left.outcomes() and right.outcomes()):
        return False
    apart = not left.outcomes() & right.outcomes() or left.mentions[-1].gapped
    return apart and not _wide(left) and _town_after(left) and _town_after(right)


def _town_after(telling: Telling) -> bool:
    """Whether those counted last are told in a town, by its bare name: not at a site of one, nor nearby."""
    scan = telling.scan
    if not telling.mentions:
        return False
    found = [place for place in telling.places if place.named and place.how == "in"]
    behind = bool(found) and found[-1].start >= telling.mentions[-1].end
    return behind and _is_bare_name(scan, found[-1].start, found[-1].end)


def _is_bare_name(scan: Scan, start: int, end: int) -> bool:
    """Whether a place is told by its name alone, "near" before it aside."""
    near = scan.syntax.tags[start] is Tag.PREPOSITION
    named = all(token.capital for token in scan.tokens[start + near : end])
    return named and not scan.has("place_sites", start, end)


def _over_parts(telling: Telling) -> bool:
    """Whether the place named is several parts of the land: "central and northern Iraq"."""
    spans = (range(place.start, place.end) for place in telling.places if place.named)
    return any(sum(telling.scan.at("place_directions", i) is not None for i in span) > 1 for span in spans)


def _compared_places(left: Telling) -> str:
    """Name how a place on the left stands to one on the right: it may hold it, or it is another."""
    if _over_parts(left):
        return "land_and_town"
    return "place_within" if _wide(left) and not left.families() else "places_differ"


def _is_bare(telling: Telling) -> bool:
    """Whether neither means nor place is named."""
    return not (telling.families() or telling.own_place() or telling.own_attack())
