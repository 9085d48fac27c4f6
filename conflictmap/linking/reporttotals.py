"""Totals beside the events of other reports: "46 killed across the country on Monday" holds what those tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any

from conflictmap import codebook
from conflictmap.geometry import distance_km
from conflictmap.linking.events import Event
from conflictmap.remainders import left_of
from conflictmap.sums import count_of

__all__ = ["share_totals"]

MadeRow = dict[str, Any]

_COUNTS = ("killed", "wounded", "abducted")
_DAYS_KNOWN = 2  # date_prec: a total for a week or a month is not held against single days
_COUNTRY, _PROVINCE = 6, 4
_MOST_PARTS = 6  # of attacks that one row tells together; above it sums of parts agree by chance


def share_totals(made: Sequence[MadeRow], rows: Sequence[Mapping[str, Any]], events: Sequence[Event]) -> list[MadeRow]:
    """Take off each total what other reports tell of its area and days, and name the total that a part belongs to.

    Parameters
    ----------
    made : sequence of dict
        One row an event; ``beyond``, ``total_id`` and ``aggregate`` are changed in place.
    rows : sequence of mapping
        The rows they were made of.
    events : sequence of Event
        In the order of `made`.

    Returns
    -------
    list of dict
        The rows, in order.
    """
    _rename_totals(made, rows, events)
    by_day = _by_day(made)
    for row in made:
        if (row.get("attacks") or 1) > 1 and not row["aggregate"] and not row["background"]:
            _take_sum(row, by_day)
    for row in sorted((row for row in made if _is_dated_total(row)), key=_reach):
        own = {row["incident_id"], *(member["incident_id"] for member in row["members"])}
        for part in _inside(row, by_day):
            if part["total_id"] in own:
                continue  # its own report has taken it off already
            _take_off(row, part)
            if part["total_id"] is None and not part["aggregate"]:
                part["total_id"] = row["incident_id"]
    return list(made)


def _rename_totals(made: Sequence[MadeRow], rows: Sequence[Mapping[str, Any]], events: Sequence[Event]) -> None:
    """Let parts name the row that stands for their total, whichever report's row that is."""
    names = {
        rows[at]["incident_id"]: row["incident_id"]
        for row, event in zip(made, events, strict=True)
        for at in event.members
    }
    for row in made:
        row["total_id"] = names.get(row.get("total_id"), row.get("total_id"))


def _by_day(made: Iterable[MadeRow]) -> dict[str, list[MadeRow]]:
    days: dict[str, list[MadeRow]] = defaultdict(list)
    for row in made:
        if row["date_start"] is not None and row["date_prec"] == 1 and not row["background"]:
            days[row["date_start"]].append(row)
    return days


def _is_dated_total(row: MadeRow) -> bool:
    known = row["date_start"] is not None and (row["date_prec"] or _DAYS_KNOWN + 1) <= _DAYS_KNOWN
    return bool(row["aggregate"] and not row["background"] and row.get("beyond") and known)


def _reach(row: MadeRow) -> tuple[int, float]:
    """Order totals: a town's before a province's before the country's, so that the larger takes off the smaller."""
    return (row["where_prec"] or _COUNTRY, row["radius_km"] or 0.0)


def _inside(total: MadeRow, by_day: Mapping[str, Sequence[MadeRow]]) -> list[MadeRow]:
    """Return events, and smaller totals, of other reports that a total holds: its days, its area, its means."""
    first, last = (date.fromisoformat(total[name]).toordinal() for name in ("date_start", "date_end"))
    days = (date.fromordinal(day).isoformat() for day in range(first, last + 1))
    return [part for day in days for part in by_day.get(day, ()) if part is not total and _holds(total, part)]


def _holds(total: MadeRow, part: MadeRow) -> bool:
    if part["aggregate"] and _reach(part) >= _reach(total):
        return False
    if _reports(total) & _reports(part):
        return False  # the reader has told parts from others there
    means, own = (codebook.kind(row["kind"]).means for row in (total, part))
    return (not means or means == own) and _lies_in(total, part)


def _reports(row: MadeRow) -> set[str]:
    return {row["report_id"], *(member["report_id"] for member in row["members"])}


def _lies_in(total: MadeRow, part: MadeRow) -> bool:
    precision = total["where_prec"] or _COUNTRY
    if precision >= _COUNTRY:
        return True
    if precision >= _PROVINCE:
        return total["province"] is not None and total["province"] == part["province"]
    if total["lat"] is None or part["lat"] is None or (part["where_prec"] or _COUNTRY) >= _PROVINCE:
        return False
    return distance_km(total["lat"], total["lon"], part["lat"], part["lon"]) <= (total["radius_km"] or 0.0)


def _take_off(total: MadeRow, part: MadeRow) -> None:
    told = part.get("beyond") if part["aggregate"] else part
    beyond = dict(total["beyond"])
    for name in _COUNTS:
        left = left_of(count_of(beyond, name), count_of(told, name))
        if left is not None:
            beyond |= {f"{name}_low": left.low, f"{name}_high": left.high}
    total["beyond"] = beyond


def _take_sum(row: MadeRow, by_day: Mapping[str, Sequence[MadeRow]]) -> None:
    """Make a row of several attacks the total of those that another report tells one by one, if the dead add up.

    "Two car bombs killed nine in Baghdad" beside "a car bomb killed five in Karrada; another killed four in Dora".
    """
    dead = row["killed_low"]
    if not dead or row["date_prec"] != 1 or not 1 < row["attacks"] <= _MOST_PARTS:
        return
    near = [part for part in by_day.get(row["date_start"], ()) if _may_be_part(row, part)]
    for report in sorted({part["report_id"] for part in near}):
        own = [part for part in near if part["report_id"] == report][: 2 * _MOST_PARTS]
        for parts in combinations(own, row["attacks"]):
            if sum(part["killed_low"] for part in parts) == dead:
                row["aggregate"] = True
                row["beyond"] = {f"{name}_{end}": row[f"{name}_{end}"] for name in _COUNTS for end in ("low", "high")}
                return


def _may_be_part(row: MadeRow, part: MadeRow) -> bool:
    single = not part["aggregate"] and (part.get("attacks") or 1) == 1 and part["killed_low"] is not None
    return single and part["report_id"] != row["report_id"] and _holds(row, part)
