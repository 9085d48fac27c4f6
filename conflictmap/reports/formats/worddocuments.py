"""Documents of Word, by python-docx: paragraphs and tables in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conflictmap.model import Problem
from conflictmap.reports.fields import clean_line
from conflictmap.reports.inputfile import Article, Format, InputFile, missing
from conflictmap.reports.packing import refuse_bomb

__all__ = ["FORMAT"]


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Read one document, or the articles of a collection. The day it was made is not the day it was published."""
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError:
        raise missing("Word documents", "python-docx", "docx") from None
    refuse_bomb(file.stream)
    try:
        document: Any = docx.Document(file.stream)
        text = "\n\n".join(filter(None, _blocks(document)))
    except (PackageNotFoundError, KeyError, ValueError, SyntaxError, OSError) as error:
        message = f"not a valid Word document ({clean_line(str(error), 100)})"
        yield Problem(file.name, message, damaged=True, whole=True)
        return
    if not text.strip():
        yield Problem(file.name, "the document holds no text; it may be a picture of one", whole=True)
        return
    yield Article({"text": text}, file.name, file.stem)


def _blocks(document: Any) -> Iterator[str]:
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            yield "\n".join("\t".join(_cells(row)) for row in block.rows)
        else:
            yield block.text.strip()


def _cells(row: Any) -> list[str]:
    """Return what the cells of a row say; one that spans several columns is there once for each."""
    texts: list[str] = []
    last = None
    for cell in row.cells:
        if cell._tc is not last:
            texts.append(" ".join(cell.text.split()))
        last = cell._tc
    return texts


FORMAT = Format(
    "docx", (".docx", ".docm"), read, "One report, or the articles of a collection.", extra="docx", binary=True
)
