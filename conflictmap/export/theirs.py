"""What others' tables ask of an incident and ours has no column for: codes of countries, numbers, actors and sides."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from conflictmap import codebook
from conflictmap.export.sides import acled_actors, ged_sides, sides_of

__all__ = ["facts_of"]

_CELLS = 2
"""PRIO-GRID's cells to a degree."""
_DIGITS = 15
"""Of a whole number that spreadsheets keep."""


@cache
def _countries() -> Mapping[str, Any]:
    return codebook.shipped_rules("tables", "countries.toml")[0]


def facts_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what others' tables ask of an incident.

    Parameters
    ----------
    row : mapping of str to object
        Column -> cell as `frame.plain` has it, with ``lat`` and ``lon``.

    Returns
    -------
    dict of str to object
        The columns of the row, and the names after ``from`` in ``rules/tables/written.toml``.
    """
    country = _countries()["codes"].get(row["country"] or "", {})
    name = country.get("name", row["country"] or "")
    sides = sides_of(row)
    high, low = row["killed_high"], row["killed_low"]
    best = row["killed"] or 0
    made = {
        "year": (row["date_start"] or "")[:4],
        "timestamp": _timestamp(row["published"] or row["date_start"]),
        "country_name": name,
        "iso": country.get("iso"),
        "acled_region": country.get("acled_region"),
        "gw": country.get("gw") or None,
        "ucdp_region": _region(country.get("gw") or 0),
        "location": row["place"] or row["place_text"],
        "best": best,
        "low": min(low or 0, best),
        "high": max(high or 0, best),
        "hit_side": sides.hit_side,
        "number": _number(row["incident_id"]),
        "citation": ",".join(str(row[key]) for key in ("source", "published") if row[key]),
        "wkt": f"POINT ({row['lon']} {row['lat']})" if row["lat"] is not None else None,
        "priogrid_gid": _cell(row["lat"], row["lon"]),
    }
    return {**row, **made, **acled_actors(sides, name), **ged_sides(sides, name, row, country.get("gw") or None)}


def _timestamp(day: str | None) -> int | None:
    return int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()) if day else None


def _region(gw: int) -> str | None:
    return next((row["id"] for row in _countries()["region"] if 0 < gw <= row["to"]), None)


def _number(name: str) -> int:
    """Return a number for an id, itself where it is one."""
    if name.isascii() and name.isdecimal() and len(name) <= _DIGITS:
        return int(name)
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=6).digest())


def _cell(lat: float | None, lon: float | None) -> int | None:
    """Return the number of the PRIO-GRID cell at a point."""
    if lat is None or lon is None:
        return None
    across = 360 * _CELLS
    row, column = (math.floor((degrees + half) * _CELLS) for degrees, half in ((lat, 90), (lon, 180)))
    return row * across + column + 1
