"""GeoParquet, for large data: columns, types and coordinates as GeoPandas, DuckDB and others read them."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterable
from itertools import chain
from typing import Any

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
    _write_parts([frame], path)


def _write_parts(frames: Iterable[gpd.GeoDataFrame], path: str | os.PathLike[str]) -> None:
    """Write at least one frame, each of several as a row group; then the file does not say what box they lie in."""
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra; geopandas asks for it with a traceback
    except ImportError:
        raise BadInputError(f"{path}: GeoParquet needs pyarrow; pip install 'conflictmap[parquet]'") from None
    left = map(flatten, frames)
    first, second = next(left), next(left, None)
    with staged(path) as (temporary,):
        if second is None:
            first.to_parquet(temporary, index=False)
            return
        schema = _of_any_box(_table(first).schema)
        with pq.ParquetWriter(temporary, schema) as writer:
            for frame in chain((first, second), left):
                writer.write_table(_table(frame).replace_schema_metadata(schema.metadata))


def _table(frame: gpd.GeoDataFrame) -> Any:
    """Return a frame as geopandas puts it into a file, with what GeoParquet says of it."""
    import pyarrow.parquet as pq  # noqa: PLC0415

    held = io.BytesIO()
    frame.to_parquet(held, index=False)
    return pq.read_table(held)


def _of_any_box(schema: Any) -> Any:
    """Return a schema whose geometry may lie anywhere: what was found in a first part does not hold for all."""
    told = json.loads(schema.metadata[b"geo"])
    for column in told["columns"].values():
        column.pop("bbox", None)
        column["geometry_types"] = []
    return schema.with_metadata({**schema.metadata, b"geo": json.dumps(told).encode()})


FORMAT = Format(
    id="parquet",
    suffixes=(".parquet", ".geoparquet"),
    write=write_parquet,
    title="GeoParquet",
    doc="Columns with fixed types, small and fast, for geopandas, DuckDB and R.",
    write_parts=_write_parts,
)
