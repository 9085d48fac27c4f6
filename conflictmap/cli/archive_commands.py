"""``add``: reports into an archive."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conflictmap.cli.app import say
from conflictmap.cli.options import Wanted, reading_options
from conflictmap.model import BadInputError

if TYPE_CHECKING:
    from conflictmap.archive import Archive, Reading
    from conflictmap.cli.execution import Work
    from conflictmap.model import Report

__all__ = ["add_command"]

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
    with Archive(archive, make=True, rules=__version__) as store:
        added, known, incidents = _add(work, store)
        events = store.relink() if store.stale else None
        work.tell_problems()
        told = [
            f"{added} report{'s' * (added != 1)} added with {incidents} incident{'s' * (incidents != 1)}",
            f"{known} known already" if known else "",
            f"{events} events in {store.reports} reports" if events is not None else "",
            left_out_line(work.result.left_out),
        ]
    say("; ".join(part for part in told if part))
    say(f"Archive: {archive}")


def _add(work: Work, store: Archive) -> tuple[int, int, int]:
    """Add what is new, batch by batch; return how many reports were added and known, and how many incidents."""
    from conflictmap.archive import Reading

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
    added, incidents = 0, 0
    batch: list[Reading] = []
    for outcome in work.outcomes():
        if outcome.of_table and not outcome.located:
            continue
        report = outcome.located[0].incident.report if outcome.of_table else waiting.popleft()
        batch.append(Reading(report, outcome.rows, str(outcome.problem) if outcome.problem else None))
        if len(batch) == _BATCH:
            added += store.put(batch)
            incidents += sum(len(reading.rows) for reading in batch)
            batch = []
    added += store.put(batch)
    return added, known, incidents + sum(len(reading.rows) for reading in batch)
