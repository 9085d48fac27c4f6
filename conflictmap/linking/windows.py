"""Linking more rows than memory holds: in windows of days, each a little longer than what it answers for."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from conflictmap.linking.accounts import days_of
from conflictmap.linking.clustering import UNDECIDED, Decisions
from conflictmap.linking.linker import link
from conflictmap.linking.linkingrules import LinkingRules
from conflictmap.sums import Best

__all__ = ["link_in_windows"]

_ROWS = 6_000  # of a window
_MARGIN = 14  # days after it: accounts of one event lie a day apart, those that span more than ten are not linked
_UNDATED = sys.maxsize


def link_in_windows(
    rows: Sequence[Mapping[str, Any]],
    *,
    best: Best = "latest",
    decisions: Decisions = UNDECIDED,
    rules: LinkingRules | None = None,
    size: int = _ROWS,
) -> Iterator[tuple[tuple[int, ...], dict[str, Any]]]:
    """Find which rows of different reports tell one event, looking at some weeks at a time.

    Parameters
    ----------
    rows : sequence of mapping
        N rows as `record.record` makes them, read one by one: they may lie on disk.
    best : str
        See `link`.
    decisions : Decisions
        What a person has decided; what is together lies in one window.
    rules : LinkingRules, optional
    size : int
        Rows of a window, at least; one ends with a day.

    Yields
    ------
    (tuple of int, dict)
        Positions of the rows that tell an event, and its row as `link` makes it; day by day. Reports that are nearly
        the same are found within a window only, and how rare a word is, is asked of the window's rows.

    Raises
    ------
    BadInputError
        For an unknown `best`.
    """
    days = array("q", map(_day_of, rows))
    _bring_together(days, rows, decisions)
    order = array("q", sorted(range(len(days)), key=days.__getitem__))
    taken: frozenset[int] = frozenset()
    start = 0
    while start < len(order):
        end = _end_of_day(order, days, min(start + size, len(order)) - 1)
        reach = _reach(order, days, end)
        # in the order they came in, by which `link` decides between equals
        seen = sorted(set(order[start:reach]) - taken)
        own = set(order[start:end])
        linked = link([rows[at] for at in seen], best=best, rules=rules, **decisions._asdict())
        later: set[int] = set()
        for event, row in zip(linked.events, linked.rows, strict=True):
            members = tuple(seen[at] for at in event.members)
            if not own.isdisjoint(members):
                later.update(members)
                yield members, row
        taken = frozenset(later - own)
        start = end


def _bring_together(days: array[int], rows: Sequence[Mapping[str, Any]], decisions: Decisions) -> None:
    """Give rows that a person holds to be one event one day, so that one window sees them."""
    if not decisions.together:
        return
    named = {name for pair in decisions.together for name in pair}
    known = {row["incident_id"]: at for at, row in enumerate(rows) if row["incident_id"] in named}
    pairs = [(known[one], known[other]) for one, other in decisions.together if one in known and other in known]
    changed = True
    while changed:  # along chains of pairs
        changed = False
        for one, other in pairs:
            if days[one] != days[other]:
                days[one] = days[other] = min(days[one], days[other])
                changed = True


def _day_of(row: Mapping[str, Any]) -> int:
    days = days_of(row)
    return _UNDATED if days is None else days[0]


def _end_of_day(order: Sequence[int], days: Sequence[int], last: int) -> int:
    """Return the position after the last row of a row's day; those without a day may be cut anywhere."""
    day = days[order[last]]
    end = last + 1
    while end < len(order) and days[order[end]] == day != _UNDATED:
        end += 1
    return end


def _reach(order: Sequence[int], days: Sequence[int], end: int) -> int:
    """Return the position after the last row that may tell an event of the rows before `end`."""
    last = days[order[end - 1]]
    reach = end
    while reach < len(order) and days[order[reach]] <= last + _MARGIN and days[order[reach]] != _UNDATED:
        reach += 1
    return reach
