"""Arithmetic on the globe: distances, bearings and offsets agree with each other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.geometry import (
    BEARINGS,
    POINTS,
    bearing,
    distance_km,
    midpoint,
    offset,
    offsets,
    sector_ring,
)

LATS = st.floats(-80, 80)
LONS = st.floats(-179.9, 179.9)
ANGLES = st.floats(0, 359.99)


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [
        ((33.3406, 44.4009), (36.3400, 43.1300), 354),  # Baghdad, Mosul
        ((33.3406, 44.4009), (30.5085, 47.7804), 448),  # Baghdad, Basra
        ((0, 0), (0, 1), 111.195),
        ((0, 179.5), (0, -179.5), 111.195),
        ((90, 0), (-90, 0), math.pi * 6371.0088),
    ],
)
def test_known_distances(start, end, km):
    assert distance_km(*start, *end) == pytest.approx(km, rel=0.005)
    assert distance_km(*end, *start) == pytest.approx(distance_km(*start, *end))


@pytest.mark.parametrize(
    ("point", "degrees"), [("N", 0), ("E", 90), ("S", 180), ("W", 270), ("SW", 225), ("NNW", 337.5)]
)
def test_compass_points(point, degrees):
    assert BEARINGS[point] == degrees
    assert len(POINTS) == len(BEARINGS) == 16


@given(LATS, LONS, ANGLES, st.floats(0.01, 1000))
def test_an_offset_lies_at_its_distance_and_bearing(lat, lon, angle, km):
    there = offset(lat, lon, angle, km)
    assert distance_km(lat, lon, *there) == pytest.approx(km, abs=1e-6, rel=1e-9)
    turned = abs(bearing(lat, lon, *there) - angle) % 360
    assert min(turned, 360 - turned) < 0.01


@given(LATS, LONS, ANGLES, st.floats(0, 20_000))
def test_an_offset_is_a_point_on_the_globe(lat, lon, angle, km):
    there_lat, there_lon = offset(lat, lon, angle, km)
    assert -90 <= there_lat <= 90
    assert -180 <= there_lon < 180


@given(LATS, LONS, LATS, LONS)
def test_a_bearing_is_below_360(lat1, lon1, lat2, lon2):
    assert 0 <= bearing(lat1, lon1, lat2, lon2) < 360


@given(LATS, LONS, ANGLES, st.floats(1, 1000))
def test_the_midpoint_is_as_far_from_both(lat, lon, angle, km):
    there = offset(lat, lon, angle, km)
    middle = midpoint(lat, lon, *there)
    assert distance_km(lat, lon, *middle) == pytest.approx(km / 2, rel=1e-6)
    assert distance_km(*there, *middle) == pytest.approx(km / 2, rel=1e-6)


@given(LATS, LONS, ANGLES, st.floats(1, 50), st.floats(0, 0.9), st.floats(10, 180))
def test_a_sector_keeps_between_its_radii_and_its_sides(lat, lon, angle, far, share, width):
    near = far * share
    ring = sector_ring(lat, lon, angle, near, far, width=width)
    assert ring[0] == ring[-1]
    for point in ring:
        away = distance_km(lat, lon, *point)
        assert near - 1e-6 <= away <= far + 1e-6
        if away > 1e-6:
            turned = abs(bearing(lat, lon, *point) - angle) % 360
            assert min(turned, 360 - turned) <= width / 2 + 0.01


def test_a_sector_of_nothing_is_refused():
    for near, far, width in [(5, 5, 90), (6, 5, 90), (-1, 5, 90), (0, 5, 0), (0, 5, 361)]:
        with pytest.raises(ValueError, match="no sector"):
            sector_ring(33, 44, 0, near, far, width=width)


def test_many_offsets_are_each_the_one_offset():
    angles, lengths = (-28.0, 0.0, 271.5), (0.0, 3.2, 800.0)
    assert offsets(33.3, 44.4, angles, lengths) == [offset(33.3, 44.4, a, km) for a in angles for km in lengths]
