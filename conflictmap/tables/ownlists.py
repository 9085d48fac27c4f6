"""The lists and objects of our own rows, checked: whatever a file holds, only what the schema knows goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Literal, get_args

from conflictmap import codebook
from conflictmap.model import CHECKED, Actor, Alternative, Checked, Count, Evidence, Span, Toll, Victim
from conflictmap.model.housemates import STATUSES
from conflictmap.tables.tablecells import number, real, structure, text_of

__all__ = [
    "OUTCOMES",
    "actor",
    "alternatives",
    "checked",
    "doubts",
    "evidence",
    "members",
    "names",
    "toll",
    "victims",
]

OUTCOMES = tuple(field.name for field in fields(Toll))
"""What befalls people."""

MemberKey = Literal["probability", "reasons"]
"""What members hold besides what rows hold."""

_CHANCE, _WHY = get_args(MemberKey)
_MOST = 200
_NOBODY = "unknown"


def _rows(value: Any) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
        raise ValueError("is no list of objects")
    return value[:_MOST]


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise ValueError("is no object")
    return value


def _count(row: Mapping[str, Any], prefix: str = "") -> Count | None:
    ends = [row.get(f"{prefix}{end}") for end in ("low", "high")]
    low, high = (None if end is None else number(end) for end in ends)
    return None if low is None and high is None else Count(low, high)


def actor(value: Any) -> Actor | None:
    """Return who did it or whom it was aimed at; text that is no object names them only.

    Parameters
    ----------
    value : object
        {text, group, status}, an object or its JSON, or a name.
    """
    row = value
    if isinstance(value, str):
        row = structure(value) if value.lstrip().startswith("{") else {"text": value}
    row = _object(row)
    said = text_of(row.get("text"))
    if said is None:
        return None
    status = row.get("status")
    return Actor(said, text_of(row.get("group")) or _NOBODY, status if status in STATUSES else STATUSES[0])


def victims(value: Any) -> tuple[Victim, ...]:
    """Return the parts of counts.

    Parameters
    ----------
    value : object
        List of {group, outcome, low, high}.
    """
    found = []
    for row in _rows(value):
        group, outcome, count = row.get("group"), row.get("outcome"), _count(row)
        if group not in codebook.groups() or outcome not in OUTCOMES or count is None:
            raise ValueError("holds what is no part of a count")
        found.append(Victim(str(group), outcome, count))
    return tuple(found)


def toll(value: Any) -> Toll | None:
    """Return what a total holds beyond its parts.

    Parameters
    ----------
    value : object
        {killed_low, killed_high, wounded_low ...}.
    """
    row = _object(value)
    return Toll(*(_count(row, f"{outcome}_") for outcome in OUTCOMES))


def doubts(value: Any) -> tuple[str, ...]:
    """Return the doubts that the codebook knows.

    Parameters
    ----------
    value : object
        List of ids.
    """
    if not isinstance(value, list):
        raise ValueError("is no list")
    known = codebook.doubts()
    return tuple(item for item in value[:_MOST] if item in known)


def checked(value: Any) -> Checked:
    """Return what a person did with a row.

    Parameters
    ----------
    value : object
        Of `CHECKED`.
    """
    said = text_of(value)
    found = next((known for known in CHECKED if known == said), None)
    if found is None:
        raise ValueError("is not what a person does with a row")
    return found


def names(value: Any) -> tuple[str, ...]:
    """Return names: of persons, of columns.

    Parameters
    ----------
    value : object
        List of texts.
    """
    if not isinstance(value, list):
        raise ValueError("is no list")
    return tuple(filter(None, map(text_of, value[:_MOST])))


def evidence(value: Any, *, span: Span) -> tuple[Evidence, ...]:
    """Return the evidence inside a sentence.

    Parameters
    ----------
    value : object
        List of {role, rule, start, end}; no start is evidence outside.
    span : Span
        Of the sentence.
    """
    found = []
    known = codebook.load_codebook().plain["role"]
    for row in _rows(value):
        role, start, end = row.get("role"), row.get("start"), row.get("end")
        if role not in known:
            raise ValueError("holds what is no evidence")
        if start is None or end is None:
            inside = Span(0, 0, "title")
        elif 0 <= number(start) <= number(end) <= span.end:
            inside = Span(number(start), number(end))
        else:
            raise ValueError("points outside of the sentence")
        found.append(Evidence(str(role), text_of(row.get("rule")) or "", inside))
    return tuple(found)


def alternatives(value: Any) -> tuple[Alternative, ...]:
    """Return the runners-up for a place.

    Parameters
    ----------
    value : object
        List of {place_id, name, lat, lon, province, score}.
    """
    found = []
    for row in _rows(value):
        lat, lon, score = (real(row.get(key)) for key in ("lat", "lon", "score"))
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError("holds what is no place")
        name = text_of(row.get("name")) or ""
        found.append(
            Alternative(text_of(row.get("place_id")) or "", name, lat, lon, text_of(row.get("province")), score)
        )
    return tuple(found)


def members(value: Any) -> tuple[dict[str, Any], ...]:
    """Return what reports told of an event that was linked before.

    Parameters
    ----------
    value : object
        List of objects, see the column ``members`` of `record`.
    """
    return tuple({key: _member_cell(key, cell) for key, cell in row.items()} for row in _rows(value))


def _member_cell(key: str, cell: Any) -> Any:
    """Return a cell of a member as what its name says it is; anything else is text."""
    if cell in (None, "") or isinstance(cell, bool):
        return cell
    if key == _CHANCE:
        return real(cell)
    if key == _WHY:
        return [{"reason": text_of(row.get("reason")) or "", "weight": real(row.get("weight"))} for row in _rows(cell)]
    return number(cell) if key.endswith(("_low", "_high")) else text_of(cell)
