"""How many reports there may be, guessed without parsing them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from conflictmap.reports.csvcells import CsvRows
from conflictmap.reports.formats import BY_ENDING
from conflictmap.reports.ledger import Ledger
from conflictmap.reports.sources import STDIN, find, is_regular

__all__ = ["estimate"]

_SAMPLE = 2**18
_ONE = frozenset({"text", "html", "saved", "docx", "pdf", "rtf", "mail"})


def estimate(*paths: Path) -> int | None:
    """Guess how many reports files and folders hold.

    Parameters
    ----------
    *paths : pathlib.Path
        As given to `read`.

    Returns
    -------
    int or None
        ``None`` where it cannot be guessed: standard input, pipes, packed files, workbooks.
    """
    total = 0
    for path in paths:
        if str(path) == STDIN:
            return None
        for source in find(path, Ledger()):
            count = None if source.path is None or not is_regular(source.path) else _count(source.path)
            if count is None:
                return None
            total += count
    return total


def _count(path: Path) -> int | None:
    form = BY_ENDING.get(path.suffix.casefold())
    try:
        if form is None or form.id in _ONE:
            return None if path.suffix.casefold() == ".gz" else 1
        if form.id == "csv":
            return _rows(path)
        if form.id == "jsonl":
            return _lines(path)
        return _groups(path) if form.id == "parquet" else None
    except (OSError, csv.Error):
        return 1


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(2**20), b"")) or 1


def _rows(path: Path) -> int:
    """Guess from how long the first rows are: a cell may hold many lines."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    rows = sum(1 for _ in CsvRows(io.StringIO(sample.decode("utf-8", errors="replace")), ","))
    return max(1, round(rows * size / max(len(sample), 1)) - 1)


def _groups(path: Path) -> int | None:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        return None
    try:
        return int(parquet.ParquetFile(path).metadata.num_rows)
    except ArrowException:
        return 1
