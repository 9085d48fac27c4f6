"""The long tail: localities of Who's On First that no curated row has, in a file that is ready for look-up.

`copy` takes the columns in use from a download into ``raw/<country>/localities.tsv``, which is committed; `long_tail`
turns that file and the merged places into ``longtail.tsv`` and ``longtail.keys``. The folding is the geocoder's own.
A locality that a curated row is already is no row of its own; names that the curated row lacks point to that row.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import shapely
from shapely.geometry import shape

from conflictmap.gazetteer.featurecodes import settlement_kind
from conflictmap.gazetteer.longtail import COLUMNS, STAGES
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.folding import Folder
from conflictmap.geocoding.names.nametables import tail_keys
from conflictmap.geocoding.names.romanisation import consonants, load_romanisation
from conflictmap.geometry import distance_km
from conflictmap.language import PlaceWords, load_language
from conflictmap.placekinds import SETTLEMENT_KINDS
from steps.files import Row
from steps.upstream import KURDISH, plain, script

RAW = ["wof_id", "name", "placetype", "lat", "lon", "population", "alternate_names"]
"""Columns of localities.tsv."""

STEP = "localities"
"""Of the build script."""

WOF = "wof"
"""What the `source` of a place from the same gazetteer says."""

LANGUAGE = "en"
"""Of the names, in Latin letters."""

Placetype = Literal["locality", "neighbourhood"]
PLACETYPES = get_args(Placetype)

SAME_KM = 8.0
"""A locality this close to a curated settlement of the same name, or inside it, is that settlement."""

NEAR_DEGREES = 0.03
"""A point this far outside every district (a border post, the coast) still belongs to the nearest: about 3 km."""


def copy(source: Path) -> str:
    """Return the text of localities.tsv: the columns in use of the settlements of a download, by id."""
    opener = gzip.open if source.suffix == ".gz" else open
    with opener(source, "rt", encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if r["placetype"] in PLACETYPES]
    rows.sort(key=lambda r: int(r["wof_id"]))
    return _tsv(RAW, rows)


def long_tail(raw: Path, places: list[Row], districts: list[dict[str, Any]]) -> dict[str, str]:
    """Return the texts of longtail.tsv and longtail.keys.

    Parameters
    ----------
    raw : pathlib.Path
        localities.tsv.
    places : list of dict
        Rows of places.csv.
    districts : list of dict
        GeoJSON features.
    """
    with raw.open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    prefix = next(r["place_id"] for r in places if r["kind"] == "country")
    words = load_language(LANGUAGE).places
    known = _Known(places, words)
    rows, spellings = [], []
    for source, pcode in zip(found, _pcodes(found, districts), strict=True):
        if pcode:
            row = _row(source, pcode, prefix)
            curated = known.find(row)
            if curated is None:
                rows.append(row)
            elif fresh := known.fresh_names(row, curated):
                names = {"name": fresh[0], "aliases": "|".join(fresh[1:])}
                spellings.append({"place_id": curated["place_id"], **names, "source_id": row["source_id"]})
    rows.sort(key=lambda r: (r["name"].casefold(), int(r["source_id"])))
    rows += sorted(spellings, key=lambda r: (r["place_id"], int(r["source_id"])))
    return {"longtail.tsv": _tsv(COLUMNS, rows), "longtail.keys": _keys_text(rows, places, words)}


def _tsv(columns: list[str], rows: list[Row]) -> str:
    """Return rows as tab-separated text without quotes; a tab or line end inside a field becomes a space."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(" ".join(r.get(c, "").split()) for c in columns) for r in rows]
    return "\n".join(lines) + "\n"


def _pcodes(rows: list[Row], districts: list[dict[str, Any]]) -> list[str]:
    """Return the code of the district of each row, "" for what lies outside the country."""
    codes = [f["properties"]["pcode"] for f in districts]
    shapes = [shape(f["geometry"]) for f in districts]
    tree = shapely.STRtree(shapes)
    points = shapely.points(np.array([(float(r["lon"]), float(r["lat"])) for r in rows]))
    result = [""] * len(rows)
    for at, index in sorted(zip(*tree.query(points, predicate="intersects"), strict=True), reverse=True):
        result[at] = codes[index]
    for at in (i for i, code in enumerate(result) if not code):
        near = [(shapes[i].distance(points[at]), codes[i]) for i in tree.query(points[at].buffer(NEAR_DEGREES))]
        if near and min(near)[0] <= NEAR_DEGREES:
            result[at] = min(near)[1]
    return result


def _row(source: Row, pcode: str, prefix: str) -> Row:
    """Return a row of longtail.tsv."""
    population = int(source["population"] or 0)
    name = plain(source["name"].strip()) or source["name"].strip()
    latin, arabic, kurdish = _spellings(name, source["alternate_names"].split("|"))
    local = [names.pop(0) if names else "" for names in (arabic, kurdish)]
    kind = "neighbourhood" if source["placetype"] == "neighbourhood" else settlement_kind("PPL", population)
    return {
        "place_id": f"{prefix}-wof-{source['wof_id']}",
        "name": name,
        "kind": kind or "village",
        "lat": f"{float(source['lat']):.5f}",
        "lon": f"{float(source['lon']):.5f}",
        "district_pcode": pcode,
        "population": str(population or ""),
        "name_ar": local[0],
        "name_ku": local[1],
        "aliases": "|".join([*latin, *arabic, *kurdish]),
        "source_id": source["wof_id"],
    }


def _spellings(name: str, alternates: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Sort alternate names into Latin, Arabic and Kurdish ones, each once; marks and letter case tell no two apart.

    Left out are other scripts, codes (all capitals) and renderings by letter (no capital).
    """
    latin, arabic, kurdish = {_bare(name): ""}, dict[str, str](), dict[str, str]()
    for alternate in (a.strip() for a in alternates):
        kind = script(alternate)
        if kind == "arabic":
            (kurdish if KURDISH & set(alternate) else arabic).setdefault(alternate, alternate)
        elif kind == "latin" and not alternate.isupper() and alternate.lstrip("‘’'`ʻ")[:1].isupper():
            spelling = plain(alternate)
            latin.setdefault(_bare(spelling), spelling)
    return [n for n in latin.values() if n], list(arabic), list(kurdish)


def _bare(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.replace("'", "")).casefold().strip()


def _names(row: Row) -> list[str]:
    return [n for n in (row["name"], *row["aliases"].split("|"), row.get("name_ar"), row.get("name_ku")) if n]


def _folder(words: PlaceWords) -> Folder:
    return Folder(words.same, words.months, words.joining, words.ordinals)


class _Known:
    """The curated settlements by id and by loose key."""

    def __init__(self, places: list[Row], words: PlaceWords) -> None:
        self._words = words
        self._folder = _folder(words)
        self._by_id = {r["source_id"]: r for r in places if r.get("source") == WOF}
        self._by_key: dict[str, list[Row]] = defaultdict(list)
        for row in places:
            if row["kind"] in SETTLEMENT_KINDS:
                for key in self._loose(_names(row)):
                    self._by_key[key].append(row)

    def _loose(self, names: list[str]) -> set[str]:
        folder = self._folder
        return {form for name in names for key in tail_keys(name, self._words, folder) for form in folder.loose(key)}

    def find(self, row: Row) -> Row | None:
        """Return the curated place that a locality is, ``None`` if it is none."""
        if row["source_id"] in self._by_id:
            return self._by_id[row["source_id"]]
        lat, lon = float(row["lat"]), float(row["lon"])
        near = []
        for place in (p for key in self._loose(_names(row)) for p in self._by_key.get(key, ())):
            gap = distance_km(lat, lon, float(place["lat"]), float(place["lon"]))
            if gap <= max(SAME_KM, float(place["radius_km"])):
                near.append((gap, place["place_id"], place))
        return min(near, key=lambda n: n[:2])[2] if near else None

    def fresh_names(self, row: Row, curated: Row) -> list[str]:
        """Return the names of a locality, in Latin letters, that no spelling of its curated place is alike."""
        have = self._loose(_names(curated))
        names = (n for n in (row["name"], *row["aliases"].split("|")) if script(n) == "latin")
        return [n for n in names if not have & self._loose([n])]


def _keys_text(rows: list[Row], places: list[Row], words: PlaceWords) -> str:
    """Return the text of longtail.keys: for each stage its name and size, the keys, what each is filed for.

    That is the numbers of rows, and by spelling also the ids of settlements of the first layer.
    """
    folder = _folder(words)
    settled = [place for place in places if place["kind"] in SETTLEMENT_KINDS]
    index: dict[str, dict[str, set[int]]] = {stage: defaultdict(set) for stage in STAGES}
    # A settlement of the first layer counts on from the rows until it is written by its id.
    for number, row in enumerate([*rows, *settled]):
        keys = {key for name in _names(row) for key in tail_keys(name, words, folder)}
        for stage, of in _FILED.items() if number < len(rows) else [("spelled", _FILED["spelled"])]:
            for key in of(keys, folder):
                index[stage][key].add(number)
    filed = [*map(str, range(len(rows))), *(place["place_id"] for place in settled)]
    lines = []
    for stage, found in index.items():
        keys_found = sorted(found)
        lines += [f"{stage} {len(keys_found)}", *keys_found]
        lines += [" ".join(filed[n] for n in sorted(found[key])) for key in keys_found]
    return "\n".join(lines) + "\n"


def _skeletons(keys: set[str], _: Folder) -> set[str]:
    """Return the consonants of names, for those that have enough of them to be told by."""
    romanisation = load_romanisation()
    found = {romanisation.skeleton(reading) for key in keys for reading in romanisation.readings(key)}
    return {skeleton for skeleton in found if consonants(skeleton) >= WEIGHTS.spelled_least}


def _vowels(keys: set[str], folder: Folder) -> set[str]:
    """Return the keys with each vowel in one way; Arabic script has no such keys: its vowels are not written."""
    return {folder.vowels(key) for key in keys if key.isascii()}


_FILED: dict[str, Callable[[set[str], Folder], set[str]]] = {
    "exact": lambda keys, _: keys,
    "vowels": _vowels,
    "spelled": _skeletons,
}
"""What is filed at each stage, of the exact keys of a row."""
