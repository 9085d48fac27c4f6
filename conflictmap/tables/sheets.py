"""Tables in workbooks of Excel and LibreOffice: the sheets whose first rows hold a header that is known."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import IO, Any

from conflictmap.model import Problem
from conflictmap.reports.formats.spreadsheets import sheets_of
from conflictmap.tables.tablecells import key_of, text_of
from conflictmap.tables.tablerows import Row

__all__ = ["sheet_headers", "sheet_rows"]

_ABOVE = 20
"""Rows that may stand above the header."""


def sheet_headers(stream: IO[bytes]) -> list[frozenset[str]]:
    """Return what may be the names of columns: the first rows of each sheet.

    Parameters
    ----------
    stream : binary stream
    """
    return [
        _names(cells) for _, rows in sheets_of(stream) for cells in itertools.islice(rows, _ABOVE) if any(_names(cells))
    ]


def sheet_rows(stream: IO[bytes], name: str, header: frozenset[str]) -> Iterator[Row | Problem]:
    """Yield the rows of all sheets with a header.

    Parameters
    ----------
    stream : binary stream
    name : str
        Of the file, for messages.
    header : frozenset of str
        As `sheet_headers` found it.

    Yields
    ------
    Row or Problem
        A problem for each sheet with rows that has another header.
    """
    for sheet, rows in sheets_of(stream):
        numbered = enumerate(rows, 1)
        head = next((cells for _, cells in itertools.islice(numbered, _ABOVE) if _names(cells) == header), None)
        if head is None:
            yield Problem(f"{name}, sheet {sheet}", "has other columns and was not read", partial=True)
            continue
        columns = [key_of(text_of(cell) or "") for cell in head]
        for number, cells in numbered:
            values = {column: _whole(cell) for column, cell in zip(columns, cells, strict=False) if column}
            if any(cell not in (None, "") for cell in values.values()):
                yield Row(f"sheet {sheet}, row {number}", values)


def _names(cells: list[Any]) -> frozenset[str]:
    return frozenset(filter(None, map(text_of, cells)))


def _whole(cell: Any) -> Any:
    """Return a cell; workbooks hold every number with a fraction, ids too."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
