"""Where a person put an incident: a place of the gazetteer, a runner-up, a point; the areas follow from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, get_args

from conflictmap.corrections.edits import read_cell
from conflictmap.gazetteer import Gazetteer, load_gazetteer
from conflictmap.geocoding import place_of
from conflictmap.model import Geocode
from conflictmap.tables.tablecells import real, structure

__all__ = ["WHERE", "moved", "point_of", "spot_of", "spot_value"]

Where = Literal[
    "place", "place_id", "province", "district", "province_pcode", "district_pcode", "country", "where_prec",
    "geo_precision", "radius_km", "province_reported", "province_mapped", "lat", "lon",
]  # fmt: skip
WHERE: tuple[str, ...] = get_args(Where)
"""Columns that follow from a place."""

Point = tuple[float, float, float]
"""Latitude, longitude and radius in km."""

Spot = Literal["lat", "lon", "radius_km"]
Area = Literal["province", "district"]
Told = Literal["place", "place_id", "where_prec", "geo_precision"]
_OPEN: tuple[Area | Told, ...] = (*get_args(Told), *get_args(Area))
_SPOT: tuple[str, ...] = (*get_args(Spot), *_OPEN)
"""Columns that are told of a place in words that is no row of the gazetteer."""
_PRECISE: Told = "where_prec"

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
        A place_id of the gazetteer or of a runner-up of the row; or ``"lat,lon"`` or ``"lat,lon,radius_km"``, degrees;
        or what words lead to, see `spot_of`.
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
    spot = spot_of(value)
    if spot is not None:
        return _at_spot(spot, known) | {"country": known.country.iso2}
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


def spot_of(value: str) -> dict[str, Any] | None:
    """Return what words lead to that are no row of the gazetteer ("20 km south of Kirkuk"); ``None`` for other values.

    Parameters
    ----------
    value : str
        A JSON object of columns of `WHERE`; those that are missing are not known, nor is a province that is left out.

    Raises
    ------
    ValueError
        If it holds another column, no value of one, or no point on earth with a radius.
    """
    if not value.lstrip().startswith("{"):
        return None
    told = structure(value)
    if set(told) - set(_SPOT):
        raise ValueError(f"holds more than {', '.join(_SPOT)}")
    point = _told_point(told)
    cells: dict[str, Any] = {name: _told_cell(name, told.get(name)) for name in _OPEN}
    return cells | dict(zip(get_args(Spot), point, strict=True))


def _told_point(told: Mapping[str, Any]) -> Point:
    point = point_of(",".join(str(told.get(name)) for name in get_args(Spot)))
    if point is None or told.get(_PRECISE) is None:
        raise ValueError("lies nowhere: give latitude, longitude, a radius in km and a precision")
    return point


def _told_cell(name: str, value: Any) -> Any:
    return None if value is None else read_cell(name, str(value))


def spot_value(geocode: Geocode, gazetteer: Gazetteer | None = None) -> str | None:
    """Return the value of a move to where words lead: a place_id, or what `spot_of` reads where no row lies just there.

    Parameters
    ----------
    geocode : Geocode
    gazetteer : Gazetteer, optional
        The shipped one if not given.

    Returns
    -------
    str or None
        ``None`` where only the country is known.
    """
    if geocode.lat is None or geocode.radius_km is None:
        return None
    found = _told_of(geocode)
    row = place_of(geocode.place_id or "", gazetteer)
    if row is not None and _told_of(row) == found:
        return geocode.place_id
    return json.dumps(found, ensure_ascii=False)


def _told_of(geocode: Geocode) -> dict[str, Any]:
    columns = _columns(geocode)
    return {name: columns[name] for name in _SPOT if columns[name] is not None}


def point_of(value: str) -> Point | None:
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


def _at_spot(spot: Mapping[str, Any], gazetteer: Gazetteer) -> dict[str, Any]:
    """Return the columns of a place in words: areas that its words leave open, or that do not hold it, stay open."""
    at = _at_point(spot["lat"], spot["lon"], spot["radius_km"], gazetteer)
    told = {name: spot[name] for name in get_args(Told)}
    open_areas = [name for name in get_args(Area) if spot[name] is None or spot[name] != at[name]]
    return at | told | dict.fromkeys([*open_areas, *(f"{area}_pcode" for area in open_areas)])


def _columns(geocode: Geocode) -> dict[str, Any]:
    found = {name: getattr(geocode, name, None) for name in WHERE}
    return found | {"place": geocode.name}
