"""KML, for Google Earth and the like."""

from __future__ import annotations

import os

import geopandas as gpd

from conflictmap import codebook
from conflictmap.export.fileformat import Format
from conflictmap.export.gdalfiles import gdal_staged
from conflictmap.frame import flatten

__all__ = ["FORMAT", "write_kml"]


def write_kml(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write one placemark an incident, named after what happened and where, with every column as extended data.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows in EPSG:4326; lists and objects become JSON text, a row without a point has no geometry.
    path : str or path
        The file.

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    words = codebook.labels().kinds
    flat = flatten(frame)
    places = flat["place"].fillna(flat["country"]).fillna("")
    flat.insert(
        0, "Name", [f"{words[kind]}, {place}".rstrip(", ") for kind, place in zip(flat["kind"], places, strict=True)]
    )
    flat.insert(1, "Description", flat["sentence"].fillna(""))
    with gdal_staged(path, "incidents.kml") as made:
        flat.to_file(made, driver="LIBKML", engine="pyogrio", layer="incidents", geometry_type="Point")


FORMAT = Format(
    id="kml",
    suffixes=(".kml",),
    write=write_kml,
    title="KML",
    doc="A placemark an incident, for Google Earth.",
)
