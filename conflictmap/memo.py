"""What was worked out once and is asked for again: a table that fills itself and never grows past a bound."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Memo"]

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_MOST = 20_000
"""Entries; more distinct words than any corpus uses often. Whoever sends endless new ones makes it begin anew."""


class Memo(dict[_Key, _Value], Generic[_Key, _Value]):
    """Results of a pure function by its argument: ``memo[key]`` is worked out once, and then costs one look-up.

    Parameters
    ----------
    make : callable
        Works a value out; what it returns may depend on nothing but its argument.
    most : int
        How many values are kept. When one more is wanted, all are let go.
    """

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[_Key], _Value], most: int = _MOST) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, key: _Key) -> _Value:
        """Work a value out and keep it."""
        if len(self) >= self._most:
            self.clear()
        made = self[key] = self._make(key)
        return made

    def __reduce__(self) -> tuple[type[Memo[_Key, _Value]], tuple[Callable[[_Key], _Value], int]]:
        """Travel empty to another process."""
        return type(self), (self._make, self._most)
