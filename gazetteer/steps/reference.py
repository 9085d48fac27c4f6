"""Check hand-written rows against polygons and against a reference table of places (Who's On First, as TSV)."""

from __future__ import annotations

import csv
import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from conflictmap.gazetteer import KINDS
from conflictmap.geometry import distance_km

NEAR_KM = 3.0
"""A curated row further than this from all its namesakes needs a note."""

_ID = re.compile(r"[a-z]{2}(-[a-z0-9]+)*")
_TRANSLATION = str.maketrans({"q": "k", "g": "k", "o": "u", "e": "i", "y": "i", "w": "u", "c": "k", "z": "d", "v": "w"})


def fold(name: str) -> str:
    """Return a rough key under which most spellings of one Arabic name fall together."""
    text = unicodedata.normalize("NFKD", name.lower())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"[^\w\s-]|_", "", text)
    text = re.sub(r"^(al|el|ar|as|ash|at|ad|an|az|adh|ath)[\s-]+", "", text)
    text = re.sub(r"[\s-]+(al|el|ar|as|ash|at|ad|an|az|adh|ath|ul|ud)[\s-]+", " ", text)
    text = re.sub(r"[\s-]+", "", text)
    text = text.replace("dh", "d").replace("th", "t").replace("kh", "k").replace("gh", "k").replace("ou", "u")
    text = text.translate(_TRANSLATION)
    text = re.sub(r"(.)\1+", r"\1", text)
    return re.sub(r"(i?ah?|h)$", "", text) or text


def read_reference(path: Path) -> dict[str, list[tuple[float, float, str]]]:
    """Return folded name -> list of (lat, lon, name) of the reference places that bear it."""
    opener = gzip.open if path.suffix == ".gz" else open
    index: dict[str, list[tuple[float, float, str]]] = {}
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            spot = (float(row["lat"]), float(row["lon"]), row["name"])
            for key in {fold(n) for n in [row["name"], *row["alternate_names"].split("|")] if n}:
                index.setdefault(key, []).append(spot)
    return index


def read_polygons(path: Path) -> dict[str, BaseGeometry]:
    """Return province name -> polygon of a committed GeoJSON file."""
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    return {f["properties"]["name"]: shape(f["geometry"]) for f in features}


def problems(
    rows: list[dict[str, str]],
    provinces: dict[str, BaseGeometry],
    reference: dict[str, list[tuple[float, float, str]]],
) -> Iterator[str]:
    """Yield one line for each row outside its declared province, or far from its namesakes with no written reason."""
    seen: dict[str, str] = {}
    for row in rows:
        where = f"{row['_file']}:{row['_line']}: {row['place_id']}"
        if row["place_id"] in seen:
            yield f"{where}: the id stands in {seen[row['place_id']]} already"
        seen.setdefault(row["place_id"], f"{row['_file']}:{row['_line']}")
        try:
            lat, lon = float(row["lat"]), float(row["lon"])
            float(row["radius_km"] or 1)
        except ValueError:
            yield f"{where}: lat {row['lat']!r}, lon {row['lon']!r}, radius {row['radius_km']!r} are no numbers"
            continue
        yield from _malformed(where, row)
        yield from _outside(where, row, shapely.Point(lon, lat), provinces)
        if not row["note"].strip():
            yield from _astray(where, row, (lat, lon), reference)


def _malformed(where: str, row: dict[str, str]) -> Iterator[str]:
    if row["kind"] not in KINDS:
        yield f"{where}: kind {row['kind']!r} is unknown"
    if not _ID.fullmatch(row["place_id"]) or not _ID.fullmatch(row["parent"] or row["place_id"]):
        yield f"{where}: place_id or parent {row['parent']!r} is not a well-formed id"


def _astray(
    where: str, row: dict[str, str], spot: tuple[float, float], reference: dict[str, list[tuple[float, float, str]]]
) -> Iterator[str]:
    names = [row["name"], *row["aliases"].split("|"), row["name_ar"], row["name_ku"]]
    namesakes = {known for name in names if name for known in reference.get(fold(name), ())}
    away, name = min(((distance_km(*spot, lat, lon), name) for lat, lon, name in namesakes), default=(0.0, ""))
    if away > NEAR_KM:
        yield f"{where}: {row['name']} ({row['kind']}) is {away:.1f} km from the nearest {name!r}, no note"


def _outside(
    where: str, row: dict[str, str], point: shapely.Point, provinces: dict[str, BaseGeometry]
) -> Iterator[str]:
    declared = row["province"].strip()
    if not declared:
        return
    if declared not in provinces:
        yield f"{where}: province {declared!r} is unknown; one of {', '.join(provinces)}"
        return
    actual = [name for name, polygon in provinces.items() if polygon.intersects(point)]
    # A border post may stand just outside a polygon that is drawn to a kilometre or two.
    if provinces[declared].distance(point) * 95.0 > NEAR_KM and not (row["wkt"] or row["note"].strip()):
        yield f"{where}: lies in {' or '.join(actual) or 'no province'}, not in {declared}"
