"""What readers and geocoders of others give back is held against what the rest of the house relies on.

A slip costs its report, and the message names the incident and the fault; nothing unsound gets any further.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from reprlib import Repr
from typing import Any

from conflictmap import codebook
from conflictmap.model import Count, Evidence, Geocode, Incident, Located, Reading, Report, Span
from conflictmap.model.housemates import FIELDS, LEFT_OUT
from conflictmap.plugins.protocols import Accountant, Geocoder, Reader
from conflictmap.remainders import with_remainders

__all__ = ["account_of", "placed_by", "read_by"]

_MOST = 10_000
"""Incidents of one report; the longest round-up has a hundredth of it."""

_ACCOUNT_CHARS = 1_000
_MOST_PERSONS = 100_000_000

_SHORT = Repr()
_SHORT.maxother = 80


def _shown(value: Any) -> str:
    """Return a value for a message, however long it is."""
    return _SHORT.repr(value)


def read_by(reader: Reader, report: Report) -> Reading:
    """Let a reader read a report, and look at what it found.

    Parameters
    ----------
    reader : Reader
    report : Report

    Returns
    -------
    Reading

    Raises
    ------
    ValueError
        If what it found is not what a `Reader` has to give.
    RuntimeError
        If it tried to end the program.
    """
    try:
        given = reader(report)
        reading = _sound_reading(given) if isinstance(given, Reading) else Reading(tuple(_some(given)))
    except SystemExit as error:
        raise RuntimeError(f"the reader called exit({_shown(error.code)})") from error
    for number, incident in enumerate(reading.incidents):
        _refuse(f"incident {number + 1}", _faults_of_incident(incident, number, report))
    for number, incident in enumerate(reading.incidents):
        _refuse(f"incident {number + 1}", _faults_of_total(incident, reading.incidents))
    return reading


def placed_by(geocoder: Geocoder, incidents: Sequence[Incident]) -> list[Located]:
    """Let a geocoder place the incidents of a report, and look at what it gives.

    Parameters
    ----------
    geocoder : Geocoder
    incidents : sequence of Incident

    Returns
    -------
    list of Located
        In order; a total tells what it holds beyond its parts.

    Raises
    ------
    ValueError
        If what it gives is not what a `Geocoder` has to give.
    RuntimeError
        If it tried to end the program.
    """
    if not incidents:
        return []
    try:
        found = list(_some(geocoder(incidents)))
    except SystemExit as error:
        raise RuntimeError(f"the geocoder called exit({_shown(error.code)})") from error
    if len(found) != len(incidents):
        raise ValueError(f"{len(found)} places for {len(incidents)} incidents")
    for located, incident in zip(found, incidents, strict=True):
        _refuse(f"the place of incident {incident.number + 1}", _faults_of_located(located, incident))
    return with_remainders(found)


def account_of(reader: Any, counted: Mapping[str, int]) -> str | None:
    """Let a reader tell what all its readings came to.

    Parameters
    ----------
    reader : object
    counted : mapping of str to int
        Sums of `Reading.counted`.

    Returns
    -------
    str or None
        ``None`` for one that keeps no account; that it fails is told and harms nothing that was read.
    """
    if not isinstance(reader, Accountant):
        return None
    try:
        return str(reader.account(counted))[:_ACCOUNT_CHARS]
    except (Exception, SystemExit) as error:
        return f"conflictmap: warning: the reader gives no account ({type(error).__name__}: {_shown(str(error))})"


def _sound_reading(given: Reading) -> Reading:
    """Return a reading whose parts are of the types that they should be."""
    counted = tuple((str(name), int(number)) for name, number in given.counted)
    stopped_at = None if given.stopped_at is None else int(given.stopped_at)
    return Reading(tuple(_some(given.incidents)), stopped_at, counted)


def _some(given: Iterable[Any]) -> list[Any]:
    """Return all that is given, unless there is no end to it."""
    found = list(islice(given, _MOST + 1))
    if len(found) > _MOST:
        raise ValueError(f"more than {_MOST:,} incidents in one report")
    return found


def _refuse(what: str, faults: Iterator[str]) -> None:
    fault = next(faults, None)
    if fault is not None:
        raise ValueError(f"{what}: {fault}")


def _faults_of_incident(incident: Any, number: int, report: Report) -> Iterator[str]:
    if not isinstance(incident, Incident):
        yield f"is no Incident but {type(incident).__name__}"
        return
    if incident.report is not report and incident.report != report:
        yield "is of another report"
    if incident.number != number:
        yield f"its number is {_shown(incident.number)} and not {number}"
    if incident.kind not in codebook.kinds():
        yield f"no kind {_shown(incident.kind)} in the codebook"
    if not _is_whole(incident.attacks, 1):
        yield f"{_shown(incident.attacks)} attacks"
    yield from _faults_of_counts(incident)
    yield from _faults_of_codes(incident)
    for span in _spans(incident):
        if not _points_into(span, report):
            yield f"{_shown(span)} does not point into the report"


def _faults_of_counts(incident: Incident) -> Iterator[str]:
    counts = [incident.killed, incident.wounded, incident.abducted, *(victim.count for victim in incident.victims)]
    for count in counts:
        if count is not None and not _is_count(count):
            yield f"{_shown(count)} is no count of persons"


def _is_count(count: Any) -> bool:
    return isinstance(count, Count) and all(end is None or _is_whole(end, 0) for end in (count.low, count.high))


def _faults_of_codes(incident: Incident) -> Iterator[str]:
    book = codebook.load_codebook()
    told = {
        "doubt": (incident.doubts, codebook.doubts()),
        "role": ((evidence.role for evidence in incident.evidence), book.ids("role")),
        "group": ((victim.group for victim in incident.victims), codebook.groups()),
    }
    for what, (used, known) in told.items():
        yield from (f"no {what} {_shown(name)} in the codebook" for name in used if name not in known)


def _faults_of_total(incident: Incident, others: Sequence[Incident]) -> Iterator[str]:
    total = incident.total
    if total is None:
        return
    if not _is_whole(total, 0) or total >= len(others) or total == incident.number or not others[total].aggregate:
        yield f"{_shown(total)} is not the number of a total"


def _spans(incident: Incident) -> Iterator[Any]:
    yield incident.sentence
    for evidence in incident.evidence:
        yield evidence.span if isinstance(evidence, Evidence) else evidence
    yield from (phrase.span for phrase in incident.places if phrase.span is not None)


def _points_into(span: Any, report: Report) -> bool:
    if not isinstance(span, Span) or span.field not in FIELDS:
        return False
    return _is_whole(span.start, 0) and _is_whole(span.end, span.start) and span.end <= len(report.part(span.field))


def _faults_of_located(located: Any, incident: Incident) -> Iterator[str]:
    if not isinstance(located, Located):
        yield f"is no Located but {type(located).__name__}"
        return
    if located.incident is not incident and located.incident != incident:
        yield "is that of another incident"
    if located.left_out not in (None, *LEFT_OUT):
        yield f"left out as {_shown(located.left_out)}"
    if located.geocode is not None:
        yield from _faults_of_geocode(located.geocode)
    elif located.left_out is None:
        yield "there is neither a geocode nor a reason to leave it out"
    yield from (f"no doubt {_shown(name)} in the codebook" for name in located.doubts if name not in codebook.doubts())


def _faults_of_geocode(spot: Geocode) -> Iterator[str]:
    if (spot.lat is None) != (spot.lon is None):
        yield "latitude and longitude come together"
    for name, value, most in (("latitude", spot.lat, 90.0), ("longitude", spot.lon, 180.0)):
        if value is not None and not (_is_number(value) and abs(value) <= most):
            yield f"{_shown(value)} is no {name}"
    if spot.radius_km is not None and not (_is_number(spot.radius_km) and spot.radius_km >= 0):
        yield f"{_shown(spot.radius_km)} is no radius"
    if not _is_whole(spot.where_prec, 1, 7) or not _is_whole(spot.geo_precision, 1, 3):
        yield f"where_prec {_shown(spot.where_prec)} and geo_precision {_shown(spot.geo_precision)} are no precisions"


def _is_whole(value: Any, least: int, most: int = _MOST_PERSONS) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)
