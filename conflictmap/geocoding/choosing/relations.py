"""How well two places go together: containment, nearness, direction, as a factor from 0 to 1."""

from __future__ import annotations

import math
from functools import cached_property

from conflictmap.gazetteer import Gazetteer, Place
from conflictmap.geocoding.choosing.weights import SCALES, WEIGHTS
from conflictmap.geocoding.placing.derivation import Meaning
from conflictmap.geocoding.placing.rows import Rows
from conflictmap.geometry import BEARINGS, bearing, offset
from conflictmap.memo import Memo

__all__ = ["Relations", "flat_km"]

_MOST_KEPT = 200_000
"""Pairs of places whose factor is kept: far more than a report or table names."""

_KM_PER_DEGREE = 111.195
_RIVER = "river"
"""Runs through several provinces: where its row has its point says nothing."""


class Relations:
    """Which places of a gazetteer lie in or near which.

    Parameters
    ----------
    gazetteer : Gazetteer
    rows : Rows
    """

    def __init__(self, gazetteer: Gazetteer, rows: Rows) -> None:
        self.gazetteer = gazetteer
        self.places = rows.places
        self.classes = rows.classes
        self.levels = rows.levels
        self.numbers = rows.numbers
        self._chains: Memo[int, frozenset[int]] = Memo(self._climbed, _MOST_KEPT)
        self._outside: Memo[tuple[int, int], float] = Memo(self._measured, _MOST_KEPT)
        self._claimed: Memo[tuple[int, int], bool] = Memo(self._asked, _MOST_KEPT)
        self._fits: Memo[tuple[int, int], float] = Memo(self._fit, _MOST_KEPT)
        self._leads: Memo[tuple[int, Meaning], float] = Memo(self._fit_led, _MOST_KEPT)

    @cached_property
    def seats(self) -> dict[str, int]:
        """Row of the capital of each province, by the province's name."""
        capitals = ((p.name, self.numbers.get(p.capital or "")) for p in self.gazetteer.country.provinces)
        return {name: number for name, number in capitals if number is not None}

    @cached_property
    def governed(self) -> dict[str, int]:
        """Row of the town where the government of a region sits, by the region's place_id."""
        seats = ((region, self.numbers.get(town)) for region, town in self.gazetteer.country.seats)
        return {region: number for region, number in seats if number is not None}

    @cached_property
    def provinces(self) -> dict[str, int]:
        """Row of each province by its name."""
        return {p.name: i for i, p in enumerate(self.places) if p.kind == "province"}

    def chain(self, number: int) -> frozenset[int]:
        """Return the rows that contain a row, by its `parent` and theirs."""
        return self._chains[number]

    def _climbed(self, number: int) -> frozenset[int]:
        chain: set[int] = set()
        parent = self.places[number].parent
        while parent is not None and (at := self.numbers.get(parent)) is not None and at not in chain:
            chain.add(at)
            parent = self.places[at].parent
        return frozenset(chain)

    def climb(self, number: int, kinds: frozenset[str]) -> int | None:
        """Return the row itself or the nearest of those that contain it that is of one of the kinds."""
        seen: set[int] = set()
        at: int | None = number
        while at is not None and at not in seen:
            if self.places[at].kind in kinds:
                return at
            seen.add(at)
            at = self.numbers.get(self.places[at].parent or "")
        return None

    def distance(self, one: int, other: int) -> float:
        """Return the distance of two rows in km, on a flat earth: good enough for a few hundred km."""
        a, b = self.places[one], self.places[other]
        return flat_km(a.lat, a.lon, b.lat, b.lon)

    def apart_km(self, one: int, other: int) -> float:
        """Return the way in km between the edges of two rows; a district begins at its middle."""
        a, b = self.places[one], self.places[other]
        radius = 0.0 if a.kind == "district" else a.radius_km
        return self.distance(one, other) - radius - b.radius_km

    def is_claimed(self, number: int, province: int) -> bool:
        """Whether somebody puts a row into a province that does not hold it today."""
        return self._claimed[number, province]

    def _asked(self, pair: tuple[int, int]) -> bool:
        number, province = pair
        return self.gazetteer.claims.supports(self.places[number], self.places[province].place_id)

    def outside_km(self, number: int, province: int) -> float:
        """Return how far in km a row lies outside of a province: 0 within it, by its radius if it has no polygon."""
        return self._outside[number, province]

    def _measured(self, pair: tuple[int, int]) -> float:
        number, province = pair
        place, whole = self.places[number], self.places[province]
        polygon = next((a.shape for a in self.gazetteer.provinces if a.place_id == whole.place_id), None)
        if polygon is None:
            return max(0.0, self.distance(number, province) - whole.radius_km)
        from shapely import Point  # noqa: PLC0415  (only where words contradict each other)
        from shapely.ops import nearest_points  # noqa: PLC0415

        edge, _ = nearest_points(polygon, Point(place.lon, place.lat))
        return flat_km(place.lat, place.lon, edge.y, edge.x)

    def gap_km(self, number: int, meaning: Meaning) -> float:
        """Return how far in km a row lies from where a mention leads; reporters' bare directions reach far."""
        origin, place = self.places[meaning.number], self.places[number]
        if meaning.relation == "outside" and meaning.km is not None:
            spot = offset(origin.lat, origin.lon, BEARINGS[meaning.point], meaning.km)
            return flat_km(*spot, place.lat, place.lon)
        away = self.distance(number, meaning.number) - origin.radius_km
        return 0.5 * away if meaning.relation == "outside" and self._off_course(number, meaning) <= 80 else away

    def fit(self, one: int, other: int) -> float:
        """Return how well two rows go together as container and contained, whichever is which."""
        return self._fits[one, other]

    def _nested(self, one: int, other: int) -> bool:
        """Whether two rows are one, or one holds the other."""
        return one == other or one in self._chains[other] or other in self._chains[one]

    def _fit(self, pair: tuple[int, int]) -> float:
        one, other = pair
        if self._nested(one, other):
            return 1.0
        small, big = (one, other) if self.levels[one] >= self.levels[other] else (other, one)
        inner, outer = self.places[small], self.places[big]
        level = self.levels[big]
        if level == 0:
            return 1.0
        if _RIVER in (inner.kind, outer.kind):
            return WEIGHTS.open_province
        if outer.kind == "province":
            return self._fit_province(small, big)
        same = inner.province is not None and inner.province == outer.province
        if outer.kind == "district":
            return self._fit_district(inner, outer) if same else WEIGHTS.outside_province
        return self._fit_by_distance(inner, big, level, same)

    def _fit_province(self, number: int, province: int) -> float:
        """Return how well a row goes with a province."""
        inner = self.places[number]
        if _within(inner, self.places[province]):
            return WEIGHTS.in_province
        return WEIGHTS.open_province if inner.province is None else self._fit_across(number, province)

    def _fit_across(self, number: int, province: int) -> float:
        """Return how well a row goes with a province that the map does not put it into, but others may."""
        if self.is_claimed(number, province):
            return WEIGHTS.claimed
        alone = self.levels[number] < 4 or self.classes[number].prior >= 1.0 or self.is_seat(number)
        if alone or self.distance(number, province) > 2 * self.places[province].radius_km:
            return WEIGHTS.outside_province
        quarter = self.places[number].kind == "neighbourhood"
        return (SCALES.province_border_quarter if quarter else SCALES.province_border).at(
            self.outside_km(number, province)
        )

    def _fit_district(self, inner: Place, outer: Place) -> float:
        """Return how well a place goes with a district of its province; quarters lie where their town does."""
        if inner.district == outer.name:
            return WEIGHTS.in_province
        away = flat_km(inner.lat, inner.lon, outer.lat, outer.lon)
        loose = inner.kind == "neighbourhood" and away > outer.radius_km
        return WEIGHTS.other_district_quarter if loose else WEIGHTS.other_district

    def _fit_by_distance(self, inner: Place, town: int, level: int, same: bool) -> float:
        outer = self.places[town]
        beyond = flat_km(inner.lat, inner.lon, outer.lat, outer.lon) - inner.radius_km - outer.radius_km
        if beyond <= 0:
            return WEIGHTS.in_province
        if level == 1:
            return SCALES.region.at(beyond)
        if level >= 5 and outer.wkt is None:
            return SCALES.quarter.at(beyond)
        if not same:
            return SCALES.town_elsewhere.at(beyond)
        if beyond > 8 and self.is_seat(town):
            return WEIGHTS.same_province_seat
        if inner.kind == "neighbourhood":
            return SCALES.quarter_of_town.at(beyond)
        return SCALES.town.at(beyond)

    def are_neighbours(self, number: int, meaning: Meaning) -> bool:
        """Whether a quarter is told beside another one that is no part of it, so that neither holds the other."""
        other = meaning.number
        if meaning.relation != "at" or self.places[other].kind != "neighbourhood" or self._nested(number, other):
            return False
        one, two = self.places[number].radius_km, self.places[other].radius_km
        return self.distance(number, other) > max(one, two) or max(one, two) < 2 * min(one, two)

    @cached_property
    def _seated(self) -> frozenset[int]:
        """Capitals that lie in the province that they are the capital of."""
        return frozenset(number for name, number in self.seats.items() if self.places[number].province == name)

    def is_seat(self, number: int) -> bool:
        """Whether a row is the capital of the province in which it lies."""
        return number in self._seated

    def fit_mention(self, number: int, meaning: Meaning) -> float:
        """Return how well a row goes with a place that words lead to: near it, on the side they say, that far away."""
        if meaning.relation == "at":
            return self._fits[number, meaning.number]
        return self._leads[number, meaning]

    def _fit_led(self, pair: tuple[int, Meaning]) -> float:
        """Return how well a row goes with a place that words lead to from another."""
        number, meaning = pair
        relation = meaning.relation
        if relation == "sector":
            return self._fit_sector(number, meaning)
        if self.places[number].kind == "country":
            return 1.0
        if relation == "outside":
            return self._fit_outside(number, meaning)
        if relation in ("between", "both") and meaning.other is not None:
            if self.levels[number] <= 2:
                return max(self.fit(number, meaning.number), self.fit(number, meaning.other))
            length = self.distance(meaning.number, meaning.other)
            way = self.distance(number, meaning.number) + self.distance(number, meaning.other)
            return _graded(way, (1.25 * length + 15, 0.95), (1.6 * length + 30, 0.3), beyond=0.05)
        if self.levels[meaning.number] <= 3:
            return max(self.fit(number, meaning.number), 0.3)
        reach = self.places[number].radius_km + self.places[meaning.number].radius_km + (meaning.km or 0.0)
        away = self.distance(number, meaning.number) - reach
        return SCALES.near.at(away)

    def reach(self, meaning: Meaning) -> float:
        """Return roughly how far in km the area reaches to which words lead: a measure of how much they say."""
        radius = self.places[meaning.number].radius_km
        if meaning.other is not None:
            return 0.5 * self.distance(meaning.number, meaning.other)
        if meaning.relation == "outside":
            return radius + 20.0 if meaning.km is None else 0.4 * meaning.km
        return radius + (8.0 if meaning.km is None else meaning.km)

    def affinity(self, number: int, meaning: Meaning) -> float:
        """Return how likely a row is meant in a report that also names another place: namesakes nearby are likelier."""
        one, other = self.places[number], self.places[meaning.number]
        if self.levels[meaning.number] == 0 or self.fit(number, meaning.number) >= 0.9:
            return 1.0
        away = self.distance(number, meaning.number) - one.radius_km - other.radius_km
        if self.levels[meaning.number] == 1 and away > WEIGHTS.apart_km:
            return WEIGHTS.other_region
        same = one.province is not None and one.province == other.province
        near, far = (0.8, 0.6) if same else (0.5, 0.3)
        return _graded(away, (15, 0.95), (60, near), beyond=far)

    def _fit_sector(self, number: int, meaning: Meaning) -> float:
        inside = self.fit(number, meaning.number)
        if number == meaning.number or meaning.point == "C" or self.levels[number] <= 3:
            return inside
        return inside * (1.0 if self._off_course(number, meaning) <= 75 else 0.6)

    def _fit_outside(self, number: int, meaning: Meaning) -> float:
        if number == meaning.number:
            return 0.5
        if self.levels[number] <= 3:
            return max(self.fit(number, meaning.number), 0.3)
        origin, place = self.places[meaning.number], self.places[number]
        if meaning.km is not None:
            spot = offset(origin.lat, origin.lon, BEARINGS[meaning.point], meaning.km)
            reach = max(8.0, 0.4 * meaning.km) + place.radius_km
            away = flat_km(*spot, place.lat, place.lon)
            return _graded(away, (reach, 0.95), (2 * reach, 0.4), beyond=0.05)
        if meaning.number in self.chain(number):
            return WEIGHTS.own_town
        capital = origin.place_id == self.gazetteer.country.capital
        if self.distance(number, meaning.number) > 2 * origin.radius_km + (110 if capital else 60):
            return 0.3 if place.province == origin.province else 0.05
        course = self._off_course(number, meaning)
        return SCALES.course.at(course)

    def _off_course(self, number: int, meaning: Meaning) -> float:
        """Return by how many degrees a row lies off the direction that a mention tells."""
        origin, place = self.places[meaning.number], self.places[number]
        course = bearing(origin.lat, origin.lon, place.lat, place.lon)
        return abs((course - BEARINGS[meaning.point] + 180) % 360 - 180)


def _within(inner: Place, province: Place) -> bool:
    """Whether a place lies in a province, or in a young one that its P-code still counts to it."""
    return inner.province == province.name or (
        inner.province_pcode is not None and inner.province_pcode == province.province_pcode
    )


def _graded(value: float, *steps: tuple[float, float], beyond: float) -> float:
    """Return the factor of the first step (up to where, factor) that a value is within, else that beyond all."""
    for most, factor in steps:
        if value <= most:
            return factor
    return beyond


def flat_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return a distance in km on a flat earth."""
    return _KM_PER_DEGREE * math.hypot(lat1 - lat2, (lon1 - lon2) * math.cos(math.radians((lat1 + lat2) / 2)))
