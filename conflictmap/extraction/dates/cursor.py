"""What the constructions share: the text being read, where it has been read to, and the look to left and right."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from conflictmap.extraction.dates.calendar_spans import between, one, shift
from conflictmap.extraction.dates.datemention import DateMention, Kind
from conflictmap.extraction.dates.datepatterns import Patterns
from conflictmap.language import DateWords
from conflictmap.model import DateSpan

__all__ = ["Context"]

REACH = 60
"""How many characters to the left of a core word its modifiers may stand."""
CLAUSE = 110
"""How many characters back a word such as "will" may still turn a day into one to come."""


@dataclass(slots=True)
class Context:
    """One reading of one text. Only `find_dates` makes one; it lives as long as the call.

    Attributes
    ----------
    text : str
    today : datetime.date or None
        The anchor.
    previous : datetime.date or None
        The last day mentioned, which "a day earlier" counts from.
    floor : int
        End of the last mention: nothing to the left of it is taken again.
    """

    text: str
    today: date | None
    previous: date | None
    words: DateWords
    p: Patterns
    floor: int = 0

    def left(self, name: str, at: int) -> re.Match[str] | None:
        """Match a left-hand pattern so that it ends at `at`."""
        return self.p.left[name].search(self.text, max(self.floor, at - REACH), at)

    def right(self, name: str, at: int) -> re.Match[str] | None:
        """Match a right-hand pattern from `at`."""
        return self.p.right[name].match(self.text, at)

    def base(self) -> date | None:
        """Return the day that relative words count from."""
        return self.previous or self.today

    def ahead(self, start: int) -> bool:
        """Tell whether the clause makes the day at `start` one to come: "will meet on Thursday"."""
        lo = max(0, start - CLAUSE)
        for boundary in self.p.left["clause"].finditer(self.text, lo, start):
            lo = boundary.end()
        return self.p.left["future"].search(self.text, lo, start) is not None

    def mention(
        self, start: int, end: int, span: DateSpan | None, kind: Kind, rule: str, *, of_next: bool = False
    ) -> DateMention:
        """Make a mention of a stretch of the text."""
        return DateMention(start, end, self.text[start:end], span, kind, rule, of_next)

    def since(self, start: int, end: int, first: date | None, rule: str) -> DateMention | None:
        """Return the mention of "since X" if that is what stands before `start`."""
        found = self.left("since", start)
        if not found:
            return None
        span = between(first, self.today) if first and self.today and first <= self.today else None
        return self.mention(found.start(), end, span, "vague" if span and span.prec > 3 else "range", rule)

    def until_today(self, span: DateSpan | None, prec: int | None = None) -> DateSpan | None:
        """Return the span of "since X", where X is `span`; one that lies ahead stays as it is."""
        if span is None or self.today is None or span.start > self.today:
            return span
        return between(span.start, self.today, prec)

    def on_day(self, start: int, end: int, day: date | None, rule: str) -> DateMention:
        """Return the mention of one day, with the parts of the day beside it, "since", "until" and what is to come.

        Parameters
        ----------
        start, end : int
            The words that name the day, parts of the day on the left already included.
        day : datetime.date or None
        rule : str
        """
        text = self.text
        tail = self.right("part", end)
        if tail:
            end = tail.end()
        whole = text[start:end].casefold()
        since = self.since(start, end, day, rule)
        if since:
            return since
        if self.left("bound", start) and text[end : end + 1] != "'":  # "by Monday", not "killed by Monday's blast"
            return self.mention(start, end, None, "vague", rule)
        if self.ahead(start):
            return self.mention(start, end, None, "future", rule)
        if "overnight" in whole:
            return self.mention(start, end, self.night(day), "range", rule)
        return self.said(self.mention(start, end, one(day) if day else None, "day", rule))

    def said(self, mention: DateMention) -> DateMention:
        """Return the mention, marked if it is the day of a statement."""
        return replace(mention, said=True) if self.left("said", mention.start) else mention

    def night(self, day: date | None) -> DateSpan | None:
        """Return the two days that a night said to be of `day` touches: the one before it if `day` is today."""
        if day is None:
            return None
        other = shift(day, -1 if day == self.today else 1)
        return between(day, other) if other else one(day)
