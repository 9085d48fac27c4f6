"""Rows, and what words make of them ("western", "20 km south of", "between"), as geocodes with their radius.

Each geocode is made once and then served from memory: it depends on the row and the relation only.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from conflictmap.gazetteer import Gazetteer, Place, between_id, offset_id, part_id
from conflictmap.geocode.index import STAGES
from conflictmap.geocode.precision import Class, Precision
from conflictmap.geometry import BEARINGS, distance_km, midpoint, offset
from conflictmap.model import Geocode

__all__ = ["Deriver", "Meaning"]

_CACHE_LIMIT = 50_000
_COMPASS = {
    "N": "north", "NE": "north-east", "E": "east", "SE": "south-east", "S": "south", "SW": "south-west", "W": "west",
    "NW": "north-west", "C": "centre",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Meaning:
    """A row and what the words make of it.

    Attributes
    ----------
    number : int
        Position of the row.
    relation : str
        As in :class:`conflictmap.geocode.parse.Mention`.
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


class Deriver:
    """Makes geocodes of one gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
    precision : Precision
    """

    def __init__(self, gazetteer: Gazetteer, precision: Precision) -> None:
        self.gazetteer = gazetteer
        self.rules = precision.derived
        self.classes: list[Class] = [precision.by_kind[p.kind] for p in gazetteer.places]
        self._known: dict[tuple[Meaning, str], Geocode] = {}
        self._cells: dict[tuple[int, int], tuple[str | None, str | None]] = {}

    def geocode(self, meaning: Meaning, stage: str = "exact") -> Geocode:
        """Return the geocode of a meaning whose name was found at `stage` (which widens the radius)."""
        key = (meaning, stage)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= _CACHE_LIMIT:
                self._known.clear()
            found = self._known[key] = self._widened(self._make(meaning), stage)
        return found

    def _widened(self, geocode: Geocode, stage: str) -> Geocode:
        how = STAGES[stage]
        if stage == "exact" or geocode.radius_km is None:
            return geocode
        return replace(geocode, radius_km=round(geocode.radius_km * how.widen, 1), match=how.match, score=how.score)

    def _make(self, meaning: Meaning) -> Geocode:
        place = self.gazetteer.places[meaning.number]
        if meaning.relation == "sector":
            return self._sector(place, meaning)
        if meaning.relation == "outside":
            return self._offset(place, meaning) if meaning.km is not None else self._outside(place, meaning)
        if meaning.relation in ("near", "toward"):
            return self._near(place, meaning)
        if meaning.relation == "between" and meaning.other is not None:
            return self._between(place, self.gazetteer.places[meaning.other], listed=False)
        if meaning.relation == "both" and meaning.other is not None:
            return self._between(place, self.gazetteer.places[meaning.other], listed=True)
        return self._at(place, self.classes[meaning.number])

    def _at(self, place: Place, rule: Class) -> Geocode:
        if place.kind == "country":
            return Geocode(
                None, None, None, rule.where_prec, rule.geo, place.place_id, place.name, place.kind, None, None, None, None,
                self.gazetteer.country.iso2,
            )  # fmt: skip
        whole = place.place_id not in self._straddling
        return Geocode(
            lat=place.lat,
            lon=place.lon,
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
            country=self.gazetteer.country.iso2,
        )

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

    def _derived(
        self, place: Place, spot: tuple[float, float], radius: float, codes: tuple[int, int], place_id: str, name: str, kind: str
    ) -> Geocode:  # fmt: skip
        """Return the geocode of a point that a row leads to; it has the row's province and no district yet."""
        if radius > self.rules.far_km and place.kind not in ("province", "district"):
            codes = (5, 3)
        return Geocode(
            lat=round(spot[0], 5),
            lon=round(spot[1], 5),
            radius_km=round(radius, 1),
            where_prec=codes[0],
            geo_precision=codes[1],
            place_id=place_id,
            name=name,
            kind=kind,
            province=place.province,
            district=None,
            province_pcode=place.province_pcode,
            district_pcode=None,
            country=self.gazetteer.country.iso2,
        )

    def _sector(self, place: Place, meaning: Meaning) -> Geocode:
        place_id = part_id(place.place_id, meaning.point)
        name = f"{place.name} ({_COMPASS[meaning.point]})"
        codes = (self.rules.sector_where_prec, self.rules.sector_geo)
        if place.kind in ("country", "province", "district", "region"):
            spot, radius = self._part_of_polygon(place, place_id)
            whole = self.classes[meaning.number]
            made = self._derived(place, spot, radius, (whole.where_prec, whole.geo), place_id, name, "sector")
            return replace(made, where_prec=5, geo_precision=3) if place.kind == "country" else made
        share = 0.0 if meaning.point == "C" else 0.5
        spot = offset(place.lat, place.lon, BEARINGS.get(meaning.point, 0.0), share * place.radius_km)
        radius = (0.5 if meaning.point == "C" else 0.7) * place.radius_km + 1.5
        made = self._derived(place, spot, radius, codes, place_id, name, "sector")
        return self._with_district(made, list(_disc(spot, 0.8 * radius)))

    def _with_district(self, made: Geocode, spots: list[tuple[float, float]]) -> Geocode:
        """Give the district that most of an area lies in, if there is one in the province."""
        if not self.gazetteer.districts:
            return made
        (province, name), count = Counter(self._area_at(lat, lon) for lat, lon in spots).most_common(1)[0]
        if name is None or province != made.province or count < self.rules.clear_share * len(spots):
            return made
        area = next(a for a in self.gazetteer.districts if a.name == name and a.province == province)
        return replace(made, district=area.name, district_pcode=area.pcode)

    def _area_at(self, lat: float, lon: float) -> tuple[str | None, str | None]:
        """Return province and district at a point, from memory for points of the same 2 km cell.

        Only used for points that stand for an area, whose place is uncertain by more than that.
        """
        cell = (round(lat * 50), round(lon * 50))
        found = self._cells.get(cell)
        if found is None:
            lat, lon = cell[0] / 50, cell[1] / 50
            district = self.gazetteer.district_at(lat, lon)
            if district is not None:
                found = (district.province, district.name)
            else:
                found = (self.gazetteer.province_of(lat, lon), None)
            self._cells[cell] = found
        return found

    def _part_of_polygon(self, place: Place, place_id: str) -> tuple[tuple[float, float], float]:
        """Return middle and radius of a part of a province or of the country; by arithmetic if it has no polygon."""
        area = self.gazetteer.area(place_id)
        if area is None or area.is_empty:
            point = place_id.rsplit("-", 1)[-1]
            spot = offset(
                place.lat, place.lon, BEARINGS.get(point, 0.0), 0.0 if point == "C" else 0.5 * place.radius_km
            )
            return spot, 0.7 * place.radius_km
        middle = area.centroid if area.contains(area.centroid) else area.representative_point()
        west, south, east, north = area.bounds
        return (middle.y, middle.x), 0.4 * distance_km(south, west, north, east)

    def _near(self, place: Place, meaning: Meaning) -> Geocode:
        beyond = self.rules.near_km if meaning.km is None else meaning.km
        if meaning.relation == "toward":
            beyond *= 3
        codes = (self.rules.near_where_prec, self.rules.near_geo)
        rule = self.classes[meaning.number]
        if rule.level <= 3:
            codes = (rule.where_prec, rule.geo)
        small = 0.4 if rule.level >= 5 and meaning.km is None else 1.0
        made = self._derived(
            place,
            (place.lat, place.lon),
            place.radius_km + small * beyond,
            codes,
            place.place_id,
            place.name,
            place.kind,
        )
        return replace(made, district=place.district, district_pcode=place.district_pcode)

    def _outside(self, place: Place, meaning: Meaning) -> Geocode:
        """South of a place, no distance told: the middle of a slice of the ring round it."""
        near, far = 0.8 * place.radius_km, 2 * place.radius_km + self.rules.outside_km
        if place.kind in ("province", "district", "region", "country"):
            near, far = place.radius_km, place.radius_km + self.rules.outside_km
        bearing = BEARINGS[meaning.point]
        spot = offset(place.lat, place.lon, bearing, near + 0.4 * (far - near))
        codes = (self.rules.outside_where_prec, self.rules.outside_geo)
        made = self._derived(
            place, spot, min(0.65 * far, self.rules.far_km), codes, offset_id(place.place_id, meaning.point),
            f"{_COMPASS[meaning.point]} of {place.name}", "outside",
        )  # fmt: skip
        if place.place_id == self.gazetteer.country.capital:
            far = max(far, self.rules.capital_reach_km)
        spots = [
            offset(place.lat, place.lon, bearing + angle, near + share * (far - near))
            for angle in (-28, 0, 28)
            for share in (0.125, 0.375, 0.625, 0.875)
        ]
        return self._with_province(made, place, spots)

    def _with_province(self, made: Geocode, place: Place, spots: list[tuple[float, float]]) -> Geocode:
        """Give the province of the town unless most of the area leaves it; then another's only if that is clear."""
        if not self.gazetteer.provinces:
            return made
        found = Counter(self._area_at(lat, lon)[0] for lat, lon in spots)
        if place.province is not None and found[place.province] >= self.rules.own_share * len(spots):
            return made
        name, count = found.most_common(1)[0]
        return self._placed(made, name if count >= self.rules.clear_share * len(spots) else None)

    def _placed(self, made: Geocode, province: str | None) -> Geocode:
        pcode = next((p.pcode for p in self.gazetteer.country.provinces if p.name == province), None)
        return replace(made, province=province, province_pcode=pcode, district=None, district_pcode=None)

    def _offset(self, place: Place, meaning: Meaning) -> Geocode:
        """So many km south of a place: the point, and the province and district if its disc is clear of the border."""
        km = meaning.km or 0.0
        spot = offset(place.lat, place.lon, BEARINGS[meaning.point], km)
        radius = math.hypot(self.rules.offset_share * km, 0.5 * min(place.radius_km, km)) + self.rules.offset_add
        unit = f"{km:g} km {_COMPASS[meaning.point]} of {place.name}"
        codes = (self.rules.outside_where_prec, self.rules.outside_geo)
        made = self._derived(
            place, spot, radius, codes, offset_id(place.place_id, meaning.point, km), unit, "outside"
        )  # fmt: skip
        spots = list(_disc(spot, radius))
        if not self.gazetteer.provinces:
            return made
        province = self._clear(Counter(self._area_at(lat, lon)[0] for lat, lon in spots))
        return self._with_district(self._placed(made, province), spots)

    def _clear(self, found: Counter[str | None]) -> str | None:
        name, count = found.most_common(1)[0]
        return name if count >= self.rules.clear_share * sum(found.values()) else None

    def _between(self, place: Place, other: Place, *, listed: bool) -> Geocode:
        """Between two places, or one of two places: the middle, with a radius that holds both ends."""
        length = distance_km(place.lat, place.lon, other.lat, other.lon)
        spot = midpoint(place.lat, place.lon, other.lat, other.lon)
        radius = self.rules.between_share * length + self.rules.between_add
        if listed:
            radius = length / 2 + max(place.radius_km, other.radius_km) + 1.0
        same = place.province if place.province == other.province else None
        joint = "and" if listed else "to"
        made = self._derived(
            place, spot, radius, (2, 2), between_id(place.place_id, other.place_id),
            f"{place.name} {joint} {other.name}", "both" if listed else "between",
        )  # fmt: skip
        if same != place.province:
            made = self._placed(made, None)
        elif place.district is not None and place.district == other.district:
            made = replace(made, district=place.district, district_pcode=place.district_pcode)
        if {place.kind, other.kind} & {"province", "region", "country"}:
            made = replace(made, where_prec=5, geo_precision=3)
        return made


def _disc(spot: tuple[float, float], radius: float) -> Iterator[tuple[float, float]]:
    """Yield a point and four round it, which stand for a disc."""
    yield spot
    for angle in (0, 90, 180, 270):
        yield offset(spot[0], spot[1], float(angle), 0.75 * radius)
