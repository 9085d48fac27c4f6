"""Bytes to characters, without guessing more than the bytes allow."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Mapping
from typing import IO, cast

from conflictmap.reports.inputtables import table

__all__ = [
    "HEAD",
    "MAX_DOCUMENT",
    "MAX_FILE",
    "MAX_LINE",
    "NotTextError",
    "bytes_whole",
    "decode",
    "decoded_lines",
    "decoded_whole",
    "head_of",
    "is_wide",
    "refuse_binary",
    "wide_text",
]

_WIDE = {
    "utf-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),  # first: it begins as UTF-16 does
    "utf-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}
"""Encodings whose letters take several bytes each -> the marks that files in them begin with."""
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b")
_MARK = 4
HEAD = 8192
"""Bytes of a file that are looked at to tell what it is."""
MAX_LINE = 16 * 2**20
MAX_FILE = 64 * 2**20
"""Bytes of a file that has to be read whole."""
MAX_DOCUMENT = 128 * 2**20
"""Characters of an object in JSON that has to be read whole."""


class NotTextError(ValueError):
    """The bytes are no text; the message says what they seem to be."""


def head_of(stream: IO[bytes]) -> bytes:
    """Return the first bytes of a stream without moving it."""
    peek = getattr(stream, "peek", None)
    if peek is not None:
        return cast("bytes", peek(HEAD)[:HEAD])
    head = stream.read(HEAD)
    stream.seek(0)
    return head


def refuse_binary(head: bytes) -> None:
    """Raise if the first bytes of a file cannot be text.

    Raises
    ------
    NotTextError
        For known binary formats, for NUL bytes and for a mass of control characters.
    """
    for magic in table("magic"):
        if head.startswith(magic["starts"].encode("latin-1")):
            raise NotTextError(f"is {magic['means']}, not text; {_advice(magic)}")
    if is_wide(head):
        return
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    if b"\0" in head or controls > len(head) // 100 + 2:
        raise NotTextError("is a binary file, not text")


def _advice(magic: Mapping[str, str]) -> str:
    return "give it the ending of its kind" if "kind" in magic else "save it as plain text first"


def decode(data: bytes) -> str:
    """Decode UTF-8 (with or without a mark), UTF-16 or UTF-32 with a mark, or else Windows-1252.

    Parameters
    ----------
    data : bytes
        A whole file or a whole line.

    Returns
    -------
    str
        Where nearly all of it is UTF-8, the few broken bytes (a cut at the end, one bad paste) become U+FFFD:
        reading the rest as Windows-1252 would turn every accent and quotation mark into two wrong letters.

    Raises
    ------
    NotTextError
        If it is neither.
    """
    if wide := _wide(data):
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8-sig", errors="replace")
    broken = lenient.count("\ufffd")
    sound = sum(1 for char in lenient if char > "\x7f") - broken
    if sound > 2 * broken:
        return lenient
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise NotTextError("is neither UTF-8 nor Windows-1252; save it as UTF-8") from None


def decoded_lines(stream: IO[bytes]) -> Iterator[tuple[int, str | NotTextError]]:
    """Yield (line number, line) from a stream without holding the whole of it.

    Parameters
    ----------
    stream : binary stream
        Read from where it stands.

    Yields
    ------
    tuple of int and (str or NotTextError)
        Lines count from 1 and keep their line end. A line over 16 MiB or of no known encoding is an error in its place.
    """
    number = 0
    for line in _whole_lines(wide_text(stream) or stream):
        number += 1
        if line is None:
            yield number, NotTextError(f"is longer than {MAX_LINE >> 20} MiB")
            continue
        if isinstance(line, str):
            yield number, line
            continue
        try:
            yield number, decode(line)
        except NotTextError as error:
            yield number, error


def _whole_lines(stream: IO[bytes] | IO[str]) -> Iterator[bytes | str | None]:
    """Yield the lines of a stream, ``None`` for one that is too long."""
    while line := stream.readline(MAX_LINE + 1):
        if len(line) <= MAX_LINE:
            yield line
            continue
        while line and line[-1:] not in (b"\n", "\n"):
            line = stream.readline(MAX_LINE)
        yield None


def wide_text(stream: IO[bytes]) -> io.TextIOWrapper | None:
    """Return a stream of UTF-16 or UTF-32 as text, since its lines cannot be told apart before; ``None`` of others."""
    peek = getattr(stream, "peek", None)
    wide = _wide(peek(_MARK)) if peek is not None else None
    return io.TextIOWrapper(stream, encoding=wide, errors="replace") if wide else None


def bytes_whole(stream: IO[bytes], largest: int = MAX_FILE) -> bytes:
    """Return all of a stream.

    Raises
    ------
    NotTextError
        If that is more than `largest` bytes.
    """
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise NotTextError(f"is larger than {largest >> 20} MiB")
    return data


def decoded_whole(stream: IO[bytes]) -> str:
    """Return all of a stream as text.

    Raises
    ------
    NotTextError
        If it is none, or too large.
    """
    return decode(bytes_whole(stream))


def is_wide(head: bytes) -> bool:
    """Tell whether the first bytes of a file are the mark of UTF-16 or UTF-32."""
    return _wide(head) is not None


def _wide(head: bytes) -> str | None:
    return next((name for name, marks in _WIDE.items() if head.startswith(marks)), None)
