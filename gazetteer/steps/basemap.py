"""The offline basemap: neighbours, rivers, lakes, provinces, districts and labels in one small FeatureCollection.

`backdrop` reads packages and is committed as backdrop.geojson; `basemap` adds to it what the gazetteer itself knows.
"""

from __future__ import annotations

import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pyogrio  # type: ignore[import-untyped]
import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from steps.files import Row

MARGIN = (10.0, 5.0)
"""Degrees of longitude and latitude of the neighbours to keep round the country: screens are wide."""

RIVERS = "usr/share/magics/10m/ne_10m_rivers_lake_centerlines.shp"

Feature = dict[str, Any]


def decode_topojson(topology: dict[str, Any], name: str) -> list[tuple[dict[str, Any], BaseGeometry]]:
    """Return (properties, geometry) of one object of a quantised TopoJSON file.

    Parameters
    ----------
    topology : dict
        With `arcs` (delta-coded integers) and `transform` (scale, translate), as the TopoJSON specification has it.
    name : str
        Key of the object.
    """
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[tuple[float, float]]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)

    def ring(indices: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for index in indices:
            part = arcs[index] if index >= 0 else arcs[~index][::-1]
            points += part[1:] if points else part
        return points

    result = []
    for item in topology["objects"][name]["geometries"]:
        polygons = {"Polygon": [item.get("arcs")], "MultiPolygon": item.get("arcs")}.get(item.get("type") or "", [])
        # Islets that quantisation has shrunk to a point or a line are no rings.
        rings = [[r for r in map(ring, p) if len(r) > 3] for p in polygons]
        parts = [shapely.Polygon(r[0], r[1:]) for r in rings if r]
        valid = shapely.make_valid(shapely.MultiPolygon(parts))
        result.append((item.get("properties") or {}, shapely.MultiPolygon(_parts(valid))))
    return result


def backdrop(
    country: dict[str, Any], build: dict[str, Any], land: BaseGeometry, *, atlas: Path, rivers: Path
) -> list[Feature]:
    """Return neighbours and rivers round a country.

    Parameters
    ----------
    country : dict
        country.toml; `bbox` and `name` are used.
    build : dict
        build.toml; `rivers` (names, and either `sources`, the names of Natural Earth, or a hand-drawn `line`).
    land : shapely geometry
        The country's provinces together.
    atlas : pathlib.Path
        npm world-atlas; ``countries-10m.json`` inside.
    rivers : pathlib.Path
        Debian libmagics++-data; Natural Earth 10m rivers inside.
    """
    west, south, east, north = country["bbox"]
    frame = shapely.box(west - MARGIN[0], south - MARGIN[1], east + MARGIN[0], north + MARGIN[1])
    with tarfile.open(atlas) as archive:
        file = archive.extractfile("package/countries-10m.json")
        topology = json.loads(file.read()) if file else {}
    polygons = {p.get("name", ""): g for p, g in decode_topojson(topology, "countries")}
    gaps = _parts(polygons.pop(country["name"]).difference(land))
    features = []
    for name, polygon in polygons.items():
        # Two sources never agree on a border: what one gives to the country and the other does not is a neighbour's.
        touching = [g for g in gaps if g.exterior.intersection(polygon).length > 0]
        part = _thin(shapely.union_all([polygon, *touching]).intersection(frame), 0.02)
        if not part.is_empty:
            features.append(_feature("neighbour", part, {"name": name}))
    features.sort(key=lambda f: str(f["properties"]["name"]))
    return features + _rivers(build, rivers, shapely.box(west - 1.5, south - 1.0, east + 1.5, north + 1.5))


def _rivers(build: dict[str, Any], package: Path, frame: BaseGeometry) -> list[Feature]:
    """Return the rivers that build.toml names, each as one line."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dpkg-deb", "-x", str(package), folder], check=True)  # noqa: S603, S607  (fixed command)
        table = pyogrio.read_dataframe(Path(folder) / RIVERS, bbox=frame.bounds)
    features = []
    for river in build["rivers"]:
        if "line" in river:
            line = shapely.LineString(_rounded_off(river["line"], closed=False))
        else:
            lines = [g for n, g in zip(table["name"], table.geometry, strict=True) if n in river["sources"]]
            line = shapely.line_merge(shapely.union_all(lines)).intersection(frame)
        features.append(_feature("river", shapely.simplify(line, 0.002), _names(river)))
    return features


def _names(table: dict[str, Any]) -> dict[str, str]:
    return {k: table[k] for k in ("name", "name_ar", "name_ku")}


def _rounded_off(points: list[list[float]], *, closed: bool) -> list[tuple[float, float]]:
    """Return a smoother line through hand-set points: each corner cut twice (Chaikin)."""
    line = [(x, y) for x, y in points]
    for _ in range(2):
        pairs = list(zip(line, line[1:] + line[:1] if closed else line[1:], strict=False))
        cut = [(ax + t * (bx - ax), ay + t * (by - ay)) for (ax, ay), (bx, by) in pairs for t in (0.25, 0.75)]
        line = cut if closed else [line[0], *cut, line[-1]]
    return line


def _thin(polygon: BaseGeometry, tolerance: float) -> BaseGeometry:
    """Return a lighter polygon without specks."""
    return shapely.simplify(shapely.MultiPolygon([p for p in _parts(polygon) if p.area > 0.003]), tolerance)


def _parts(shape_: BaseGeometry) -> list[BaseGeometry]:
    """Return the polygons a geometry is made of."""
    return [p for p in getattr(shape_, "geoms", [shape_]) if p.geom_type == "Polygon" and not p.is_empty]


def _feature(layer: str, geometry: BaseGeometry, properties: dict[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "properties": {"layer": layer, **properties},
        "geometry": json.loads(json.dumps(mapping(shapely.set_precision(geometry, 1e-3)))),
    }


def basemap(
    country: dict[str, Any], build: dict[str, Any], layers: dict[str, list[Feature]], places: list[Row]
) -> list[Feature]:
    """Return all features in the order in which they are drawn.

    Parameters
    ----------
    country, build : dict
        country.toml and build.toml.
    layers : dict of str to list of Feature
        ``"backdrop"``, ``"district"`` and ``"province"``.
    places : list of dict
        Rows of places.csv, for labels.
    """
    keep = ("place_id", "name", "name_ar", "name_ku", "pcode", "province")
    areas = [
        {**f, "properties": {"layer": layer, **{k: f["properties"][k] for k in keep}}}
        for layer in ("district", "province")
        for f in layers[layer]
    ]
    lakes = [
        _feature("lake", shapely.Polygon(_rounded_off(lake["outline"], closed=True)), _names(lake))
        for lake in build.get("lakes", ())
    ]
    neighbours, rivers = (
        [f for f in layers["backdrop"] if f["properties"]["layer"] == layer] for layer in ("neighbour", "river")
    )
    seats = {p["capital"] for p in country["provinces"]}
    return [*neighbours, *areas, *lakes, *rivers, *_labels(neighbours, places, seats)]


def _labels(neighbours: list[Feature], places: list[Row], seats: set[str]) -> list[Feature]:
    """Return label points; `zoom` is the Leaflet zoom level from which a label is worth its room."""
    features = []
    for neighbour in neighbours:
        geometry = shape(neighbour["geometry"])
        polygon = max(getattr(geometry, "geoms", [geometry]), key=lambda p: float(p.area))
        if polygon.area > 1.0:
            name = {"name": neighbour["properties"]["name"]}
            features.append(_label(polygon.representative_point(), "country", 4, name))
    for row in places:
        zoom = _zoom(row, seats)
        if zoom:
            names = {k: row[k] for k in ("name", "name_ar", "name_ku") if row.get(k)}
            point = shapely.Point(float(row["lon"]), float(row["lat"]))
            features.append(_label(point, row["kind"], zoom, names))
    return sorted(features, key=lambda f: (f["properties"]["zoom"], f["properties"]["name"]))


def _label(point: shapely.Point, kind: str, zoom: int, properties: dict[str, Any]) -> Feature:
    return {
        "type": "Feature",
        "properties": {"layer": "label", "kind": kind, "zoom": zoom, **properties},
        "geometry": {"type": "Point", "coordinates": [round(point.x, 4), round(point.y, 4)]},
    }


def _zoom(row: Row, seats: set[str]) -> int:
    """Return the zoom from which a place is named, 0 for never."""
    population = int(row.get("population") or 0)
    if row["kind"] == "province":
        return 6
    if row["kind"] == "city":
        return 5 if population > 1_000_000 or row["place_id"] in seats else 7
    return {"town": 9, "subdistrict": 10, "neighbourhood": 12}.get(row["kind"], 0)
