"""What a person should look at first: the doubtful and the deadly. Weights and fields are data, ``rules/desk.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import log2
from types import MappingProxyType
from typing import Any

from conflictmap import codebook
from conflictmap.model import BadInputError, Count
from conflictmap.record import COLUMNS, ROW_ONLY
from conflictmap.sums import best_of, count_of

__all__ = ["Field", "Weights", "desk_fields", "desk_weights", "urgency"]

_FILE = "desk.toml"
_KILLED = "killed"
_HURT = ("wounded", "abducted")
_COUNTS = (_KILLED, *_HURT)


@dataclass(frozen=True)
class Weights:
    """How much each thing adds to urgency; ``rules/desk.toml`` says how they are put together.

    Attributes
    ----------
    unasked, killed, hurt, marked, spread, doubt : float
    doubts : mapping of str to float
    """

    unasked: float
    killed: float
    hurt: float
    marked: float
    spread: float
    doubt: float
    doubts: Mapping[str, float]


@dataclass(frozen=True)
class Field:
    """What stands beside the report and can be put right.

    Attributes
    ----------
    id : str
    columns : tuple of str
        Of a row.
    doubts, roles : tuple of str
        Codes of the codebook: what is doubted about it, and which evidence tells it.
    """

    id: str
    columns: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@cache
def desk_weights() -> Weights:
    """Return the weights that ship.

    Returns
    -------
    Weights

    Raises
    ------
    BadInputError
        If a doubt is none of the codebook's, or a weight is missing, misspelt, negative or no number.
    """
    table, file = codebook.shipped_rules(_FILE)
    found = dict(table["urgency"])
    doubts = found.pop("doubts", {})
    _known(doubts, codebook.doubts(), f"{file}: urgency.doubts")
    for name, value in (*found.items(), *doubts.items()):
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
            raise BadInputError(f"{file}: {name} must be a number from 0 up")
    try:
        return Weights(**found, doubts=MappingProxyType(doubts))
    except TypeError:
        raise BadInputError(f"{file}: urgency wants {', '.join(Weights.__annotations__)}") from None


@cache
def desk_fields() -> tuple[Field, ...]:
    """Return the fields in the order in which they are shown.

    Returns
    -------
    tuple of Field

    Raises
    ------
    BadInputError
        If one names a column, a doubt or a role that there is not.
    """
    table, file = codebook.shipped_rules(_FILE)
    columns = [column.name for column in (*COLUMNS, *ROW_ONLY)]
    fields = tuple(Field(**{name: _frozen(value) for name, value in row.items()}) for row in table["field"])
    for field in fields:
        where = f"{file}: field {field.id}"
        _known(field.columns, columns, where)
        _known(field.doubts, codebook.doubts(), where)
        _known(field.roles, codebook.vocabulary()["roles"], where)
    return fields


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _known(names: Iterable[str], known: Iterable[str], where: str) -> None:
    for name in names:
        if name not in known:
            raise BadInputError(f"{where}: there is no {name}")


def urgency(row: Mapping[str, Any], marked: bool = False, weights: Weights | None = None) -> float:
    """Return how urgent it is that a person looks at an incident.

    Parameters
    ----------
    row : mapping
        As `record.record` makes it.
    marked : bool
        Whether a person has marked it as doubtful.
    weights : Weights, optional
        Those that ship if left out.

    Returns
    -------
    float
        Above 0; the higher, the sooner.
    """
    by = weights or desk_weights()
    doubts = row["doubts"] or ()
    doubt = by.unasked + sum(by.doubts.get(code, by.doubt) for code in doubts) + by.marked * marked
    if _count_doubts().isdisjoint(doubts):
        doubt += by.spread * _doublings(row)
    hurt = sum(best_of(row, name) or 0 for name in _HURT)
    return doubt * (1 + by.killed * log2(1 + (best_of(row, _KILLED) or 0)) + by.hurt * log2(1 + hurt))


@cache
def _count_doubts() -> frozenset[str]:
    """Return the doubts that tell why a count is a range."""
    return frozenset(code for field in desk_fields() if field.id in _COUNTS for code in field.doubts)


def _doublings(row: Mapping[str, Any]) -> float:
    """Return how many doublings lie between the ends of the widest count: 3 to 15 are two, whoever reckoned them."""
    return max((_width(one) for name in _COUNTS if (one := count_of(row, name)) is not None), default=0.0)


def _width(count: Count) -> float:
    if count.low is None or count.high is None or count.high <= count.low:
        return 0.0  # an end that is open has no width
    return log2((1 + count.high) / (1 + count.low))
