"""A country folder -> Gazetteer: places, polygons, names; the only code that knows where data files lie."""

from __future__ import annotations

from conflictmap.gazetteer.atlas import ForeignPlace, Gazetteer
from conflictmap.gazetteer.derived import Derived, between_id, offset_id, parse_id, part_id
from conflictmap.gazetteer.kinds import AREAL_KINDS, DEFAULT_RADIUS_KM, KINDS, SETTLEMENT_KINDS
from conflictmap.gazetteer.load import countries, data_folder, load_gazetteer
from conflictmap.gazetteer.records import Area, Country, Place, Province

__all__ = [
    "AREAL_KINDS",
    "DEFAULT_RADIUS_KM",
    "KINDS",
    "SETTLEMENT_KINDS",
    "Area",
    "Country",
    "Derived",
    "ForeignPlace",
    "Gazetteer",
    "Place",
    "Province",
    "between_id",
    "countries",
    "data_folder",
    "load_gazetteer",
    "offset_id",
    "parse_id",
    "part_id",
]
