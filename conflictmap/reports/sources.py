"""From what a person named to open streams: files, folders, standard input, gzip."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from conflictmap.model import BadInputError

__all__ = ["FORMATS", "STDIN", "Source", "estimate", "find", "head_of", "opened", "sniff"]

STDIN = "-"
FORMATS = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
_HEAD = 8192
_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes
    ----------
    path : pathlib.Path or None
        ``None`` is standard input.
    format : str or None
        A value of `FORMATS`; ``None`` is told from the content.
    """

    path: Path | None
    format: str | None

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return "standard input" if self.path is None else str(self.path)

    @property
    def stem(self) -> str:
        """What to name a report after that has no id."""
        if self.path is None:
            return "stdin"
        return (Path(self.path.stem) if self.path.suffix == ".gz" else self.path).stem


def find(name: str | os.PathLike[str]) -> list[Source]:
    """Resolve one input to its files: itself, or all readable files of a folder in order of their paths.

    Raises
    ------
    BadInputError
        If there is no such file, or the folder holds nothing readable.
    """
    if str(name) == STDIN:
        return [Source(None, None)]
    path = Path(name)
    try:
        if path.is_dir():
            found = [s for p in sorted(path.rglob("*")) if (s := _in_folder(p, path))]
            if not found:
                raise BadInputError(f"{path}: the folder holds no {', '.join(sorted(set(FORMATS)))} file")
            return found
        if not path.exists():
            raise BadInputError(f"{path}: no such file or folder")
    except (OSError, ValueError) as error:
        raise BadInputError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return [Source(path, format_of(path))]


def format_of(path: Path) -> str | None:
    """Return the format a file's name promises, ``.gz`` set aside."""
    inner = Path(path.stem) if path.suffix.casefold() == ".gz" else path
    return FORMATS.get(inner.suffix.casefold())


def _in_folder(path: Path, folder: Path) -> Source | None:
    hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
    kind = format_of(path)
    return Source(path, kind) if kind and not hidden and path.is_file() else None


@contextmanager
def opened(source: Source) -> Iterator[io.BufferedReader]:
    """Open a source for reading, unpacked, with its beginning ready to be peeked at.

    Raises
    ------
    OSError
        As the file system has it.
    """
    if source.path is None:
        stdin = sys.stdin.buffer
        yield _unpacked(
            stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stdin))
        )
        return
    with source.path.open("rb") as stream:
        yield _unpacked(stream)


def _unpacked(stream: io.BufferedReader) -> io.BufferedReader:
    if stream.peek(2)[:2] == _GZIP:
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=stream)), _HEAD)
    return stream


def sniff(head: bytes) -> str:
    """Tell a format from the first bytes of a stream: ``"jsonl"``, ``"html"`` or ``"text"``."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"{", b"[{")):
        return "jsonl"
    return "html" if start.startswith((b"<!doctype html", b"<html", b"<?xml")) else "text"


def head_of(stream: IO[bytes]) -> bytes:
    """Return the first bytes of a stream without moving it."""
    return cast("io.BufferedReader", stream).peek(_HEAD)[:_HEAD]


def estimate(*paths: Path) -> int | None:
    """Guess how many reports files and folders hold, from their lines and without parsing any.

    Parameters
    ----------
    *paths : pathlib.Path
        As given to `read`.

    Returns
    -------
    int or None
        ``None`` where it cannot be guessed: standard input, packed files.
    """
    total = 0
    for path in paths:
        if str(path) == STDIN or path.suffix == ".gz":
            return None
        for source in find(path):
            if source.path is None or source.path.suffix == ".gz":
                return None
            total += _lines(source.path) if source.format in {"jsonl", "csv"} else 1
    return total


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as stream:
            return sum(block.count(b"\n") for block in iter(lambda: stream.read(2**20), b""))
    except OSError:
        return 1
