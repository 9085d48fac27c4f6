"""``add``: reports into an archive."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conflictmap.cli.app import say
from conflictmap.cli.options import Wanted, reading_options
from conflictmap.model import BadInputError
from conflictmap.model.housemates import READER

if TYPE_CHECKING:
    from conflictmap.archive import Archive, Reading
    from conflictmap.cli.execution import Work
    from conflictmap.model import Located, Report
    from conflictmap.pipeline import Outcome

__all__ = ["add_command"]

_IDS = frozenset({"incident_id", "report_id"})
_BATCH = 50  # reports in a transaction: what a run that is killed reads again at most


@click.command("add", short_help="Add reports to an archive, which grows.")
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@reading_options
def add_command(archive: Path, **options: Any) -> None:
    """Read INPUT and add what is new to ARCHIVE, a GeoPackage that QGIS opens as it is.

    Reports that are there already are passed over, so a run that was stopped goes on where it was. `conflictmap map
    ARCHIVE` draws it.
    """
    from conflictmap import __version__
    from conflictmap.archive import Archive
    from conflictmap.cli.execution import ARCHIVE_ENDING, Work, left_out_line

    if archive.suffix.casefold() != ARCHIVE_ENDING:
        raise BadInputError(f"{archive}: an archive is a GeoPackage; let its name end in {ARCHIVE_ENDING}")
    work = Work(Wanted(**options))
    if work.archives:
        raise BadInputError(f"{work.archives[0]}: is an archive itself; add what it was made of")
    with Archive(archive, make=True, rules=_read_by(__version__, work.wanted)) as store:
        added, known = _add(work, store)
        events = store.relink() if store.stale else None
        work.tell_problems()
        told = [
            f"{added} report{'s' * (added != 1)} added with {store.written} incident{'s' * (store.written != 1)}",
            f"{known} known already" if known else "",
            f"{events} events in {store.reports} reports" if events is not None else "",
            left_out_line(work.result.left_out),
        ]
    say("; ".join(part for part in told if part))
    say(f"Archive: {archive}")


def _read_by(version: str, wanted: Wanted) -> str:
    """Return what is kept beside each report of how it was read: our version, and the reader where it is another's."""
    return version if wanted.reader == READER else f"{version} {wanted.reader}"


def _add(work: Work, store: Archive) -> tuple[int, int]:
    """Add what is new, batch by batch; return how many reports were added and how many were known."""
    waiting: deque[Report] = deque()
    known = 0

    def fresh() -> Iterator[Report]:
        nonlocal known
        for report in reports:
            if store.has(report):
                known += 1
            else:
                waiting.append(report)
                yield report

    reports, work.reports = work.reports, fresh()
    readings = _readings(work.outcomes(), waiting)
    added = 0
    while batch := list(islice(readings, _BATCH)):
        put = store.put(batch)
        added += put
        known += len(batch) - put
    return added, known


def _readings(outcomes: Iterable[Outcome], waiting: deque[Report]) -> Iterator[Reading]:
    """Yield what was read: of each report, `waiting` in the same order, and of each row of a table.

    Rows that follow each other and name one report are what was read of it.
    """
    from conflictmap.archive import Reading

    times: Counter[str] = Counter()
    for (kind, _), together in groupby(enumerate(outcomes), _told_together):
        outcomes_ = [outcome for _, outcome in together]
        if kind == _REPORT:
            for outcome in outcomes_:
                yield Reading(waiting.popleft(), outcome.rows, str(outcome.problem) if outcome.problem else None)
        elif located := [item for outcome in outcomes_ for item in outcome.located]:
            rows = tuple(row for outcome in outcomes_ for row in outcome.rows)
            key = _key(located, rows)
            times[key] += 1
            incident = located[0].incident
            coded = incident.given is not None and incident.given.coded
            own = None if kind == _NAMED else incident.id
            yield Reading(incident.report, rows, key=f"{key} {times[key]}", row=own, corrects=coded)


_REPORT, _ROW, _NAMED = range(3)


def _told_together(numbered: tuple[int, Outcome]) -> tuple[int, object]:
    """Return the same for what belongs together: reports, each for itself a row, rows that name one report."""
    number, outcome = numbered
    if not outcome.of_table:
        return _REPORT, None
    incident = outcome.located[0].incident if outcome.located else None
    if incident is not None and incident.given is not None and incident.given.names_report:
        return _NAMED, incident.report.id
    return _ROW, number


def _key(group: Sequence[Located], rows: Sequence[Mapping[str, Any]]) -> str:
    """Return what tells rows of a table from others, whatever was put above them since.

    An id that only says where a row stands does not, nor does the name of its table.
    """
    made_up = (f"-{item.incident.number + 1}" for item in group)
    told = [
        {name: cell for name, cell in row.items() if name not in _IDS} if row["incident_id"].endswith(end) else row
        for row, end in zip(rows, made_up, strict=True)
    ]
    return json.dumps(told, default=str)
