"""What is wrong with a gazetteer: rows that contradict the polygons, each other, or themselves."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from conflictmap.gazetteer.atlas import Gazetteer
from conflictmap.gazetteer.entries import Place, is_shape
from conflictmap.gazetteer.loading import load_gazetteer
from conflictmap.gazetteer.storage import SOURCE
from conflictmap.geometry import distance_km
from conflictmap.placekinds import AREAL_KINDS

__all__ = ["check", "check_places"]

NEAR_KM = 3.0
"""A row may lie this far outside its province: borders are drawn to a kilometre or two."""

SPOT_KM = 0.03
"""Two rows nearer than this stand at one spot."""

_ID = re.compile(r"[a-z]{2}(-[a-z0-9]+)*")


def check(country: str = "iraq") -> list[str]:
    """Return one line for each problem of a country's gazetteer; an empty list is a clean bill.

    Parameters
    ----------
    country : str, default "iraq"
        Folder name, English name or ISO 3166 code.

    Raises
    ------
    BadInputError
        If there is no such country, or a file of it cannot be read at all.
    """
    gazetteer = load_gazetteer(country)
    return list(check_places(gazetteer, _noted(gazetteer.folders)))


def _noted(folders: tuple[Path, ...]) -> frozenset[str]:
    """Return the ids of curated rows that carry a written reason for what looks odd."""
    noted = set()
    for folder in folders:
        for path in sorted(folder.glob("curated/*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                noted |= {row["place_id"] for row in csv.DictReader(file) if row.get("note")}
    return frozenset(noted)


def check_places(gazetteer: Gazetteer, noted: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield one line for each problem.

    Parameters
    ----------
    gazetteer : Gazetteer
    noted : frozenset of str
        Ids of rows whose place has a written reason; they may lie outside their province or share a spot.
    """
    provinces = {p.name for p in gazetteer.country.provinces}
    for place in gazetteer.places:
        if not _ID.fullmatch(place.place_id):
            yield f"{place.place_id}: not a well-formed id (letters a-z, digits, hyphens)"
        if not place.name.strip():
            yield f"{place.place_id}: no name"
        if place.radius_km <= 0:
            yield f"{place.place_id}: radius {place.radius_km:g} km"
        if place.province is not None and place.province not in provinces:
            yield f"{place.place_id}: province {place.province!r} is unknown"
        yield from _position(gazetteer, place, noted)
        yield from _parents(gazetteer, place)
    yield from _same_spot(gazetteer, noted)


def _position(gazetteer: Gazetteer, place: Place, noted: frozenset[str]) -> Iterator[str]:
    west, south, east, north = gazetteer.country.bbox
    if not (west <= place.lon <= east and south <= place.lat <= north) and place.place_id not in noted:
        yield f"{place.place_id}: {place.lat:g}, {place.lon:g} is outside {gazetteer.country.name}"
    elif place.province and gazetteer.provinces and place.kind not in AREAL_KINDS and place.place_id not in noted:
        yield from _outside(gazetteer, place)
    if place.wkt and not is_shape(place.wkt):
        yield f"{place.place_id}: its WKT is no valid line or polygon"


def _outside(gazetteer: Gazetteer, place: Place) -> Iterator[str]:
    from shapely import Point  # noqa: PLC0415

    found = gazetteer.province_at(place.lat, place.lon)
    if found is not None and found.name == place.province:
        return
    own = next((a.shape for a in gazetteer.provinces if a.name == place.province), None)
    # 95 km is the length of a degree half way between those of latitude and longitude here: enough for a tolerance.
    if own is not None and own.distance(Point(place.lon, place.lat)) * 95.0 > NEAR_KM:
        yield f"{place.place_id}: lies in {found.name if found else 'no province'}, not in {place.province}"


def _parents(gazetteer: Gazetteer, place: Place) -> Iterator[str]:
    seen = {place.place_id}
    current: Place | None = place
    while current is not None and current.parent is not None:
        if current.parent in seen:
            yield f"{place.place_id}: its parents run in a circle"
            return
        seen.add(current.parent)
        parent = gazetteer.get(current.parent)
        if parent is None and current is place:
            yield f"{place.place_id}: parent {place.parent!r} is unknown"
        current = parent


def _same_spot(gazetteer: Gazetteer, noted: frozenset[str]) -> Iterator[str]:
    """Yield pairs of shipped rows at one spot, each pair once."""
    rows = [p for p in gazetteer.places if p.kind not in AREAL_KINDS and p.kind != "district" and p.source != SOURCE]
    rows.sort(key=lambda p: (p.lat, p.lon, p.place_id))
    for index, first in enumerate(rows):
        for second in islice(rows, index + 1, None):
            if second.lat - first.lat > SPOT_KM / 110.0:
                break
            if distance_km(first.lat, first.lon, second.lat, second.lon) > SPOT_KM:
                continue
            if first.place_id not in noted and second.place_id not in noted:
                yield f"{first.place_id} and {second.place_id}: two rows at one spot, no reason written"
