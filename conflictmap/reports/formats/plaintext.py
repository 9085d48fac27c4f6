"""Plain text and Markdown: an address on the first line and a headline are told apart from the body."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.reports.decoding import decoded_whole
from conflictmap.reports.fields import clean, split_url
from conflictmap.reports.inputfile import Article, Format, InputFile

__all__ = ["FORMAT"]


def read(file: InputFile) -> Iterator[Article]:
    """Read one text, or the articles of a collection."""
    url, text = split_url(clean(decoded_whole(file.stream)))
    yield Article({"text": text, "url": url}, file.name, file.stem)


FORMAT = Format(
    "text",
    (".txt", ".text", ".md", ".markdown", ".asc"),
    read,
    "One report: an address on the first line becomes the address, a short first line above a blank one the headline.",
)
