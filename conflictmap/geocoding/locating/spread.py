"""Totals over attacks in several provinces: they lie in none of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from conflictmap.model import Geocode, Located

__all__ = ["spread_totals"]


def spread_totals(located: Sequence[Located], land: Geocode) -> list[Located]:
    """Put each total that was placed where one of its parts was, beside parts in other provinces, in the whole country.

    Parameters
    ----------
    located : sequence of Located
        All incidents of one report.
    land : Geocode
        The country.

    Returns
    -------
    list of Located
        In the order given. A total with a place that none of its parts has keeps it: the words say what it is for.
    """
    parts: dict[int, list[Located]] = defaultdict(list)
    for item in located:
        if item.incident.total is not None and item.geocode is not None and item.geocode.kind != land.kind:
            parts[item.incident.total].append(item)
    return [replace(item, geocode=land) if _is_spread(item, parts) else item for item in located]


def _is_spread(item: Located, parts: dict[int, list[Located]]) -> bool:
    """Whether a total that its parts share stands where one of them was, and another was in another province."""
    found = parts.get(item.incident.number)
    if not found or item.geocode is None or not item.incident.aggregate:
        return False
    places = [part.geocode for part in found if part.geocode is not None]
    shared = any(part.incident.killed is None and part.incident.wounded is None for part in found)
    apart = len({place.province for place in places}) > 1
    return shared and apart and item.geocode.place_id in {place.place_id for place in places}
