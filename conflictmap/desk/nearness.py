"""Incidents of other reports that may be the same: near in place and time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from conflictmap.desk.items import Item
from conflictmap.geometry import distance_km

__all__ = ["nearest"]

_DAYS = 3
_KM = 30.0


def nearest(item: Item, items: Iterable[Item], most: int) -> list[Item]:
    """Return incidents of other reports within three days and 30 km, the nearest first.

    Parameters
    ----------
    item : Item
    items : iterable of Item
        All of them.
    most : int
        How many at most.

    Returns
    -------
    list of Item
    """
    day = _day(item)
    if day is None or item.cells["lat"] is None:
        return []
    found = []
    for other in items:
        when = _day(other)
        if when is None or other.report_id == item.report_id or abs((when - day).days) > _DAYS:
            continue
        km = _km(item, other)
        if km is not None and km <= _KM:
            unlike = other.cells["kind"] != item.cells["kind"]
            found.append((abs((when - day).days), unlike, km, other.id, other))
    return [other for *_, other in sorted(found, key=lambda row: row[:4])[:most]]


def _day(item: Item) -> date | None:
    text = item.cells["date_start"]
    return date.fromisoformat(text) if text else None


def _km(one: Item, other: Item) -> float | None:
    places = [one.cells["lat"], one.cells["lon"], other.cells["lat"], other.cells["lon"]]
    return None if None in places else distance_km(*places)
