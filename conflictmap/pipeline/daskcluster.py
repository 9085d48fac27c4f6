"""A cluster of Dask: the engine past one machine. Needs the package distributed, which loads with this module.

The scheduler gives what a lost worker had in hand to another, so a worker that is killed costs time only. A bounded
number of chunks is on the cluster at once, however many reports there are.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import dask
from distributed import CancelledError, Client, Future, KilledWorker, LocalCluster, WorkerPlugin, get_worker
from distributed.comm import CommClosedError

from conflictmap import __version__
from conflictmap.model import BadInputError, ConflictmapError, Report
from conflictmap.pipeline.chunks import Answer, Chunk, Chunks, answer
from conflictmap.pipeline.kit import Kit
from conflictmap.pipeline.outcome import Outcome

__all__ = ["outcomes_of_cluster"]

_AHEAD = 4  # chunks a thread of a worker
_WAIT = 20  # seconds, for the scheduler to answer, and for a first worker
_SETTINGS = {
    "distributed.scheduler.allowed-failures": 10,  # whoever kills workers for their memory does it more than once
    "distributed.worker.daemon": True,
}


class _Tools(WorkerPlugin):  # type: ignore[misc]
    """A kit that each worker keeps, also one that joins later: a language of one's own is too large to send often."""

    def __init__(self, name: str, kit: Kit) -> None:
        self.name = name
        self.kit = kit

    def setup(self, worker: Any) -> None:  # noqa: ARG002 - Dask calls it so
        """Lay the kit ready."""
        self.kit = self.kit.loaded()


def _answer(name: str, reports: list[Report]) -> Answer:
    return answer(get_worker().plugins[name].kit, reports)


def outcomes_of_cluster(kit: Kit, reports: Iterable[Report], scheduler: str | None, jobs: int) -> Iterator[Outcome]:
    """Process reports on a cluster and yield what became of each, in order.

    Parameters
    ----------
    kit : Kit
    reports : iterable of Report
    scheduler : str or None
        Its address. ``None`` starts a cluster on this machine, which ends with the run.
    jobs : int
        Workers of such a cluster.

    Yields
    ------
    Outcome

    Raises
    ------
    BadInputError
        If nobody answers at the address, or the workers lack this version of conflictmap.
    ConflictmapError
        If the cluster is lost, or a chunk of reports kills every worker that takes it.
    """
    with _client(scheduler, jobs) as client:
        try:
            tools = _Tools(f"conflictmap-{id(kit)}-{client.id}", replace(kit, online=None))
            _check(client)
            client.register_plugin(tools)
            try:
                yield from _in_order(client, tools.name, Chunks(reports))
            finally:
                with contextlib.suppress(Exception):  # the cluster may be gone; the run ends all the same
                    client.unregister_worker_plugin(tools.name)
        except KilledWorker as error:
            raise ConflictmapError(f"the cluster lost every worker that took some reports: {_line(error)}") from error
        except (CancelledError, CommClosedError, TimeoutError) as error:
            raise ConflictmapError(f"the Dask cluster is lost ({_line(error)})") from error


@contextmanager
def _client(scheduler: str | None, jobs: int) -> Iterator[Client]:
    with dask.config.set(_SETTINGS), contextlib.ExitStack() as stack:
        if scheduler is None:
            local = LocalCluster(n_workers=jobs, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)
            scheduler = stack.enter_context(local).scheduler_address
        try:
            client = Client(scheduler, timeout=_WAIT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise BadInputError(f"--scheduler {scheduler}: no Dask scheduler answers there") from error
        yield stack.enter_context(client)


def _check(client: Client) -> None:
    """Refuse a cluster without workers, and workers that would read by other rules."""
    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except TimeoutError as error:
        raise BadInputError("the Dask cluster has no worker") from error
    try:
        found = set(client.run(_version).values())
    except Exception as error:
        raise BadInputError(f"the workers of the cluster cannot load conflictmap: {_line(error)}") from error
    if found != {__version__}:
        others = ", ".join(sorted(found - {__version__}))
        raise BadInputError(f"the workers of the cluster have conflictmap {others}, here is {__version__}")


def _version() -> str:
    return __version__


def _in_order(client: Client, tools: str, chunks: Chunks) -> Iterator[Outcome]:
    waiting: deque[tuple[Chunk, Future]] = deque()
    room = _AHEAD * max(1, sum(client.nthreads().values()))
    more = True
    while more or waiting:
        while more and len(waiting) < room:
            chunk = chunks.take()
            if chunk is None:
                more = False
            else:
                waiting.append((chunk, client.submit(_answer, tools, chunk.reports, pure=False)))
        if waiting:
            _, future = waiting.popleft()
            outcomes, seconds = future.result()
            chunks.learn(seconds)
            future.release()
            yield from outcomes


def _line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
