"""The tables of an archive, how they are made, and how an older one is brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Literal

from conflictmap.archive.archivecells import KEPT
from conflictmap.codebook import shipped_rules
from conflictmap.corrections import ANCHORED, FIELDS, Correction
from conflictmap.model import BadInputError
from conflictmap.reports.sources import is_regular

__all__ = ["EVENTS", "INCIDENTS", "VERSION", "connect", "is_archive", "put_correction"]

INCIDENTS, EVENTS = "incidents", "events"
"""Layers: what each report tells, and what all of them tell together."""

VERSION = 2
"""Of the tables. A higher number needs a step in `_STEPS`."""

_OWN: Literal["archive"] = "archive"  # the table that only archives have
_GPKG = 0x47504B47
_PLAIN_TABLE: Literal["attributes"] = "attributes"
_WAIT = 60.0  # seconds for another writer to finish
_BASE = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT
);
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),
    ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
        || 'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]', 'longitude, latitude');
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name)
);
CREATE TABLE archive (fid INTEGER PRIMARY KEY, key TEXT UNIQUE NOT NULL, value TEXT NOT NULL);
CREATE TABLE reports (
    fid INTEGER PRIMARY KEY, report_id TEXT UNIQUE NOT NULL, digest TEXT UNIQUE NOT NULL, source TEXT, url TEXT,
    published DATE, title TEXT, text TEXT, problem TEXT, rules TEXT NOT NULL, read_at DATETIME NOT NULL
);
CREATE TABLE links (
    fid INTEGER PRIMARY KEY, incident_id TEXT UNIQUE NOT NULL, event_id TEXT NOT NULL, linked_to TEXT, probability REAL,
    reasons TEXT
);
"""


_DECIDED = f"""
CREATE TABLE corrections (
    fid INTEGER PRIMARY KEY, correction_id TEXT UNIQUE NOT NULL,
    {", ".join(f'"{name}" TEXT NOT NULL' for name in FIELDS[1:])}
);
CREATE TABLE revisions (
    fid INTEGER PRIMARY KEY, report_id TEXT NOT NULL, digest TEXT UNIQUE NOT NULL, title TEXT, text TEXT,
    replaced_at DATETIME NOT NULL
);
CREATE TABLE retired (
    fid INTEGER PRIMARY KEY, incident_id TEXT UNIQUE NOT NULL, report_id TEXT NOT NULL, "row" TEXT NOT NULL,
    retired_at DATETIME NOT NULL
);
CREATE INDEX retired_report ON retired (report_id);
CREATE INDEX reports_url ON reports (url);
"""
"""What people decided, texts that were revised since, incidents that are no longer read: since version 2."""


def connect(path: Path, *, make: bool) -> sqlite3.Connection:
    """Open an archive, made or brought up to date if need be.

    Parameters
    ----------
    path : pathlib.Path
    make : bool
        Whether to make one where there is none.

    Returns
    -------
    sqlite3.Connection
        In which a transaction begins when it is asked for.

    Raises
    ------
    BadInputError
        If there is none, it is no archive, or a newer conflictmap made it.
    """
    if not make and not path.is_file():
        raise BadInputError(f"{path}: no such archive; `conflictmap add {path} INPUT` makes one")
    try:
        connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("BEGIN IMMEDIATE")
        try:
            _bring_up(connection, path)
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            connection.close()
            raise
    except sqlite3.Error as error:
        raise BadInputError(f"{path}: not an archive of conflictmap ({error})") from error
    return connection


def _bring_up(connection: sqlite3.Connection, path: Path) -> None:
    """Make all tables of an empty file; of an archive check the version and add what it lacks."""
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        _make(connection)
    elif not tables >= {_OWN}:
        raise BadInputError(f"{path}: not an archive of conflictmap; give another name")
    (version,) = connection.execute("SELECT value FROM archive WHERE key = 'version'").fetchone()
    if int(version) > VERSION:
        raise BadInputError(f"{path}: made by a newer conflictmap (version {version} of its tables): update yours")
    for step in _STEPS[int(version) - 1 :]:
        step(connection)
    connection.execute("UPDATE archive SET value = ? WHERE key = 'version'", (str(VERSION),))
    for layer in (INCIDENTS, EVENTS):
        _add_columns(connection, layer)


def _to_version_2(connection: sqlite3.Connection) -> None:
    """Give corrections ids and anchors, and keep what is revised or no longer read."""
    older = [dict(cells) for cells in connection.execute("SELECT * FROM corrections ORDER BY fid")]
    connection.execute("DROP TABLE corrections")
    _run(connection, _DECIDED)
    _list_plain(connection)
    for cells in older:
        put_correction(connection, Correction(**{name: str(cells.get(name) or "") for name in FIELDS}))


_STEPS: tuple[Callable[[sqlite3.Connection], None], ...] = (_to_version_2,)
"""From each version to the next."""


def put_correction(connection: sqlite3.Connection, correction: Correction) -> bool:
    """Add a correction; return whether it was new. Of two with one id the one that sorts first stays."""
    known = connection.execute("SELECT * FROM corrections WHERE correction_id = ?", (correction.correction_id,))
    row = known.fetchone()
    said = len(FIELDS) - len(ANCHORED)
    if row is not None and astuple(correction)[:said] >= tuple(row[name] for name in FIELDS[:said]):
        return False
    marks = ", ".join("?" for _ in FIELDS)
    names = ", ".join(f'"{name}"' for name in FIELDS)
    connection.execute(
        f"INSERT OR REPLACE INTO corrections ({names}) VALUES ({marks})",  # noqa: S608 - names of ours
        astuple(correction),
    )
    return row is None


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";\n"):
        if statement.strip():
            connection.execute(statement)


def _list_plain(connection: sqlite3.Connection) -> None:
    """Name tables without points in the list of contents, so that QGIS finds them."""
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '[gs]*_*' AND name <> 'layer_styles'"
        " AND name NOT IN (SELECT table_name FROM gpkg_contents)"
    )
    connection.executemany(_CONTENTS, [(table, _PLAIN_TABLE, table, None) for (table,) in tables.fetchall()])


_CONTENTS = "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, ?, ?, ?)"


def _make(connection: sqlite3.Connection) -> None:
    from conflictmap.export.qgisstyle import add_style, make_styles  # noqa: PLC0415 - with it comes geopandas, which takes a second

    connection.execute(f"PRAGMA application_id = {_GPKG}")
    connection.execute("PRAGMA user_version = 10300")
    _run(connection, _BASE + _DECIDED)
    connection.execute("INSERT INTO archive (key, value) VALUES ('version', ?), ('stale', '0')", (str(VERSION),))
    _list_plain(connection)
    make_styles(connection)
    for layer in (INCIDENTS, EVENTS):
        connection.execute(f"CREATE TABLE {layer} (fid INTEGER PRIMARY KEY, geometry POINT)")
        _add_columns(connection, layer)
        connection.execute(f"CREATE UNIQUE INDEX {layer}_incident ON {layer} (incident_id)")
        connection.execute(f"CREATE INDEX {layer}_report ON {layer} (report_id)")
        connection.execute(_CONTENTS, (layer, "features", layer, 4326))
        connection.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geometry', 'POINT', 4326, 0, 0)", (layer,))
        add_style(connection, layer, "geometry")


def _add_columns(connection: sqlite3.Connection, layer: str) -> None:
    """Add the columns that a layer lacks, as a later conflictmap may have more."""
    types, _ = shipped_rules("columntypes.toml")
    known = {row["name"] for row in connection.execute(f"PRAGMA table_info({layer})")}
    for column in KEPT:
        if column.name not in known:
            connection.execute(f'ALTER TABLE {layer} ADD COLUMN "{column.name}" {types[column.type]["geopackage"]}')


def is_archive(path: Path) -> bool:
    """Tell whether a file is an archive: by its first bytes and the table that only archives have.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    bool
    """
    if not is_regular(path):
        return False
    try:
        with path.open("rb") as file:
            if not file.read(16).startswith(b"SQLite format 3"):
                return False
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    except (OSError, ValueError, sqlite3.Error):
        return False
    try:
        found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'archive'").fetchone()
        return found is not None
    except sqlite3.Error:
        return False
    finally:
        connection.close()
