"""In which province and district an area lies, an area being a handful of points that stand for it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import cached_property

from conflictmap.gazetteer import Gazetteer, Place
from conflictmap.geocoding.names.indexstore import Table, content_key, kept
from conflictmap.geocoding.placing.precision import DerivedRules
from conflictmap.geometry import KM_A_DEGREE, distance_km

__all__ = ["Areas", "disc"]

Point = tuple[float, float]
"""Latitude and longitude, degrees."""

_CELLS_A_DEGREE = 30
"""Cells are about 3.5 km wide: less than any area told by words is uncertain."""

_FIRST = 0x100
"""The letter of a cell in no area; two for each area follow, the second for cells that lie in one province whole."""

_Cell = tuple[str | None, str | None, bool]
"""Province and district at the middle of a cell, and whether all of it lies in one province."""

_NOWHERE: _Cell = (None, None, False)


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

    @cached_property
    def known(self) -> bool:
        """Whether there are polygons at all."""
        return self.gazetteer.layer_file("provinces") is not None

    @cached_property
    def province_pcodes(self) -> dict[str | None, str | None]:
        """P-code of each province by name."""
        return {p.name: p.pcode for p in self.gazetteer.country.provinces}

    @cached_property
    def district_pcodes(self) -> dict[tuple[str, str], str | None]:
        """P-code of each district by province and name."""
        told = (feature["properties"] for feature in self.gazetteer.features("districts"))
        return {(area["province"], area["name"]): area.get("pcode") for area in told}

    def at(self, lat: float, lon: float) -> tuple[str | None, str | None]:
        """Return province and district at the middle of a point's cell."""
        return self._cell(lat, lon)[:2]

    def _cell(self, lat: float, lon: float) -> _Cell:
        west, rows, kinds = self._grid
        row = rows.get(round(lat * _CELLS_A_DEGREE))
        column = round(lon * _CELLS_A_DEGREE) - west
        if row is None or not 0 <= column < len(row):
            return _NOWHERE
        return kinds[ord(row[column]) - _FIRST]

    @cached_property
    def _grid(self) -> tuple[int, dict[int, str], list[_Cell]]:
        """The westernmost column, the rows of cells (a letter a cell), and what each letter stands for."""
        key = content_key(str(_CELLS_A_DEGREE), *self.gazetteer.polygon_texts())
        table = kept("cells", key, self._made, _check)
        kinds = [(province, district, whole) for province, district in table["names"] for whole in (False, True)]
        return table["west"], dict(enumerate(table["rows"], table["south"])), kinds

    def _made(self) -> Table:
        """Look all cells of the country up at once."""
        import shapely  # noqa: PLC0415  (only who makes the table pays for it)

        areas = self.gazetteer.districts or self.gazetteer.provinces
        alone = not self.gazetteer.districts
        bounds = shapely.total_bounds([area.shape for area in areas])
        west, south, east, north = (round(side * _CELLS_A_DEGREE) for side in bounds)
        middles = [(lon, lat) for lat in range(south, north + 1) for lon in range(west, east + 1)]
        letters = [_FIRST] * len(middles)
        points = shapely.points([(lon / _CELLS_A_DEGREE, lat / _CELLS_A_DEGREE) for lon, lat in middles])
        tree = shapely.STRtree([area.shape for area in areas])
        for at, area in zip(*tree.query(points, predicate="intersects"), strict=True):
            letters[int(at)] = _FIRST + 2 * (1 + int(area))
        for at in self._whole(middles):
            letters[at] |= 1
        text, width = "".join(map(chr, letters)), east - west + 1
        return {
            "west": west,
            "south": south,
            "rows": [text[start : start + width] for start in range(0, len(text), width)],
            "names": [(None, None), *((area.province, None if alone else area.name) for area in areas)],
        }

    def _whole(self, middles: Sequence[tuple[int, int]]) -> list[int]:
        """Return which cells lie in one province with all of their square."""
        import shapely  # noqa: PLC0415

        half = 0.5 / _CELLS_A_DEGREE
        squares = [
            shapely.box(
                lon / _CELLS_A_DEGREE - half,
                lat / _CELLS_A_DEGREE - half,
                lon / _CELLS_A_DEGREE + half,
                lat / _CELLS_A_DEGREE + half,
            )
            for lon, lat in middles
        ]
        shapes = [area.shape for area in self.gazetteer.provinces]
        return [int(at) for at in shapely.STRtree(squares).query(shapes, predicate="contains")[1]]

    def is_home(self, lat: float, lon: float) -> bool:
        """Whether a point (degrees) lies in the country: in a polygon, or where there are none near a place of it."""
        if self.known:
            province, _, whole = self._cell(lat, lon)
            return whole or self.gazetteer.holds(lat, lon, province)
        return any(distance_km(lat, lon, p.lat, p.lon) <= self.rules.home_km for p in self.gazetteer.places)

    def clear(self, points: Sequence[Point]) -> tuple[str | None, str | None]:
        """Return the province and the district that the points clearly lie in; ``None`` for what is not clear."""
        if not self.known:
            return None, None
        found = Counter([self.at(lat, lon) for lat, lon in points])
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
        inside = sum([self._cell(lat, lon)[0] == place.province for lat, lon in points])
        if place.province is not None and inside >= self.rules.own_share * len(points):
            return place.province
        return self.clear(points)[0]


def _check(table: Table) -> bool:
    """Whether a table from disk is one: whole numbers, rows of letters that stand for something."""
    letters = {ord(letter) - _FIRST for row in table["rows"] for letter in row}
    return (
        {type(table["west"]), type(table["south"])} == {int}
        and 0 <= min(letters) <= max(letters) < 2 * len(table["names"])
        and all(len(names) == 2 for names in table["names"])
    )


def disc(spot: Point, radius: float) -> list[Point]:
    """Return a point and four round it, which stand for a disc of that radius in km."""
    lat, lon = spot
    away = 0.75 * radius / KM_A_DEGREE
    aside = away / max(0.01, math.cos(math.radians(lat)))
    return [spot, (lat + away, lon), (lat, lon + aside), (lat - away, lon), (lat, lon - aside)]
