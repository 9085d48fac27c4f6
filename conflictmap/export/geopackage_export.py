"""GeoPackage, with a style inside by which QGIS draws it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import geopandas as gpd

from conflictmap.export.fileformat import Format
from conflictmap.export.gdalfiles import gdal_staged
from conflictmap.export.qgisstyle import add_style, make_styles
from conflictmap.frame import flatten

__all__ = ["FORMAT", "LAYER", "write_geopackage"]

LAYER = "incidents"
"""Name of the layer."""

_EPOCH = "1970-01-01T00:00:00.000Z"  # and not the hour of writing: the same rows give the same file


def write_geopackage(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write one layer of points, and the style by which QGIS draws it: families of kinds by colour, the killed by size.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows in EPSG:4326; lists and objects become JSON text, a row without a point has no geometry.
    path : str or path
        The file, replaced if it is there.

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    _write_parts([frame], path)


def _write_parts(frames: Iterable[gpd.GeoDataFrame], path: str | os.PathLike[str]) -> None:
    with gdal_staged(path, f"{LAYER}.gpkg") as made:
        for number, frame in enumerate(frames):
            mode = "a" if number else "w"
            flatten(frame).to_file(made, layer=LAYER, driver="GPKG", engine="pyogrio", geometry_type="Point", mode=mode)
        with closing(sqlite3.connect(made)) as database, database:
            make_styles(database)
            add_style(database, LAYER, "geom")
            database.execute("UPDATE gpkg_contents SET last_change = ?", (_EPOCH,))
            database.execute("UPDATE layer_styles SET update_time = ?", (_EPOCH,))
        _set_changes(made)


_COUNTERS = (24, 92)
"""Where an SQLite file counts its changes, and says for which count its size holds (its file format, section 1.3)."""


def _set_changes(path: Path) -> None:
    """Set the number of changes to one: GDAL makes one more where a second ends while it writes."""
    with path.open("r+b") as file:
        for offset in _COUNTERS:
            file.seek(offset)
            file.write((1).to_bytes(4, "big"))


FORMAT = Format(
    id="gpkg",
    suffixes=(".gpkg",),
    write=write_geopackage,
    title="GeoPackage",
    doc="One layer with fixed types and a style, which QGIS opens as it is.",
    write_parts=_write_parts,
)
