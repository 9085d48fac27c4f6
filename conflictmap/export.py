"""Frames and rows to files: GeoJSON, tables, JSON Lines. Every file is written whole or not at all.

Floor 4.
"""

from __future__ import annotations

import csv
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import geopandas as gpd

from conflictmap.frame import flatten, plain
from conflictmap.model import BadInputError

__all__ = ["defuse", "json_line", "staged", "write_csv", "write_geojson"]

_DECIMALS = 6  # a tenth of a metre; more would claim a precision that no report has
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@contextmanager
def staged(*paths: str | os.PathLike[str]) -> Iterator[tuple[Path, ...]]:
    """Give temporary names beside `paths` to write to, and move all into place if the block ends well.

    Parameters
    ----------
    *paths : str or path
        Files to be made or replaced. Missing folders are made.

    Yields
    ------
    tuple of pathlib.Path
        One empty file for each of `paths`, in the same folder, so that the move is atomic.

    Raises
    ------
    BadInputError
        If one of them cannot be written; then, as after any other exception, none is changed.
    """
    targets = [Path(path) for path in paths]
    temporary: list[Path] = []
    try:
        for target in targets:
            temporary.append(_beside(target))  # noqa: PERF401 (those made before one fails must be removed)
        yield tuple(temporary)
        for path in temporary:
            _sync(path)
        for path, target in zip(temporary, targets, strict=True):
            path.replace(target)
        for folder in {target.parent for target in targets}:
            _sync(folder)
    except OSError as error:
        raise BadInputError(f"cannot write {_named(error, targets)}: {error.strerror or error}") from error
    finally:
        for path in temporary:
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    if target.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    # A name of our own and not tempfile's, whose files only their owner may read.
    path = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.part")
    with path.open("xb"):
        return path


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot sync a folder
            os.fsync(handle)
    finally:
        os.close(handle)


def _named(error: OSError, targets: list[Path]) -> str:
    """Name the file a person asked for, not the temporary one beside it."""
    failed = str(error.filename or "")
    return next((str(target) for target in targets if f".{target.name[:100]}." in failed), failed or str(targets[0]))


def json_line(row: Mapping[str, Any]) -> str:
    """Return one row as a line of JSON Lines, newline included."""
    return json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(", ", ": ")) + "\n"


def write_geojson(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write a FeatureCollection as RFC 7946 has it: longitude first, no ``crs`` member, one feature a line.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows in EPSG:4326. A row without a point becomes a feature with a null geometry.
    path : str or path
        The file.

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    columns = [name for name in frame.columns if name != frame.geometry.name]
    points = zip(frame.geometry, frame.geometry.isna(), strict=True)
    with staged(path) as (temporary,), temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as out:
        out.write('{"type": "FeatureCollection", "features": [')
        separator = "\n"
        for cells, (point, missing) in zip(frame[columns].itertuples(index=False, name=None), points, strict=True):
            out.write(separator)
            out.write(_feature(dict(zip(columns, map(plain, cells), strict=True)), None if missing else point))
            separator = ",\n"
        out.write("\n]}\n")


def _feature(properties: dict[str, Any], point: Any) -> str:
    geometry = point and {"type": "Point", "coordinates": [round(point.x, _DECIMALS), round(point.y, _DECIMALS)]}
    feature = {"type": "Feature", "id": properties.get("incident_id"), "geometry": geometry, "properties": properties}
    return json.dumps(feature, ensure_ascii=False, allow_nan=False)


def write_csv(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write a table for spreadsheets.

    The file begins with a byte order mark, without which Excel takes UTF-8 for the local code page; pandas, R and QGIS
    skip it. The point becomes two last columns, ``lat`` and ``lon``; lists and objects are JSON text; cells of text
    that a spreadsheet would run as a formula are defused.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows.
    path : str or path
        The file.

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    columns = [name for name in frame.columns if name != frame.geometry.name]
    table = flatten(frame)[columns]
    with staged(path) as (temporary,), temporary.open("w", encoding="utf-8-sig", errors="replace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([*columns, "lat", "lon"])
        for cells, point in zip(table.itertuples(index=False, name=None), frame.geometry, strict=True):
            position = (round(point.y, _DECIMALS), round(point.x, _DECIMALS)) if point else (None, None)
            writer.writerow([*(defuse(plain(cell)) for cell in cells), *position])


def defuse(cell: Any) -> Any:
    """Put an apostrophe before text that a spreadsheet would take for a formula; leave all else alone.

    Examples
    --------
    >>> defuse("=1+1"), defuse("- three killed"), defuse(-3)
    ("'=1+1", "'- three killed", -3)
    """
    if isinstance(cell, str) and (cell.startswith(_FORMULA_STARTS) or cell.lstrip().startswith(_FORMULA_STARTS)):
        return f"'{cell}"
    return cell
