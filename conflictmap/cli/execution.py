"""Reading and processing as both commands do it: problems told, progress shown."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap.cli.app import many, say
from conflictmap.cli.options import Wanted
from conflictmap.corrections import find_corrections
from conflictmap.model import BadInputError, ConflictmapError, Problem
from conflictmap.model.housemates import GEOCODER, LLM, READER
from conflictmap.pipeline import REASONS, Kit, Online, Outcome, Result, make_filters, outcomes_of, settle
from conflictmap.plugins import Choice, account_of
from conflictmap.reports import estimate, read
from conflictmap.tables import Repeats, Table, find_tables, read_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from conflictmap.archive import Archive
    from conflictmap.cli.manyrows import Gathered
    from conflictmap.corrections import Corrected, Unmatched
    from conflictmap.gazetteer import Gazetteer
    from conflictmap.linking import Decisions
    from conflictmap.model import Report
    from conflictmap.sums import Best

__all__ = ["ARCHIVE_ENDING", "Work", "left_out_line", "tell_unmatched"]

ARCHIVE_ENDING = ".gpkg"
"""Of an archive: a GeoPackage."""

_TOLD = 5
_REDRAWN = 0.2  # seconds
_NAMED = 12
_HINT = "nothing was written; --skip-bad goes on without it"


class Work:
    """One run over the inputs.

    Parameters
    ----------
    wanted : Wanted
        What the options say. Unknown provinces and missing inputs are refused here, before anything is written.

    Attributes
    ----------
    gazetteer : Gazetteer
    result : Result
        Grows as the outcomes are taken.
    wanted : Wanted
    reports : iterator of Report
        Those to be read, as they come.
    archives : list of str
        Inputs that are archives.
    corrections : list of pathlib.Path
        Tables of corrections among the inputs, which only an archive takes.

    Raises
    ------
    BadInputError
        For what cannot be read or is not known.
    """

    def __init__(self, wanted: Wanted) -> None:
        from conflictmap.gazetteer import load_gazetteer

        self.gazetteer: Gazetteer = load_gazetteer(wanted.country)
        self.result = Result()
        self.wanted = wanted
        self._filters = make_filters(
            self.gazetteer, provinces=wanted.provinces, kinds=wanted.kinds, first=wanted.first, last=wanted.last
        )
        self.archives = [name for name in wanted.inputs if _is_archive(name)]
        inputs = [name for name in wanted.inputs if name not in self.archives]
        self._open = ExitStack()
        self.corrections = find_corrections(*inputs)
        inputs = [name for name in inputs if Path(name) not in self.corrections]
        self._tables = find_tables(*inputs)
        self._repeats = Repeats()
        self._unread: list[Problem] = []
        self._notes: list[Problem] = []
        self.reports = self._read(inputs)
        self._kit = Kit(
            wanted.country,
            filters=self._filters,
            online=self._online() if wanted.online else None,
            codes=wanted.codes,
            reader=_reader(wanted),
            geocoder=None if wanted.geocoder == GEOCODER else Choice(wanted.geocoder),
        )
        plugged = self._kit.reader is not None or self._kit.geocoder is not None
        # A plug-in that cannot be made is told now, and not by a process that was started for it.
        self._reader = self._kit.loaded().reader if plugged else None

    def _read(self, inputs: Sequence[str]) -> Iterator[Report]:
        """Return the reports of inputs that are no archives and no corrections; none is none if there are such."""
        wanted = self.wanted
        if not inputs and (self.archives or self.corrections or not wanted.inputs):
            return iter(())
        return read(
            *inputs,
            published=wanted.published,
            report_id=wanted.report_id,
            columns=wanted.columns,
            day_first=wanted.day_first,
            skip_bad=wanted.skip_bad,
            on_error=self._problem,
            on_note=self._notes.append,
            taken=[*(table.file.path or "-" for table in self._tables), *self.corrections],
        )

    def _online(self) -> Online:
        from conflictmap.geocoding.online import online

        return online(self.wanted.online or "", gazetteer=self.gazetteer)

    def _problem(self, problem: Problem) -> None:
        if problem.damaged and not self.wanted.skip_bad:
            raise BadInputError(f"{problem} ({_HINT})")
        self._unread.append(problem)

    def outcomes(self, *, tables: bool = True) -> Iterator[Outcome]:
        """Yield what becomes of each report, as rows, with a progress bar on standard error where one can be seen.

        Those of tables, if they are wanted, hold their incidents too and come first.

        Raises
        ------
        ConflictmapError
            If no report at all could be processed.
        """
        wanted = self.wanted
        of_reports = outcomes_of(
            self._kit, self.reports, jobs=wanted.jobs, engine=wanted.engine, scheduler=wanted.scheduler
        )
        with _progress(self.wanted.inputs) as advance:
            for outcome in chain(chain.from_iterable(map(self._of_table, self._tables if tables else ())), of_reports):
                self.result.add(outcome, keep=False)
                advance()
                yield outcome
        failed = [problem for problem in self.result.problems if not problem.partial]
        if failed and len(failed) == self.result.reports:
            raise ConflictmapError(str(failed[0]) + (f", and {len(failed) - 1} more like it" if failed[1:] else ""))

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the incidents to keep as rows, report by report; raises what `outcomes` raises."""
        for path in self.corrections:
            self._notes.append(
                Problem(str(path), f"corrections of an archive; `conflictmap add ARCHIVE {path}` takes them")
            )
        with self._open:
            for name in self.archives:
                yield from self._of_archive(name)
        for outcome in self.outcomes():
            yield from outcome.rows

    def decisions(self) -> Decisions:
        """Return what people have decided in the archives about what is one event."""
        from conflictmap.linking import Decisions

        found = Decisions()
        for made in self._corrected.values():
            found = found.joined(made.decisions)
        return found

    def gathered(self, *, link: bool, best: Best) -> AbstractContextManager[Gathered]:
        """Return the incidents to keep, linked to events if asked for; raises what `outcomes` raises."""
        from conflictmap.cli.manyrows import gathered

        return gathered(self.rows(), link=link, best=best, decisions=self.decisions())

    @cached_property
    def _corrected(self) -> dict[str, Corrected]:
        """What became of the corrections of each archive."""
        return {name: archive.corrected() for name, archive in self._opened.items()}

    @cached_property
    def _opened(self) -> dict[str, Archive]:
        """The archives, each opened once; `rows` closes them."""
        if not self.archives:
            return {}
        from conflictmap.archive import Archive

        return {name: self._open.enter_context(Archive(Path(name), gazetteer=self.gazetteer)) for name in self.archives}

    def _of_archive(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of an archive that the filters keep."""
        archive = self._opened[name]
        self.result.reports += archive.reports
        for row in archive.rows(made=self._corrected[name]):
            reason = self._filters.reason_of_row(row)
            if reason is None:
                yield row
            else:
                self.result.left_out[reason] += 1

    def _of_table(self, table: Table) -> Iterator[Outcome]:
        """Yield what becomes of each row of a table of incidents."""
        before = len(self._unread)
        count, known = 0, 0
        for row in read_table(table, self.gazetteer, on_error=self._problem, day_first=self.wanted.day_first):
            count += 1
            located = self._repeats.first(table.file.name, row)
            if located is None:
                known += 1
                continue
            outcome = settle(located.incident.id, [located], self._filters, of_table=True)
            yield outcome.flattened(self.wanted.codes)
        if not count:
            if self.wanted.skip_bad:
                return
            first = self._unread[before:][:1]
            raise BadInputError(str(first[0]) if first else f"{table.file.name}: holds no incident")
        unused = table.unused
        again = f"; {known} of them in another table too, counted once" if known else ""
        rest = f"; not used: {_listed(unused)}" if unused else ""
        say(f"{table.file.name}: {many(count, 'row')} read as {table.form.title}{again}{rest}")

    def tell_problems(self) -> None:
        """Print what could not be read or processed: every file, the first few reports, and what was not used.

        A reader that keeps an account says what all of it came to.
        """
        files: dict[str, list[str]] = {}
        for problem in self._unread:
            if problem.whole:
                files.setdefault(problem.message, []).append(problem.where)
        for message, names in files.items():
            say(f"conflictmap: warning: {', '.join(names)}: {message}")
        problems = [problem for problem in self._unread + self.result.problems if not problem.whole]
        for problem in problems[:_TOLD]:
            say(f"conflictmap: warning: {problem}")
        if len(problems) > _TOLD:
            say(f"conflictmap: warning: {len(problems) - _TOLD} more could not be read or processed")
        for name, made in self._corrected.items():
            tell_unmatched(name, made.unmatched)
        for note in self._notes:
            say(f"conflictmap: note: {note}")
        account = account_of(self._reader, self.result.counted)
        if account:
            say(account)


def tell_unmatched(archive: str | Path, unmatched: Sequence[Unmatched]) -> None:
    """Say on one line how many corrections change nothing, so that none is lost in silence."""
    if unmatched:
        told = many(len(unmatched), "correction")
        say(f"conflictmap: warning: {archive}: {told} no longer match; `conflictmap report {archive}` lists them")


def _reader(wanted: Wanted) -> Choice | None:
    if wanted.reader == READER:
        return None
    return Choice(wanted.reader, _endpoint(wanted) if wanted.reader == LLM else None)


def _endpoint(wanted: Wanted) -> Any:
    from conflictmap.modelreader import Endpoint

    prices = (wanted.price_in, wanted.price_out)
    endpoint = Endpoint(wanted.endpoint or "", wanted.model, wanted.api_key_env, wanted.cache, *prices)
    return endpoint if wanted.time_limit is None else replace(endpoint, seconds=wanted.time_limit)


def _is_archive(name: str) -> bool:
    if not name.casefold().endswith(ARCHIVE_ENDING):
        return False
    from conflictmap.archive import is_archive

    return is_archive(Path(name))


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if len(names) > _NAMED else "")


@contextmanager
def _progress(inputs: tuple[str, ...]) -> Iterator[Callable[[], None]]:
    """Show a bar if someone is watching; its end, and so the time to go, is an estimate from the size of the inputs."""
    import sys

    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    to_go = TimeRemainingColumn(elapsed_when_finished=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), to_go)
    # Drawn by this thread: processes are started by a fork, which is safe only where there is no other.
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=estimate(*map(Path, inputs)))
        drawn = time.monotonic()

        def advance() -> None:
            nonlocal drawn
            bar.advance(task)
            if time.monotonic() - drawn > _REDRAWN:
                bar.refresh()
                drawn = time.monotonic()

        yield advance


def left_out_line(left_out: Mapping[str, int]) -> str:
    """Return "left out: 2 in another country, 1 tied to no place ...", or nothing if nothing was."""
    parts = [f"{left_out[reason]} {words}" for reason, words in REASONS.items() if left_out.get(reason)]
    return f"left out: {', '.join(parts)}" if parts else ""
