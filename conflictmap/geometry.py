"""Arithmetic on points of the globe: distance, bearing, offset, compass words. Standard library only.

All angles are degrees (WGS 84 latitude and longitude; bearings clockwise from north), all lengths km on a sphere of
mean radius, which is right to 0.6 %: far finer than any place named in a report.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from types import MappingProxyType

__all__ = [
    "BEARINGS",
    "KM_A_DEGREE",
    "POINTS",
    "bearing",
    "distance_km",
    "midpoint",
    "offset",
    "offsets",
    "sector_ring",
]

_EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""

KM_A_DEGREE = 111.195
"""Length of a degree of latitude on that sphere, km."""

POINTS: tuple[str, ...] = (
    "N",
    "NNE",
    "NE",
    "ENE",
    "E",
    "ESE",
    "SE",
    "SSE",
    "S",
    "SSW",
    "SW",
    "WSW",
    "W",
    "WNW",
    "NW",
    "NNW",
)
"""The sixteen compass points, clockwise from north."""

BEARINGS: MappingProxyType[str, float] = MappingProxyType({point: 22.5 * i for i, point in enumerate(POINTS)})
"""Compass point -> bearing in degrees."""


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance of two points in km (haversine).

    Parameters
    ----------
    lat1, lon1, lat2, lon2 : float
        Degrees.
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi, half_lambda = (phi2 - phi1) / 2, math.radians(lon2 - lon1) / 2
    h = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


def bearing(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the initial bearing from the first point to the second, in degrees from 0 (inclusive) to 360.

    Parameters
    ----------
    lat1, lon1, lat2, lon2 : float
        Degrees.
    """
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    delta = math.radians(lon2 - lon1)
    y = math.sin(delta) * math.cos(phi2)
    x = math.cos(phi1) * math.sin(phi2) - math.sin(phi1) * math.cos(phi2) * math.cos(delta)
    # The second modulo catches a tiny negative angle, which the first rounds up to 360 itself.
    return math.degrees(math.atan2(y, x)) % 360.0 % 360.0


def offset(lat: float, lon: float, towards: float, km: float) -> tuple[float, float]:
    """Return the point `km` away along the bearing `towards`.

    Parameters
    ----------
    lat, lon : float
        Start, degrees.
    towards : float
        Initial bearing, degrees clockwise from north.
    km : float
        Distance, km.

    Returns
    -------
    tuple of float
        Latitude and longitude, degrees; longitude from -180 (inclusive) to 180.
    """
    (found,) = offsets(lat, lon, (towards,), (km,))
    return found


def offsets(lat: float, lon: float, towards: Iterable[float], km: Iterable[float]) -> list[tuple[float, float]]:
    """Return the points at each of some distances along each of some bearings, as `offset` does.

    Parameters
    ----------
    lat, lon : float
        Start, degrees.
    towards : iterable of float
        Initial bearings, degrees clockwise from north.
    km : iterable of float
        Distances, km.

    Returns
    -------
    list of tuple of float
        Latitude and longitude, degrees; all distances along the first bearing, then along the second ...
    """
    phi1, lambda1 = math.radians(lat), math.radians(lon)
    sin_phi1, cos_phi1 = math.sin(phi1), math.cos(phi1)
    angles = [(math.sin(away / _EARTH_RADIUS_KM), math.cos(away / _EARTH_RADIUS_KM)) for away in km]
    found = []
    for bearing_there in towards:
        theta = math.radians(bearing_there)
        sin_theta, cos_theta = math.sin(theta), math.cos(theta)
        for sin_angle, cos_angle in angles:
            sin_phi2 = max(-1.0, min(1.0, sin_phi1 * cos_angle + cos_phi1 * sin_angle * cos_theta))
            phi2 = math.asin(sin_phi2)
            x = cos_angle - sin_phi1 * math.sin(phi2)
            lambda2 = math.degrees(lambda1 + math.atan2(sin_theta * sin_angle * cos_phi1, x))
            found.append((math.degrees(phi2), (lambda2 + 540.0) % 360.0 - 180.0))
    return found


def midpoint(lat1: float, lon1: float, lat2: float, lon2: float) -> tuple[float, float]:
    """Return the point half way along the great circle between two points, degrees.

    Parameters
    ----------
    lat1, lon1, lat2, lon2 : float
        Degrees.
    """
    half = distance_km(lat1, lon1, lat2, lon2) / 2
    return offset(lat1, lon1, bearing(lat1, lon1, lat2, lon2), half)


def sector_ring(
    lat: float, lon: float, towards: float, near_km: float, far_km: float, *, width: float = 90.0, step: float = 7.5
) -> list[tuple[float, float]]:
    """Return the closed outline of a sector (a slice of pie or, with `near_km` above 0, of a ring).

    Parameters
    ----------
    lat, lon : float
        Centre, degrees.
    towards : float
        Bearing of the sector's middle, degrees.
    near_km, far_km : float
        Inner and outer radius, km; 0 <= near < far.
    width : float, default 90
        Opening angle, degrees, at most 360.
    step : float, default 7.5
        Largest angle between neighbouring points of the arc, degrees.

    Returns
    -------
    list of tuple of float
        Points (lat, lon), first equal to last, counter-clockwise on the map.

    Raises
    ------
    ValueError
        If the radii or the width make no sector.
    """
    if not 0 <= near_km < far_km or not 0 < width <= 360:
        raise ValueError(f"no sector: near {near_km} km, far {far_km} km, width {width} degrees")
    count = max(1, math.ceil(width / step))
    start = towards - width / 2
    angles = [start + width * i / count for i in range(count + 1)]
    arc = [offset(lat, lon, a, far_km) for a in reversed(angles)]
    inner = [offset(lat, lon, a, near_km) for a in angles] if near_km > 0 else []
    if not inner and width < 360:
        inner = [(lat, lon)]
    return [*arc, *inner, arc[0]]
