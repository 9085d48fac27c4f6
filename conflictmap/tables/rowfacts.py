"""One row of a table, asked for facts by the names of our columns."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from conflictmap.language import Language
from conflictmap.model import Count, DateSpan
from conflictmap.tables.faults import Faults
from conflictmap.tables.tablecells import flag, number, parse_day, real, structure, text_of
from conflictmap.tables.tableformats import CodeRow, TableFormat
from conflictmap.tables.wordcodes import group_told, kinds_told

__all__ = ["RowFacts", "span_prec"]

T = TypeVar("T")
_EMPTY = (None, "")
_SPANS = ((1, 1), (6, 2), (7, 3), (31, 4))
"""Days that a span holds at most, and its UCDP precision."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row.

    Attributes
    ----------
    form : TableFormat
    columns : mapping of str to tuple of str
        Fact -> columns of the table that tell it.
    row : mapping of str to object
        Key of the column -> its cell, text or what JSON has.
    where : str
        For messages: ``"line 5"``.
    language : Language
    home : tuple of str
        Names of the country, casefolded.
    faults : Faults
        Told what is wrong.
    dates : tuple of str
        How dates are written, see `tableformats.dates_read`.
    """

    form: TableFormat
    columns: Mapping[str, tuple[str, ...]]
    row: Mapping[str, Any]
    where: str
    language: Language
    home: tuple[str, ...]
    faults: Faults
    dates: tuple[str, ...]

    def cells(self, fact: str) -> list[tuple[str, Any]]:
        """Return the filled columns that tell a fact, with their cells."""
        columns = self.columns.get(fact)
        if columns is None:
            return []
        return [
            (column, cell)
            for column in columns
            if (cell := self.row.get(column)) not in _EMPTY and not self._is_unknown(cell)
        ]

    def _is_unknown(self, cell: Any) -> bool:
        return bool(self.form.unknown) and (text_of(cell) or "").casefold() in self.form.unknown

    def text(self, fact: str) -> str | None:
        """Return a fact as text."""
        cells = self.cells(fact)
        if not cells:
            return None
        found = [said for _, cell in cells if (said := text_of(cell)) is not None]
        if not found:
            return None
        between = self.form.join.get(fact)
        return found[0] if between is None else between.join(dict.fromkeys(found))

    def read(self, fact: str, reader: Callable[[Any], T]) -> T | None:
        """Return a fact as `reader` makes it; what it refuses is told and missing."""
        for column, cell in self.cells(fact):
            try:
                return reader(cell)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                self.faults.add(self.where, column, str(error) or "is not as it should be", cell)
        return None

    def structure(self, fact: str, reader: Callable[[Any], T]) -> T | None:
        """Return a list or an object as `reader` makes it."""
        return self.read(fact, lambda cell: reader(structure(cell)))

    def flag(self, fact: str) -> bool:
        """Return whether the row says yes to a fact."""
        return bool(self.read(fact, flag))

    def whole(self, fact: str, known: Mapping[Any, Any] | range) -> int | None:
        """Return a code that is a number, if there is such a one; a column may give it, or code rows."""
        if fact in self.form.code:
            given = self.coded(fact)
            return int(given) if given is not None else None
        return self.read(fact, lambda cell: _among(number(cell), known))

    def within(self, fact: str, most: float) -> float | None:
        """Return a number from -most to most."""
        return self.read(fact, lambda cell: _at_most(real(cell), most))

    def count(self, what: str) -> Count | None:
        """Return a count of persons: a range where columns tell one, else a figure."""
        low, high = self.read(f"{what}_low", number), self.read(f"{what}_high", number)
        if low is None and high is None:
            low = high = self.read(what, number)
        if low is None and high is None:
            return None
        if low is not None and high is not None and low > high:
            self.faults.add(self.where, f"{what}_low", f"is above {what}_high", low)
            return None
        return Count(low, high)

    # codes

    def coded(self, fact: str) -> Any:
        """Return what the code rows of the format give for a fact."""
        for code in self.form.code.get(fact, ()):
            if all(self._low(column) in values for column, values in code.when.items()):
                found = self._given(code)
                if found is not None:
                    return found
        return None

    def _low(self, column: str) -> str:
        cell = self.row.get(column)
        low = (text_of(cell) or "").casefold()
        return low.removesuffix(".0") if low[:1].isdecimal() else low

    def _given(self, code: CodeRow) -> Any:
        low = self._low(code.column)
        found = code.values.get(low) if low else None
        if found is None and low and code.starts:
            found = self._started(code, low)
        if found is None and low and code.words:
            found = self._told(code, text_of(self.row.get(code.column)) or "")
        return code.default if found is None else found

    def _started(self, code: CodeRow, low: str) -> Any:
        for start, given in code.starts.items():
            begins = [start.replace("{country}", name) for name in self.home] if "{" in start else [start]
            if low.startswith(tuple(begins)):
                return given
        return None

    def _told(self, code: CodeRow, text: str) -> str | None:
        if code.gives == "kind":
            told = kinds_told(text, self.language)
        else:
            group = group_told(text, self.language)
            told = () if group is None else (group,)
        told = tuple(code.instead.get(value, value) for value in told)
        return next((value for value in told if not code.only or value in code.only), None)

    # time

    def day(self, fact: str) -> date | None:
        """Return a day."""
        return self.read(fact, lambda cell: parse_day(text_of(cell) or "", self.dates))

    def when(self) -> DateSpan | None:
        """Return the days between which it happened."""
        span = self._calendar() if "year" in self.columns else self._span()
        if span is None:
            return None
        start, end = span
        return DateSpan(start, end, self.whole("date_prec", range(1, 6)) or span_prec(start, end))

    def _span(self) -> tuple[date, date] | None:
        start, end = self.day("date_start"), self.day("date_end")
        start = start or end
        if start is None:
            return None
        if end is not None and end < start:
            self.faults.add(self.where, "date_end", "is before the first day", end)
            end = None
        return start, end or start

    def _calendar(self) -> tuple[date, date] | None:
        """Return the days of a year, a month and a day in columns of their own; 0 is not known."""
        year, month, day = (self.read(fact, number) for fact in ("year", "month", "day"))
        if not year:
            return None
        try:
            first, last = date(year, month or 1, 1), date(year, month or 12, 1)
            end = last.replace(day=calendar.monthrange(last.year, last.month)[1])
            return (first.replace(day=day), first.replace(day=day)) if month and day else (first, end)
        except ValueError:
            self.faults.add(self.where, "date", "is none", f"{year}-{month}-{day}")
            return None


def span_prec(start: date, end: date) -> int:
    """Return the UCDP precision of a span of days.

    Parameters
    ----------
    start, end : datetime.date
        First and last day.
    """
    days = (end - start).days + 1
    return next((prec for most, prec in _SPANS if days <= most), 5)


def _among(value: int, known: Mapping[Any, Any] | range) -> int:
    if value not in known:
        raise ValueError("is no code there is")
    return value


def _at_most(value: float, most: float) -> float:
    if not -most <= value <= most:
        raise ValueError(f"is not from {-most:.0f} to {most:.0f}")
    return value
