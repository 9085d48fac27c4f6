"""Tables in text: comma, semicolon, tab or bar between the cells."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Mapping

from conflictmap.model import Problem
from conflictmap.reports.csvcells import CsvRows, cells_of, delimiter_of
from conflictmap.reports.decoding import NotTextError, decoded_lines
from conflictmap.reports.fieldnames import holds_reports, lacking
from conflictmap.reports.inputfile import Format, InputFile, Row

__all__ = ["FORMAT", "header_line"]

_ABOVE = 10
"""Lines of a title and remarks that may stand above the names of the columns."""


def read(file: InputFile) -> Iterator[Row | Problem]:
    """Read a table whose header names the columns of a report."""
    lines = _text_lines(file)
    blank, opening = _opening(lines)
    at, delimiter = header_line(opening, file.wishes.columns)
    if at is None:
        cells = cells_of(opening[0]) if opening else []
        yield Problem(file.name, f"the first line {lacking(cells, file.wishes.columns)}", damaged=True, whole=True)
        return
    rows = CsvRows(itertools.chain(opening[at:], lines), delimiter)
    try:
        header = [column.strip() for column in next(rows, [])]
    except csv.Error as error:
        yield Problem(file.name, f"not a valid table ({error})", damaged=True, whole=True)
        return
    if reason := lacking(header, file.wishes.columns):
        yield Problem(file.name, reason, damaged=True, whole=True)
        return
    yield from _rows(rows, header, file.above + blank + at, file)


def _opening(lines: Iterator[str]) -> tuple[int, list[str]]:
    """Return how many blank lines stand first, and the lines behind them among which the header is looked for."""
    blank = 0
    for line in lines:
        if line.strip():
            return blank, [line, *itertools.islice(lines, _ABOVE - 1)]
        blank += 1
    return blank, []


def header_line(lines: list[str], asked: Mapping[str, str]) -> tuple[int | None, str]:
    """Return which of the first lines names columns of reports, if one does, and the delimiter."""
    for at, line in enumerate(lines):
        delimiter = delimiter_of(line)
        cells = cells_of(line, delimiter)
        if holds_reports(cells, asked):
            return at, delimiter
    return None, ","


def _rows(rows: CsvRows, header: list[str], skipped: int, file: InputFile) -> Iterator[Row | Problem]:
    stem = file.stem
    while True:
        number = rows.line_num + 1 + skipped
        where = f"{file.name}, line {number}"
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Problem(where, f"not a valid table row ({error})", damaged=True)
            continue
        except NotTextError as error:
            yield Problem(where, str(error), damaged=True)
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells[len(header) :]):
            count = f"{len(cells)} cells under {len(header)} columns"
            yield Problem(where, f"has {count}; put cells that hold the delimiter into quotation marks", damaged=True)
        elif any(cell.strip() for cell in cells):
            yield Row(dict(zip(header, cells, strict=False)), where, f"{stem}-{number}")


def _text_lines(file: InputFile) -> Iterator[str]:
    for _, line in decoded_lines(file.stream):
        if isinstance(line, NotTextError):
            raise line
        yield line


FORMAT = Format(
    "csv", (".csv", ".tsv", ".tab", ".psv"), read, "One report a row; comma, semicolon, tab or bar divide cells."
)
