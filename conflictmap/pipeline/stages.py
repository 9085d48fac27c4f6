"""One report through the stages; whatever it holds costs itself only."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from conflictmap.extraction import read_report
from conflictmap.gazetteer import Gazetteer
from conflictmap.geocoding import geocode
from conflictmap.geocoding.gate import gate_of
from conflictmap.language import Language
from conflictmap.model import Geocode, Located, Problem, Report
from conflictmap.pipeline.filters import Filters
from conflictmap.pipeline.outcome import Outcome

__all__ = ["Online", "process", "settle"]

Online = Callable[[str], Geocode | None]
"""Something that places a location string, such as `conflictmap.geocoding.online.online()`."""

_MESSAGE_CHARS = 300


def process(
    report: Report,
    language: Language,
    gazetteer: Gazetteer,
    filters: Filters | None = None,
    online: Online | None = None,
) -> Outcome:
    """Take one report through extraction, geocoding and the filters.

    Parameters
    ----------
    report : Report
    language : Language
    gazetteer : Gazetteer
    filters : Filters, optional
    online : callable, optional
        Asked for places that the gazetteer does not know; see `conflictmap.geocoding.geocode`.

    Returns
    -------
    Outcome
        With a `Problem` where the report was too long to be read to its end, and where a stage raised: whatever a
        report holds must not cost the other reports.
    """
    wanted = filters or Filters()
    if online is None and not gate_of(gazetteer, language).opens(report):
        return Outcome(report.id, left_out=((report.id, "elsewhere"),))
    try:
        reading = read_report(report, language)
        found = geocode(reading.incidents, gazetteer, language=language, online=online)
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:_MESSAGE_CHARS]
        return Outcome(report.id, problem=Problem(report.id, f"could not be processed ({reason})"))
    return settle(report.id, found, wanted, _cut_short(report, reading.stopped_at))


def settle(
    report_id: str,
    found: Iterable[Located],
    filters: Filters,
    problem: Problem | None = None,
    *,
    of_table: bool = False,
) -> Outcome:
    """Ask the filters of located incidents, wherever they are from.

    Parameters
    ----------
    report_id : str
    found : iterable of Located
    filters : Filters
    problem : Problem, optional
    of_table : bool
        Whether they are rows of a table.

    Returns
    -------
    Outcome
    """
    reasons = [(located, filters.reason(located)) for located in found]
    return Outcome(
        report_id,
        tuple(located for located, reason in reasons if reason is None),
        tuple((located.incident.id, reason) for located, reason in reasons if reason is not None),
        problem,
        of_table,
    )


def _cut_short(report: Report, stopped_at: int | None) -> Problem | None:
    """Tell of a report that was too long to be read to its end."""
    if stopped_at is None:
        return None
    return Problem(report.id, f"was read only up to character {stopped_at:,}: split it into its reports", partial=True)
