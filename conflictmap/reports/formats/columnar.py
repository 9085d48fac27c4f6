"""Parquet, by pyarrow, a batch of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.model import Problem
from conflictmap.reports.arrowcells import rows_of_parquet
from conflictmap.reports.fieldnames import lacking, worth_reading
from conflictmap.reports.fields import clean_line
from conflictmap.reports.inputfile import Format, InputFile, Row, missing

__all__ = ["FORMAT"]


def read(file: InputFile) -> Iterator[Row | Problem]:
    """Read one report a row."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise missing("Parquet", "pyarrow", "parquet") from None
    number = 0
    try:
        table = parquet.ParquetFile(file.stream)
        if reason := lacking(table.schema_arrow.names, file.wishes.columns):
            yield Problem(file.name, f"the file {reason}", damaged=True, whole=True)
            return
        unread = dict.fromkeys(table.schema_arrow.names)
        wanted = worth_reading(unread, file.wishes.columns)
        for number, row in enumerate(rows_of_parquet(table, wanted), 1):
            yield Row(unread | row, f"{file.name}, row {number}", f"{file.stem}-{number}")
    except ArrowException as error:
        message = f"not a valid Parquet file ({clean_line(str(error), 100)})"
        yield Problem(file.name, message, damaged=True, whole=not number)


FORMAT = Format(
    "parquet", (".parquet", ".pq"), read, "One report a row, the same columns.", extra="parquet", binary=True
)
