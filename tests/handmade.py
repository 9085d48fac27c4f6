"""Records made by hand, so that a test of a later stage needs none of the earlier ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from conflictmap.model import (
    Actor,
    Alternative,
    Count,
    DateSpan,
    Evidence,
    Geocode,
    Incident,
    Located,
    PlacePhrase,
    Report,
    Span,
    Victim,
)

REPORT = Report(
    id="r1",
    title="Market blast in Baquba",
    text="Police spoke on Tuesday. A car bomb killed at least six people and wounded 15 near Baquba, they said.",
    published=date(2006, 9, 12),
    source="Example Wire",
    url="https://news.example/2006/09/12/a",
)
PLACE = Geocode(
    lat=33.7466123456,
    lon=44.6437,
    radius_km=8.0,
    where_prec=2,
    geo_precision=2,
    place_id="iq-baquba",
    name="Baquba",
    kind="city",
    province="Diyala",
    district="Baquba",
    province_pcode="IQG10",
    district_pcode="IQG10Q01",
    country="IQ",
    alternatives=(Alternative("iq-other", "Other", 33.0, 44.0, None, 0.4),),
)
NOWHERE = replace(
    PLACE,
    lat=None,
    lon=None,
    radius_km=None,
    where_prec=6,
    geo_precision=3,
    place_id="iq",
    name="Iraq",
    kind="country",
    province=None,
    district=None,
    province_pcode=None,
    district_pcode=None,
    alternatives=(),
)


def span_of(words: str, report: Report = REPORT, field: str = "text") -> Span:
    """Return where `words` stand in the report."""
    start = report.part(field).index(words)  # type: ignore[arg-type]
    return Span(start, start + len(words), field)  # type: ignore[arg-type]


INCIDENT = Incident(
    report=REPORT,
    number=0,
    kind="car_bomb",
    attacks=1,
    killed=Count(6, None),
    wounded=Count(15, 15),
    abducted=None,
    sentence=span_of("A car bomb killed at least six people and wounded 15 near Baquba, they said."),
    victims=(Victim("civilian", "killed", Count(6, None)),),
    perpetrator=Actor("gunmen", "militant"),
    places=(PlacePhrase("near Baquba", span_of("near Baquba"), "clause"),),
    when=DateSpan(date(2006, 9, 12), date(2006, 9, 12), 1),
    evidence=(
        Evidence("kind", "kind.car_bomb", span_of("car bomb")),
        Evidence("date", "date.weekday", span_of("Tuesday")),
        Evidence("place", "place.title", span_of("Baquba", field="title")),
    ),
    doubts=("vague_number",),
)
LOCATED = Located(INCIDENT, PLACE, INCIDENT.places[0], doubts=("vague_number", "fuzzy_place"))


def incident(number: int = 0, report: Report = REPORT, **changes: object) -> Incident:
    """Return `INCIDENT` with changes."""
    return replace(INCIDENT, number=number, report=report, **changes)  # type: ignore[arg-type]


def located(
    number: int = 0, geocode: Geocode | None = PLACE, left_out: str | None = None, **changes: object
) -> Located:
    """Return `LOCATED` with changes to the incident, its place or its fate."""
    made = incident(number, **changes)  # type: ignore[arg-type]
    return Located(made, geocode, made.places[0] if made.places else None, left_out, made.doubts)
