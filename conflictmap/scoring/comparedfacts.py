"""What is compared of an incident: as a person labelled it, as it was read, as a row holds it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from conflictmap.geometry import distance_km
from conflictmap.model import Count, Located, Toll

__all__ = ["COUNTS", "FIELDS", "Facts", "labelled", "of_row", "read_off"]

COUNTS = tuple(field.name for field in fields(Toll))
FIELDS = ("kind", "province", *COUNTS, "aggregate")
"""What must be right for an incident to be wholly right."""

Range = tuple[int | None, int | None] | None


@dataclass(frozen=True)
class Facts:
    """What is compared of an incident; a count is (low, high) or ``None``, a day an ISO string.

    Attributes
    ----------
    kinds : frozenset of str
        Those that are right; of a reading its own.
    province, day : str or None
    killed, wounded, abducted : (int or None, int or None) or None
    aggregate, background : bool
    places : tuple of str
        Wordings of the place.
    point : (float, float) or None
        Latitude and longitude in degrees.
    radius_km : float or None
        That should hold the true place.
    """

    kinds: frozenset[str]
    province: str | None
    killed: Range
    wounded: Range
    abducted: Range
    aggregate: bool
    background: bool
    places: tuple[str, ...] = ()
    day: str | None = None
    point: tuple[float, float] | None = None
    radius_km: float | None = None

    def agreement(self, other: Facts) -> dict[str, bool]:
        """Return for each of `FIELDS` whether the two agree."""
        same = {name: getattr(self, name) == getattr(other, name) for name in FIELDS[1:]}
        return {"kind": bool(self.kinds & other.kinds), **same}

    def has_words_of(self, other: Facts) -> bool:
        """Whether the words for the place hold, or are held by, one of the wordings of another."""
        mine = [_plain(text) for text in self.places if _plain(text)]
        return any(a in b or b in a for a in mine for b in map(_plain, other.places))

    def holds(self, other: Facts) -> bool | None:
        """Whether the radius holds the point of another; ``None`` where either has none."""
        if self.point is None or other.point is None or self.radius_km is None:
            return None
        return distance_km(*self.point, *other.point) <= self.radius_km


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def labelled(record: Mapping[str, Any]) -> Facts:
    """Return the facts of a labelled record.

    Parameters
    ----------
    record : mapping
        As tests/data/reports/README.md tells.
    """
    counts: dict[str, Any] = {name: (record[name][0], record[name][1]) if record.get(name) else None for name in COUNTS}
    return Facts(
        frozenset(record["kinds"]),
        record["province"],
        **counts,
        aggregate=record["aggregate"],
        background=record["background"],
        places=tuple(record["places"]),
        day=record.get("date"),
    )


def read_off(located: Located) -> Facts:
    """Return the facts of an incident that was read and placed.

    Parameters
    ----------
    located : Located
    """
    incident, code = located.incident, located.geocode
    counts: dict[str, Any] = {name: _range(getattr(incident, name)) for name in COUNTS}
    return Facts(
        frozenset({incident.kind}),
        code.province if code else None,
        **counts,
        aggregate=incident.aggregate,
        background=incident.background,
        places=tuple(name for name in (located.phrase and located.phrase.text, code and code.name) if name)[:1],
        day=incident.when.start.isoformat() if incident.when else None,
    )


def _range(count: Count | None) -> Range:
    return (count.low, count.high) if count else None


def of_row(row: Mapping[str, Any]) -> Facts:
    """Return the facts of a row.

    Parameters
    ----------
    row : mapping
        As `record.record` makes it.
    """
    ends = {name: (row[f"{name}_low"], row[f"{name}_high"]) for name in COUNTS}
    return Facts(
        frozenset({row["kind"]}),
        row["province"],
        **{name: None if told == (None, None) else told for name, told in ends.items()},
        aggregate=bool(row["aggregate"]),
        background=bool(row["background"]),
        places=tuple(filter(None, (row["place_text"], row["place"])))[:1],
        day=row["date_start"],
        point=None if row["lat"] is None or row["lon"] is None else (row["lat"], row["lon"]),
        radius_km=row["radius_km"],
    )
