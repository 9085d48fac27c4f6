"""Reading and writing an archive: a batch of reports is one transaction, and the same report again is passed over."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from conflictmap.archive.archivecells import KEPT, values_of
from conflictmap.archive.archivetables import EVENTS, INCIDENTS, connect, put_correction
from conflictmap.archive.putright import PutRight, layer_rows
from conflictmap.corrections import FIELDS, Corrected, Correction, anchored
from conflictmap.gazetteer import Gazetteer
from conflictmap.model import ConflictmapError, Report
from conflictmap.record import sound

__all__ = ["Archive", "Reading", "digest_of"]

_IDS = ("incident_id", "report_id", "total_id")


@dataclass(frozen=True, slots=True)
class Reading:
    """A report and what was read of it.

    Attributes
    ----------
    report : Report
    rows : tuple of mapping
        As `record.record` makes them; none where the report tells of no violence in the country.
    problem : str or None
        Why it could not be read, or not to its end.
    key : str
        What tells it from others, of rows of a table; empty where the report itself does.
    row : str or None
        Id of the row of a table, by which it is kept among the reports.
    corrects : bool
        Whether it takes the place of what had that id before, as coders correct their rows.
    """

    report: Report
    rows: tuple[Mapping[str, Any], ...]
    problem: str | None = None
    key: str = ""
    row: str | None = None
    corrects: bool = False

    @property
    def digest(self) -> str:
        """What tells it from all others, see `digest_of`."""
        return _hashed(["", self.key]) if self.key else digest_of(self.report)


def digest_of(report: Report) -> str:
    """Return what tells a report from others: of its text, title, day and origin, whatever its id.

    Parameters
    ----------
    report : Report

    Returns
    -------
    str
        Hexadecimal digits (SHA-256).
    """
    told = [report.text, report.title, report.source, report.url, report.published and report.published.isoformat()]
    return _hashed(told)


def _hashed(told: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(told).encode("utf-8", "surrogatepass")).hexdigest()


class Archive:
    """An archive that is open.

    Parameters
    ----------
    path : path
    make : bool
        Whether to make one where there is none.
    rules : str
        Version of conflictmap that reads, kept beside each report.
    gazetteer : Gazetteer, optional
        Of the places that people move incidents to; the shipped one if not given.

    Attributes
    ----------
    path : path
    written : int
        Incidents that were added since it was opened.

    Raises
    ------
    BadInputError
        If there is none, it is no archive, or a newer conflictmap made it.
    """

    def __init__(self, path: Path, *, make: bool = False, rules: str = "", gazetteer: Gazetteer | None = None) -> None:
        self.path = path
        self._rules = rules
        self._gazetteer = gazetteer
        self.written = 0
        self._connection = connect(path, make=make)

    def __enter__(self) -> Archive:
        """Return the archive."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written in the block stands, or nothing of it; other writers wait."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise ConflictmapError(f"{self.path}: {error}; what was written before is kept") from error

    def has(self, report: Report) -> bool:
        """Whether a report is in the archive, under whatever id."""
        found = self._connection.execute("SELECT 1 FROM reports WHERE digest = ?", (digest_of(report),))
        return found.fetchone() is not None

    def put(self, readings: Sequence[Reading]) -> int:
        """Add reports and what was read of them, all or none.

        Parameters
        ----------
        readings : sequence of Reading
            Those that are there already, since another writer was quicker, are passed over. A report whose id another
            one has gets a suffix, and so have its incidents.

        Returns
        -------
        int
            How many were added.

        Raises
        ------
        ConflictmapError
            If the file cannot be written.
        """
        with self._transaction() as connection:
            added = [reading for reading in readings if self._put(connection, reading)]
            if added:
                connection.execute("UPDATE archive SET value = '1' WHERE key = 'stale'")
        self.written += sum(len(reading.rows) for reading in added)
        return len(added)

    def _put(self, connection: sqlite3.Connection, reading: Reading) -> bool:
        report, digest = reading.report, reading.digest
        if connection.execute("SELECT 1 FROM reports WHERE digest = ?", (digest,)).fetchone():
            return False
        base = sound(reading.row or report.id) or ""
        if reading.corrects:
            _forget(connection, base, sound(report.id))
        own = _free_id(connection, base)
        connection.execute(
            "INSERT INTO reports (report_id, digest, source, url, published, title, text, problem, rules, read_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *map(
                    sound, (own, digest, report.source, report.url, _iso(report.published), report.title, report.text)
                ),
                sound(reading.problem),
                self._rules,
                datetime.now(UTC).isoformat(timespec="seconds"),
            ),
        )
        _insert(connection, INCIDENTS, _told_apart(connection, [_renamed(row, base, own) for row in reading.rows]))
        return True

    def correct(self, corrections: Iterable[Correction]) -> int:
        """Keep what people decided, all or none; on the disk when this returns.

        Parameters
        ----------
        corrections : iterable of Correction
            Those that are there already are passed over. One without an anchor is given that of its incident.

        Returns
        -------
        int
            How many were new.

        Raises
        ------
        ConflictmapError
            If the file cannot be written.
        """
        with self._transaction() as connection:
            return self._keep(connection, corrections)

    def _keep(self, connection: sqlite3.Connection, corrections: Iterable[Correction]) -> int:
        added = sum(put_correction(connection, self._anchored(correction)) for correction in corrections)
        if added:
            connection.execute("UPDATE archive SET value = '1' WHERE key = 'stale'")
        return added

    def _anchored(self, correction: Correction) -> Correction:
        names = (correction.target, correction.value)
        row, other = (next(layer_rows(self._connection, INCIDENTS, "incident_id", [name]), None) for name in names)
        return anchored(correction, row, other)

    def corrections(self) -> list[Correction]:
        """Return all that people decided, what was taken back as well, in order of their times."""
        kept = self._connection.execute("SELECT * FROM corrections")
        return sorted((Correction(*(row[name] for name in FIELDS)) for row in kept), key=lambda made: made.order)

    def rows(self, *, corrected: bool = True) -> Iterator[dict[str, Any]]:
        """Yield the incidents of every report as rows, in the order they were read.

        Parameters
        ----------
        corrected : bool
            Whether as people have put them right: without what they rejected, what they added last.

        Yields
        ------
        dict
            As `record.record` makes it.
        """
        if not corrected:
            return layer_rows(self._connection, INCIDENTS)
        return self._put_right().rows()

    def corrected(self) -> Corrected:
        """Return what corrections make of the reports that they concern: their rows, and what no longer matches."""
        return self._put_right().corrected()

    def _put_right(self) -> PutRight:
        return PutRight(self._connection, self.corrections(), self._gazetteer, None if self.stale else self._members())

    def _members(self) -> dict[str, list[str]]:
        """Return, of each incident, the incidents of its event as they were linked last."""
        events: dict[str, list[str]] = defaultdict(list)
        for incident, event in self._connection.execute("SELECT incident_id, event_id FROM links"):
            events[event].append(incident)
        return {incident: together for together in events.values() for incident in together}

    def events(self) -> list[dict[str, Any]]:
        """Return events, one row each: those kept, or linked anew if reports or corrections came in since."""
        return list(layer_rows(self._connection, EVENTS)) if not self.stale else self._put_right().linked()[1].rows

    @property
    def stale(self) -> bool:
        """Whether reports came in since the events were linked."""
        (value,) = self._connection.execute("SELECT value FROM archive WHERE key = 'stale'").fetchone()
        return bool(int(value))

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return int(self._connection.execute("SELECT count(*) FROM reports").fetchone()[0])

    def relink(self) -> int:
        """Link all incidents anew and keep the events, in one transaction.

        Returns
        -------
        int
            How many events there are.

        Raises
        ------
        ConflictmapError
            If the file cannot be written.
        """
        with self._transaction() as connection:
            first, linked = PutRight(connection, self.corrections(), self._gazetteer).linked()
            connection.execute("DELETE FROM events")
            connection.execute("DELETE FROM links")
            _insert(connection, EVENTS, linked.rows)
            connection.executemany(  # a table that was linked brings members which may be incidents here as well
                "INSERT OR IGNORE INTO links (incident_id, event_id, linked_to, probability, reasons)"
                " VALUES (?, ?, ?, ?, ?)",
                (
                    (m["incident_id"], row["event_id"], m["linked_to"], m["probability"], json.dumps(m["reasons"]))
                    for row in first.rows
                    for m in row["members"]
                ),
            )
            connection.execute(
                "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y, last_change) ="
                " (SELECT min(lon), min(lat), max(lon), max(lat), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM incidents)"
                " WHERE data_type = 'features'"
            )
            connection.execute("UPDATE archive SET value = '0' WHERE key = 'stale'")
        return len(linked.rows)


def _insert(connection: sqlite3.Connection, layer: str, rows: Iterable[Mapping[str, Any]]) -> None:
    names = ", ".join(f'"{column.name}"' for column in KEPT)
    marks = ", ".join("?" for _ in KEPT)
    connection.executemany(f"INSERT INTO {layer} ({names}) VALUES ({marks})", map(values_of, rows))  # noqa: S608


def _forget(connection: sqlite3.Connection, coded: str, data_set: str | None) -> None:
    """Take out the row that the coders of a data set have corrected."""
    taken = f"DELETE FROM {INCIDENTS} WHERE incident_id = ? AND report_id = ?"  # noqa: S608 - a name of ours
    if connection.execute(taken, (coded, data_set)).rowcount:
        connection.execute("DELETE FROM reports WHERE report_id = ?", (coded,))


def _free_id(connection: sqlite3.Connection, base: str) -> str:
    taken = f"SELECT 1 FROM reports WHERE report_id = ?1 UNION SELECT 1 FROM {INCIDENTS} WHERE incident_id = ?1"  # noqa: S608
    return _untaken(connection, taken, base)


def _untaken(connection: sqlite3.Connection, taken: str, base: str) -> str:
    """Return an id, with the first suffix for which a query finds nothing if it is taken."""
    unique, number = base, 1
    while connection.execute(taken, (unique,)).fetchone():
        number += 1
        unique = f"{base}-{number}"
    return unique


def _renamed(row: Mapping[str, Any], old: str, new: str) -> Mapping[str, Any]:
    """Return a row whose report bears another id."""
    if old == new:
        return row
    return {**row, **{name: new + row[name].removeprefix(old) for name in _IDS if _of_report(row[name], old)}}


def _told_apart(connection: sqlite3.Connection, rows: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield rows with ids that no incident of the archive has, parts with that of their total."""
    taken = f"SELECT 1 FROM {INCIDENTS} WHERE incident_id = ?"  # noqa: S608 - a name of ours
    names = {row["incident_id"]: _untaken(connection, taken, str(row["incident_id"])) for row in rows}
    for row in rows:
        total = row["total_id"]
        yield {**row, "incident_id": names[row["incident_id"]], "total_id": names.get(total, total)}


def _of_report(name: str | None, report: str) -> bool:
    """Whether an id is that of a report, or made of it; a table may call its incidents anything."""
    return name is not None and (name == report or name.startswith(f"{report}-"))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
