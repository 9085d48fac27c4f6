"""Values as the text of a data element: readable JSON where it is short, packed where it is long.

A packed value is gzip of its JSON and, behind a line feed, the bytes of its long lists of numbers. These stand in the
JSON as ``{"bytes": [where, how many, bytes of each]}``. A list is stored one byte of all its numbers after the other,
lowest first, so that what is alike lies together. How these bytes become text, `conflictmap.maps.sevenbits` says.
"""

from __future__ import annotations

import hashlib
import json
import re
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import IO, Any, overload

import numpy as np

from conflictmap.frame import plain
from conflictmap.maps.sevenbits import MARK, sevenbits

__all__ = ["GZIP_FROM", "Degrees", "PageTexts", "as_json_block", "json_text", "narrowed"]

GZIP_FROM = 300_000
"""Length of JSON, in characters, from which a block is packed: below it the page stays readable as text."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""A Python string holds astral characters whole, so any surrogate in it stands alone and cannot be written as UTF-8."""

_SHORT = 64
"""Numbers of a list that is left in the JSON."""

_LEVEL = 7
"""Of gzip; the highest takes twice the time for a hundredth of the size."""

_PIECE = 2**20  # bytes that are copied at a time

_IN_MEMORY = 8_000_000
"""Bytes of a page's texts from which they lie on disk."""

_ZERO = 200_000_000
_PER_DEGREE = 1_000_000  # 0.1 m
_MOST = 1_000  # degrees, more than there are

Numbers = np.ndarray[Any, Any]


class Degrees(Sequence["float | None"]):
    """Longitudes or latitudes in whole numbers, by which they are told apart, sorted and packed.

    Parameters
    ----------
    whole : numpy.ndarray
        N whole numbers: 0 where there is no point, else 200,000,000 and a million a degree. See `Degrees.of`.
    """

    def __init__(self, whole: Numbers) -> None:
        self.whole = whole

    @classmethod
    def of(cls, values: Numbers) -> Degrees:
        """Return degrees to six places; what is no number, or none that there is on a globe, is missing."""
        known = np.abs(values) < _MOST  # a NaN is not
        whole = np.rint(np.where(known, values, 0) * _PER_DEGREE).astype(np.int64) + _ZERO
        return cls(np.where(known, np.maximum(whole, 1), 0))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.whole)

    @overload
    def __getitem__(self, at: int) -> float | None: ...
    @overload
    def __getitem__(self, at: slice) -> list[float | None]: ...
    def __getitem__(self, at: int | slice) -> float | list[float | None] | None:
        """Return one, or a list of some."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        own = int(self.whole[at]) - _ZERO
        if own == -_ZERO:
            return None
        return own // _PER_DEGREE if own % _PER_DEGREE == 0 else own / _PER_DEGREE


def narrowed(numbers: Numbers) -> Numbers:
    """Return whole numbers from 0 on in as few bytes each as will do."""
    top = int(numbers.max(initial=0))
    return numbers.astype(np.uint8 if top < 2**8 else np.uint16 if top < 2**16 else np.uint32, copy=False)


def _encoder(otherwise: Callable[[Any], Any]) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=otherwise)


def _encode(value: Any, encoder: json.JSONEncoder) -> str:
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", encoder.encode(value))


_LISTED = _encoder(lambda value: list(value) if isinstance(value, Degrees) else plain(value))


def json_text(value: Any) -> str:
    """Return `value` as compact JSON that UTF-8 can carry (half a surrogate pair becomes U+FFFD).

    Parameters
    ----------
    value : object
        What `json.dumps` accepts, numpy's numbers and arrays, `Degrees`.

    Returns
    -------
    str
    """
    return _encode(value, _LISTED)


def as_json_block(value: Any, packed_from: int | None = None) -> str:
    r"""Return the text of an element that holds `value` and that no browser runs.

    Parameters
    ----------
    value : object
        What `json_text` accepts.
    packed_from : int, optional
        Length from which it is packed; `GZIP_FROM` if left out.

    Returns
    -------
    str
        JSON with every ``<`` written as ``\u003c``, so that no text can end the element or open a comment; past so many
        characters `sevenbits` of a gzip file. The same value gives the same bytes.
    """
    limit = GZIP_FROM if packed_from is None else packed_from
    aside: list[Numbers] = []
    text = _encode(value, _encoder(lambda cell: _put_aside(cell, aside)))
    if len(text) + 2 * sum(map(len, aside)) <= limit:  # a number and a comma
        whole = json_text(value) if aside else text
        if len(whole) <= limit:
            return whole.replace("<", "\\u003c")
    return sevenbits(b"".join(_gzip(text, aside)))


def _put_aside(cell: Any, aside: list[Numbers]) -> Any:
    """Return a reference to a list of numbers that is put aside, and anything else as JSON knows it."""
    if isinstance(cell, Degrees):
        return {"degrees": _put_aside(cell.whole, aside)} if len(cell) > _SHORT else list(cell)
    if not isinstance(cell, np.ndarray) or len(cell) <= _SHORT:
        return plain(cell)
    where = sum(own.nbytes for own in aside)
    aside.append(narrowed(cell))
    return {"bytes": [where, len(cell), aside[-1].itemsize]}


def _gzip(text: str, aside: list[Numbers]) -> Iterator[bytes]:
    """Yield a gzip file of a text and the lists behind it."""
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)  # no name and no hour in its head
    yield packer.compress(text.encode("utf-8"))
    yield packer.compress(b"\n" if aside else b"")
    for own in aside:
        for byte in range(own.itemsize):
            yield packer.compress((own >> (8 * byte)).astype(np.uint8).tobytes())
    yield packer.flush()


class PageTexts:
    """The texts of a page's data elements, which lie on disk where there is much."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY, prefix="conflictmap-")  # noqa: SIM115 - goes with it
        self._spans: dict[str, tuple[int, int]] = {}
        self._hash = hashlib.sha256()

    def put(self, name: str, text: str) -> None:
        """Add a text that UTF-8 can carry, under a name that is new."""
        raw = text.encode("utf-8")
        start = self._file.seek(0, 2)
        self._file.write(raw)
        self._spans[name] = (start, len(raw))
        self._hash.update(f"{name}\0{len(raw)}\0".encode() + raw)

    def names(self) -> list[str]:
        """Return the names in order."""
        return sorted(self._spans)

    @property
    def digest(self) -> bytes:
        """A hash of all of them."""
        return self._hash.digest()

    def kind(self, name: str) -> str:
        """Return the media type of a text."""
        self._file.seek(self._spans[name][0])
        return "text/plain" if self._file.read(len(MARK)) == MARK.encode() else "application/json"

    def __getitem__(self, name: str) -> str:
        """Return a text."""
        start, size = self._spans[name]
        self._file.seek(start)
        return self._file.read(size).decode("utf-8")

    def copy(self, name: str, out: IO[bytes]) -> None:
        """Write a text to a file, a piece at a time."""
        start, left = self._spans[name]
        self._file.seek(start)
        while left:
            piece = self._file.read(min(left, _PIECE))
            out.write(piece)
            left -= len(piece)
