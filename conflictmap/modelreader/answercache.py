"""Answers kept on disk, so that a run can be repeated without asking, and without a network."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from conflictmap.gazetteer import cache_folder
from conflictmap.model import BadInputError, ConflictmapError

__all__ = ["Cache", "open_cache"]

_FILE = "llm-answers.sqlite"
_SCHEMA = "CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, model TEXT, content TEXT NOT NULL)"
_WAIT = 60.0  # seconds for another process to finish writing


class Cache:
    """Answers by key, in one SQLite file that several processes may use at once.

    Parameters
    ----------
    path : pathlib.Path
        Made if it is not there.

    Raises
    ------
    BadInputError
        If it cannot be made, or is something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._open() as connection:
                connection.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise BadInputError(f"{path}: answers cannot be kept there: {error}") from error

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open it for one question: no connection is there when a process is forked."""
        with closing(sqlite3.connect(self.path, timeout=_WAIT)) as connection, connection:
            yield connection

    def get(self, key: str) -> str | None:
        """Return a kept answer.

        Parameters
        ----------
        key : str

        Returns
        -------
        str or None

        Raises
        ------
        ConflictmapError
            If the file cannot be read.
        """
        try:
            with self._open() as connection:
                row = connection.execute("SELECT content FROM answers WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            raise ConflictmapError(f"{self.path}: {error}") from error
        return row[0] if row is not None and isinstance(row[0], str) else None

    def put(self, key: str, model: str, content: str) -> None:
        """Keep an answer.

        Parameters
        ----------
        key, model, content : str

        Raises
        ------
        ConflictmapError
            If the file cannot be written.
        """
        try:
            with self._open() as connection:
                connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (key, model, content))
        except sqlite3.Error as error:
            raise ConflictmapError(f"{self.path}: {error}") from error


def open_cache(folder: Path | None) -> Cache | None:
    """Open the cache of a folder.

    Parameters
    ----------
    folder : pathlib.Path or None
        The user's cache folder if not given; without one nothing is kept.

    Returns
    -------
    Cache or None

    Raises
    ------
    BadInputError
        If nothing can be kept in the folder.
    """
    folder = folder or cache_folder()
    return Cache(folder / _FILE) if folder is not None else None
