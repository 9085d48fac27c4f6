"""Frames to files. Every file is written whole or not at all.

Floor 4. A format is a module with a `FORMAT`, and a line in `FORMATS`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd

from conflictmap.export import (
    datapackage_export,
    geojson_export,
    geopackage_export,
    kml_export,
    parquet_export,
    table_export,
    theirs_export,
)
from conflictmap.export.fileformat import Format
from conflictmap.export.geojson_export import write_geojson
from conflictmap.export.table_export import write_csv
from conflictmap.model import BadInputError
from conflictmap.tables import defuse

__all__ = ["FORMATS", "Format", "defuse", "format_of", "formats_named", "write", "write_csv", "write_geojson"]

FORMATS: tuple[Format, ...] = (
    geojson_export.FORMAT,
    table_export.FORMAT,
    geopackage_export.FORMAT,
    parquet_export.FORMAT,
    kml_export.FORMAT,
    table_export.HXL_FORMAT,
    datapackage_export.FORMAT,
    theirs_export.ACLED,
    theirs_export.GED,
)
"""All formats, in the order in which files are written and told."""


def formats_named(names: Iterable[str] = ()) -> tuple[Format, ...]:
    """Return formats by what a person typed.

    Parameters
    ----------
    names : iterable of str
        Ids. Without any, the usual ones are meant.

    Returns
    -------
    tuple of Format
        Each once, in the order of `FORMATS`.

    Raises
    ------
    BadInputError
        If there is no such format.
    """
    wanted = {name.strip().lower().lstrip(".") for name in names}
    known = {form.id: form for form in FORMATS}
    if unknown := sorted(wanted - set(known)):
        raise BadInputError(f"unknown format {unknown[0]!r}; known are {', '.join(known)}")
    return tuple(form for form in FORMATS if (form.id in wanted if wanted else form.usual))


def write(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write a frame in the format that the file's name asks for.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows, as `frame.to_geodataframe` makes them.
    path : str or path
        The file, with a suffix of one of `FORMATS`.

    Raises
    ------
    BadInputError
        If no format has this suffix, or the file cannot be written.
    """
    form = format_of(path)
    if form is None:
        known = ", ".join(suffix for form in FORMATS for suffix in form.suffixes)
        raise BadInputError(f"{path}: no format has this ending; known are {known}")
    form.write(frame, path)


def format_of(path: str | os.PathLike[str]) -> Format | None:
    """Return the format that a file's name asks for: the one with the longest ending that fits.

    Parameters
    ----------
    path : str or path

    Returns
    -------
    Format or None
        ``None`` if no format has this ending.
    """
    name = Path(path).name.lower()
    fitting = [(len(suffix), form) for form in FORMATS for suffix in form.suffixes if name.endswith(suffix)]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
