"""One report through the stages; whatever it holds costs itself only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from conflictmap.extraction import read_report
from conflictmap.gazetteer import Gazetteer
from conflictmap.geocoding import geocode
from conflictmap.geocoding.locating.gate import gate_of
from conflictmap.language import Language
from conflictmap.model import ConflictmapError, Geocode, Incident, Located, Problem, Reading, Report
from conflictmap.pipeline.filters import Filters
from conflictmap.pipeline.outcome import Outcome
from conflictmap.plugins import Geocoder, Reader, Tools, placed_by, read_by

__all__ = ["Online", "gazetteer_geocoder", "process", "rules_reader", "settle"]

Online = Callable[[str], Geocode | None]
"""Something that places a location string, such as `conflictmap.geocoding.online.online()`."""

_MESSAGE_CHARS = 300


def rules_reader(tools: Tools) -> Reader:
    """Make our own reader, which goes by the rules of a language.

    Parameters
    ----------
    tools : Tools

    Returns
    -------
    Reader
    """

    def read(report: Report) -> Reading:
        return read_report(report, tools.language)

    return read


def gazetteer_geocoder(tools: Tools) -> Geocoder:
    """Make our own geocoder, which knows the places of the gazetteer.

    Parameters
    ----------
    tools : Tools

    Returns
    -------
    Geocoder
    """

    def locate(incidents: Sequence[Incident]) -> list[Located]:
        return geocode(incidents, tools.gazetteer, language=tools.language)

    return locate


def process(
    report: Report,
    language: Language,
    gazetteer: Gazetteer,
    filters: Filters | None = None,
    online: Online | None = None,
    reader: Reader | None = None,
    geocoder: Geocoder | None = None,
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
    reader, geocoder : callable, optional
        To use instead of ours; what they give is looked at. With a geocoder of others every report is read: only ours
        knows what it could not place anyway.

    Returns
    -------
    Outcome
        With a `Problem` where the report was too long to be read to its end, and where a stage raised: whatever a
        report holds must not cost the other reports.
    """
    wanted = filters or Filters()
    if geocoder is None and online is None and not gate_of(gazetteer, language).opens(report):
        return Outcome(report.id, left_out=((report.id, "elsewhere"),))
    reading = Reading(())
    try:
        reading = read_report(report, language) if reader is None else read_by(reader, report)
        if geocoder is None:
            found = geocode(reading.incidents, gazetteer, language=language, online=online)
        else:
            found = placed_by(geocoder, reading.incidents)
    except Exception as error:
        problem = Problem(report.id, f"could not be processed ({_reason(error)})")
        return Outcome(report.id, problem=problem, counted=getattr(error, "counted", reading.counted))
    outcome = settle(report.id, found, wanted, _cut_short(report, reading.stopped_at))
    return replace(outcome, counted=reading.counted) if reading.counted else outcome


def _reason(error: Exception) -> str:
    """Return what went wrong in one line; errors that are raised on purpose say all there is to say."""
    kind = "" if isinstance(error, ConflictmapError) else f"{type(error).__name__}: "
    return " ".join(f"{kind}{error}".split())[:_MESSAGE_CHARS]


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
