"""The gazetteer of one country: its places, its polygons, and what lies where."""

from __future__ import annotations

import difflib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from conflictmap.gazetteer.claims import Claims, read_claims
from conflictmap.gazetteer.entries import Area, Country, Place, Province
from conflictmap.gazetteer.longtail import LongTail

if TYPE_CHECKING:
    from shapely import STRtree
    from shapely.geometry.base import BaseGeometry

__all__ = ["Gazetteer"]

Layer = Literal["provinces", "districts", "basemap"]
"""Layers of polygons that a country's folder may have, each a GeoJSON file of that name."""

NEAR_DEGREES = 0.02
"""A point this close outside every polygon (a pier, a border post) belongs to the nearest: about 2 km."""


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Places and polygons of one country; nothing in it changes, polygons are read when first asked for.

    Attributes
    ----------
    country : Country
    places : tuple of Place
        All rows, sorted by place_id: settlements, neighbourhoods, roads, bases ..., and the country, its provinces
        and districts too.
    folders : tuple of pathlib.Path
        Where its files lie, the shipped folder first.
    """

    country: Country
    places: tuple[Place, ...]
    folders: tuple[Path, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Place]:
        """Rows by place_id."""
        return MappingProxyType({p.place_id: p for p in self.places})

    @cached_property
    def long_tail(self) -> LongTail | None:
        """The second layer: small places, not among `places`; ``None`` where none is shipped."""
        return LongTail.find(self.folders, self.by_id)

    @cached_property
    def claims(self) -> Claims:
        """Provinces that others put places in; empty where none are listed."""
        return read_claims(self.folders, self.by_id)

    def get(self, place_id: str) -> Place | None:
        """Return a row of either layer, ``None`` if there is none of that id."""
        place = self.by_id.get(place_id)
        if place is None and self.long_tail is not None:
            place = self.long_tail.get(place_id)
        return place

    def names(self) -> Iterator[tuple[str, Place]]:
        """Yield every name with its place: what a name index is built from."""
        for place in self.places:
            for name in place.names:
                yield name, place

    # ---- polygons

    def features(self, layer: Layer) -> list[dict[str, Any]]:
        """Return the GeoJSON features of ``"provinces"``, ``"districts"`` or ``"basemap"``, if they are shipped."""
        path = self.layer_file(layer)
        if path is None:
            return []
        features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
        return features

    def layer_file(self, layer: Layer) -> Path | None:
        """Return the file of a layer, ``None`` if none is shipped; see `features`."""
        return next((path for f in self.folders if (path := f / f"{layer}.geojson").is_file()), None)

    def polygon_texts(self) -> tuple[str, ...]:
        """Return what the files of provinces and districts hold: the same where the polygons are the same."""
        layers: tuple[Layer, ...] = ("provinces", "districts")
        paths = [path for layer in layers if (path := self.layer_file(layer)) is not None]
        return tuple(path.read_text(encoding="utf-8") for path in paths)

    def _areas(self, layer: Layer) -> tuple[Area, ...]:
        import shapely  # noqa: PLC0415  (costs more than the rest of the load together)
        from shapely.geometry import shape  # noqa: PLC0415

        def whole(geometry: Any) -> BaseGeometry:
            made = shape(geometry)
            return made if made.is_valid else shapely.make_valid(made)

        return tuple(
            Area(
                p["place_id"],
                p["name"],
                p.get("name_ar"),
                p.get("name_ku"),
                p.get("pcode"),
                p["province"],
                whole(f["geometry"]),
            )
            for f in self.features(layer)
            for p in (f["properties"],)
        )

    @cached_property
    def provinces(self) -> tuple[Area, ...]:
        """Provinces with their polygons; empty where none are shipped."""
        return self._areas("provinces")

    @cached_property
    def districts(self) -> tuple[Area, ...]:
        """Districts with their polygons; empty where none are shipped."""
        return self._areas("districts")

    @cached_property
    def _polygons(self) -> dict[str, BaseGeometry]:
        import shapely  # noqa: PLC0415

        shapes = {a.place_id: a.shape for a in (*self.provinces, *self.districts)}
        if self.provinces:
            shapes[self.country.place_id] = shapely.union_all([a.shape for a in self.provinces])
        return shapes

    @cached_property
    def _trees(self) -> tuple[STRtree, STRtree]:
        from shapely import STRtree  # noqa: PLC0415

        return STRtree([a.shape for a in self.provinces]), STRtree([a.shape for a in self.districts])

    def holds(self, lat: float, lon: float, likely: str | None = None) -> bool:
        """Tell whether a point (degrees) lies in a province or within about 2 km of one; faster than `province_at`.

        Parameters
        ----------
        lat, lon : float
            Degrees.
        likely : str, optional
            Name of the province in which it probably lies: that is asked first.
        """
        import shapely  # noqa: PLC0415

        shape = self._prepared.get(likely)
        if shape is not None and shapely.intersects_xy(shape, lon, lat):
            return True
        return self.province_at(lat, lon) is not None

    @cached_property
    def _prepared(self) -> dict[str | None, BaseGeometry]:
        """The provinces by name, made ready to be asked for many points; copies, as what is ready is not shared."""
        import shapely  # noqa: PLC0415

        shapes = shapely.from_wkb(shapely.to_wkb([area.shape for area in self.provinces]))
        shapely.prepare(shapes)
        return {area.province: shape for area, shape in zip(self.provinces, shapes, strict=True)}

    def province_at(self, lat: float, lon: float) -> Area | None:
        """Return the province at a point (degrees), or the nearest within about 2 km; ``None`` outside the country."""
        return _nearest(self._trees[0], self.provinces, lat, lon)

    def district_at(self, lat: float, lon: float) -> Area | None:
        """Return the district at a point (degrees), or the nearest within about 2 km; ``None`` outside the country."""
        return _nearest(self._trees[1], self.districts, lat, lon)

    def province_of(self, lat: float, lon: float) -> str | None:
        """Return the name of the province at a point (degrees); see `province_at`."""
        found = self.province_at(lat, lon)
        return found.name if found else None

    def district_of(self, lat: float, lon: float) -> str | None:
        """Return the name of the district at a point (degrees); see `district_at`."""
        found = self.district_at(lat, lon)
        return found.name if found else None

    def area(self, place_id: str) -> BaseGeometry | None:
        """Return the area of a place or a derived place (see `conflictmap.gazetteer.derived`).

        Parameters
        ----------
        place_id : str
            ``"iq-baghdad"``, ``"iq-baghdad@in-W"``, ``"iq-kirkuk@S20"``, ``"iq-baiji~iq-tikrit"`` ...

        Returns
        -------
        shapely geometry or None
            Polygon in degrees, longitude first; ``None`` if the id is unknown or not well formed.
        """
        from conflictmap.gazetteer.placeareas import area  # noqa: PLC0415

        return area(place_id, self.get, lambda place: self._polygons.get(place.place_id))

    # ---- names of provinces

    @cached_property
    def _province_index(self) -> dict[str, Province]:
        index: dict[str, Province] = {}
        for province in self.country.provinces:
            local = [n for n in (province.name_ar, province.name_ku, province.pcode) if n]
            for name in (province.name, *province.aliases, *local):
                index.setdefault(_bare(name), province)
        return index

    def province_named(self, text: str) -> Province | None:
        """Return the province of that name in any of its spellings (case, article, "province" do not matter)."""
        return self._province_index.get(_bare(text))

    def provinces_like(self, text: str, limit: int = 3) -> list[str]:
        """Return the names of the provinces whose spelling comes nearest, best first, for an error message."""
        index = self._province_index
        close = difflib.get_close_matches(_bare(text), list(index), n=4 * limit, cutoff=0.4)
        return list(dict.fromkeys(index[key].name for key in close))[:limit]

    @cached_property
    def basemap(self) -> dict[str, Any]:
        """The offline basemap as a GeoJSON FeatureCollection; property ``layer`` says what each feature is."""
        return {"type": "FeatureCollection", "features": self.features("basemap")}


def _nearest(tree: STRtree, areas: tuple[Area, ...], lat: float, lon: float) -> Area | None:
    from shapely import Point  # noqa: PLC0415

    point = Point(lon, lat)
    inside = tree.query(point, predicate="intersects")
    if len(inside):
        return areas[int(min(inside))]
    close = [(areas[int(i)].shape.distance(point), int(i)) for i in tree.query(point.buffer(NEAR_DEGREES))]
    return areas[min(close)[1]] if close and min(close)[0] <= NEAR_DEGREES else None


def _bare(name: str) -> str:
    """Return a province's name without case, diacritics, article, hyphens and the word "province"."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(c for c in text if c.isalnum() or c in " -")
    text = re.sub(r"[\s-]+", " ", text).strip()
    text = re.sub(r"^(the )?(province|governorate) of ", "", text)
    text = re.sub(r" (province|governorate|muhafazat)$", "", text)
    return re.sub(r"^(al|an|at|as|ad|ar|el) ", "", text).replace(" ", "")
