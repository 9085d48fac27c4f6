"""Words that a model quotes are found again in the report, letter by letter, or they show nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from conflictmap.model import Report, Span
from conflictmap.model.housemates import FIELDS

__all__ = ["found_again"]

_LONGEST = 4_000
_MOST = 500
"""Times that the words stand in a report; the nearest of so many is near enough."""


def found_again(report: Report, quote: str, near: Span | None = None) -> Span | None:
    """Return where quoted words stand.

    Parameters
    ----------
    report : Report
    quote : str
        Its blanks may be others than those of the report; every other letter must be the same, and words whole.
    near : Span, optional
        Where to look first: of several places the nearest counts.

    Returns
    -------
    Span or None
        ``None`` if they do not stand in the report.
    """
    words = quote.split()
    if not words or len(quote) > _LONGEST:
        return None
    pattern = re.compile(
        _edge(words[0][0], r"(?<!\w)") + r"\s++".join(map(re.escape, words)) + _edge(words[-1][-1], r"(?!\w)")
    )
    first = near.field if near is not None else FIELDS[-1]
    for field in sorted(FIELDS, key=lambda name: name != first):
        spans = [Span(match.start(), match.end(), field) for match in _some(pattern, report.part(field))]
        if spans:
            return min(spans, key=lambda span: _away(span, near))
    return None


def _edge(letter: str, pattern: str) -> str:
    return pattern if letter.isalnum() else ""


def _some(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    for _, match in zip(range(_MOST), pattern.finditer(text), strict=False):
        yield match


def _away(span: Span, near: Span | None) -> int:
    """Return how many letters lie between two places; the first place is the nearest to nothing."""
    if near is None or near.field != span.field:
        return span.start
    return max(near.start - span.end, span.start - near.end, 0)
