"""Reports by the handful: as many as keep a worker busy for a moment, read when they are needed."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from conflictmap.model import Problem, Report
from conflictmap.pipeline.kit import Kit
from conflictmap.pipeline.outcome import Outcome

__all__ = ["Answer", "Chunk", "Chunks", "answer"]

Answer = tuple[list[Outcome], float]
"""What became of some reports, and the seconds that it took."""

_FIRST, _LEAST, _MOST = 8_000, 2_000, 256_000  # characters
_PAPER = 100  # characters that a report counts for beside its own: what each costs however short it is
_SECONDS = 0.2  # that a chunk should take: long beside the cost of handing it over, short at the end of a run
_PACE = 2.0  # by which the size changes from one chunk to the next at most
_DEATHS = 2  # of workers, after which a report is no longer tried


@dataclass(slots=True)
class Chunk:
    """Some reports that one worker takes at once, and what became of them.

    Attributes
    ----------
    number : int
        Position among the chunks.
    reports : list of Report
    outcomes : list of Outcome
        Of the first of them, as far as they are known.
    deaths : int
        How many workers died over the next one.
    """

    number: int
    reports: list[Report]
    outcomes: list[Outcome] = field(default_factory=list)
    deaths: int = 0

    @property
    def rest(self) -> list[Report]:
        """The reports to be read next: all, or one alone if a worker died over them."""
        done = len(self.outcomes)
        return self.reports[done : done + 1] if self.deaths else self.reports[done:]

    @property
    def done(self) -> bool:
        """Whether nothing is left to read."""
        return len(self.outcomes) == len(self.reports)

    def mourn(self) -> None:
        """Note that a worker died over the rest; a report that alone killed several is given up and told."""
        alone = len(self.rest) == 1
        self.deaths += 1
        if alone and self.deaths > _DEATHS:
            report = self.rest[0]
            problem = Problem(report.id, "could not be processed (its process died, perhaps from want of memory)")
            self.outcomes.append(Outcome(report.id, problem=problem))
            self.deaths = 1  # what is left goes on one by one


class Chunks:
    """The reports of a run in chunks, made as they are asked for.

    Parameters
    ----------
    reports : iterable of Report
    """

    def __init__(self, reports: Iterable[Report]) -> None:
        self._reports: Iterator[Report] = iter(reports)
        self._size = float(_FIRST)
        self._number = 0

    def take(self) -> Chunk | None:
        """Return the next chunk, ``None`` after the last."""
        taken: list[Report] = []
        size = 0
        for report in self._reports:
            taken.append(report)
            size += len(report.text) + len(report.title) + _PAPER
            if size >= self._size:
                break
        if not taken:
            return None
        self._number += 1
        return Chunk(self._number - 1, taken)

    def learn(self, seconds: float) -> None:
        """Let the next chunks be larger or smaller, by how long one took."""
        change = min(_PACE, max(1 / _PACE, _SECONDS / max(seconds, 1e-6)))
        # A part of the way: one slow chunk says little of the next.
        self._size = min(float(_MOST), max(float(_LEAST), self._size * change**0.5))


def answer(kit: Kit, reports: list[Report]) -> Answer:
    """Return what becomes of reports, and the seconds that it took.

    Parameters
    ----------
    kit : Kit
    reports : list of Report

    Returns
    -------
    (list of Outcome, float)
    """
    started = time.perf_counter()
    return kit.outcomes(reports), time.perf_counter() - started
