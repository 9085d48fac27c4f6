"""What a run over many files should tell at its end: what was passed over, what was not used, what was cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conflictmap.model import Problem

__all__ = ["Ledger"]


class Ledger:
    """Gathers notes while files are read."""

    def __init__(self) -> None:
        self._skipped: dict[str, list[str]] = {}
        self._told_columns: set[str] = set()
        self._unused: list[Problem] = []
        self._split: list[tuple[str, int]] = []
        self._counts: dict[str, tuple[str, int]] = {}

    def skip(self, name: str, reason: str) -> None:
        """Note a file that is passed over."""
        self._skipped.setdefault(reason, []).append(name)

    def unused(self, name: str, columns: Iterable[str]) -> None:
        """Note columns of a file that went nowhere; each is told once, however many files have it."""
        fresh = [column for column in columns if column not in self._told_columns]
        self._told_columns.update(fresh)
        if fresh:
            self._unused.append(Problem(name, f"columns not used: {', '.join(fresh)}"))

    def count(self, what: str, where: str) -> None:
        """Note one more report of which `what` is to be told."""
        first, count = self._counts.get(what, (where, 0))
        self._counts[what] = first, count + 1

    def split(self, where: str, count: int) -> None:
        """Note a document that was divided into its articles."""
        self._split.append((where, count))

    def notes(self) -> Iterator[Problem]:
        """Yield all that is to be told, in the order of its weight."""
        for reason, names in self._skipped.items():
            yield Problem(", ".join(names), f"not read: {reason}")
        if self._split:
            yield Problem(self._split[0][0], self._divided())
        for what, (first, count) in self._counts.items():
            yield Problem(first, what + (f", and {count - 1:,} more like it" if count > 1 else ""))
        yield from self._unused

    def _divided(self) -> str:
        files = len(self._split)
        told = f"was divided into {self._split[0][1]:,} articles"
        return told if files == 1 else f"{told}, and {files - 1:,} more files into theirs"
