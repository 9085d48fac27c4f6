"""What a request asks, read from what is not trusted: each value of its kind and its length, or one line why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from conflictmap.corrections import ACTIONS, Action
from conflictmap.desk.items import ORDERS, SHOWS, Order, Show
from conflictmap.model import BadInputError
from conflictmap.record import sound

__all__ = ["Act", "Asked", "acts_of", "asked", "name_of", "number_of", "text_of"]

_NAME = 80
_ID = 500
_WHY = 2_000
_VALUE = 8_000
_SENTENCE = 4_000
_ACTS = 12
_NOT_HERE: frozenset[Action] = frozenset({"undo", "doubt"})
"""Actions that have a way of their own, or none at the desk."""


@dataclass(frozen=True)
class Asked:
    """Who asks, and what they go through.

    Attributes
    ----------
    who : str
    show, order : str
        Of `SHOWS` and `ORDERS`.
    """

    who: str
    show: Show
    order: Order

    @property
    def blind(self) -> str | None:
        """Who is to see nothing of what others say, as a second person who checks; ``None`` for all others."""
        return self.who if self.show == get_args(Show)[4] else None


@dataclass(frozen=True)
class Act:
    """One thing that a person does to an incident; see `corrections.Correction`.

    Attributes
    ----------
    action : str
    column, value, sentence : str
    """

    action: Action
    column: str
    value: str
    sentence: str


def asked(given: Mapping[str, Any]) -> Asked:
    """Return who asks, and what they go through.

    Parameters
    ----------
    given : mapping
        Query or body of a request.

    Raises
    ------
    BadInputError
        If there is no such view or order.
    """
    show, order = given.get("show") or SHOWS[0], given.get("order") or ORDERS[0]
    if show not in SHOWS or order not in ORDERS:
        raise BadInputError("there is no such view or order")
    return Asked(name_of(given, needed=False), show, order)


def name_of(given: Mapping[str, Any], *, needed: bool = True) -> str:
    """Return the name of a person.

    Parameters
    ----------
    given : mapping
        With ``who``.
    needed : bool
        Whether it may be missing.

    Raises
    ------
    BadInputError
        If it is needed and missing, or no name.
    """
    name = " ".join(text_of(given, "who", _NAME).split())
    if not name.isprintable() or (needed and not name):
        raise BadInputError("give your name first, of letters, digits and spaces")
    return name


def text_of(given: Mapping[str, Any], name: str, most: int = _ID) -> str:
    """Return a text.

    Parameters
    ----------
    given : mapping
    name : str
        What is missing is empty.
    most : int
        Characters.

    Raises
    ------
    BadInputError
        If it is no text, or too long.
    """
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise BadInputError(f"{name} is no text of at most {most} characters")
    return (sound(value) or "").replace("\0", "")


def number_of(given: Mapping[str, Any], name: str, otherwise: int = 0) -> int:
    """Return a whole number.

    Parameters
    ----------
    given : mapping
    name : str
    otherwise : int
        Where it is missing.

    Raises
    ------
    BadInputError
        If it is none.
    """
    value = given.get(name)
    if value is None or value == "":
        return otherwise
    if isinstance(value, str) and len(value) <= 12 and value.removeprefix("-").isdecimal():
        value = int(value)
    if not isinstance(value, int) or abs(value) > 10**12:
        raise BadInputError(f"{name} is no number")
    return int(value)


def acts_of(given: Mapping[str, Any]) -> tuple[list[Act], str]:
    """Return what a person does to one incident in one go, and why.

    Parameters
    ----------
    given : mapping
        The body of a request: ``acts``, ``why``.

    Raises
    ------
    BadInputError
        If it is none of what can be done.
    """
    found = given.get("acts")
    if not isinstance(found, Sequence) or isinstance(found, str) or not 1 <= len(found) <= _ACTS:
        raise BadInputError(f"give 1 to {_ACTS} acts")
    return [_act(act) for act in found], text_of(given, "why", _WHY)


def _act(given: Any) -> Act:
    action = given.get("action") if isinstance(given, Mapping) else None
    if action not in ACTIONS or action in _NOT_HERE:
        raise BadInputError("there is no such act")
    texts = text_of(given, "column"), text_of(given, "value", _VALUE), text_of(given, "sentence", _SENTENCE)
    return Act(action, *texts)
