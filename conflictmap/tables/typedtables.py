"""Tables with typed columns, GeoParquet and GeoPackage: their columns, and their rows with the point as two numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Literal, get_args

from conflictmap.model import BadInputError, Problem
from conflictmap.reports.arrowcells import rows_of_parquet
from conflictmap.reports.inputfile import missing
from conflictmap.tables.opening import PARQUET
from conflictmap.tables.tablecells import key_of
from conflictmap.tables.tablerows import Row

__all__ = ["typed_headers", "typed_rows"]

_WGS84 = "EPSG:4326"
_POINT: tuple[str, ...] = get_args(Literal["lat", "lon"])
_GEOMETRY: Literal["geometry"] = "geometry"
_ARCHIVE: Literal["archive"] = "archive"  # a table that only archives have: the room of that name reads them


def typed_headers(path: Path, shape: str | None) -> list[frozenset[str]]:
    """Return the names of the columns of a file, of a GeoPackage those of each layer of points.

    Parameters
    ----------
    path : pathlib.Path
    shape : str or None
        Of `opening.TYPED`.

    Returns
    -------
    list of frozenset of str
        None of an archive of ours, and none where the file is damaged or what reads it is not installed: whoever
        reads reports says so.
    """
    try:
        if shape != PARQUET:
            return [header for _, header in _layers(path)]
        from pyarrow import parquet  # noqa: PLC0415 - an extra

        return [_with_point(parquet.ParquetFile(path).schema_arrow.names)]
    except (ImportError, ValueError, RuntimeError, OSError):
        return []


def _layers(path: Path) -> list[tuple[str, frozenset[str]]]:
    import pyogrio  # noqa: PLC0415 - with it comes GDAL, which few runs need

    layers = [(str(name), geometry) for name, geometry in pyogrio.list_layers(path)]
    if any(name == _ARCHIVE for name, _ in layers):
        return []
    names = [name for name, geometry in layers if geometry is not None]
    return [(name, _with_point([*pyogrio.read_info(path, layer=name)["fields"], _GEOMETRY])) for name in names]


def _with_point(names: Iterable[str]) -> frozenset[str]:
    """Return the names of columns, those of the point instead of the point."""
    found = frozenset(names)
    return (found - {_GEOMETRY}).union(_POINT) if _GEOMETRY in found else found


def typed_rows(path: Path, shape: str | None, name: str, header: frozenset[str]) -> Iterator[Row | Problem]:
    """Yield the rows of a file.

    Parameters
    ----------
    path : pathlib.Path
    shape : str or None
    name : str
        Of the file, for messages.
    header : frozenset of str
        As `typed_headers` found it.

    Yields
    ------
    Row or Problem
        A problem where the file cannot be read to its end.
    """
    number = 0
    try:
        for number, row in enumerate(_of_parquet(path) if shape == PARQUET else _of_layer(path, header), 1):
            yield Row(f"row {number}", {key_of(column): cell for column, cell in row.items()})
    except (ValueError, RuntimeError, OSError):
        yield Problem(name, f"cannot be read after row {number}, it may be cut off", damaged=True)


def _of_parquet(path: Path) -> Iterator[dict[str, Any]]:
    try:
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError:
        raise missing("Parquet", "pyarrow", "parquet") from None
    for row in rows_of_parquet(parquet.ParquetFile(path)):
        yield row | _position(row.pop(_GEOMETRY, None))


def _of_layer(path: Path, header: frozenset[str]) -> Iterator[dict[str, Any]]:
    from pyogrio.raw import read  # noqa: PLC0415 - see above
    from pyproj import Transformer  # noqa: PLC0415 - see above

    layer = next((name for name, columns in _layers(path) if columns == header), None)
    if layer is None:
        raise BadInputError(f"{path}: has changed while it was read")
    meta, _, points, columns = read(path, layer=layer)
    crs = meta["crs"]
    transform = None if crs in (None, _WGS84) else Transformer.from_crs(crs, _WGS84, always_xy=True).transform
    for point, *cells in zip(points, *columns, strict=True):
        yield dict(zip(meta["fields"], map(_cell, cells), strict=True)) | _position(point, transform)


def _cell(cell: Any) -> Any:
    """Return a cell of numpy's as Python's: a count that may be missing is a float there, a missing day none."""
    found = cell.item() if hasattr(cell, "item") else cell
    if not isinstance(found, float):
        return found
    if found != found:  # noqa: PLR0124 - a NaN
        return None
    return int(found) if found.is_integer() else found


def _position(blob: Any, transform: Any = None) -> dict[str, float]:
    """Return the coordinates of a point in well-known binary; nothing of other shapes."""
    from shapely import from_wkb  # noqa: PLC0415 - see above

    shape = from_wkb(blob, on_invalid="ignore") if isinstance(blob, bytes) else None
    if shape is None or shape.geom_type != "Point" or shape.is_empty:
        return {}
    x, y = (shape.x, shape.y) if transform is None else transform(shape.x, shape.y)
    return dict(zip(_POINT, (y, x), strict=True))
