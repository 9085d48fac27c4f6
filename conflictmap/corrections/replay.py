"""Corrections applied to rows: pure, in any order, and twice is once."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from conflictmap.corrections.additions import added_id, added_row, told_again
from conflictmap.corrections.beyondtotals import shared_anew
from conflictmap.corrections.correction import Action, Correction
from conflictmap.corrections.edits import set_cell
from conflictmap.corrections.found import find_rows, partner_of
from conflictmap.corrections.moving import moved
from conflictmap.corrections.settling import settled
from conflictmap.gazetteer import Gazetteer
from conflictmap.model import CHECKED

if TYPE_CHECKING:
    from conflictmap.linking import Decisions

__all__ = ["Corrected", "Reason", "Unmatched", "apply_corrections"]

Row = dict[str, Any]

Reason = Literal["no_incident", "no_place", "bad_value", "no_correction"]
"""Why a correction changes nothing: its incident, its place or what it takes back is not there, or no such value is."""

_CONFIRM: Action = "confirm"
_REJECT: Action = "reject"
_EDIT: Action = "edit"
_MERGE: Action = "merge"
_SPLIT: Action = "split"
_ADD: Action = "add"
_MOVE: Action = "move"
_DOUBT: Action = "doubt"
_CONFIRMED, _, _CHANGED = CHECKED


_UNSEEN: dict[str, Any] = {"checked": None, "checked_by": [], "changed": []}
"""What rows of earlier files lack."""


class Unmatched(NamedTuple):
    """A correction that changes nothing, and why."""

    correction: Correction
    reason: Reason


@dataclass(slots=True)
class Corrected:
    """Rows as people have put them right, and what became of what they said.

    Attributes
    ----------
    rows : list of dict
        Without those that were rejected; those that were added come last.
    unmatched : list of Unmatched
        What changes nothing, in order.
    found : dict of str to str
        Correction -> id of the incident that it is said of today.
    rejected : set of str
        Ids of incidents that are none.
    gone : set of str
        Those, and what is told by an incident that a person had added.
    standing : list of Correction
        What was not taken back, in order.
    together, apart : list of (str, str)
        Pairs of incidents that are one event, and that are two.
    alone : set of str
        Incidents that are linked to none.
    """

    rows: list[Row] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    rejected: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    standing: list[Correction] = field(default_factory=list)
    together: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)
    alone: set[str] = field(default_factory=set)

    @property
    def decisions(self) -> Decisions:
        """What linking is to honour."""
        from conflictmap.linking import Decisions  # noqa: PLC0415 - slow to load, and most runs have no corrections

        return Decisions(frozenset(self.together), frozenset(self.apart), frozenset(self.alone))


def apply_corrections(
    rows: Iterable[Mapping[str, Any]],
    corrections: Iterable[Correction],
    *,
    gazetteer: Gazetteer | None = None,
    members: Mapping[str, Iterable[str]] | None = None,
) -> Corrected:
    """Apply corrections to rows.

    Parameters
    ----------
    rows : iterable of mapping
        N rows as `record.record` or `linking.link` makes them. They are not changed.
    corrections : iterable of Correction
        In any order, any of them twice.
    gazetteer : Gazetteer, optional
        Of the places that incidents are moved to; the shipped one if not given, read when it is needed.
    members : mapping of str to iterable of str, optional
        Incident -> the incidents of its event, for what is said of events.

    Returns
    -------
    Corrected
    """
    stand, aimless = settled(corrections)
    replay = _Replay(list(rows), gazetteer, members or {})
    replay.made.unmatched += [Unmatched(correction, "no_correction") for correction in aimless]
    replay.run(stand)
    return replay.made


class _Replay:
    """One application."""

    def __init__(
        self,
        rows: Sequence[Mapping[str, Any]],
        gazetteer: Gazetteer | None,
        members: Mapping[str, Iterable[str]],
    ) -> None:
        self.made = Corrected()
        self._raw = rows
        self._rows: list[Row] = [{**_UNSEEN, **row} for row in rows]
        self._at = {row["incident_id"]: at for at, row in enumerate(rows)}
        self._gazetteer = gazetteer
        self._members = members
        self._found: dict[str, int] = {}
        self._decisions: dict[tuple[str, str], Action] = {}

    def run(self, stand: list[Correction]) -> None:
        self.made.standing = stand
        additions = [correction for correction in stand if correction.action == _ADD]
        others = [correction for correction in stand if correction.action != _ADD]
        self._find(others, set(map(added_id, additions)))
        for correction in additions:
            self._add(correction)
        for correction in others:
            self._apply(correction)
        self._decide()
        self._close()

    def _find(self, corrections: Sequence[Correction], added: Container[str]) -> None:
        """Find the rows that are spoken of, but for those that a person adds."""
        partners = (partner_of(c) for c in corrections if c.action in {_MERGE, _SPLIT} and c.value)
        self._found = find_rows((c for c in (*corrections, *partners) if c.target not in added), self._rows)

    def _close(self) -> None:
        kept = [row for row in self._rows if row["incident_id"] not in self.made.rejected]
        self.made.rows = shared_anew(self._raw, kept)
        left = {row["incident_id"] for row in kept}
        self.made.gone = {row["incident_id"] for row in self._raw} - left

    def _refuse(self, correction: Correction, reason: Reason) -> None:
        self.made.unmatched.append(Unmatched(correction, reason))

    def _add(self, correction: Correction) -> None:
        try:
            row = added_row(correction, self._gazetteer)
        except ValueError:
            self._refuse(correction, "bad_value")
            return
        if row is None:
            self._refuse(correction, "no_place")
            return
        claimed = set(self._found.values())
        twin = next((at for at, own in enumerate(self._rows) if at not in claimed and told_again(row, own)), None)
        if twin is not None:  # the reader has learned to read it: what the person wrote stands in its place
            self._rows[twin] = row
        else:
            twin = len(self._rows)
            self._rows.append(row)
        if self._at.get(row["incident_id"], twin) != twin:  # of another incident: ids are given by people as well
            row["incident_id"] = f"{correction.report_id}-{correction.correction_id}"
        self._at[row["incident_id"]] = twin
        self._found[added_id(correction)] = twin
        self.made.found[correction.correction_id] = row["incident_id"]

    def _apply(self, correction: Correction) -> None:
        at = self._found.get(correction.target)
        if at is None:
            self._refuse(correction, "no_incident")
            return
        own = self._rows[at]["incident_id"]
        self.made.found[correction.correction_id] = own
        if correction.action in {_MERGE, _SPLIT}:
            self._pair(correction, at)
            return
        for row in self._of_event(at) if correction.event_id else [self._rows[at]]:
            reason = self._change(row, correction)
            if reason is not None:
                self._refuse(correction, reason)
                return

    def _of_event(self, at: int) -> list[Row]:
        """Return the rows of the event that a row belongs to."""
        ids = {*self._members.get(self._rows[at]["incident_id"], ()), self._rows[at]["incident_id"]}
        return [self._rows[other] for other in sorted(self._at[name] for name in ids if name in self._at)]

    def _change(self, row: Row, correction: Correction) -> Reason | None:
        action = correction.action
        if action == _DOUBT:
            return None
        if action == _REJECT:
            self.made.rejected.add(row["incident_id"])
            return None
        set_by_hand: list[str] = []
        if action == _EDIT:
            try:
                set_cell(row, correction.column, correction.value)
            except ValueError:
                return "bad_value"
            set_by_hand = [correction.column]
        elif action == _MOVE:
            try:
                where = moved(row, correction.value, self._gazetteer)
            except ValueError:
                return "bad_value"
            if where is None:
                return "no_place"
            row |= where
            set_by_hand = ["place"]
        if action == _CONFIRM:
            row["doubts"] = []  # they say what a person should check, and a person has
        _sign(row, correction, set_by_hand)
        return None

    def _pair(self, correction: Correction, at: int) -> None:
        other = self._found.get(correction.value) if correction.value else None
        if other is None and (correction.value or correction.action == _MERGE):
            self._refuse(correction, "no_incident")
            return
        own = self._rows[at]["incident_id"]
        partner = "" if other is None else self._rows[other]["incident_id"]
        if own == partner:
            self._refuse(correction, "bad_value")
            return
        _sign(self._rows[at], correction, ["event_id"])
        if correction.action == _SPLIT and not partner:
            self._decisions = {pair: act for pair, act in self._decisions.items() if own not in pair}
        self._decisions[min(own, partner), max(own, partner)] = correction.action  # type: ignore[assignment]

    def _decide(self) -> None:
        """File pairs by what was said of each last; who is alone stays so but for what was said later."""
        for (one, other), action in self._decisions.items():
            if not one:
                self.made.alone.add(other)
            elif action == _MERGE:
                self.made.together.append((one, other))
            else:
                self.made.apart.append((one, other))


def _sign(row: Row, correction: Correction, columns: Sequence[str]) -> None:
    """Say on the row who did what."""
    row["changed"] = list(dict.fromkeys([*row["changed"], *columns]))
    if correction.who:
        row["checked_by"] = list(dict.fromkeys([*row["checked_by"], correction.who]))
    if columns and row["checked"] in {None, _CONFIRMED}:
        row["checked"] = _CHANGED
    elif row["checked"] is None:
        row["checked"] = _CONFIRMED
