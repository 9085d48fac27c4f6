"""Incidents that the reader missed and a person wrote down."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from conflictmap.corrections.anchors import anchor_of, likeness, weights
from conflictmap.corrections.correction import Correction
from conflictmap.corrections.edits import coded, read_cell, set_cell
from conflictmap.corrections.moving import moved
from conflictmap.gazetteer import Gazetteer
from conflictmap.model import CHECKED
from conflictmap.record import COLUMNS, ROW_ONLY

__all__ = ["SPOTS", "added_id", "added_row", "told_again", "told_columns"]

Row = dict[str, Any]

_ADDED = CHECKED[1]
_EMPTY: dict[str, Any] = {"list": [], "flag": False}
_COLUMNS = tuple(column for column in (*COLUMNS, *ROW_ONLY) if column.take is not None)
SPOTS = ("place_id", "lat", "lon", "radius_km")
"""Columns of an incident that was added which say where, and stand for all that follows from it."""
_DIGITS = 8  # of the correction's id, by which an incident is named that has no id


def told_columns(correction: Correction) -> dict[str, str]:
    """Return the columns of an incident that was added, as text.

    Parameters
    ----------
    correction : Correction

    Returns
    -------
    dict of str to str
        ``place_id``, or ``lat`` and ``lon``, among them say where.

    Raises
    ------
    ValueError
        If they are no JSON object.
    """
    try:
        found = json.loads(correction.value)
    except (ValueError, RecursionError):
        raise ValueError("is no JSON object of columns") from None
    if not isinstance(found, dict):
        raise ValueError("is no JSON object of columns")
    told = {str(name): _text(value) for name, value in found.items() if value is not None}
    return {name: text for name, text in ({"kind": correction.kind} | told).items() if text.strip()}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def added_id(correction: Correction) -> str:
    """Return the id of an incident that was added: the one it was given, else one of the correction.

    Parameters
    ----------
    correction : Correction
    """
    return correction.incident_id or f"{correction.report_id}-{correction.correction_id[:_DIGITS]}"


def added_row(correction: Correction, gazetteer: Gazetteer | None) -> Row | None:
    """Return the row of an incident that was added.

    Parameters
    ----------
    correction : Correction
    gazetteer : Gazetteer or None
        See `apply_corrections`.

    Returns
    -------
    dict or None
        ``None`` if the place that it names is not known.

    Raises
    ------
    ValueError
        If a column cannot be set so.
    """
    told = told_columns(correction)
    spot = _spot(told)
    row: Row = {column.name: _blank(column.type) for column in _COLUMNS}
    row |= {
        "incident_id": added_id(correction),
        "report_id": correction.report_id,
        "sentence": correction.sentence,
        "place_text": correction.place_text or None,
        "kind": read_cell("kind", told.pop("kind", "")),
        "attacks": 1,
        "checked": _ADDED,
        "checked_by": [correction.who] if correction.who else [],
    }
    for name, text in told.items():
        set_cell(row, name, text)
        row["changed"].append(name)
    if spot:
        where = moved(row, spot, gazetteer)
        if where is None:
            return None
        row |= where
    return row | coded(row)


def _blank(kind: str) -> Any:
    return list(_EMPTY[kind]) if kind == "list" else _EMPTY.get(kind)


def _spot(told: dict[str, str]) -> str:
    """Take out of the columns what says where, as `moved` reads it."""
    place, lat, lon, radius = (told.pop(name, "") for name in SPOTS)
    if lat and lon:
        return ",".join(filter(None, (lat, lon, radius)))
    return place


def told_again(added: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a row that was read tells the incident that a person had to add.

    Parameters
    ----------
    added, row : mapping
    """
    same = all(added[name] == row[name] for name in ("report_id", "kind", "killed_low", "killed_high"))
    if not same or (added["place_id"] is not None and added["place_id"] != row["place_id"]):
        return False
    one, other = replace(anchor_of(added), incident_id=""), anchor_of(row)
    return bool(one.sentence) and likeness(one, other) >= weights()["add"]
