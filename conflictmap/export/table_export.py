"""A table for spreadsheets, in which no cell runs."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

import geopandas as gpd

from conflictmap.codebook import shipped_rules
from conflictmap.export.fileformat import DECIMALS, Format
from conflictmap.files import staged
from conflictmap.frame import flatten, plain
from conflictmap.tables import defuse

__all__ = ["FORMAT", "HXL_FORMAT", "defuse", "table_rows", "write_csv", "write_hxl"]


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
    _write_csv_parts([frame], path)


def _write_csv_parts(frames: Iterable[gpd.GeoDataFrame], path: str | os.PathLike[str]) -> None:
    with _opened(path) as out:
        csv.writer(out).writerows(table_rows(frames))


def write_hxl(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write the table of `write_csv` with a second row of tags of the Humanitarian Exchange Language (HXL 1.1).

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
    _write_hxl_parts([frame], path)


def _write_hxl_parts(frames: Iterable[gpd.GeoDataFrame], path: str | os.PathLike[str]) -> None:
    tags, _ = shipped_rules("hxl.toml")
    rows = table_rows(frames)
    header = next(rows)
    with _opened(path) as out:
        csv.writer(out).writerows([header, [tags.get(name, "") for name in header]])
        csv.writer(out).writerows(rows)


@contextmanager
def _opened(path: str | os.PathLike[str]) -> Iterator[TextIO]:
    """Open a file to be written whole, in UTF-8 with a byte order mark."""
    with staged(path) as (temporary,), temporary.open("w", encoding="utf-8-sig", errors="replace", newline="") as out:
        yield out


def table_rows(frames: Iterable[gpd.GeoDataFrame]) -> Iterator[Sequence[Any]]:
    """Yield the names of the columns, then the cells of each row, ready for a spreadsheet.

    Parameters
    ----------
    frames : iterable of geopandas.GeoDataFrame
        N rows in all, with the same columns; at least one frame.

    Yields
    ------
    sequence
        N + 1 of them.
    """
    for number, frame in enumerate(frames):
        columns = [name for name in frame.columns if name != frame.geometry.name]
        if not number:
            yield [*columns, "lat", "lon"]
        flat = flatten(frame)
        cells = [[defuse(plain(cell)) for cell in flat[name].astype("object")] for name in columns]
        for row, point in zip(zip(*cells, strict=True), frame.geometry, strict=True):
            yield [*row, *((round(point.y, DECIMALS), round(point.x, DECIMALS)) if point else (None, None))]


FORMAT = Format(
    id="csv",
    suffixes=(".csv",),
    write=write_csv,
    title="Table",
    doc="A row an incident, for a spreadsheet.",
    usual=True,
    write_parts=_write_csv_parts,
)

HXL_FORMAT = Format(
    id="hxl",
    suffixes=(".hxl.csv",),
    write=write_hxl,
    title="HXL table",
    doc="The table with a row of HXL tags, for humanitarian data exchange.",
    write_parts=_write_hxl_parts,
)
