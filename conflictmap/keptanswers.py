"""Answers of servers kept on disk, so that no question is put twice and a run can be repeated without a network.

Floor 1, standard library only.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from conflictmap.model import BadInputError, ConflictmapError

__all__ = ["KeptAnswers"]

_SCHEMA = "CREATE TABLE IF NOT EXISTS answers (domain TEXT, query TEXT, answer TEXT, PRIMARY KEY (domain, query))"
_WAIT = 60.0  # seconds for another process to finish writing


class KeptAnswers:
    """Answers by who was asked and what, in one SQLite file that several processes may use at once.

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

    def get(self, asked: str, question: str) -> str | None:
        """Return a kept answer.

        Parameters
        ----------
        asked, question : str
            Who was asked, and what.

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
                row = connection.execute(
                    "SELECT answer FROM answers WHERE domain = ? AND query = ?", (asked, question)
                ).fetchone()
        except sqlite3.Error as error:
            raise ConflictmapError(f"{self.path}: {error}") from error
        return row[0] if row is not None and isinstance(row[0], str) else None

    def put(self, asked: str, question: str, answer: str) -> None:
        """Keep an answer.

        Parameters
        ----------
        asked, question, answer : str
            All of them without lone surrogates.

        Raises
        ------
        ConflictmapError
            If the file cannot be written.
        """
        try:
            with self._open() as connection:
                connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", (asked, question, answer))
        except sqlite3.Error as error:
            raise ConflictmapError(f"{self.path}: {error}") from error
