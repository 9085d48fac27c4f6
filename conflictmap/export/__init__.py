"""Frames to files. Every file is written whole or not at all.

Floor 4. A format is a module with a `FORMAT`, and a line in `FORMATS`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd

from conflictmap.export import geojson_export, table_export, theirs_export
from conflictmap.export.fileformat import Format
from conflictmap.export.geojson_export import write_geojson
from conflictmap.export.table_export import write_csv
from conflictmap.model import BadInputError
from conflictmap.tables import defuse

__all__ = ["FORMATS", "Format", "defuse", "formats_named", "write", "write_csv", "write_geojson"]

FORMATS: tuple[Format, ...] = (
    geojson_export.FORMAT,
    table_export.FORMAT,
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
    name = Path(path).name.lower()
    asked = [(len(suffix), form) for form in FORMATS for suffix in form.suffixes if name.endswith(suffix)]
    if asked:
        max(asked, key=lambda pair: pair[0])[1].write(frame, path)
        return
    known = ", ".join(suffix for form in FORMATS for suffix in form.suffixes)
    raise BadInputError(f"{path}: no format has this ending; known are {known}")
