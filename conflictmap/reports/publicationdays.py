"""Days of publication as people and programs write them; whether the day or the month comes first is proved or asked.

`parse_date` reads one date by itself. `ColumnDays` reads a column: numbers that can only be serials or seconds, and
dates in figures, of which one with a day above 12 proves the order of all.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache

from conflictmap.model import YEARS
from conflictmap.reports.fields import clean_line
from conflictmap.reports.inputtables import table

__all__ = ["AmbiguousDayError", "ColumnDays", "Unordered", "as_day", "parse_date"]

_FIGURES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(?:[ T,]+\d{1,2}[:.]\d\d.*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)(?:[ T,]+\d{1,2}[:.]\d\d.*)?")
_COMPACT = re.compile(r"(\d{8})T?\d{6}Z?")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d\d)(?![\d.])")  # a time such as 10.30
_NUMBER = re.compile(r"\d{5,13}(?:\.\d+)?")
_SERIALS = (10_000, 80_000)  # days of a spreadsheet, 1927 to 2119
_SECONDS = (100_000_000, 5_000_000_000)  # 1973 to 2128
_SERIAL_ZERO = date(1899, 12, 30)
_HINT = "write it as 2006-09-12"
_LONGEST = 100


class AmbiguousDayError(ValueError):
    """A date in figures that reads two ways, and nothing says which."""


@dataclass(frozen=True, slots=True)
class Unordered:
    """A date in figures of which the order is not known.

    Attributes
    ----------
    one, two, year : int
        As they stand.
    words : str
        What was written.
    """

    one: int
    two: int
    year: int
    words: str

    def day(self, *, day_first: bool) -> date:
        """Return the day that is meant, if the day comes first or does not."""
        return date(self.year, self.two, self.one) if day_first else date(self.year, self.one, self.two)


def parse_date(value: object, *, day_first: bool | None = None) -> date | None:
    """Read a date as metadata writes it.

    Parameters
    ----------
    value : object
        ISO 8601 dates and times, ``20060912``, mail dates and dates with the month in letters are read, and dates in
        figures that read one way only (``25/12/2006``). ``None`` and blank are no date.
    day_first : bool, optional
        How to read ``9/12/2006``.

    Returns
    -------
    datetime.date or None

    Raises
    ------
    ValueError
        If there is something and it is no date, or one that reads two ways and `day_first` is not given.
    """
    found = as_day(value)
    if isinstance(found, Unordered):
        if day_first is None:
            raise AmbiguousDayError(f"{found.words!r} is not a date; {_HINT}")
        return found.day(day_first=day_first)
    return found


def as_day(value: object) -> date | Unordered | None:
    """Read a date as `parse_date` does, but leave open what reads two ways.

    Raises
    ------
    ValueError
        If there is something and it is no date.
    """
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    text = clean_line(str(value)) if value is not None else ""
    if not text or text.casefold() in table("dates")["nothing"]:
        return None
    for attempt in (_iso_date, _figures, _mail_date, _written_date) if len(text) <= _LONGEST else ():
        found = _attempted(attempt, text)
        if found is not None and found.year in YEARS:
            return found
    raise ValueError(f"{text[:40]!r} is not a date; {_HINT}")


def _attempted(attempt: Callable[[str], date | Unordered | None], text: str) -> date | Unordered | None:
    """Read a date one way; libraries raise all sorts of things of years, hours and zones that cannot be."""
    try:
        return attempt(text)
    except (ValueError, TypeError, IndexError, ArithmeticError):
        return None


def _iso_date(text: str) -> date | None:
    compact = _COMPACT.fullmatch(text)
    return datetime.fromisoformat(compact[1] if compact else text).date()


def _figures(text: str) -> date | Unordered | None:
    """Read a date without letters: 2006/9/12, 25/12/2006, 9/12/06."""
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if not (found := _FIGURES.fullmatch(text)):
        return None
    one, two, year = int(found[1]), int(found[3]), _full_year(found[4])
    if one > 12 or one == two:
        return date(year, two, one)
    if two > 12:
        return date(year, one, two)
    date(year, one, two)  # a month of 0 is no date
    return Unordered(one, two, year, text[:40])


def _full_year(figures: str) -> int:
    """Return 1974 for 74 and 2006 for 06, as computers have done since they had to."""
    year = int(figures)
    return year if len(figures) == 4 else year + (1900 if year >= 69 else 2000)


def _mail_date(text: str) -> date | None:
    return parsedate_to_datetime(text).date()


@lru_cache(4096)
def _written_date(text: str) -> date | None:
    """Read a date with its month in letters, where day, month and year are all said."""
    if not any(char.isalpha() for char in text) or not any(char.isdecimal() for char in text):
        return None
    from dateutil.parser import parse

    text = _DOTTED.sub(r"\1:\2", text)
    # What the words leave out is taken from the default: two defaults tell whether anything was.
    defaults = datetime(1996, 1, 1), datetime(2004, 2, 2)
    found = [parse(text, default=default, ignoretz=True).date() for default in defaults]
    return found[0] if found[0] == found[1] else None


class ColumnDays:
    """The dates of one column of one file.

    Parameters
    ----------
    day_first : bool or None
        What a person said of dates in figures; ``None`` where the column must prove it.
    """

    def __init__(self, day_first: bool | None) -> None:
        self.day_first = day_first
        self._said = day_first is not None

    def read(self, value: object) -> date | Unordered | None:
        """Read a cell; what reads two ways is returned as `Unordered` while nothing has proved the order.

        Raises
        ------
        ValueError
            If the cell holds something else than a date.
        """
        serial = _serial(value)
        if serial is not None:
            return serial
        found = as_day(value)
        if isinstance(found, Unordered):
            return found if self.day_first is None else found.day(day_first=self.day_first)
        self._learn(value)
        return found

    def _learn(self, value: object) -> None:
        """Take a date in figures with a day above 12 as proof of the order of all."""
        text = value.strip() if isinstance(value, str) else ""
        figures = _FIGURES.fullmatch(text)
        if figures is None or max(int(figures[1]), int(figures[3])) <= 12:
            return
        proved = int(figures[1]) > 12
        if self.day_first is None:
            self.day_first = proved
        elif self.day_first != proved:
            order = "day first" if self.day_first else "month first"
            reason = "is asked for" if self._said else "is how other dates of the file read"
            raise ValueError(f"{text[:40]!r} does not read {order}, which {reason}; {_HINT}")


def _serial(value: object) -> date | None:
    """Read a number of days as spreadsheets count them, or of seconds or milliseconds as programs do."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        return None
    try:
        number = float(value)
    except OverflowError:  # JSON knows whole numbers of any length
        return None
    if _SERIALS[0] <= number < _SERIALS[1]:
        return _SERIAL_ZERO + timedelta(days=int(number))
    for unit in (1, 1000):
        if _SECONDS[0] <= number / unit < _SECONDS[1]:
            return datetime.fromtimestamp(number / unit, tz=UTC).date()
    return None
