"""GeoParquet, for large data: columns, types and coordinates as GeoPandas, DuckDB and others read them."""

from __future__ import annotations

import os

import geopandas as gpd

from conflictmap.export.fileformat import Format
from conflictmap.files import staged
from conflictmap.frame import flatten
from conflictmap.model import BadInputError

__all__ = ["FORMAT", "write_parquet"]


def write_parquet(frame: gpd.GeoDataFrame, path: str | os.PathLike[str]) -> None:
    """Write GeoParquet 1.0.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows in EPSG:4326; lists and objects become JSON text.
    path : str or path
        The file.

    Raises
    ------
    BadInputError
        If it cannot be written, or pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401, ICN001, PLC0415 - an extra; geopandas asks for it with a traceback
    except ImportError:
        raise BadInputError(f"{path}: GeoParquet needs pyarrow; pip install 'conflictmap[parquet]'") from None
    with staged(path) as (temporary,):
        flatten(frame).to_parquet(temporary, index=False)


FORMAT = Format(
    id="parquet",
    suffixes=(".parquet", ".geoparquet"),
    write=write_parquet,
    title="GeoParquet",
    doc="Columns with fixed types, small and fast, for geopandas, DuckDB and R.",
)
