"""What a total over several attacks holds beyond its parts, so that sums count every person once.

Floor 1, standard library only. The remainder is worked out here and nowhere else, once, from all incidents of a report,
and travels with the total from then on (`Located.beyond`, the column ``beyond``). What a row adds to a sum therefore
depends on no other row: whoever hides rows, a filter here or on the page, a query of a frame, hides just what they add.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce

from conflictmap.model import Count, Incident, Located, Toll

__all__ = ["left_of", "with_remainders"]


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
    parts: dict[int, list[Incident]] = defaultdict(list)
    for item in located:
        if item.incident.total is not None and _is_taken_off(item):
            parts[item.incident.total].append(item.incident)
    return [_with_remainder(item, parts.get(item.incident.number, [])) for item in located]


def _is_taken_off(part: Located) -> bool:
    return not part.incident.background and part.left_out != "no_place"


def _with_remainder(item: Located, parts: Sequence[Incident]) -> Located:
    whole = item.incident
    if not whole.aggregate or whole.background:
        return item
    beyond = Toll(
        reduce(left_of, (part.killed for part in parts), whole.killed),
        reduce(left_of, (part.wounded for part in parts), whole.wounded),
        reduce(left_of, (part.abducted for part in parts), whole.abducted),
    )
    return replace(item, beyond=beyond)


def left_of(whole: Count | None, part: Count | None) -> Count | None:
    """Take one part off a total.

    Parameters
    ----------
    whole, part : Count or None
        Persons. An end that is open stays open: parts cannot close it.

    Returns
    -------
    Count or None
        What is left, never below 0; `whole` itself where either is not known. The low end goes by best figures, which
        sums add up: they then never exceed the larger of total and parts.
    """
    if whole is None or part is None:
        return whole
    low = _left(whole.low, part.best)
    if low is None:
        return Count(None, _left(whole.high, part.best))
    high = _left(whole.high, part.most)
    return Count(low, high if high is None else max(low, high))


def _left(end: int | None, taken: int) -> int | None:
    return None if end is None else max(0, end - taken)
