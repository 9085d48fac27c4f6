"""What flows through the pipeline: frozen records, the codes they use, and the errors.

Floor 0: standard library only. Every stage is a pure function from one of these records to the next::

    Report -> extract -> Incident -> geocode -> Located -> frame -> map / export

A fact the text does not state is ``None``, never 0. Every extracted fact is backed by an :class:`Evidence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from conflictmap.model.bounds import YEARS
from conflictmap.model.countryfacts import CountryFacts
from conflictmap.model.given import CHECKED, Checked, Given

__all__ = [
    "CHECKED",
    "Actor",
    "Alternative",
    "BadInputError",
    "Checked",
    "ConflictmapError",
    "Count",
    "CountryFacts",
    "DateSpan",
    "Evidence",
    "Field",
    "Geocode",
    "Given",
    "Incident",
    "Kind",
    "Located",
    "PlacePhrase",
    "Problem",
    "Reading",
    "Report",
    "Span",
    "Toll",
    "Victim",
]

Field = Literal["title", "text"]
"""Which part of a report an offset points into."""

Kind = str
"""Id of a kind, such as ``"car_bomb"``: a row of the codebook."""


class ConflictmapError(Exception):
    """Base of every error this package raises on purpose."""


class BadInputError(ConflictmapError):
    """Something a person gave is unusable; the message is one line, names the file and says what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one report of many, kept so that the others can go on.

    Attributes
    ----------
    where : str
        The file, and the line where there is one, or the id of the report.
    message : str
        What is wrong, in one line.
    damaged : bool
        True where the file itself is broken (a line that is not JSON), so that what else it holds is in doubt too.
    partial : bool
        True where a part of the report was read all the same.
    whole : bool
        True where nothing at all of a file was read.
    """

    where: str
    message: str
    damaged: bool = False
    partial: bool = False
    whole: bool = False

    def __str__(self) -> str:
        """Return one line for a person."""
        return f"{self.where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """One news report.

    Attributes
    ----------
    id : str
        Unique within a run; carried into every incident.
    text : str
        The body. All offsets of field ``"text"`` point into this string, unchanged.
    title : str
        The headline, empty if there is none. Offsets of field ``"title"`` point here.
    published : datetime.date or None
        Day of publication, the anchor of "today" and "Tuesday".
    source, url : str or None
        Where it came from. Shown, never trusted.
    """

    id: str
    text: str
    title: str = ""
    published: date | None = None
    source: str | None = None
    url: str | None = None

    def __post_init__(self) -> None:
        """Refuse a day that no report can be of: what follows reckons from it, and no table could hold it."""
        if self.published is not None and self.published.year not in YEARS:
            raise BadInputError(f"report {self.id!r}: published {self.published}, not from {YEARS[0]} to {YEARS[-1]}")

    def part(self, which: Field) -> str:
        """Return the string that offsets of field `which` point into."""
        return self.title if which == "title" else self.text


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` (inclusive) to ``end`` (exclusive) of one field of a report."""

    start: int
    end: int
    field: Field = "text"

    def of(self, report: Report) -> str:
        """Return the characters themselves."""
        return report.part(self.field)[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that carry one fact, and the rule that read them.

    Attributes
    ----------
    role : str
        What the words are evidence of, a role of the codebook: ``"kind"``, ``"killed"``, ``"place"``, ``"date"`` ...
    rule : str
        Id of the row or construction that fired, such as ``"kind.car_bomb"`` or ``"casualty.passive"``.
    span : Span
        Where the words stand.
    """

    role: str
    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Count:
    """A number of persons as the text gives it; an open end is ``None`` ("at least six" is ``Count(6, None)``)."""

    low: int | None
    high: int | None

    def __post_init__(self) -> None:
        """Reject a count that says nothing or runs backwards."""
        if self.low is None and self.high is None:
            raise ValueError("a Count needs a low or a high; use None instead of Count(None, None)")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"low {self.low} is above high {self.high}")

    @property
    def best(self) -> int:
        """The figure for a sum: low where stated, else high."""
        return self.low if self.low is not None else self.high or 0

    @property
    def most(self) -> int:
        """The upper end for a sum: high where stated, else low, so that no sum says more than the texts."""
        return self.best if self.high is None else self.high


@dataclass(frozen=True, slots=True)
class Toll:
    """Three counts of persons; ``None`` where the text says nothing."""

    killed: Count | None = None
    wounded: Count | None = None
    abducted: Count | None = None

    @property
    def adds(self) -> bool:
        """Whether it holds anybody at all."""
        counts = (self.killed, self.wounded, self.abducted)
        return any(count is not None and (count.low or count.high) for count in counts)


@dataclass(frozen=True, slots=True)
class Victim:
    """Part of a count: who they were (one of `codebook.groups`), what befell them, how many."""

    group: str
    outcome: Literal["killed", "wounded", "abducted"]
    count: Count


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it or whom it was aimed at: the text's words and a normalised class.

    Attributes
    ----------
    text, group : str
    status : str
        ``"stated"``; ``"claimed"`` by themselves; ``"alleged"`` by others.
    """

    text: str
    group: str
    status: str = "stated"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """First and last possible day, with the UCDP date_prec (1 day, 2 two to six days, 3 week, 4 month, 5 year)."""

    start: date
    end: date
    prec: int


@dataclass(frozen=True, slots=True)
class PlacePhrase:
    """A stretch of text that may say where an incident happened, before anything has been looked up.

    Attributes
    ----------
    text : str
        The location words as they stand, direction words and containers included:
        ``"Ghazaliyah, west Baghdad"``, ``"south of Kirkuk"``, ``"the Nabi Yunis quarter of the same city"``.
    span : Span or None
        Where they stand.
    origin : str
        How close to the incident: ``"clause"``; ``"subject"`` ("Kut was shelled") and ``"town"`` ("Kut wept"), both
        only if a town is meant; ``"sentence"``; ``"carried"`` (an earlier sentence); ``"header"`` (of a round-up item,
        "MOSUL -"); ``"title"``; ``"dateline"``; ``"country"`` (only a land or its people are named: "Iraq", "Iraqi").
    antecedents : tuple of str
        For words that point back ("the city", "there", "the same district", "nearby"): what they may point to,
        nearest first. The geocoder takes the first that resolves to a place of the kind the words ask for.
    """

    text: str
    span: Span | None
    origin: str
    antecedents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incident:
    """An act of armed or political violence as one report tells it (what counts is defined in CONTRIBUTING).

    Attributes
    ----------
    report : Report
        Where it was read.
    number : int
        0-based position among the incidents of the report.
    kind : str
        One of `codebook.kinds`.
    attacks : int
        How many attacks the record stands for when the text does not tell them apart.
    killed, wounded, abducted : Count or None
        Persons; ``None`` where the text says nothing.
    victims : tuple of Victim
        The counts broken down by group, as far as the text does.
    places : tuple of PlacePhrase
        Candidates for where, best first. Empty if the text names none at all.
    when : DateSpan or None
        When, as far as the words and `Report.published` tell.
    aggregate, background : bool
        A total over several attacks, of which sums hold what it tells beyond its parts; history told beside today's
        story, which stays out of every sum.
    total : int or None
        `number` of the total that this incident is a part of, where the report gives one; it always is an aggregate.
    given : Given or None
        What a table states of it; ``None`` for what was read in a report.
    sentence : Span
        The sentence (or run of sentences) that tells it.
    doubts : tuple of str
        Short codes of what a person should check first: ``"place_inherited"``, ``"vague_number"`` ...
    """

    report: Report
    number: int
    kind: Kind
    attacks: int
    killed: Count | None
    wounded: Count | None
    abducted: Count | None
    sentence: Span
    victims: tuple[Victim, ...] = ()
    perpetrator: Actor | None = None
    target: Actor | None = None
    places: tuple[PlacePhrase, ...] = ()
    when: DateSpan | None = None
    aggregate: bool = False
    background: bool = False
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[str, ...] = ()
    total: int | None = None
    given: Given | None = None

    @property
    def id(self) -> str:
        """Stable within a run: the report's id and the incident's position in it, or what a table calls it."""
        if self.given is not None:
            return self.given.incident_id
        return f"{self.report.id}-{self.number + 1}"

    @property
    def total_id(self) -> str | None:
        """The id of the total that this incident is a part of, ``None`` if it is of none."""
        if self.given is not None:
            return self.given.total_id
        return None if self.total is None else f"{self.report.id}-{self.total + 1}"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of one report.

    Attributes
    ----------
    incidents : sequence of Incident
    stopped_at : int or None
        Offset in the text from which nothing was read, because the report is too long; ``None`` if all was.
    counted : tuple of (str, int)
        What a reader wants added up over all reports and told at the end, such as what a service charged.
    """

    incidents: Sequence[Incident]
    stopped_at: int | None = None
    counted: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """A runner-up for a place: what else the words might have meant, and its score from 0 to 1."""

    place_id: str
    name: str
    lat: float
    lon: float
    province: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Geocode:
    """Where the words lie, and how surely.

    Attributes
    ----------
    lat, lon : float or None
        Degrees, WGS 84; ``None`` where only the country is known: no point is better than a wrong one.
    radius_km : float or None
        Radius in km that should hold the true place nine times in ten.
    where_prec : int
        UCDP: 1 exact, 2 near a known place, 3 district, 4 province, 5 vague or between places, 6 country,
        7 water or air.
    geo_precision : int
        ACLED: 1 town, 2 near a town or part of a region, 3 larger region.
    place_id, name : str or None
        Row of the gazetteer. A derived place adds a suffix: ``"iq-baghdad@in-W"`` (a sector), ``"iq-baghdad@W"``
        (west of it), ``"iq-kirkuk@S20"`` (20 km south), ``"iq-baiji~iq-tikrit"`` (between);
        `Gazetteer.area` draws each of them.
    kind : str
        What the place is: ``"city"``, ``"neighbourhood"``, ``"district"``, ``"province"``, ``"sector"``, ``"road"`` ...
    province, district : str or None
        By today's boundaries, but the province that the text names where others are known to put the place there, or
        its border is near; ``None`` where the words leave it open.
    province_pcode, district_pcode : str or None
        OCHA COD-AB codes.
    country : str or None
        ISO 3166 alpha-2 code.
    match : str
        How the name was found: ``"exact"``, ``"folded"``, ``"fuzzy"``, ``"container"`` (a more specific part was
        unknown).
    score : float
        From 0 to 1.
    alternatives : tuple of Alternative
        Up to four runners-up, best first.
    province_reported : str or None
        The province that the text names, where today's map has the place in another.
    province_mapped : str or None
        The one on today's map, where `province` is that of the text instead.
    """

    lat: float | None
    lon: float | None
    radius_km: float | None
    where_prec: int
    geo_precision: int
    place_id: str | None
    name: str | None
    kind: str
    province: str | None
    district: str | None
    province_pcode: str | None
    district_pcode: str | None
    country: str | None
    match: str = "exact"
    score: float = 1.0
    alternatives: tuple[Alternative, ...] = ()
    province_reported: str | None = None
    province_mapped: str | None = None

    @property
    def all_provinces(self) -> frozenset[str]:
        """Every province that the place counts to for somebody: for this row, for the text, and on today's map."""
        found = (self.province, self.province_reported, self.province_mapped)
        return frozenset(name for name in found if name is not None)


@dataclass(frozen=True, slots=True)
class Located:
    """An incident and where it lies.

    Attributes
    ----------
    incident : Incident
    geocode : Geocode or None
        ``None`` if no words of the report could be placed.
    phrase : PlacePhrase or None
        The candidate that was used.
    left_out : str or None
        Why the incident is not to be mapped: ``"abroad"`` (it lies in another country), ``"no_place"`` (nothing
        ties it to the country); ``None`` for an incident to keep.
    doubts : tuple of str
        Those of the incident and those that geocoding adds (``"fuzzy_place"``, ``"two_places"`` ...).
    beyond : Toll or None
        What a total over several attacks holds beyond its parts; ``None`` for what is none.
    """

    incident: Incident
    geocode: Geocode | None
    phrase: PlacePhrase | None = None
    left_out: str | None = None
    doubts: tuple[str, ...] = ()
    beyond: Toll | None = None
