"""Workbooks of Excel and LibreOffice, by calamine: each sheet that names columns of reports."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import IO, Any

from conflictmap.model import Problem
from conflictmap.reports.decoding import NotTextError
from conflictmap.reports.fieldnames import holds_reports, lacking
from conflictmap.reports.fields import clean_line
from conflictmap.reports.inputfile import Format, InputFile, Row, missing
from conflictmap.reports.packing import refuse_bomb

__all__ = ["FORMAT", "sheets_of"]

_ABOVE = 10
"""Rows of a title and remarks that may stand above the names of the columns."""


def read(file: InputFile) -> Iterator[Row | Problem]:
    """Read one report a row of each sheet whose first rows name columns of a report."""
    count, unread = 0, []
    first: list[Any] = []
    for name, rows in sheets_of(file.stream):
        opening = list(itertools.islice(rows, _ABOVE))
        at = next((i for i, row in enumerate(opening) if holds_reports(row, file.wishes.columns)), None)
        if at is None:
            unread += [name] if any(map(_filled, opening)) else []
            first = first or max(opening, key=_filled_cells, default=[])
            continue
        count += 1
        header = [clean_line(str(cell)) for cell in opening[at]]
        if reason := lacking(header, file.wishes.columns):
            yield Problem(f"{file.name}, sheet {name}", reason, damaged=True)
            continue
        label = f"{file.name}, sheet {name}"
        for number, cells in enumerate(itertools.chain(opening[at + 1 :], rows), at + 2):
            if _filled(cells):
                values = {column: cell for column, cell in zip(header, cells, strict=False) if column}
                yield Row(values, f"{label}, row {number}", f"{file.stem}-{number}")
    if not count:
        yield Problem(file.name, _none_fits(first, file.wishes.columns), damaged=True, whole=True)
    elif unread:
        yield Problem(file.name, f"no reports in the sheets {', '.join(unread)}", partial=True)


def sheets_of(stream: IO[bytes]) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    """Yield the name of each sheet and its rows, dates as dates.

    Raises
    ------
    BadInputError
        If calamine is not installed.
    NotTextError
        If it is no workbook, a locked one, or one that would unpack to far more than it is.
    """
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise missing("spreadsheets", "python-calamine", "xlsx") from None
    refuse_bomb(stream)
    try:
        book = CalamineWorkbook.from_filelike(stream)
        for name in book.sheet_names:
            yield name, iter(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
    except CalamineError as error:
        yield from _broken(error)


def _broken(error: Exception) -> Iterator[tuple[str, Iterator[list[Any]]]]:
    raise NotTextError(f"is not a valid spreadsheet, or is locked ({clean_line(str(error), 100)})")
    yield


def _none_fits(first: list[Any], asked: Mapping[str, str]) -> str:
    """Return what to say where no sheet names columns of reports; `first` is what may be meant for their names."""
    return f"no sheet fits: the first {lacking(first, asked)}" if first else "holds no rows"


def _filled_cells(row: list[Any]) -> int:
    """Return how many cells say something: names of columns fill more of them than a title."""
    return sum(cell not in ("", None) for cell in row)


def _filled(row: list[Any]) -> bool:
    return any(cell not in ("", None) for cell in row)


FORMAT = Format(
    "spreadsheet",
    (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    read,
    "One report a row of each sheet that names the columns; titles may stand above them.",
    extra="xlsx",
    binary=True,
)
