"""The rows of a file, one after the other: CSV, JSON Lines, GeoJSON, a JSON document with a list of rows."""

from __future__ import annotations

import csv
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any, NamedTuple

from conflictmap.model import Problem
from conflictmap.reports.csvcells import CsvRows, cells_of, delimiter_of
from conflictmap.reports.decoding import NotTextError, decode, decoded_lines
from conflictmap.tables.tablecells import key_of, restored
from conflictmap.tables.tableformats import shared

__all__ = ["Row", "header_of", "rows_of"]


class Row(NamedTuple):
    """A row: where it stands, and key of each column -> cell."""

    where: str
    cells: Mapping[str, Any]


_PREAMBLE = 20
"""Lines that may stand before the header of a table."""
_MAX_DOCUMENT = 512 * 2**20
_KEYS = re.compile(r'"([^"\\\n]{1,80})"\s*:')
_FEATURE = "properties"


def header_of(head: bytes, shape: str) -> list[frozenset[str]]:
    """Return what may be the names of the columns of a file.

    Parameters
    ----------
    head : bytes
        Its beginning.
    shape : str
        ``"csv"`` or ``"json"``.

    Returns
    -------
    list of frozenset of str
        Of a table one for each of its first lines, since a title may stand before the header; else one.
    """
    try:
        text = decode(head).lstrip("\ufeff \t\r\n")
    except NotTextError:
        return []
    if shape == "json":
        return [_first_keys(text)]
    return [frozenset(cells) for cells in itertools.islice(_csv_heads(text.splitlines()), _PREAMBLE)]


def _csv_heads(lines: list[str]) -> Iterator[list[str]]:
    for line in lines:
        yield cells_of(line)


def _first_keys(text: str) -> frozenset[str]:
    """Return the keys of the first row; of one that is cut off, all that look like keys."""
    inner = _list_start(text)
    start = text.find("{", inner)
    try:
        row, _ = json.JSONDecoder().raw_decode(text, max(0, start))
    except (ValueError, RecursionError):
        return frozenset(_KEYS.findall(text[max(0, start) :]))
    return frozenset(_flat(row)) if isinstance(row, dict) else frozenset()


def _list_start(text: str) -> int:
    """Return where the list of rows begins inside a document."""
    if not text.startswith("{"):
        return 0
    found = re.search(rf'"(?:{"|".join(map(re.escape, shared().envelopes))})"\s*:\s*\[', text)
    return found.end() if found is not None else 0


def _flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a GeoJSON feature as a row; other objects as they are."""
    if row.get("type") != "Feature" or not isinstance(row.get(_FEATURE), Mapping):
        return dict(row)
    found = dict(row[_FEATURE])
    geometry = row.get("geometry")
    point = geometry.get("coordinates") if isinstance(geometry, Mapping) and geometry.get("type") == "Point" else None
    if isinstance(point, list) and len(point) >= 2:
        found |= {"lon": point[0], "lat": point[1]}
    return found


def rows_of(stream: IO[bytes], name: str, shape: str | None, header: frozenset[str]) -> Iterator[Row | Problem]:
    """Yield the rows of a file as they are read.

    Parameters
    ----------
    stream : binary stream
    name : str
        Of the file, for messages.
    shape : str or None
        ``"csv"``, or JSON of some shape.
    header : frozenset of str
        As `header_of` found it.

    Yields
    ------
    Row or Problem
        A problem for a row, or a rest of the file, that cannot be read.
    """
    reader = _csv_rows(stream, name, header) if shape == "csv" else _json_rows(stream, name)
    try:
        yield from reader
    except NotTextError as error:
        yield Problem(name, str(error), damaged=True)
    except OSError as error:
        yield Problem(name, error.strerror or str(error), damaged=True)


def _lines(stream: IO[bytes]) -> Iterator[str]:
    for _, line in decoded_lines(stream):
        if isinstance(line, NotTextError):
            raise line
        yield line


def _csv_rows(stream: IO[bytes], name: str, header: frozenset[str]) -> Iterator[Row | Problem]:
    lines = _lines(stream)
    before = 0
    for line in lines:
        before += 1
        keys = cells_of(line)
        if frozenset(keys) == header or frozenset(key.lstrip("\ufeff") for key in keys) == header:
            break
    columns = [key_of(key) for key in keys]
    rows = CsvRows(lines, delimiter_of(line))
    while True:
        where = f"line {before + rows.line_num + 1}"
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Problem(f"{name}, {where}", f"not a valid table row ({error})", damaged=True)
            continue
        if cells is None:
            return
        if any(map(str.strip, cells)):
            yield Row(where, {column: restored(cell) for column, cell in zip(columns, cells, strict=False)})


def _json_rows(stream: IO[bytes], name: str) -> Iterator[Row | Problem]:
    lines = enumerate(_lines(stream), 1)
    number, first = next(((number, line) for number, line in lines if line.strip()), (0, ""))
    start = first.lstrip("\ufeff \t")
    if not start:
        return
    if _is_whole(start):
        yield from _json_lines(itertools.chain([(number, start)], lines), name)
    elif start.rstrip().endswith("[") and start.startswith("{"):  # one feature a line, as we write them
        yield from _json_lines(lines, name, listed=True)
    else:
        yield from _document(itertools.chain([start], (line for _, line in lines)), name)


def _is_whole(line: str) -> bool:
    """Whether a line is one row by itself."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and not any(isinstance(row.get(key), list) for key in shared().envelopes)


def _json_lines(lines: Iterator[tuple[int, str]], name: str, *, listed: bool = False) -> Iterator[Row | Problem]:
    for number, line in lines:
        bare = line.strip().removesuffix(",") if listed else line.strip()
        if not bare or (listed and not bare.startswith("{")):
            continue
        where = f"line {number}"
        try:
            row = json.loads(bare)
        except (ValueError, RecursionError) as error:
            yield Problem(f"{name}, {where}", f"not valid JSON ({_reason(error)})", damaged=True)
            continue
        yield from _row(row, where, name)


def _document(lines: Iterator[str], name: str) -> Iterator[Row | Problem]:
    parts, size = [], 0
    for line in lines:
        size += len(line)
        if size > _MAX_DOCUMENT:
            yield Problem(name, f"is larger than {_MAX_DOCUMENT >> 20} MiB; write one row a line", damaged=True)
            return
        parts.append(line)
    try:
        found = json.loads("".join(parts))
    except (ValueError, RecursionError) as error:
        yield Problem(name, f"not valid JSON ({_reason(error)})", damaged=True)
        return
    if isinstance(found, dict):
        found = next((found[key] for key in shared().envelopes if isinstance(found.get(key), list)), [found])
    for number, row in enumerate(found, 1):
        yield from _row(row, f"item {number}", name)


def _row(row: object, where: str, name: str) -> Iterator[Row | Problem]:
    if isinstance(row, dict):
        yield Row(where, {key_of(str(key)): cell for key, cell in _flat(row).items()})
    else:
        yield Problem(f"{name}, {where}", "is no row: an object was expected")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)
