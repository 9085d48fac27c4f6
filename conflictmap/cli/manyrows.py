"""Few rows or many: in memory or on disk, linked at once or in windows, one frame or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap.linking import UNDECIDED, Decisions
from conflictmap.rowstore import RowStore, batches
from conflictmap.sums import Best

if TYPE_CHECKING:
    from conflictmap.export.fileformat import Format

__all__ = ["Gathered", "frames_of", "gathered"]

_HELD = 20_000
"""Rows that are kept in memory; some 250 MB with what linking makes of them."""

_PART = 5_000
"""Rows of a frame where there are more."""


@dataclass(frozen=True)
class Gathered:
    """The rows of a run.

    Attributes
    ----------
    rows : sequence of dict
        A list, or a store on disk.
    joined : int
        How many rows were found to tell an event that another one tells.
    """

    rows: Sequence[dict[str, Any]]
    joined: int = 0

    def frames(self) -> Iterator[Any]:
        """Yield the rows as one frame, or in parts if there are many."""
        return iter([self._few]) if isinstance(self.rows, list) else frames_of(self.rows)

    def frame(self) -> Any:
        """Return all rows as one frame."""
        return self._few if isinstance(self.rows, list) else _frame_of(self.rows)

    @cached_property
    def _few(self) -> Any:
        """The frame of rows that are in memory: the map and every format are made of one."""
        return _frame_of(self.rows)

    def write(self, form: Format, path: Path) -> None:
        """Write the rows in a format, part by part where the format can."""
        if form.write_parts is not None:
            form.write_parts(self.frames(), path)
        else:
            form.write(self.frame(), path)


def frames_of(rows: Iterable[dict[str, Any]]) -> Iterator[Any]:
    """Yield rows as frames, part by part; one without rows if there are none.

    Parameters
    ----------
    rows : iterable of dict

    Yields
    ------
    geopandas.GeoDataFrame
    """
    from conflictmap.frame import from_rows

    parts = batches(rows, _PART)
    yield from_rows(next(parts, []))
    yield from map(from_rows, parts)


def _frame_of(rows: Iterable[dict[str, Any]]) -> Any:
    from conflictmap.frame import from_rows

    return from_rows(list(rows))


@contextmanager
def gathered(
    rows: Iterable[dict[str, Any]], *, link: bool, best: Best = "latest", decisions: Decisions = UNDECIDED
) -> Iterator[Gathered]:
    """Gather rows, linked to events if asked for; many go to disk, and come back day by day.

    Parameters
    ----------
    rows : iterable of dict
    link : bool
    best : str
        See `linking.link`.
    decisions : Decisions
        What people have decided.

    Yields
    ------
    Gathered
        Good for as long as the block runs.
    """
    from conflictmap.cli.linked import events_of, were_linked
    from conflictmap.linking import link_in_windows

    rest = iter(rows)
    head = list(islice(rest, _HELD + 1))
    if len(head) <= _HELD:
        linked = events_of(head, best, decisions) if link else None
        yield Gathered(head) if linked is None else Gathered(linked.rows, linked.joined)
        return
    with ExitStack() as stack:
        store = stack.enter_context(RowStore(chain(_given_up(head), rest)))
        if not link or were_linked(store):
            yield Gathered(store)
            return
        events = stack.enter_context(RowStore())
        joined = 0
        for members, row in link_in_windows(store, best=best, decisions=decisions):
            events.append(row)
            joined += len(members) - 1
        yield Gathered(events, joined)


def _given_up(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a list and let go of each."""
    rows.reverse()
    while rows:
        yield rows.pop()
