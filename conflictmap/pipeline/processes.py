"""Many processes of this machine. A worker that dies costs time, and none outlives the process that started it.

Each worker has a pipe of its own, on which it alone writes: one that is killed half way through an answer is noticed,
where a queue that all share would be blocked for good.
"""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Literal

from conflictmap.model import ConflictmapError, Report
from conflictmap.pipeline.chunks import Answer, Chunk, Chunks, answer
from conflictmap.pipeline.kit import Kit
from conflictmap.pipeline.outcome import Outcome

__all__ = ["cores", "outcomes_of_processes"]

_AHEAD = 6  # chunks a worker that may be read before the oldest is done
_IN_HAND = 2  # chunks a worker has at once: the one it reads and the next
_SAFE = 32_768  # bytes that a pipe takes while nobody reads; a larger chunk waits until its worker asks for it
_WARMING = 20  # reports that this process reads itself at most
_FORKING: Literal["linux"] = "linux"  # elsewhere the libraries of the system do not bear it
_HINT = "a script that asks for several jobs needs `if __name__ == '__main__':`, and each job needs memory"


def cores() -> int:
    """Return how many processors this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def outcomes_of_processes(kit: Kit, reports: Iterable[Report], jobs: int) -> Iterator[Outcome]:
    """Process reports in several processes and yield what became of each, in order.

    Parameters
    ----------
    kit : Kit
    reports : iterable of Report
        Read as they are needed: a bounded number of chunks before the one that is yielded.
    jobs : int
        Processes beside this one.

    Yields
    ------
    Outcome

    Raises
    ------
    ConflictmapError
        If the processes cannot be started.
    """
    reports = iter(reports)
    forks = _may_fork()
    if forks:
        # What this process loads and works out before, its forks have without loading it.
        kit = kit.loaded()
        for _, report in zip(range(_WARMING), reports, strict=False):
            (outcome,) = kit.outcomes([report])
            yield outcome
            if outcome.located or outcome.rows:
                break
    else:
        kit.must_travel()
    first = next(reports, None)
    if first is None:
        return
    team = _Team(kit, jobs, forks=forks)
    try:
        yield from _in_order(team, Chunks(itertools.chain([first], reports)))
    finally:
        team.end()


def _may_fork() -> bool:
    """Whether a fork is safe: it copies the locks of whatever threads the caller runs, in whatever state they are."""
    return sys.platform == _FORKING and threading.active_count() == 1


def _in_order(team: _Team, chunks: Chunks) -> Iterator[Outcome]:
    """Hand chunks out, take answers in, and yield the outcomes in order."""
    pending: deque[Chunk] = deque()  # handed out or waiting for a worker, oldest first
    more = True
    while True:
        while more and len(pending) < _AHEAD * len(team.workers) and team.wants():
            chunk = chunks.take()
            if chunk is None:
                more = False
                break
            pending.append(chunk)
            team.give(chunk)
        while pending and pending[0].done:
            yield from pending.popleft().outcomes
        if not pending:
            if not more:
                return
            continue
        for seconds in team.listen():
            chunks.learn(seconds)


@dataclass(slots=True)
class _Worker:
    """A process and the chunks it has in hand, the one it reads first."""

    process: BaseProcess
    line: Connection
    in_hand: deque[Chunk] = field(default_factory=deque)
    ready: bool = False


class _Team:
    """The workers, and the chunks that wait for one."""

    def __init__(self, kit: Kit, jobs: int, *, forks: bool) -> None:
        self._kit = kit
        self._forks = forks
        self._context: BaseContext = multiprocessing.get_context("fork" if forks else "spawn")
        self._waiting: deque[Chunk] = deque()
        self.workers: list[_Worker] = []
        for _ in range(jobs):
            self.workers.append(self._hired())

    def _hired(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        inherited = [ours, *(worker.line for worker in self.workers)] if self._forks else []
        args = (theirs, inherited, self._kit, gc.get_threshold())
        process = self._context.Process(target=_serve, args=args, daemon=True)  # type: ignore[attr-defined]
        try:
            process.start()
        except OSError as error:
            raise ConflictmapError(f"a worker process cannot be started: {error}") from error
        theirs.close()
        return _Worker(process, ours)

    def wants(self) -> bool:
        """Whether a worker could take one more chunk."""
        return not self._waiting and any(len(worker.in_hand) < _IN_HAND for worker in self.workers)

    def give(self, chunk: Chunk) -> None:
        """Give a chunk to the worker with least to do, or let it wait for one."""
        self._waiting.append(chunk)
        self._hand_out()

    def _hand_out(self) -> None:
        while self._waiting:
            worker = min(self.workers, key=lambda worker: len(worker.in_hand))
            if len(worker.in_hand) >= _IN_HAND:
                return
            chunk = self._waiting[0]
            parcel = pickle.dumps(chunk.rest, pickle.HIGHEST_PROTOCOL)
            # To a worker that has nothing in hand any parcel may be sent: it listens. One that is busy writing an
            # answer does not, and while we wrote to it neither would go on.
            if (worker.in_hand or not worker.ready) and len(parcel) > _SAFE:
                return
            self._waiting.popleft()
            worker.in_hand.append(chunk)
            try:
                worker.line.send_bytes(parcel)
            except OSError:
                self._replace(worker)

    def listen(self) -> list[float]:
        """Wait for answers and put them down in their chunks; return how many seconds each took."""
        lines = {worker.line: worker for worker in self.workers}
        taken = [self._heard(lines[line]) for line in wait(list(lines)) if isinstance(line, Connection)]
        self._hand_out()
        return [seconds for seconds in taken if seconds is not None]

    def _heard(self, worker: _Worker) -> float | None:
        try:
            told: Answer | None = worker.line.recv()
        except (EOFError, OSError):
            self._replace(worker)
            return None
        if told is None:
            worker.ready = True
            return None
        chunk = worker.in_hand.popleft()
        outcomes, seconds = told
        chunk.outcomes += outcomes
        if not chunk.done:
            self._waiting.appendleft(chunk)
        return seconds

    def _replace(self, worker: _Worker) -> None:
        """Put another in the place of a worker that died; what it had in hand is read again."""
        if not worker.ready:
            raise ConflictmapError(f"a worker process died; {_HINT}")
        if worker.in_hand:
            worker.in_hand[0].mourn()
        self._waiting.extendleft(reversed([chunk for chunk in worker.in_hand if not chunk.done]))
        _dismiss(worker)
        self.workers.remove(worker)
        self.workers.append(self._hired())

    def end(self) -> None:
        """End all workers, whatever they do."""
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            _dismiss(worker)


def _dismiss(worker: _Worker) -> None:
    worker.process.kill()
    worker.process.join()
    worker.line.close()


def _serve(line: Connection, inherited: list[Connection], kit: Kit, thresholds: tuple[int, int, int]) -> None:
    """Be a worker: read what comes, answer, until the line is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started the workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for end in inherited:  # by a fork: while it has them too, nobody notices when they are closed
        end.close()
    gc.freeze()  # what is loaded stays: never looked through, it remains shared with the process it was forked from
    gc.set_threshold(*thresholds)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    try:
        kit = kit.loaded()
        line.send(None)
        while True:
            line.send(answer(kit, pickle.loads(line.recv_bytes())))  # noqa: S301 - our own parent wrote it
    except (EOFError, OSError):
        os._exit(0)


def _end_with_parent() -> None:
    """End this process when the one that started it is gone, killed or not: nobody wants its answers."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
