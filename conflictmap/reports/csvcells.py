"""Cells of tables in text, of which one may be as long as a report.

How long a cell may be is a setting that Python keeps for the whole process, so it is put back each time.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

__all__ = ["LONGEST_CELL", "CsvRows", "cells_of", "delimiter_of"]

LONGEST_CELL = 1_000_000
"""Characters, as many as a report may have. Above it a quotation mark was hardly meant to open the cell."""


def delimiter_of(line: str) -> str:
    """Return what divides the cells of a line."""
    return max(",;\t|", key=line.count)


def cells_of(line: str, delimiter: str | None = None) -> list[str]:
    """Return the cells of a line that stands by itself; none if it cannot be read.

    Parameters
    ----------
    line : str
    delimiter : str, optional
        Without one the one that `delimiter_of` finds.
    """
    try:
        return next(CsvRows([line], delimiter or delimiter_of(line)), [])
    except csv.Error:
        return []


class CsvRows(Iterator[list[str]]):
    """The rows of lines; iterating raises `csv.Error` for one that cannot be read, and may go on behind it.

    Parameters
    ----------
    lines : iterable of str
    delimiter : str
    """

    def __init__(self, lines: Iterable[str], delimiter: str) -> None:
        self._rows = csv.reader(lines, delimiter=delimiter)

    @property
    def line_num(self) -> int:
        """How many lines were taken."""
        return self._rows.line_num

    def __next__(self) -> list[str]:
        """Return the cells of the next row."""
        usual = csv.field_size_limit(LONGEST_CELL)
        try:
            return next(self._rows)
        finally:
            csv.field_size_limit(usual)
