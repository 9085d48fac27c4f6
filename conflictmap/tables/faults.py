"""What is wrong with rows, told once for each kind of fault with how many rows have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from conflictmap.model import Problem

__all__ = ["Faults"]

_CHARS = 60


@dataclass(slots=True)
class Faults:
    """The faults of one table.

    Attributes
    ----------
    name : str
        Of the file.
    """

    name: str
    _found: dict[tuple[str, str, bool], list[str]] = field(default_factory=dict)
    _count: dict[tuple[str, str, bool], int] = field(default_factory=dict)

    def add(self, where: str, column: str, reason: str, value: object = None, *, lost: bool = False) -> None:
        """Note a fault.

        Parameters
        ----------
        where : str
            ``"line 5"``.
        column, reason : str
            Of what, and what is wrong; faults that share both are told together.
        value : object
            The first of which is told.
        lost : bool
            Whether the row was not used at all.
        """
        key = (column, reason, lost)
        self._count[key] = self._count.get(key, 0) + 1
        if key not in self._found:
            told = f" {str(value)[:_CHARS]!r}" if value is not None else ""
            self._found[key] = [where, f"{column}{told} {reason}".strip()]

    def problems(self) -> Iterator[Problem]:
        """Yield what is to be told, rows that were not used first."""
        for key in sorted(self._found, key=lambda key: not key[2]):
            (where, what), more = self._found[key], self._count[key] - 1
            others = f" and {more} more like it" if more else ""
            done = "row not used" if key[2] else "used without it"
            yield Problem(f"{self.name}, {where}{others}", f"{what}; {done}", partial=not key[2])
