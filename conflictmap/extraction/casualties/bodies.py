"""The dead that are found: bodies, heads, graves, people found dead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from conflictmap.extraction.casualties.admissions import hospital_has
from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.function_words import is_intended, is_mark
from conflictmap.extraction.casualties.mentions import Mention, mention_by_clause
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people import Group, parse_group, parse_list, total
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.language import Hit

__all__ = ["read_bodies"]


@dataclass(frozen=True, slots=True)
class _Count:
    """How many bodies, and where that is told."""

    low: int | None
    high: int | None
    start: int
    end: int
    vague: bool = False
    groups: tuple[Group, ...] = ()


def read_bodies(scan: Scan) -> list[Mention]:
    """Read found bodies, on either side of the verb: "27 bodies were found", "police found the bodies of four men".

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
        One a verb.
    """
    found: list[Mention] = []
    counted = 0
    for body in scan.all("body"):
        verb = _body_verb(scan, body)
        if verb is None or body.start <= counted - 1 or (counted and body.start == counted):
            continue
        count = _count_bodies(scan, body)
        if count.low == 0:
            continue
        counted = count.end
        mention = _bodies(scan, body, verb, count)
        if found and found[-1].verb == verb.start:
            mention = _added(found.pop(), mention)
        found.append(mention)
    return [*found, *_further(scan, found[0].end)] if found else _in_graves(scan)


def _in_graves(scan: Scan) -> list[Mention]:
    """Read people whom a grave holds: "a second pit, near the canal, contains at least 12 women"."""
    words = casualty_words(scan.language)
    if words["bodies.graves"].isdisjoint(scan.lows):
        return []
    found = (_in_grave(scan, clause) for clause in scan.syntax.clauses if _holds(scan, clause, "bodies.graves"))
    return [mention for mention in found if mention is not None]


def _in_grave(scan: Scan, clause: Clause) -> Mention | None:
    groups = parse_list(scan, clause.verb.end)
    made = mention_by_clause("killed", "bodies.grave", groups, clause, groups.end, "bodies") if groups else None
    return replace(made, bodies=True) if made is not None else None


def _holds(scan: Scan, clause: Clause, names: Literal["bodies.graves", "bodies.resting"]) -> bool:
    """Whether one of such places is said to hold somebody."""
    words = casualty_words(scan.language)
    holds = scan.word(clause.verb.head) in words["bodies.holding"] and not _is_unreal(clause)
    return holds and not words[names].isdisjoint(scan.lows[slice(*clause.subject)])


def _further(scan: Scan, start: int) -> list[Mention]:
    """Read more bodies told by a number alone behind token `start`: "; a further six were fished out of the Tigris"."""
    return [
        mention
        for clause in scan.syntax.clauses
        if clause.subject[0] >= start and (mention := _one_further(scan, clause)) is not None
    ]


def _one_further(scan: Scan, clause: Clause) -> Mention | None:
    """Read "another three" as bodies where they are found, or taken out of somewhere."""
    group, verb = _without_noun(scan, *clause.subject), clause.verb
    if group is None or not _is_recovered(scan, clause):
        return None
    return Mention(
        "killed",
        group.low,
        group.high,
        group.start,
        max(group.end, verb.end),
        verb.head,
        "bodies.verbs/further",
        bodies=True,
        construction="bodies",
    )


def _without_noun(scan: Scan, start: int, end: int) -> Group | None:
    """Return people counted besides others, without a noun: "another three", "a further six", "five others"."""
    group = parse_group(scan, start)
    counted = group is not None and group.end <= end and not group.vague
    return group if group is not None and counted and _is_besides(scan, group) and _is_nounless(scan, group) else None


def _is_nounless(scan: Scan, group: Group) -> bool:
    return not group.head or group.head in casualty_words(scan.language)["bodies.others"]


def _is_besides(scan: Scan, group: Group) -> bool:
    """Whether people are counted besides others: "another three", "a further six"."""
    words = casualty_words(scan.language)["bodies.further"]
    return group.more or not words.isdisjoint(scan.lows[group.start : group.end])


def _is_recovered(scan: Scan, clause: Clause) -> bool:
    """Whether a verb tells that something is found or comes out of somewhere, and not what befell somebody."""
    verb = clause.verb
    found = scan.has("body_verb", verb.start, verb.end + 1) or _comes_out(scan, clause)
    return found and not (_is_unreal(clause) or _is_done_to_known(scan, clause))


def _is_unreal(clause: Clause) -> bool:
    return clause.verb.negated or bool(clause.verb.modal)


def _is_done_to_known(scan: Scan, clause: Clause) -> bool:
    """Whether a verb tells what befell people, or is done with known bodies: "another three were identified"."""
    verb = clause.verb
    named = scan.word(verb.head) in casualty_words(scan.language)["bodies.named"]
    return named or scan.has("outcome", verb.start, verb.end + 1)


def _comes_out(scan: Scan, clause: Clause) -> bool:
    """Whether a verb goes on with where something comes from: "were dragged | from the canal", "washed | up"."""
    return scan.word(clause.verb.end) in casualty_words(scan.language)["bodies.out_of"]


def _bodies(scan: Scan, body: Hit, verb: Hit, count: _Count) -> Mention:
    return Mention(
        "killed",
        count.low,
        count.high,
        min(count.start, verb.start),
        max(count.end, verb.end),
        verb.start,
        "bodies.verbs/bodies",
        count.groups or _body_groups(scan, body),
        bodies=not _left_behind(scan, verb),
        vague=count.vague,
        construction="bodies",
    )


def _added(previous: Mention, mention: Mention) -> Mention:
    """Add the bodies that one verb found: "found two bodies and a head"."""
    opened = None in {previous.high, mention.high}
    return replace(
        mention,
        low=(previous.low or 0) + (mention.low or 0),
        high=None if opened else (previous.high or 0) + (mention.high or 0),
        start=min(previous.start, mention.start),
        end=max(previous.end, mention.end),
    )


def _left_behind(scan: Scan, verb: Hit) -> bool:
    """Whether bodies are only left or counted after an attack that the sentence tells."""
    left = scan.word(verb.start) in casualty_words(scan.language)["bodies.not_found"]
    return left and any(hit.entry.form != "means" for hit in scan.all("kind"))


def _body_verb(scan: Scan, body: Hit) -> Hit | None:
    """Return the verb that finds a body; the body itself where it is only said to lie there."""
    words = casualty_words(scan.language)
    head = scan.word(body.start) in words["bodies.heads"]
    owned = scan.word(body.start - 1) in words["bodies.head_owners"]
    if head and owned and not scan.plays(body.end, "genitive"):
        return None  # "gunshot wounds to the head"
    best = _finding_verb(scan, body)
    if best is not None:
        return None if head and best.entry.form != "past_participle" else best
    shown = scan.word(body.end) in words["bodies.bearing"] and _counted(scan, body)
    return body if not head and (shown or _is_held(scan, body) or _stands_alone(scan, body)) else None


def _is_held(scan: Scan, body: Hit) -> bool:
    """Whether a body is what a grave holds, or a hospital has: "the grave holds the remains of 50 women"."""
    clause = scan.syntax.clause_at(body.start)
    if clause is None or _is_unreal(clause) or clause.verb.passive or clause.verb.end > body.start:
        return False
    if scan.word(clause.verb.head) in casualty_words(scan.language)["bodies.holding"]:
        return not _holds(scan, clause, "bodies.resting")
    counted = _quantity_before(scan, body)  # nothing else is had: "has room for 20 bodies", "had 40 beds and 20 bodies"
    between = scan.syntax.tags[clause.verb.end : counted.start] if counted is not None else [Tag.NOUN]
    return hospital_has(scan, clause) and NOUNS.isdisjoint(between)


def _stands_alone(scan: Scan, body: Hit) -> bool:
    """Whether a number of bodies is told without a verb: "Kindi hospital: nine bodies", "mass grave, 16 bodies"."""
    counted = _quantity_before(scan, body)
    if counted is None or body.end - counted.start > _ALONE:
        return False
    closed = is_mark(scan, counted.start - 1) and is_mark(scan, body.end)
    return closed and not _verb_of(scan, counted.start, body.end)


_ALONE = 4
"""Tokens of a number and its bodies: "nine | charred bodies"."""


def _verb_of(scan: Scan, start: int, end: int) -> bool:
    """Whether a clause has these tokens as its subject, or begins with a verb before them."""
    return any(
        clause.subject[0] <= start < clause.subject[1] and not _counts_only(scan, clause, end)
        for clause in scan.syntax.clauses
    )


def _counts_only(scan: Scan, clause: Clause, end: int) -> bool:
    """Whether a clause is only a further count: "nine bodies, | 20 wounded"."""
    return scan.at("outcome", clause.verb.head) is not None and "," in scan.lows[end : clause.verb.head]


def _finding_verb(scan: Scan, body: Hit) -> Hit | None:
    """Return the verb whose subject the body is, or the nearest on either side."""
    best: Hit | None = None
    for hit in scan.all("body_verb"):
        if hit.entry.form in {"base", "third"} and is_intended(scan, hit):
            continue
        if hit.start >= body.end and _subject_of(scan, body, hit):
            return hit
        if _in_reach(body, hit) and not (_semicolon_between(scan, body, hit) or _of_further(scan, body, hit)):
            nearer = best is None or abs(hit.start - body.start) < abs(best.start - body.start)
            best = hit if nearer else best
    return best


def _of_further(scan: Scan, body: Hit, hit: Hit) -> bool:
    """Whether a verb finds others than the body before it: "two bodies surfaced, while | another ten | were found"."""
    clause = scan.syntax.clause_over(hit.start) if hit.start >= body.end else None
    return clause is not None and clause.subject[0] >= body.end and _without_noun(scan, *clause.subject) is not None


def _in_reach(body: Hit, hit: Hit) -> bool:
    """Whether a verb stands near enough: behind the body only in a form that may be passive."""
    if hit.start >= body.end:
        return hit.start - body.end <= 14 and hit.entry.form in _AFTER_BODIES
    return hit.end <= body.start and body.start - hit.end <= 7


_AFTER_BODIES = frozenset({"past_participle", "participle", "past", "ing"})


def _semicolon_between(scan: Scan, body: Hit, hit: Hit) -> bool:
    return ";" in scan.lows[min(hit.end, body.end) : max(hit.start, body.start)]


def _subject_of(scan: Scan, body: Hit, hit: Hit) -> bool:
    """Whether the body is the subject of a passive verb, however much stands between."""
    clause = scan.syntax.clause_over(hit.start)
    if clause is None or not clause.verb.passive:
        return False
    start, end = clause.subject
    return start <= body.start < end


def _counted(scan: Scan, body: Hit) -> bool:
    return any(
        (q := parse_quantity(scan, i)) is not None and not q.article and q.end <= body.start
        for i in range(max(0, body.start - 4), body.start)
    )


def _is_counted(scan: Scan, body: Hit) -> bool:
    """Whether the number of bodies is told, before them or by who they are of: "the remains of 60 people"."""
    return _counted(scan, body) or scan.plays(body.end - 1, "genitive") or _of_whom(scan, body) is not None


def _count_bodies(scan: Scan, body: Hit) -> _Count:
    """Return how many bodies are told, by who they are of, by the number before them, by the plural."""
    if scan.plays(body.end - 1, "genitive"):  # "the remains of about 100 people"
        groups = parse_list(scan, body.end)
        return _Count(*total(groups.groups), body.start, groups.end) if groups is not None else _no_count(body)
    return _of_whom(scan, body) or _by_noun(scan, body)


def _no_count(body: Hit) -> _Count:
    return _Count(0, 0, body.start, body.end)


def _of_whom(scan: Scan, body: Hit) -> _Count | None:
    """Read "the bodies of six men", "12 bodies of men"."""
    of = _of(scan, body.end)
    if of is None:
        return None
    auxiliaries = casualty_words(scan.language)["bodies.auxiliaries"]
    near = range(body.end + 1, min(len(scan), body.end + 16))
    verb = next((j for j in near if scan.word(j) in auxiliaries), None)
    groups = parse_list(scan, of + 1, names=True, human=True, verb=verb)
    if groups is None or groups.groups[0].low is None:
        return None
    counted = _quantity_before(scan, body)
    if counted is not None:
        return replace(counted, end=groups.end)
    return _Count(*total(groups.groups), body.start, groups.end, any(group.vague for group in groups.groups))


def _by_noun(scan: Scan, body: Hit) -> _Count:
    """Count bodies by the number before the noun, or by the noun alone."""
    words = casualty_words(scan.language)
    if scan.word(body.start) in words["bodies.mass"]:
        return _grave(scan, body)
    counted = _quantity_before(scan, body)
    if counted is not None:
        return counted
    if body.entry.form == "plural" and scan.word(body.start) not in words["bodies.remains"]:
        return _Count(2, None, body.start, body.end, vague=True)
    return _Count(1, 1, body.start, body.end)


def _of(scan: Scan, i: int) -> int | None:
    """Return where "of" stands after a body, past a day: "the bodies on Friday of six men"."""
    days = casualty_words(scan.language)["bodies.days"]
    j = i
    while scan.word(j) in days or (j < len(scan) and scan.syntax.tags[j] is Tag.TIME):
        j += 1
    return j if scan.plays(j, "genitive") else None


def _quantity_before(scan: Scan, body: Hit) -> _Count | None:
    """Read the number before a body, not so far that it may be of something else."""
    for i in range(max(0, body.start - 9), body.start):
        quantity = parse_quantity(scan, i)
        if quantity is None or quantity.end > body.start or (quantity.article and body.start - quantity.end > 2):
            continue
        if not _breaks(scan, quantity.end, body.start):
            return _Count(quantity.low, quantity.high, i, body.end)
    return None


def _breaks(scan: Scan, start: int, end: int) -> bool:
    """Whether something parts a number from the body behind it."""
    return end - start > 5 or any(_parts(scan, j) for j in range(start, end))


def _parts(scan: Scan, j: int) -> bool:
    if scan.word(j) in {",", ";"} or scan.word(j) in casualty_words(scan.language)["bodies.breaks"]:
        return True
    if scan.at("people", j) is not None:
        return True
    return scan.plays(j, "additive") and (parse_quantity(scan, j + 1) or scan.at("body", j - 1)) is not None


def _grave(scan: Scan, body: Hit) -> _Count:
    """Count those in a mass grave, unless they are counted already: "22 bodies in a mass grave"."""
    if any(other.start < body.start and _is_counted(scan, other) for other in scan.all("body")):
        return _no_count(body)
    containing = casualty_words(scan.language)["bodies.containing"]
    for i in range(body.end, min(len(scan), body.end + 6)):
        held = _held(scan, body, i + 1) if scan.word(i) in containing else None
        if held is not None:
            return held
    return _Count(2, None, body.start, body.end, vague=True)


def _held(scan: Scan, body: Hit, i: int) -> _Count | None:
    """Read who or how many lie in a grave."""
    groups = parse_list(scan, i)
    if groups is not None:
        return _Count(*total(groups.groups), body.start, groups.end, groups=groups.groups)
    quantity = parse_quantity(scan, i) or (parse_quantity(scan, i + 2) if scan.plays(i, "definite") else None)
    if quantity is None or quantity.article:
        return None
    return _Count(quantity.low, quantity.high, body.start, quantity.end, quantity.vague)


def _body_groups(scan: Scan, body: Hit) -> tuple[Group, ...]:
    if not scan.plays(body.end, "genitive"):
        return ()
    groups = parse_list(scan, body.end + 1, names=True)
    return groups.groups if groups is not None else ()
