"""Files that may hold a table: opened, unpacked, with their first bytes to look at."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Literal, cast

from conflictmap.reports import sources
from conflictmap.reports.sources import STDIN, Source, files_below, inner

__all__ = [
    "PARQUET",
    "SHEET",
    "STDIN",
    "TYPED",
    "Shape",
    "TableFile",
    "head_of",
    "opened",
    "shape_of",
    "tables_among",
]

Shape = Literal["csv", "json", "sheet", "parquet", "geopackage"]

SHEET: Shape = "sheet"
"""A workbook, which is read whole."""
PARQUET: Shape = "parquet"
TYPED = frozenset({PARQUET, "geopackage"})
"""Files whose columns have types, which their libraries open by name."""

_SHAPES: dict[str, Shape] = {
    ".csv": "csv", ".tsv": "csv", ".json": "json", ".jsonl": "json", ".ndjson": "json", ".geojson": "json",
    ".xlsx": "sheet", ".xlsm": "sheet", ".xls": "sheet", ".ods": "sheet",
    ".parquet": "parquet", ".geoparquet": "parquet", ".pq": "parquet", ".gpkg": "geopackage",
}  # fmt: skip
_HEAD = 2**16
"""Bytes of a file that are looked at to recognise it."""


@dataclass(frozen=True, slots=True)
class TableFile(Source):
    """A file that may hold a table.

    Attributes
    ----------
    path : pathlib.Path or None
        ``None`` is standard input.
    shape : str or None
        What its name promises; ``None`` is told from the content.
    """

    shape: Shape | None

    @property
    def stem(self) -> str:
        """What to name an incident after that has no id."""
        return "row" if self.path is None else inner(self.path).stem


def tables_among(name: str | os.PathLike[str]) -> Iterator[TableFile]:
    """Yield the files of an input that may hold tables: itself, or those of a folder in order of their paths.

    Parameters
    ----------
    name : str or path
        A file, a folder or ``"-"``. What is not there yields nothing: whoever reads reports says so.
    """
    if str(name) == STDIN:
        yield TableFile(None, None)
        return
    path = Path(name)
    try:
        found = files_below(path) if path.is_dir() else [path]
        files = [file for file in found if file.is_file()]
    except (OSError, ValueError):
        return
    for file in files:
        shape = _SHAPES.get(inner(file).suffix.casefold())
        hidden = file is not path and any(part.startswith(".") for part in file.relative_to(path).parts)
        if shape is not None and not hidden:
            yield TableFile(file, shape)


@contextmanager
def opened(file: TableFile) -> Iterator[io.BufferedReader]:
    """Open a file for reading, unpacked; of standard input what is looked at stays there to be read.

    Parameters
    ----------
    file : TableFile

    Yields
    ------
    io.BufferedReader

    Raises
    ------
    OSError
        As the file system has it, and for a standard input that cannot be looked into.
    """
    if file.path is None and not isinstance(getattr(sys.stdin, "buffer", None), io.BufferedReader):
        raise OSError("standard input cannot be looked into without taking from it")
    with sources.opened(file, _HEAD) as stream:
        yield stream


def shape_of(head: bytes) -> Shape:
    """Return what a file is by its first bytes.

    Parameters
    ----------
    head : bytes
    """
    return "json" if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")) else "csv"


def head_of(stream: IO[bytes]) -> bytes:
    """Return the first bytes of a stream without moving it.

    Parameters
    ----------
    stream : io.BufferedReader
    """
    return cast("io.BufferedReader", stream).peek(_HEAD)[:_HEAD]
