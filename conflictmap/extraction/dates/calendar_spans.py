"""Calendar arithmetic: from "Tuesday", "Sept. 3" or "two weeks ago" to a span of days. Standard library and dateutil.

Every function takes the day it counts from; none looks at a clock. A day outside of the calendar that `datetime` knows
(years 1 to 9999) gives ``None`` instead of an error, since the numbers come out of the text.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from conflictmap.model import DateSpan

__all__ = [
    "around",
    "between",
    "day_of",
    "month_of",
    "nearest",
    "one",
    "prec_of",
    "season_of",
    "shift",
    "usable",
    "weekday",
    "years",
]

AHEAD_DAYS = 45
"""A day without a year that lies up to this far ahead, and most of a year back, is read as ahead."""
YEARS = (1800, 2200)
"""First and last year that a report can be of; far from the ends of the calendar, so that counting cannot overrun."""
SLACK_DAYS = 1
"""How far a stated day may lie past the day of the report: clocks differ between the place and the desk."""


def usable(day: date | None) -> date | None:
    """Return `day` if a report can be of that day, else ``None``: the year 1 stands for "unknown" in some files."""
    return day if day is not None and YEARS[0] <= day.year <= YEARS[1] else None


def prec_of(start: date, end: date) -> int:
    """Return the UCDP date_prec of a span: 1 day, 2 two to six days, 3 about a week, 4 up to a month, 5 longer."""
    days = (end - start).days + 1
    for prec, most in ((1, 1), (2, 6), (3, 10), (4, 31)):
        if days <= most:
            return prec
    return 5


def between(start: date, end: date, prec: int | None = None) -> DateSpan:
    """Return the span of two days, put in order."""
    first, last = min(start, end), max(start, end)
    return DateSpan(first, last, prec or prec_of(first, last))


def one(day: date) -> DateSpan:
    """Return the span of a single day."""
    return DateSpan(day, day, 1)


def shift(day: date, number: int, unit: str = "day") -> date | None:
    """Return `day` moved by `number` units (``day``, ``week``, ``month``, ``year``, ``decade``, ``century``)."""
    try:
        if unit in ("month", "year", "decade", "century"):
            months = number * {"month": 1, "year": 12, "decade": 120, "century": 1200}[unit]
            return day + relativedelta(months=months)
        return day + timedelta(days=number * (7 if unit == "week" else 1))
    except (OverflowError, ValueError):
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or ``None`` if the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_of(year: int, month: int, third: int | None = None) -> DateSpan | None:
    """Return the span of a month, or of its first (0), middle (1) or last (2) third; date_prec 4."""
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    last = calendar.monthrange(year, month)[1]
    first, final = ((1, last), (1, 10), (11, 20), (21, last))[0 if third is None else third + 1]
    return DateSpan(date(year, month, first), date(year, month, final), 4)


def years(first: int, last: int) -> DateSpan | None:
    """Return the span of whole years, both included; date_prec 5."""
    if not 1 <= first <= last <= 9999:
        return None
    return DateSpan(date(first, 1, 1), date(last, 12, 31), 5)


def season_of(year: int, months: tuple[int, int]) -> DateSpan | None:
    """Return the span of a season that begins in `year`; date_prec 5."""
    first, last = months
    head, tail = month_of(year, first), month_of(year + (last < first), last)
    return DateSpan(head.start, tail.end, 5) if head and tail else None


def weekday(reference: date, number: int, *, strictly: bool = False) -> date:
    """Return the last such weekday (Monday is 0) up to `reference`, or before it if `strictly`."""
    back = (reference.weekday() - number) % 7
    return reference - timedelta(days=back or (7 if strictly else 0))


def nearest(reference: date, month: int, day: int) -> tuple[date | None, bool]:
    """Return the day of that month and day which a report of `reference` means, and whether it lies ahead.

    Reports look back: the last such day counts. Only a day that is near ahead and would otherwise be most of a year
    back is read as one to come.
    """
    for year in range(reference.year + 1, reference.year - 9, -1):
        found = day_of(year, month, day)
        if found is None:
            continue
        ahead = (found - reference).days
        if ahead <= AHEAD_DAYS:
            return found, ahead > SLACK_DAYS
    return None, False


def around(day: date, unit: str) -> DateSpan | None:
    """Return the span that "two weeks ago" may mean, once `day` has been counted back: the words are round."""
    if unit in ("day", "hour", "part"):
        return one(day)
    if unit == "week":
        first, last = shift(day, -3), shift(day, 3)
        return DateSpan(first, last, 3) if first and last else None
    if unit == "month":
        return month_of(day.year, day.month)
    if unit == "year":
        return years(day.year, day.year)
    wide = 10 if unit == "decade" else 100
    return years(max(1, day.year - wide // 2), min(9999, day.year + wide // 2))
