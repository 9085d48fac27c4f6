"""PDF, by pdfminer: the text of its pages by paragraphs, without what is repeated above and below each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from conflictmap.model import Problem
from conflictmap.reports.decoding import NotTextError
from conflictmap.reports.fields import clean_line
from conflictmap.reports.inputfile import Article, Format, InputFile, missing
from conflictmap.reports.inputtables import whole_line

if TYPE_CHECKING:
    from io import IOBase

__all__ = ["FORMAT"]

_PAGES = 2_000
_EDGE = 2
_OFTEN = 2
_WIDE = 1.3
"""How many times as far apart as lines of one paragraph two lines of different paragraphs are."""
_FEW = 8
_LEADING = 1.6
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page, how high it stands and how large its letters are, in points."""

    text: str
    height: float
    size: float

    @property
    def key(self) -> tuple[str, int]:
        """What lines of several pages have in common if they are one running head, page numbers set aside."""
        return _FIGURES.sub("", self.text), round(self.height)


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Read one document, or the articles of a collection."""
    try:
        from pdfminer.psexceptions import PSException
    except ImportError:
        raise missing("PDF", "pdfminer.six", "pdf") from None
    try:
        pages = [_without_edges(page, shared) for page, shared in _with_shared(list(_pages(file)))]
    except PSException as error:
        yield Problem(file.name, f"not a valid PDF ({_reason(error)})", damaged=True, whole=True)
        return
    text = _HYPHEN.sub("", "\n".join(_paragraphs(pages)))
    if not text.strip():
        message = "the PDF holds no text, only pictures of it; run it through a program that reads them (OCR)"
        yield Problem(file.name, message, whole=True)
        return
    yield Article({"text": text}, file.name, file.stem)


def _reason(error: Exception) -> str:
    return clean_line(str(error), 100) or type(error).__name__


def _pages(file: InputFile) -> Iterator[list[_Line]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer, LTTextLine
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    try:
        for number, page in enumerate(extract_pages(cast("IOBase", file.stream))):
            if number >= _PAGES:
                raise NotTextError(f"has more than {_PAGES:,} pages; split it")
            boxes = [box for box in page if isinstance(box, LTTextContainer)]
            lines = [line for box in boxes for line in box if isinstance(line, LTTextLine)]
            yield [
                _Line(" ".join(line.get_text().split()), line.y0, line.height)
                for line in lines
                if line.get_text().strip()
            ]
    except PDFPasswordIncorrect:
        raise NotTextError("is a PDF locked with a password; save it without one") from None


def _with_shared(pages: list[list[_Line]]) -> Iterator[tuple[list[_Line], set[tuple[str, int]]]]:
    """Yield each page with the lines that stand at one place near the edges of a third of the pages."""
    count = Counter(key for page in pages for key in {line.key for line in _edges(page)})
    shared = {key for key, pages_with in count.items() if pages_with >= max(_OFTEN, len(pages) / 3)}
    for page in pages:
        yield page, shared


def _edges(page: list[_Line]) -> list[_Line]:
    return page[:_EDGE] + page[-_EDGE:]


def _without_edges(page: list[_Line], shared: set[tuple[str, int]]) -> list[_Line]:
    lines = list(page)
    for edge in (0, -1):
        for _ in range(_EDGE):
            if lines and _repeated(lines[edge], shared):
                lines.pop(edge)
    return lines


def _repeated(line: _Line, shared: set[tuple[str, int]]) -> bool:
    return whole_line("digests", "page").fullmatch(line.text) is not None or line.key in shared


def _paragraphs(pages: Iterable[list[_Line]]) -> Iterator[str]:
    """Yield the lines, and an empty one where two stand further apart than lines of a paragraph do."""
    pages = [page for page in pages if page]
    wide = _WIDE * _usual_gap(pages)
    for number, page in enumerate(pages):
        if number:
            yield from _turn(pages[number - 1][-1].text)
        for above, below in pairwise([*page, None]):
            if above is not None:
                yield above.text
            if above is not None and below is not None and above.height - below.height > wide:
                yield ""


def _usual_gap(pages: list[list[_Line]]) -> float:
    """Return how far apart lines of one paragraph stand; where there are few lines, what is usual for their size."""
    gaps = sorted(gap for page in pages for above, below in pairwise(page) if (gap := above.height - below.height) > 1)
    usual = gaps[len(gaps) // 4] if gaps else 0.0
    return usual if len(gaps) > _FEW else min(usual, _LEADING * pages[0][0].size) if pages else 0.0


def _turn(last: str) -> list[str]:
    """Return what parts a page from the next: nothing where the sentence goes on."""
    return [""] if last.endswith((".", "!", "?", '"', "”")) else []


FORMAT = Format("pdf", (".pdf",), read, "One report, or the articles of a collection.", extra="pdf", binary=True)
