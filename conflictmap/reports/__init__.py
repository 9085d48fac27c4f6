"""Files, folders and standard input to an iterator of reports.

Floor 1. Nothing here knows what an incident is; nothing after this opens a report's file.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from conflictmap.model import BadInputError, Problem, Report
from conflictmap.model.freeids import FreeIds
from conflictmap.reports.estimation import estimate
from conflictmap.reports.fieldnames import columns_asked
from conflictmap.reports.fields import url_date
from conflictmap.reports.formats import FORMATS
from conflictmap.reports.ingest import Ingest
from conflictmap.reports.inputfile import Format, Wishes
from conflictmap.reports.ledger import Ledger
from conflictmap.reports.publicationdays import parse_date
from conflictmap.reports.sources import Source, file_key, find

__all__ = ["FORMATS", "Format", "columns_asked", "estimate", "parse_date", "read"]

Handler = Callable[[Problem], None]


def read(
    *inputs: str | os.PathLike[str],
    published: date | str | None = None,
    report_id: str | None = None,
    columns: Iterable[str] | Mapping[str, str] = (),
    day_first: bool | None = None,
    skip_bad: bool = False,
    on_error: Handler | None = None,
    on_note: Handler | None = None,
    taken: Iterable[str | os.PathLike[str]] = (),
) -> Iterator[Report]:
    """Read reports from files, folders and standard input.

    Parameters
    ----------
    *inputs : str or path
        Files of any format of `FORMATS` (text, pages, feeds, tables, JSON, documents, mail, archives; those that are
        text also with ``.gz``), folders (read recursively, in order of their paths), or ``"-"`` for standard input.
        What a file is tells its ending, else its content. A file that is named twice is read once.
    published : datetime.date or str, optional
        Day of publication for reports that state none of their own. Without it the date in the address is used
        (``/2006/09/12/``), if there is one.
    report_id : str, optional
        Id for the one report there is, instead of the file's name.
    columns : Mapping of str to str, or iterable of str, optional
        Which column holds a field of a report, where its name does not tell: ``{"text": "Body"}`` or ``["text=Body"]``.
        Fields are ``id, title, text, published, source, url``.
    day_first : bool, optional
        How to read 9/12/2006. Without it a column must prove its order by a day above 12.
    skip_bad : bool
        Go on even if an input yields nothing at all; `on_error` is told why.
    on_error : callable, optional
        Called with a `Problem` for each report that cannot be read; reading goes on with the next.
        Without it the first problem is raised.
    on_note : callable, optional
        Called at the end with a `Problem` for what was passed over or not used: files of a folder that hold no reports,
        columns that no field takes, reports with a title only. Without it each is a warning.
    taken : iterable of str or path
        Files among the inputs that are no reports and somebody else reads.

    Returns
    -------
    iterator of Report
        Each with an id that no other report of the call has: a repeated id gets a suffix, ``-2``, ``-3`` ...

    Raises
    ------
    BadInputError
        At once for an input that does not exist; while reading for one that yields nothing at all, for the first
        problem if `on_error` is not given, and for a second report if `report_id` is.
    """
    if not inputs:
        raise BadInputError("no input: name a file, a folder, or - for standard input")
    ledger, elsewhere = Ledger(), {file_key(path) for path in taken}
    run = _Run(
        [(str(name), find(name, ledger, elsewhere)) for name in inputs],
        Ingest(Wishes(columns_asked(columns), day_first), ledger),
        _day(published),
        report_id,
        skip_bad,
        on_error,
        seen=elsewhere,
    )
    return _told(run.reports(), ledger, on_note or _warn)


def _day(value: date | str | None) -> date | None:
    try:
        return value if isinstance(value, date) else parse_date(value)
    except ValueError as error:
        raise BadInputError(f"published: {error}") from None


def _told(reports: Iterator[Report], ledger: Ledger, on_note: Handler) -> Iterator[Report]:
    yield from reports
    for note in ledger.notes():
        on_note(note)


def _warn(note: Problem) -> None:
    warnings.warn(str(note), stacklevel=4)


@dataclass(slots=True)
class _Run:
    """One call of `read`: what was asked, and what has been used up."""

    inputs: list[tuple[str, list[Source]]]
    ingest: Ingest
    day: date | None
    report_id: str | None
    skip_bad: bool
    on_error: Handler | None
    ids: FreeIds = field(default_factory=FreeIds)
    given: int = 0
    seen: set[str] = field(default_factory=set)

    def reports(self) -> Iterator[Report]:
        """Yield the reports of all inputs."""
        for name, sources in self.inputs:
            fresh = [source for source in sources if self._first_time(source)]
            count, first_problem = 0, None
            for item in (item for source in fresh for item in self.ingest.source(source)):
                if isinstance(item, Problem):
                    first_problem = first_problem or item
                    self._handle(item)
                    continue
                if self.report_id is not None and self.given:
                    message = f"the id {self.report_id!r} names one report, but {name} holds more than one"
                    raise BadInputError(message)
                count += 1
                yield self._finished(item)
            if fresh and not count and not self.skip_bad:
                raise BadInputError(str(first_problem) if first_problem else f"{name}: holds no report")

    def _handle(self, problem: Problem) -> None:
        if self.on_error is None:
            raise BadInputError(str(problem))
        self.on_error(problem)

    def _finished(self, report: Report) -> Report:
        self.given += 1
        unique = self.ids.take(self.report_id or report.id)
        return replace(report, id=unique, published=report.published or self.day or url_date(report.url))

    def _first_time(self, source: Source) -> bool:
        key = file_key("-" if source.path is None else source.path)
        return not (key in self.seen or self.seen.add(key))  # type: ignore[func-returns-value]
