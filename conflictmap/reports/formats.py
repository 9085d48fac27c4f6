"""One reader a format: a stream of bytes to reports, and to problems where a report cannot be had."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

from conflictmap.model import Problem, Report
from conflictmap.reports.decoding import NotTextError, decode, decoded_lines
from conflictmap.reports.fields import clean, clean_line, parse_date, split_headline, split_url

__all__ = ["COLUMNS", "READERS", "Item"]

Item = Report | Problem
COLUMNS = ("id", "title", "text", "published", "source", "url")
_MAX_FILE = 64 * 2**20
_MAX_TEXT = 1_000_000
_HTML_HINT = "reading web pages needs the package trafilatura: pip install 'conflictmap[html]'"
_PARQUET_HINT = "reading Parquet needs the package pyarrow: pip install 'conflictmap[parquet]'"


def read_text(stream: IO[bytes], name: str, stem: str) -> Iterator[Item]:
    """Read a plain text: an address on the first line and a headline before the body are told apart from it."""
    text = _whole(stream)
    url, text = split_url(clean(text))
    title, text = split_headline(text)
    title = title.lstrip("# ") if name.casefold().removesuffix(".gz").endswith(".md") else title
    yield from _report({"id": stem, "title": title, "text": text, "url": url}, name, stem)


def read_html(stream: IO[bytes], name: str, stem: str) -> Iterator[Item]:
    """Read the article out of a web page, with the title, the day and the site its metadata names."""
    try:
        import trafilatura
    except ImportError:
        yield Problem(name, _HTML_HINT)
        return
    data = stream.read(_MAX_FILE + 1)
    if len(data) > _MAX_FILE:
        yield Problem(name, f"is larger than {_MAX_FILE >> 20} MiB")
        return
    page: Any = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, include_tables=False)
    if page is None or not getattr(page, "text", None):
        yield Problem(name, "no article was found in the page")
        return
    row = {
        "id": stem,
        "title": page.title,
        "text": page.text,
        "published": page.date,
        "source": page.sitename or page.hostname,
        "url": page.url,
    }
    yield from _report(row, name, stem)


def read_jsonl(stream: IO[bytes], name: str, stem: str) -> Iterator[Item]:
    """Read one JSON object a line; a file that is one JSON array or one object over many lines is read too."""
    lines = decoded_lines(stream, utf16=_is_utf16(stream))
    first = True
    for number, line in lines:
        where = f"{name}, line {number}"
        if isinstance(line, NotTextError):
            yield Problem(where, str(line), damaged=True)
            continue
        if not line.strip():
            continue
        if first and (line.strip() == "{" or line.lstrip().startswith("[")):
            yield from _document(line + "".join(str(rest) for _, rest in lines), name, stem)
            return
        first = False
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Problem(where, f"not valid JSON ({_reason(error)})", damaged=True)
            continue
        yield from _report(row, where, f"{stem}-{number}")


def _document(text: str, name: str, stem: str) -> Iterator[Item]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield Problem(name, f"not valid JSON ({_reason(error)})", damaged=True)
        return
    for number, row in enumerate(data if isinstance(data, list) else [data], 1):
        yield from _report(row, f"{name}, item {number}", f"{stem}-{number}")


def _reason(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.colno}"
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def read_csv(stream: IO[bytes], name: str, stem: str) -> Iterator[Item]:
    """Read a table whose header names the columns of a report; comma, semicolon or tab between them."""
    lines = _text_lines(stream)
    first = next(lines, "")
    delimiter = max(",;\t", key=first.count)
    rows = csv.reader(_again(first, lines), delimiter=delimiter)
    header = [column.strip().casefold() for column in next(rows, [])]
    if not {"text", "title"} & set(header):
        yield Problem(name, f"the first line names no column 'text'; known columns: {', '.join(COLUMNS)}", damaged=True)
        return
    while True:
        number = rows.line_num + 1
        where = f"{name}, line {number}"
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Problem(where, f"not a valid table row ({error})", damaged=True)
            continue
        except NotTextError as error:
            yield Problem(where, str(error), damaged=True)
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield from _report(dict(zip(header, cells, strict=False)), where, f"{stem}-{number}")


def read_parquet(stream: IO[bytes], name: str, stem: str) -> Iterator[Item]:
    """Read a Parquet file with the columns of a report, a batch of rows at a time."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        yield Problem(name, _PARQUET_HINT)
        return
    number = 0
    try:
        file = parquet.ParquetFile(stream)
        columns = [column for column in COLUMNS if column in file.schema_arrow.names]
        for batch in file.iter_batches(columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield from _report(row, f"{name}, row {number}", f"{stem}-{number}")
    except ArrowException as error:
        yield Problem(name, f"not a valid Parquet file ({clean_line(str(error), 100)})", damaged=True)


def _text_lines(stream: IO[bytes]) -> Iterator[str]:
    for _, line in decoded_lines(stream, utf16=_is_utf16(stream)):
        if isinstance(line, NotTextError):
            raise line
        yield line


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _is_utf16(stream: IO[bytes]) -> bool:
    peek = getattr(stream, "peek", None)
    return peek is not None and peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff")


def _whole(stream: IO[bytes]) -> str:
    data = stream.read(_MAX_FILE + 1)
    if len(data) > _MAX_FILE:
        raise NotTextError(f"is larger than {_MAX_FILE >> 20} MiB")
    return decode(data)


def _report(row: object, where: str, fallback_id: str) -> Iterator[Item]:
    """Make a report of one row; a bad date costs the date only, not the report."""
    if not isinstance(row, Mapping):
        yield Problem(where, "not a report: an object with 'text' was expected")
        return
    text, title = _string(row.get("text")), _string(row.get("title"))
    if text is None or title is None:
        yield Problem(where, "'text' and 'title' must be text")
        return
    text, title = clean(text), clean_line(title)
    if not text and not title:
        yield Problem(where, "the report has no text" if "text" in row else "no 'text' in the report")
        return
    if len(text) > _MAX_TEXT:
        yield Problem(where, f"the text is longer than {_MAX_TEXT:,} characters; split it into its reports")
        return
    url = clean_line(_string(row.get("url")) or "", 2000) or None
    try:
        published = parse_date(row.get("published"))
    except ValueError as error:
        yield Problem(where, f"the date was not used: {error}")
        published = None
    yield Report(
        id=clean_line(str(row.get("id") if row.get("id") is not None else ""), 200) or fallback_id,
        text=text,
        title=title,
        published=published,
        source=clean_line(_string(row.get("source")) or "") or None,
        url=url,
    )


def _string(value: object) -> str | None:
    """Return text as text, null as empty, anything else as ``None``."""
    return "" if value is None else value if isinstance(value, str) else None


READERS: dict[str, Callable[[IO[bytes], str, str], Iterator[Item]]] = {
    "text": read_text,
    "html": read_html,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
}
