"""The stages composed: reports in, located incidents out, with an account of what was left out and what went wrong.

Floor 5. A report that no stage can digest costs itself only. With several processes the order of the results is that
of the reports all the same.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import Any

from conflictmap import codebook
from conflictmap.extraction import read_report
from conflictmap.gazetteer import Gazetteer, facts_of, load_gazetteer
from conflictmap.geocoding import geocode
from conflictmap.geocoding.gate import gate_of
from conflictmap.language import Language, load_language
from conflictmap.model import BadInputError, ConflictmapError, DateSpan, Geocode, Located, Problem, Report
from conflictmap.tables import NOT_VIOLENT

__all__ = ["REASONS", "Filters", "Online", "Outcome", "Result", "iterate", "make_filters", "process", "run", "settle"]

REASONS = {
    "elsewhere": "reports that name nothing of the country",
    "abroad": "in another country",
    "no_place": "tied to no place in the country",
    NOT_VIOLENT: "without violence",
    "other_province": "in another province",
    "outside_dates": "outside the dates asked for",
    "no_date": "of unknown date",
    "other_kind": "of another kind",
}
"""Why an incident may be left out, in words, in the order they are asked."""

Online = Callable[[str], Geocode | None]
"""Something that places a location string, such as `conflictmap.geocoding.online.online()`."""

_CHUNK = 100
_MANY = 3_000  # reports; below it starting processes costs more than they save
_MESSAGE_CHARS = 300


@dataclass(frozen=True, slots=True)
class Filters:
    """What to keep. An empty set and ``None`` keep all.

    Attributes
    ----------
    provinces : frozenset of str
        Names as the gazetteer has them.
    kinds : frozenset of str
        Of `codebook.kinds`.
    first, last : datetime.date or None
        Days between which an incident may have happened, both included.
    """

    provinces: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None

    def reason(self, located: Located) -> str | None:
        """Return the key of `REASONS` for which an incident is to be left out, ``None`` to keep it."""
        if located.left_out is not None:
            return located.left_out
        provinces = located.geocode.all_provinces if located.geocode else frozenset()
        return self._reason(provinces, located.incident.when, located.incident.kind)

    def reason_of_row(self, row: Mapping[str, Any]) -> str | None:
        """Return the same for a row of `record.record`, which was kept once and is asked anew."""
        named = (row[name] for name in ("province", "province_reported", "province_mapped"))
        start, end = row["date_start"], row["date_end"]
        when = (
            DateSpan(date.fromisoformat(start), date.fromisoformat(end or start), row["date_prec"]) if start else None
        )
        return self._reason(frozenset(filter(None, named)), when, row["kind"])

    def _reason(self, provinces: frozenset[str], when: DateSpan | None, kind: str) -> str | None:
        if self.provinces and not provinces & self.provinces:
            return "other_province"
        if self.first or self.last:
            reason = self._untimely(when)
            if reason is not None:
                return reason
        return "other_kind" if self.kinds and kind not in self.kinds else None

    def _untimely(self, when: DateSpan | None) -> str | None:
        """Return the reason for which a date is to be left out, ``None`` if it may lie between the days asked for."""
        if when is None:
            return "no_date"
        late = self.first is not None and when.end < self.first
        early = self.last is not None and when.start > self.last
        return "outside_dates" if late or early else None


def make_filters(
    gazetteer: Gazetteer,
    *,
    provinces: Iterable[str] = (),
    kinds: Iterable[str] = (),
    first: date | None = None,
    last: date | None = None,
) -> Filters:
    """Make filters of what a person typed.

    Parameters
    ----------
    gazetteer : Gazetteer
        Knows the spellings of its provinces.
    provinces : iterable of str
        In any spelling: ``"Ninewa"``, ``"Tameem"``, ``"Saladin"``.
    kinds : iterable of str
        Of `codebook.kinds`; a blank or a hyphen may stand for the underscore.
    first, last : datetime.date, optional
        Days, both included.

    Returns
    -------
    Filters

    Raises
    ------
    BadInputError
        For a province or a kind that does not exist, with those that look like it, and for days in the wrong order.
    """
    if first and last and first > last:
        raise BadInputError(f"the first day {first} is after the last day {last}")
    return Filters(
        frozenset(_province(gazetteer, name) for name in provinces), frozenset(map(_kind, kinds)), first, last
    )


def _province(gazetteer: Gazetteer, name: str) -> str:
    found = gazetteer.province_named(name)
    if found is None:
        raise BadInputError(_unknown("province", name, gazetteer.provinces_like(name)))
    return found.name


def _kind(name: str) -> str:
    key = name.strip().casefold().replace("-", "_").replace(" ", "_")
    known = codebook.kinds()
    if key not in known:
        raise BadInputError(_unknown("kind", name, get_close_matches(key, known, cutoff=0.4) or list(known)))
    return key


def _unknown(what: str, name: str, near: Sequence[str]) -> str:
    return f"unknown {what} {name!r}" + (f"; did you mean {', '.join(near)}?" if near else "")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report.

    Attributes
    ----------
    report_id : str
    located : tuple of Located
        Incidents to keep.
    left_out : tuple of tuple of str
        (incident id, key of `REASONS`) for the others; a report that names nothing of the country stands for itself.
    problem : Problem or None
        Why there are none, if a stage failed; or how far a report was read that is too long.
    of_table : bool
        Whether it is a row of a table and no report.
    """

    report_id: str
    located: tuple[Located, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    problem: Problem | None = None
    of_table: bool = False


@dataclass(slots=True)
class Result:
    """What became of all reports.

    Attributes
    ----------
    reports, rows : int
        How many were read; rows are those of tables of incidents.
    located : list of Located
        Incidents to keep, in order of the reports.
    left_out : collections.Counter
        How many incidents were left out, by key of `REASONS`.
    problems : list of Problem
        Reports that a stage failed on.
    """

    reports: int = 0
    rows: int = 0
    located: list[Located] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def add(self, outcome: Outcome, *, keep: bool = True) -> None:
        """Count one more report or row in; with ``keep=False`` its incidents are not held on to."""
        self.reports += not outcome.of_table
        self.rows += outcome.of_table
        if keep:
            self.located.extend(outcome.located)
        self.left_out.update(reason for _, reason in outcome.left_out)
        if outcome.problem:
            self.problems.append(outcome.problem)


def process(
    report: Report,
    language: Language,
    gazetteer: Gazetteer,
    filters: Filters | None = None,
    online: Online | None = None,
) -> Outcome:
    """Take one report through extraction, geocoding and the filters.

    Parameters
    ----------
    report : Report
    language : Language
    gazetteer : Gazetteer
    filters : Filters, optional
    online : callable, optional
        Asked for places that the gazetteer does not know; see `conflictmap.geocoding.geocode`.

    Returns
    -------
    Outcome
        With a `Problem` where the report was too long to be read to its end, and where a stage raised: whatever a
        report holds must not cost the other reports.
    """
    wanted = filters or Filters()
    if online is None and not gate_of(gazetteer, language).opens(report):
        return Outcome(report.id, left_out=((report.id, "elsewhere"),))
    try:
        reading = read_report(report, language)
        found = geocode(reading.incidents, gazetteer, language=language, online=online)
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:_MESSAGE_CHARS]
        return Outcome(report.id, problem=Problem(report.id, f"could not be processed ({reason})"))
    return settle(report.id, found, wanted, _cut_short(report, reading.stopped_at))


def settle(
    report_id: str,
    found: Iterable[Located],
    filters: Filters,
    problem: Problem | None = None,
    *,
    of_table: bool = False,
) -> Outcome:
    """Ask the filters of located incidents, wherever they are from.

    Parameters
    ----------
    report_id : str
    found : iterable of Located
    filters : Filters
    problem : Problem, optional
    of_table : bool
        Whether they are rows of a table.

    Returns
    -------
    Outcome
    """
    reasons = [(located, filters.reason(located)) for located in found]
    return Outcome(
        report_id,
        tuple(located for located, reason in reasons if reason is None),
        tuple((located.incident.id, reason) for located, reason in reasons if reason is not None),
        problem,
        of_table,
    )


def _cut_short(report: Report, stopped_at: int | None) -> Problem | None:
    """Tell of a report that was too long to be read to its end."""
    if stopped_at is None:
        return None
    return Problem(report.id, f"was read only up to character {stopped_at:,}: split it into its reports", partial=True)


def iterate(
    reports: Iterable[Report],
    *,
    country: str = "iraq",
    language: Language | None = None,
    gazetteer: Gazetteer | None = None,
    filters: Filters | None = None,
    online: Online | None = None,
    jobs: int | None = 1,
) -> Iterator[Outcome]:
    """Process reports one after the other and yield what became of each, in order.

    Parameters
    ----------
    reports : iterable of Report
        Read as they are needed, so that there may be more than fit into memory.
    country : str
        Folder of the gazetteer.
    language, gazetteer : optional
        To use instead of those that are shipped. With several processes they are copied to each.
    filters : Filters, optional
    online : callable, optional
        Asked for places that the gazetteer does not know, from this process only: it may ask no faster anyway.
    jobs : int or None
        Processes. ``None``: one for each core if there are many reports, else this one.

    Yields
    ------
    Outcome

    Raises
    ------
    ConflictmapError
        If the processes die, from want of memory for instance.
    """
    reports = iter(reports)
    if online is not None:
        jobs = 1
    if jobs is None:
        head = list(itertools.islice(reports, _MANY))
        jobs = _cores() if len(head) == _MANY else 1
        reports = itertools.chain(head, reports)
    if jobs <= 1:
        language, gazetteer = _defaults(country, language, gazetteer)
        for report in reports:
            yield process(report, language, gazetteer, filters, online)
    else:
        work = partial(_chunk, country=country, language=language, gazetteer=gazetteer, filters=filters)
        yield from _in_processes(work, reports, jobs)


def _defaults(country: str, language: Language | None, gazetteer: Gazetteer | None) -> tuple[Language, Gazetteer]:
    """Return what was given, else the gazetteer of the country, and English for the gazetteer's country."""
    gazetteer = gazetteer or load_gazetteer(country)
    return language or load_language("en", country=facts_of(gazetteer)), gazetteer


def _cores() -> int:
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _chunk(
    reports: list[Report],
    *,
    country: str,
    language: Language | None,
    gazetteer: Gazetteer | None,
    filters: Filters | None,
) -> list[Outcome]:
    # Both loaders keep what they loaded, so a process loads once however many chunks it gets.
    language, gazetteer = _defaults(country, language, gazetteer)
    return [process(report, language, gazetteer, filters) for report in reports]


def _in_processes(work: partial[list[Outcome]], reports: Iterator[Report], jobs: int) -> Iterator[Outcome]:
    # Fresh processes and not forks: a fork copies the locks of whatever threads the caller runs, a progress bar's too.
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), _ignore_interrupts)
    waiting: deque[Future[list[Outcome]]] = deque()
    try:
        for chunk in iter(lambda: list(itertools.islice(reports, _CHUNK)), []):
            waiting.append(pool.submit(work, chunk))
            if len(waiting) > 4 * jobs:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        hint = "a script that asks for several jobs needs `if __name__ == '__main__':`, and each job needs memory"
        raise ConflictmapError(f"a worker process died; {hint}") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C to the process that started the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def run(
    reports: Iterable[Report],
    *,
    country: str = "iraq",
    language: Language | None = None,
    gazetteer: Gazetteer | None = None,
    filters: Filters | None = None,
    online: Online | None = None,
    jobs: int | None = 1,
) -> Result:
    """Process reports and gather what became of them; the parameters are those of `iterate`.

    Parameters
    ----------
    reports : iterable of Report
    country : str
    language, gazetteer : optional
    filters : Filters, optional
    online : callable, optional
    jobs : int or None

    Returns
    -------
    Result

    Raises
    ------
    ConflictmapError
        As `iterate` does.

    Examples
    --------
    >>> run([]).located
    []
    """
    result = Result()
    for outcome in iterate(
        reports, country=country, language=language, gazetteer=gazetteer, filters=filters, online=online, jobs=jobs
    ):
        result.add(outcome)
    return result
