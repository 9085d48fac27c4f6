"""One located incident as one flat row: the schema, the row, its codes in other data sets, and sums over rows.

Floor 3, standard library only, so that writing JSON Lines needs no pandas. `COLUMNS` is the one place where the shape
of a result is written down: the frame, the GeoJSON, the table and the README follow it.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from conflictmap.model import KINDS, Actor, Count, Evidence, Incident, Located, Span

__all__ = ["COLUMNS", "DERIVED", "Codes", "Column", "Total", "crosswalk", "json_line", "record", "totals"]


DERIVED = ("killed", "wounded")
"""Columns that follow from others (see `Count.best`). Rows hold facts; who reads rows takes these names for ranges."""

_SURROGATES = re.compile("[\ud800-\udfff]")


class Column(NamedTuple):
    """One column: its name, the type of its values and what it holds.

    Types are ``"text"``, ``"int"``, ``"real"``, ``"flag"``, ``"day"``, ``"list"``, ``"object"`` and ``"geometry"``.
    Any value but a flag may be missing.
    """

    name: str
    type: str
    doc: str


COLUMNS: tuple[Column, ...] = (
    Column("incident_id", "text", "Id of the report and number of the incident in it."),
    Column("report_id", "text", "Id of the report."),
    Column("source", "text", "Who published the report."),
    Column("url", "text", "Where the report was found."),
    Column("published", "day", "Day the report was published."),
    Column("date_start", "day", "First possible day of the incident."),
    Column("date_end", "day", "Last possible day of the incident."),
    Column("date_prec", "int", "UCDP precision of the date: 1 day, 2 two to six days, 3 week, 4 month, 5 year."),
    Column("kind", "text", "What happened."),
    Column("event_type", "text", "ACLED event type of the kind."),
    Column("sub_event_type", "text", "ACLED sub-event type of the kind."),
    Column("attacks", "int", "How many attacks the row stands for."),
    Column("killed_low", "int", "At least so many people were killed."),
    Column("killed_high", "int", "At most so many people were killed."),
    Column("wounded_low", "int", "At least so many people were wounded."),
    Column("wounded_high", "int", "At most so many people were wounded."),
    Column("abducted_low", "int", "At least so many people were abducted."),
    Column("abducted_high", "int", "At most so many people were abducted."),
    Column("killed", "int", "Best figure for a sum: low where stated, else high."),
    Column("wounded", "int", "Best figure for a sum: low where stated, else high."),
    Column("victims", "list", "Parts of the counts: {group, outcome, low, high}."),
    Column("perpetrator", "object", "Who did it: {text, group, status}; status is stated, claimed or alleged."),
    Column("target", "object", "Whom it was aimed at: {text, group, status}."),
    Column("place_text", "text", "The words that say where."),
    Column("place", "text", "Name of the place in the gazetteer."),
    Column("place_id", "text", "Id of the place in the gazetteer."),
    Column("province", "text", "Governorate by today's boundaries."),
    Column("district", "text", "District by today's boundaries."),
    Column("province_pcode", "text", "OCHA code of the governorate."),
    Column("district_pcode", "text", "OCHA code of the district."),
    Column("country", "text", "ISO 3166 code of the country."),
    Column(
        "where_prec",
        "int",
        "UCDP precision of the place: 1 exact, 2 near, 3 district, 4 province, 5 vague, 6 country, 7 water or air.",
    ),
    Column(
        "geo_precision",
        "int",
        "ACLED precision of the place: 1 town, 2 near a town or part of a region, 3 larger region.",
    ),
    Column("radius_km", "real", "Radius in km that should hold the true place nine times in ten."),
    Column("alternatives", "list", "Runners-up for the place: {place_id, name, lat, lon, province, score}."),
    Column("aggregate", "flag", "A total over several attacks; stays out of every sum."),
    Column("background", "flag", "History told beside today's story; stays out of every sum."),
    Column("sentence", "text", "The words of the report that tell it."),
    Column(
        "rules", "list", "Evidence inside the sentence: {role, rule, start, end}; start and end are null outside of it."
    ),
    Column("geometry", "geometry", "Point in EPSG:4326 (degrees), missing where only the country is known."),
    Column("doubts", "list", "Codes of what a person should check first."),
)


@dataclass(frozen=True, slots=True)
class Codes:
    """What a kind is called in other data sets.

    Attributes
    ----------
    event_type, sub_event_type : str
        ACLED.
    gtd_attack, gtd_weapon : int
        Global Terrorism Database, attack type and weapon type.
    plover_event : str
        PLOVER.
    plover_mode : str or None
        PLOVER, where it has one that fits.
    """

    event_type: str
    sub_event_type: str
    gtd_attack: int
    gtd_weapon: int
    plover_event: str
    plover_mode: str | None


@lru_cache(maxsize=1)
def crosswalk() -> Mapping[str, Codes]:
    """Return the codes of each kind, read from ``rules/crosswalk.toml``.

    Raises
    ------
    ValueError
        If the file lacks a kind or has one too many.
    """
    rows = tomllib.loads(files("conflictmap").joinpath("rules", "crosswalk.toml").read_text(encoding="utf-8"))
    if set(rows) != set(KINDS):
        raise ValueError(f"crosswalk.toml: kinds differ from the model's: {sorted(set(rows) ^ set(KINDS))}")
    return {
        kind: Codes(
            **row["acled"],
            **{f"gtd_{key}": value for key, value in row["gtd"].items()},
            plover_event=row["plover"]["event"],
            plover_mode=row["plover"].get("mode"),
        )
        for kind, row in rows.items()
    }


def record(located: Located) -> dict[str, Any]:
    """Flatten one located incident to plain values, ready for JSON.

    Parameters
    ----------
    located : Located

    Returns
    -------
    dict
        The columns of `COLUMNS` in their order but for those of `DERIVED` and ``geometry``, then ``lat`` and ``lon``
        (degrees) and ``evidence``: a list of {field, start, end, role, rule} with offsets into the whole title or text
        of the report. Days are ISO strings; a missing fact is ``None``.
    """
    incident, report = located.incident, located.incident.report
    codes = crosswalk()[incident.kind]
    row: dict[str, Any] = {
        "incident_id": _sound(incident.id),
        "report_id": _sound(report.id),
        "source": _sound(report.source),
        "url": _sound(report.url),
        "published": _iso(report.published),
        **_when(incident),
        "kind": incident.kind,
        "event_type": codes.event_type,
        "sub_event_type": codes.sub_event_type,
        "attacks": incident.attacks,
        **_range("killed", incident.killed),
        **_range("wounded", incident.wounded),
        **_range("abducted", incident.abducted),
        "victims": [
            {"group": v.group, "outcome": v.outcome, "low": v.count.low, "high": v.count.high} for v in incident.victims
        ],
        "perpetrator": _actor(incident.perpetrator),
        "target": _actor(incident.target),
        **_where(located),
        "aggregate": incident.aggregate,
        "background": incident.background,
        "sentence": _sound(incident.sentence.of(report)),
        "rules": [_rule(evidence, incident.sentence) for evidence in incident.evidence],
        "doubts": list(located.doubts),
        "lat": located.geocode.lat if located.geocode else None,
        "lon": located.geocode.lon if located.geocode else None,
        "evidence": [_evidence(evidence) for evidence in incident.evidence],
    }
    return row


def _sound(text: str | None) -> str | None:
    """Replace lone surrogates, which no file and no Arrow column can hold, one for one: offsets stay right."""
    return _SURROGATES.sub("\ufffd", text) if text else text


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _when(incident: Incident) -> dict[str, Any]:
    when = incident.when
    return {
        "date_start": _iso(when.start) if when else None,
        "date_end": _iso(when.end) if when else None,
        "date_prec": when.prec if when else None,
    }


def _range(name: str, count: Count | None) -> dict[str, int | None]:
    return {f"{name}_low": count.low if count else None, f"{name}_high": count.high if count else None}


def _actor(actor: Actor | None) -> dict[str, str | None] | None:
    return {"text": _sound(actor.text), "group": actor.group, "status": actor.status} if actor else None


def _where(located: Located) -> dict[str, Any]:
    geocode = located.geocode
    names = (
        "place_id",
        "province",
        "district",
        "province_pcode",
        "district_pcode",
        "country",
        "where_prec",
        "geo_precision",
    )
    return {
        "place_text": _sound(located.phrase.text) if located.phrase else None,
        "place": geocode.name if geocode else None,
        **{name: getattr(geocode, name, None) for name in names},
        "radius_km": geocode.radius_km if geocode else None,
        "alternatives": [
            {
                "place_id": a.place_id,
                "name": a.name,
                "lat": a.lat,
                "lon": a.lon,
                "province": a.province,
                "score": a.score,
            }
            for a in (geocode.alternatives if geocode else ())
        ],
    }


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


@dataclass(frozen=True, slots=True)
class Total:
    """A sum over incidents, aggregates and background left out.

    Attributes
    ----------
    incidents : int
        Rows in the sum.
    killed, wounded : int
        Sum of the best figures, persons.
    killed_low, killed_high, wounded_low, wounded_high : int
        Sums of the ends of the ranges. An open end counts as the stated one, so that the range is never wider than the
        texts say; `killed_open` and `wounded_open` tell that the true sum may be higher.
    killed_open, wounded_open : bool
    """

    incidents: int = 0
    killed: int = 0
    killed_low: int = 0
    killed_high: int = 0
    killed_open: bool = False
    wounded: int = 0
    wounded_low: int = 0
    wounded_high: int = 0
    wounded_open: bool = False

    def plus(self, incident: Incident) -> Total:
        """Return the total with one more incident in it."""
        killed, wounded = incident.killed or Count(0, 0), incident.wounded or Count(0, 0)
        return Total(
            incidents=self.incidents + 1,
            killed=self.killed + killed.best,
            killed_low=self.killed_low + (killed.low or 0),
            killed_high=self.killed_high + (killed.best if killed.high is None else killed.high),
            killed_open=self.killed_open or killed.high is None,
            wounded=self.wounded + wounded.best,
            wounded_low=self.wounded_low + (wounded.low or 0),
            wounded_high=self.wounded_high + (wounded.best if wounded.high is None else wounded.high),
            wounded_open=self.wounded_open or wounded.high is None,
        )

    def __add__(self, other: Total) -> Total:
        """Return the total of both."""
        pairs = zip(astuple(self), astuple(other), strict=True)
        return Total(*(a or b if isinstance(a, bool) else a + b for a, b in pairs))


def totals(located: Iterable[Located]) -> dict[str | None, Total]:
    """Sum incidents by province.

    Parameters
    ----------
    located : iterable of Located
        Aggregates and background are passed over.

    Returns
    -------
    dict of (str or None) to Total
        Most incidents first; ``None`` gathers those whose words leave the province open.
    """
    sums: dict[str | None, Total] = {}
    for item in located:
        if not (item.incident.aggregate or item.incident.background):
            province = item.geocode.province if item.geocode else None
            sums[province] = sums.get(province, Total()).plus(item.incident)
    return dict(sorted(sums.items(), key=lambda pair: (pair[0] is None, -pair[1].incidents, pair[0] or "")))
