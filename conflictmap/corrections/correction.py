"""What a person decided about one incident, and what is wrong with it if it cannot be used."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any, Literal, get_args

__all__ = ["ACTIONS", "ANCHOR", "ANCHORED", "FIELDS", "Action", "Correction", "anchored", "correction_of"]

Action = Literal["confirm", "reject", "edit", "merge", "split", "add", "move", "doubt", "undo"]
"""What can be done."""

ACTIONS: tuple[str, ...] = get_args(Action)

Anchor = Literal["report_id", "sentence", "kind", "place_text"]
ANCHOR: tuple[Anchor, ...] = get_args(Anchor)
"""By what a correction finds its incident again where ids have changed."""

Other = Literal["other"]
ANCHORED: tuple[str, ...] = (*ANCHOR, *get_args(Other))
"""The last columns: where an incident was found and not what was said of it."""

_SENTENCE = 2_000  # characters of it that are kept


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of corrections.csv. Every cell is text; an empty one says nothing.

    Attributes
    ----------
    correction_id : str
        Made of the content if it is empty. The same one twice counts once.
    action : str
        Of `ACTIONS`.
    incident_id : str
        Of whom it is said.
    event_id : str
        Filled where it is said of the whole event, as all its reports tell it, and not of one report's incident.
    column, value : str
        What is edited, and what it should be; of a move the place, of a merge the other incident, of an addition a JSON
        object of columns, of an undo the correction that is taken back; of a doubt what it is about.
    who, why, made_at : str
        A person, free words, an ISO 8601 time.
    report_id, sentence, kind, place_text : str
        The anchor: of the incident as it was when it was corrected.
    other : str
        Of a merge or a split the anchor of the other incident, a JSON object.
    """

    correction_id: str
    action: str
    incident_id: str = ""
    event_id: str = ""
    column: str = ""
    value: str = ""
    who: str = ""
    why: str = ""
    made_at: str = ""
    report_id: str = ""
    sentence: str = ""
    kind: str = ""
    place_text: str = ""
    other: str = ""

    def __post_init__(self) -> None:
        """Give it an id that it lacks: the same words at the same time are the same correction."""
        if not self.correction_id:
            told = json.dumps(astuple(self)).encode("utf-8", "surrogatepass")
            object.__setattr__(self, "correction_id", hashlib.sha256(told).hexdigest()[:32])

    @property
    def target(self) -> str:
        """Id of the incident by which to find what it is said of."""
        return self.incident_id or self.event_id

    @property
    def order(self) -> tuple[str, str]:
        """When it was made; of two at one time the one with the smaller id is the earlier."""
        return _moment(self.made_at), self.correction_id


def _moment(text: str) -> str:
    """Return a time in a form that sorts; what is none sorts as it stands."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return text.strip()
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC).isoformat(timespec="microseconds")


FIELDS: tuple[str, ...] = tuple(field.name for field in fields(Correction))
"""Columns of corrections.csv, in order."""


def correction_of(
    row: Mapping[str, Any],
    action: Action,
    *,
    column: str = "",
    value: str = "",
    who: str = "",
    why: str = "",
    made_at: str = "",
    of_event: bool = False,
    other: Mapping[str, Any] | None = None,
) -> Correction:
    """Return a correction of a row, anchored in what the row says.

    Parameters
    ----------
    row : mapping
        As `record.record` or `linking.link` makes it.
    action : str
        Of `ACTIONS`.
    column, value, who, why : str
        See `Correction`.
    made_at : str
        Now if not given.
    of_event : bool
        Whether it is said of the event and not of the one incident.
    other : mapping, optional
        The row with which it is merged, or from which it is split.

    Returns
    -------
    Correction
    """
    value = str(other["incident_id"]) if other is not None else value
    event = str(row.get("event_id") or row["incident_id"]) if of_event else ""
    moment = made_at or datetime.now(UTC).isoformat(timespec="microseconds")
    made = Correction("", action, str(row["incident_id"]), event, column, value, who, why, moment)
    return anchored(made, row, other)


def anchored(
    correction: Correction, row: Mapping[str, Any] | None, other: Mapping[str, Any] | None = None
) -> Correction:
    """Return a correction that knows by what to find its incidents again; an anchor that it has stays.

    Parameters
    ----------
    correction : Correction
    row, other : mapping or None
        The incident, and the other one of a merge or a split, as `record.record` makes them.

    Returns
    -------
    Correction
    """
    cells: dict[str, str] = {}
    if row is not None and not any(getattr(correction, name) for name in ANCHOR):
        cells |= _anchor(row)
    if other is not None and not correction.other:
        cells["other"] = json.dumps(_anchor(other), ensure_ascii=False)
    return replace(correction, **cells) if cells else correction


def _anchor(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(row.get(name) or "")[:_SENTENCE] for name in ANCHOR}
