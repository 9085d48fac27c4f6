"""One located incident as one flat row: the schema and the row.

Floor 2, standard library only, so that writing JSON Lines needs no pandas. `COLUMNS` is the one place where the shape
of a result is written down: a column is one row of it, and `record`, the frame, every export, the map and the README
follow.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple, get_args

from conflictmap import codebook
from conflictmap.model import Actor, Alternative, Evidence, Incident, Located, Span, Toll
from conflictmap.text import entity_end

__all__ = [
    "ADDED",
    "CODED",
    "COLUMNS",
    "CONTRACT",
    "DERIVED",
    "ROW_ONLY",
    "TYPES",
    "Column",
    "json_line",
    "record",
    "sound",
]

ColumnType = Literal["text", "int", "real", "flag", "day", "list", "object", "geometry"]
"""What a column may hold. Any value but a flag may be missing."""

TYPES: tuple[str, ...] = get_args(ColumnType)

_SURROGATES = re.compile("[\ud800-\udfff]")


class Column(NamedTuple):
    """One column.

    Attributes
    ----------
    name : str
    type : str
        Of `TYPES`. Any value but a flag may be missing.
    doc : str
        What it holds, in one sentence: the README's words.
    group : str
        Columns of one group travel to the map together, see `maps.payload`; empty for what stands in rows only.
    take : callable or None
        Its value of a located incident, ready for JSON; ``None`` for what the frame makes of other columns.
    """

    name: str
    type: str
    doc: str
    group: str
    take: Callable[[Located], Any] | None


def sound(text: str | None) -> str | None:
    """Replace lone surrogates, which no file and no Arrow column can hold, one for one: offsets stay right.

    Parameters
    ----------
    text : str or None

    Returns
    -------
    str or None
    """
    return _SURROGATES.sub("\ufffd", text) if text else text


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _end(outcome: str, end: str) -> Callable[[Located], int | None]:
    """Return a function for the ``"low"`` or the ``"high"`` end of a count."""
    return lambda item: getattr(getattr(item.incident, outcome), end, None)


def _geo(name: str) -> Callable[[Located], Any]:
    """Return a function for an attribute of the geocode."""
    return lambda item: getattr(item.geocode, name, None)


def _actor(actor: Actor | None) -> dict[str, str | None] | None:
    return {"text": sound(actor.text), "group": actor.group, "status": actor.status} if actor else None


def _given(name: str) -> Callable[[Located], Any]:
    """Return a function for what a table states, and linking tells of many reports; one report cannot."""
    return lambda item: getattr(item.incident.given, name, None)


def _victims(item: Located) -> list[dict[str, Any]]:
    return [
        {"group": v.group, "outcome": v.outcome, "low": v.count.low, "high": v.count.high}
        for v in item.incident.victims
    ]


def _alternatives(item: Located) -> list[dict[str, Any]]:
    found: tuple[Alternative, ...] = item.geocode.alternatives if item.geocode else ()
    names = ("place_id", "name", "lat", "lon", "province", "score")
    return [{name: getattr(alternative, name) for name in names} for alternative in found]


def _toll(toll: Toll | None) -> dict[str, int | None] | None:
    if toll is None:
        return None
    counts = {"killed": toll.killed, "wounded": toll.wounded, "abducted": toll.abducted}
    return {f"{name}_{end}": getattr(count, end, None) for name, count in counts.items() for end in ("low", "high")}


def _sentence(incident: Incident) -> str:
    """Return the sentence whole, also where its last sign is written as an HTML entity."""
    span = incident.sentence
    whole = incident.report.part(span.field)
    return whole[span.start : entity_end(whole, span.end)]


def _rule(evidence: Evidence, sentence: Span) -> dict[str, Any]:
    span = evidence.span
    inside = span.field == sentence.field and sentence.start <= span.start and span.end <= sentence.end
    return {
        "role": evidence.role,
        "rule": evidence.rule,
        "start": span.start - sentence.start if inside else None,
        "end": span.end - sentence.start if inside else None,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    span = evidence.span
    return {"field": span.field, "start": span.start, "end": span.end, "role": evidence.role, "rule": evidence.rule}


CONTRACT: tuple[Column, ...] = (
    Column(
        "incident_id",
        "text",
        "Id of the report and number of the incident in it.",
        "number",
        lambda item: sound(item.incident.id),
    ),
    Column("report_id", "text", "Id of the report.", "report", lambda item: sound(item.incident.report.id)),
    Column("source", "text", "Who published the report.", "report", lambda item: sound(item.incident.report.source)),
    Column("url", "text", "Where the report was found.", "report", lambda item: sound(item.incident.report.url)),
    Column(
        "published", "day", "Day the report was published.", "report", lambda item: _iso(item.incident.report.published)
    ),
    Column(
        "date_start",
        "day",
        "First possible day of the incident.",
        "when",
        lambda item: _iso(item.incident.when.start) if item.incident.when else None,
    ),
    Column(
        "date_end",
        "day",
        "Last possible day of the incident.",
        "when",
        lambda item: _iso(item.incident.when.end) if item.incident.when else None,
    ),
    Column(
        "date_prec",
        "int",
        "UCDP precision of the date: 1 day, 2 two to six days, 3 week, 4 month, 5 year.",
        "when",
        lambda item: item.incident.when.prec if item.incident.when else None,
    ),
    Column("kind", "text", "What happened.", "what", lambda item: item.incident.kind),
    Column(
        "event_type",
        "text",
        "ACLED event type, by the kind and by who was hit.",
        "what",
        lambda item: codebook.codes_of(item.incident).event_type,
    ),
    Column(
        "sub_event_type",
        "text",
        "ACLED sub-event type, by the kind and by who was hit.",
        "what",
        lambda item: codebook.codes_of(item.incident).sub_event_type,
    ),
    Column("attacks", "int", "How many attacks the row stands for.", "toll", lambda item: item.incident.attacks),
    Column("killed_low", "int", "At least so many people were killed.", "toll", _end("killed", "low")),
    Column("killed_high", "int", "At most so many people were killed.", "toll", _end("killed", "high")),
    Column("wounded_low", "int", "At least so many people were wounded.", "toll", _end("wounded", "low")),
    Column("wounded_high", "int", "At most so many people were wounded.", "toll", _end("wounded", "high")),
    Column("abducted_low", "int", "At least so many people were abducted.", "toll", _end("abducted", "low")),
    Column("abducted_high", "int", "At most so many people were abducted.", "toll", _end("abducted", "high")),
    Column("killed", "int", "Best figure for a sum: low where stated, else high.", "toll", None),
    Column("wounded", "int", "Best figure for a sum: low where stated, else high.", "toll", None),
    Column("victims", "list", "Parts of the counts: {group, outcome, low, high}.", "victims", _victims),
    Column(
        "perpetrator",
        "object",
        "Who did it: {text, group, status}; status is stated, claimed or alleged.",
        "actors",
        lambda item: _actor(item.incident.perpetrator),
    ),
    Column(
        "target",
        "object",
        "Whom it was aimed at: {text, group, status}.",
        "actors",
        lambda item: _actor(item.incident.target),
    ),
    Column(
        "place_text",
        "text",
        "The words that say where.",
        "words",
        lambda item: sound(item.phrase.text) if item.phrase else None,
    ),
    Column("place", "text", "Name of the place in the gazetteer.", "where", _geo("name")),
    Column("place_id", "text", "Id of the place in the gazetteer.", "where", _geo("place_id")),
    Column("province", "text", "Governorate by today's boundaries.", "where", _geo("province")),
    Column("district", "text", "District by today's boundaries.", "where", _geo("district")),
    Column("province_pcode", "text", "OCHA code of the governorate.", "where", _geo("province_pcode")),
    Column("district_pcode", "text", "OCHA code of the district.", "where", _geo("district_pcode")),
    Column("country", "text", "ISO 3166 code of the country.", "where", _geo("country")),
    Column(
        "where_prec",
        "int",
        "UCDP precision of the place: 1 exact, 2 near, 3 district, 4 province, 5 vague, 6 country, 7 water or air.",
        "where",
        _geo("where_prec"),
    ),
    Column(
        "geo_precision",
        "int",
        "ACLED precision of the place: 1 town, 2 near a town or part of a region, 3 larger region.",
        "where",
        _geo("geo_precision"),
    ),
    Column(
        "radius_km",
        "real",
        "Radius in km that should hold the true place nine times in ten.",
        "where",
        _geo("radius_km"),
    ),
    Column(
        "alternatives",
        "list",
        "Runners-up for the place: {place_id, name, lat, lon, province, score}.",
        "alternatives",
        _alternatives,
    ),
    Column(
        "aggregate",
        "flag",
        "A total over several attacks; sums hold what it tells beyond its parts.",
        "standing",
        lambda item: item.incident.aggregate,
    ),
    Column(
        "background",
        "flag",
        "History told beside today's story; stays out of every sum.",
        "standing",
        lambda item: item.incident.background,
    ),
    Column(
        "sentence",
        "text",
        "The words of the report that tell it.",
        "sentence",
        lambda item: sound(_sentence(item.incident)),
    ),
    Column(
        "rules",
        "list",
        "Evidence inside the sentence: {role, rule, start, end}; start and end are null outside of it.",
        "rules",
        lambda item: [_rule(evidence, item.incident.sentence) for evidence in item.incident.evidence],
    ),
    Column(
        "geometry", "geometry", "Point in EPSG:4326 (degrees), missing where only the country is known.", "where", None
    ),
)
"""What others rely on: these columns, in this order, come first and stay."""

ADDED: tuple[Column, ...] = (
    Column("doubts", "list", "Codes of what a person should check first.", "doubts", lambda item: list(item.doubts)),
    Column(
        "total_id",
        "text",
        "Id of the total that the incident is a part of.",
        "total",
        lambda item: sound(item.incident.total_id),
    ),
    Column(
        "beyond",
        "object",
        "What a total adds to sums, as it is in none of its parts: {killed_low, killed_high, wounded_low ...}.",
        "standing",
        lambda item: _toll(item.beyond),
    ),
    Column(
        "province_reported",
        "text",
        "Governorate that the text names, where today's map has the place in another.",
        "where",
        _geo("province_reported"),
    ),
    Column(
        "province_mapped",
        "text",
        "Governorate on today's map, where `province` is the one that the text names.",
        "where",
        _geo("province_mapped"),
    ),
    *(
        Column(
            f"{name}_best",
            "int",
            "Figure for a sum where reports of one event differ: that of the latest, or the median; else missing.",
            "toll",
            _given(f"{name}_best"),
        )
        for name in ("killed", "wounded", "abducted")
    ),
    Column("event_id", "text", "Id of the event: of the incident that told it first.", "event", _given("event_id")),
    Column("reports", "int", "How many reports tell it.", "event", _given("reports")),
    Column(
        "members",
        "list",
        "What each report tells of the event: {incident_id, report_id, source, url, published, date_start, kind, "
        "place_text, killed_low ... abducted_high, background, sentence, linked_to, probability, reasons}.",
        "event",
        lambda item: [dict(member) for member in getattr(item.incident.given, "members", ())],
    ),
    Column(
        "checked",
        "text",
        "What a person did with it: confirmed, changed or added; missing where nobody has looked.",
        "doubts",
        _given("checked"),
    ),
    *(
        Column(name, "list", doc, "doubts", lambda item, name=name: list(getattr(item.incident.given, name, ())))  # type: ignore[misc]
        for name, doc in (("checked_by", "Who checked it."), ("changed", "Columns that a person set."))
    ),
)
"""What came later. A file that was written before a column was added is read all the same."""

COLUMNS: tuple[Column, ...] = (*CONTRACT, *ADDED)
"""The columns of every result, in order."""

ROW_ONLY: tuple[Column, ...] = (
    Column("lat", "real", "Latitude in degrees.", "", _geo("lat")),
    Column("lon", "real", "Longitude in degrees.", "", _geo("lon")),
    Column(
        "evidence",
        "list",
        "Evidence in the whole report: {field, start, end, role, rule}.",
        "",
        lambda item: [_evidence(evidence) for evidence in item.incident.evidence],
    ),
)
"""What rows hold after the columns. The frame has a point instead, and the evidence inside the sentence."""


def _code(name: str) -> Callable[[Located], Any]:
    """Return a function for a code of another data set."""
    return lambda item: getattr(codebook.codes_of(item.incident), name)


CODED: Mapping[str, tuple[Column, ...]] = {
    "gtd": (
        Column("gtd_attack", "int", "Attack type of the Global Terrorism Database, 1 to 9.", "", _code("gtd_attack")),
        Column("gtd_weapon", "int", "Weapon type of the Global Terrorism Database.", "", _code("gtd_weapon")),
    ),
    "plover": (
        Column("plover_event", "text", "Event of the PLOVER ontology.", "", _code("plover_event")),
        Column("plover_mode", "text", "Mode of the PLOVER ontology, where one fits.", "", _code("plover_mode")),
    ),
}
"""Columns that come on request, by the data set whose codes they hold."""

DERIVED: tuple[str, ...] = tuple(c.name for c in COLUMNS if c.take is None and c.type != "geometry")
"""Columns that follow from others (see `Count.best`). Rows hold facts; who reads rows takes these names for ranges."""

_TAKEN = tuple((column.name, column.take) for column in (*COLUMNS, *ROW_ONLY) if column.take is not None)


def record(located: Located, codes: Sequence[str] = ()) -> dict[str, Any]:
    """Flatten one located incident to plain values, ready for JSON.

    Parameters
    ----------
    located : Located
    codes : sequence of str
        Of `CODED`: data sets whose codes are wanted too.

    Returns
    -------
    dict
        The columns of `COLUMNS` in their order but for those of `DERIVED` and ``geometry``, then those of `ROW_ONLY`:
        ``lat`` and ``lon`` (degrees) and ``evidence``, with offsets into the whole title or text of the report. Days
        are ISO strings; a missing fact is ``None``. Codes that were asked for come last.
    """
    row = {name: take(located) for name, take in _TAKEN}
    for name in codes:
        row |= {column.name: column.take(located) for column in CODED[name] if column.take is not None}
    return row


def json_line(row: Mapping[str, Any]) -> str:
    """Return one row as a line of JSON Lines, newline included.

    Parameters
    ----------
    row : mapping
        As `record` makes it.

    Raises
    ------
    ValueError
        For numbers that JSON does not have (NaN, infinity).
    """
    return json.dumps(row, ensure_ascii=False, allow_nan=False) + "\n"
