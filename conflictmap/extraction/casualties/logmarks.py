"""Counts behind single letters in the line of a log: "IED Dora k:2 w:5", "car bomb, 4 k, 19 w", "K3/W11".

Letters count only in a line without a verb that tells an attack, and only the two together.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people import Group
from conflictmap.extraction.sentence import Scan

__all__ = ["read_marks"]

_LINKS = frozenset({":", "=", "-"})


def read_marks(scan: Scan) -> list[Mention]:
    """Read how many were killed and wounded, each by its letter; nothing if one of the two is missing.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    words = casualty_words(scan.language)
    marks = words["marks.killed"] | words["marks.wounded"]
    if marks.isdisjoint(scan.lows) or scan.syntax.clauses or not scan.all("kind"):
        return []
    found = {mention.outcome: mention for mention in _marked(scan, marks)}
    return list(found.values()) if len(found) == 2 else []


def _marked(scan: Scan, marks: frozenset[str]) -> Iterator[Mention]:
    """Yield the count of each letter."""
    words = casualty_words(scan.language)
    for i in scan.found(marks):
        at = i - 1
        count = _figure(scan, at) if i and not _taken(scan, i - 2, marks) else None
        if count is None:
            at = i + 1 + (scan.word(i + 1) in _LINKS)
            count = _figure(scan, at)
        if count is not None:
            outcome = "killed" if scan.word(i) in words["marks.killed"] else "wounded"
            start, end = min(i, at), max(i, at) + 1
            group = Group(start, end, count, count, "unknown", "", "number")
            yield Mention(outcome, count, count, start, end, i, f"{outcome}.mark/label", (group,), construction="label")


def _taken(scan: Scan, i: int, marks: frozenset[str]) -> bool:
    """Whether the figure after token `i` is that of the letter before: "k:2 | w:5"."""
    return i >= 0 and scan.word(i - (scan.word(i) in _LINKS)) in marks


def _figure(scan: Scan, i: int) -> int | None:
    quantity = parse_quantity(scan, i) if scan.word(i).isdecimal() else None
    return quantity.low if quantity is not None and quantity.low == quantity.high else None
