"""What totals hold beyond their parts, worked out anew where a person has changed a total or a part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from conflictmap.model import Count
from conflictmap.remainders import left_of
from conflictmap.sums import count_of

__all__ = ["shared_anew"]

Row = dict[str, Any]

_COUNTS = ("killed", "wounded", "abducted")


def shared_anew(before: Iterable[Mapping[str, Any]], after: Sequence[Row]) -> list[Row]:
    """Take the parts that stand off each total whose parts or figures have changed.

    Parameters
    ----------
    before : iterable of mapping
        Rows as they were read.
    after : sequence of dict
        Rows as they are now; ``beyond`` is changed in place.

    Returns
    -------
    list of dict
        The rows, in order. A total keeps what it holds where more than rows tell was taken off it, as parts abroad are.
    """
    old = {row["incident_id"]: row for row in before}
    parts_before, parts_after = _parts(old.values()), _parts(after)
    for row in after:
        name = row["incident_id"]
        if row["background"] or not row["aggregate"]:
            row["beyond"] = None
            continue
        now, was = _beyond(row, parts_after.get(name, ())), old.get(name)
        then = None if was is None or not was["aggregate"] else _beyond(was, parts_before.get(name, ()))
        if then is None or (now != then and was is not None and was["beyond"] == then):
            row["beyond"] = now
    return list(after)


def _parts(rows: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["total_id"] and not row["background"]:
            found[row["total_id"]].append(row)
    return found


def _beyond(total: Mapping[str, Any], parts: Iterable[Mapping[str, Any]]) -> dict[str, int | None]:
    made: dict[str, int | None] = {}
    for name in _COUNTS:
        whole: Count | None = reduce(left_of, (count_of(part, name) for part in parts), count_of(total, name))
        made |= {f"{name}_{end}": getattr(whole, end, None) for end in ("low", "high")}
    return made
