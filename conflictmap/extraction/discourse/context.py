"""What is known of a report while it is read: where a sentence stands, what was named and counted before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from conflictmap.extraction.dates import Anchor, DateMention, find_dates
from conflictmap.extraction.discourse.anaphora import Memory
from conflictmap.extraction.drafts import names_something
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.where.placephrases import PlaceHit
from conflictmap.language import Entry, Language
from conflictmap.model import Field, PlacePhrase, Report, Span

__all__ = ["Loose", "Read", "Stretch", "carried", "remember", "remember_taken", "span", "words_of_place"]


_MEMORY = 40
"""Places back to which a report still refers."""

_FICTION = "fiction"
"""Trait of the words that say so; see `Read.aside`."""


@dataclass(slots=True)
class Stretch:
    """A sentence of a report on its way through the grammar.

    Attributes
    ----------
    where : Field
    index, paragraph, item : int
        Its number in the report; its paragraph; the round-up item it belongs to, -1 outside of any.
    scan : Scan
    entry : int
        Number of the entry of a log that it stands in, -1 outside of one.
    line : int
        The line or wrapped paragraph it stands in, also where that names no item.
    """

    where: Field
    index: int
    paragraph: int
    item: int
    scan: Scan
    entry: int = -1
    line: int = -1


@dataclass(slots=True)
class Read:
    """What was read so far of one report.

    Attributes
    ----------
    report : Report
    anchor : Anchor
        The day it speaks from.
    language : Language
    seat : str
        The town of the dateline, in lower case.
    trail : list of (paragraph, item, PlacePhrase)
        The places named so far, in order.
    loose : Loose or None
        Weapons and attackers of the last sentence if it told no incident by itself ("A man had explosives
        strapped beneath his jacket."): the casualties of the next sentence are theirs.
    at_large : int
        Number of the last sentence that told what goes on at large, and no attack.
    harmless : int
        Number of the last sentence that only went on with an accident.
    before : Stretch or None
        The sentence before.
    told : tuple of (paragraph, item)
        Where the last incident was told.
    counted : frozenset of str
        What it counted: ``"killed"``, ``"wounded"``, ``"abducted"``.
    hushed : bool
        Whether a sentence with casualties turned out to be about an accident, a trial or the like.
    aside : str
        Rule of the word that says the report is about a match, a film or a book, until an attack is told in earnest.
    opening : int
        Number of the first sentence read.
    in_court : bool
        Whether that sentence is about a trial and tells no attack as news.
    tried : tuple of (int, int)
        Number of the last sentence about a trial that dates and places the crime, and the token where that begins.
    beside_court : dict
        Paragraph -> the first sentence that tells what happened beside a hearing.
    dated : dict
        The date words of each part of the report, once looked for.
    spent : int
        Tokens of violent sentences read so far.
    stopped_at : int or None
        Where reading stopped because there were too many.
    people : Memory
        Who was spoken of.
    """

    report: Report
    anchor: Anchor
    language: Language
    seat: str = ""
    trail: list[tuple[int, int, PlacePhrase]] = field(default_factory=list)
    loose: Loose | None = None
    at_large: int = -9
    harmless: int = -9
    before: Stretch | None = None
    told: tuple[int, int] = (-2, -2)
    counted: frozenset[str] = frozenset()
    hushed: bool = False
    aside: str = ""
    opening: int = -1
    in_court: bool = False
    tried: tuple[int, int] = (-9, 0)
    beside_court: dict[int, int] = field(default_factory=dict)
    dated: dict[Field, list[DateMention]] = field(default_factory=dict)
    spent: int = 0
    stopped_at: int | None = None
    people: Memory = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nobody spoken of."""
        self.people = Memory(self.language)

    @property
    def in_fiction(self) -> bool:
        """Whether the report is about a film or a book."""
        return _FICTION in self.aside

    def dates(self, where: Field, text: str, start: int, end: int) -> list[DateMention]:
        """Return the date words between two offsets."""
        return [mention for mention in self.all_dates(where, text) if start <= mention.start < end]

    def all_dates(self, where: Field, text: str) -> list[DateMention]:
        """Return the date words of a part of the report, which is searched once."""
        if where not in self.dated:
            self.dated[where] = find_dates(text, self.anchor, self.language.dates)
        return self.dated[where]

    def named_in(self, start: int, end: int) -> list[PlacePhrase]:
        """Return the places named between two offsets of the text."""
        spans = [
            phrase for _, _, phrase in self.trail[-_MEMORY:] if phrase.span is not None and phrase.span.field == "text"
        ]
        return [replace(p, origin="sentence") for p in spans if p.span is not None and start <= p.span.start < end]

    def names(self) -> list[str]:
        """Return the names of the latest places, the last first."""
        return [phrase.text for _, _, phrase in reversed(self.trail[-8:])]


@dataclass(frozen=True, slots=True)
class Loose:
    """A kind told without an incident, the word that told it, and where."""

    stretch: Stretch
    kind: str
    best: Entry | None
    families: frozenset[str]


def remember(read: Read, stretch: Stretch, places: list[PlaceHit]) -> None:
    """Note the places of a stretch on the trail of the report.

    Parameters
    ----------
    read : Read
    stretch : Stretch
    places : list of PlaceHit
    """
    for place in places:
        if place.named and place.firm:
            scan = stretch.scan
            span = Span(scan.offset(place.start), scan.stop(place.end), stretch.where)
            read.trail.append(
                (stretch.paragraph, stretch.item, PlacePhrase(words_of_place(read, stretch, place), span, "carried"))
            )


def remember_taken(read: Read, stretch: Stretch, places: list[PlacePhrase]) -> None:
    """Note places that an incident took although nothing but a person was tied to them: "the mayor of Hit said".

    Parameters
    ----------
    read : Read
    stretch : Stretch
    places : list of PlacePhrase
        Of an incident told in the stretch.
    """
    known = {phrase.span for _, _, phrase in _of_stretch(read, stretch)}
    for phrase in places:
        if phrase.origin == "clause" and phrase.span not in known and names_something(phrase.text):
            read.trail.append((stretch.paragraph, stretch.item, replace(phrase, origin="carried")))


def _of_stretch(read: Read, stretch: Stretch) -> Iterator[tuple[int, int, PlacePhrase]]:
    """Yield what a stretch has put on the trail, which it ends."""
    first = stretch.scan.offset(0)
    return takewhile(lambda noted: _is_within(noted[2], stretch.where, first), reversed(read.trail))


def _is_within(phrase: PlacePhrase, where: str, first: int) -> bool:
    return phrase.span is not None and phrase.span.field == where and phrase.span.start >= first


def words_of_place(read: Read, stretch: Stretch, place: PlaceHit) -> str:
    """Return the words of a place as they stand in the report.

    Parameters
    ----------
    read : Read
    stretch : Stretch
    place : PlaceHit
    """
    part = read.report.part(stretch.where)
    return part[stretch.scan.offset(place.start) : stretch.scan.stop(place.end)]


def carried(read: Read, stretch: Stretch) -> list[PlacePhrase]:
    """Return the places of earlier sentences, those of the same paragraph or item first, the nearest first.

    Parameters
    ----------
    read : Read
    stretch : Stretch
    """
    here = [
        phrase
        for paragraph, item, phrase in reversed(read.trail[-_MEMORY:])
        if paragraph == stretch.paragraph and item == stretch.item
    ]
    near = [
        phrase
        for paragraph, item, phrase in reversed(read.trail[-_MEMORY:])
        if item == stretch.item and 0 < stretch.paragraph - paragraph <= 2
    ]
    return [*here[:4], *near[:3]]


def span(stretch: Stretch, scan: Scan, start: int, end: int) -> Span:
    """Return the characters of tokens `start` to `end`.

    Parameters
    ----------
    stretch : Stretch
    scan : Scan
    start, end : int
    """
    return Span(scan.offset(start), scan.stop(end), stretch.where)
