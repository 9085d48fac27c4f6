"""Find a country's files and read them: the only code that knows where data lie.

A country is a folder: shipped in the wheel as ``conflictmap/_gazetteer/<country>``, in a source tree as
``gazetteer/<country>``, and on the user's machine in the data folder (imported countries and places).
"""

from __future__ import annotations

import csv
import os
import re
import sys
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from conflictmap.gazetteer.atlas import Gazetteer
from conflictmap.gazetteer.cellnumbers import degrees, kilometres, persons
from conflictmap.gazetteer.entries import COLUMNS, Country, Place, Province, is_shape
from conflictmap.model import BadInputError
from conflictmap.placekinds import DEFAULT_RADIUS_KM

__all__ = [
    "cache_folder",
    "countries",
    "country_folders",
    "data_folder",
    "load_gazetteer",
    "read_country",
    "read_places",
    "read_toml",
    "world_file",
]

OWN_FILE = "own.csv"
PLACES_FILES = ("places.csv", OWN_FILE)
"""Read in this order; in the user's folder ``own.csv`` holds rows of his own, which win over rows of the same id."""


_DATA: Literal["CONFLICTMAP_DATA"] = "CONFLICTMAP_DATA"
_CACHE: Literal["CONFLICTMAP_CACHE"] = "CONFLICTMAP_CACHE"


def data_folder() -> Path:
    """Return the folder for what the user imports: ``CONFLICTMAP_DATA`` if set, else the platform's usual one."""
    override = os.environ.get(_DATA)
    if override:
        return _named(_DATA, override)
    try:
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "conflictmap"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Application Support" / "conflictmap"
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "conflictmap"
    except RuntimeError as error:
        raise BadInputError(f"this user has no home folder: set {_DATA} to a folder") from error


def _named(variable: str, folder: str) -> Path:
    """Return the folder that a variable of the environment names."""
    try:
        return Path(folder).expanduser()
    except RuntimeError as error:
        raise BadInputError(f"{variable}: {folder}: there is no such user's home folder") from error


def cache_folder() -> Path | None:
    """Return the folder for what can be made again: ``CONFLICTMAP_CACHE`` if set, else the platform's usual one.

    ``None`` if it is set to nothing: then nothing is kept.
    """
    override = os.environ.get(_CACHE)
    if override is not None:
        return _named(_CACHE, override) if override.strip() else None
    try:
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "conflictmap" / "Cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "conflictmap"
        return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "conflictmap"
    except RuntimeError:  # nobody's home
        return None


def _shipped() -> Path | None:
    """Return the folder that is shipped: in the wheel, or else in a source tree."""
    package = Path(__file__).resolve().parents[1]
    return next((r for r in (package / "_gazetteer", package.parent / "gazetteer") if r.is_dir()), None)


def world_file() -> Path | None:
    """Return the shipped list of the world's countries and cities, ``None`` if it was left out."""
    folder = _shipped()
    return folder / "world.csv" if folder is not None and (folder / "world.csv").is_file() else None


def _roots() -> list[Path]:
    """Return the folders that hold country folders: the shipped one, the user's."""
    shipped = _shipped()
    return [*([shipped] if shipped else []), data_folder() / "gazetteer"]


def country_folders(country: str) -> list[Path]:
    """Return the folders of one country, the shipped one first.

    Parameters
    ----------
    country : str
        Folder name ("iraq"), English name, or ISO 3166 code (IQ, IRQ); letter case does not matter.

    Raises
    ------
    BadInputError
        If there is no such country, naming those there are.
    """
    wanted = _slug(country)
    known = _known()
    for names, folders in known.values():
        if wanted in names:
            return folders
    raise BadInputError(
        f"no gazetteer for country {country!r}: there are {', '.join(sorted(known)) or 'none'}; "
        "add one with: conflictmap gazetteer import"
    )


def countries() -> list[str]:
    """Return the names of the countries there are."""
    return sorted(_known())


def _known() -> dict[str, tuple[set[str], list[Path]]]:
    """Return folder name -> (names it answers to, its folders)."""
    known: dict[str, tuple[set[str], list[Path]]] = {}
    for root in _roots():
        for path in sorted(root.glob("*/country.toml")):
            names, folders = known.setdefault(path.parent.name, ({path.parent.name}, []))
            folders.append(path.parent)
            if len(folders) == 1:
                names |= _country_names(path, path.stat().st_mtime_ns)
        for name, (_, folders) in known.items():
            extra = root / name
            if extra not in folders and extra.is_dir():
                folders.append(extra)
    return known


@lru_cache(maxsize=64)
def _country_names(path: Path, stamp: int) -> frozenset[str]:  # noqa: ARG001  (cache key)
    """Return the names that a country.toml gives its country, folded; read again only when the file has changed."""
    table = read_toml(path)
    return frozenset(_slug(str(table.get(key, ""))) for key in ("name", "iso2", "iso3")) - {""}


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")


def load_gazetteer(country: str = "iraq") -> Gazetteer:
    """Return the gazetteer of a country; read once, and again only when its files have changed.

    Parameters
    ----------
    country : str, default "iraq"
        Folder name, English name or ISO 3166 code.

    Raises
    ------
    BadInputError
        If there is no such country, or one of its files is unusable.
    """
    folders = country_folders(country)
    files = [f / name for f in folders for name in ("country.toml", *PLACES_FILES)]
    stamp = tuple((str(p), p.stat().st_mtime_ns) for p in files if p.is_file())
    return _load(tuple(folders), stamp)


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...], stamp: tuple[tuple[str, int], ...]) -> Gazetteer:  # noqa: ARG001  (cache key)
    country = read_country(next(f / "country.toml" for f in folders if (f / "country.toml").is_file()))
    rows: dict[str, Place] = {}
    for folder in folders:
        for name in PLACES_FILES:
            path = folder / name
            if not path.is_file():
                continue
            for place in read_places(path, shapes=name == OWN_FILE):
                if name == OWN_FILE or place.place_id not in rows:
                    rows[place.place_id] = place
    return Gazetteer(country, tuple(rows[key] for key in sorted(rows)), folders)


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a file of the folder.

    Raises
    ------
    BadInputError
        If it cannot be read or is no TOML.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInputError(f"{path}: unusable: {error}") from error


def read_country(path: Path) -> Country:
    """Read country.toml.

    Raises
    ------
    BadInputError
        If it cannot be read or lacks a field.
    """
    table = read_toml(path)
    try:
        provinces = tuple(
            Province(
                p["place_id"],
                p["name"],
                p.get("pcode"),
                p.get("capital"),
                p.get("name_ar"),
                p.get("name_ku"),
                tuple(p.get("aliases", ())),
            )
            for p in table.get("provinces", ())
        )
        sides = tuple(str(side) for side in table["bbox"])
        (south, west), (north, east) = degrees(sides[1], sides[0]), degrees(sides[3], sides[2])
        lat, lon = degrees(str(table["lat"]), str(table["lon"]))
        return Country(
            table["place_id"],
            table["name"],
            table["iso2"],
            table["iso3"],
            tuple(table.get("names", ())),
            tuple(table.get("demonyms", ())),
            tuple(table.get("languages", ())),
            (west, south, east, north),
            lat,
            lon,
            table.get("capital"),
            provinces,
            tuple((str(region), str(town)) for region, town in table.get("seats", {}).items()),
        )
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise BadInputError(f"{path}: unusable: {type(error).__name__}: {error}") from error


def read_places(path: Path, *, shapes: bool = False) -> list[Place]:
    """Read a places file; columns may stand in any order and all but the first five may be missing.

    Parameters
    ----------
    path : pathlib.Path
        CSV, UTF-8, with a header of names from `COLUMNS`.
    shapes : bool
        Whether to look at their lines and polygons too, which takes a library that loads slowly.

    Raises
    ------
    BadInputError
        Naming the file and the line.
    """
    places: list[Place] = []
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            missing = [c for c in COLUMNS[:5] if c not in header]
            if missing:
                raise BadInputError(f"{path}: no column {', '.join(missing)}; wanted are {', '.join(COLUMNS)}")
            order = [header.index(c) if c in header else len(header) for c in COLUMNS]
            same = header == COLUMNS
            for fields in reader:
                line = reader.line_num
                if len(fields) != len(header):
                    raise BadInputError(f"{path}:{line}: {len(fields)} fields where the header has {len(header)}")
                place = _place(fields if same else [*fields, ""], None if same else order)
                if shapes and place.wkt and not is_shape(place.wkt):
                    raise ValueError("the WKT is no valid line or polygon")
                places.append(place)
    except (OSError, UnicodeDecodeError, csv.Error, ValueError) as error:
        raise BadInputError(f"{path}:{line}: unusable: {error}") from error
    return places


def _place(fields: list[str], order: list[int] | None) -> Place:
    """Return one row; `order` says where each of `COLUMNS` stands, ``None`` that they are in order."""
    if order is not None:
        fields = [fields[i] for i in order]
    place_id, name, kind, lat, lon, radius = fields[:6]
    province, district, province_pcode, district_pcode, parent = _stated(fields[6:11])
    aliases, population = fields[11], fields[14]
    name_ar, name_ku, source, source_id, wkt = _stated([*fields[12:14], *fields[15:]])
    if kind not in DEFAULT_RADIUS_KM:
        raise ValueError(f"kind {kind!r} is unknown")
    latitude, longitude = degrees(lat, lon)
    return Place(
        place_id,
        name,
        kind,
        latitude,
        longitude,
        kilometres(radius) if radius else DEFAULT_RADIUS_KM[kind],
        province,
        district,
        province_pcode,
        district_pcode,
        parent,
        tuple(aliases.split("|")) if aliases else (),
        name_ar,
        name_ku,
        persons(population),
        source,
        source_id,
        wkt,
    )


def _stated(fields: list[str]) -> list[str | None]:
    """Return fields with ``None`` for those that are empty."""
    return [field or None for field in fields]
