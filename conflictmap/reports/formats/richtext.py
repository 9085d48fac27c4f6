"""RTF, in which archives of newspapers give their articles, by striprtf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from conflictmap.model import Problem
from conflictmap.reports.decoding import bytes_whole
from conflictmap.reports.inputfile import Article, Format, InputFile, missing

__all__ = ["FORMAT"]


def read(file: InputFile) -> Iterator[Article | Problem]:
    """Read one document, or the articles of a collection."""
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        raise missing("RTF", "striprtf", "rtf") from None
    try:
        convert: Any = rtf_to_text
        text = convert(bytes_whole(file.stream).decode("latin-1"), errors="replace")
    except (ValueError, IndexError, LookupError):
        yield Problem(file.name, "not a valid RTF document", damaged=True, whole=True)
        return
    yield Article({"text": text}, file.name, file.stem)


FORMAT = Format("rtf", (".rtf",), read, "One report, or the articles of a collection.", extra="rtf", binary=True)
