"""The area that a place id stands for, as a shapely geometry in degrees (longitude first). Imports shapely."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import cast

import shapely
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

from conflictmap.gazetteer.derived import Derived, parse_id
from conflictmap.gazetteer.entries import Place
from conflictmap.geometry import BEARINGS, KM_A_DEGREE, distance_km, offset, sector_ring
from conflictmap.placekinds import DEFAULT_RADIUS_KM, RIBBON_KM

__all__ = ["area", "disc", "equivalent_radius_km"]

OUTSIDE_KM = 25.0
"""How far "south of Kirkuk" reaches beyond the edge of Kirkuk, for a place of no size; UCDP's "near" is 25 km."""

SECTOR_DEGREES = 90.0


def area(
    place_id: str, find: Callable[[str], Place | None], polygon_of: Callable[[Place], BaseGeometry | None]
) -> BaseGeometry | None:
    """Return the area of a place or a derived place, ``None`` if the id is unknown or not well formed.

    Parameters
    ----------
    place_id : str
        See `conflictmap.gazetteer.derived`.
    find : callable
        Gives the row of an id, ``None`` if there is none.
    polygon_of : callable
        Gives the polygon of a province, district or country; ``None`` if there is none.

    Returns
    -------
    shapely geometry or None
        Polygon or MultiPolygon, degrees.
    """
    derived = parse_id(place_id)
    place = find(derived.base) if derived else None
    if derived is None or place is None:
        return None
    if derived.relation == "between":
        other = find(derived.other or "")
        return _corridor(place, other) if other else None
    if derived.relation == "offset" and derived.direction and derived.km is not None:
        lat, lon = offset(place.lat, place.lon, BEARINGS[derived.direction], derived.km)
        # A reporter's "south" is good to an eighth of a turn, "20 km" to a few; the place itself has a size too.
        return disc(lat, lon, max(1.0, 0.25 * derived.km + 0.5 * min(place.radius_km, derived.km)))
    own = polygon_of(place) or _own_shape(place)
    if derived.relation == "part":
        return _part(place, own, derived)
    if derived.relation == "outside":
        return _outside(place, own, derived)
    return own or disc(place.lat, place.lon, place.radius_km)


def disc(lat: float, lon: float, radius_km: float) -> BaseGeometry:
    """Return a circle of so many km round a point, a polygon of 48 corners in degrees."""
    return _polygon(sector_ring(lat, lon, 0.0, 0.0, radius_km, width=360.0))


def equivalent_radius_km(shape: BaseGeometry) -> float:
    """Return the radius in km of the circle that has the area of `shape` (degrees)."""
    squared_degrees = shape.area * math.cos(math.radians(shape.centroid.y))
    return math.sqrt(squared_degrees / math.pi) * KM_A_DEGREE


def _polygon(ring: list[tuple[float, float]]) -> BaseGeometry:
    return shapely.Polygon([(lon, lat) for lat, lon in ring])


def _own_shape(place: Place) -> BaseGeometry | None:
    """Return the row's WKT as an area: a polygon as it is, a line as a ribbon as wide as its kind asks for."""
    if not place.wkt:
        return None
    shape = shapely.from_wkt(place.wkt)
    width = min(RIBBON_KM.get(place.kind, DEFAULT_RADIUS_KM[place.kind]), place.radius_km)
    return shape if shape.area > 0 else _buffer(shape, width)


def _buffer(shape: BaseGeometry, km: float) -> BaseGeometry:
    """Return `shape` widened by so many km; longitude is shrunk to latitude's scale for the while."""
    squeeze = math.cos(math.radians(shape.centroid.y))
    flat = scale(shape, xfact=squeeze, yfact=1.0, origin=(0, 0))
    return scale(flat.buffer(km / KM_A_DEGREE, quad_segs=6), xfact=1 / squeeze, yfact=1.0, origin=(0, 0))


def _corridor(place: Place, other: Place) -> BaseGeometry:
    length = distance_km(place.lat, place.lon, other.lat, other.lon)
    line = shapely.LineString([(place.lon, place.lat), (other.lon, other.lat)])
    return _buffer(line, max(2.0, 0.1 * length))


def _part(place: Place, own: BaseGeometry | None, derived: Derived) -> BaseGeometry:
    """Return a slice of a town's disc, or what lies beyond the middle of a polygon."""
    direction = derived.direction or "C"
    if own is None:
        if direction == "C":
            return disc(place.lat, place.lon, 0.4 * place.radius_km)
        ring = sector_ring(place.lat, place.lon, BEARINGS[direction], 0.0, place.radius_km, width=SECTOR_DEGREES)
        return _polygon(ring)
    centre = own.centroid
    if direction == "C":
        part = own.intersection(disc(centre.y, centre.x, 0.6 * equivalent_radius_km(own)))
    else:
        part = own.intersection(_half_plane(centre.y, centre.x, BEARINGS[direction]))
    return own if part.is_empty else cast("BaseGeometry", part)


def _half_plane(lat: float, lon: float, towards: float) -> BaseGeometry:
    """Return a square as large as any country that begins at a point and lies in one direction from it."""
    reach = 25.0
    squeeze = math.cos(math.radians(lat))
    theta = math.radians(towards)
    ahead, side = (math.sin(theta), math.cos(theta)), (math.cos(theta), -math.sin(theta))
    corners = [(0, -1), (0, 1), (1, 1), (1, -1)]
    return shapely.Polygon(
        [
            (lon + reach * (a * ahead[0] + s * side[0]) / squeeze, lat + reach * (a * ahead[1] + s * side[1]))
            for a, s in corners
        ]
    )


def _outside(place: Place, own: BaseGeometry | None, derived: Derived) -> BaseGeometry:
    """Return the slice of the ring round a place that lies in one direction."""
    towards = BEARINGS[derived.direction or "N"]
    if own is None:
        near = 0.8 * place.radius_km
        far = 2 * place.radius_km + OUTSIDE_KM
        return _polygon(sector_ring(place.lat, place.lon, towards, near, far, width=SECTOR_DEGREES))
    centre, radius = own.centroid, equivalent_radius_km(own)
    ring = _polygon(sector_ring(centre.y, centre.x, towards, 0.0, 2 * radius + OUTSIDE_KM, width=SECTOR_DEGREES))
    beyond = ring.difference(own)
    return ring if beyond.is_empty else cast("BaseGeometry", beyond)
