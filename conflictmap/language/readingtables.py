"""Tables of ``rules/<language>/reading/``: lists of words by name, which extraction compiles for itself.

Each file belongs to one module of extraction, and that module says which tables and lists it knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from conflictmap.model import BadInputError

__all__ = ["WordLists", "WordSets", "check_reading"]


class WordSets(dict[str, frozenset[str]]):
    """Sets of words by name, empty where there are none."""

    def __missing__(self, name: str) -> frozenset[str]:
        """Return the empty set."""
        return frozenset()


_NONE = WordSets()


class WordLists(dict[str, WordSets]):
    """The lists of one file as sets, by table and name; what is missing is empty, what is unknown an error.

    Parameters
    ----------
    tables : mapping
        Table -> name -> words.
    label : str
        The file, for messages.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, Any]], label: str) -> None:
        super().__init__(
            {name: WordSets({key: frozenset(words) for key, words in held.items()}) for name, held in tables.items()}
        )
        self._tables = tables
        self._label = label

    def __missing__(self, table: str) -> WordSets:
        """Return no lists, for a table that the language has not."""
        return _NONE

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables."""
        return tuple(self._tables)

    def of(self, table: str, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the lists of a table by name.

        Parameters
        ----------
        table : str
        names : iterable of str
            All that the table may hold.

        Raises
        ------
        BadInputError
            If the table holds another list.
        """
        known = tuple(names)
        held = self._tables.get(table, {})
        if unknown := sorted(set(held) - set(known)):
            raise BadInputError(f"{self._label}: [{table}]: unknown list {unknown[0]!r}; known are {', '.join(known)}")
        return {name: tuple(held.get(name, ())) for name in known}

    def sets(self, table: str, names: Iterable[str]) -> dict[str, frozenset[str]]:
        """Return the lists of a table as sets, by name.

        Parameters
        ----------
        table : str
        names : iterable of str
        """
        return {name: frozenset(words) for name, words in self.of(table, names).items()}

    def table(self, table: str) -> dict[str, tuple[str, ...]]:
        """Return every list of a table that may hold any.

        Parameters
        ----------
        table : str
        """
        return {name: tuple(words) for name, words in self._tables.get(table, {}).items()}


def check_reading(files: Mapping[str, Any], folder: str) -> None:
    """Check that every file holds tables, and every table lists of words.

    Parameters
    ----------
    files : mapping
        Name of a file, without its ending, -> its tables.
    folder : str
        For messages.

    Raises
    ------
    BadInputError
        For a value of the wrong form, or a word that stands twice in one list.
    """
    for name, tables in files.items():
        for table, lists in tables.items():
            label = f"{folder}/reading/{name}.toml: [{table}]"
            if not isinstance(lists, Mapping):
                raise BadInputError(f"{label}: a table is wanted")
            for key, words in lists.items():
                _check_list(words, f"{label} {key}")


def _check_list(words: object, label: str) -> None:
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise BadInputError(f"{label}: a list of words is wanted, none of them empty")
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise BadInputError(f"{label}: {word!r} stands twice")
        seen.add(word)
