"""Columns of whatever table to the fields of a report, by the names people give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal, get_args

from conflictmap.model import BadInputError
from conflictmap.reports.inputtables import table

__all__ = ["COLUMNS", "FieldMap", "columns_asked", "holds_reports", "lacking", "normal", "worth_reading"]

ReportField = Literal["id", "title", "text", "published", "source", "url"]
COLUMNS: tuple[str, ...] = get_args(ReportField)
_SAID: tuple[str, ...] = get_args(Literal["text", "title"])
_DEEPEST = 4
_SHOWN = 300


def normal(name: object) -> str:
    """Return a column's name without what people write in different ways: ``"Published At"`` is ``"publishedat"``."""
    return "".join(char for char in str(name).casefold() if char.isalnum() or char == ".").strip(".")


@cache
def _known() -> dict[str, tuple[str, ...]]:
    return {name: tuple(dict.fromkeys(map(normal, table("columns")[name]))) for name in COLUMNS}


def columns_asked(pairs: Iterable[str] | Mapping[str, str]) -> dict[str, str]:
    """Read what a person typed: ``text=Body,published=Date``.

    Parameters
    ----------
    pairs : iterable of str, or Mapping of str to str
        Fields of a report and the columns that hold them.

    Returns
    -------
    dict of str to str

    Raises
    ------
    BadInputError
        For what is no pair, and for a field that reports do not have.
    """
    if isinstance(pairs, Mapping):
        pairs = [f"{name}={column}" for name, column in pairs.items()]
    asked: dict[str, str] = {}
    for pair in (part for text in pairs for part in text.split(",") if part.strip()):
        name, equals, column = (part.strip() for part in pair.partition("="))
        if not equals or not column:
            raise BadInputError(f"columns: {pair.strip()!r} is not a pair such as text=Body")
        if name.casefold() not in COLUMNS:
            raise BadInputError(f"columns: a report has no field {name!r}; it has {', '.join(COLUMNS)}")
        asked[name.casefold()] = column
    return asked


def holds_reports(header: Iterable[object], asked: Mapping[str, str]) -> bool:
    """Tell whether a table with these columns holds reports: one of them is a text or a headline."""
    names = {normal(column) for column in header}
    wanted = {normal(asked[name]) for name in _SAID if name in asked}
    return bool(names & (wanted or {known for name in _SAID for known in _known()[name]}))


def worth_reading(header: Iterable[str], asked: Mapping[str, str]) -> list[str]:
    """Return the columns that may hold a field of a report; the others of a wide table need not be unpacked."""
    aliases = [*(alias for names in _known().values() for alias in names), *map(normal, asked.values())]
    wanted = {alias.partition(".")[0] for alias in aliases} | {normal(name) for name in table("envelopes")["wrappers"]}
    return [column for column in header if normal(column).partition(".")[0] in wanted]


def lacking(header: Iterable[object], asked: Mapping[str, str]) -> str | None:
    """Return what to say if a table with these columns cannot be read as reports; ``None`` if it can."""
    header = [str(column).strip() for column in header]
    if holds_reports(header, asked):
        return _lacking(header, asked)
    if (missing := _lacking(header, asked)) is not None:
        return missing
    known = f"a text or a headline; its columns are: {_shown(header)}; name what holds the text: --columns text=NAME"
    return f"names no column 'text' nor another that is known for {known}"


def _lacking(header: Iterable[object], asked: Mapping[str, str]) -> str | None:
    names = {normal(column) for column in header}
    for name, column in asked.items():
        if normal(column) not in names:
            return f"there is no column {column!r} for {name}; the columns are: {_shown(header)}"
    return None


def _shown(header: Iterable[object]) -> str:
    return ", ".join(str(column) for column in header if str(column).strip())[:_SHOWN]


class FieldMap:
    """The columns of one file and the fields they fill.

    Parameters
    ----------
    asked : Mapping of str to str
        Field to column, where a person said so.
    """

    def __init__(self, asked: Mapping[str, str]) -> None:
        self._asked = asked
        self._plans: dict[tuple[str, ...], list[tuple[str, list[str]]]] = {}
        self._seen: dict[str, None] = {}
        self._used: set[str] = set()
        self._blank: set[str] = set()

    def fields(self, row: Mapping[Any, Any]) -> dict[str, Any]:
        """Return what a row says of each field; of several columns the first that is not empty counts."""
        flat = _flat(row) if any(isinstance(value, (dict, list)) for value in row.values()) else row
        keys = tuple(flat)
        plan = self._plans.get(keys)
        if plan is None:
            plan = self._plans[keys] = self._plan(keys)
        found: dict[str, Any] = {}
        for name, columns in plan:
            for column in columns:
                value = flat[column]
                if _is_blank(value):
                    continue
                self._used.add(column)
                found[name] = value
                break
            else:
                self._blank.update(columns)
                found |= dict.fromkeys([name] if columns else [])
        return found

    def _plan(self, keys: tuple[Any, ...]) -> list[tuple[str, list[Any]]]:
        self._seen.update(dict.fromkeys(key for key in keys if str(key).strip()))
        named: dict[str, list[Any]] = {}
        for key in keys:
            named.setdefault(normal(key), []).append(key)
        return [(name, self._columns(name, named)) for name in COLUMNS]

    def _columns(self, name: str, named: Mapping[str, list[Any]]) -> list[Any]:
        if name in self._asked:
            return named.get(normal(self._asked[name]), [])
        taken = {normal(column) for column in self._asked.values()}
        return [key for alias in _known()[name] if alias not in taken for key in named.get(alias, ())]

    def lacking(self) -> str | None:
        """Return what to say if a column that a person named was in no row; ``None`` if there was no row."""
        return _lacking(self._seen, self._asked) if self._seen else None

    def unused(self) -> list[str]:
        """Return the columns whose content went nowhere, an object's as one if none of it was used."""
        used = {str(column).partition(".")[0] for column in self._used}
        lost: dict[str, None] = {}
        for column in self._seen:
            if column in self._used or column in self._blank:
                continue
            whole = str(column).partition(".")[0]
            lost[str(column) if whole in used else whole] = None
        return list(lost)


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _flat(row: Mapping[Any, Any], lead: str = "", depth: int = 0) -> dict[str, Any]:
    """Return an object without objects in it: ``{"source": {"name": "A"}}`` has a column ``source.name``."""
    found: dict[str, Any] = {}
    for key, value in row.items():
        inner = _single(value)
        if isinstance(inner, Mapping) and depth < _DEEPEST:
            wrapped = str(key) in table("envelopes")["wrappers"]
            deeper = _flat(inner, lead if wrapped else f"{lead}{key}.", depth + 1)
            found |= {name: content for name, content in deeper.items() if name not in found}
        else:
            found[f"{lead}{key}"] = inner
    return found


def _single(value: object) -> object:
    """Return paragraphs in a list as one text, and the first object of a list of objects."""
    if not isinstance(value, list):
        return value
    if value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return value[0] if value and isinstance(value[0], Mapping) else value or None
