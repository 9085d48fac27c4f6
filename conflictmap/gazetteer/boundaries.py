"""From polygons and towns to the provinces and districts of a country, as `load_gazetteer` reads them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from conflictmap.gazetteer.boundaryfiles import Division, common_words
from conflictmap.gazetteer.boundaryshapes import geojson_text, labels, radius_of, rounded, simplified
from conflictmap.gazetteer.entries import Place
from conflictmap.gazetteer.importfiles import SourceRow, key_of, plain_name, slug
from conflictmap.geometry import distance_km
from conflictmap.model import BadInputError
from conflictmap.model.freeids import FreeIds

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["Areas", "Located", "make_areas", "renamed"]

_LEAST_INSIDE = 0.5
"""Share of the towns that must lie in the polygons, or they are of another country."""


@dataclass(frozen=True, slots=True)
class Located:
    """Province and district of a point, with their codes."""

    province: str | None = None
    district: str | None = None
    province_pcode: str | None = None
    district_pcode: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class _Area:
    """One province or district in the making."""

    place_id: str
    division: Division
    province: str
    province_pcode: str | None
    name: str
    aliases: tuple[str, ...]

    def feature(self, shape: BaseGeometry) -> dict[str, Any]:
        """Return it as a GeoJSON feature."""
        from shapely.geometry import mapping  # noqa: PLC0415

        properties = {
            "place_id": self.place_id,
            "name": self.name,
            "name_ar": self.division.name_ar,
            "name_ku": None,
            "pcode": self.division.pcode,
            "province": self.province,
            "aliases": list(self.aliases),
        }
        return {"type": "Feature", "properties": properties, "geometry": rounded(mapping(shape))}

    def place(self, kind: str, source: str) -> Place:
        """Return it as a row; its radius holds nine tenths of it."""
        shape = self.division.shape
        centre = shape.centroid if shape.contains(shape.centroid) else shape.representative_point()
        district = kind == "district"
        return Place(
            self.place_id,
            self.name,
            kind,
            centre.y,
            centre.x,
            round(radius_of(shape, centre), 1),
            self.province,
            self.name if district else None,
            self.province_pcode,
            self.division.pcode if district else None,
            None,
            self.aliases,
            self.division.name_ar,
            source=source,
        )


class Areas:
    """Provinces and districts with their polygons.

    Parameters
    ----------
    provinces, districts : sequence of _Area
        Districts may be missing.
    """

    def __init__(self, provinces: Sequence[_Area], districts: Sequence[_Area]) -> None:
        from shapely import STRtree  # noqa: PLC0415

        self.provinces = provinces
        self.districts = districts
        self._trees = [STRtree([a.division.shape for a in areas]) for areas in (provinces, districts)]

    def at(self, lat: float, lon: float) -> Located | None:
        """Return what a point (degrees) lies in, ``None`` outside of all provinces."""
        from shapely import Point  # noqa: PLC0415

        point = Point(lon, lat)
        hits = [sorted(tree.query(point, predicate="intersects")) for tree in self._trees]
        if not len(hits[0]):
            return None
        province = self.provinces[int(hits[0][0])]
        inner = [d for i in hits[1] if (d := self.districts[int(i)]).province == province.name]
        if not inner:
            return Located(province.name, None, province.division.pcode)
        district = inner[0]
        return Located(
            province.name, district.name, province.division.pcode, district.division.pcode, district.place_id
        )

    def places(self, source: str) -> list[Place]:
        """Return a row for each province and district."""
        return [
            *(area.place("province", source) for area in self.provinces),
            *(area.place("district", source) for area in self.districts),
        ]

    def bounds(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north in degrees."""
        from shapely import total_bounds  # noqa: PLC0415

        west, south, east, north = total_bounds([area.division.shape for area in self.provinces])
        return float(west), float(south), float(east), float(north)

    def files(self, places: Iterable[Place], seats: frozenset[str]) -> dict[str, str]:
        """Return the layers as the texts of their files: provinces, districts, and the basemap that is drawn.

        Parameters
        ----------
        places : iterable of Place
            Towns, for labels.
        seats : frozenset of str
            Ids of places that are named from afar.
        """
        provinces, districts = _features(self.provinces), _features(self.districts)
        drawn = [*_drawn("district", districts), *_drawn("province", provinces), *labels(places, seats)]
        layers = {"provinces": provinces, "districts": districts, "basemap": drawn}
        return {f"{name}.geojson": geojson_text(features) for name, features in layers.items() if features}


def _drawn(layer: str, features: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield features as the basemap has them."""
    for feature in features:
        told = {key: value for key, value in feature["properties"].items() if key != "aliases"}
        yield {**feature, "properties": {"layer": layer, **told}}


def make_areas(
    provinces: Sequence[Division],
    districts: Sequence[Division],
    towns: Sequence[SourceRow],
    names: Mapping[str, str],
    iso2: str,
) -> Areas:
    """Match polygons with the provinces that the source of the towns names.

    Parameters
    ----------
    provinces, districts : sequence of Division
        One of them may be empty. Without provinces they are put together of the districts.
    towns : sequence of SourceRow
        Tell which polygon is which province: the one most of whose towns lie in it.
    names : mapping of str to str
        Code of a province in `towns` -> its name.
    iso2 : str

    Raises
    ------
    BadInputError
        If most towns lie outside the polygons.
    """
    _check_towns(provinces or districts, towns)
    if not provinces:
        provinces = _dissolved(districts, towns, names)
    made = _named_provinces(provinces, towns, names, iso2)
    return Areas(made, _placed_districts(districts, made, iso2))


def _check_towns(divisions: Sequence[Division], towns: Sequence[SourceRow]) -> None:
    owners = _owners(divisions, towns)
    inside = sum(owner is not None for owner in owners)
    if inside < _LEAST_INSIDE * len(towns):
        raise BadInputError(f"only {inside} of {len(towns)} places lie in the polygons: are they of this country?")


def _owners(divisions: Sequence[Division], towns: Sequence[SourceRow]) -> list[int | None]:
    """Return for each town the number of the polygon it lies in."""
    import shapely  # noqa: PLC0415

    owners: list[int | None] = [None] * len(towns)
    tree = shapely.STRtree([d.shape for d in divisions])
    points = shapely.points([(t.lon, t.lat) for t in towns])
    for town, division in zip(*tree.query(points, predicate="intersects"), strict=True):
        if owners[int(town)] is None:
            owners[int(town)] = int(division)
    return owners


def _dissolved(districts: Sequence[Division], towns: Sequence[SourceRow], names: Mapping[str, str]) -> list[Division]:
    """Put provinces together: of the districts that name one parent, else of those whose towns are of one province."""
    import shapely  # noqa: PLC0415

    owners = _owners(districts, towns)
    votes: dict[int, Counter[str]] = {}
    for owner, town in zip(owners, towns, strict=True):
        if owner is not None and town.admin1 in names:
            votes.setdefault(owner, Counter())[names[town.admin1]] += 1
    members: dict[tuple[str, str | None], list[BaseGeometry]] = {}
    for number, district in enumerate(districts):
        told = district.parent or _most(votes.get(number)) or _nearest(district, towns, names)
        if told is not None:
            members.setdefault((told, district.parent_pcode), []).append(district.shape)
    return [Division(name, _filled(shapely.union_all(parts)), pcode) for (name, pcode), parts in members.items()]


def _most(votes: Counter[str] | None) -> str | None:
    return min(votes, key=lambda name: (-votes[name], name)) if votes else None


def _nearest(district: Division, towns: Sequence[SourceRow], names: Mapping[str, str]) -> str | None:
    """Return the province of the town nearest to the middle of a district without any."""
    middle = district.shape.representative_point()
    known = [town for town in towns if town.admin1 in names]
    nearest = min(known, key=lambda t: distance_km(middle.y, middle.x, t.lat, t.lon), default=None)
    return names[nearest.admin1] if nearest is not None else None


def _filled(shape: BaseGeometry) -> BaseGeometry:
    """Close the slivers between districts; holes of a size (a capital inside its province) stay."""
    import shapely  # noqa: PLC0415

    parts = [
        shapely.Polygon(part.exterior, [r for r in part.interiors if shapely.Polygon(r).area > 1e-3])
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon"
    ]
    whole: BaseGeometry = shapely.union_all(parts)
    return whole


def _named_provinces(
    provinces: Sequence[Division], towns: Sequence[SourceRow], names: Mapping[str, str], iso2: str
) -> list[_Area]:
    """Give each polygon the name that the towns' source has for it, if one does; the polygon's own is an alias then."""
    by_name = {_bare(name): name for name in names.values()}
    by_towns = _by_towns(provinces, towns, names)
    taken: set[str] = set()
    ids = FreeIds()
    made: list[_Area] = []
    for number, division in enumerate(provinces):
        own = plain_name(division.name)
        spellings = (own, *division.aliases)
        matched = next((by_name[b] for b in map(_bare, spellings) if b in by_name), None) or by_towns.get(number)
        name = matched if matched is not None and matched not in taken else own
        taken.add(name)
        others = tuple(dict.fromkeys(s for s in (division.name, *spellings) if s != name))
        made.append(
            _Area(ids.take(f"{iso2.lower()}-province-{slug(name)}"), division, name, division.pcode, name, others)
        )
    return made


def _by_towns(provinces: Sequence[Division], towns: Sequence[SourceRow], names: Mapping[str, str]) -> dict[int, str]:
    """Return polygon -> name where each is most of the other: most of its towns are of that province, and reversely."""
    owned: dict[int, Counter[str]] = {}
    spread: dict[str, Counter[int]] = {}
    for owner, town in zip(_owners(provinces, towns), towns, strict=True):
        if owner is not None and town.admin1 in names:
            owned.setdefault(owner, Counter())[names[town.admin1]] += 1
            spread.setdefault(names[town.admin1], Counter())[owner] += 1
    best = {number: _most(votes) for number, votes in owned.items()}
    return {n: name for n, name in best.items() if name is not None and spread[name].most_common(1)[0][0] == n}


def _placed_districts(districts: Sequence[Division], provinces: Sequence[_Area], iso2: str) -> list[_Area]:
    """Return the districts with their provinces: the one they name, else the one that holds most of them."""
    by_code = {p.division.pcode: p for p in provinces if p.division.pcode}
    by_name = {_bare(name): p for p in provinces for name in (p.name, *p.aliases)}
    ids = FreeIds()  # districts of two provinces may share a name
    made: list[_Area] = []
    for division in districts:
        own = by_code.get(division.parent_pcode or "") or by_name.get(_bare(division.parent or ""))
        if own is None:
            own = max(provinces, key=lambda p: p.division.shape.intersection(division.shape).area)
        name = plain_name(division.name)
        others = tuple(dict.fromkeys(s for s in (division.name, *division.aliases) if s != name))
        place_id = ids.take(f"{iso2.lower()}-district-{slug(name)}")
        made.append(_Area(place_id, division, own.name, own.division.pcode, name, others))
    return made


def _features(areas: Sequence[_Area]) -> list[dict[str, Any]]:
    thin = simplified([area.division.shape for area in areas])
    return [area.feature(shape) for area, shape in zip(areas, thin, strict=True)]


def _bare(name: str) -> str:
    """Return what spellings of a province's name have in common."""
    words = [word for word in plain_name(name).split() if word.casefold() not in common_words()]
    return key_of(" ".join(words))


def renamed(places: Iterable[Place], areas: Areas) -> list[Place]:
    """Return rows with province and district by the polygons; outside of them what the source says stays.

    Parameters
    ----------
    places : iterable of Place
    areas : Areas
    """
    codes = {area.name: area.division.pcode for area in areas.provinces}
    found = []
    for place in places:
        at = areas.at(place.lat, place.lon)
        if at is not None:
            found.append(
                replace(
                    place,
                    province=at.province,
                    district=at.district,
                    province_pcode=at.province_pcode,
                    district_pcode=at.district_pcode,
                    parent=at.parent,
                )
            )
        else:
            found.append(replace(place, province_pcode=codes.get(place.province or "")))
    return found
