"""Write imported places into the user's data folder.

What is imported never touches the shipped files: `load_gazetteer` reads both, and a shipped row wins.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path

from conflictmap.gazetteer.atlas import Gazetteer
from conflictmap.gazetteer.boundaryfiles import Division, Origin, read_divisions
from conflictmap.gazetteer.countryfiles import capital_of, country_toml, middle, sources_toml
from conflictmap.gazetteer.entries import COLUMNS, Place
from conflictmap.gazetteer.facts import FORCES_FILE
from conflictmap.gazetteer.importfiles import SourceRow, key_of, plain_name, slug
from conflictmap.gazetteer.loading import country_folders, data_folder, load_gazetteer
from conflictmap.geometry import distance_km
from conflictmap.model import BadInputError
from conflictmap.placekinds import DEFAULT_RADIUS_KM

__all__ = ["POLYGONS", "SOURCE", "Boundaries", "Imported", "SourceRow", "country_table", "store"]

SAME_KM = 5.0
"""An imported place this close to a shipped one of the same name is the same place."""

SOURCE = "geonames-import"
"""What the `source` of an imported row says."""


POLYGONS = "boundaries-import"
"""What the `source` of a province or district says that came with its polygon."""


_POLYGON_FILES = ("provinces.geojson", "districts.geojson")
_LAYERS = frozenset({*_POLYGON_FILES, "basemap.geojson"})


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
class Boundaries:
    """Files of polygons that go with the places.

    Attributes
    ----------
    provinces, districts : str or None
        Paths, or the name of a package; see `read_divisions`.
    source, licence : str or None
        Where they come from and on what terms; may be left out where a file tells.
    """

    provinces: str | None = None
    districts: str | None = None
    source: str | None = None
    licence: str | None = None


def store(rows: list[SourceRow], iso2: str, skipped: int, boundaries: Boundaries | None = None) -> Imported:
    """Write the places of a source into the data folder; for a country not shipped all that makes a country.

    That is country.toml, forces.toml and sources.toml, and with polygons provinces.geojson, districts.geojson and
    basemap.geojson.

    Parameters
    ----------
    rows : list of SourceRow
        At least one.
    iso2 : str
        Country code, capitals.
    skipped : int
        Rows that the reader left out; only reported.
    boundaries : Boundaries, optional
        Polygons of its provinces and districts.

    Raises
    ------
    BadInputError
        If the code is no country's, the polygons cannot be used, or the folder cannot be written.
    """
    table, divisions = country_table(iso2), _division_names(iso2)
    divisions |= {r.admin1: plain_name(r.name) for r in rows if r.kind == "province" and r.admin1 not in divisions}
    shipped = _shipped(iso2)
    if shipped is None:
        name, known = slug(table["name"]), 0
        places, texts = _new_country(rows, table, divisions, boundaries)
    else:
        if boundaries is not None:
            raise BadInputError(f"{shipped.country.name} is shipped with its provinces and districts")
        name = shipped.folders[0].name
        everything = list(_places(rows, iso2, lambda row: _by_polygon(row, shipped, divisions)))
        places, texts = list(_without_known(everything, shipped)), {}
        known = len(everything) - len(places)
    folder = data_folder() / "gazetteer" / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in {**texts, "places.csv": _csv_text(places)}.items():
            _write_atomically(folder / file, text)
        if shipped is None:
            _write_template(folder / FORCES_FILE)
            for layer in _LAYERS - texts.keys():  # of an earlier import: they do not fit these places
                (folder / layer).unlink(missing_ok=True)
    except OSError as error:
        raise BadInputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    return Imported(name, folder, len(places), known, skipped)


def _new_country(
    rows: list[SourceRow], table: dict[str, str], divisions: dict[str, str], boundaries: Boundaries | None
) -> tuple[list[Place], dict[str, str]]:
    """Return the rows of a country that is not shipped, and the texts of its other files by name."""
    iso2 = table["iso2"]
    places = list(_places(rows, iso2, lambda row: _by_code(row, divisions)))
    sources = {"places.csv": Origin("GeoNames", "CC BY 4.0")}
    if boundaries is None:
        provinces = _provinces(rows, iso2, divisions)
        texts = {"country.toml": country_toml(table, provinces, places, _box(places))}
        return [*places, *provinces, _country_place(table, places)], texts | {"sources.toml": sources_toml(sources)}
    from conflictmap.gazetteer.boundaries import make_areas, renamed  # noqa: PLC0415  (shapely)

    given: list[list[Division]] = []
    for level, path in enumerate((boundaries.provinces, boundaries.districts)):
        read, origin = read_divisions(path, level + 1, table) if path is not None else ([], Origin())
        given.append(read)
        if path is not None:
            sources[_POLYGON_FILES[level]] = _told(origin, boundaries, path)
    towns = [row for row in rows if row.kind not in ("province", "district")]
    areas = make_areas(given[0], given[1], towns, divisions, iso2)
    places = renamed((p for p in places if p.kind != "district" or not areas.districts), areas)
    drawn = areas.places(POLYGONS)
    provinces = [place for place in drawn if place.kind == "province"]
    capital = capital_of(table, places)
    texts = areas.files(places, frozenset({capital.place_id}))
    west, south, east, north = areas.bounds()
    box = _box([*places, *(replace(capital, lat=lat, lon=lon) for lat, lon in ((south, west), (north, east)))])
    texts |= {"country.toml": country_toml(table, provinces, places, box), "sources.toml": sources_toml(sources)}
    return [
        *places,
        *drawn,
        *_left_over(rows, iso2, divisions, places, provinces),
        _country_place(table, places),
    ], texts


def _told(origin: Origin, boundaries: Boundaries, file: str) -> Origin:
    """Return where polygons come from and their licence, as the user or the file says.

    Raises
    ------
    BadInputError
        If neither says.
    """
    told = Origin(boundaries.source or origin.source, boundaries.licence or origin.licence)
    if told.source is None or told.licence is None:
        raise BadInputError(f"{file}: say where the polygons come from with --source, and on what terms with --licence")
    return told


def _left_over(
    rows: list[SourceRow], iso2: str, divisions: dict[str, str], places: list[Place], provinces: list[Place]
) -> list[Place]:
    """Return rows of provinces of the source that have no polygon but places."""
    drawn = {province.name for province in provinces}
    used = {place.province for place in places} - drawn
    return [place for place in _provinces(rows, iso2, divisions) if place.name in used]


def _write_template(path: Path) -> None:
    """Write a forces.toml to fill in, unless there is one: what a person has filled in stays."""
    if not path.exists():
        template = files("conflictmap.gazetteer") / "forces_template.toml"
        _write_atomically(path, template.read_text(encoding="utf-8"))


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
            plain_name(row.name),
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
            by_name.setdefault(key_of(name), []).append(place)
    for place in places:
        if place.source_id in ids or place.kind == "district":
            continue
        candidates = {id(p): p for name in place.names for p in by_name.get(key_of(name), ())}.values()
        if not any(distance_km(place.lat, place.lon, p.lat, p.lon) <= SAME_KM for p in candidates):
            yield place


def _spellings(row: SourceRow) -> tuple[tuple[str, ...], str | None]:
    """Return the Latin spellings, each once, and the first name in Arabic script."""
    main = key_of(row.name)
    latin: dict[str, str] = {}
    arabic = None
    for name in (n.strip() for n in [row.name, *row.alternates]):
        scripts = {unicodedata.name(c, "?").split()[0] for c in name if c.isalpha()} - {"MODIFIER"}
        if scripts == {"ARABIC"}:
            arabic = arabic or name
        # Codes are all capitals, renderings by letter have none.
        elif scripts == {"LATIN"} and not name.isupper() and name.lstrip("‘’'`ʻ")[:1].isupper() and "|" not in name:
            key = key_of(name)
            if key != main and len(key) > 2:
                latin.setdefault(key, name)
    return tuple(sorted(latin.values())), arabic


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
            f"{iso2.lower()}-province-{slug(divisions[code]) or code.lower()}",
            divisions[code],
            [row for row in rows if row.admin1 == code],
        )
        for code in sorted({row.admin1 for row in rows} & set(divisions))
    ]


def _province(place_id: str, name: str, rows: list[SourceRow]) -> Place:
    """Return the place of a division of which there are these rows; its radius holds nine towns in ten."""
    towns = [row for row in rows if row.kind != "province"] or rows
    own = next((row for row in rows if row.kind == "province"), None)
    lat, lon = (own.lat, own.lon) if own else middle([(row.lat, row.lon) for row in towns])
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


def _box(places: Iterable[Place]) -> list[float]:
    """Return west, south, east, north of places, with a margin of 0.3 degrees."""
    points = [(p.lat, p.lon) for p in places]
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    return [round(v, 2) for v in (min(lons) - 0.3, min(lats) - 0.3, max(lons) + 0.3, max(lats) + 0.3)]


def _country_place(table: dict[str, str], places: list[Place]) -> Place:
    lat, lon = middle([(p.lat, p.lon) for p in places])
    names = tuple(n for n in table["names"].split("|") if n)
    radius = max(10.0, round(max(distance_km(lat, lon, p.lat, p.lon) for p in places)))
    return Place(table["iso2"].lower(), table["name"], "country", lat, lon, radius, aliases=names, source=SOURCE)


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
