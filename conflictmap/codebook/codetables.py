"""Parsed TOML checked, key by key, and compiled. Every error is one line that names the row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal, get_args

from conflictmap.codebook.definitions import (
    FLAGS,
    SHAPES,
    STAGES,
    Codebook,
    Codes,
    Crossing,
    DoubtLabel,
    Family,
    IncidentKind,
    Labels,
)
from conflictmap.model import BadInputError

__all__ = ["compile_codebook", "compile_labels"]

Plain = Literal["side", "group", "actor", "reason", "role", "where_prec", "date_prec"]
"""Sections whose rows hold an id and little else."""
Table = Literal["kinds", "families", "groups", "actors", "doubts", "reasons", "roles", "where_prec", "date_prec"]
"""Tables of a file of labels."""
Condition = Literal["hit", "by", "hurt"]
"""On what a row of the crosswalk depends, besides the kind."""

CROSSWALK = "crosswalk"
_PLAIN: tuple[Plain, ...] = get_args(Plain)
_SIDED: tuple[Plain, ...] = ("group", "actor")

_CODES: Mapping[str, tuple[set[str], set[str]]] = {
    "acled": ({"event_type", "sub_event_type"}, set()),
    "gtd": ({"attack", "weapon"}, set()),
    "plover": ({"event"}, {"mode"}),
}
# Of each section: the keys that a row must have, and those that it may have.
_KEYS: Mapping[str, tuple[set[str], set[str]]] = {
    "kind": ({"id", "family", "acled", "gtd", "plover"}, {"means", "flags"}),
    "family": ({"id", "shape"}, set()),
    "doubt": ({"id", "stage"}, set()),
    CROSSWALK: ({"id", "kinds"}, {*get_args(Condition), *_CODES}),
    **{section: ({"id"}, {"side"} if section in _SIDED else set()) for section in _PLAIN},
}
# Tables of a file of labels, and the section of the codebook whose ids are their keys.
_TABLES: Mapping[Table, str] = {
    "kinds": "kind",
    "families": "family",
    "groups": "group",
    "actors": "actor",
    "doubts": "doubt",
    "reasons": "reason",
    "roles": "role",
    "where_prec": "where_prec",
    "date_prec": "date_prec",
}


def compile_codebook(raw: Mapping[str, Any], name: str = "codebook") -> Codebook:
    """Check the parsed file and compile it.

    Parameters
    ----------
    raw : mapping
        What TOML gives.
    name : str
        Of the file, for messages.

    Returns
    -------
    Codebook

    Raises
    ------
    BadInputError
        If a section or key is unknown or missing, two rows of a section share an id, or a row names a family, shape,
        stage or flag that there is not.
    """
    _refuse_keys(raw, (set(_KEYS), set()), name, "section")
    rows: dict[str, dict[str, Mapping[str, Any]]] = {}
    for section, keys in _KEYS.items():
        rows[section] = {}
        for row in raw[section]:
            where = f"{name}: [[{section}]] {row.get('id', '?')}"
            _refuse_keys(row, keys, where, "key")
            if row["id"] in rows[section]:
                raise BadInputError(f"{where}: two rows have this id")
            rows[section][row["id"]] = row
    for row in rows["family"].values():
        _refuse_code(row["shape"], SHAPES, f"{name}: [[family]] {row['id']}", "shape")
    for row in rows["doubt"].values():
        _refuse_code(row["stage"], STAGES, f"{name}: [[doubt]] {row['id']}", "stage")
    sides = _sides(rows, name)
    return Codebook(
        kinds={key: _kind(row, rows["family"], f"{name}: [[kind]] {key}") for key, row in rows["kind"].items()},
        families={key: Family(key, row["shape"]) for key, row in rows["family"].items()},
        doubts={key: row["stage"] for key, row in rows["doubt"].items()},
        plain={section: tuple(rows[section]) for section in _PLAIN},
        sides=sides,
        crosswalk=tuple(_crossing(row, rows, f"{name}: [[crosswalk]] {key}") for key, row in rows[CROSSWALK].items()),
    )


def _sides(rows: Mapping[str, Mapping[str, Mapping[str, Any]]], name: str) -> dict[str, str]:
    """Return the side of each group and actor that has one."""
    found = {}
    for section in _SIDED:
        for key, row in rows[section].items():
            if "side" in row:
                _refuse_code(row["side"], rows["side"], f"{name}: [[{section}]] {key}", "side")
                found[key] = row["side"]
    return found


def _crossing(row: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], where: str) -> Crossing:
    known = {key for section in ("side", *_SIDED) for key in rows[section]}
    for kind in row["kinds"]:
        _refuse_code(kind, rows["kind"], where, "kind")
    for who in (*row.get("hit", ()), *row.get("by", ())):
        _refuse_code(who, known, where, "side or group")
    for key, keys in _CODES.items():
        _refuse_keys(row.get(key, {}), (set(), set().union(*keys)), f"{where}, {key}", "key")
    return Crossing(
        id=row["id"],
        kinds=frozenset(row["kinds"]),
        hit=frozenset(row["hit"]) if "hit" in row else None,
        by=frozenset(row["by"]) if "by" in row else None,
        hurt=row.get("hurt"),
        codes={key: _attributes(key, row[key]) for key in _CODES if key in row},
    )


def _attributes(data_set: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return codes by the names that `Codes` has for them."""
    return {key if data_set == "acled" else f"{data_set}_{key}": value for key, value in row.items()}


def _kind(row: Mapping[str, Any], families: Mapping[str, Any], where: str) -> IncidentKind:
    _refuse_code(row["family"], families, where, "family")
    for flag in row.get("flags", ()):
        _refuse_code(flag, FLAGS, where, "flag")
    for key, keys in _CODES.items():
        _refuse_keys(row[key], keys, f"{where}, {key}", "key")
    return IncidentKind(
        id=row["id"],
        family=row["family"],
        means=row.get("means", ""),
        codes=Codes(**{"plover_mode": None} | {k: v for key in _CODES for k, v in _attributes(key, row[key]).items()}),
        flags=frozenset(row.get("flags", ())),
    )


def _refuse_keys(row: Mapping[str, Any], keys: tuple[set[str], set[str]], where: str, what: str) -> None:
    needed, allowed = keys
    if extra := sorted(set(row) - needed - allowed):
        raise BadInputError(f"{where}: unknown {what} {extra[0]!r}; known are {', '.join(sorted(needed | allowed))}")
    if missing := sorted(needed - set(row)):
        raise BadInputError(f"{where}: the {what} {missing[0]!r} is missing")


def _refuse_code(code: str, known: Any, where: str, what: str) -> None:
    if code not in known:
        raise BadInputError(f"{where}: unknown {what} {code!r}; known are {', '.join(sorted(known)) or 'none'}")


def compile_labels(raw: Mapping[str, Any], book: Codebook, name: str = "labels") -> Labels:
    """Check parsed labels against the codes.

    Parameters
    ----------
    raw : mapping
        What TOML gives.
    book : Codebook
        Whose ids need labels.
    name : str
        Of the file, for messages.

    Returns
    -------
    Labels

    Raises
    ------
    BadInputError
        If a table is unknown or missing, an id has no label, a label no id, or a label is not of its table's shape.
    """
    _refuse_keys(raw, (set(_TABLES), set()), name, "table")
    for table, section in _TABLES.items():
        _refuse_keys(raw[table], (set(book.ids(section)), set()), f"{name}: [{table}]", "label")
    return Labels(
        groups=_each(raw, "groups", _pair, name),
        doubts=_each(raw, "doubts", _doubt_label, name),
        **{table: _each(raw, table, _words, name) for table in _TABLES if table not in {"groups", "doubts"}},
    )


def _each(raw: Mapping[str, Any], table: str, made: Callable[[Any], Any], name: str) -> dict[str, Any]:
    found = {}
    for key, value in raw[table].items():
        try:
            found[key] = made(value)
        except ValueError as error:
            raise BadInputError(f"{name}: [{table}] {key}: {error}") from error
    return found


def _words(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a label is text between quotes")
    return value


def _pair(value: Any) -> tuple[str, str]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError('expected ["one", "many"]')
    return _words(value[0]), _words(value[1])


def _doubt_label(value: Any) -> DoubtLabel:
    if not isinstance(value, dict) or set(value) != {"label", "check"}:
        raise ValueError("expected a label and what to check")
    return DoubtLabel(_words(value["label"]), _words(value["check"]))
