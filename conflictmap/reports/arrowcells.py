"""Rows of Parquet, where a cell that means nothing in Python costs the cell and not the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["rows_of_parquet"]

_BATCH = 1_000


def rows_of_parquet(file: Any, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a file.

    Parameters
    ----------
    file : pyarrow.parquet.ParquetFile
    columns : sequence of str, optional
        Those that are wanted; without it all.

    Yields
    ------
    dict of str to object
        A time beyond the calendar, or in a zone that nobody knows, is the text ``"1125899906842624 timestamp[s]"``;
        text that is no UTF-8 has U+FFFD for what is broken.
    """
    for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
        names = batch.schema.names
        for cells in zip(*map(_cells, batch.columns), strict=True):
            yield dict(zip(names, cells, strict=True))


def _cells(column: Any) -> list[Any]:
    try:
        found: list[Any] = column.to_pylist()
    except Exception:
        # pyarrow passes on whatever datetime, the packages of zones and the decoder of UTF-8 raise.
        return [_cell(cell) for cell in column]
    return found


def _cell(cell: Any) -> Any:
    try:
        return cell.as_py()
    except UnicodeDecodeError:
        return cell.as_buffer().to_pybytes().decode("utf-8", "replace")
    except Exception:  # see above
        return f"{getattr(cell, 'value', '')} {cell.type}"
