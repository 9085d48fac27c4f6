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

from conflictmap.archive.archivenames import Numbers, forget, free_id, renamed, told_apart
from conflictmap.archive.archivetables import EVENTS, INCIDENTS, connect, put_correction
from conflictmap.archive.putright import PutRight, layer_rows, rows_put_right
from conflictmap.archive.rereading import insert, keep_revision, reread, revised_by, set_cells
from conflictmap.corrections import FIELDS, Corrected, Correction, anchored
from conflictmap.gazetteer import Gazetteer
from conflictmap.model import ConflictmapError, Report
from conflictmap.record import sound

__all__ = ["Archive", "Reading", "digest_of"]


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
    revised : int
        Reports that came with another text since.
    found, lost : int
        Incidents that are new in reports that were read again, and that are read no longer.

    Raises
    ------
    BadInputError
        If there is none, it is no archive, or a newer conflictmap made it.
    """

    def __init__(self, path: Path, *, make: bool = False, rules: str = "", gazetteer: Gazetteer | None = None) -> None:
        self.path = path
        self._rules = rules
        self._gazetteer = gazetteer
        self.written = self.revised = self.found = self.lost = 0
        self._numbers: Numbers = {}
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
            self._numbers.clear()
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
        return _is_known(self._connection, digest_of(report))

    def put(self, readings: Sequence[Reading]) -> int:
        """Add reports and what was read of them, all or none.

        Parameters
        ----------
        readings : sequence of Reading
            Those that are there already, since another writer was quicker, are passed over. One with the id or the
            address of another, its day and most of its words is a revision of that one: its incidents keep their ids.
            Any other report whose id another one has gets a suffix, and so have its incidents.

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
            before = self.revised
            added = [reading for reading in readings if self._put(connection, reading)]
            if added or self.revised > before:
                _mark(connection, stale=True)
        self.written += sum(len(reading.rows) for reading in added)
        return len(added)

    def _put(self, connection: sqlite3.Connection, reading: Reading) -> bool:
        report, digest = reading.report, reading.digest
        if _is_known(connection, digest):
            return False
        before = None if reading.key or not report.text else revised_by(connection, report)
        if before is not None:
            self._revise(connection, before, reading)
            return False
        base = sound(reading.row or report.id) or ""
        if reading.corrects:
            forget(connection, base, sound(report.id))
            self._numbers.clear()
        own = free_id(connection, base, self._numbers)
        cells = {"report_id": own, "source": sound(report.source), "url": sound(report.url)} | self._cells(reading)
        names, marks = ", ".join(cells), ", ".join("?" for _ in cells)
        connection.execute(f"INSERT INTO reports ({names}) VALUES ({marks})", (*cells.values(),))  # noqa: S608
        rows = [renamed(row, base, own) for row in reading.rows]
        insert(connection, INCIDENTS, list(told_apart(connection, rows, self._numbers)))
        return True

    def _cells(self, reading: Reading) -> dict[str, str | None]:
        """Return the columns of a report that change when its text or its reading does."""
        report = reading.report
        told = {"digest": reading.digest, "title": report.title, "text": report.text, "problem": reading.problem}
        read = {"published": _iso(report.published), "rules": self._rules, "read_at": _now()}
        return {name: sound(cell) for name, cell in (told | read).items()}

    def _revise(self, connection: sqlite3.Connection, before: str, reading: Reading) -> None:
        """Put a new text of a report in the place of the old one."""
        keep_revision(connection, before, self._cells(reading), _now())
        self._reread(connection, before, reading)
        self.revised += 1

    def _reread(self, connection: sqlite3.Connection, name: str, reading: Reading) -> None:
        rows = [renamed(row, sound(reading.report.id) or "", name) for row in reading.rows]
        found, lost = reread(connection, name, rows, _now())
        self.found += found
        self.lost += lost

    def texts(self) -> Iterator[Report]:
        """Yield the reports that there are, to be read again; rows of tables have no text and are passed over."""
        names = [
            name for (name,) in self._connection.execute("SELECT report_id FROM reports WHERE text <> '' ORDER BY fid")
        ]
        for name in names:
            row = self._connection.execute("SELECT * FROM reports WHERE report_id = ?", (name,)).fetchone()
            published = date.fromisoformat(row["published"]) if row["published"] else None
            yield Report(name, row["text"], row["title"] or "", published, row["source"], row["url"])

    def read_again(self, readings: Sequence[Reading]) -> None:
        """Put what is read of reports now in the place of what was read of them, all or none.

        Parameters
        ----------
        readings : sequence of Reading
            Of reports that `texts` gave. Incidents that are found again keep their ids.

        Raises
        ------
        ConflictmapError
            If the file cannot be written.
        """
        with self._transaction() as connection:
            for reading in readings:
                cells = {"problem": sound(reading.problem), "rules": self._rules, "read_at": _now()}
                set_cells(connection, reading.report.id, cells)
                self._reread(connection, reading.report.id, reading)
            _mark(connection, stale=True)

    def retired(self) -> list[dict[str, Any]]:
        """Return the incidents that were read once and are read no longer, as rows."""
        return [json.loads(text) for (text,) in self._connection.execute('SELECT "row" FROM retired ORDER BY fid')]

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
            _mark(connection, stale=True)
        return added

    def _anchored(self, correction: Correction) -> Correction:
        names = (correction.target, correction.value)
        row, other = (next(layer_rows(self._connection, INCIDENTS, "incident_id", [name]), None) for name in names)
        return anchored(correction, row, other)

    def corrections(self) -> list[Correction]:
        """Return all that people decided, what was taken back as well, in order of their times."""
        kept = self._connection.execute("SELECT * FROM corrections")
        return sorted((Correction(*(row[name] for name in FIELDS)) for row in kept), key=lambda made: made.order)

    def rows(self, *, corrected: bool = True, made: Corrected | None = None) -> Iterator[dict[str, Any]]:
        """Yield the incidents of every report as rows, in the order they were read.

        Parameters
        ----------
        corrected : bool
            Whether as people have put them right: without what they rejected, what they added last.
        made : Corrected, optional
            What `corrected` gave, where it was asked before: it may take a linking of all rows.

        Yields
        ------
        dict
            As `record.record` makes it.
        """
        if not corrected:
            return layer_rows(self._connection, INCIDENTS)
        return rows_put_right(self._connection, self.corrected() if made is None else made)

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
    def incidents(self) -> int:
        """How many incidents were read."""
        return int(self._connection.execute(f"SELECT count(*) FROM {INCIDENTS}").fetchone()[0])  # noqa: S608

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
            insert(connection, EVENTS, linked.rows)
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
            _mark(connection, stale=False)
        return len(linked.rows)


def _is_known(connection: sqlite3.Connection, digest: str) -> bool:
    """Whether a report is there, or was before it was revised."""
    query = "SELECT 1 FROM reports WHERE digest = ?1 UNION ALL SELECT 1 FROM revisions WHERE digest = ?1"
    return connection.execute(query, (digest,)).fetchone() is not None


def _mark(connection: sqlite3.Connection, *, stale: bool) -> None:
    """Note whether the events have to be linked anew."""
    connection.execute("UPDATE archive SET value = ? WHERE key = 'stale'", (str(int(stale)),))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
