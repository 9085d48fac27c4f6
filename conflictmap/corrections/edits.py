"""One cell of a row set by a person: read from text, held against the schema, what hangs on it kept sound."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Literal, get_args

from conflictmap import codebook
from conflictmap.model import Incident, Report, Span
from conflictmap.model.housemates import STATUSES
from conflictmap.record import COLUMNS, DERIVED
from conflictmap.sums import count_of
from conflictmap.tables import incident_schema, ownlists
from conflictmap.tables.rowfacts import span_prec
from conflictmap.tables.tablecells import flag, number, parse_day, real, structure, text_of

__all__ = ["coded", "read_cell", "set_cell"]

Row = dict[str, Any]

Fixed = Literal[
    "incident_id", "report_id", "alternatives", "doubts", "rules", "geometry", "beyond", "event_id", "reports",
    "members", "checked", "checked_by", "changed", "killed_best", "wounded_best", "abducted_best",
]  # fmt: skip
_FIXED = frozenset(get_args(Fixed))
"""Columns that nobody sets: ids, and what follows from others or tells how a row came about."""

Told = Literal["kind", "killed_low", "killed_high", "wounded_low", "wounded_high", "victims", "perpetrator", "target"]
_TOLD = frozenset(get_args(Told))
"""Columns by which ACLED's codes go."""

Day = Literal["date_start", "date_end", "date_prec"]
_START, _END, _PREC = get_args(Day)

_TYPES = {column.name: column.type for column in COLUMNS if column.name not in _FIXED}
_PLAIN: Mapping[str, Callable[[Any], Any]] = {
    "int": number,
    "real": real,
    "flag": flag,
    "text": text_of,
    "day": lambda cell: parse_day(str(cell).strip(), ()).isoformat(),
}


def read_cell(column: str, text: str) -> Any:
    """Return the value of a cell as rows hold it.

    Parameters
    ----------
    column : str
        Of `record.COLUMNS`.
    text : str
        Empty for what is not known.

    Returns
    -------
    object

    Raises
    ------
    ValueError
        If nobody sets this column, or the text is no value of it.
    """
    if column not in _TYPES:
        raise ValueError(f"{column!r} is no column that can be set")
    if not text.strip():
        if column in incident_schema()["required"]:
            raise ValueError(f"{column!r} cannot be empty")
        return False if _TYPES[column] == "flag" else None
    value = _nested(column, text) if _TYPES[column] in {"list", "object"} else _PLAIN[_TYPES[column]](text)
    says = incident_schema()["properties"].get(column, {})
    if value not in says.get("enum", [value]):
        raise ValueError(f"{text!r} is none of {', '.join(says['enum'])}")
    if isinstance(value, (int, float)) and not says.get("minimum", value) <= value <= says.get("maximum", value):
        raise ValueError(f"{text!r} is not from {says.get('minimum', '')} to {says.get('maximum', '')}")
    return value


def _nested(column: str, text: str) -> Any:
    if _TYPES[column] == "object":
        return _actor(text)
    victims = ownlists.victims(structure(text))
    for part in victims:
        if part.count.low is not None and part.count.high is not None and part.count.low > part.count.high:
            raise ValueError(f"{part.group}: {part.count.low} is above {part.count.high}")
    return [{"group": v.group, "outcome": v.outcome, "low": v.count.low, "high": v.count.high} for v in victims]


def _actor(text: str) -> Row | None:
    """Return an actor as rows hold it; what is left out is not known, what the codebook does not have is refused."""
    told = structure(text) if text.lstrip().startswith("{") else {"text": text}
    actor = ownlists.actor(told)
    if actor is None:
        raise ValueError("names nobody: leave it empty where nobody is known")
    if actor.group not in codebook.actors():
        raise ValueError(f"{actor.group!r} is none of {', '.join(codebook.actors())}")
    if (told.get("status") or actor.status) != actor.status:
        raise ValueError(f"{told['status']!r} is none of {', '.join(STATUSES)}")
    return asdict(actor)


def set_cell(row: Row, column: str, text: str) -> None:
    """Set a cell, and what would contradict it: the other end of a range, the last day.

    Parameters
    ----------
    row : dict
        Changed in place; its ``changed`` names the columns that were set before.
    column, text : str
        See `read_cell`.

    Raises
    ------
    ValueError
        As `read_cell` has it; the row is as it was.
    """
    value = read_cell(column, text)
    if column in DERIVED:
        row |= {f"{column}_low": value, f"{column}_high": value}
        column = f"{column}_low"
    else:
        row[column] = [] if value is None and _TYPES[column] == "list" else value
    _keep_range(row, column, value)
    if column in {_START, _END}:
        _keep_days(row, column, value)
    if column in _TOLD:
        row |= coded(row)


def _keep_range(row: Row, column: str, value: Any) -> None:
    """Let the end that was set last stand where the other contradicts it."""
    base, _, end = column.rpartition("_")
    if end not in {"low", "high"}:
        return
    row[f"{base}_best"] = None
    low, high = row[f"{base}_low"], row[f"{base}_high"]
    if low is not None and high is not None and low > high:
        row[f"{base}_low"] = row[f"{base}_high"] = value


def _keep_days(row: Row, column: str, value: Any) -> None:
    if row[_START] is None or value is None:
        other = row[_START] if column == _END else None
        row |= {_START: other, _END: other}
    elif row[_END] is None or row[_END] < row[_START] or (column == _START and _was_one_day(row)):
        row |= {_START: value, _END: value}
    if _PREC not in row["changed"]:
        days = [date.fromisoformat(row[name]) for name in (_START, _END) if row[name] is not None]
        row[_PREC] = span_prec(*days) if days else None


def _was_one_day(row: Row) -> bool:
    """Whether the row told one day, which moves as a whole unless a person has set its end."""
    return row[_PREC] == 1 and _END not in row["changed"]


def coded(row: Mapping[str, Any]) -> Row:
    """Return ACLED's codes of a row, by its kind, by who was hit and by whom; those that a person set stay.

    Parameters
    ----------
    row : mapping
        As `record.record` makes it.
    """
    doer, aim = (ownlists.actor(row[who]) if row[who] else None for who in ("perpetrator", "target"))
    incident = Incident(
        report=Report("", ""),
        number=0,
        kind=row["kind"],
        attacks=1,
        killed=count_of(row, "killed"),
        wounded=count_of(row, "wounded"),
        abducted=None,
        sentence=Span(0, 0),
        victims=ownlists.victims(row["victims"] or []),
        perpetrator=doer,
        target=aim,
    )
    codes = codebook.codes_of(incident)
    found = {"event_type": codes.event_type, "sub_event_type": codes.sub_event_type}
    return {name: code for name, code in found.items() if name not in row["changed"]}
