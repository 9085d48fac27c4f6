"""What else the places of a map are called: other spellings, and their names in the scripts of the country."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from conflictmap.gazetteer.derived import parse_id

__all__ = ["NameSource", "Named", "spellings_block"]


class Named(Protocol):
    """What has names: a place or a province of a gazetteer."""

    @property
    def name(self) -> str:
        """The name to show."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other spellings."""

    @property
    def name_ar(self) -> str | None:
        """In Arabic."""

    @property
    def name_ku(self) -> str | None:
        """In Kurdish."""


class NamedProvince(Named, Protocol):
    """A province of a gazetteer."""

    @property
    def capital(self) -> str | None:
        """place_id of its seat."""


class NameSource(Protocol):
    """What is asked of a gazetteer."""

    def get(self, place_id: str, /) -> Named | None:
        """Return a row of the gazetteer."""

    def province_named(self, text: str, /) -> NamedProvince | None:
        """Return a province by any of its names."""


def spellings_block(places: Iterable[str], provinces: Iterable[str], gazetteer: NameSource) -> dict[str, Any]:
    """Collect the other names of places and provinces, by which a search finds them.

    Parameters
    ----------
    places : iterable of str
        Ids.
    provinces : iterable of str
        Names.
    gazetteer : Gazetteer
        Asked for ``get(place_id)`` and ``province_named(name)``; what it does not have has no entry.

    Returns
    -------
    dict
        ``{"places": {place_id: entry}, "provinces": {name: entry}}``; an entry is ``{"ar", "ku", "also": [...]}``, each
        only where there is one. A place that is told by another ("west of Kut") has that one's names in ``also`` and
        no local name: what the gazetteer has is not its own.
    """
    of_places = {place_id: _place(place_id, gazetteer) for place_id in sorted(places)}
    of_provinces = {name: _province(name, gazetteer) for name in sorted(provinces)}
    return {
        "places": {key: entry for key, entry in of_places.items() if entry},
        "provinces": {key: entry for key, entry in of_provinces.items() if entry},
    }


def _place(place_id: str, gazetteer: NameSource) -> dict[str, Any]:
    parsed = parse_id(place_id)
    if parsed is None:
        return {}
    if parsed.relation == "self":
        return _entry(gazetteer.get(place_id))
    found = [gazetteer.get(part) for part in (parsed.base, parsed.other) if part]
    also = [name for place in found if place for name in (place.name, *place.aliases, place.name_ar, place.name_ku)]
    return {"also": [name for name in also if name]} if also else {}


def _province(name: str, gazetteer: NameSource) -> dict[str, Any]:
    """Return a province's names but those made of its capital's: who asks for Mosul does not mean all of Nineveh."""
    found = gazetteer.province_named(name)
    if found is None:
        return {}
    seat = gazetteer.get(found.capital) if found.capital else None
    heads = tuple(f"{own} " for own in (seat.name, *seat.aliases)) if seat else ()
    also = [own for own in (found.name, *found.aliases) if own != name and not own.startswith(heads)]
    return _entry(found) | {"also": also}


def _entry(named: Named | None) -> dict[str, Any]:
    if named is None:
        return {}
    entry = {"ar": named.name_ar, "ku": named.name_ku, "also": list(named.aliases)}
    return {key: value for key, value in entry.items() if value}
