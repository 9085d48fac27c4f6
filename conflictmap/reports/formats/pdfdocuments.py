"""PDF, by pypdf: the text of its pages, without what is repeated above and below each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from conflictmap.model import Problem
from conflictmap.reports.decoding import NotTextError
from conflictmap.reports.fields import clean_line
from conflictmap.reports.inputfile import Article, Format, InputFile, missing
from conflictmap.reports.inputtables import whole_line

__all__ = ["FORMAT"]

_PAGES = 2_000
_EDGE = 2
_OFTEN = 3
_HYPHEN = re.compile(r"(?<=[a-z])-\n(?=[a-z])")
_FIGURES = re.compile(r"\d+")


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Read one document, or the articles of a collection."""
    try:
        from pypdf.errors import PyPdfError
    except ImportError:
        raise missing("PDF", "pypdf", "pdf") from None
    try:
        pages = list(_pages(file))
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        if isinstance(error, NotTextError):
            raise
        message = f"not a valid PDF ({clean_line(str(error), 100)})"
        yield Problem(file.name, message, damaged=True, whole=True)
        return
    text = _HYPHEN.sub("", "\n\n".join(_without_edges(pages)))
    if not text.strip():
        message = "the PDF holds no text, only pictures of it; run it through a program that reads them (OCR)"
        yield Problem(file.name, message, whole=True)
        return
    yield Article({"text": text}, file.name, file.stem)


def _pages(file: InputFile) -> Iterator[list[str]]:
    from pypdf import PdfReader

    document: Any = PdfReader(file.stream)
    if document.is_encrypted and not document.decrypt(""):
        raise NotTextError("is a PDF locked with a password; save it without one")
    if len(document.pages) > _PAGES:
        raise NotTextError(f"has more than {_PAGES:,} pages; split it")
    for page in document.pages:
        yield [line.rstrip() for line in (page.extract_text() or "").strip().split("\n")]


def _without_edges(pages: list[list[str]]) -> Iterator[str]:
    """Yield the pages without the lines at their edges that a third of them share, page numbers set aside."""
    shared = Counter(key for page in pages for key in {_FIGURES.sub("", line) for line in _edges(page)})
    for page in pages:
        lines = list(page)
        for edge in (0, -1):
            for _ in range(_EDGE):
                if lines and _repeated(lines[edge], shared, len(pages)):
                    lines.pop(edge)
        yield "\n".join(lines)


def _edges(page: list[str]) -> list[str]:
    return page[:_EDGE] + page[-_EDGE:]


def _repeated(line: str, shared: Counter[str], pages: int) -> bool:
    if whole_line("digests", "page").fullmatch(line):
        return True
    return shared[_FIGURES.sub("", line)] >= max(_OFTEN, pages / 3)


FORMAT = Format("pdf", (".pdf",), read, "One report, or the articles of a collection.", extra="pdf", binary=True)
