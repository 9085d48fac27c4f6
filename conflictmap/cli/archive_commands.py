"""``add``: reports and corrections into an archive, and all that is in it read again."""

from __future__ import annotations

import json
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conflictmap.cli.app import many, say
from conflictmap.cli.options import Wanted, reading_options
from conflictmap.model import BadInputError
from conflictmap.model.housemates import READER

if TYPE_CHECKING:
    from conflictmap.archive import Archive, Reading
    from conflictmap.cli.execution import Work
    from conflictmap.corrections import Correction
    from conflictmap.model import Located, Report
    from conflictmap.pipeline import Outcome

__all__ = ["add_command"]

_IDS = frozenset({"incident_id", "report_id"})
_BATCH = 50  # reports in a transaction: what a run that is killed reads again at most


@click.command("add", short_help="Add reports or corrections to an archive, which grows.")
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@reading_options
@click.option("--again", is_flag=True, help="Read all reports of the archive again, with the rules of today.")
def add_command(archive: Path, *, again: bool, **options: Any) -> None:
    """Read INPUT and add what is new to ARCHIVE, a GeoPackage that QGIS opens as it is.

    Reports that are there already are passed over, so a run that was stopped goes on where it was; a report that comes
    again with a slightly changed text is revised. INPUT may be corrections.csv, as the map and the desk save it.
    `conflictmap map ARCHIVE` draws it.
    """
    from conflictmap import __version__
    from conflictmap.archive import Archive
    from conflictmap.cli.execution import ARCHIVE_ENDING, Work, left_out_line, tell_unmatched

    if archive.suffix.casefold() != ARCHIVE_ENDING:
        raise BadInputError(f"{archive}: an archive is a GeoPackage; let its name end in {ARCHIVE_ENDING}")
    work = Work(Wanted(**options))
    if not work.wanted.inputs and not again:
        raise BadInputError("no input: name a file, a folder, or - for standard input; or --again")
    if work.archives:
        raise BadInputError(f"{work.archives[0]}: is an archive itself; add what it was made of")
    decided = list(chain.from_iterable(map(_decided, work.corrections)))
    fresh = any(Path(name) not in work.corrections for name in work.wanted.inputs)
    with Archive(archive, make=fresh, rules=_read_by(__version__, work.wanted), gazetteer=work.gazetteer) as store:
        told = _read_again(work, store) if again else []
        if fresh:
            told += _added(store, *_add(work, store))
        if work.corrections:
            told.append(_corrected(store.correct(decided), len(decided)))
        if store.stale:
            told.append(f"{store.relink()} events in {store.reports} reports")
        work.tell_problems()
        told.append(left_out_line(work.result.left_out))
        unmatched = store.corrected().unmatched
    say("; ".join(part for part in told if part))
    tell_unmatched(archive, unmatched)
    say(f"Archive: {archive}")


def _decided(name: Path) -> Iterator[Correction]:
    """Yield the corrections of a table; say which of its rows cannot be used."""
    from conflictmap.corrections import read_corrections

    yield from read_corrections(name, lambda problem: say(f"conflictmap: warning: {problem}"))


def _corrected(new: int, given: int) -> str:
    known = f", {given - new} known already" if given > new else ""
    return f"{many(new, 'correction')} taken{known}"


def _added(store: Archive, added: int, known: int) -> list[str]:
    return [
        f"{many(added, 'report')} added with {many(store.written, 'incident')}",
        f"{many(store.revised, 'report')} revised: {_changes(store)}" if store.revised else "",
        f"{known} known already" if known else "",
    ]


def _changes(store: Archive) -> str:
    """Return what has become of the incidents of reports that were read again, and start to count anew."""
    found, lost, store.found, store.lost = store.found, store.lost, 0, 0
    return f"{many(found, 'incident')} new, {lost} read no longer"


def _read_again(work: Work, store: Archive) -> list[str]:
    """Read all reports of an archive anew; what was read of them keeps its ids."""
    from conflictmap.rowstore import batches

    waiting: deque[Report] = deque()

    def texts() -> Iterator[Report]:
        for report in store.texts():
            waiting.append(report)
            yield report

    reports, work.reports = work.reports, texts()
    count = 0
    readings = (_reading(waiting.popleft(), outcome) for outcome in work.outcomes(tables=False))
    for batch in batches(readings, _BATCH):
        store.read_again(batch)
        count += len(batch)
    work.reports = reports
    return [f"{many(count, 'report')} read again: {_changes(store)}"]


def _reading(report: Report, outcome: Outcome) -> Reading:
    from conflictmap.archive import Reading

    return Reading(report, outcome.rows, str(outcome.problem) if outcome.problem else None)


def _read_by(version: str, wanted: Wanted) -> str:
    """Return what is kept beside each report of how it was read: our version, and the reader where it is another's."""
    read = [wanted.reader, *([wanted.model] if wanted.model else [])]
    return version if wanted.reader == READER else " ".join([version, *read])


def _add(work: Work, store: Archive) -> tuple[int, int]:
    """Add what is new, batch by batch; return how many reports were added and how many were known."""
    from conflictmap.rowstore import batches

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
    for batch in batches(readings, _BATCH):
        revised = store.revised
        put = store.put(batch)
        added += put
        known += len(batch) - put - (store.revised - revised)
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
                yield _reading(waiting.popleft(), outcome)
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
