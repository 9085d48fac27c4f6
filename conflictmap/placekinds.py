"""The kinds of place a gazetteer row may have, and how far each reaches if the row does not say."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["AREAL_KINDS", "DEFAULT_RADIUS_KM", "KINDS", "RIBBON_KM", "SETTLEMENT_KINDS"]

DEFAULT_RADIUS_KM: MappingProxyType[str, float] = MappingProxyType(
    {
        "country": 400.0,
        "province": 60.0,
        "district": 20.0,
        "subdistrict": 8.0,
        "city": 6.0,
        "town": 3.0,
        "village": 1.5,
        "neighbourhood": 1.2,
        "street": 1.0,
        "square": 0.3,
        "market": 0.4,
        "mosque": 0.2,
        "shrine": 0.3,
        "church": 0.2,
        "bridge": 0.4,
        "road": 1.0,
        "junction": 0.5,
        "airport": 2.0,
        "base": 2.0,
        "camp": 1.0,
        "checkpoint": 0.4,
        "prison": 0.5,
        "hospital": 0.3,
        "university": 0.8,
        "school": 0.2,
        "ministry": 0.3,
        "building": 0.2,
        "hotel": 0.2,
        "stadium": 0.3,
        "refinery": 1.5,
        "oilfield": 8.0,
        "pipeline": 2.0,
        "power_plant": 0.8,
        "dam": 1.5,
        "border_crossing": 1.0,
        "cemetery": 1.0,
        "lake": 10.0,
        "river": 5.0,
        "region": 30.0,
        "mountain": 10.0,
        "island": 1.5,
    }
)
"""Kind -> radius in km that holds the thing itself."""

RIBBON_KM: MappingProxyType[str, float] = MappingProxyType(
    {"street": 0.4, "road": 5.0, "pipeline": 5.0, "river": 5.0, "mountain": 15.0, "region": 20.0}
)
"""Kind of a row whose shape is a line -> how far from that line an incident "on" it may lie, km: lines drawn by hand
are right to about 5 km, a "valley" or "border area" is wider. The row's own radius is its reach along the line."""

KINDS: frozenset[str] = frozenset(DEFAULT_RADIUS_KM)

SETTLEMENT_KINDS: frozenset[str] = frozenset({"subdistrict", "city", "town", "village", "neighbourhood"})
"""Where people live: rows that may be the same place although two sources rank it differently."""

AREAL_KINDS: frozenset[str] = frozenset(
    {"country", "province", "region", "road", "river", "mountain", "lake", "pipeline"}
)
"""Things that cross borders: an empty province means that there is none, not that it is still to be looked up."""
