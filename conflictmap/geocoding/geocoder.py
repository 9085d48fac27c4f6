"""The gazetteer as a geopy geocoder, so that whatever takes one of those (geopandas among them) can use it."""

from __future__ import annotations

from typing import Any

from geopy.exc import GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from conflictmap.gazetteer import Gazetteer, Place, facts_of, load_gazetteer
from conflictmap.geocoding.choosing.relations import flat_km
from conflictmap.geocoding.placing.derivation import Meaning, plain_values
from conflictmap.geocoding.resolver import Reading, Resolver, resolver_for
from conflictmap.language import Language, load_language
from conflictmap.model import Geocode

__all__ = ["GazetteerGeocoder"]

_SETTLED = frozenset({"neighbourhood", "village", "town", "city"})
_FAR_KM = 60.0
_MOST_ADDRESSES = 50_000
"""Kept of a geocoder; more than a table has."""


def _plain(found: Geocode) -> dict[str, Any]:
    """Return a geocode as plain data, its alternatives too."""
    raw = plain_values(found)
    raw["alternatives"] = tuple(map(plain_values, found.alternatives))
    return raw


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """Geocoder that needs no network: it reads location strings with the gazetteer of one country.

    Parameters
    ----------
    country : str, default "iraq"
        Folder name, English name or ISO 3166 code.
    gazetteer : Gazetteer, optional
        Used instead of the country's own.
    language : Language, optional
        Of the strings' own words; English if not given.
    **options
        Taken for geopy's sake (``user_agent``, ``timeout`` ...); nothing here needs them.

    Examples
    --------
    >>> GazetteerGeocoder().geocode("western Baghdad").raw["where_prec"]
    2
    """

    def __init__(
        self,
        country: str = "iraq",
        *,
        gazetteer: Gazetteer | None = None,
        language: Language | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.gazetteer = gazetteer if gazetteer is not None else load_gazetteer(country)
        self._addresses: dict[tuple[str | None, str | None, str | None], str] = {}
        facts = facts_of(self.gazetteer)
        self.language = language if language is not None else load_language("en", country=facts)

    @property
    def _resolver(self) -> Resolver:
        return resolver_for(self.gazetteer, self.language)

    def geocode(
        self,
        query: str,
        exactly_one: bool = True,
        limit: int = 5,
        **options: Any,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Return where a location string lies.

        Parameters
        ----------
        query : str
            ``"western Baghdad"``, ``"Ghazaliyah, west Baghdad"``, ``"20 km north of Baquba"`` ...
        exactly_one : bool, default True
            Return one location; otherwise a list with what else the words might mean.
        limit : int, default 5
            Length of that list at most.
        **options
            Of other geocoders, such as ``timeout``; without meaning here.

        Returns
        -------
        geopy.Location, list of geopy.Location or None
            ``None`` if the string names no place of the country. `Location.raw` has the fields of
            :class:`conflictmap.model.Geocode`.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no string.
        """
        if not isinstance(query, str):
            raise GeocoderQueryError(f"a location string is wanted, not {type(query).__name__}")
        reading = self._resolver.read(query)
        found = self._resolver.geocode(reading) if reading is not None else None
        if reading is None or found is None:
            return None
        first = self._location(found)
        if exactly_one:
            return first
        return [first, *self._others(reading, found)][: max(1, limit)]

    def reverse(
        self,
        query: Any,
        exactly_one: bool = True,
        limit: int = 5,
        **options: Any,  # noqa: ARG002
    ) -> Location | list[Location] | None:
        """Return the named place at or nearest to a point.

        Parameters
        ----------
        query : geopy.Point, tuple of float or str
            Latitude and longitude, degrees: ``(33.3, 44.4)`` or ``"33.3, 44.4"``.
        exactly_one : bool, default True
            Return one location; otherwise a list of the nearest.
        limit : int, default 5
            Length of that list at most.
        **options
            Of other geocoders; without meaning here.

        Returns
        -------
        geopy.Location, list of geopy.Location or None
            ``None`` outside of the country. Province and district in `raw` are those of the point itself.

        Raises
        ------
        geopy.exc.GeocoderQueryError
            If the query is no point.
        """
        try:
            point = Point(query)
        except (ValueError, TypeError) as error:
            raise GeocoderQueryError(f"a point is wanted, latitude before longitude: {error}") from error
        lat, lon = point.latitude, point.longitude
        if self.gazetteer.provinces and self.gazetteer.province_of(lat, lon) is None:
            return None
        near = self._nearest(lat, lon)
        if not near:
            return None
        found = [self._at_point(number, lat, lon) for number in near[: max(1, limit)]]
        return found[0] if exactly_one else found

    def _nearest(self, lat: float, lon: float) -> list[int]:
        """Return the settlements round a point: those that hold it first, the smallest of them foremost."""
        ranked = []
        for number, place in enumerate(self.gazetteer.places):
            if place.kind not in _SETTLED:
                continue
            away = flat_km(lat, lon, place.lat, place.lon)
            if away <= _FAR_KM:
                inside = away <= place.radius_km
                ranked.append((not inside, place.radius_km + away if inside else away, number))
        return [number for _, _, number in sorted(ranked)]

    def _at_point(self, number: int, lat: float, lon: float) -> Location:
        resolver = self._resolver
        found = resolver.geocode(Reading(Meaning(number)))
        assert found is not None
        raw = _plain(found)
        province, district = self.gazetteer.province_at(lat, lon), self.gazetteer.district_at(lat, lon)
        if province is not None:
            raw |= {"province": province.name, "province_pcode": province.pcode}
        if district is not None:
            raw |= {"district": district.name, "district_pcode": district.pcode}
        raw["distance_km"] = round(flat_km(lat, lon, float(raw["lat"]), float(raw["lon"])), 2)
        return Location(self._address(raw["name"], raw["place_id"], raw["province"]), (raw["lat"], raw["lon"]), raw)

    def _location(self, found: Geocode) -> Location:
        """Return a geocode as geopy knows it. A country has no point of its own: geopy gets its middle."""
        country = self.gazetteer.country
        point = Point(country.lat, country.lon) if found.lat is None else Point(found.lat, found.lon)
        key = (found.name, found.place_id, found.province)
        address = self._addresses.get(key)
        if address is None:
            if len(self._addresses) >= _MOST_ADDRESSES:
                self._addresses.clear()
            address = self._addresses[key] = self._address(*key)
        return Location(address, point, _plain(found))

    def _others(self, reading: Reading, found: Geocode) -> list[Location]:
        resolver = self._resolver
        others = []
        for number, score in reading.alternatives:
            other = resolver.geocode(Reading(Meaning(number), score=score))
            if other is not None and other.place_id != found.place_id:
                others.append(self._location(other))
        return others

    def _address(self, name: str | None, place_id: str | None, province: str | None) -> str:
        """Return name, town, province and country, none of them twice."""
        parts = [name]
        place: Place | None = self.gazetteer.get((place_id or "").split("@")[0].split("~")[0])
        parent = self.gazetteer.get(place.parent) if place is not None and place.parent else None
        if parent is not None and parent.kind in ("city", "town"):
            parts.append(parent.name)
        parts += [province, self.gazetteer.country.name]
        return ", ".join(dict.fromkeys(p for p in parts if p))
