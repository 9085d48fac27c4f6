"""Sums over rows in which every person counts once.

Floor 2, standard library only. Works on rows: what was read, what was linked and what others coded add up alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Literal

from conflictmap.model import Count

__all__ = ["Best", "Total", "adds", "best_of", "count_of", "totals"]

Best = Literal["latest", "median"]
"""How the figure for sums follows from those of several reports of one event."""

Row = Mapping[str, Any]

_COUNTS = ("killed", "wounded", "abducted")


def count_of(row: Row | None, name: str) -> Count | None:
    """Return one count of a row.

    Parameters
    ----------
    row : mapping or None
        A row of `record.record`, or its ``beyond``.
    name : str
        ``"killed"``, ``"wounded"`` or ``"abducted"``.

    Returns
    -------
    Count or None
        Persons; ``None`` where nothing is stated.
    """
    low, high = (row or {}).get(f"{name}_low"), (row or {}).get(f"{name}_high")
    return None if low is None and high is None else Count(low, high)


def best_of(row: Row, name: str) -> int | None:
    """Return the figure of one count for a sum.

    Parameters
    ----------
    row : mapping
        As `record.record` and `linking.link` make it.
    name : str
        ``"killed"``, ``"wounded"`` or ``"abducted"``.

    Returns
    -------
    int or None
        Persons: the one chosen where reports of one event differ, else low where stated, else high; ``None`` where
        nothing is stated.
    """
    chosen = row.get(f"{name}_best")
    if chosen is not None:
        return int(chosen)
    count = count_of(row, name)
    return None if count is None else count.best


def adds(row: Row) -> Row | None:
    """Return what a row adds to sums.

    Parameters
    ----------
    row : mapping
        As `record.record` makes it.

    Returns
    -------
    mapping or None
        What holds its counts: the row of an incident; of a total only what it holds beyond its parts, ``None`` where
        that is nobody; ``None`` for history.
    """
    if row["background"]:
        return None
    if not row["aggregate"]:
        return row
    beyond: Row | None = row.get("beyond")
    counts = [count_of(beyond, name) for name in _COUNTS]
    return beyond if any(count is not None and (count.low or count.high) for count in counts) else None


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over incidents in which every person counts once; history is left out.

    Attributes
    ----------
    incidents : int
        Incidents in the sum; a total over several attacks is none.
    killed, wounded : int
        Sum of the best figures, persons: see `Count.best`; where reports of one event differ, the one chosen.
    killed_low, killed_high, wounded_low, wounded_high : int
        Sums of the ends of the ranges. An open end counts as the stated one, so that the range is never wider than the
        texts say; `killed_open` and `wounded_open` tell that the true sum may be higher.
    killed_open, wounded_open : bool
    killed_stated, wounded_stated : bool
        Whether any incident in the sum says anything of it: 0 is not known where none does.
    together : int
        Totals over several attacks that add something to the sum.
    killed_together, wounded_together : int
        How many of the persons they add: those told for several attacks together and in none of the parts.
    """

    incidents: int = 0
    killed: int = 0
    killed_low: int = 0
    killed_high: int = 0
    killed_open: bool = False
    killed_stated: bool = False
    wounded: int = 0
    wounded_low: int = 0
    wounded_high: int = 0
    wounded_open: bool = False
    wounded_stated: bool = False
    together: int = 0
    killed_together: int = 0
    wounded_together: int = 0

    def __add__(self, other: Total) -> Total:
        """Return the total of both."""
        pairs = zip(_fields(self), _fields(other), strict=True)
        return Total(*(a or b if isinstance(a, bool) else a + b for a, b in pairs))


_fields: Callable[[Total], tuple[Any, ...]] = attrgetter(*(field.name for field in fields(Total)))


def _sum_of(row: Row) -> Total:
    return Total(**_figures(row, "killed"), **_figures(row, "wounded"))


def _figures(row: Row, name: str) -> dict[str, Any]:
    stated = count_of(row, name)
    count = stated or Count(0, 0)
    return {
        f"{name}_stated": stated is not None,
        name: best_of(row, name) or 0,
        f"{name}_low": count.low or 0,
        f"{name}_high": count.most,
        f"{name}_open": count.high is None,
    }


def totals(rows: Iterable[Row]) -> dict[str | None, Total]:
    """Sum rows by province.

    Parameters
    ----------
    rows : iterable of mapping
        As `record.record` and `linking.link` make them. History is passed over.

    Returns
    -------
    dict of (str or None) to Total
        Most incidents first; ``None`` gathers those whose words leave the province open.
    """
    sums: dict[str | None, Total] = {}
    for row in rows:
        told = adds(row)
        if told is None:
            continue
        own = _sum_of(told)
        if row["aggregate"]:
            own = replace(own, together=1, killed_together=own.killed, wounded_together=own.wounded)
        else:
            own = replace(own, incidents=1)
        sums[row["province"]] = sums.get(row["province"], Total()) + own
    return dict(sorted(sums.items(), key=lambda pair: (pair[0] is None, -pair[1].incidents, pair[0] or "")))
