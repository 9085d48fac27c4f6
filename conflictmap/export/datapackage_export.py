"""A Frictionless data package: the table and, beside it, what each column holds."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile

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
    known = {column.name: column for column in (*COLUMNS, *ROW_ONLY)}
    rows = table_rows(frame)
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
    table = _member(_TABLE)
    with staged(path) as (temporary,), zipfile.ZipFile(temporary, "w") as package:
        package.writestr(_member("datapackage.json"), json.dumps(described, ensure_ascii=False, indent=1))
        with (
            package.open(table, "w") as raw,
            io.TextIOWrapper(raw, "utf-8", errors="replace", newline="") as out,
        ):
            csv.writer(out).writerow(header)
            csv.writer(out).writerows(rows)


def _member(name: str) -> zipfile.ZipInfo:
    """Return the head of a file in the archive: without the time of day, so that the same rows are the same bytes."""
    member = zipfile.ZipInfo(name)
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


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
)
