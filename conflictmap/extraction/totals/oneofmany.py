"""An attack said to be one of several, and a count that is told of all of them.

"A bomb went off in Kut. This was one of three blasts in the city. Nine people were killed across all three."
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.history.anchoring import is_rank
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.means import is_event

__all__ = ["UNSAID", "counted_over", "counted_with", "numbered_among"]

Words = Mapping[str, frozenset[str]]

UNSAID = 0
"""The number of attacks where they are told as many, and no number is."""


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
    near = range(quantity.end, min(quantity.end + _WIDE, len(scan)))
    bare = scan.syntax.tags[near.start] not in _GO_ON if near else True  # "the second of two that morning"
    noun = near.start if bare else next((i for i in near if scan.syntax.tags[i] is Tag.PLURAL), -1)
    if noun < 0 or not (bare or _is_attack(scan, noun, words)):
        return None
    ranked = any(is_rank(scan.language, scan.word(i)) for i in range(at, noun))
    return None if ranked else UNSAID if quantity.vague else quantity.low or UNSAID


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


def counted_over(scan: Scan, start: int, end: int) -> int | None:
    """Return over how many attacks a stretch counts: "both blasts", "across all attacks", "the five raids".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.

    Returns
    -------
    int or None
        None where it counts over none but its own; `UNSAID` where it says no number.
    """
    words = scan.language.lists("totals")["one_of"]
    told = (_covered(scan, i, words) for i in range(start, end) if scan.syntax.tags[i] in _COUNTABLE)
    return next((number for number in told if number is not None), None)


_COUNTABLE = frozenset({Tag.PLURAL, Tag.NUMBER})


def _covered(scan: Scan, i: int, words: Words) -> int | None:
    """Return how many attacks, or villages that were attacked, a plural stands for where all of them are meant."""
    first = scan.syntax.phrase_start(i)
    quantity = next((q for j in (first, first + 1) if (q := parse_quantity(scan, j)) and not q.article), None)
    number = None if quantity is None or quantity.vague else quantity.low
    if _beside_this(scan, first, words) and number is not None and _are_attacks(scan, i, words):
        return number + 1
    if scan.syntax.tags[i] is Tag.NUMBER:
        return number if _stands_for_them(scan, i, words) else None
    whole = not words["whole"].isdisjoint(scan.lows[max(0, first - 2) : i])
    if scan.word(first) in words["pair"]:
        number, whole = 2, True
    if scan.word(i) in words["sites"]:
        return number if number is not None and (whole or scan.plays(first, "definite")) else None
    if not _are_attacks(scan, i, words) or not (whole or _is_meant(scan, first, words)):
        return None
    return UNSAID if number is None else number


def _is_meant(scan: Scan, first: int, words: Words) -> bool:
    """Whether attacks told before are meant: "the blasts", "these", bare behind "across"."""
    return scan.plays(first, "definite") or scan.word(first - 1) in words["over"]


def _stands_for_them(scan: Scan, i: int, words: Words) -> bool:
    """Whether a number alone stands for the attacks: "Together | the two | killed eleven", "across all three"."""
    alone = scan.syntax.tags[i - 1] is Tag.DETERMINER and scan.syntax.tags[i + 1] not in _GO_ON
    return alone and scan.word(i - 2) in words["over"] | words["together"]


def _beside_this(scan: Scan, first: int, words: Words) -> bool:
    """Whether a number is of attacks besides the one told: "across this and | two other attacks"."""
    return scan.word(first - 2) in words["subjects"] and scan.syntax.tags[first - 1] is Tag.COORDINATOR


def counted_with(scan: Scan, mentions: Sequence[Mention]) -> int | None:
    """Return how many attacks a sentence numbers and counts: "one of seven, across which nine people were killed".

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
        Its casualties.

    Returns
    -------
    int or None
        None where it counts over none.
    """
    ranked = list(_ranked(scan, scan.language.lists("totals")["one_of"]))
    clauses = (scan.syntax.clause_at(mention.verb) for mention in mentions)
    behind = [clause for clause in clauses if clause is not None and _is_of_whole(scan, clause)]
    told = [number for at, number in ranked if behind and at < behind[0].start]
    return told[-1] if told else None


def _is_of_whole(scan: Scan, clause: Clause) -> bool:
    """Whether a relative clause says what befell people in all the attacks; so does what is coordinated with it."""
    inner: Clause | None = clause
    while inner is not None and inner.link in {"coordinate", "shared"}:
        inner = scan.syntax.parent(inner)
    return inner is not None and inner.link == "relative"
