"""GeoJSON as RFC 7946 has it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import geopandas as gpd

from conflictmap.export.fileformat import DECIMALS, Format
from conflictmap.files import staged
from conflictmap.frame import as_json

__all__ = ["FORMAT", "write_geojson"]


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
    _write_parts([frame], path)


def _write_parts(frames: Iterable[gpd.GeoDataFrame], path: str | os.PathLike[str]) -> None:
    with staged(path) as (temporary,), temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for feature in chain.from_iterable(map(_features, frames)):
            out.write(separator)
            out.write(feature)
            separator = ",\n"
        out.write("\n]}\n")


def _features(frame: gpd.GeoDataFrame) -> Iterator[str]:
    columns = [name for name in frame.columns if name != frame.geometry.name]
    points = zip(frame.geometry, frame.geometry.isna(), strict=True)
    for cells, (point, missing) in zip(frame[columns].itertuples(index=False, name=None), points, strict=True):
        yield _feature(dict(zip(columns, cells, strict=True)), None if missing else point)


def _feature(properties: dict[str, Any], point: Any) -> str:
    geometry = point and {"type": "Point", "coordinates": [round(point.x, DECIMALS), round(point.y, DECIMALS)]}
    feature = {"type": "Feature", "id": properties.get("incident_id"), "geometry": geometry, "properties": properties}
    return as_json(feature)


FORMAT = Format(
    id="geojson",
    suffixes=(".geojson", ".json"),
    write=write_geojson,
    title="Points",
    doc="One feature an incident, for QGIS, ArcGIS or geopandas.",
    usual=True,
    write_parts=_write_parts,
)
