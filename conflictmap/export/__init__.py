"""Frames to files: GeoJSON and tables. Every file is written whole or not at all.

Floor 4.
"""

from __future__ import annotations

import csv
import os
from typing import Any

import geopandas as gpd

from conflictmap.files import staged
from conflictmap.frame import as_json, flatten, plain

__all__ = ["defuse", "write_csv", "write_geojson"]

_DECIMALS = 6  # a tenth of a metre; more would claim a precision that no report has
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write_geojson(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write a FeatureCollection as RFC 7946 has it: longitude first, no ``crs`` member, one feature a line.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows in EPSG:4326. A row without a point becomes a feature with a null geometry.
    path : str or path
        The file.

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    columns = [name for name in frame.columns if name != frame.geometry.name]
    points = zip(frame.geometry, frame.geometry.isna(), strict=True)
    with staged(path) as (temporary,), temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for cells, (point, missing) in zip(frame[columns].itertuples(index=False, name=None), points, strict=True):
            out.write(separator)
            out.write(_feature(dict(zip(columns, cells, strict=True)), None if missing else point))
            separator = ",\n"
        out.write("\n]}\n")


def _feature(properties: dict[str, Any], point: Any) -> str:
    geometry = point and {"type": "Point", "coordinates": [round(point.x, _DECIMALS), round(point.y, _DECIMALS)]}
    feature = {"type": "Feature", "id": properties.get("incident_id"), "geometry": geometry, "properties": properties}
    return as_json(feature)


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
            position = (round(point.y, _DECIMALS), round(point.x, _DECIMALS)) if point else (None, None)
            writer.writerow([*row, *position])


def defuse(cell: Any) -> Any:
    """Put an apostrophe before text that a spreadsheet would take for a formula; leave all else alone.

    Parameters
    ----------
    cell : object
        Any value.

    Returns
    -------
    object
        The same, or defused text.

    Examples
    --------
    >>> defuse("=1+1"), defuse("- three killed"), defuse(-3)
    ("'=1+1", "'- three killed", -3)
    """
    if isinstance(cell, str) and (cell.startswith(_FORMULA_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS)):
        return f"'{cell}"
    return cell
