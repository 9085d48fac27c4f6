"""Counts by their notation: "2 x IP KIA, 1 WIA", "KIA: 2 ISF. WIA: 3 ISF, 1 LN", "Killed 4. Wounded 12.".

::

    count  := number "x"? who{0,3} outcome        what an outcome word ends
            | outcome link? number "x"? who{0,3} ("," number who{0,3})*
    total  := the sum of the counts of an outcome in the line
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conflictmap.extraction.logs.logwords import LogWords, log_words
from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.sentence import Scan

__all__ = ["Counted", "read_codes"]

UNSPLIT = "unsplit_losses"
"""The list of labels that say nothing of the outcome."""
WHO = 4
"""Most words between a number and the outcome it is of."""
STOPS = frozenset({".", ",", ";", ":", "/", "(", ")", "[", "]", "and"})


class Counted(NamedTuple):
    """How many people, and the tokens that say so."""

    low: int | None
    high: int | None
    start: int
    end: int


def read_codes(whole: Scan, words: str) -> dict[str, Counted]:
    """Read the counts of a line by outcome.

    Parameters
    ----------
    whole : Scan
        The line.
    words : str
        Its words without marks.
    """
    known = log_words(whole.language)
    found = dict[str, Counted]()
    for outcome, quantity, end in _counts(whole, known):
        name = outcome if outcome != UNSPLIT else _split(words, known)
        if name:
            found[name] = _plus(found.get(name), quantity, end)
    return found


def _split(words: str, known: LogWords) -> str:
    """Return what casualties are that a label does not tell apart: wounded, where the words say how badly."""
    return "wounded" if known.light.search(words) else ""


def _plus(before: Counted | None, quantity: Quantity, end: int) -> Counted:
    if before is None:
        return Counted(quantity.low, quantity.high, quantity.start, end)
    low = None if None in {before.low, quantity.low} else (before.low or 0) + (quantity.low or 0)
    high = None if None in {before.high, quantity.high} else (before.high or 0) + (quantity.high or 0)
    return Counted(low, high, before.start, end)


def _counts(whole: Scan, known: LogWords) -> Iterator[tuple[str, Quantity, int]]:
    """Yield each count with its outcome and where it ends."""
    i, label = 0, ""
    while i < len(whole):
        here = _outcome(whole, i, known)
        if here:
            i, label = _past_links(whole, i + 1, known), here
            label = "" if whole.word(i) in known.counts["unknown"] else label
            continue
        quantity = parse_quantity(whole, i)
        if quantity is None or _is_no_count(whole, quantity):
            label = "" if whole.word(i) in _ENDS else label
            i += 1
            continue
        behind = _behind(whole, quantity.end, known)
        if behind is not None:
            yield behind[0], quantity, behind[1]
            i, label = behind[1], ""
        else:
            if label:
                yield label, quantity, quantity.end
            i = quantity.end


def _is_no_count(whole: Scan, quantity: Quantity) -> bool:
    """Whether a number phrase is an article ("a", not "one"), or a figure that belongs to a letter."""
    return (quantity.article and not whole.plays(quantity.start, "one")) or _is_glued(whole, quantity.start)


def _is_glued(whole: Scan, i: int) -> bool:
    """Whether a figure belongs to the letter before it: "P3"."""
    return i > 0 and whole.offset(i) == whole.stop(i) and whole.word(i - 1).isalpha()


_ENDS = frozenset({".", ";", "/"})
"""Marks behind which a label holds no more."""


def _behind(whole: Scan, i: int, known: LogWords) -> tuple[str, int] | None:
    """Return the outcome that ends a count, and where that ends."""
    i = _past_bracket(whole, i)
    for j in range(i, min(i + WHO + 1, len(whole))):
        j = _past_bracket(whole, j)  # noqa: PLW2901 - "one guard (foreign) killed"
        here = _outcome(whole, j, known)
        if here and here != UNSPLIT and not _opens_label(whole, j):
            return here, j + 1
        joined = parse_quantity(whole, j + 1) if whole.plays(j, "additive") else None
        if joined is not None and (last := _behind(whole, joined.end, known)) is not None:
            return last[0], j  # "2 soldiers | and 1 LN KIA"
        if whole.word(j) in STOPS or (j > i and parse_quantity(whole, j) is not None):
            return None
    return None


def _past_bracket(whole: Scan, i: int) -> int:
    """Step over what a bracket says of people: "one guard | (foreign) | killed"."""
    if whole.word(i) != "(":
        return i
    return next((k + 1 for k in range(i + 1, min(i + WHO, len(whole))) if whole.word(k) == ")"), i)


def _opens_label(whole: Scan, i: int) -> bool:
    """Whether an outcome word stands before its own number, with a colon: "2 police, | KIA: 2 |"."""
    return whole.word(i + 1) == ":"


def _outcome(whole: Scan, i: int, known: LogWords) -> str:
    """Return what a word counts; a code is set in capitals ("KIA", not "a Kia")."""
    if whole.word(i) in known.counts["codes"] and not whole.tokens[i].text.isupper():
        return ""
    return next((name for name in ("killed", "wounded", UNSPLIT) if whole.word(i) in known.counts[name]), "")


def _past_links(whole: Scan, i: int, known: LogWords) -> int:
    while whole.word(i) in known.counts["links"]:
        i += 1
    return i
