"""A report read again: its incidents keep the ids that they had, those that are new get ids that none has had."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from conflictmap.corrections.anchors import anchor_of, likeness, pair_up

__all__ = ["Inherited", "inherit"]

Row = Mapping[str, Any]

_TAIL = re.compile(r"-(\d{1,9})$")
_RETIRED = 0.98  # of a likeness to an incident that was not read for a while


@dataclass(frozen=True, slots=True)
class Inherited:
    """What became of a report's incidents.

    Attributes
    ----------
    rows : tuple of dict
        As they are read now, with the ids that they keep.
    lost : tuple of mapping
        Incidents that are read no longer.
    back : tuple of str
        Ids of those that are read again after they were not for a while.
    """

    rows: tuple[dict[str, Any], ...]
    lost: tuple[Row, ...]
    back: tuple[str, ...]


def inherit(
    report: str, old: Sequence[Row], new: Sequence[Row], retired: Sequence[Row], taken: Iterable[str]
) -> Inherited:
    """Give incidents of a report that is read again the ids of those that they are.

    Parameters
    ----------
    report : str
        Its id.
    old, new : sequence of mapping
        What was read of it, and what is read of it now.
    retired : sequence of mapping
        What was read of it once and then no longer.
    taken : iterable of str
        Other ids that must not come to mean anything new.

    Returns
    -------
    Inherited
    """
    before = [*old, *retired]
    theirs, ours = [anchor_of(row) for row in before], [anchor_of(row) for row in new]
    scores = [
        [likeness(one, other) * (1 if at < len(old) else _RETIRED) for other in ours] for at, one in enumerate(theirs)
    ]
    pairs = pair_up(scores)
    names = {ours[now].incident_id: theirs[then].incident_id for then, now in pairs.items()}
    fresh = _fresh_ids(report, [*(anchor.incident_id for anchor in theirs), *taken])
    names |= {anchor.incident_id: next(fresh) for anchor in ours if anchor.incident_id not in names}
    return Inherited(
        rows=tuple({**row, "incident_id": names[row["incident_id"]], "total_id": _total(row, names)} for row in new),
        lost=tuple(row for at, row in enumerate(old) if at not in pairs),
        back=tuple(theirs[at].incident_id for at in pairs if at >= len(old)),
    )


def _total(row: Row, names: Mapping[str, str]) -> str | None:
    total: str | None = row["total_id"]
    return None if total is None else names.get(total, total)


def _fresh_ids(report: str, taken: Sequence[str]) -> Iterator[str]:
    """Yield ids of a report with numbers above all that were ever used."""
    known = [int(found[1]) for name in taken if name.startswith(f"{report}-") and (found := _TAIL.search(name))]
    return (f"{report}-{number}" for number in count(max(known, default=0) + 1))
