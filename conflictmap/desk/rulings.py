"""What people decided of the incidents of one report, and what each of them says by themselves."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from conflictmap.corrections import Action, Corrected, Correction, apply_corrections
from conflictmap.desk.items import State
from conflictmap.desk.urgency import Field
from conflictmap.gazetteer import Gazetteer

__all__ = ["INCIDENT", "Ruling", "answers_of", "ruling_of"]

Row = Mapping[str, Any]

INCIDENT = "incident"
"""Name of the field that says whether it is one at all."""

_DOUBT: Action = "doubt"
_MERGE: Action = "merge"
_OPEN: State = "open"
_REJECTED: State = "rejected"
_MERGED: State = "merged"
_DEGREES = 2  # decimal places in which two points are one: about a kilometre


@dataclass
class Ruling:
    """The incidents of a report as they were read, and as people have put them right.

    Attributes
    ----------
    read, rows : dict of str to mapping
        Id -> row, as it was read and as it stands. Those that were rejected stand as they were read.
    made : Corrected
    standing : dict of str to Correction
        Corrections that were not taken back, by their ids, in order.
    """

    read: dict[str, Row]
    rows: dict[str, Row]
    made: Corrected
    standing: dict[str, Correction] = field(default_factory=dict)

    def of(self, incident: str) -> list[Correction]:
        """Return the corrections of an incident that stand, in order.

        Parameters
        ----------
        incident : str
        """
        return [made for name, made in self.standing.items() if self.made.found.get(name) == incident]

    def state(self, incident: str) -> State:
        """Return what became of an incident.

        Parameters
        ----------
        incident : str
        """
        if incident in self.made.rejected:
            return _REJECTED
        if any(made.action == _MERGE for made in self.of(incident)):
            return _MERGED
        checked: State | None = self.rows[incident].get("checked")
        return checked or _OPEN

    def checkers(self, incident: str) -> dict[str, None]:
        """Return who has checked an incident, in order; who only marked it as doubtful has not.

        Parameters
        ----------
        incident : str
        """
        own = [made.who for made in self.of(incident) if made.action != _DOUBT and made.who]
        return dict.fromkeys([*own, *(self.rows[incident].get("checked_by") or ())])

    def marked(self, incident: str) -> bool:
        """Whether somebody marked an incident as doubtful, and nobody has checked it since.

        Parameters
        ----------
        incident : str
        """
        said = self.of(incident)
        return bool(said) and said[-1].action == _DOUBT


def ruling_of(
    rows: Iterable[Row], corrections: Sequence[Correction], gazetteer: Gazetteer, members: Mapping[str, Sequence[str]]
) -> Ruling:
    """Apply corrections to the incidents of a report.

    Parameters
    ----------
    rows : iterable of mapping
        As they were read.
    corrections : sequence of Correction
    gazetteer : Gazetteer
    members : mapping of str to sequence of str
        Incident -> those of its event, for what is said of events.

    Returns
    -------
    Ruling
    """
    read = {row["incident_id"]: row for row in rows}
    made = apply_corrections(read.values(), corrections, gazetteer=gazetteer, members=members)
    now = {row["incident_id"]: row for row in made.rows}
    return Ruling(read, {**read, **now}, made, {correction.correction_id: correction for correction in made.standing})


def answers_of(ruling: Ruling, incident: str, fields: Iterable[Field]) -> dict[str, Hashable]:
    """Return what a ruling says of an incident, field by field.

    Parameters
    ----------
    ruling : Ruling
        By the corrections of one person.
    incident : str
    fields : iterable of Field

    Returns
    -------
    dict
        Only that it is none, where it was rejected.
    """
    if incident in ruling.made.rejected:
        return {INCIDENT: False}
    row = ruling.rows[incident]
    told = {one.id: tuple(_rough(row.get(column)) for column in one.columns) for one in fields}
    return {INCIDENT: True, **told}


def _rough(value: Any) -> Hashable:
    if isinstance(value, Mapping):
        return tuple((name, _rough(cell)) for name, cell in sorted(value.items()))
    if isinstance(value, list):  # parts of a count, in whatever order they were written down
        return frozenset(map(_rough, value))
    return round(value, _DEGREES) if isinstance(value, float) else value
