"""The items of a list in JSON one after the other, however long the list is and whether or not it has lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from conflictmap.reports.decoding import MAX_LINE, decode, is_wide, wide_text

__all__ = ["ListError", "begins_list", "list_items"]

_CHUNK = 2**20
_BLANKS = b" \t\r\n"
_MARK = b"\xef\xbb\xbf"
_DECODER = json.JSONDecoder()


class ListError(ValueError):
    """The list is damaged from here on; the message says how and where."""


def begins_list(head: bytes) -> bool:
    """Tell whether a file holds a list.

    Parameters
    ----------
    head : bytes
        Its beginning.
    """
    start = decode(head).encode() if is_wide(head) else head
    return start.lstrip(_MARK + _BLANKS).startswith(b"[")


def list_items(stream: IO[bytes], above: int = 0) -> Iterator[Any]:
    """Yield the items of a list; of several lists one behind the other those of all.

    Parameters
    ----------
    stream : binary stream
        At the beginning of the file, able to peek.
    above : int
        Lines that stood before, for messages.

    Yields
    ------
    object
        What the JSON means.

    Raises
    ------
    ListError
        Where the list is no JSON, or an item is longer than 16 MiB.
    """
    yield from _List(stream, above).items()


class _List:
    """What of a list has been read and not used up.

    Bytes are looked at as if each were a letter, which keeps their number: what they are in truth is settled item by
    item, as it is line by line elsewhere.
    """

    def __init__(self, stream: IO[bytes], above: int) -> None:
        self._text = wide_text(stream)
        self._stream = stream
        self._line, self._column = above + 1, 1
        self._held = ""
        self._at = 0
        self._gone = 0  # letters that were let go last

    def items(self) -> Iterator[Any]:
        self._held = self._more().removeprefix(_MARK.decode("latin-1"))
        while self._next("["):
            if self._next("]"):
                continue
            yield self._item()
            while self._next(","):
                yield self._item()
            if not self._next("]"):
                raise self._error("',' or ']' was expected")
        if self._at < len(self._held):
            raise self._error("'[' was expected")

    def _more(self, size: int = _CHUNK) -> str:
        """Return what follows, a letter a byte."""
        if self._text is not None:
            return self._text.read(size).encode("utf-8", "replace").decode("latin-1")
        return self._stream.read(size).decode("latin-1")

    def _next(self, sign: str) -> bool:
        """Go over blanks, and over a sign if it is the one."""
        while True:
            while self._at < len(self._held) and self._held[self._at] in " \t\r\n":
                self._at += 1
            if self._at < len(self._held):
                break
            self._let_go()
            self._held = self._more()
            if not self._held:
                return False
        found = self._held[self._at] == sign
        self._at += found
        return found

    def _item(self) -> Any:
        self._next("")  # blanks only
        size = _CHUNK
        while True:
            found, end, reason = self._decoded()
            # A number goes on where what was read of it ends.
            if not reason and end < len(self._held):
                break
            self._let_go()
            more = self._more(size) if len(self._held) <= MAX_LINE else ""
            if not more:
                self._at = end - self._gone
                raise self._error(reason or "',' or ']' was expected")
            self._held += more
            size *= 2
        bare = self._held[self._at : end]
        self._at = end
        return found if bare.isascii() else json.loads(decode(bare.encode("latin-1")))

    def _decoded(self) -> tuple[Any, int, str]:
        """Return the item that begins here and where it ends, or where and why it cannot be read."""
        self._gone = 0
        try:
            return *_DECODER.raw_decode(self._held, self._at), ""
        except json.JSONDecodeError as error:
            return None, error.pos, error.msg
        except (ValueError, RecursionError) as error:
            return None, self._at, "nested too deeply" if isinstance(error, RecursionError) else str(error)

    def _let_go(self) -> None:
        """Forget what was used up, but not how many lines it had."""
        used = self._held[: self._at]
        lines = used.count("\n")
        self._line += lines
        self._column = len(used) - used.rfind("\n") if lines else self._column + len(used)
        self._gone = self._at
        self._held, self._at = self._held[self._at :], 0

    def _error(self, reason: str) -> ListError:
        long = len(self._held) > MAX_LINE
        self._let_go()
        place = f"line {self._line}, " if self._line > 1 else ""
        told = f"an item is longer than {MAX_LINE >> 20} MiB, or {reason}" if long else reason
        return ListError(f"{told} at {place}character {self._column}")
