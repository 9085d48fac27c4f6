"""Formats of others' tables, as data: ``rules/tables/<format>.toml``, checked and compiled."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from conflictmap import codebook
from conflictmap.model import BadInputError
from conflictmap.tables.tablecells import key_of

__all__ = [
    "FORMATS",
    "CodeRow",
    "Shared",
    "TableFormat",
    "compile_format",
    "dates_read",
    "load_format",
    "recognised",
    "shared",
]

FORMATS = ("ibc", "acled", "ged", "gtd", "own")
"""Files of ``rules/tables``, in the order in which a header is tried."""

_FOLDER = "tables"


@dataclass(frozen=True, slots=True)
class CodeRow:
    """How a column gives a fact.

    Attributes
    ----------
    gives, column : str
    values : mapping of str to object
        Value, casefolded -> what it gives.
    starts : mapping of str to object
        The same by how the value begins; ``{country}`` stands for the names of the country.
    words : bool
        Whether the words of a language tell it.
    only : frozenset of str
        Those that count then; empty for all.
    instead : mapping of str to str
    when : mapping of str to frozenset of str
        Column -> values that it must have.
    default : object
        ``None`` if it gives nothing else.
    """

    gives: str
    column: str
    values: Mapping[str, Any]
    starts: Mapping[str, Any]
    words: bool
    only: frozenset[str]
    instead: Mapping[str, str]
    when: Mapping[str, frozenset[str]]
    default: Any


@dataclass(frozen=True, slots=True)
class TableFormat:
    """A format of tables.

    Attributes
    ----------
    id, title : str
    known_by : tuple of frozenset of str
        A header of this format has a name of each.
    not_with : frozenset of str
        And none of these.
    country : str
        Of every row; empty where columns tell it.
    unknown : frozenset of str
        Cells that mean nothing is known.
    columns : mapping of str to tuple of str
        Fact -> columns that tell it.
    join : mapping of str to str
        Fact -> what stands between its columns; of others the first that is filled counts.
    code : mapping of str to tuple of CodeRow
        Fact -> what gives it, in order.
    leave : tuple of (str, frozenset of str)
        Column, values: such rows are no violence.
    victims : tuple of (str, str)
        Column that counts people, and their group or the fact that tells it.
    own : bool
        Whether columns of ours are taken by their own names.
    """

    id: str
    title: str
    known_by: tuple[frozenset[str], ...]
    not_with: frozenset[str]
    country: str
    unknown: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    join: Mapping[str, str]
    code: Mapping[str, tuple[CodeRow, ...]]
    leave: tuple[tuple[str, frozenset[str]], ...]
    victims: tuple[tuple[str, str], ...]
    own: bool

    def knows(self, header: AbstractSet[str]) -> bool:
        """Whether a table with these names of columns is of this format."""
        return not header & self.not_with and all(header & names for names in self.known_by)

    def present(self, keys: AbstractSet[str]) -> dict[str, tuple[str, ...]]:
        """Return the facts that a table with these columns may tell, each with the columns that do."""
        facts = dict.fromkeys(keys, ()) if self.own else {}
        found = {
            fact: tuple(column for column in self.columns.get(fact, (fact,)) if column in keys)
            for fact in (*facts, *self.columns)
        }
        return {fact: columns for fact, columns in found.items() if columns}

    def uses(self) -> frozenset[str]:
        """Return the columns that are looked at."""
        coded = (row for rows in self.code.values() for row in rows)
        return frozenset().union(
            *self.columns.values(),
            *((row.column, *row.when) for row in coded),
            (column for column, _ in (*self.leave, *self.victims)),
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """What all formats share, see ``rules/tables/shared.toml``.

    Attributes
    ----------
    envelopes : tuple of str
        Keys of lists of rows inside a JSON document.
    dates, day_first, month_first : tuple of str
        Patterns of `datetime.strptime`; the latter for those who know which comes first.
    radius_km : mapping of int to float
        By UCDP precision.
    geo_precision : mapping of int to int
        ACLED's precision by UCDP's.
    """

    envelopes: tuple[str, ...]
    dates: tuple[str, ...]
    day_first: tuple[str, ...]
    month_first: tuple[str, ...]
    radius_km: Mapping[int, float]
    geo_precision: Mapping[int, int]


@cache
def shared() -> Shared:
    """Return what all formats share."""
    raw, _ = codebook.shipped_rules(_FOLDER, "shared.toml")
    return Shared(
        envelopes=tuple(row["id"] for row in raw["envelope"]),
        dates=tuple(raw["dates"]["formats"]),
        day_first=tuple(raw["dates"]["day_first"]),
        month_first=tuple(raw["dates"]["month_first"]),
        radius_km={int(key): value for key, value in raw["radius_km"].items()},
        geo_precision={int(key): value for key, value in raw["geo_precision"].items()},
    )


def dates_read(day_first: bool | None) -> tuple[str, ...]:
    """Return how dates are written.

    Parameters
    ----------
    day_first : bool or None
        Whether 9/12/2006 is a day in December, or in September; ``None`` if nobody knows.
    """
    known = shared()
    return known.dates + ({True: known.day_first, False: known.month_first}[day_first] if day_first is not None else ())


@cache
def load_format(name: str) -> TableFormat:
    """Load a format.

    Parameters
    ----------
    name : str
        Of `FORMATS`.

    Returns
    -------
    TableFormat

    Raises
    ------
    BadInputError
        If the file is not as `compile_format` wants it.
    """
    return compile_format(*codebook.shipped_rules(_FOLDER, f"{name}.toml"))


def recognised(header: AbstractSet[str]) -> TableFormat | None:
    """Return the format of a table.

    Parameters
    ----------
    header : set of str
        Names of its columns, as they stand in the file.

    Returns
    -------
    TableFormat or None
        ``None`` if it is none that is known: a table of reports, perhaps.
    """
    keys = frozenset(map(key_of, header))
    return next((form for form in map(load_format, FORMATS) if form.knows(keys)), None)


def compile_format(raw: Mapping[str, Any], name: str) -> TableFormat:
    """Check a parsed file of a format and compile it.

    Parameters
    ----------
    raw : mapping
        What TOML gives.
    name : str
        Of the file, for messages.

    Returns
    -------
    TableFormat

    Raises
    ------
    BadInputError
        If a key is unknown or missing.
    """
    _refuse(raw, TableFormat, name)
    code: dict[str, tuple[CodeRow, ...]] = {}
    for row in raw.get("code", ()):
        _refuse(row, CodeRow, f"{name}: [[code]] {row.get('gives', '?')}")
        code[row["gives"]] = (*code.get(row["gives"], ()), _code_row(row))
    try:
        return TableFormat(
            id=raw["id"],
            title=raw["title"],
            known_by=tuple(map(frozenset, raw["known_by"])),
            not_with=frozenset(raw.get("not_with", ())),
            country=raw.get("country", ""),
            unknown=frozenset(map(_low, raw.get("unknown", ()))),
            columns={fact: tuple(columns) for fact, columns in raw["columns"].items()},
            join=raw.get("join", {}),
            code=code,
            leave=tuple((row["column"], frozenset(map(_low, row["values"]))) for row in raw.get("leave", ())),
            victims=tuple((row["column"], row["group"]) for row in raw.get("victims", ())),
            own=raw.get("own", False),
        )
    except KeyError as error:
        raise BadInputError(f"{name}: the key {error} is missing") from None


def _code_row(row: Mapping[str, Any]) -> CodeRow:
    return CodeRow(
        gives=row["gives"],
        column=row["column"],
        values={_low(value): given for value, given in row.get("values", {}).items()},
        starts={_low(value): given for value, given in row.get("starts", {}).items()},
        words=row.get("words", False),
        only=frozenset(row.get("only", ())),
        instead=row.get("instead", {}),
        when={column: frozenset(map(_low, values)) for column, values in row.get("when", {}).items()},
        default=row.get("default"),
    )


def _low(text: str) -> str:
    return text.strip().casefold()


def _refuse(row: Mapping[str, Any], record: type, where: str) -> None:
    known = {field.name for field in fields(record)}
    if extra := sorted(set(row) - known):
        raise BadInputError(f"{where}: unknown key {extra[0]!r}; known are {', '.join(sorted(known))}")
