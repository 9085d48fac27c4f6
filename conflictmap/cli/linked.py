"""Rows of a run to events, for the commands that link."""

from __future__ import annotations

from typing import Any

from conflictmap.linking import Linking, link
from conflictmap.sums import Best

__all__ = ["events_of"]


def events_of(rows: list[dict[str, Any]], best: Best = "latest") -> Linking:
    """Return the events of rows; those of a file that was linked stay as they are, so that it maps to what it was.

    Parameters
    ----------
    rows : list of dict
        As `record.record` makes them.
    best : str
        See `linking.link`.

    Returns
    -------
    Linking
    """
    known = {row["event_id"] for row in rows}
    if None not in known and len(known) == len(rows):
        return Linking((), rows)
    return link(rows, best=best)
