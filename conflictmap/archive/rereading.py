"""A report that comes again with another text, or is read again by other rules: what it told keeps its ids."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from conflictmap.archive.archivecells import KEPT, values_of
from conflictmap.archive.archivetables import INCIDENTS
from conflictmap.archive.putright import layer_rows
from conflictmap.corrections import inherit
from conflictmap.model import Report
from conflictmap.record import sound

__all__ = ["insert", "keep_revision", "reread", "revised_by", "set_cells"]

_LIKE = 80.0  # percent; below it two texts of one id are two reports
_KEPT = 0.6  # of the sentences; a page that grows keeps them
_DAYS = 7  # between two texts of one report
_CHARS = 20_000  # of a text that are compared
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")


def revised_by(connection: sqlite3.Connection, report: Report) -> str | None:
    """Return the id of the report in the archive that another one is a new text of.

    Parameters
    ----------
    connection : sqlite3.Connection
    report : Report

    Returns
    -------
    str or None
        It has the same id or address, nearly the same day, and most of the words.
    """
    query = "SELECT * FROM reports WHERE (report_id = ? OR (url IS NOT NULL AND url = ?)) AND text <> '' ORDER BY fid"
    for row in connection.execute(query, (sound(report.id), sound(report.url))):
        if _near(row["published"], report.published) and _is_like(row["text"], sound(report.text) or ""):
            return str(row["report_id"])
    return None


def _near(before: str | None, now: date | None) -> bool:
    return before is None or now is None or abs((now - date.fromisoformat(before)).days) <= _DAYS


def _is_like(before: str, now: str) -> bool:
    one, other = before[:_CHARS], now[:_CHARS]
    if fuzz.ratio(one, other, score_cutoff=_LIKE):
        return True
    sentences = _SENTENCES.split(one.strip())
    held = sum(sentence in other for sentence in sentences)
    return len(sentences) > 1 and held >= _KEPT * len(sentences)


def keep_revision(connection: sqlite3.Connection, report_id: str, cells: Mapping[str, Any], moment: str) -> None:
    """Put a new text in the place of the old one, which is kept beside it.

    Parameters
    ----------
    connection : sqlite3.Connection
    report_id : str
    cells : mapping of str to object
        Columns of the table of reports to set.
    moment : str
        When, ISO 8601.
    """
    connection.execute(
        "INSERT OR IGNORE INTO revisions (report_id, digest, title, text, replaced_at)"
        " SELECT report_id, digest, title, text, ? FROM reports WHERE report_id = ?",
        (moment, report_id),
    )
    set_cells(connection, report_id, cells)


def set_cells(connection: sqlite3.Connection, report_id: str, cells: Mapping[str, Any]) -> None:
    """Set columns of a report.

    Parameters
    ----------
    connection : sqlite3.Connection
    report_id : str
    cells : mapping of str to object
        Names of ours and values.
    """
    named = ", ".join(f'"{name}" = ?' for name in cells)
    connection.execute(f"UPDATE reports SET {named} WHERE report_id = ?", (*cells.values(), report_id))  # noqa: S608


def reread(
    connection: sqlite3.Connection, report_id: str, rows: Sequence[Mapping[str, Any]], moment: str
) -> tuple[int, int]:
    """Put what is read of a report now in the place of what was read of it.

    Parameters
    ----------
    connection : sqlite3.Connection
    report_id : str
    rows : sequence of mapping
        Whose ids are those of this report.
    moment : str
        When, ISO 8601.

    Returns
    -------
    tuple of (int, int)
        How many incidents are new, and how many are read no longer.
    """
    old = list(layer_rows(connection, INCIDENTS, "report_id", [report_id]))
    retired = [json.loads(text) for (text,) in connection.execute(_RETIRED, (report_id,))]
    taken = [name for (name,) in connection.execute(_USED, (f"{report_id}-", f"{report_id}."))]
    made = inherit(report_id, old, rows, retired, taken)
    places = [fid for (fid,) in connection.execute(_PLACES, (report_id,))]
    connection.execute(f"DELETE FROM {INCIDENTS} WHERE report_id = ?", (report_id,))  # noqa: S608 - a name of ours
    insert(connection, INCIDENTS, made.rows, places)
    connection.executemany("DELETE FROM retired WHERE incident_id = ?", [(name,) for name in made.back])
    connection.executemany(
        'INSERT OR REPLACE INTO retired (incident_id, report_id, "row", retired_at) VALUES (?, ?, ?, ?)',
        [(row["incident_id"], report_id, json.dumps(row, ensure_ascii=False), moment) for row in made.lost],
    )
    return len(made.rows) + len(made.lost) - len(old), len(made.lost)


_RETIRED = 'SELECT "row" FROM retired WHERE report_id = ? ORDER BY fid'
_USED = (  # names that begin with the id and a hyphen, behind which the full stop comes
    f"SELECT incident_id FROM {INCIDENTS} WHERE incident_id >= ?1 AND incident_id < ?2"  # noqa: S608
    " UNION SELECT incident_id FROM corrections WHERE incident_id >= ?1 AND incident_id < ?2"
)
_PLACES = f"SELECT fid FROM {INCIDENTS} WHERE report_id = ? ORDER BY fid"  # noqa: S608 - a name of ours


def insert(
    connection: sqlite3.Connection, layer: str, rows: Sequence[Mapping[str, Any]], places: Sequence[int] = ()
) -> None:
    """Add rows to a layer.

    Parameters
    ----------
    connection : sqlite3.Connection
    layer : str
    rows : sequence of mapping
    places : sequence of int
        Where the first of them come; the others come last.
    """
    names = ", ".join(f'"{column.name}"' for column in KEPT)
    marks = ", ".join("?" for _ in KEPT)
    fids = [*places[: len(rows)], *[None] * (len(rows) - len(places))]
    connection.executemany(
        f"INSERT INTO {layer} (fid, {names}) VALUES (?, {marks})",  # noqa: S608 - names of ours
        ((fid, *values_of(row)) for fid, row in zip(fids, rows, strict=True)),
    )
