"""Pieces of pages in cells, feeds and letters to plain text, paragraph by paragraph."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from conflictmap.reports.fields import short_references
from conflictmap.reports.inputtables import pattern, table

__all__ = ["is_markup", "plain"]

_BLANKS = re.compile(r"[ \t\r\f\v\xa0]+")
_GAPS = re.compile(r" ?\n(?: ?\n)+ ?")


def is_markup(text: str) -> bool:
    """Tell whether a text is written in the elements of a page."""
    return "<" in text and pattern("markup", "sign").search(text) is not None


def plain(text: str) -> str:
    """Return what a piece of a page says, a blank line between its paragraphs."""
    reader = _Words()
    reader.feed(short_references(text))
    reader.close()
    words = _BLANKS.sub(" ", "".join(reader.parts))
    return _GAPS.sub("\n\n", words).strip()


class _Words(HTMLParser):
    """Gathers the text of a piece of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Begin a line before an element that stands apart."""
        self._break(tag)
        self._silent += tag in table("markup")["silent"]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Take ``<br/>`` as a break, and nothing as silent that holds nothing."""
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """End the line after an element that stands apart."""
        self._break(tag)
        if self._silent and tag in table("markup")["silent"]:
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        """Keep words; a line break in the source is a blank."""
        if not self._silent:
            self.parts.append(data.replace("\n", " "))

    def _break(self, tag: str) -> None:
        if tag in table("markup")["blocks"]:
            self.parts.append("\n\n")
