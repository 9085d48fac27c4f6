"""Runs over reports: in this process, in several, or on a cluster of Dask."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from conflictmap.gazetteer import Gazetteer
from conflictmap.language import Language
from conflictmap.model import BadInputError, Report
from conflictmap.model.engines import ENGINES, Engine
from conflictmap.pipeline.filters import Filters
from conflictmap.pipeline.kit import Kit
from conflictmap.pipeline.outcome import Outcome, Result
from conflictmap.pipeline.processes import cores, outcomes_of_processes
from conflictmap.pipeline.stages import Online
from conflictmap.plugins import Choice, Geocoder, Reader

__all__ = ["iterate", "outcomes_of", "run"]

_PROCESSES, _DASK = ENGINES
_MANY = 500  # reports; below it starting processes costs more than they save


def outcomes_of(
    kit: Kit,
    reports: Iterable[Report],
    *,
    jobs: int | None = 1,
    engine: Engine = "processes",
    scheduler: str | None = None,
) -> Iterator[Outcome]:
    """Process reports and yield what became of each, in order, whatever does the work.

    Parameters
    ----------
    kit : Kit
        If it asks a service for places, this process does all the work: it may ask no faster anyway.
    reports : iterable of Report
        Read as they are needed, so that there may be more than fit into memory.
    jobs : int or None
        Processes. ``None``: one for each core if there are many reports, else this one.
    engine : str
        Of `ENGINES`.
    scheduler : str, optional
        Address of a Dask cluster's scheduler; without one a cluster of `jobs` processes is started here.

    Yields
    ------
    Outcome

    Raises
    ------
    BadInputError
        For an unknown engine, if the package for it is not installed, or nobody answers at the scheduler's address.
    ConflictmapError
        If the processes or the cluster die.
    """
    if engine not in ENGINES:
        raise BadInputError(f"unknown engine {engine!r}; known are {', '.join(ENGINES)}")
    if scheduler is not None and engine != _DASK:
        raise BadInputError(f"a scheduler is of use with the engine {_DASK} only")
    reports = iter(reports)
    if engine == _DASK and kit.online is None:
        yield from _on_dask(kit, reports, jobs, scheduler)
        return
    if jobs is None:
        head = list(itertools.islice(reports, _MANY))
        jobs = cores() if len(head) == _MANY else 1
        reports = itertools.chain(head, reports)
    if jobs > 1 and kit.online is None:
        yield from outcomes_of_processes(kit, reports, jobs)
    else:
        kit = kit.loaded()
        for report in reports:
            yield from kit.outcomes([report])


def _on_dask(kit: Kit, reports: Iterator[Report], jobs: int | None, scheduler: str | None) -> Iterator[Outcome]:
    try:
        from conflictmap.pipeline.daskcluster import outcomes_of_cluster  # noqa: PLC0415 - an extra, and slow to load
    except ModuleNotFoundError as error:
        raise BadInputError("--engine dask needs the package distributed: pip install 'conflictmap[dask]'") from error
    yield from outcomes_of_cluster(kit, reports, scheduler, jobs or cores())


def iterate(
    reports: Iterable[Report],
    *,
    country: str = "iraq",
    language: Language | None = None,
    gazetteer: Gazetteer | None = None,
    filters: Filters | None = None,
    online: Online | None = None,
    jobs: int | None = 1,
    engine: Engine = "processes",
    scheduler: str | None = None,
    reader: Reader | Choice | None = None,
    geocoder: Geocoder | Choice | None = None,
) -> Iterator[Outcome]:
    """Process reports and yield what became of each, in order.

    Parameters
    ----------
    reports : iterable of Report
        Read as they are needed, so that there may be more than fit into memory.
    country : str
        Folder of the gazetteer.
    language, gazetteer : optional
        To use instead of those that are shipped. Where processes are started afresh they are copied to each.
    filters : Filters, optional
    online : callable, optional
        Asked for places that the gazetteer does not know, from this process only: it may ask no faster anyway.
    jobs : int or None
        Processes. ``None``: one for each core if there are many reports, else this one.
    engine : str
        Of `ENGINES`.
    scheduler : str, optional
        Address of a Dask cluster's scheduler; without one a cluster of `jobs` processes is started here.
    reader, geocoder : callable or Choice, optional
        To use instead of ours: a `plugins.Reader` and a `plugins.Geocoder`, or ``Choice("name")`` of one that an
        installed package offers.

    Yields
    ------
    Outcome

    Raises
    ------
    ConflictmapError
        As `outcomes_of` does.
    """
    kit = Kit(country, language, gazetteer, filters, online, reader=reader, geocoder=geocoder)
    yield from outcomes_of(kit, reports, jobs=jobs, engine=engine, scheduler=scheduler)


def run(
    reports: Iterable[Report],
    *,
    country: str = "iraq",
    language: Language | None = None,
    gazetteer: Gazetteer | None = None,
    filters: Filters | None = None,
    online: Online | None = None,
    jobs: int | None = 1,
    engine: Engine = "processes",
    scheduler: str | None = None,
    reader: Reader | Choice | None = None,
    geocoder: Geocoder | Choice | None = None,
) -> Result:
    """Process reports and gather what became of them; the parameters are those of `iterate`.

    Parameters
    ----------
    reports : iterable of Report
    country : str
    language, gazetteer : optional
    filters : Filters, optional
    online : callable, optional
    jobs : int or None
    engine : str
    scheduler : str, optional
    reader, geocoder : callable or Choice, optional

    Returns
    -------
    Result

    Raises
    ------
    ConflictmapError
        As `outcomes_of` does.

    Examples
    --------
    >>> run([]).located
    []
    """
    kit = Kit(country, language, gazetteer, filters, online, reader=reader, geocoder=geocoder)
    result = Result()
    for outcome in outcomes_of(kit, reports, jobs=jobs, engine=engine, scheduler=scheduler):
        result.add(outcome)
    return result
