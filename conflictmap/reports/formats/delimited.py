"""Tables in text: comma, semicolon, tab or bar between the cells."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Mapping

from conflictmap.model import Problem
from conflictmap.reports.decoding import NotTextError, decoded_lines, is_utf16
from conflictmap.reports.fieldnames import holds_reports, lacking
from conflictmap.reports.inputfile import Format, InputFile, Row

__all__ = ["FORMAT", "LONGEST_CELL", "delimiter_of", "header_line"]

LONGEST_CELL = 1_000_000
"""Characters, as many as a report may have. Above it a quotation mark was hardly meant to open the cell."""
_ABOVE = 10
"""Lines of a title and remarks that may stand above the names of the columns."""


def read(file: InputFile) -> Iterator[Row | Problem]:
    """Read a table whose header names the columns of a report."""
    lines = _text_lines(file)
    opening = list(itertools.islice(lines, _ABOVE))
    at, delimiter = header_line(opening, file.wishes.columns)
    if at is None:
        cells = next(csv.reader(opening[:1], delimiter=delimiter_of(opening[0])), []) if opening else []
        yield Problem(file.name, f"the first line {lacking(cells, file.wishes.columns)}", damaged=True, whole=True)
        return
    rows = csv.reader(itertools.chain(opening[at:], lines), delimiter=delimiter)
    header = [column.strip() for column in _next(rows) or []]
    if reason := lacking(header, file.wishes.columns):
        yield Problem(file.name, reason, damaged=True, whole=True)
        return
    yield from _rows(rows, header, at, file)


def header_line(lines: list[str], asked: Mapping[str, str]) -> tuple[int | None, str]:
    """Return which of the first lines names columns of reports, if one does, and the delimiter."""
    for at, line in enumerate(lines):
        delimiter = delimiter_of(line)
        cells = next(csv.reader([line], delimiter=delimiter), [])
        if holds_reports(cells, asked):
            return at, delimiter
    return None, ","


def delimiter_of(line: str) -> str:
    """Return what divides the cells of a line."""
    return max(",;\t|", key=line.count)


def _rows(rows: Iterator[list[str]], header: list[str], skipped: int, file: InputFile) -> Iterator[Row | Problem]:
    stem = file.stem
    while True:
        number = rows.line_num + 1 + skipped  # type: ignore[attr-defined]
        where = f"{file.name}, line {number}"
        try:
            cells = _next(rows)
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


def _next(rows: Iterator[list[str]]) -> list[str] | None:
    """Return the next row; how long a cell may be is a setting of the whole process, so it is put back each time."""
    usual = csv.field_size_limit(LONGEST_CELL)
    try:
        return next(rows, None)
    finally:
        csv.field_size_limit(usual)


def _text_lines(file: InputFile) -> Iterator[str]:
    for _, line in decoded_lines(file.stream, utf16=is_utf16(file.stream)):
        if isinstance(line, NotTextError):
            raise line
        yield line


FORMAT = Format(
    "csv", (".csv", ".tsv", ".tab", ".psv"), read, "One report a row; comma, semicolon, tab or bar divide cells."
)
