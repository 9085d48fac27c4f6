"""JSON: an object a line, a list, one report, or the envelope in which a news service sends a list."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from conflictmap.model import Problem
from conflictmap.reports.decoding import MAX_DOCUMENT, NotTextError, decoded_lines, head_of
from conflictmap.reports.fieldnames import holds_reports
from conflictmap.reports.inputfile import Format, InputFile, Row
from conflictmap.reports.inputtables import table
from conflictmap.reports.jsonitems import ListError, begins_list, list_items

__all__ = ["FORMAT"]

_DEEPEST = 4
Line = tuple[int, str | NotTextError]


def read(file: InputFile) -> Iterator[Row | Problem]:
    """Read one object a line, or the whole as one document if its first line is no object by itself."""
    if begins_list(head_of(file.stream)):
        yield from _list(file)
        return
    numbered = ((number + file.above, text) for number, text in decoded_lines(file.stream))
    lines: Iterator[Line] = itertools.dropwhile(lambda line: isinstance(line[1], str) and not line[1].strip(), numbered)
    first = next(lines, None)
    if first is None:
        return
    second = next(lines, None)
    lines = itertools.chain([first] if second is None else [first, second], lines)
    if _begins_document(first, second):
        yield from _document(lines, file)
        return
    stem = file.stem
    for number, text in lines:
        if isinstance(text, NotTextError):
            yield Problem(f"{file.name}, line {number}", str(text), damaged=True)
        elif text.strip():
            yield from _line(text, number, file, stem)


def _list(file: InputFile) -> Iterator[Row | Problem]:
    number = 0
    try:
        for number, row in enumerate(list_items(file.stream, file.above), 1):
            yield Row(row, f"{file.name}, item {number}", f"{file.stem}-{number}")
    except ListError as error:
        yield Problem(file.name, f"not valid JSON ({error})", damaged=True, whole=not number)


def _begins_document(first: Line, second: Line | None) -> bool:
    """Tell whether an object goes on from the first line to the next."""
    if isinstance(first[1], NotTextError) or not first[1].lstrip("\ufeff \t").startswith("{"):
        return False
    if not isinstance(_loaded(first[1]), Exception) or second is None:
        return False
    return first[1].strip() == "{" or not isinstance(_loaded(str(second[1])), (dict, list))


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        return error


def _line(text: str, number: int, file: InputFile, stem: str) -> Iterator[Row | Problem]:
    where = f"{file.name}, line {number}"
    value = _loaded(text)
    if isinstance(value, Exception):
        yield Problem(where, f"not valid JSON ({_reason(value)})", damaged=True)
        return
    inner = _list_in(value, file.wishes.columns)
    if inner is None:
        yield Row(value, where, f"{stem}-{number}")
        return
    lead = f"{stem}-{number}" if number > 1 else stem
    for count, row in enumerate(inner, 1):
        yield Row(row, f"{where}, item {count}", f"{lead}-{count}")


def _document(lines: Iterable[Line], file: InputFile) -> Iterator[Row | Problem]:
    parts, size = [], 0
    for _, text in lines:
        if isinstance(text, NotTextError):
            raise text
        parts.append(text)
        size += len(text)
        if size > MAX_DOCUMENT:
            raise NotTextError(f"is larger than {MAX_DOCUMENT >> 20} MiB; write one report a line, or a list of them")
    value = _loaded("".join(parts))
    if isinstance(value, Exception):
        yield Problem(file.name, f"not valid JSON ({_reason(value)})", damaged=True, whole=True)
        return
    inner = _list_in(value, file.wishes.columns)
    for number, row in enumerate([value] if inner is None else inner, 1):
        yield Row(row, f"{file.name}, item {number}", f"{file.stem}-{number}")


def _list_in(value: object, asked: Mapping[str, str], depth: int = 0) -> list[Any] | None:
    """Return the list of reports in an envelope; ``None`` for what is a report itself, or nothing known."""
    if not isinstance(value, dict) or depth > _DEEPEST or not any(isinstance(v, (dict, list)) for v in value.values()):
        return None
    if depth == 0 and holds_reports(value, asked) and not _wraps(value):
        return None
    for key in (key for key in table("envelopes")["lists"] if key in value):
        inner = value[key]
        if isinstance(inner, list) and any(isinstance(row, dict) for row in inner):
            return inner
        deeper = _list_in(inner, asked, depth + 1)
        if deeper is not None:
            return deeper
    return None


def _wraps(value: Mapping[str, Any]) -> bool:
    """Tell whether an object that has a title is the channel around a list of reports."""
    return any(
        isinstance(value.get(key), list) and value[key] and all(isinstance(row, dict) for row in value[key])
        for key in table("envelopes")["lists"]
    )


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        place = f"line {error.lineno}, " if error.lineno > 1 else ""
        return f"{error.msg} at {place}character {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


FORMAT = Format(
    "jsonl",
    (".jsonl", ".ndjson", ".json", ".jsonlines"),
    read,
    "One report an object: a line each, a list, or the list in the envelope of a news service.",
)
