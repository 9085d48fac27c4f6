"""What a total over several attacks holds beyond its parts, so that sums count every person once.

Floor 1, standard library only. The remainder is worked out here and nowhere else, once, from all incidents of a report,
and travels with the total from then on (`Located.beyond`, the column ``beyond``). What a row adds to a sum therefore
depends on no other row: whoever hides rows, a filter here or on the page, a query of a frame, hides just what they add.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from conflictmap.model import Count, Located, Toll

__all__ = ["counted", "with_remainders"]


def counted(item: Located) -> Toll | None:
    """Return what an incident adds to sums.

    Parameters
    ----------
    item : Located

    Returns
    -------
    Toll or None
        Persons: the counts of an incident; of a total only what it holds beyond its parts, ``None`` where that is
        nothing; ``None`` for history.
    """
    incident = item.incident
    if incident.background:
        return None
    if not incident.aggregate:
        return Toll(incident.killed, incident.wounded, incident.abducted)
    return item.beyond if item.beyond and item.beyond.adds else None


def with_remainders(located: Sequence[Located]) -> list[Located]:
    """Tell each total of a report what it holds beyond its parts.

    Parameters
    ----------
    located : sequence of Located
        All incidents of one report, those to be left out among them.

    Returns
    -------
    list of Located
        In the order given; `Located.beyond` is set where an incident is a total of today's story. Parts that are
        history add nothing to sums, and what is tied to no place is in none, so the total keeps their persons; those
        who were hurt abroad are taken off with the part that tells of them.
    """
    parts: dict[int, list[Located]] = {}
    for item in located:
        if item.incident.total is not None and not item.incident.background and item.left_out != "no_place":
            parts.setdefault(item.incident.total, []).append(item)
    return [_with_remainder(item, parts.get(item.incident.number, [])) for item in located]


def _with_remainder(item: Located, parts: Sequence[Located]) -> Located:
    whole = item.incident
    if not whole.aggregate or whole.background:
        return item
    told = [part.incident for part in parts]
    return replace(
        item,
        beyond=Toll(
            _beyond(whole.killed, [part.killed for part in told]),
            _beyond(whole.wounded, [part.wounded for part in told]),
            _beyond(whole.abducted, [part.abducted for part in told]),
        ),
    )


def _beyond(whole: Count | None, parts: Sequence[Count | None]) -> Count | None:
    """Take the parts off a total. An end that is open stays open: parts cannot close it."""
    return reduce(_less, (part for part in parts if part is not None), whole)


def _less(whole: Count | None, part: Count) -> Count | None:
    """Take one part off. By best figures, which sums add up: they then never exceed the larger of total and parts."""
    if whole is None:
        return None
    if whole.low is None:
        return Count(None, max(0, (whole.high or 0) - part.best))
    low = max(0, whole.low - part.best)
    if whole.high is None:
        return Count(low, None)
    return Count(low, max(low, whole.high - (part.best if part.high is None else part.high)))
