"""Ids in an archive: no two reports and no two incidents share one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conflictmap.archive.archivetables import INCIDENTS

__all__ = ["Numbers", "forget", "free_id", "renamed", "told_apart"]

Numbers = dict[tuple[str, str], int]
"""A query and an id that it was asked about -> the last suffix that was found; right while nothing is taken out."""

_IDS = ("incident_id", "report_id", "total_id")


def forget(connection: sqlite3.Connection, coded: str, data_set: str | None) -> None:
    """Take out the row that the coders of a data set have corrected."""
    taken = f"DELETE FROM {INCIDENTS} WHERE incident_id = ? AND report_id = ?"  # noqa: S608 - a name of ours
    if connection.execute(taken, (coded, data_set)).rowcount:
        connection.execute("DELETE FROM reports WHERE report_id = ?", (coded,))


def free_id(connection: sqlite3.Connection, base: str, numbers: Numbers) -> str:
    """Return an id that no report and no incident has, made of one that may be taken."""
    taken = f"SELECT 1 FROM reports WHERE report_id = ?1 UNION SELECT 1 FROM {INCIDENTS} WHERE incident_id = ?1"  # noqa: S608
    return _untaken(connection, taken, base, numbers)


def _untaken(connection: sqlite3.Connection, taken: str, base: str, numbers: Numbers) -> str:
    """Return an id, with the first suffix for which a query finds nothing if it is taken.

    An id that all want would take time as its square if each began to look at the first.
    """
    unique, number = base, 1
    while connection.execute(taken, (unique,)).fetchone():
        number = numbers[taken, base] = max(number, numbers.get((taken, base), 1)) + 1
        unique = f"{base}-{number}"
    return unique


def renamed(row: Mapping[str, Any], old: str, new: str) -> Mapping[str, Any]:
    """Return a row whose report bears another id."""
    if old == new:
        return row
    return {**row, **{name: new + row[name].removeprefix(old) for name in _IDS if _of_report(row[name], old)}}


def told_apart(
    connection: sqlite3.Connection, rows: Sequence[Mapping[str, Any]], numbers: Numbers
) -> Iterator[Mapping[str, Any]]:
    """Yield rows with ids that no incident of the archive has, parts with that of their total."""
    taken = f"SELECT 1 FROM {INCIDENTS} WHERE incident_id = ?"  # noqa: S608 - a name of ours
    names = {row["incident_id"]: _untaken(connection, taken, str(row["incident_id"]), numbers) for row in rows}
    for row in rows:
        total = row["total_id"]
        yield {**row, "incident_id": names[row["incident_id"]], "total_id": names.get(total, total)}


def _of_report(name: str | None, report: str) -> bool:
    """Whether an id is that of a report, or made of it; a table may call its incidents anything."""
    return name is not None and (name == report or name.startswith(f"{report}-"))
