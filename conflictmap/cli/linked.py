"""Rows of a run to events, for the commands that link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from conflictmap.linking import UNDECIDED, Decisions, Linking, link
from conflictmap.sums import Best

__all__ = ["events_of", "were_linked"]


def events_of(rows: list[dict[str, Any]], best: Best = "latest", decisions: Decisions = UNDECIDED) -> Linking:
    """Return the events of rows; those of a file that was linked stay as they are, so that it maps to what it was.

    Parameters
    ----------
    rows : list of dict
        As `record.record` makes them.
    best : str
        See `linking.link`.
    decisions : Decisions
        What people have decided.

    Returns
    -------
    Linking
    """
    return Linking((), rows) if were_linked(rows) else link(rows, best=best, **decisions._asdict())


def were_linked(rows: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether rows are events already: each has an id of an event that no other has.

    Parameters
    ----------
    rows : iterable of mapping
        Read as far as the first that is none.

    Returns
    -------
    bool
    """
    known: set[str] = set()
    for row in rows:
        event = row["event_id"]
        if event is None or event in known:
            return False
        known.add(event)
    return True
