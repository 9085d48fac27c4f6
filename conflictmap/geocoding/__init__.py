"""Names to places: (Incident, Gazetteer) -> Geocode. Never sees a pattern of violence; the geopy geocoder lives here.

The rooms: ``names`` (spellings to keys, keys to rows), ``parsing`` (a string to items, items to mentions), ``placing``
(a place and a relation to a point with a radius), ``choosing`` (which row a name means in view of the others), then
``resolver``, which leads a string through them; ``locating`` does so for the incidents of a report; ``geocoder`` and
``online`` (geopy).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from conflictmap.gazetteer import Gazetteer, facts_of, load_gazetteer
from conflictmap.geocoding.locating.locator import Locator
from conflictmap.geocoding.resolver import resolver_for
from conflictmap.language import Language, load_language
from conflictmap.model import Geocode, Incident, Located
from conflictmap.remainders import with_remainders

if TYPE_CHECKING:
    from conflictmap.geocoding.geocoder import GazetteerGeocoder

__all__ = ["GazetteerGeocoder", "geocode", "place", "place_of", "place_told", "resolver_for"]


@lru_cache(maxsize=4)
def _locator_for(gazetteer: Gazetteer, language: Language) -> Locator:
    return Locator(resolver_for(gazetteer, language), language.orthography)


def _english(gazetteer: Gazetteer) -> Language:
    return load_language("en", country=facts_of(gazetteer))


def geocode(
    incidents: Sequence[Incident],
    gazetteer: Gazetteer | None = None,
    *,
    language: Language | None = None,
    online: Callable[[str], Geocode | None] | None = None,
) -> list[Located]:
    """Place the incidents of one report.

    Parameters
    ----------
    incidents : sequence of Incident
        All of one report together: each place is context for the others.
    gazetteer : Gazetteer, optional
        The shipped one if not given.
    language : Language, optional
        Of the report; English if not given.
    online : callable, optional
        Asked for what the gazetteer does not know, such as ``conflictmap.geocoding.online.online()``. Off by default.

    Returns
    -------
    list of Located
        In the order given. An incident that lies abroad or is tied to no place says so in `Located.left_out`;
        a total tells in `Located.beyond` what it holds beyond its parts.
    """
    if not incidents:
        return []
    known = gazetteer or load_gazetteer()
    words = language or _english(known)
    if online is not None:
        locator = Locator(resolver_for(known, words), words.orthography, online)
    else:
        locator = _locator_for(known, words)
    return with_remainders(locator.locate(incidents))


def place(text: str, gazetteer: Gazetteer | None = None, *, language: Language | None = None) -> Geocode | None:
    """Return the geocode of one location string, such as a field of a table; ``None`` if it names no known place.

    Parameters
    ----------
    text : str
        ``"Ghazaliyah, west Baghdad"``, ``"20 km south of Kirkuk"`` ...
    gazetteer : Gazetteer, optional
        The shipped one if not given.
    language : Language, optional
        Of the string's own words; English if not given.
    """
    return place_told(text, gazetteer, language=language)[0]


def place_told(
    text: str, gazetteer: Gazetteer | None = None, *, language: Language | None = None
) -> tuple[Geocode | None, tuple[str, ...]]:
    """Return the geocode of one location string, and what a person should check of it.

    Parameters
    ----------
    text, gazetteer, language
        See `place`.

    Returns
    -------
    tuple of (Geocode or None, tuple of str)
        The second are doubts of the codebook.
    """
    known = gazetteer or load_gazetteer()
    resolver = resolver_for(known, language or _english(known))
    reading = resolver.read(text)
    return (resolver.geocode(reading), reading.doubts) if reading is not None else (None, ())


def place_of(place_id: str, gazetteer: Gazetteer | None = None) -> Geocode | None:
    """Return the geocode of a place of the gazetteer; ``None`` if it has none of this id.

    Parameters
    ----------
    place_id : str
        As in the column of that name; ids of places that words only lead to are not known.
    gazetteer : Gazetteer, optional
        The shipped one if not given.
    """
    known = gazetteer or load_gazetteer()
    return resolver_for(known, _english(known)).at(place_id)


def __getattr__(name: str) -> Any:
    """Import what needs geopy only when it is asked for."""
    if name == "GazetteerGeocoder":
        from conflictmap.geocoding.geocoder import GazetteerGeocoder  # noqa: PLC0415

        return GazetteerGeocoder
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
