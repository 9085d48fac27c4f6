"""From the accounts of one event to one row: the best place and day, every source's figures, least and greatest."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from conflictmap import codebook
from conflictmap.codebook import doubt
from conflictmap.linking.accounts import Account
from conflictmap.linking.clustering import Merge
from conflictmap.model import CHECKED, BadInputError
from conflictmap.sums import Best

__all__ = ["Event", "event_row", "make_event"]

Row = Mapping[str, Any]

_COUNTS = ("killed", "wounded", "abducted")
_DAYS = ("date_start", "date_end", "date_prec")
_KEPT = (
    "incident_id", "report_id", "source", "url", "published", "date_start", "kind", "place_text",
    *(f"{name}_{end}" for name in _COUNTS for end in ("low", "high")),
    "background", "sentence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Event:
    """One event as several reports tell it, or one.

    Attributes
    ----------
    id : str
        Of the incident that was published first; it stays when later reports come in.
    members : tuple of int
        Positions of the rows that tell it, in order.
    merges : tuple of Merge
        Why they are held to be one; empty for a single row.
    """

    id: str
    members: tuple[int, ...]
    merges: tuple[Merge, ...] = ()

    @property
    def doubtful(self) -> float:
        """The log-odds of the weakest merge, infinite where there is none."""
        return min((merge.score for merge in self.merges), default=math.inf)


def make_event(members: tuple[int, ...], merges: tuple[Merge, ...], accounts: Sequence[Account]) -> Event:
    """Return the event of some accounts, named after the one that was published first."""
    first = min((accounts[at] for at in members), key=_age)
    return Event(first.incident, members, merges)


def _age(account: Account) -> tuple[float, str]:
    return (math.inf if account.published is None else account.published, account.incident)


def _latest(figures: Sequence[int]) -> int:
    return figures[-1]


_CHOICES: Mapping[Best, Callable[[Sequence[int]], int]] = dict(
    zip(get_args(Best), (_latest, statistics.median_low), strict=True)
)
"""How the figure for sums follows from those of the reports, oldest first."""


def event_row(
    event: Event, rows: Sequence[Row], accounts: Sequence[Account], best: Best, unsure: float
) -> dict[str, Any]:
    """Return one event as a row.

    Parameters
    ----------
    event : Event
    rows, accounts : sequence
        All rows, and what linking made of them.
    best : str
        Of `Best`.
    unsure : float
        Log-odds below which a merge is told as a doubt.

    Returns
    -------
    dict
        The row of the member that is best placed, the later one of equals, with the counts of all: least low, greatest
        high, ``killed_best`` and its like where reports differ; ``event_id``, ``reports`` and ``members``.

    Raises
    ------
    BadInputError
        For an unknown way to choose the best figure.
    """
    if best not in _CHOICES:
        raise BadInputError(f"unknown way to choose the best figure {best!r}: use {' or '.join(get_args(Best))}")
    ordered = sorted(event.members, key=lambda at: _age(accounts[at]))
    if len(ordered) == 1:
        return _alone(rows[ordered[0]], event)
    accounted = [rows[at] for at in ordered]
    row = dict(rows[_chief(ordered, rows, accounts)])
    told = [row_ for row_ in accounted if not row_.get("background")] or accounted
    row |= _told(row, told, best)
    row["background"] = all(row_.get("background") for row_ in _by_hand(accounted, "background"))
    row["beyond"] = _least_beyond(row, told)
    row["doubts"] = _doubts(event, row, told, unsure)
    row["event_id"] = event.id
    row["reports"] = len({row_["report_id"] for row_ in accounted})
    row["members"] = [_member(at, event, rows, accounts) for at in ordered]
    return row | _checked(accounted)


def _chief(ordered: Sequence[int], rows: Sequence[Row], accounts: Sequence[Account]) -> int:
    """Return the member whose place and words stand for all: the one that a person placed, else the best placed."""
    placed = [at for at in ordered if _was_set(rows[at], ("place",))] or ordered
    return min(placed, key=lambda at: _standing(accounts[at]))


def _told(row: Row, told: Sequence[Row], best: Best) -> dict[str, Any]:
    """Return what all reports tell together; what a person set in one of them goes before what others say."""
    found: dict[str, Any] = {}
    for name in _COUNTS:
        found |= _counts(name, _by_hand(told, name, f"{name}_low", f"{name}_high"), _CHOICES[best])
    found["kind"] = _kind([row_["kind"] for row_ in _by_hand(told, "kind")])
    found |= _day(_by_hand(told, *_DAYS))
    found |= {name: _first(name, row, told) for name in ("perpetrator", "target")}
    found["victims"] = _victims({**row, **found}, _by_hand(told, "victims"))
    found["attacks"] = max(row_.get("attacks") or 1 for row_ in _by_hand(told, "attacks"))
    return found


def _was_set(row: Row, columns: Sequence[str]) -> bool:
    """Whether a person set one of some columns."""
    return not set(columns).isdisjoint(row.get("changed") or ())


def _by_hand(told: Sequence[Row], *columns: str) -> Sequence[Row]:
    """Return the rows in which a person set a column, as they know more than the others; all if there is none."""
    return [row for row in told if _was_set(row, columns)] or told


def _checked(told: Sequence[Row]) -> dict[str, Any]:
    """Return what people did with any of the rows."""
    done = {row.get("checked") for row in told}
    lists = {name: [item for row in told for item in row.get(name) or ()] for name in ("checked_by", "changed")}
    return {
        "checked": next((what for what in reversed(CHECKED) if what in done), None),
        **{name: list(dict.fromkeys(items)) for name, items in lists.items()},
    }


def _alone(row: Row, event: Event) -> dict[str, Any]:
    """Return the row of an event of one member; a row that was linked before keeps what it was made of."""
    return {**row} if row.get("members") else {**row, "event_id": event.id, "reports": 1, "members": []}


def _standing(account: Account) -> tuple[bool, int, float, float]:
    """Order accounts: today's before history, the precise before the vague, the later before the earlier."""
    return (account.background, account.where_prec, account.radius_km, -(account.published or 0))


def _counts(name: str, told: Sequence[Row], choose: Callable[[Sequence[int]], int]) -> dict[str, int | None]:
    """Return the ends of one count over all reports, and the best figure where it is not the low end.

    An end is open only where it is open in every report that tells the count: a later figure closes "at least six".
    """
    ends = [(row[f"{name}_low"], row[f"{name}_high"]) for row in told]
    stated = [(low, high) for low, high in ends if low is not None or high is not None]
    lows = [high if low is None else low for low, high in stated]
    highs = [high for _, high in stated if high is not None]
    low = min((low for low, _ in stated if low is not None), default=None)
    high = max([*highs, *lows]) if highs else None
    best = choose(lows) if lows else None
    return {
        f"{name}_low": low,
        f"{name}_high": high,
        f"{name}_best": None if best == (high if low is None else low) else best,
    }


def _kind(kinds: Sequence[str]) -> str:
    """Return the kind that most reports tell; of equals the one that says more, then the earlier in the codebook."""
    order = codebook.kinds()
    times = Counter(kinds)
    return min(times, key=lambda kind: (not codebook.kind(kind).means, -times[kind], order.index(kind)))


def _day(told: Sequence[Row]) -> dict[str, Any]:
    """Return the narrowest date; of equals the one that most reports tell, then the earliest."""
    dated = [tuple(row[name] for name in _DAYS) for row in told if row["date_start"]]
    if not dated:
        return dict.fromkeys(_DAYS) if _was_set(told[0], _DAYS) else {}
    times = Counter(dated)
    start, end, prec = min(dated, key=lambda span: (span[2], -times[span], span[0]))
    return {"date_start": start, "date_end": end, "date_prec": prec}


def _first(name: str, row: Row, told: Sequence[Row]) -> Any:
    by_hand = [other[name] for other in told if _was_set(other, (name,))]
    return by_hand[-1] if by_hand else next((other[name] for other in (row, *told) if other.get(name)), None)


def _victims(row: Row, told: Sequence[Row]) -> list[Any]:
    """Return the breakdown of the report whose dead are those of the best figure, so that its parts add up."""
    best = row["killed_low"] if row["killed_best"] is None else row["killed_best"]
    fitting = [other for other in told if other.get("victims") and other["killed_low"] == best]
    broken_down = fitting or [other for other in told if other.get("victims")]
    return list(max(broken_down, key=lambda other: len(other["victims"]))["victims"]) if broken_down else []


def _least_beyond(row: Row, told: Sequence[Row]) -> Any:
    """Return what is left of a total by the report that tells most of its parts."""
    left = [other["beyond"] for other in told if other.get("beyond")]
    return min(left, key=lambda beyond: beyond.get("killed_low") or 0) if left and row["aggregate"] else None


def _doubts(event: Event, row: Row, told: Sequence[Row], unsure: float) -> list[str]:
    assumed, differ = doubt("date_assumed"), doubt("conflicting_tolls")
    own = [code for code in row.get("doubts") or () if code not in {assumed, differ}]
    if all(assumed in (other.get("doubts") or ()) for other in told):
        own.append(assumed)
    if any(row[f"{name}_best"] is not None or _differ(name, told) for name in _COUNTS):
        own.append(differ)
    doubts = list(own)
    if event.doubtful < unsure:
        doubts.append(doubt("linked_unsure"))
    return doubts


def _differ(name: str, told: Sequence[Row]) -> bool:
    stated = {(row[f"{name}_low"], row[f"{name}_high"]) for row in told} - {(None, None)}
    return len(stated) > 1


def _member(at: int, event: Event, rows: Sequence[Row], accounts: Sequence[Account]) -> dict[str, Any]:
    """Return what the event keeps of one report: its figures, its words, and why it belongs here."""
    merges = [merge for merge in event.merges if at in merge.pair]
    merge = max(merges, key=lambda merge: merge.score, default=None)
    return {
        **{name: rows[at].get(name) for name in _KEPT},
        "linked_to": None if merge is None else _partner(at, merge, accounts),
        "probability": None if merge is None else round(1 / (1 + math.exp(-merge.score)), 3),
        "reasons": [] if merge is None else [{"reason": name, "weight": value} for name, value in _telling(merge)],
    }


def _partner(at: int, merge: Merge, accounts: Sequence[Account]) -> str:
    one, other = merge.pair
    return accounts[other if at == one else one].incident


def _telling(merge: Merge) -> Iterable[tuple[str, float]]:
    told = ((name, value) for name, value in merge.reasons if value or math.isinf(merge.score))
    return sorted(told, key=lambda reason: -abs(reason[1]))
