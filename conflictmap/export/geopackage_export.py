"""GeoPackage, with a style inside by which QGIS draws it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import geopandas as gpd

from conflictmap.export.fileformat import Format
from conflictmap.export.qgisstyle import layer_style
from conflictmap.files import staged
from conflictmap.frame import flatten

__all__ = ["FORMAT", "LAYER", "write_geopackage"]

LAYER = "incidents"
"""Name of the layer."""

# As QGIS makes it: a file that has this table brings its own style.
_STYLES = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
)
"""
_CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 'layer_styles')
"""
_STYLE = """
INSERT INTO layer_styles (
    f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault,
    description, owner
) VALUES ('', '', ?, 'geom', 'conflictmap', ?, '', 1, 'Kind by colour, killed by size', '')
"""
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
    # GDAL wants to see its own ending, which a staged file does not have.
    with staged(path) as (temporary,), tempfile.TemporaryDirectory(dir=temporary.parent) as folder:
        made = Path(folder) / f"{LAYER}.gpkg"
        flatten(frame).to_file(made, layer=LAYER, driver="GPKG", engine="pyogrio", geometry_type="Point")
        with closing(sqlite3.connect(made)) as database, database:
            database.execute(_STYLES)
            database.execute(_CONTENTS)
            database.execute(_STYLE, (LAYER, layer_style()))
            database.execute("UPDATE gpkg_contents SET last_change = ?", (_EPOCH,))
            database.execute("UPDATE layer_styles SET update_time = ?", (_EPOCH,))
        shutil.copyfile(made, temporary)


FORMAT = Format(
    id="gpkg",
    suffixes=(".gpkg",),
    write=write_geopackage,
    title="GeoPackage",
    doc="One layer with fixed types and a style, which QGIS opens as it is.",
)
