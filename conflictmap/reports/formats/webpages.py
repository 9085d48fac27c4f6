"""Saved web pages, by trafilatura; live blogs by what they say of themselves to search engines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from conflictmap.model import Problem
from conflictmap.reports.decoding import bytes_whole
from conflictmap.reports.inputfile import Article, Format, InputFile, missing
from conflictmap.reports.inputtables import table

__all__ = ["FORMAT", "page_articles"]

_SCRIPT = re.compile(rb"<script[^>]*application/ld\+json[^>]*>(.*?)</script", re.IGNORECASE | re.DOTALL)
_DATES = {"extensive_search": False, "original_date": True}
"""The search through all of a page takes the year of a copyright for the day of an article."""


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Read the article out of a page, with the title, the day and the site its metadata names."""
    yield from page_articles(bytes_whole(file.stream), file.name, file.stem)


def page_articles(data: bytes, name: str, stem: str) -> Iterator[Article | Problem]:
    """Read the article of a page, or the entries of a live blog.

    Raises
    ------
    BadInputError
        If trafilatura is not installed.
    """
    try:
        import trafilatura
    except ImportError:
        raise missing("web pages", "trafilatura", "html") from None
    entries = list(_live_entries(data))
    if len(entries) > 1:
        for number, entry in enumerate(entries, 1):
            yield Article(entry, f"{name}, entry {number}", f"{stem}#{number}", divisible=False)
        return
    page: Any = trafilatura.bare_extraction(
        data, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
    )
    if page is None or not getattr(page, "text", None):
        yield Problem(name, "no article was found in the page", whole=True)
        return
    values = {
        "title": page.title,
        "text": page.text,
        "published": page.date,
        "source": page.sitename or page.hostname,
        "url": page.url,
    }
    yield Article(values, name, stem)


def _live_entries(data: bytes) -> Iterator[dict[str, object]]:
    """Yield what a page names as the entries of its live blog, the oldest first."""
    live = table("markup")["live"]
    if live.encode() not in data:
        return
    for script in _SCRIPT.finditer(data):
        try:
            found = json.loads(script[1])
        except (ValueError, RecursionError):
            continue
        for blog in _objects(found):
            if live in (blog.get("@type"), *_listed(blog.get("@type"))):
                yield from sorted(_entries(blog), key=lambda entry: str(entry["published"]))


def _objects(value: object) -> Iterator[Mapping[str, Any]]:
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, dict):
            yield part
            yield from _objects(part.get("@graph", []))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _entries(blog: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    for entry in _listed(blog.get("liveBlogUpdate")):
        if isinstance(entry, dict) and isinstance(entry.get("articleBody"), str):
            yield {
                "title": entry.get("headline"),
                "text": entry["articleBody"],
                "published": entry.get("datePublished") or blog.get("datePublished"),
                "url": entry.get("url") or blog.get("url"),
            }


FORMAT = Format(
    "html",
    (".html", ".htm", ".xhtml"),
    read,
    "The article in a saved page, with its title, day and site; a live blog as its entries.",
    extra="html",
)
