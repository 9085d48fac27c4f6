"""Bytes to characters, without guessing more than the bytes allow."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Mapping
from typing import IO

from conflictmap.reports.inputtables import table

__all__ = [
    "MAX_FILE",
    "NotTextError",
    "bytes_whole",
    "decode",
    "decoded_lines",
    "decoded_whole",
    "is_utf16",
    "refuse_binary",
]

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\x0b\x0c\x1b")
MAX_LINE = 16 * 2**20
MAX_FILE = 64 * 2**20
"""Bytes of a file that has to be read whole."""


class NotTextError(ValueError):
    """The bytes are no text; the message says what they seem to be."""


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
    if head.startswith(_UTF16):
        return
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    if b"\0" in head or controls > len(head) // 100 + 2:
        raise NotTextError("is a binary file, not text")


def _advice(magic: Mapping[str, str]) -> str:
    return "give it the ending of its kind" if "kind" in magic else "save it as plain text first"


def decode(data: bytes) -> str:
    """Decode UTF-8 (with or without a mark), UTF-16 with a mark, or else Windows-1252.

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
    if data.startswith(_UTF16):
        return data.decode("utf-16", errors="replace")
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


def decoded_lines(stream: IO[bytes], *, utf16: bool = False) -> Iterator[tuple[int, str | NotTextError]]:
    """Yield (line number, line) from a stream without holding the whole of it.

    Parameters
    ----------
    stream : binary stream
        Read from where it stands.
    utf16 : bool
        The stream begins with a UTF-16 mark, so its lines cannot be told apart before decoding.

    Yields
    ------
    tuple of int and (str or NotTextError)
        Lines count from 1 and keep their line end. A line over 16 MiB or of no known encoding is an error in its place.
    """
    if utf16:
        text = io.TextIOWrapper(stream, encoding="utf-16", errors="replace")
        yield from enumerate(text, 1)
        return
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_LINE)
            yield number, NotTextError(f"is longer than {MAX_LINE >> 20} MiB")
            continue
        try:
            yield number, decode(line)
        except NotTextError as error:
            yield number, error


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


def is_utf16(stream: IO[bytes]) -> bool:
    """Tell whether a stream begins with a UTF-16 mark, without moving it."""
    peek = getattr(stream, "peek", None)
    return peek is not None and peek(2)[:2] in _UTF16
