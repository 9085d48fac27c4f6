"""What dating a text yields: the anchor of "today", and the mentions of dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from conflictmap.model import DateSpan

__all__ = ["Anchor", "DateMention", "Kind"]

Kind = Literal["day", "range", "vague", "relative", "historic", "future"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day a report speaks from.

    Attributes
    ----------
    day : datetime.date or None
        What "today" means. ``None`` if nothing tells.
    basis : str or None
        What told: ``"dateline"``, ``"title"`` (a round-up dated in its title), ``"published"``, ``"url"``, ``"head"``
        (a full date above the text proper), ``"text"`` (the first full date of the text, for want of better).
    """

    day: date | None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that date something.

    Attributes
    ----------
    start, end : int
        Offsets, `base` added.
    text : str
        The words as they stand.
    span : DateSpan or None
        The days they may mean; ``None`` if that cannot be told or lies ahead.
    kind : str
        ``"day"``: one day. ``"range"``: some days ("overnight", "past 24 hours", "May 4 and 5", "since Saturday").
        ``"vague"``: a week, a month, a year, "recently". ``"relative"``: counted from an earlier mention
        ("a day earlier", "later that day"). ``"historic"``: over a year before the anchor, or a war or anniversary.
        ``"future"``: a day to come.
    rule : str
        Id of the construction, such as ``"date.weekday"``.
    of_next : bool
        The words date what is named right after them, not the clause they stand in: "a year after the bombing of ...".
    said : bool
        The day is that of a statement ("officials said Monday"): what is told happened then or before.
    reaches : int
        Up to where what follows is dated by these words and by no others, `base` added: "Tuesday's attack on a bank",
        "a day after gunmen killed a judge"; 0 where the words date the clause they stand in.
    """

    start: int
    end: int
    text: str
    span: DateSpan | None
    kind: Kind
    rule: str
    of_next: bool = False
    said: bool = False
    reaches: int = 0

    def governs(self, at: int) -> bool:
        """Whether the words date what is named right after them, and that stands at offset `at`."""
        return self.end <= at < self.reaches

    @property
    def ancient(self) -> bool:
        """Whether the words count back further than anybody reports: "4,300 years ago"."""
        return self.kind == "historic" and self.rule == "date.ago" and self.span is None

    @property
    def day(self) -> date | None:
        """Return the day if the words mean a single one, else ``None``: the date a coder would write down."""
        return self.span.start if self.span is not None and self.span.prec == 1 else None
