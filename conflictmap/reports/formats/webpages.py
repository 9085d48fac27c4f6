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
_FIGURES = re.compile(r"\b\d{1,2}([/.-])\d{1,2}\1(?:\d{4}|\d{2})\b")


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
    page: Any = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False, include_tables=False)
    if page is None or not getattr(page, "text", None):
        yield Problem(name, "no article was found in the page", whole=True)
        return
    values = {
        "title": page.title,
        "text": _body(page.text, page.title or ""),
        "published": _day(data, page.url),
        "source": page.sitename or page.hostname,
        "url": page.url,
    }
    yield Article(values, name, stem)


def _body(text: str, title: str) -> str:
    """Return the paragraphs of an article, a blank line between them, without the headline above them."""
    paragraphs = [line for line in text.split("\n") if line.strip()]
    if paragraphs[1:] and " ".join(paragraphs[0].split()) == " ".join(title.split()):
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def _day(data: bytes, url: str | None) -> str | None:
    """Return the day that a page says it was published on.

    What stands in its footer or its prose is the day of something else. A date in figures that reads two ways is left
    to who asks for the order of day and month.
    """
    from htmldate import find_date
    from trafilatura import load_html

    tree: Any = load_html(data)
    if tree is None:
        return None
    for path in table("markup")["undated"]:
        for part in tree.xpath(path):
            if part.getparent() is not None:
                part.drop_tree()
    for part in tree.iter():
        if isinstance(part.tag, str):
            part.text, part.tail = _without_figures(part.text), _without_figures(part.tail)
    found = find_date(tree, extensive_search=False, original_date=True, url=url, deferred_url_extractor=True)
    return str(found) if found else None


def _without_figures(text: str | None) -> str | None:
    return _FIGURES.sub(" ", text) if text else text


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
