"""The incidents of an archive as people have put them right, report by report, and the events that they make."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from conflictmap.archive.archivecells import row_of
from conflictmap.archive.archivetables import INCIDENTS
from conflictmap.corrections import Corrected, Correction, apply_corrections, partner_of
from conflictmap.gazetteer import Gazetteer
from conflictmap.linking import Linking, link
from conflictmap.rowstore import batches

__all__ = ["PutRight", "layer_rows", "rows_put_right"]

Row = dict[str, Any]
Members = Mapping[str, Sequence[str]]

_ASKED = 500  # values in one question; SQLite takes some thousand


def layer_rows(
    connection: sqlite3.Connection, layer: str, column: str = "", values: Sequence[str] = ()
) -> Iterator[Row]:
    """Yield the rows of a layer in the order they were read.

    Parameters
    ----------
    connection : sqlite3.Connection
    layer, column : str
        Names of ours; without a column all rows.
    values : sequence of str
        What the column may hold.
    """
    if not column:
        for cells in connection.execute(f"SELECT * FROM {layer} ORDER BY fid"):  # noqa: S608 - a name of ours
            yield row_of(dict(cells))
        return
    for part in batches(values, _ASKED):
        marks = ", ".join("?" for _ in part)
        query = f'SELECT * FROM {layer} WHERE "{column}" IN ({marks}) ORDER BY fid'  # noqa: S608 - names of ours
        for cells in connection.execute(query, part):
            yield row_of(dict(cells))


class PutRight:
    """What corrections make of an archive.

    Parameters
    ----------
    connection : sqlite3.Connection
        Of the archive.
    corrections : sequence of Correction
    gazetteer : Gazetteer or None
        See `apply_corrections`.
    members : mapping of str to sequence of str, optional
        Incident -> the incidents of its event; found by linking if it is not given and something is said of an event.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        corrections: Sequence[Correction],
        gazetteer: Gazetteer | None,
        members: Members | None = None,
    ) -> None:
        self._connection = connection
        self._corrections = corrections
        self._gazetteer = gazetteer
        self._members = members

    def corrected(self) -> Corrected:
        """Return the rows of the reports that corrections concern, and what became of what people said."""
        if not self._corrections:
            return Corrected()
        members = self._known_members if self._said_of_events else None
        return self._applied(self._corrections, members)

    def linked(self) -> tuple[Linking, Linking]:
        """Return the events, as they are before anything is said of a whole event, and after."""
        made = self.corrected()
        last = self._linked(made)
        return (self._first if self._said_of_events else last), last

    @cached_property
    def _said_of_events(self) -> bool:
        return any(correction.event_id for correction in self._corrections)

    @cached_property
    def _first(self) -> Linking:
        made = self._applied([c for c in self._corrections if not c.event_id], None)
        return self._linked(made)

    @cached_property
    def _known_members(self) -> Members:
        if self._members is not None:
            return self._members
        found: dict[str, Sequence[str]] = {}
        for row in self._first.rows:
            names = [member["incident_id"] for member in row["members"]]
            found |= dict.fromkeys(names, names)
        return found

    def _applied(self, corrections: Sequence[Correction], members: Members | None) -> Corrected:
        rows = list(self._concerned(members or {}))
        made = apply_corrections(rows, corrections, gazetteer=self._gazetteer, members=members)
        self._told_by_report(made.rows)
        return made

    def _concerned(self, members: Members) -> Iterator[Row]:
        """Yield the rows of all reports that corrections speak of, whichever way."""
        said = [*self._corrections, *map(partner_of, self._corrections)]
        names = {c.target for c in said if c.target}
        known = self._reports("incident_id", names | {other for name in names for other in members.get(name, ())})
        named = self._reports("report_id", {c.report_id for c in said if c.report_id})
        lost = {c.sentence for c in said if c.sentence and c.target not in known and c.report_id not in named}
        reports = {*known.values(), *named, *self._reports("sentence", lost).values()}
        return layer_rows(self._connection, INCIDENTS, "report_id", sorted(reports))

    def _reports(self, column: str, values: Iterable[str]) -> dict[str, str]:
        """Return a report of each value that a column holds."""
        found: dict[str, str] = {}
        for part in batches(sorted(values), _ASKED):
            marks = ", ".join("?" for _ in part)
            query = f'SELECT "{column}", report_id FROM {INCIDENTS} WHERE "{column}" IN ({marks})'  # noqa: S608
            found |= dict(self._connection.execute(query, part).fetchall())
        return found

    def _told_by_report(self, rows: Iterable[Row]) -> None:
        """Give incidents that a person added what is known of their report."""
        query = "SELECT source, url, published FROM reports WHERE report_id = ?"
        for row in rows:
            if row["source"] is None and row["url"] is None and row["published"] is None:
                found = self._connection.execute(query, (row["report_id"],)).fetchone()
                row.update(dict(found) if found is not None else {})

    def _linked(self, made: Corrected) -> Linking:
        return link(list(rows_put_right(self._connection, made)), **made.decisions._asdict())


def rows_put_right(connection: sqlite3.Connection, made: Corrected) -> Iterator[Row]:
    """Yield all rows, those that were put right in the place of what was read.

    Parameters
    ----------
    connection : sqlite3.Connection
    made : Corrected
        What `PutRight.corrected` gave.
    """
    own = {row["incident_id"]: row for row in made.rows}
    for row in layer_rows(connection, INCIDENTS):
        name = row["incident_id"]
        if name not in made.gone:
            yield own.pop(name, row)
    yield from own.values()
