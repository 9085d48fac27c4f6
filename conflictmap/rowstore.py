"""Rows on disk, for runs with more of them than memory should hold.

Floor 1, standard library only.
"""

from __future__ import annotations

import pickle
import tempfile
import zlib
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from types import TracebackType
from typing import Any, TypeVar, overload

from conflictmap.model import ConflictmapError

__all__ = ["RowStore", "batches"]

Row = dict[str, Any]
Item = TypeVar("Item")

_BLOCK = 16  # rows that are packed together: few, so that one of them alone is read soon
_OPEN = 64  # blocks that stay unpacked, the last ones used


class RowStore(Sequence[Row]):
    """A sequence of rows that lies in a temporary file, which goes with it; what it holds in memory is 1 byte a row.

    Parameters
    ----------
    rows : iterable of dict
        As `record.record` makes them.

    Raises
    ------
    ConflictmapError
        If the disk is full.
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._file = tempfile.TemporaryFile(prefix="conflictmap-")  # noqa: SIM115 - closed by `close`
        self._starts = array("Q", [0])
        self._last: list[Row] = []
        self._unpacked: OrderedDict[int, list[Row]] = OrderedDict()
        for row in rows:
            self.append(row)

    def append(self, row: Row) -> None:
        """Add a row at the end."""
        self._last.append(row)
        if len(self._last) == _BLOCK:
            packed = zlib.compress(pickle.dumps(self._last, pickle.HIGHEST_PROTOCOL), 1)
            try:
                self._file.seek(self._starts[-1])
                self._file.write(packed)
            except OSError as error:
                where = tempfile.gettempdir()
                raise ConflictmapError(f"{where}: {error.strerror}; TMPDIR names another folder") from error
            self._starts.append(self._starts[-1] + len(packed))
            self._last = []

    def __len__(self) -> int:
        """Return how many rows there are."""
        return (len(self._starts) - 1) * _BLOCK + len(self._last)

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        """Return a row, or a list of them; to change it changes nothing here."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = range(len(self))[at]  # from the end, and past it
        return self._block(at // _BLOCK)[at % _BLOCK]

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows in order."""
        for block in range(len(self._starts) - 1):
            yield from self._read(block)
        yield from self._last

    def _block(self, number: int) -> list[Row]:
        if number == len(self._starts) - 1:
            return self._last
        found = self._unpacked.pop(number, None) or self._read(number)
        self._unpacked[number] = found
        if len(self._unpacked) > _OPEN:
            self._unpacked.popitem(last=False)
        return found

    def _read(self, number: int) -> list[Row]:
        start, end = self._starts[number], self._starts[number + 1]
        self._file.seek(start)
        rows: list[Row] = pickle.loads(zlib.decompress(self._file.read(end - start)))  # noqa: S301 - written above
        return rows

    def __enter__(self) -> RowStore:
        """Return the store."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove the file."""
        self.close()

    def close(self) -> None:
        """Remove the file."""
        self._file.close()


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield rows, or whatever comes one by one, in lists.

    Parameters
    ----------
    items : iterable
    size : int
        Items of each but the last.

    Yields
    ------
    list
    """
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
