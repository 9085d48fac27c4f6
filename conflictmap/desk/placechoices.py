"""Where words lead, as somebody corrects them: the place and its runners-up, to choose from. Nothing is moved here."""

from __future__ import annotations

from typing import Any

from conflictmap.corrections import spot_value
from conflictmap.gazetteer import Gazetteer
from conflictmap.geocoding import place_of, place_told
from conflictmap.model import Geocode

__all__ = ["choices_of"]


def choices_of(words: str, gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Return the places to which words lead, the likeliest first.

    Parameters
    ----------
    words : str
        As a report has them.
    gazetteer : Gazetteer

    Returns
    -------
    list of dict
        ``value`` (of a move), ``place_id``, ``name``, ``kind``, ``province``, ``lat``, ``lon``, ``radius_km``,
        ``where_prec``, ``score`` and ``doubts``; empty where they lead nowhere, or only to a country.
    """
    found, doubts = place_told(words, gazetteer)
    if found is None:
        return []
    others = [(place_of(other.place_id, gazetteer), other.score) for other in found.alternatives]
    told = [_told(found, found.score, doubts, gazetteer)]
    told += [_told(other, score, (), gazetteer) for other, score in others if other is not None]
    return [one for one in told if one["value"] is not None]


def _told(found: Geocode, score: float, doubts: tuple[str, ...], gazetteer: Gazetteer) -> dict[str, Any]:
    names = ("place_id", "name", "kind", "province", "lat", "lon", "radius_km", "where_prec")
    told = {name: getattr(found, name) for name in names}
    return {"value": spot_value(found, gazetteer), **told, "score": round(score, 3), "doubts": list(doubts)}
