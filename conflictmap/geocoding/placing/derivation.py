"""Rows, and what words make of them ("western", "20 km south of", "between"), as geocodes with their radius.

Each geocode is made once and then served from memory: it depends on the row and the relation only.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import cache, cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from conflictmap.gazetteer import Gazetteer, Place, between_id, offset_id, part_id
from conflictmap.geocoding.names.nameindex import STAGES
from conflictmap.geocoding.placing.areas import Areas, Point, disc
from conflictmap.geocoding.placing.precision import Class
from conflictmap.geocoding.placing.rows import Rows
from conflictmap.geometry import BEARINGS, distance_km, midpoint, offset, offsets
from conflictmap.language import PlaceWords
from conflictmap.memo import Memo
from conflictmap.model import Alternative, Geocode
from conflictmap.placekinds import SETTLEMENT_KINDS

__all__ = ["Deriver", "Meaning", "changed", "plain_values"]

_CACHE_LIMIT = 50_000
_TOWNS = frozenset({"city", "town"})
_UNSURE = frozenset({"fuzzy", "tail"})
_LEADING = ("outside", "between")
_AREAL = frozenset({"country", "province", "district", "region"})


@cache
def _fields_of(kind: type[Any]) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    names = tuple(field.name for field in fields(kind))
    return names, attrgetter(*names)


def plain_values(found: Geocode | Alternative) -> dict[str, Any]:
    """Return the fields of a geocode or a runner-up, faster than `dataclasses.asdict`, which copies each value."""
    kind: Any = type(found)  # mypy takes a class with slots for one that cannot be hashed
    names, values = _fields_of(kind)
    return dict(zip(names, values(found), strict=True))


def changed(geocode: Geocode, **values: Any) -> Geocode:
    """Return a geocode with some of its fields changed, much faster than `dataclasses.replace`."""
    return Geocode(**(plain_values(geocode) | values))


class Meaning(NamedTuple):
    """A row and what the words make of it.

    Attributes
    ----------
    number : int
        Position of the row.
    relation : str
        As in :class:`conflictmap.geocoding.parsing.locationgrammar.Mention`.
    point : str
        Compass point.
    km : float or None
        Distance, km.
    other : int or None
        Row of the second place of ``"between"``.
    """

    number: int
    relation: str = "at"
    point: str = ""
    km: float | None = None
    other: int | None = None


class _Lead(NamedTuple):
    """Where words lead: what a geocode says of it however the name was found, in the order of its fields."""

    lat: float | None
    lon: float | None
    radius_km: float | None
    where_prec: int
    geo_precision: int
    place_id: str
    name: str
    kind: str
    province: str | None
    district: str | None
    province_pcode: str | None
    district_pcode: str | None
    country: str | None


@dataclass(slots=True)
class _Draft:
    """A lead in the making: a spot (degrees), its radius (km), UCDP and ACLED codes, and what it is called."""

    spot: Point
    radius: float
    codes: tuple[int, int]
    place_id: str
    name: str
    kind: str
    province: str | None = None
    district: str | None = None


class Deriver:
    """Makes geocodes of one gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
    rows : Rows
    words : PlaceWords
        Say how a place is called that the words only lead to.
    """

    def __init__(self, gazetteer: Gazetteer, rows: Rows, words: PlaceWords) -> None:
        self.words = words
        self.gazetteer = gazetteer
        self.iso2 = gazetteer.country.iso2
        self.rules = rows.precision.derived
        self.places = rows.places
        self.classes = rows.classes
        self._leads: Memo[Meaning, tuple[_Lead, bool]] = Memo(self._lead, _CACHE_LIMIT)
        self._known: Memo[tuple[Meaning, str], Geocode] = Memo(self._found, _CACHE_LIMIT)
        self._areas = Areas(gazetteer, self.rules)

    def geocode(self, meaning: Meaning, stage: str = "exact") -> Geocode:
        """Return the geocode of a meaning whose name was found at `stage` (which widens the radius)."""
        return self._known[meaning, stage]

    def _found(self, key: tuple[Meaning, str]) -> Geocode:
        """Return the geocode of a meaning, as wide and as sure as the stage at which its name was found makes it."""
        meaning, stage = key
        how, lead = STAGES[stage], self._make(meaning)
        if lead.radius_km is None:
            return Geocode(*lead)
        least = 2 if how.match in _UNSURE else 0
        told = lead._replace(
            radius_km=round(lead.radius_km * how.widen, 1),
            where_prec=max(least, lead.where_prec),
            geo_precision=max(least, lead.geo_precision),
        )
        return Geocode(*told, how.match, how.sure)

    def leaves(self, meaning: Meaning) -> bool:
        """Whether a distance or direction leads out of the country, so that only the place it is told by counts.

        Parameters
        ----------
        meaning : Meaning
        """
        return meaning.relation in _LEADING and self._leads[meaning][1]

    def _lead(self, meaning: Meaning) -> tuple[_Lead, bool]:
        """Return where words lead, and whether that is out of the country."""
        made = self._led(self.places[meaning.number], meaning)
        return made, made.lat is not None and not self._areas.is_home(made.lat, made.lon or 0.0)

    def _make(self, meaning: Meaning) -> _Lead:
        place = self.places[meaning.number]
        if meaning.relation not in _LEADING:
            return self._led(place, meaning)
        made, gone = self._leads[meaning]
        return self._near(place, Meaning(meaning.number, "near")) if gone else made

    def _led(self, place: Place, meaning: Meaning) -> _Lead:
        """Return where words lead from a place, be it out of the country."""
        if meaning.relation == "sector":
            return self._sector(place, meaning)
        if meaning.relation == "outside":
            return self._offset(place, meaning) if meaning.km is not None else self._outside(place, meaning)
        if meaning.relation in ("near", "toward"):
            return self._near(place, meaning)
        if meaning.relation == "between" and meaning.other is not None:
            return self._between(place, self.places[meaning.other], listed=False)
        if meaning.relation == "both" and meaning.other is not None:
            return self._between(place, self.places[meaning.other], listed=True)
        return self._at(place, self.classes[meaning.number])

    def _at(self, place: Place, rule: Class) -> _Lead:
        if place.kind == "country":
            codes = (rule.where_prec, rule.geo)
            nothing = (None, None, None, None)
            return _Lead(None, None, None, *codes, place.place_id, place.name, place.kind, *nothing, self.iso2)
        whole = place.place_id not in self._straddling
        seat = self._seats.get(place.place_id, place)
        return _Lead(
            lat=seat.lat,
            lon=seat.lon,
            radius_km=round(rule.scale * place.radius_km + rule.add, 1),
            where_prec=rule.where_prec,
            geo_precision=rule.geo,
            place_id=place.place_id,
            name=place.name,
            kind=place.kind,
            province=place.province,
            district=place.district if whole else None,
            province_pcode=place.province_pcode,
            district_pcode=place.district_pcode if whole else None,
            country=self.iso2,
        )

    @cached_property
    def _seats(self) -> dict[str, Place]:
        """The town that each district is called after, by place_id: there most of its people live."""
        towns: dict[tuple[str | None, str], Place] = {}
        for place in self.gazetteer.places:
            if place.kind in _TOWNS:
                for name in place.names:
                    towns.setdefault((place.district_pcode, name.casefold()), place)
        found = {}
        for place in self.gazetteer.places:
            if place.kind == "district":
                keys = ((place.district_pcode, name.casefold()) for name in place.names)
                found[place.place_id] = next((towns[key] for key in keys if key in towns), place)
        return found

    @cached_property
    def _straddling(self) -> frozenset[str]:
        """Towns whose own quarters lie in several districts, so that the town's name alone tells none."""
        districts: dict[str, Counter[str | None]] = {}
        for place in self.gazetteer.places:
            if place.kind == "neighbourhood" and place.parent is not None:
                districts.setdefault(place.parent, Counter())[place.district] += 1
        return frozenset(
            parent for parent, found in districts.items() if found.most_common(1)[0][1] < 0.8 * found.total()
        )

    def _finish(self, draft: _Draft) -> _Lead:
        """Return the lead of a draft, vague if its radius is large."""
        vague = draft.radius >= self.rules.far_km and draft.codes[0] <= 2
        district = draft.district if draft.province is not None else None
        return _Lead(
            lat=round(draft.spot[0], 5),
            lon=round(draft.spot[1], 5),
            radius_km=round(draft.radius, 1),
            where_prec=5 if vague else draft.codes[0],
            geo_precision=3 if vague else draft.codes[1],
            place_id=draft.place_id,
            name=draft.name,
            kind=draft.kind,
            province=draft.province,
            district=district,
            province_pcode=self._areas.province_pcodes.get(draft.province),
            district_pcode=self._areas.district_pcodes.get((draft.province or "", district)) if district else None,
            country=self.iso2,
        )

    def _name(self, relation: str, place: Place, meaning: Meaning) -> str:
        """Return the name of a place that the words only lead to: "20 km south of Kirkuk"."""
        point = self.words.points.get(meaning.point, meaning.point)
        return self.words.naming[relation].format(place=place.name, point=point, km=f"{meaning.km or 0:.3g}")

    def _sector(self, place: Place, meaning: Meaning) -> _Lead:
        place_id = part_id(place.place_id, meaning.point)
        name = self._name("sector", place, meaning)
        if place.kind in _AREAL:
            spot, radius = self._part_of_polygon(place, place_id)
            whole = self.classes[meaning.number]
            codes = (5, 3) if place.kind == "country" else (whole.where_prec, whole.geo)
            return self._finish(_Draft(spot, radius, codes, place_id, name, "sector", place.province))
        core = meaning.point == "C"
        spot = offset(place.lat, place.lon, BEARINGS.get(meaning.point, 0.0), 0.0 if core else 0.5 * place.radius_km)
        radius = (0.5 if core else 0.7) * place.radius_km + 1.5
        codes = (self.rules.sector_where_prec, self.rules.sector_geo)
        province, district = self._areas.clear(disc(spot, 0.8 * radius))
        district = district if province == place.province else None
        return self._finish(_Draft(spot, radius, codes, place_id, name, "sector", place.province, district))

    def _part_of_polygon(self, place: Place, place_id: str) -> tuple[Point, float]:
        """Return middle and radius of a part of a province or of the country; by arithmetic if it has no polygon."""
        area = self.gazetteer.area(place_id)
        if area is None or area.is_empty:
            point = place_id.rsplit("-", 1)[-1]
            away = 0.0 if point == "C" else 0.5 * place.radius_km
            return offset(place.lat, place.lon, BEARINGS.get(point, 0.0), away), 0.7 * place.radius_km
        middle = area.centroid if area.contains(area.centroid) else area.representative_point()
        west, south, east, north = area.bounds
        return (middle.y, middle.x), 0.4 * distance_km(south, west, north, east)

    def _near(self, place: Place, meaning: Meaning) -> _Lead:
        rule = self.classes[meaning.number]
        beyond = self.rules.near_km if meaning.km is None else meaning.km
        if meaning.relation == "toward":
            beyond *= 3
        elif rule.level >= 5 and meaning.km is None:
            beyond *= 0.4
        codes = (rule.where_prec, rule.geo) if rule.level <= 3 else (self.rules.near_where_prec, self.rules.near_geo)
        spot, radius = (place.lat, place.lon), place.radius_km + beyond
        whole = (place.place_id, place.name, place.kind, place.province, place.district)
        return self._finish(_Draft(spot, radius, codes, *whole))

    def _outside(self, place: Place, meaning: Meaning) -> _Lead:
        """South of a place, no distance told: the middle of a slice of the ring round it."""
        near, far = 0.8 * place.radius_km, 2 * place.radius_km + self.rules.outside_km
        if place.kind in _AREAL:
            near, far = place.radius_km, place.radius_km + self.rules.outside_km
        bearing = BEARINGS[meaning.point]
        spot = offset(place.lat, place.lon, bearing, near + self.rules.outside_middle * (far - near))
        radius = min(self.rules.outside_share * far, self.rules.far_km)
        if place.place_id == self.gazetteer.country.capital:
            far = max(far, self.rules.capital_reach_km)
            radius = self.rules.capital_share * far
        lengths = [near + share * (far - near) for share in (0.125, 0.375, 0.625, 0.875)]
        points = offsets(place.lat, place.lon, [bearing + angle for angle in (-28, 0, 28)], lengths)
        codes = (self.rules.outside_where_prec, self.rules.outside_geo)
        name = self._name("outside", place, meaning)
        place_id = offset_id(place.place_id, meaning.point)
        province = self._areas.mostly(place, points)
        if place.kind in SETTLEMENT_KINDS and place.place_id != self.gazetteer.country.capital:
            province = place.province  # so near a town that nothing else tells where, it is told by the town's own
        return self._finish(_Draft(spot, radius, codes, place_id, name, "outside", province))

    def _offset(self, place: Place, meaning: Meaning) -> _Lead:
        """So many km south of a place: the point, and the province and district if its disc is clear of the border."""
        km = meaning.km or 0.0
        spot = offset(place.lat, place.lon, BEARINGS[meaning.point], km)
        radius = math.hypot(self.rules.offset_share * km, 0.5 * min(place.radius_km, km)) + self.rules.offset_add
        province, district = self._areas.clear(disc(spot, radius)) if self._areas.known else (place.province, None)
        codes = (self.rules.outside_where_prec, self.rules.outside_geo)
        name = self._name("offset", place, meaning)
        place_id = offset_id(place.place_id, meaning.point, km)
        return self._finish(_Draft(spot, radius, codes, place_id, name, "outside", province, district))

    def _between(self, place: Place, other: Place, *, listed: bool) -> _Lead:
        """Between two places, or one of two places: the middle, with a radius that holds both ends."""
        length = distance_km(place.lat, place.lon, other.lat, other.lon)
        spot = midpoint(place.lat, place.lon, other.lat, other.lon)
        radius = self.rules.between_share * length + self.rules.between_add
        if listed:
            radius = length / 2 + max(place.radius_km, other.radius_km) + 1.0
        codes = (5, 3) if {place.kind, other.kind} & _AREAL else (2, 2)
        kind = "both" if listed else "between"
        province = place.province if place.province == other.province else None
        district = place.district if place.district == other.district else None
        place_id = between_id(place.place_id, other.place_id)
        name = self.words.naming[kind].format(place=place.name, other=other.name)
        return self._finish(_Draft(spot, radius, codes, place_id, name, kind, province, district))
