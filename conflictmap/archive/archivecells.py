"""Rows as an archive keeps them: cells of SQLite, points of a GeoPackage, and back."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Mapping
from typing import Any

from conflictmap.record import COLUMNS, DERIVED, ROW_ONLY, Column
from conflictmap.sums import best_of

__all__ = ["KEPT", "part_of", "point_blob", "row_of", "values_of"]

KEPT: tuple[Column, ...] = (*COLUMNS, *ROW_ONLY)
"""Columns of a layer: those of the frame, and what rows have besides."""

_TAKEN = tuple(column for column in KEPT if column.take is not None)
_NESTED = frozenset({"list", "object"})
_WGS84 = 4326


def values_of(row: Mapping[str, Any]) -> list[Any]:
    """Return the cells of a row in the order of `KEPT`."""
    return [_cell(row, column) for column in KEPT]


def _cell(row: Mapping[str, Any], column: Column) -> Any:
    if column.type == "geometry":
        return point_blob(row["lat"], row["lon"])
    if column.name in DERIVED:
        return best_of(row, column.name)
    value = row.get(column.name)
    if column.type in _NESTED:
        return None if value is None else json.dumps(value, ensure_ascii=False)
    return int(value) if isinstance(value, bool) else value


def row_of(cells: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as `record.record` makes it, of the cells of a layer."""
    return part_of(cells, _TAKEN)


def part_of(cells: Mapping[str, Any], columns: Iterable[Column]) -> dict[str, Any]:
    """Return some columns of a row, of the cells of a layer."""
    return {column.name: _value(cells[column.name], column.type) for column in columns}


def _value(cell: Any, kind: str) -> Any:
    if kind in _NESTED:
        return None if cell is None else [] if cell == "[]" else json.loads(cell)
    return bool(cell) if kind == "flag" and cell is not None else cell


def point_blob(lat: float | None, lon: float | None) -> bytes | None:
    """Return a point as GeoPackage has it: a header and well-known binary, longitude first; degrees."""
    if lat is None or lon is None:
        return None
    header = struct.pack("<2sBBi", b"GP", 0, 1, _WGS84)  # version 0, little endian, no envelope
    return header + struct.pack("<BIdd", 1, 1, lon, lat)
