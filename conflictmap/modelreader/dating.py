"""The days of incidents, by our reader of dates: a model quotes the words; what day they mean is worked out here."""

from __future__ import annotations

from datetime import timedelta

from conflictmap.extraction.dateline import parse_dateline
from conflictmap.extraction.dates import anchor, find_dates, governing_at, governing_dates
from conflictmap.language import Language
from conflictmap.model import DateSpan, Report, Span
from conflictmap.model.housemates import FIELDS
from conflictmap.text import fold

__all__ = ["Calendar"]

_TITLE, _TEXT = FIELDS
_WEEK = timedelta(days=6)


class Calendar:
    """The day a report speaks from, and what days its words mean.

    Parameters
    ----------
    report : Report
    language : Language
    """

    def __init__(self, report: Report, language: Language) -> None:
        texts = {_TITLE: fold(report.title), _TEXT: fold(report.text)}
        self._dateline = parse_dateline(texts[_TEXT], language.dates)
        self._anchor = anchor(report, self._dateline, language.dates)
        self._mentions = {name: find_dates(text, self._anchor, language.dates) for name, text in texts.items()}
        self._governing = governing_dates(report, self._dateline, self._anchor, language)

    @property
    def body(self) -> int:
        """Where the text proper begins, behind the dateline."""
        return self._dateline.body if self._dateline is not None else 0

    def told(self, words: Span | None) -> DateSpan | None:
        """Return the days that quoted words mean.

        Parameters
        ----------
        words : Span or None

        Returns
        -------
        DateSpan or None
            ``None`` if none are quoted, or they date nothing.
        """
        if words is None:
            return None
        spans = [m.span for m in self._mentions[words.field] if m.start < words.end and m.end > words.start and m.span]
        return min(spans, key=lambda span: span.prec) if spans else None

    def governs(self, at: Span) -> DateSpan | None:
        """Return the day that a head or the lead gives to what has none of its own.

        Parameters
        ----------
        at : Span
            Where the incident stands.
        """
        found = governing_at(self._governing, at.start if at.field == _TEXT else 0)
        return found.span if found is not None else None

    def week(self) -> DateSpan | None:
        """Return the week up to the report, for an incident that nothing dates; ``None`` if the report has no day."""
        day = self._anchor.day
        return DateSpan(day - _WEEK, day, 3) if day is not None else None
