"""An attack said to be one of several, and a count that is told of all of them.

"A bomb went off in Kut. This was one of three blasts in the city. Nine people were killed across all three."
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.history.signs import rank_in
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.means import is_event, is_specific

__all__ = ["UNSAID", "Reach", "counted_over", "counted_with", "numbered_among"]

Words = Mapping[str, frozenset[str]]

UNSAID = 0
"""The number of attacks where they are told as many, and no number is."""


class Reach(NamedTuple):
    """Over how many attacks a count is told, and whether they can be no other than those of which one was told.

    "The two blasts" may be those of its two bombs; "across the attacks", "both raids", "this and two others" are not.
    """

    number: int
    sure: bool


def numbered_among(scan: Scan) -> tuple[int, ...]:
    """Return of how many attacks a sentence says that the one told before is one, for each time it says so.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    tuple of int
        Empty where it does not; `UNSAID` for "several".
    """
    words = scan.language.lists("totals")["one_of"]
    return tuple(number for _, number in _ranked(scan, words))


def _ranked(scan: Scan, words: Words) -> Iterator[tuple[int, int]]:
    """Yield where the attacks are counted of which one was told, and their number."""
    for i in scan.found(words["ones"] | words["among"]):
        at = i + 1 if scan.word(i) in words["among"] else i + 2
        of = scan.word(i) in words["among"] or scan.plays(i + 1, "genitive")
        number = _number_of_attacks(scan, at, words) if of and _says_of_known(scan, i, words) else None
        if number is not None:
            yield at, number


def _says_of_known(scan: Scan, i: int, words: Words) -> bool:
    """Whether "one of" is what an attack told before is said to be: "This was | one of ...", "The blast was among"."""
    clause = scan.syntax.clause_at(i)
    if clause is None or not clause.verb.copula or clause.verb.negated or clause.verb.end > i:
        return False
    subject = range(*clause.subject)
    pronoun = len(subject) == 1 and scan.word(subject[0]) in words["subjects"]
    return pronoun or (scan.plays(clause.subject[0], "definite") and any(_is_attack(scan, j, words) for j in subject))


def _number_of_attacks(scan: Scan, at: int, words: Words) -> int | None:
    """Read "14 coordinated attacks", "several raids"; none where they are ranked, or are no attacks."""
    at += scan.plays(at, "definite")
    quantity = parse_quantity(scan, at)
    if quantity is None or quantity.article:
        return None
    noun = _noun_behind(scan, quantity.end, words)
    if noun is None or rank_in(scan, at, noun) is not None:
        return None
    return UNSAID if quantity.vague else quantity.low or UNSAID


def _noun_behind(scan: Scan, at: int, words: Words) -> int | None:
    """Return where the attacks stand that a number before token `at` counts, `at` where they are left out."""
    near = range(at, min(at + _WIDE, len(scan)))
    if not near or scan.syntax.tags[at] not in _GO_ON:
        return at  # "the second of two that morning"
    noun = next((i for i in near if scan.syntax.tags[i] is Tag.PLURAL), None)
    return noun if noun is not None and _is_attack(scan, noun, words) else None


_WIDE = 6
"""Tokens behind the number within which the attacks are named: "two closely coordinated car bomb attacks"."""


_GO_ON = NOUNS | {Tag.ADJECTIVE, Tag.ING, Tag.NUMBER}
"""Parts of speech that a number belongs to: "the two | guards"."""


def _are_attacks(scan: Scan, i: int, words: Words) -> bool:
    return scan.syntax.tags[i] is Tag.PLURAL and _is_attack(scan, i, words)


def _is_attack(scan: Scan, i: int, words: Words) -> bool:
    """Whether a noun is one for an attack, or for whatever happened: "events"."""
    if scan.word(i) in words["events"] | scan.language.lists("totals")["sums"]["nouns"]:
        return True
    told = (hit.entry for hit in scan.inside("kind", max(0, i - _LONG), i + 1) if hit.end == i + 1)
    befell = any(hit.end == i + 1 for hit in scan.inside("outcome", i, i + 1))  # "three related executions"
    return befell or any(map(is_event, told))


_LONG = 3
"""Tokens that a word for an attack may have before its last: "car bomb attacks"."""


def counted_over(scan: Scan, start: int, end: int) -> Reach | None:
    """Return over how many attacks a stretch counts: "both blasts", "across all attacks", "the five raids".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.

    Returns
    -------
    Reach or None
        None where it counts over none but its own; of several the one that says most.
    """
    words = scan.language.lists("totals")["one_of"]
    told = (_covered(scan, i, words) for i in range(start, end) if scan.syntax.tags[i] in _COUNTABLE)
    return max((reach for reach in told if reach is not None), key=lambda reach: reach[::-1], default=None)


_COUNTABLE = frozenset({Tag.PLURAL, Tag.NUMBER})


def _covered(scan: Scan, i: int, words: Words) -> Reach | None:
    """Return how many attacks, or villages that were attacked, a plural stands for where all of them are meant."""
    first = scan.syntax.phrase_start(i)
    number = _number_in(scan, first, words)
    if scan.syntax.tags[i] is Tag.NUMBER:
        return _reach(number) if _stands_for_them(scan, i, words) else None
    if _are_attacks(scan, i, words):
        return _of_attacks(scan, first, i, number, words)
    meant = scan.plays(first, "definite") or _are_all(scan, first, i, words)
    return _reach(number) if scan.word(i) in words["sites"] and meant else None


def _reach(number: int | None) -> Reach | None:
    return None if number is None else Reach(number, sure=False)


def _number_in(scan: Scan, first: int, words: Words) -> int | None:
    """Return the number that a phrase begins with: "both", "the three", "all 14"."""
    if scan.word(first) in words["pair"]:
        return 2
    told = (parse_quantity(scan, i) for i in (first, first + 1))
    quantity = next((found for found in told if found is not None and not found.article), None)
    return None if quantity is None or quantity.vague else quantity.low


def _of_attacks(scan: Scan, first: int, i: int, number: int | None, words: Words) -> Reach | None:
    """Return how many attacks a noun at token `i` tells, with the one told before where it is told beside it."""
    if number is not None and _beside_this(scan, first, words):
        return Reach(number + 1, sure=True)
    if not (_are_all(scan, first, i, words) or _is_meant(scan, first, words)):
        return None
    hit = scan.at("kind", i)
    blast = hit is not None and is_specific(hit.entry)  # what one attack may have several of
    return Reach(UNSAID if number is None else number, sure=not blast)


def _are_all(scan: Scan, first: int, i: int, words: Words) -> bool:
    """Whether all of them are meant: "both", "all three", "each of the"."""
    return not (words["whole"] | words["pair"]).isdisjoint(scan.lows[max(0, first - 2) : i])


def _is_meant(scan: Scan, first: int, words: Words) -> bool:
    """Whether attacks told before are meant: "the blasts", "these", bare behind "across"."""
    return scan.plays(first, "definite") or scan.word(first - 1) in words["over"]


def _stands_for_them(scan: Scan, i: int, words: Words) -> bool:
    """Whether a number alone stands for the attacks: "Together | the two | killed eleven", "across all three"."""
    alone = scan.syntax.tags[i - 1] is Tag.DETERMINER and _GO_ON.isdisjoint(scan.syntax.tags[i + 1 : i + 2])
    return alone and scan.word(i - 2) in words["over"] | words["together"]


def _beside_this(scan: Scan, first: int, words: Words) -> bool:
    """Whether a number is of attacks besides the one told: "across this and | two other attacks"."""
    return scan.word(first - 2) in words["subjects"] and scan.syntax.tags[first - 1] is Tag.COORDINATOR


def counted_with(scan: Scan, mentions: Sequence[Mention]) -> Reach | None:
    """Return how many attacks a sentence numbers and counts: "one of seven, across which nine people were killed".

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
        Its casualties.

    Returns
    -------
    Reach or None
        None where it counts over none.
    """
    ranked = list(_ranked(scan, scan.language.lists("totals")["one_of"]))
    clauses = (scan.syntax.clause_at(mention.verb) for mention in mentions)
    behind = [clause for clause in clauses if clause is not None and _is_of_whole(scan, clause)]
    told = [number for at, number in ranked if behind and at < behind[0].start]
    return Reach(told[-1], sure=True) if told else None


def _is_of_whole(scan: Scan, clause: Clause) -> bool:
    """Whether a relative clause says what befell people in all the attacks; so does what is coordinated with it."""
    inner: Clause | None = clause
    while inner is not None and inner.link in {"coordinate", "shared"}:
        inner = scan.syntax.parent(inner)
    return inner is not None and inner.link == "relative"
