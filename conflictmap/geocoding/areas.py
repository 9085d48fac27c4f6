"""In which province and district an area lies, an area being a handful of points that stand for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from conflictmap.gazetteer import Gazetteer, Place
from conflictmap.geocoding.precision import DerivedRules
from conflictmap.geometry import distance_km, offset

if TYPE_CHECKING:
    from shapely import STRtree

__all__ = ["Areas", "disc"]

Point = tuple[float, float]
"""Latitude and longitude, degrees."""

_CELLS_A_DEGREE = 30
"""Cells are about 3.5 km wide: less than any area told by words is uncertain."""

_BLOCK = 16


class Areas:
    """Looks areas up in the polygons of one gazetteer, and remembers cells of some km.

    Parameters
    ----------
    gazetteer : Gazetteer
        Without polygons every answer is ``None``.
    rules : DerivedRules
        How large a share of an area must lie in one province.
    """

    def __init__(self, gazetteer: Gazetteer, rules: DerivedRules) -> None:
        self.gazetteer = gazetteer
        self.rules = rules
        self._cells: dict[tuple[int, int], tuple[str | None, str | None]] = {}

    @cached_property
    def known(self) -> bool:
        """Whether there are polygons at all."""
        return bool(self.gazetteer.provinces)

    @cached_property
    def province_pcodes(self) -> dict[str | None, str | None]:
        """P-code of each province by name."""
        return {p.name: p.pcode for p in self.gazetteer.country.provinces}

    @cached_property
    def district_pcodes(self) -> dict[tuple[str, str], str | None]:
        """P-code of each district by province and name."""
        return {(a.province, a.name): a.pcode for a in self.gazetteer.districts}

    def at(self, lat: float, lon: float) -> tuple[str | None, str | None]:
        """Return province and district at the middle of a point's cell."""
        cell = (round(lat * _CELLS_A_DEGREE), round(lon * _CELLS_A_DEGREE))
        if cell not in self._cells:
            self._fill(cell[0] // _BLOCK, cell[1] // _BLOCK)
        return self._cells[cell]

    @cached_property
    def _tree(self) -> tuple[STRtree, list[tuple[str, str | None]]]:
        """Polygons of the districts, or of the provinces where there are no districts, and what each is."""
        import shapely  # noqa: PLC0415  (only those who ask for directions pay for it)

        areas = self.gazetteer.districts or self.gazetteer.provinces
        whole = not self.gazetteer.districts
        names: list[tuple[str, str | None]] = [(a.province, None if whole else a.name) for a in areas]
        return shapely.STRtree([a.shape for a in areas]), names

    def _fill(self, row: int, column: int) -> None:
        """Look up a block of cells at once: a hundred cost hardly more than one."""
        import shapely  # noqa: PLC0415

        tree, names = self._tree
        cells = [
            (lat, lon)
            for lat in range(row * _BLOCK, (row + 1) * _BLOCK)
            for lon in range(column * _BLOCK, (column + 1) * _BLOCK)
        ]
        self._cells.update(dict.fromkeys(cells, (None, None)))
        points = shapely.points([(lon / _CELLS_A_DEGREE, lat / _CELLS_A_DEGREE) for lat, lon in cells])
        for at, area in zip(*tree.query(points, predicate="intersects"), strict=True):
            self._cells[cells[int(at)]] = names[int(area)]

    def is_home(self, lat: float, lon: float) -> bool:
        """Whether a point (degrees) lies in the country: in a polygon, or where there are none near a place of it."""
        if self.known:
            return self.gazetteer.province_at(lat, lon) is not None
        return any(distance_km(lat, lon, p.lat, p.lon) <= self.rules.home_km for p in self.gazetteer.places)

    def clear(self, points: Sequence[Point]) -> tuple[str | None, str | None]:
        """Return the province and the district that the points clearly lie in; ``None`` for what is not clear."""
        if not self.known:
            return None, None
        found = Counter(self.at(lat, lon) for lat, lon in points)
        enough = self.rules.clear_share * len(points)
        (province, district), count = found.most_common(1)[0]
        if count >= enough:
            return province, district
        provinces: Counter[str | None] = Counter()
        for (name, _), number in found.items():
            provinces[name] += number
        name, count = provinces.most_common(1)[0]
        return (name, None) if count >= enough else (None, None)

    def mostly(self, place: Place, points: Sequence[Point]) -> str | None:
        """Return the province of a place for an area outside of it, unless most of the area lies elsewhere.

        Another province is returned only where it is clear, else ``None``.
        """
        if not self.known:
            return place.province
        inside = sum(self.at(lat, lon)[0] == place.province for lat, lon in points)
        if place.province is not None and inside >= self.rules.own_share * len(points):
            return place.province
        return self.clear(points)[0]


def disc(spot: Point, radius: float) -> list[Point]:
    """Return a point and four round it, which stand for a disc of that radius in km."""
    lat, lon = spot
    return [spot, *(offset(lat, lon, angle, 0.75 * radius) for angle in (0.0, 90.0, 180.0, 270.0))]
