"""Merge curated rows, upstream rows and polygons into the files that are shipped: pure, offline, deterministic.

A curated row wins over an upstream row for the same place; it then takes over the upstream row's further spellings
and population. Province, district and P-codes come from the polygons, but a province that a curator wrote stands.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from conflictmap.geometry import distance_km
from conflictmap.placekinds import AREAL_KINDS, DEFAULT_RADIUS_KM, SETTLEMENT_KINDS
from steps.basemap import basemap
from steps.files import PLACES, Row, csv_text, geojson_text, read_geojson, read_rows
from steps.localities import long_tail
from steps.reference import fold
from steps.upstream import slug

SAME_KM = 6.0
"""Two rows with a common name lie within this distance of each other if they are one place."""

NEAR_KM = 3.0
"""A place this close outside every polygon (a pier, a border post) belongs to the nearest one."""

SPOT_KM = 1.5
"""Two towns this close are one, whatever they are called."""

_TOWNS = frozenset({"city", "town", "subdistrict"})
_AIR = frozenset({"airport", "base", "camp"})


def merged_texts(folder: Path) -> dict[str, str]:
    """Return file name -> text of what is built from committed files alone: places, long tail and basemap."""
    country, build = (tomllib.loads((folder / n).read_text(encoding="utf-8")) for n in ("country.toml", "build.toml"))
    provinces = read_geojson(folder / "provinces.geojson")
    districts = read_geojson(folder / "districts.geojson")
    curated = [r for path in sorted((folder / "curated").glob("*.csv")) for r in read_rows(path)]
    rows = merge(curated, read_rows(folder / "upstream.csv"), provinces, districts, country)
    _seat(rows, build.get("seats", {}))
    layers = {
        "backdrop": read_geojson(folder / "backdrop.geojson"),
        "province": provinces,
        "district": districts,
    }
    drawn = basemap(country, build, layers, rows)
    texts = {"places.csv": csv_text(PLACES, rows), "basemap.geojson": geojson_text(drawn)}
    raw = folder.parent / "raw" / folder.name / "localities.tsv"
    return texts | (long_tail(raw, rows, districts) if raw.is_file() else {})


def merge(
    curated: list[Row],
    upstream: list[Row],
    provinces: list[dict[str, Any]],
    districts: list[dict[str, Any]],
    country: dict[str, Any],
) -> list[Row]:
    """Return the rows of places.csv, sorted by place_id."""
    unique: dict[str, Row] = {}
    for row in curated:
        unique.setdefault(row["place_id"], dict(row))
    _absorb(unique, upstream)
    areas = [_area_row(f, "province") for f in provinces] + [_area_row(f, "district") for f in districts]
    known = {r["place_id"] for r in areas} | {country["place_id"]} | set(unique)
    locate, spellings = _Locator(provinces, districts), _district_keys(districts)
    for row in unique.values():
        row["parent"] = _resolve_parent(row.get("parent", ""), known, spellings)
        _finish(row, locate)
    # A curator may write a row for the country, a province or a district: its spellings join the polygon's own row.
    rows = {r["place_id"]: r for r in [_country_row(country), *areas]}
    for row in unique.values():
        own = rows.get(row["place_id"])
        if own is None:
            rows[row["place_id"]] = row
        else:
            own["aliases"] = _join([*own["aliases"].split("|"), row["name"], *row["aliases"].split("|")], own["name"])
    return sorted(rows.values(), key=lambda r: r["place_id"])


def _seat(rows: list[Row], seats: dict[str, str]) -> None:
    """Put towns, and what has them as parent, into the districts that build.toml names."""
    by_id = {r["place_id"]: r for r in rows}
    for row in rows:
        district = by_id.get(seats.get(row["place_id"], seats.get(row.get("parent", ""), "")))
        if district is not None:
            row["district"], row["district_pcode"] = district["district"], district["district_pcode"]


def _absorb(unique: dict[str, Row], upstream: list[Row]) -> None:
    """Join each upstream row to the curated row of the same place, or add it as a row of its own."""
    curated = list(unique.values())
    keys = [_keys(r) for r in curated]
    taken: set[str] = set()
    for row in upstream:
        same = _same_place(row, curated, keys)
        if same is None:
            place_id = row["place_id"]
            if place_id in unique:
                place_id = f"{place_id}-{row['source_id'].lower()}"
            unique[place_id] = {**row, "place_id": place_id}
        elif same["place_id"] not in taken:
            taken.add(same["place_id"])
            same["population"] = row["population"]
            same["aliases"] = _join(
                [*same["aliases"].split("|"), row["name"], *row["aliases"].split("|")], same["name"]
            )
            same["name_ar"] = same["name_ar"] or row["name_ar"]
            same["name_ku"] = same["name_ku"] or row["name_ku"]


def _keys(row: Row) -> set[str]:
    return {fold(n) for n in [row["name"], *row["aliases"].split("|"), row["name_ar"]] if n}


def _same_place(row: Row, curated: list[Row], keys: list[set[str]]) -> Row | None:
    wanted, air = _keys(row), row["kind"] in _AIR
    best: tuple[float, str] | None = None
    found = None
    for other, other_keys in zip(curated, keys, strict=True):
        if other["source"] == row["source"] and other["source_id"] == row["source_id"]:
            return other
        if (other["kind"] not in _AIR) if air else (other["kind"] not in SETTLEMENT_KINDS):
            continue
        gap = distance_km(float(row["lat"]), float(row["lon"]), float(other["lat"]), float(other["lon"]))
        # Airfields and towns go by too many names to compare, and there are never two at one spot.
        alike = air or wanted & other_keys or (gap < SPOT_KM and {row["kind"], other["kind"]} <= _TOWNS)
        if gap < SAME_KM and alike and (best is None or (gap, other["place_id"]) < best):
            best, found = (gap, other["place_id"]), other
    return found


def _join(names: list[str], main: str) -> str:
    """Join spellings with "|", each once, letter case aside, without the main name."""
    seen = {main.casefold()}
    kept = []
    for name in names:
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            kept.append(name)
    return "|".join(kept)


def _district_keys(districts: list[dict[str, Any]]) -> dict[str, str]:
    """Return every spelling of a district, as a slug without the article, -> its place_id."""
    keys: dict[str, str] = {}
    for properties in (f["properties"] for f in districts):
        tail = properties["place_id"].split("-district-")[-1]
        for name in (tail, properties["name"], *properties["aliases"]):
            keys.setdefault(slug(name).removeprefix("al-"), properties["place_id"])
    return keys


def _resolve_parent(parent: str, known: set[str], districts: dict[str, str]) -> str:
    """Return the parent's id; a district may be written in any spelling; unknown parents become ""."""
    if not parent or parent in known:
        return parent
    match = re.fullmatch(r"\w+-district-(.+)|\w+?-(.+)-district", parent)
    return districts.get((match[1] or match[2]).removeprefix("al-"), "") if match else ""


class _Locator:
    """Point -> names and codes of the polygons it lies in."""

    def __init__(self, provinces: list[dict[str, Any]], districts: list[dict[str, Any]]) -> None:
        self.pcode = {f["properties"]["name"]: f["properties"]["pcode"] for f in provinces}
        self._properties = [f["properties"] for f in districts]
        self._shapes = [shape(f["geometry"]) for f in districts]
        self._tree = shapely.STRtree(self._shapes)

    def district(self, lat: float, lon: float, province: str) -> dict[str, Any] | None:
        """Return the district at (or within `NEAR_KM` of) a point, in `province` if one is given."""
        point = shapely.Point(lon, lat)
        near = self._tree.query(point.buffer(NEAR_KM / 95.0))
        found = [
            (self._shapes[i].distance(point), self._properties[i]["pcode"], i)
            for i in near
            if province in ("", self._properties[i]["province"])
        ]
        if not found:
            return None
        gap, _, index = min(found)
        return self._properties[index] if gap * 95.0 <= NEAR_KM else None


def _finish(row: Row, locate: _Locator) -> None:
    """Fill in province, district, codes and radius; tidy the numbers."""
    lat, lon = float(row["lat"]), float(row["lon"])
    declared = row.get("province", "")
    row.setdefault("wkt", "")
    if declared or row["kind"] not in AREAL_KINDS:
        found = locate.district(lat, lon, declared) or (None if declared else locate.district(lat, lon, ""))
        row["province"] = declared or (found["province"] if found else "")
        if found and row["kind"] not in AREAL_KINDS:
            row["district"], row["district_pcode"] = found["name"], found["pcode"]
        row["province_pcode"] = locate.pcode.get(row["province"], "")
    radius = float(row.get("radius_km") or DEFAULT_RADIUS_KM[row["kind"]])
    row["lat"], row["lon"], row["radius_km"] = f"{lat:.5f}", f"{lon:.5f}", f"{radius:g}"
    row["aliases"] = _join([a.strip() for a in row["aliases"].split("|")], row["name"])


def _country_row(country: dict[str, Any]) -> Row:
    return {
        "place_id": country["place_id"],
        "name": country["name"],
        "kind": "country",
        "lat": f"{country['lat']:.5f}",
        "lon": f"{country['lon']:.5f}",
        "radius_km": "500",
        "aliases": _join(list(country["names"]), country["name"]),
        "name_ar": country.get("name_ar", ""),
        "name_ku": country.get("name_ku", ""),
        "source": "own",
    }


def _area_row(feature: dict[str, Any], kind: str) -> Row:
    """Return the row of a province or district; its point is the centroid, its radius holds nine tenths of it."""
    properties = feature["properties"]
    polygon = shape(feature["geometry"])
    centre = polygon.centroid if polygon.contains(polygon.centroid) else polygon.representative_point()
    row = {
        "place_id": properties["place_id"],
        "name": properties["name"],
        "kind": kind,
        "lat": f"{centre.y:.5f}",
        "lon": f"{centre.x:.5f}",
        "radius_km": f"{_radius(polygon, centre):.0f}",
        "province": properties["province"],
        "aliases": _join(properties["aliases"], properties["name"]),
        "name_ar": properties["name_ar"],
        "name_ku": properties["name_ku"],
        "source": "geoboundaries",
    }
    if kind == "district":
        row["district"], row["district_pcode"] = properties["name"], properties["pcode"]
        row["province_pcode"] = properties["pcode"][:5]
    else:
        row["province_pcode"] = properties["pcode"]
    return row


def _radius(polygon: Any, centre: Any) -> float:
    """Return the radius in km round `centre` that holds nine tenths of the polygon's area."""
    west, south, east, north = polygon.bounds
    steps = 40
    spots = [
        (west + (i + 0.5) * (east - west) / steps, south + (j + 0.5) * (north - south) / steps)
        for i in range(steps)
        for j in range(steps)
    ]
    lons, lats = zip(*spots, strict=True)
    within = shapely.contains_xy(polygon, lons, lats)
    inside = [distance_km(centre.y, centre.x, lat, lon) for (lon, lat), hit in zip(spots, within, strict=True) if hit]
    inside.sort()
    return inside[int(0.9 * len(inside))]
