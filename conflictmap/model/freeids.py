"""Ids that nothing else bears, in time that grows as their number."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["FreeIds"]


class FreeIds:
    """Gives ids away, each once: one that is taken gets a suffix, ``-2``, ``-3`` ...

    Parameters
    ----------
    is_taken : callable, optional
        Tells whether something else has given an id away.
    """

    def __init__(self, is_taken: Callable[[str], bool] | None = None) -> None:
        self._is_taken = is_taken
        self._used: set[str] = set()
        self._last: dict[str, int] = {}  # where to go on: an id that all want would take time as its square

    def take(self, wanted: str) -> str:
        """Return an id that nobody has yet.

        Parameters
        ----------
        wanted : str
            Its beginning, and all of it if that is free.
        """
        found, number = wanted, self._last.get(wanted, 1)
        if number > 1:
            found, number = f"{wanted}-{number + 1}", number + 1
        while self._taken(found):
            number += 1
            found = f"{wanted}-{number}"
        self._last[wanted] = number
        self._used.add(found)
        return found

    def _taken(self, name: str) -> bool:
        return name in self._used or (self._is_taken is not None and self._is_taken(name))
