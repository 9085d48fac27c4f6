"""Files, folders and standard input to an iterator of reports.

Floor 1. Nothing here knows what an incident is; nothing after this opens a report's file.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from conflictmap.model import BadInputError, Problem, Report
from conflictmap.reports.decoding import NotTextError, refuse_binary
from conflictmap.reports.fields import parse_date, url_date
from conflictmap.reports.formats import READERS, Item
from conflictmap.reports.sources import Source, estimate, find, head_of, opened, sniff

__all__ = ["estimate", "parse_date", "read"]

Handler = Callable[[Problem], None]


def read(
    *inputs: str | os.PathLike[str],
    published: date | str | None = None,
    report_id: str | None = None,
    on_error: Handler | None = None,
    taken: Iterable[str | os.PathLike[str]] = (),
) -> Iterator[Report]:
    """Read reports from files, folders and standard input.

    Parameters
    ----------
    *inputs : str or path
        Files (``.txt``, ``.md``, ``.html``, ``.jsonl``, ``.json``, ``.csv``, ``.parquet``, each but the
        last also with ``.gz``), folders (read
        recursively, in order of their paths), or ``"-"`` for standard input (text, page or JSON Lines, told from
        its content). Rows of JSON and CSV have ``id, title, text, published, source, url``, all but ``text``
        optional. A file that is named twice is read once.
    published : datetime.date or str, optional
        Day of publication for reports that state none of their own. Without it the date in the address is used
        (``/2006/09/12/``), if there is one.
    report_id : str, optional
        Id for the one report there is, instead of the file's name.
    on_error : callable, optional
        Called with a `Problem` for each report that cannot be read; reading goes on with the next.
        Without it the first problem is raised.
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
    day = _day(published)
    sources = [(str(name), find(name)) for name in inputs]
    return _reports(sources, day, report_id, on_error, {_file_key(path) for path in taken})


def _day(value: date | str | None) -> date | None:
    try:
        return value if isinstance(value, date) else parse_date(value)
    except ValueError as error:
        raise BadInputError(f"published: {error}") from None


def _reports(
    inputs: list[tuple[str, list[Source]]],
    day: date | None,
    report_id: str | None,
    on_error: Handler | None,
    seen: set[str],
) -> Iterator[Report]:
    used: set[str] = set()
    for name, sources in inputs:
        fresh = [source for source in sources if _first_time(source, seen)]
        count, first_problem = 0, None
        for item in (item for source in fresh for item in _items(source)):
            if isinstance(item, Problem):
                first_problem = first_problem or item
                if on_error is None:
                    raise BadInputError(str(item))
                on_error(item)
                continue
            if report_id is not None and used:
                raise BadInputError(f"the id {report_id!r} names one report, but {name} holds more than one")
            count += 1
            yield _finished(item, day, report_id, used)
        if fresh and not count:
            raise BadInputError(str(first_problem) if first_problem else f"{name}: holds no report")


def _finished(report: Report, day: date | None, report_id: str | None, used: set[str]) -> Report:
    base = report_id or report.id
    unique, number = base, 1
    while unique in used:
        number += 1
        unique = f"{base}-{number}"
    used.add(unique)
    return replace(report, id=unique, published=report.published or day or url_date(report.url))


def _file_key(path: str | os.PathLike[str]) -> str:
    return "-" if path == "-" else os.path.realpath(path)


def _first_time(source: Source, seen: set[str]) -> bool:
    key = _file_key("-" if source.path is None else source.path)
    return not (key in seen or seen.add(key))  # type: ignore[func-returns-value]


def _items(source: Source) -> Iterator[Item]:
    """Yield all of one file; what is wrong with the file as a whole is one problem."""
    try:
        with opened(source) as stream:
            head = head_of(stream)
            if not head.strip():
                yield Problem(source.name, "is empty")
                return
            if source.format != "parquet":
                refuse_binary(head)
            yield from READERS[source.format or sniff(head)](stream, source.name, source.stem)
    except NotTextError as error:
        yield Problem(source.name, str(error), damaged=True)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or "cannot be unpacked, it may be cut off"
        yield Problem(source.name, reason, damaged=True)
