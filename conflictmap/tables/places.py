"""Where a row lies: by its coordinates, by its location words, by its country."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from conflictmap.codebook import doubt
from conflictmap.gazetteer import Area, Gazetteer
from conflictmap.geocoding import resolver_for
from conflictmap.language import Language
from conflictmap.model import Geocode
from conflictmap.tables.tableformats import shared

__all__ = ["Placed", "Placer"]

ABROAD = "abroad"
NO_PLACE = "no_place"
_AREAS = frozenset({"province", "province_pcode", "district", "district_pcode"})
_CACHE = 50_000


class Placed(NamedTuple):
    """Where a row lies, or why it is left out."""

    geocode: Geocode | None
    left_out: str | None = None
    doubts: tuple[str, ...] = ()


class Placer:
    """Places rows in one country.

    Parameters
    ----------
    gazetteer : Gazetteer
    language : Language
        Of location words.
    """

    def __init__(self, gazetteer: Gazetteer, language: Language) -> None:
        self.gazetteer = gazetteer
        self._resolver = resolver_for(gazetteer, language)
        country = gazetteer.country
        self._home = {_plain(name) for name in (country.name, country.iso2, country.iso3, *country.names)}
        self._areas = lru_cache(maxsize=_CACHE)(self._areas_at)
        self._read = lru_cache(maxsize=_CACHE)(self._by_words)

    def is_home(self, country: str | None) -> bool | None:
        """Whether a row of this country lies at home; ``None`` where it names none."""
        if not country:
            return None
        return bool({_plain(country), _plain(country.partition("(")[0])} & self._home)

    @cached_property
    def whole(self) -> Geocode:
        """The country, of which no more is known."""
        country = self.gazetteer.country
        nothing = (None, None, None, None)
        return Geocode(None, None, None, 6, 3, country.place_id, country.name, "country", *nothing, country.iso2)

    def at(self, lat: float, lon: float, facts: dict[str, Any], *, home: bool | None) -> Placed:
        """Place a row by its coordinates.

        Parameters
        ----------
        lat, lon : float
            Degrees.
        facts : dict
            What the row says besides: fields of `Geocode`, as far as it has them; ``province_said`` as it spells it;
            ``complete`` if no province or district means that none is known.
        home : bool or None
            Whether it says that it lies in the country.
        """
        province, district = self._areas(round(lat, 6), round(lon, 6))
        if home is None and province is None and self.gazetteer.provinces:
            return Placed(None, ABROAD)
        said = self._province_of(facts.pop("province_said", None))
        empty = _AREAS if facts.pop("complete", False) else frozenset()
        own = {name: value for name, value in facts.items() if value is not None or name in empty}
        made = self._point(lat, lon, facts.get("where_prec") or 1, province, district)
        made = replace(made, **({"province": said} if made.province is None else {}) | own)
        if said in (None, made.province) or made.province_reported or made.province_mapped:
            return Placed(made)
        return Placed(replace(made, province_reported=said), None, (doubt("province_differs"),))

    def _point(self, lat: float, lon: float, where_prec: int, province: Area | None, district: Area | None) -> Geocode:
        """Return a point in its areas, as far as its precision bears; what is no point is drawn as the area."""
        within = district if where_prec <= 3 else None
        radius = shared().radius_km.get(where_prec)
        area = {3: district, 4: province}.get(where_prec)
        drawn = self.gazetteer.get(area.place_id) if area is not None else None
        return Geocode(
            lat=lat,
            lon=lon,
            radius_km=drawn.radius_km if drawn else radius,
            where_prec=where_prec,
            geo_precision=shared().geo_precision[where_prec],
            place_id=drawn.place_id if drawn else None,
            name=drawn.name if drawn else None,
            kind="place",
            **_inside(province, within),
            country=self.gazetteer.country.iso2,
        )

    def _areas_at(self, lat: float, lon: float) -> tuple[Area | None, Area | None]:
        west, south, east, north = self.gazetteer.country.bbox
        if not (south - 1 <= lat <= north + 1 and west - 1 <= lon <= east + 1):
            return None, None
        return self.gazetteer.province_at(lat, lon), self.gazetteer.district_at(lat, lon)

    def _province_of(self, said: str | None) -> str | None:
        found = self.gazetteer.province_named(said) if said else None
        return found.name if found else None

    def by_words(self, words: str | None, *, home: bool | None) -> Placed:
        """Place a row by its location words; where they name nothing known, it lies somewhere in the country.

        Parameters
        ----------
        words : str or None
        home : bool or None
            Whether the row says that it lies in the country.
        """
        found = self._read(words) if words else Placed(None, NO_PLACE)
        return Placed(self.whole) if home and found.geocode is None else found

    def _by_words(self, words: str) -> Placed:
        reading = self._resolver.read(words)
        if reading is None:
            return Placed(None, NO_PLACE)
        geocode = self._resolver.geocode(reading)
        return Placed(geocode, ABROAD) if geocode is None else Placed(geocode, None, reading.doubts)


def _inside(province: Area | None, district: Area | None) -> dict[str, Any]:
    """Return what `Geocode` has of areas."""
    return {
        "province": province.name if province else None,
        "province_pcode": province.pcode if province else None,
        "district": district.name if district else None,
        "district_pcode": district.pcode if district else None,
    }


def _plain(name: str) -> str:
    return name.strip().casefold()
