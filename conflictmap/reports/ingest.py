"""One file to its reports: its format told, its columns understood, its days settled, its articles parted.

bytes -> format -> rows and articles -> drafts -> drafts with their days -> reports
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import IO, Any, cast

from conflictmap.model import BadInputError, Problem
from conflictmap.reports.decoding import HEAD, MAX_LINE, NotTextError, bytes_whole, head_of, refuse_binary
from conflictmap.reports.digests import Piece, pieces
from conflictmap.reports.fieldnames import FieldMap
from conflictmap.reports.fields import clean, clean_line, split_headline
from conflictmap.reports.formats import BY_ENDING, BY_ID
from conflictmap.reports.inputfile import Article, Format, InputFile, Item, Row, Wishes
from conflictmap.reports.ledger import Ledger
from conflictmap.reports.publicationdays import ColumnDays, Unordered
from conflictmap.reports.rowreports import as_report
from conflictmap.reports.sniffing import kind_of_zip, sniff, truly
from conflictmap.reports.sources import Source, opened, refusal, unpacked

__all__ = ["Ingest"]

_LARGEST_BINARY = 512 * 2**20
_MOST_WAITING = 20_000
"""Reports whose dates wait for one that proves the order of day and month."""
_MESSAGE_CHARS = 200


@dataclass(slots=True)
class _Draft:
    """A report in the making: what its file says of each field, and its day once that is settled."""

    fields: dict[str, Any]
    where: str
    id: str
    alone: bool = False
    day: date | Unordered | None = None


class Ingest:
    """Reads files as a person wishes, and keeps account of what is to be told.

    Parameters
    ----------
    wishes : Wishes
    ledger : Ledger
    """

    def __init__(self, wishes: Wishes, ledger: Ledger) -> None:
        self._wishes = wishes
        self._ledger = ledger

    def source(self, source: Source) -> Iterator[Item]:
        """Yield all of one file; what is wrong with the file as a whole is one problem."""
        try:
            with opened(source) as stream:
                yield from self._file(stream, source.name, source.file, 0)
        except OSError as error:
            yield Problem(source.name, error.strerror or str(error), damaged=True, whole=True)

    def _file(self, stream: IO[bytes], name: str, file: str, depth: int) -> Iterator[Item]:
        try:
            yield from self._opened(stream, name, file, depth)
        except NotTextError as error:
            yield Problem(name, str(error), damaged=True, whole=True)
        except BadInputError as error:  # a package is missing, a column that was asked for is not there
            yield Problem(name, str(error), whole=True)
        except OSError as error:
            yield Problem(name, error.strerror or str(error), damaged=True, whole=True)

    def _opened(self, stream: IO[bytes], name: str, file: str, depth: int) -> Iterator[Item]:
        head, above = _past_blanks(stream)
        if not head.strip():
            yield Problem(name, "is empty", whole=True)
            return
        form, stream = self._format(stream, head, file)
        opened_file = InputFile(stream, name, file, self._wishes, self._inside(name, depth), depth, above)
        entries = _guarded(form, opened_file)
        columns = FieldMap(self._wishes.columns)
        yield from self._reports(self._settled(self._drafts(entries, columns), name))
        self._ledger.unused(name, columns.unused())
        if reason := columns.lacking():
            yield Problem(name, reason, damaged=True)

    def _format(self, stream: IO[bytes], head: bytes, file: str) -> tuple[Format, IO[bytes]]:
        """Return the format of a file, and its stream in a state that its reader can work with."""
        path = PurePosixPath(file.casefold().removesuffix(".gz"))
        form = BY_ENDING.get(path.suffix)
        form = BY_ID[truly(form.id, head) if form else sniff(head, self._wishes.columns)]
        if not form.binary:
            refuse_binary(head)
        elif not _is_file(stream):
            stream = io.BytesIO(bytes_whole(stream, _LARGEST_BINARY))
        if form.id == "zip":
            form = BY_ID[kind_of_zip(stream)]
        return form, stream

    def _inside(self, outer: str, depth: int) -> Any:
        def read(stream: IO[bytes], held: str) -> Iterator[Item]:
            held = clean_line(held)
            reason = refusal(held)
            if reason:
                self._ledger.skip(f"{outer}/{held}", reason)
            if reason is None:
                inner = unpacked(io.BufferedReader(cast("io.RawIOBase", stream), 2 * HEAD))
                yield from self._file(inner, f"{outer}/{held}", PurePosixPath(held.replace("\\", "/")).name, depth + 1)

        return read

    def _drafts(self, entries: Iterable[Row | Article | Item], columns: FieldMap) -> Iterator[_Draft | Item]:
        for entry in entries:
            if isinstance(entry, Row):
                if isinstance(entry.values, dict):
                    yield _Draft(columns.fields(entry.values), entry.where, entry.id)
                else:
                    yield Problem(entry.where, "not a report: an object with 'text' was expected")
            elif isinstance(entry, Article):
                yield from _articles(entry, self._ledger)
            else:
                yield entry

    def _settled(self, drafts: Iterator[_Draft | Item], name: str) -> Iterator[_Draft | Item]:
        """Give each draft its day. While the order of day and month is open, all that follows waits."""
        days = ColumnDays(self._wishes.day_first)
        waiting: list[_Draft | Item] = []
        for draft in drafts:
            if isinstance(draft, _Draft):
                waiting += _dated(draft, days)
            waiting.append(draft)
            if not _is_open(waiting) or days.day_first is not None or len(waiting) >= _MOST_WAITING:
                yield from _flushed(waiting, days, name)
                waiting = []
        yield from _flushed(waiting, days, name)

    def _reports(self, drafts: Iterator[_Draft | Item]) -> Iterator[Item]:
        for draft in drafts:
            if isinstance(draft, _Draft):
                day = draft.day if isinstance(draft.day, date) else None
                yield from as_report(draft.fields, day, draft.where, draft.id, self._ledger)
            else:
                yield draft


def _past_blanks(stream: IO[bytes]) -> tuple[bytes, int]:
    """Return the first bytes of a file, and how many lines it went on for if there was nothing in them but blanks."""
    head, passed, lines = head_of(stream), 0, 0
    while head and not head.strip() and passed < MAX_LINE:
        lines += head.count(b"\n")
        passed += len(stream.read(len(head)))
        head = head_of(stream)
    return head, lines


def _is_file(stream: IO[bytes]) -> bool:
    """Tell whether a stream can go back and forth without unpacking again."""
    return isinstance(getattr(stream, "raw", None), io.FileIO) and stream.seekable()


def _guarded(form: Format, file: InputFile) -> Iterator[Row | Article | Item]:
    """Read a file by its library: whatever a broken one makes it raise, the other files are read."""
    try:
        yield from form.read(file)
    except (NotTextError, BadInputError, OSError, MemoryError):
        raise
    except Exception as error:
        reason = clean_line(f"{type(error).__name__}: {error}", _MESSAGE_CHARS)
        yield Problem(file.name, f"could not be read ({reason})", damaged=True, whole=True)


def _articles(article: Article, ledger: Ledger) -> Iterator[_Draft]:
    """Yield the one report of a document, or those of a collection."""
    values = dict(article.values)
    text = clean(str(values.get("text") or ""))
    found = pieces(text) if article.divisible else [Piece(text)]
    if len(found) > 1:
        ledger.split(article.where, len(found))
        for number, piece in enumerate(found, 1):
            yield _Draft(_own_fields(values, piece), f"{article.where}#{number}", f"{article.id}#{number}")
        return
    (piece,) = found
    if "title" not in values:
        values |= _own_fields(values, piece)
    elif not values.get("published"):
        values["published"] = piece.day
    yield _Draft(values, article.where, article.id, alone=True)


def _own_fields(values: dict[str, object], piece: Piece) -> dict[str, Any]:
    title, text = (piece.title, piece.text) if piece.title else split_headline(piece.text)
    return {
        "title": title.lstrip("# "),
        "text": text,
        "published": piece.day or values.get("published"),
        "source": piece.source or values.get("source"),
        "url": piece.url or values.get("url"),
    }


def _dated(draft: _Draft, days: ColumnDays) -> list[Problem]:
    """Read the day of a draft; a bad date costs the date only, not the report."""
    value = draft.fields.get("published")
    try:
        draft.day = days.read(value)
    except ValueError as error:
        return [Problem(draft.where, f"the date was not used: {error}")]
    return []


def _is_open(drafts: list[_Draft | Item]) -> bool:
    """Tell whether the first of the drafts that wait, and so all behind it, needs the order of day and month."""
    return any(isinstance(draft, _Draft) and isinstance(draft.day, Unordered) for draft in drafts[:3])


def _flushed(waiting: list[_Draft | Item], days: ColumnDays, name: str) -> Iterator[_Draft | Item]:
    open_drafts = [d for d in waiting if isinstance(d, _Draft) and isinstance(d.day, Unordered)]
    if open_drafts and days.day_first is None:
        first = open_drafts[0]
        yield Problem(
            name if len(open_drafts) > 1 else first.where,
            f"the date was not used: {cast('Unordered', first.day).words!r} reads two ways; give --day-first or "
            "--month-first, or write it as 2006-09-12",
            damaged=not first.alone,
        )
    for draft in waiting:
        if isinstance(draft, _Draft) and isinstance(draft.day, Unordered):
            order = days.day_first
            draft.day = None if order is None else draft.day.day(day_first=order)
        yield draft
