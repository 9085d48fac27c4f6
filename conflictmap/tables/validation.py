"""Files of incidents held against the schema: every fault, with the line it stands in."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from conflictmap.model import BadInputError, Problem
from conflictmap.record import COLUMNS, ROW_ONLY
from conflictmap.tables.incidentschema import incident_schema
from conflictmap.tables.opening import SHEET, STDIN, TYPED, head_of, opened, shape_of, tables_among
from conflictmap.tables.tableformats import load_format
from conflictmap.tables.tablerows import Row, header_of, rows_of

__all__ = ["validate"]

_HINT = "validating needs the package jsonschema: pip install 'conflictmap[validate]'"
_CHARS = 160
_PAIRS = (("killed_low", "killed_high"), ("wounded_low", "wounded_high"), ("abducted_low", "abducted_high"))
_TYPES = {column.name: column.type for column in (*COLUMNS, *ROW_ONLY)}
_OWN = "own"


def validate(path: str | os.PathLike[str]) -> Iterator[str]:
    """Hold a file against the schema of an incident.

    Parameters
    ----------
    path : str or path
        JSON Lines, GeoJSON, a JSON document or a table with our columns; ``"-"`` for standard input.

    Yields
    ------
    str
        A fault, in one line that names the file and the line; nothing for a file without any.

    Raises
    ------
    BadInputError
        If there is no such file, it holds no row, or the package jsonschema is missing.
    """
    faults_of = _checker()
    if str(path) != STDIN and not Path(path).is_file():
        raise BadInputError(f"{path}: no such file")
    files = [file for file in tables_among(path) if file.shape != SHEET and file.shape not in TYPED]
    if len(files) != 1:
        raise BadInputError(f"{path}: cannot be validated; give .jsonl, .geojson, .json or .csv")
    (file,) = files
    count = 0
    try:
        with opened(file) as stream:
            head = head_of(stream)
            shape = file.shape or shape_of(head)
            for row in rows_of(stream, file.name, shape, _header(head, shape)):
                count += 1
                if isinstance(row, Problem):
                    yield str(row)
                else:
                    yield from (f"{file.name}, {row.where}: {fault}" for fault in faults_of(_typed(row, shape)))
    except OSError as error:
        raise BadInputError(f"{file.name}: {error.strerror or error}") from error
    if not count:
        raise BadInputError(f"{file.name}: holds no row")


def _header(head: bytes, shape: str) -> frozenset[str]:
    """Return the header of a table: the line that has columns of ours, else the first."""
    heads = header_of(head, shape)
    own = load_format(_OWN)
    return next((keys for keys in heads if own.knows({key.casefold() for key in keys})), next(iter(heads), frozenset()))


def _typed(row: Row, shape: str) -> Mapping[str, Any]:
    """Return a row with the types of its columns; cells of a table are text, and empty where nothing is known."""
    if shape != "csv":
        return row.cells
    return {name: _cell(cell, _TYPES.get(name, "text")) for name, cell in row.cells.items()}


def _cell(cell: str, kind: str) -> Any:
    if not cell.strip():
        return None
    if kind in {"text", "day"}:
        return cell
    try:
        value = json.loads(cell.strip().lower() if kind == "flag" else cell)
    except (ValueError, RecursionError):
        return cell
    whole = kind == "int" and isinstance(value, float) and value.is_integer()
    return int(value) if whole else value


def _checker() -> Callable[[Mapping[str, Any]], Iterator[str]]:
    try:
        from jsonschema import Draft202012Validator  # noqa: PLC0415
    except ImportError:
        raise BadInputError(_HINT) from None
    validator = Draft202012Validator(incident_schema())

    def faults_of(row: Mapping[str, Any]) -> Iterator[str]:
        for error in validator.iter_errors(row):
            where = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.path).lstrip(".")
            yield f"{where}: {_short(error.message)}" if where else _short(error.message)
        yield from _beyond_schema(row)

    return faults_of


def _short(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= _CHARS else f"{line[:_CHARS]}..."


def _beyond_schema(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what no keyword of JSON Schema can say: ends the wrong way round, days that are none, half a point."""
    for low, high in _PAIRS:
        if isinstance(row.get(low), int) and isinstance(row.get(high), int) and row[low] > row[high]:
            yield f"{low}: {row[low]} is above {high} {row[high]}"
    days: dict[str, date | None] = {}
    for name in (name for name, kind in _TYPES.items() if kind == "day"):
        try:
            days[name] = date.fromisoformat(row[name]) if isinstance(row.get(name), str) else None
        except ValueError:
            yield f"{name}: {row[name]!r} is no day of the calendar"
    start, end = days.get("date_start"), days.get("date_end")
    if start and end and end < start:
        yield f"date_end: {end} is before date_start {start}"
    if (row.get("lat") is None) != (row.get("lon") is None):
        yield "lat and lon: one without the other"
