"""A Frictionless data package: the table and, beside it, what each column holds."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterable

import geopandas as gpd

from conflictmap.export.columntypes import types_of
from conflictmap.export.fileformat import Format
from conflictmap.export.table_export import table_rows
from conflictmap.files import staged
from conflictmap.record import COLUMNS, ROW_ONLY, Column

__all__ = ["FORMAT", "write_datapackage"]

_TABLE = "incidents.csv"


def write_datapackage(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write a zip archive with ``datapackage.json`` (Frictionless Data Package 1.0) and the table it describes.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows.
    path : str or path
        The file.

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    _write_parts([frame], path)


def _write_parts(frames: Iterable[gpd.GeoDataFrame], path: str | os.PathLike[str]) -> None:
    known = {column.name: column for column in (*COLUMNS, *ROW_ONLY)}
    rows = table_rows(frames)
    header = [str(name) for name in next(rows)]
    described = {
        "profile": "tabular-data-package",
        "name": "incidents",
        "title": "Incidents of armed violence, read from reports",
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "incidents",
                "path": _TABLE,
                "encoding": "utf-8",
                "schema": {
                    "fields": [_field(name, known.get(name)) for name in header],
                    "primaryKey": "incident_id",
                },
            }
        ],
    }
    with staged(path) as (temporary,), zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(_entry("datapackage.json"), json.dumps(described, ensure_ascii=False, indent=1))
        with (
            package.open(_entry(_TABLE), "w") as raw,
            io.TextIOWrapper(raw, "utf-8", errors="replace", newline="") as out,
        ):
            csv.writer(out).writerow(header)
            csv.writer(out).writerows(rows)


def _entry(name: str) -> zipfile.ZipInfo:
    """Return an entry with no hour of its own: the same rows give the same file."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


def _field(name: str, column: Column | None) -> dict[str, str]:
    """Describe a column; one that a caller added is text of which nothing more is known."""
    if column is None:
        return {"name": name, "type": "any"}
    return {"name": name, "type": types_of("table_schema")[column.type], "description": column.doc}


FORMAT = Format(
    id="datapackage",
    suffixes=(".datapackage.zip", ".zip"),
    write=write_datapackage,
    title="Data package",
    doc="A zip of the table and a description of every column (Frictionless), for archives and data portals.",
    write_parts=_write_parts,
)
