"""RSS and Atom, by feedparser."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

from conflictmap.model import Problem
from conflictmap.reports.decoding import bytes_whole
from conflictmap.reports.fields import short_references
from conflictmap.reports.inputfile import Article, Format, InputFile, missing
from conflictmap.reports.markup import plain

__all__ = ["FORMAT"]


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Read one report an entry: the content where there is some, else the summary."""
    try:
        import feedparser
    except ImportError:
        raise missing("RSS and Atom", "feedparser", "feeds") from None
    feed: Any = feedparser.parse(io.BytesIO(_short(bytes_whole(file.stream))))
    if feed.get("bozo") and not feed.entries:
        yield Problem(file.name, "not a valid feed, or XML of another kind", damaged=True, whole=True)
        return
    if not feed.entries:
        yield Problem(file.name, "the feed has no entries", whole=True)
    for number, entry in enumerate(feed.entries, 1):
        values = _values(entry) | {"source": entry.get("source", {}).get("title") or feed.feed.get("title")}
        yield Article(values, f"{file.name}, entry {number}", f"{file.stem}-{number}", divisible=False)


def _short(data: bytes) -> bytes:
    """Return a feed without references that feedparser breaks on."""
    return short_references(data.decode("latin-1")).encode("latin-1") if b"&#" in data else data


def _values(entry: Any) -> dict[str, object]:
    contents = [content.get("value") or "" for content in entry.get("content", ())]
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    return {
        "id": entry.get("id"),
        "title": plain(entry.get("title") or ""),
        "text": plain(max([*contents, ""], key=len) or entry.get("summary") or ""),
        "published": date(*moment[:3]) if moment else entry.get("published") or entry.get("updated"),
        "url": entry.get("link"),
    }


FORMAT = Format(
    "feed", (".rss", ".atom", ".xml", ".rdf"), read, "One report an entry of an RSS or Atom feed.", extra="feeds"
)
