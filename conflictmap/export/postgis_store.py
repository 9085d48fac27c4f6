"""Rows into a table of PostGIS: written in one transaction, and the same reports again change nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import geopandas as gpd

from conflictmap.export.columntypes import types_of
from conflictmap.frame import flatten, plain
from conflictmap.model import BadInputError, ConflictmapError
from conflictmap.record import COLUMNS

__all__ = ["is_address", "store"]

_SCHEMES = ("postgresql://", "postgres://")
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,50}")
_PASSWORD = re.compile(r"(://[^:/@]*):[^@]*@")
_POINT = "ST_SetSRID(ST_MakePoint(%s::double precision, %s::double precision), 4326)"


def is_address(text: str) -> bool:
    """Return whether a text is the address of a database that `store` takes."""
    return text.startswith(_SCHEMES)


def store(frame: gpd.GeoDataFrame | Iterable[gpd.GeoDataFrame], address: str, table: str = "incidents") -> int:
    """Put rows into a table, in place of what it holds of the same reports.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or iterable of them
        N rows, as `frame.to_geodataframe` makes them; several frames are taken one after the other.
    address : str
        ``postgresql://user:password@host:port/database``.
    table : str
        Made if it is not there, with an index on place and one on day. Columns that it lacks are added; others of it
        are left alone.

    Returns
    -------
    int
        Rows written.

    Raises
    ------
    BadInputError
        If the address or the name of the table is no good, or psycopg is not installed.
    ConflictmapError
        If the database refuses; then nothing in it is changed.
    """
    if not is_address(address):
        raise BadInputError(f"{_hidden(address)!r} is no address of PostgreSQL: give postgresql://user@host/database")
    if not _NAME.fullmatch(table):
        raise BadInputError(f"{table!r} is no name of a table: use small letters, digits and _")
    try:
        import psycopg  # noqa: PLC0415 - an extra
    except ImportError:
        raise BadInputError("PostGIS needs psycopg; pip install 'conflictmap[postgis]'") from None
    try:
        with psycopg.connect(address, connect_timeout=10) as connection, connection.cursor() as cursor:
            _prepare(cursor, table)
            return _write([frame] if isinstance(frame, gpd.GeoDataFrame) else frame, cursor, table)
    except psycopg.Error as error:
        said = " ".join(_hidden(str(error)).split())[:300]
        raise ConflictmapError(f"{_hidden(address)}: nothing was written ({said})") from None


def _hidden(text: str) -> str:
    """Return a text without the password of an address in it."""
    return _PASSWORD.sub(r"\1:***@", text)


def _prepare(cursor: Any, table: str) -> None:
    """Make the table, or add the columns it lacks; then let nobody else write to it until the end."""
    cursor.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    types = types_of("postgis")
    own = {column.name: types[column.type] for column in COLUMNS}
    columns = ", ".join(f'"{name}" {kind}' for name, kind in own.items())
    cursor.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns}, PRIMARY KEY (incident_id))")
    for name, kind in own.items():
        cursor.execute(f'ALTER TABLE {table} ADD COLUMN IF NOT EXISTS "{name}" {kind}')
    cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_where ON {table} USING gist (geometry)")
    cursor.execute(f"CREATE INDEX IF NOT EXISTS {table}_when ON {table} (date_start)")
    cursor.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")


def _write(frames: Iterable[gpd.GeoDataFrame], cursor: Any, table: str) -> int:
    """Gather the rows beside the table, then let them replace what it holds of their reports; return how many."""
    types = types_of("postgis")
    names = [column.name for column in COLUMNS if column.type != "geometry"]
    own = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f"%s::{types[column.type]}" for column in COLUMNS if column.type != "geometry")
    cursor.execute(f"CREATE TEMP TABLE new_rows ON COMMIT DROP AS SELECT {own}, geometry FROM {table} LIMIT 0")  # noqa: S608 - names that were checked
    cursor.execute("CREATE TEMP TABLE new_reports (id text) ON COMMIT DROP")
    count = 0
    for frame in frames:
        count += len(frame)
        cursor.executemany("INSERT INTO new_reports VALUES (%s)", [(name,) for name in sorted(_reports(frame))])
        cursor.executemany(
            f"INSERT INTO new_rows ({own}, geometry) VALUES ({values}, {_POINT})",  # noqa: S608
            _rows(frame, names),
        )
    cursor.execute(
        f"DELETE FROM {table} WHERE report_id IN (SELECT id FROM new_reports) "  # noqa: S608
        "OR incident_id IN (SELECT incident_id FROM new_rows)"
    )
    cursor.execute(f"INSERT INTO {table} ({own}, geometry) SELECT {own}, geometry FROM new_rows")  # noqa: S608
    return count


def _rows(frame: gpd.GeoDataFrame, names: list[str]) -> Iterator[list[Any]]:
    flat = flatten(frame)
    cells = (flat[name].astype("object") for name in names)
    for row, point in zip(zip(*cells, strict=True), frame.geometry, strict=True):
        yield [*map(plain, row), point.x if point else None, point.y if point else None]


def _reports(frame: gpd.GeoDataFrame) -> set[str]:
    """Return every report that a row was made of, so that an event replaces what was read of each."""
    found = {str(report) for report in frame["report_id"].dropna()}
    for members in frame["members"]:
        found |= {str(member["report_id"]) for member in members or () if member.get("report_id")}
    return found
