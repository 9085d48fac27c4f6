"""What a sentence tells before it is cut into attacks: casualties and words of violence that no scope takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conflictmap.extraction.attacks.happenings import deed_happens
from conflictmap.extraction.attacks.terms import Term, find_terms
from conflictmap.extraction.casualties import Mention, find_mentions
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.discourse.context import Read, Stretch
from conflictmap.extraction.factuality.assertion import Factuality
from conflictmap.extraction.history.releases import tells_captivity
from conflictmap.extraction.nonevents.disposal import without_disposals
from conflictmap.extraction.nonevents.fiction import hard
from conflictmap.extraction.nonevents.hearings import crime_tried, old_dates
from conflictmap.extraction.nonevents.scopes import silenced, sounding
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.violence.means import is_means, is_strong
from conflictmap.extraction.where.placephrases import PlaceHit

__all__ = ["findings"]


def findings(
    read: Read, stretch: Stretch, places: Sequence[PlaceHit], dates: Sequence[DateMention]
) -> tuple[list[Mention], list[Term]]:
    """Return the casualties and the words of violence of a sentence that no scope takes back.

    Parameters
    ----------
    read : Read
    stretch : Stretch
    places : sequence of PlaceHit
    dates : sequence of DateMention
        Of the sentence.
    """
    scan = stretch.scan
    found = [m for m in find_mentions(scan) if deed_happens(scan, m)]
    told = find_terms(scan, title=stretch.where == "title")
    found, told = _without_captivity(found, told, _captivities(scan, found, places, dates))
    terms = _sounding(scan, told, found)
    silencing = [None if m.wide else silenced(scan, m, terms) for m in found]  # a raised toll has its own telling
    mentions = [m for m, by in zip(found, silencing, strict=True) if by is None]
    if found and not mentions:
        crime = crime_tried(scan, found, silencing, old_dates(dates, read.anchor.day, scan.language))
        if _is_placed(crime, places):
            read.tried = (stretch.index, crime)
            return found, [replace(term, factuality=Factuality.RETOLD) for term in told]
        read.hushed = read.hushed or stretch.where == "text"
        terms = _loud(terms)
    return ([], []) if _is_aside(read, stretch, mentions, terms) else (mentions, terms)


def _captivities(
    scan: Scan, found: list[Mention], places: Sequence[PlaceHit], dates: Sequence[DateMention]
) -> list[Clause]:
    """Return the clauses that say of those set free that they were seized, and not when or where."""
    seized = (scan.syntax.clause_at(m.verb) for m in found if m.outcome == "abducted")
    told = [clause for clause in seized if clause is not None and tells_captivity(scan, clause)]
    return [clause for clause in told if not (_is_placed_in(clause, places) or _is_dated_in(scan, clause, dates))]


def _is_placed_in(clause: Clause, places: Sequence[PlaceHit]) -> bool:
    return any(clause.start <= place.start < clause.end for place in places)


def _is_dated_in(scan: Scan, clause: Clause, dates: Sequence[DateMention]) -> bool:
    return any(scan.offset(clause.start) <= date.start < scan.stop(clause.end) for date in dates)


def _without_captivity(found: list[Mention], told: list[Term], over: list[Clause]) -> tuple[list[Mention], list[Term]]:
    """Leave out what clauses tell that only say of those set free that they had been captives."""
    inside = {i for clause in over for i in range(clause.start, clause.end)}
    if not inside:
        return found, told
    return [m for m in found if m.verb not in inside], [t for t in told if t.hit.start not in inside]


def _sounding(scan: Scan, told: list[Term], found: list[Mention]) -> list[Term]:
    """Return the words of violence that sound as such, not those of bombs made safe."""
    terms = [term for term in told if sounding(scan, term, found)]
    return terms if found else without_disposals(scan, terms)


def _is_placed(crime: int, places: Sequence[PlaceHit]) -> bool:
    """Whether a crime that begins at a token, if at any, has a place of its own."""
    return crime >= 0 and any(place.named and place.start >= crime for place in places)


def _loud(terms: list[Term]) -> list[Term]:
    """Return the words that tell an attack beside casualties that are none of it."""
    return [t for t in terms if t.asserts and _sounds_alone(t)]


def _sounds_alone(term: Term) -> bool:
    """Whether a word tells an attack beside casualties that are none of it."""
    return not is_means(term.hit.entry) and is_strong(term.hit.entry)


def _is_aside(read: Read, stretch: Stretch, mentions: list[Mention], terms: list[Term]) -> bool:
    """Whether the report still is about a match, a film or a book; it is not once an attack is told in earnest."""
    if read.aside and hard(stretch.scan, mentions, terms) and (stretch.index == read.opening or not read.in_fiction):
        read.aside = ""
    return bool(read.aside)
