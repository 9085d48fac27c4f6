"""An archive at which several people work: looked up incident by incident, and asked what came in since."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conflictmap.archive.archivecells import KEPT, part_of
from conflictmap.archive.archivetables import INCIDENTS
from conflictmap.archive.putright import layer_rows
from conflictmap.archive.store import Archive
from conflictmap.corrections import FIELDS, Correction
from conflictmap.gazetteer import Gazetteer
from conflictmap.model import ConflictmapError

__all__ = ["OvertakenError", "WatchedArchive"]


class OvertakenError(ConflictmapError):
    """Somebody else has corrected the same incident in the meantime.

    Attributes
    ----------
    corrections : list of Correction
        What they did.
    """

    def __init__(self, corrections: list[Correction]) -> None:
        super().__init__("somebody else has corrected this in the meantime")
        self.corrections = corrections


class WatchedArchive(Archive):
    """An archive that tells what came in since one looked.

    Serials count corrections in the order in which they were written, whoever wrote them.

    Parameters
    ----------
    path : path
    gazetteer : Gazetteer, optional
        See `Archive`.
    """

    def __init__(self, path: Path, *, gazetteer: Gazetteer | None = None) -> None:
        super().__init__(path, gazetteer=gazetteer)
        with self._transaction() as connection:  # or each look would go through the texts of all reports
            connection.execute("CREATE INDEX IF NOT EXISTS reports_read ON reports (read_at)")

    @property
    def serial(self) -> int:
        """The serial of the last correction, 0 if there is none."""
        return int(self._connection.execute("SELECT coalesce(max(fid), 0) FROM corrections").fetchone()[0])

    @property
    def last_read(self) -> tuple[int, str]:
        """What changes when a report is added, revised or read again."""
        found = self._connection.execute("SELECT coalesce(max(fid), 0), coalesce(max(read_at), '') FROM reports")
        number, moment = found.fetchone()
        return int(number), str(moment)

    def since(self, serial: int) -> list[Correction]:
        """Return the corrections that were written after one, in the order of their writing.

        Parameters
        ----------
        serial : int
            0 for all.
        """
        found = self._connection.execute("SELECT * FROM corrections WHERE fid > ? ORDER BY fid", (serial,))
        return [Correction(*(row[name] for name in FIELDS)) for row in found]

    def correct_after(self, corrections: Iterable[Correction], serial: int, incidents: Iterable[str]) -> int:
        """Keep what a person decided, unless somebody has corrected one of the incidents since; all or none.

        Parameters
        ----------
        corrections : iterable of Correction
        serial : int
            What the person had seen.
        incidents : iterable of str
            Of which it must be all that there is.

        Returns
        -------
        int
            How many were new.

        Raises
        ------
        OvertakenError
            If somebody was quicker; nothing is written.
        ConflictmapError
            If the file cannot be written.
        """
        with self._transaction() as connection:
            wanted = set(incidents)
            overtaken = [made for made in self.since(serial) if made.incident_id in wanted]
            if overtaken:
                raise OvertakenError(overtaken)
            return self._keep(connection, corrections)

    def briefly(self, names: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield some columns of every incident as it was read, in the order they were read.

        Parameters
        ----------
        names : iterable of str
            Of columns of a row.

        Yields
        ------
        dict
        """
        wanted = set(names)
        columns = [column for column in KEPT if column.name in wanted]
        listed = ", ".join(f'"{column.name}"' for column in columns)
        query = f"SELECT {listed} FROM {INCIDENTS} ORDER BY fid"  # noqa: S608 - names of ours
        return (part_of(cells, columns) for cells in self._connection.execute(query))

    def rows_of(self, reports: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Return the incidents of some reports as rows, as they were read and in the order they were read.

        Parameters
        ----------
        reports : iterable of str
            Ids.
        """
        return layer_rows(self._connection, INCIDENTS, "report_id", sorted(set(reports)))

    def report(self, report_id: str, incident_id: str = "") -> Mapping[str, Any] | None:
        """Return a report as it was read.

        Parameters
        ----------
        report_id : str
        incident_id : str
            The row of a table is kept under its own id, and not under that of the data set.

        Returns
        -------
        mapping or None
            ``report_id``, ``source``, ``url``, ``published``, ``title``, ``text``.
        """
        query = (
            "SELECT report_id, source, url, published, title, text FROM reports WHERE report_id IN (?, ?)"
            " ORDER BY report_id = ? DESC"
        )
        found = self._connection.execute(query, (report_id, incident_id, report_id)).fetchone()
        return None if found is None else dict(found)

    def together(self, incident_id: str) -> list[str]:
        """Return the other incidents that are held to tell the same event, as they were linked last.

        Parameters
        ----------
        incident_id : str
        """
        query = (
            "SELECT incident_id FROM links WHERE incident_id <> ?1 AND event_id ="
            " (SELECT event_id FROM links WHERE incident_id = ?1) ORDER BY fid"
        )
        return [name for (name,) in self._connection.execute(query, (incident_id,))]
