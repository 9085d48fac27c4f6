"""Write imported places into the user's data folder.

What is imported never touches the shipped files: `load_gazetteer` reads both, and a shipped row wins.
"""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from conflictmap.gazetteer.atlas import Gazetteer
from conflictmap.gazetteer.entries import COLUMNS, Place
from conflictmap.gazetteer.loading import country_folders, data_folder, load_gazetteer
from conflictmap.geometry import distance_km
from conflictmap.model import BadInputError
from conflictmap.placekinds import DEFAULT_RADIUS_KM

__all__ = ["SOURCE", "Imported", "SourceRow", "country_table", "store"]

SAME_KM = 5.0
"""An imported place this close to a shipped one of the same name is the same place."""

SOURCE = "geonames-import"
"""What the `source` of an imported row says."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes
    ----------
    country : str
        Name to give to `load_gazetteer`.
    folder : pathlib.Path
        Where the files were written.
    places : int
        Rows written.
    known : int
        Places left out because the shipped gazetteer has them.
    skipped : int
        Rows of the source left out: of a kind that is not used, or of another country.
    """

    country: str
    folder: Path
    places: int
    known: int
    skipped: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One place of a source."""

    source_id: str
    name: str
    alternates: list[str]
    kind: str
    lat: float
    lon: float
    admin1: str
    population: int


def store(rows: list[SourceRow], iso2: str, skipped: int) -> Imported:
    """Write the places of a source into the data folder, and country.toml for a country that is not shipped.

    Parameters
    ----------
    rows : list of SourceRow
        At least one.
    iso2 : str
        Country code, capitals.
    skipped : int
        Rows that the reader left out; only reported.

    Raises
    ------
    BadInputError
        If the code is no country's, or the folder cannot be written.
    """
    table, divisions = country_table(iso2), _division_names(iso2)
    divisions |= {r.admin1: _plain(r.name) for r in rows if r.kind == "province" and r.admin1 not in divisions}
    shipped = _shipped(iso2)
    if shipped is None:
        name = _slug(table["name"])
        places = list(_places(rows, iso2, lambda row: _by_code(row, divisions)))
        provinces = _provinces(rows, iso2, divisions)
        toml = _country_toml(table, provinces, places)
        known = 0
        places += [*provinces, _country_place(table, places)]
    else:
        name = shipped.folders[0].name
        everything = list(_places(rows, iso2, lambda row: _by_polygon(row, shipped, divisions)))
        places = list(_without_known(everything, shipped))
        known, toml = len(everything) - len(places), None
    folder = data_folder() / "gazetteer" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_atomically(folder / "places.csv", _csv_text(places))
        if toml is not None:
            _write_atomically(folder / "country.toml", toml)
    except OSError as error:
        raise BadInputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return Imported(name, folder, len(places), known, skipped)


def _shipped(iso2: str) -> Gazetteer | None:
    """Return the shipped gazetteer of a country without what the user has imported before."""
    try:
        folders = country_folders(iso2)
    except BadInputError:
        return None
    user = data_folder() / "gazetteer"
    own = tuple(f for f in folders if user not in f.parents)
    if not own:
        return None
    everything = load_gazetteer(iso2)
    return Gazetteer(everything.country, tuple(p for p in everything.places if p.source != SOURCE), own)


_Division = tuple[str | None, str | None, str | None, str | None]


def _by_code(row: SourceRow, divisions: dict[str, str]) -> _Division:
    return divisions.get(row.admin1), None, None, None


def _by_polygon(row: SourceRow, gazetteer: Gazetteer, divisions: dict[str, str]) -> _Division:
    """Return province, district and their codes; where no polygon holds the point, the province of the source."""
    district = gazetteer.district_at(row.lat, row.lon)
    province = gazetteer.province_at(row.lat, row.lon)
    if province is None:
        named = gazetteer.province_named(divisions.get(row.admin1, ""))
        return (named.name, None, named.pcode, None) if named else (None, None, None, None)
    if district is None or district.province != province.name:
        return province.name, None, province.pcode, None
    return province.name, district.name, province.pcode, district.pcode


def _places(rows: list[SourceRow], iso2: str, locate: Callable[[SourceRow], _Division]) -> Iterator[Place]:
    for row in rows:
        if row.kind == "province":
            continue
        province, district, province_pcode, district_pcode = locate(row)
        latin, arabic = _spellings(row)
        yield Place(
            f"{iso2.lower()}-gn-{row.source_id}",
            _plain(row.name),
            row.kind,
            row.lat,
            row.lon,
            DEFAULT_RADIUS_KM[row.kind],
            province,
            district,
            province_pcode,
            district_pcode,
            None,
            latin,
            arabic,
            None,
            row.population,
            SOURCE,
            row.source_id,
        )


def _without_known(places: list[Place], shipped: Gazetteer) -> Iterator[Place]:
    """Leave out what the shipped gazetteer has: the same source id, or the same name close by, a district."""
    ids = {p.source_id for p in shipped.places if p.source == "geonames" and p.source_id}
    by_name: dict[str, list[Place]] = {}
    for place in shipped.places:
        for name in place.names:
            by_name.setdefault(_key(name), []).append(place)
    for place in places:
        if place.source_id in ids or place.kind == "district":
            continue
        candidates = {id(p): p for name in place.names for p in by_name.get(_key(name), ())}.values()
        if not any(distance_km(place.lat, place.lon, p.lat, p.lon) <= SAME_KM for p in candidates):
            yield place


def _spellings(row: SourceRow) -> tuple[tuple[str, ...], str | None]:
    """Return the Latin spellings, each once, and the first name in Arabic script."""
    main = _key(row.name)
    latin: dict[str, str] = {}
    arabic = None
    for name in (n.strip() for n in [row.name, *row.alternates]):
        scripts = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()} - {"MODIFIER"}
        if scripts == {"ARABIC"}:
            arabic = arabic or name
        # Codes are all capitals, renderings by letter have none.
        elif scripts == {"LATIN"} and not name.isupper() and name.lstrip("‘’'`ʻ")[:1].isupper() and "|" not in name:
            key = _key(name)
            if key != main and len(key) > 2:
                latin.setdefault(key, name)
    return tuple(sorted(latin.values())), arabic


def _plain(name: str) -> str:
    """Return a romanised name without diacritics and the sign for ain."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[‘’`ʻʼ|]", "", text).strip("' ") or name


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", _plain(name).casefold())


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", _plain(text).casefold()).strip("-")


def _division_names(iso2: str) -> dict[str, str]:
    """Return admin1 code -> name from the table beside this module."""
    with (files("conflictmap.gazetteer") / "admin1.csv").open(encoding="utf-8") as file:
        return {r["code"][3:]: r["name"] for r in csv.DictReader(file) if r["code"].startswith(iso2 + ".")}


def country_table(iso2: str) -> dict[str, str]:
    """Return the row of countries.csv.

    Raises
    ------
    BadInputError
        If there is no such country.
    """
    with (files("conflictmap.gazetteer") / "countries.csv").open(encoding="utf-8") as file:
        row = next((r for r in csv.DictReader(file) if r["iso2"] == iso2), None)
    if row is None:
        raise BadInputError(f"{iso2!r} is no country's two-letter code (ISO 3166), such as SY")
    return row


def _provinces(rows: list[SourceRow], iso2: str, divisions: dict[str, str]) -> list[Place]:
    """Return a place for each first-level division in use: the source's own row, else the middle of its towns."""
    return [
        _province(
            f"{iso2.lower()}-province-{_slug(divisions[code]) or code.lower()}",
            divisions[code],
            [row for row in rows if row.admin1 == code],
        )
        for code in sorted({row.admin1 for row in rows} & set(divisions))
    ]


def _province(place_id: str, name: str, rows: list[SourceRow]) -> Place:
    """Return the place of a division of which there are these rows; its radius holds nine towns in ten."""
    towns = [row for row in rows if row.kind != "province"] or rows
    own = next((row for row in rows if row.kind == "province"), None)
    lat, lon = (own.lat, own.lon) if own else _middle([(row.lat, row.lon) for row in towns])
    reach = sorted(distance_km(lat, lon, row.lat, row.lon) for row in towns)
    return Place(
        place_id,
        name,
        "province",
        lat,
        lon,
        max(10.0, round(reach[int(0.9 * len(reach))])),
        province=name,
        aliases=_spellings(own)[0] if own else (),
        source=SOURCE,
        source_id=own.source_id if own else None,
    )


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(p[0] for p in points) / len(points), sum(p[1] for p in points) / len(points)


def _country_place(table: dict[str, str], places: list[Place]) -> Place:
    lat, lon = _middle([(p.lat, p.lon) for p in places])
    names = tuple(n for n in table["names"].split("|") if n)
    reach = max(distance_km(lat, lon, p.lat, p.lon) for p in places)
    return Place(table["iso2"].lower(), table["name"], "country", lat, lon, round(reach), aliases=names, source=SOURCE)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _country_toml(table: dict[str, str], provinces: list[Place], places: list[Place]) -> str:
    """Return country.toml; the box is that of the places with a margin of 0.3 degrees."""
    lats, lons = [p.lat for p in places], [p.lon for p in places]
    box = [round(v, 2) for v in (min(lons) - 0.3, min(lats) - 0.3, max(lons) + 0.3, max(lats) + 0.3)]
    lat, lon = _middle([(p.lat, p.lon) for p in places])
    namesakes = [p for p in places if _key(table["capital"]) in {_key(n) for n in p.names}]
    capital = max(namesakes or places, key=lambda p: p.population)
    lists = {key: ", ".join(_quoted(n) for n in table[key].split("|") if n) for key in ("names", "demonyms")}
    lines = [
        *(f"{key} = {_quoted(value)}" for key, value in [("place_id", table["iso2"].lower()), *table.items()][:4]),
        *(f"{key} = [{value}]" for key, value in lists.items()),
        f"bbox = {box}",
        f"lat = {lat:.3f}",
        f"lon = {lon:.3f}",
        f"capital = {_quoted(capital.place_id)}",
    ]
    for province in provinces:
        lines += ["", "[[provinces]]", f"place_id = {_quoted(province.place_id)}", f"name = {_quoted(province.name)}"]
        lines.append(f"aliases = [{', '.join(map(_quoted, province.aliases))}]")
    return "\n".join(lines) + "\n"


def _csv_text(places: list[Place]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for place in sorted(places, key=lambda p: p.place_id):
        plain = replace(place, aliases=())
        values = {c: getattr(plain, c) for c in COLUMNS} | {"aliases": "|".join(place.aliases)}
        values |= {"lat": f"{place.lat:.5f}", "lon": f"{place.lon:.5f}", "radius_km": f"{place.radius_km:g}"}
        writer.writerow(["" if values[c] in (None, 0) else values[c] for c in COLUMNS])
    return out.getvalue()


def _write_atomically(path: Path, text: str) -> None:
    """Write through a temporary file in the same folder, so that a broken run leaves the old file whole."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
