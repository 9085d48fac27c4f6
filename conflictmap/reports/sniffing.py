"""What a file is, from its first bytes, where its name does not tell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from typing import IO

from conflictmap.reports.csvcells import cells_of
from conflictmap.reports.decoding import decode, is_wide
from conflictmap.reports.fieldnames import holds_reports
from conflictmap.reports.inputtables import table

__all__ = ["kind_of_zip", "sniff", "truly"]

_PAGE = (b"<!doctype html", b"<html")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF)[\s>]")
_MAILBOX = re.compile(rb"From \S+.*\n(?:[A-Za-z-]+:|>?From )")


def sniff(head: bytes, asked: Mapping[str, str] | None = None) -> str:
    """Tell a format from the first bytes of a stream.

    Parameters
    ----------
    head : bytes
    asked : Mapping of str to str, optional
        Columns that a person named.

    Returns
    -------
    str
        Id of a format; ``"text"`` if it seems to be nothing else.
    """
    for magic in table("magic"):
        if "kind" in magic and head.startswith(magic["starts"].encode("latin-1")):
            return str(magic["kind"])
    if is_wide(head):
        head = decode(head).encode("utf-8", errors="replace")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")) and re.match(rb'[\[\s]*(?:\{|\[\s*\])\s*(?:"|\}|$)', start):
        return "jsonl"
    markup = _markup(start)
    return markup or _letters(start) or ("csv" if _is_table(start, asked or {}) else "text")


def _markup(start: bytes) -> str | None:
    small = start[:400].lower()
    if small.startswith(_PAGE) or (small.startswith((b"<?xml", b"<!--")) and b"<html" in start[:2000].lower()):
        return "html"
    return "feed" if small.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf:")) or _FEED.match(start) else None


def _letters(start: bytes) -> str | None:
    """Tell mail by its first lines: heads that only mail has, two at least."""
    if _MAILBOX.match(start):
        return "mailbox"
    heads = {name.encode() for name in table("mail")["heads"]}
    found = 0
    for line in start.split(b"\n")[:40]:
        name, colon, _ = line.partition(b":")
        if line.startswith((b" ", b"\t")):
            continue
        if not colon or not re.fullmatch(rb"[A-Za-z-]+", name):
            break
        found += name in heads
    if found < 3:
        return None
    return "saved" if b"\nSnapshot-Content-Location:" in start else "mail"


def _is_table(start: bytes, asked: Mapping[str, str]) -> bool:
    line = start.split(b"\n", 1)[0].decode("utf-8", errors="replace").strip()
    cells = cells_of(line) if len(line) < 2000 else []
    return len(cells) > 1 and holds_reports(cells, asked)


def truly(format_id: str, head: bytes) -> str:
    """Return what a file is whose ending says little: much is saved as text, and tables in text as workbooks.

    Parameters
    ----------
    format_id : str
        What the ending says.
    head : bytes

    Returns
    -------
    str
        Id of a format; of one whose bytes are no text only if the ending says it.
    """
    if format_id == "text":
        found = sniff(head)
        is_prose = found == "csv" and b"\t" not in head.split(b"\n", 1)[0]
        return "text" if is_prose or any(magic.get("kind") == found for magic in table("magic")) else found
    if format_id == "spreadsheet" and sniff(head) == "csv":
        return "csv"
    return format_id


def kind_of_zip(stream: IO[bytes]) -> str:
    """Tell an office document from an archive by what lies in it; the stream is set back."""
    try:
        names = set(zipfile.ZipFile(stream).namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        names = set()
    stream.seek(0)
    return next((str(kind["kind"]) for kind in table("inside") if kind["holds"] in names), "zip")
