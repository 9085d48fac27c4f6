"""A table for spreadsheets, in which no cell runs."""

from __future__ import annotations

import csv
import os

import geopandas as gpd

from conflictmap.export.fileformat import DECIMALS, Format
from conflictmap.files import staged
from conflictmap.frame import flatten, plain
from conflictmap.tables import defuse

__all__ = ["FORMAT", "defuse", "write_csv"]


def write_csv(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write a table for spreadsheets.

    The file begins with a byte order mark, without which Excel takes UTF-8 for the local code page; pandas, R and QGIS
    skip it. The point becomes two last columns, ``lat`` and ``lon``; lists and objects are JSON text; cells of text
    that a spreadsheet would run as a formula are defused.

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
    columns = [name for name in frame.columns if name != frame.geometry.name]
    flat = flatten(frame)
    cells = [[defuse(plain(cell)) for cell in flat[name].astype("object")] for name in columns]
    with staged(path) as (temporary,), temporary.open("w", encoding="utf-8-sig", errors="replace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*columns, "lat", "lon"])
        for row, point in zip(zip(*cells, strict=True), frame.geometry, strict=True):
            position = (round(point.y, DECIMALS), round(point.x, DECIMALS)) if point else (None, None)
            writer.writerow([*row, *position])


FORMAT = Format(
    id="csv",
    suffixes=(".csv",),
    write=write_csv,
    title="Table",
    doc="A row an incident, for a spreadsheet.",
    usual=True,
)
