"""Where a person put an incident: a place of the gazetteer, a runner-up, a point; the areas follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from conflictmap.gazetteer import Gazetteer, load_gazetteer
from conflictmap.geocoding import place_of
from conflictmap.model import Geocode
from conflictmap.tables.tablecells import real

__all__ = ["WHERE", "moved", "point_of"]

Where = Literal[
    "place", "place_id", "province", "district", "province_pcode", "district_pcode", "country", "where_prec",
    "geo_precision", "radius_km", "province_reported", "province_mapped", "lat", "lon",
]  # fmt: skip
WHERE: tuple[str, ...] = get_args(Where)
"""Columns that follow from a place."""

_RADIUS = 0.5  # km; of a point that a person has set on a map and of which no more is said
_EXACT_KM = 5.0  # within which a point is as good as exact
_MOST_KM = 1_000.0


def moved(row: Mapping[str, Any], value: str, gazetteer: Gazetteer | None = None) -> dict[str, Any] | None:
    """Return the columns of a place.

    Parameters
    ----------
    row : mapping
        As `record.record` makes it.
    value : str
        A place_id of the gazetteer or of a runner-up of the row; or ``"lat,lon"`` or ``"lat,lon,radius_km"``, degrees.
    gazetteer : Gazetteer, optional
        The shipped one if not given.

    Returns
    -------
    dict or None
        Those of `WHERE`; ``None`` if there is no such place.

    Raises
    ------
    ValueError
        If a point lies nowhere on earth.
    """
    known = gazetteer or load_gazetteer()
    point = point_of(value)
    if point is not None:
        return _at_point(*point, known) | {"country": known.country.iso2}
    found = place_of(value, known)
    if found is not None:
        return _columns(found)
    for other in row.get("alternatives") or ():
        if other["place_id"] == value:
            radius = row.get("radius_km") or _RADIUS
            told = {name: other[name] for name in ("place_id", "province") if other.get(name)}
            at = _at_point(other["lat"], other["lon"], radius, known)
            return at | told | {"place": other["name"], "country": known.country.iso2}
    return None


def point_of(value: str) -> tuple[float, float, float] | None:
    """Return latitude, longitude and radius of a point that a person has set; ``None`` where it is the id of a place.

    Parameters
    ----------
    value : str

    Raises
    ------
    ValueError
        If it lies nowhere on earth, or the radius is none.
    """
    parts = value.split(",")
    if not 2 <= len(parts) <= 3:
        return None
    try:
        lat, lon, radius = (*map(real, parts), _RADIUS)[:3]
    except ValueError:
        return None
    if not (abs(lat) <= 90 and abs(lon) <= 180 and 0 < radius <= _MOST_KM):
        raise ValueError("lies nowhere: give latitude, longitude and a radius in km")
    return lat, lon, radius


def _at_point(lat: float, lon: float, radius: float, gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the columns of a point, in the areas that hold it."""
    province, district = gazetteer.province_at(lat, lon), gazetteer.district_at(lat, lon)
    exact = radius <= _EXACT_KM
    return dict.fromkeys(WHERE) | {
        "lat": round(lat, 6),
        "lon": round(lon, 6),
        "radius_km": round(radius, 3),
        "where_prec": 1 if exact else 2,
        "geo_precision": 1 if exact else 2,
        "province": province.name if province else None,
        "province_pcode": province.pcode if province else None,
        "district": district.name if district else None,
        "district_pcode": district.pcode if district else None,
    }


def _columns(geocode: Geocode) -> dict[str, Any]:
    found = {name: getattr(geocode, name, None) for name in WHERE}
    return found | {"place": geocode.name}
