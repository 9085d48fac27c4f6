"""Rows to a GeoDataFrame and back: the one place that knows column types, the CRS and that x is the longitude.

Floor 3. Lists and objects stay lists and objects, so that ``frame.explode("victims")`` works; `flatten` turns them into
JSON text for formats with plain cells (GeoPackage, PostGIS, spreadsheets).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from conflictmap.model import BadInputError, Located
from conflictmap.record import ADDED, CODED, COLUMNS, DERIVED, record

__all__ = ["CRS", "as_json", "counted_once", "flatten", "from_rows", "plain", "read_geojson", "to_geodataframe"]

CRS = "EPSG:4326"
_DTYPES = {"text": "string", "int": "Int64", "real": "Float64", "flag": "boolean", "day": "datetime64[ns]"}
_TEXTUAL = frozenset({"text", "list", "object"})
_ENDS = ("killed_low", "killed_high", "wounded_low", "wounded_high", "abducted_low", "abducted_high")
_ROW_COLUMNS = tuple(column for column in COLUMNS if column.take is not None)


def to_geodataframe(located: Iterable[Located]) -> gpd.GeoDataFrame:
    """Turn located incidents into a GeoDataFrame.

    Parameters
    ----------
    located : iterable of Located
        N of them, of any number of reports. Those with `Located.left_out` (abroad, tied to no place) are passed over.

    Returns
    -------
    geopandas.GeoDataFrame
        At most N rows, one an incident, in the order given; the columns of `record.COLUMNS`; points in EPSG:4326
        (longitude, latitude in degrees), missing where only the country is known. Numbers, flags and text are of
        pandas' nullable types, days are ``datetime64[ns]``.

    Examples
    --------
    >>> to_geodataframe([]).query("province == 'Diyala'").empty
    True
    """
    return from_rows([record(item) for item in located if item.left_out is None])


def from_rows(rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """Turn rows into a GeoDataFrame.

    Parameters
    ----------
    rows : list of dict
        N rows with what `record.record` gives; the evidence may be missing. Codes that it was asked for become columns.

    Returns
    -------
    geopandas.GeoDataFrame
        N rows, as `to_geodataframe` makes them.

    Raises
    ------
    KeyError
        If a row lacks a column.
    """
    points = [
        None if row["lat"] is None or row["lon"] is None else shapely.Point(row["lon"], row["lat"]) for row in rows
    ]
    coded = [column for columns in CODED.values() for column in columns if rows and column.name in rows[0]]
    wanted = (*_ROW_COLUMNS, *coded)
    data = {column.name: _series([row[column.name] for row in rows], column.type) for column in wanted}
    data |= {name: _best(data, name) for name in DERIVED}
    frame = gpd.GeoDataFrame(pd.DataFrame(data), geometry=gpd.GeoSeries(points, crs=CRS), crs=CRS)
    return frame[[column.name for column in (*COLUMNS, *coded)]]


def counted_once(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the rows and figures of which sums are made, so that every person counts once.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows, as `to_geodataframe` makes them, or any choice among them.

    Returns
    -------
    geopandas.GeoDataFrame
        At most N rows with the same columns, history left out. The counts of a total (``aggregate``) are what it holds
        beyond its parts, persons; a total that its parts make up is left out.

    Examples
    --------
    >>> counted_once(to_geodataframe([]))["killed"].sum()
    0
    """
    rows = frame[~frame["background"]].copy()
    whole = rows["aggregate"].astype(bool)
    for column in _ENDS:
        rows.loc[whole, column] = _series([_held(cell, column) for cell in rows.loc[whole, "beyond"]], "int").array
    for name in DERIVED:
        rows.loc[whole, f"{name}_best"] = pd.NA
        rows[name] = _best(rows, name)
    return rows[~whole | rows[list(_ENDS)].fillna(0).gt(0).any(axis=1)]


def _best(data: Mapping[str, Any], name: str) -> Any:
    """Return the figure for a sum: the one chosen where reports differ, else low where stated, else high."""
    return data[f"{name}_best"].fillna(data[f"{name}_low"]).fillna(data[f"{name}_high"])


def _held(beyond: Any, column: str) -> int | None:
    return beyond.get(column) if isinstance(beyond, dict) else None


def _series(values: list[Any], kind: str) -> pd.Series[Any]:
    if kind == "day":
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"), format="ISO8601").astype("datetime64[ns]"))
    return pd.Series(values, dtype=_DTYPES.get(kind, "object"))


def plain(value: Any) -> Any:
    """Return one cell as JSON knows it.

    Parameters
    ----------
    value : object
        Any cell but a geometry.

    Returns
    -------
    object
        ``None`` for every kind of missing value, a day as ``YYYY-MM-DD``, numpy's numbers and arrays as Python's.
    """
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value):  # noqa: PLR0124
        return None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if hasattr(value, "tolist"):  # a number or an array of numpy's
        return plain(value.tolist())
    return [plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def flatten(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy whose lists and objects are JSON text, for file formats that know plain cells only.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows, as `to_geodataframe` makes them.

    Returns
    -------
    geopandas.GeoDataFrame
        N rows with the same columns.
    """
    flat = frame.copy()
    for column in COLUMNS:
        if column.type in _TEXTUAL and column.name in flat:
            flat[column.name] = pd.Series([_as_text(cell) for cell in flat[column.name]], flat.index, dtype="string")
    return flat


def _as_text(cell: Any) -> str | None:
    """Return a cell as text without null characters: the C libraries behind these formats end a text at one."""
    text = cell if isinstance(cell, str) else as_json(cell).replace("\\u0000", "")
    return None if text == "null" and not isinstance(cell, str) else text.replace("\x00", "")


_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, default=plain)


def as_json(value: Any) -> str:
    """Return any cell, or a mapping of cells, as JSON text.

    Parameters
    ----------
    value : object
        Whatever `plain` takes.

    Returns
    -------
    str
        Valid JSON: missing values are null.
    """
    try:
        return _JSON.encode(value)
    except ValueError:  # a NaN somewhere inside
        return _JSON.encode(plain(value))


def read_geojson(path: str | os.PathLike[str]) -> gpd.GeoDataFrame:
    """Read back what `export.write_geojson` wrote, with the types of `to_geodataframe`.

    Parameters
    ----------
    path : str or path
        A file of N features.

    Returns
    -------
    geopandas.GeoDataFrame
        N rows.

    Raises
    ------
    BadInputError
        If the file cannot be read or is not one of ours.
    """
    try:
        features = json.loads(Path(path).read_text(encoding="utf-8"))["features"]
        later = dict.fromkeys(column.name for column in ADDED)
        rows = [later | feature["properties"] | _position(feature["geometry"]) for feature in features]
        return from_rows(rows)
    except OSError as error:
        raise BadInputError(f"{path}: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadInputError(f"{path}: not a GeoJSON file written by conflictmap ({error})") from error


def _position(geometry: dict[str, Any] | None) -> dict[str, float | None]:
    lon, lat = geometry["coordinates"] if geometry else (None, None)
    return {"lat": lat, "lon": lon}
