"""Words that a model quotes are found again in the report, letter by letter, or they show nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from conflictmap.model import Field, Report, Span
from conflictmap.model.housemates import FIELDS

__all__ = ["Quotable"]

_LONGEST = 4_000
_MOST = 2_000
"""Times that the words stand in a report which are looked at; the nearest of so many is near enough."""

_WORD = re.compile(r"\S+")
_INSIDE = re.compile(r"\w\w")


class _Part:
    """One field of a report with its blanks folded, and the way back to the offsets that it really has.

    Searched with `str.find` and no pattern: what a model quotes must not make a search that takes for ever.
    """

    def __init__(self, text: str, field: Field) -> None:
        self._field = field
        self._words = [match.span() for match in _WORD.finditer(text)]
        self._folded = " ".join(text[start:end] for start, end in self._words)
        self._starts = list(accumulate((end - start + 1 for start, end in self._words), initial=0))[:-1]

    def spans(self, quote: str, start: int = 0) -> Iterator[Span]:
        """Yield where whole words stand, from the word at an offset on."""
        before = bisect_right(self._words, (start, start)) - 1
        at = self._starts[before] - 1 if before >= 0 else -1
        for _ in range(_MOST):
            at = self._folded.find(quote, at + 1)
            if at < 0:
                return
            if self._whole(at, at + len(quote)):
                yield Span(self._back(at), self._back(at + len(quote) - 1) + 1, self._field)

    def _whole(self, start: int, end: int) -> bool:
        cut = (self._folded[max(start - 1, 0) : start + 1], self._folded[end - 1 : end + 1])
        return not any(_INSIDE.fullmatch(edge) for edge in cut)

    def _back(self, at: int) -> int:
        word = bisect_right(self._starts, at) - 1
        return self._words[word][0] + at - self._starts[word]


class Quotable:
    """A report in which quotes are found again.

    Parameters
    ----------
    report : Report
    """

    def __init__(self, report: Report) -> None:
        self._parts = {field: _Part(report.part(field), field) for field in FIELDS}

    def find(self, quote: str, near: Span | None = None) -> Span | None:
        """Return where quoted words stand.

        Parameters
        ----------
        quote : str
            Its blanks may be others than those of the report; every other letter must be the same, and words whole.
        near : Span, optional
            Where to look first: of several places the nearest counts.

        Returns
        -------
        Span or None
            ``None`` if they do not stand in the report.
        """
        words = " ".join(quote.split())
        if not words or len(quote) > _LONGEST:
            return None
        if near is not None:
            behind = (span for span in self._parts[near.field].spans(words, near.start) if span.start >= near.start)
            inside = next(behind, None)
            if inside is not None and inside.end <= near.end:
                return inside
        first = near.field if near is not None else FIELDS[-1]
        for field in sorted(FIELDS, key=lambda name: name != first):
            spans = list(self._parts[field].spans(words))
            if spans:
                return min(spans, key=lambda span: _away(span, near))
        return None


def _away(span: Span, near: Span | None) -> int:
    """Return how many letters lie between two places; the first place is the nearest to nothing."""
    if near is None or near.field != span.field:
        return span.start
    return max(near.start - span.end, span.start - near.end, 0)
