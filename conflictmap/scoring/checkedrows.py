"""What people put right against what was read: the figures of an archive, and where its mistakes come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from conflictmap.corrections import Corrected
from conflictmap.model import CHECKED
from conflictmap.scoring.comparedfacts import of_row
from conflictmap.scoring.scores import Score

__all__ = ["SIDES", "Checked", "Faults", "checked_rows", "faults_of", "score_rows"]

Row = Mapping[str, Any]

Side = Literal["rule", "place", "doubt"]
SIDES: tuple[Side, ...] = get_args(Side)
"""By what mistakes are told."""

_ADDED = CHECKED[1]
_EVENT = "event_id"


@dataclass(frozen=True, slots=True)
class Checked:
    """An incident that a person has looked at.

    Attributes
    ----------
    read, true : mapping or None
        As it was read, and as it is; nothing was read of what was added, and nothing is true of what was rejected.
    """

    read: Row | None
    true: Row | None


def checked_rows(rows: Iterable[Row], made: Corrected) -> Iterator[Checked]:
    """Yield the incidents that people have looked at.

    Parameters
    ----------
    rows : iterable of mapping
        All that was read, as it was read.
    made : Corrected
        What became of what people said.

    Yields
    ------
    Checked
    """
    true = {row["incident_id"]: row for row in made.rows if row["checked"] is not None}
    for row in rows:
        name = row["incident_id"]
        if name in made.rejected:
            yield Checked(row, None)
        elif name in true and true[name]["checked"] != _ADDED:
            yield Checked(row, true.pop(name))
    yield from (Checked(None, row) for row in true.values() if row["checked"] == _ADDED)


def score_rows(checked: Iterable[Checked]) -> Score:
    """Score what was read by what people made of it.

    Parameters
    ----------
    checked : iterable of Checked

    Returns
    -------
    Score
        What was rejected is invented, what was added was missed.
    """
    made = Score()
    reports = set()
    for item in checked:
        reports.add((item.read or item.true or {})["report_id"])
        if item.read is None:
            made.missed += 1
        elif item.true is None:
            made.invented += 1
        else:
            made.count(of_row(item.true), of_row(item.read))
    made.reports = len(reports)
    return made


@dataclass(slots=True)
class Faults:
    """How often people looked at what came of something, and how often they put it right.

    Attributes
    ----------
    checked, corrected : collections.Counter
    """

    checked: Counter[str] = field(default_factory=Counter)
    corrected: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, *, wrong: bool) -> None:
        """Count one."""
        self.checked[name] += 1
        self.corrected[name] += wrong

    def worst(self) -> list[str]:
        """Return the names, those that were put right most often first, of equals those that were looked at less."""
        return sorted(self.checked, key=lambda name: (-self.corrected[name], self.checked[name], name))


def faults_of(checked: Iterable[Checked]) -> dict[Side, Faults]:
    """Count by rule, by place and by doubt how often people put right what was read.

    Parameters
    ----------
    checked : iterable of Checked

    Returns
    -------
    dict of str to Faults
        By `SIDES`. A rule is wrong where the incident was rejected or a column that it speaks for was set; a place
        where it was moved or rejected; a doubt was right where anything was put right.
    """
    found: dict[Side, Faults] = {side: Faults() for side in SIDES}
    rule, place, doubt = SIDES
    for item in checked:
        if item.read is None:
            continue
        rejected = item.true is None
        changed = [name for name in (item.true or {}).get("changed", ()) if name != _EVENT]
        for role, name in sorted({(told["role"], told["rule"]) for told in item.read["rules"]}):
            found[rule].add(name, wrong=rejected or speaks_for(role, changed))
        if item.read["place"]:
            found[place].add(item.read["place"], wrong=rejected or speaks_for(place, changed))
        for code in item.read["doubts"]:
            found[doubt].add(code, wrong=rejected or bool(changed))
    return found


def speaks_for(role: str, columns: Sequence[str]) -> bool:
    """Whether a role is told by one of some columns: "killed" by "killed_low"."""
    return any(name == role or name.startswith(f"{role}_") for name in columns)
