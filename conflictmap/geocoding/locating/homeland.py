"""Is a report about the country at all? Names that may also lie abroad.

A report read for a country is about it unless it says otherwise: a name that the gazetteer has is at home as long as
nothing foreign stands beside it, in its sentence, the title or the dateline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from conflictmap.gazetteer import facts_of
from conflictmap.geocoding.choosing.disambiguation import Context
from conflictmap.geocoding.locating.foreignsigns import ForeignSigns, Sign
from conflictmap.geocoding.names.folding import ARTICLES, plain
from conflictmap.geocoding.names.nameindex import STAGES
from conflictmap.geocoding.parsing.locationwords import Line
from conflictmap.geocoding.resolver import Reading, Resolver
from conflictmap.model import Incident, PlacePhrase, Report, Span
from conflictmap.text import Orthography, fold, sentences

__all__ = ["ALIKE", "Home", "Standing"]

_AFFINE = 0.8
"""A place named beside it with this affinity makes a namesake of a foreign capital the one at home."""

ALIKE = frozenset({"building", "church", "country", "hospital", "hotel", "market", "ministry", "university"})
"""Kinds of place that are named alike in every country: the central bank, the interior ministry."""

_BY_NAME = 0.95
"""Least worth of the stage by which a name that ties a report was found: a spelling, not a likeness."""

_BARE = frozenset({"sentence", "town"})
"""Origins of a name that nothing leads to as a place: it may be a man's or a football club's."""

_GREAT = frozenset({"city", "province"})
_SHORT = 3
"""Letters of a name that is a word or a name elsewhere too often to tie a report by itself."""

_DATELINE = re.compile(r"[^.\n]{0,80}?(?:\.[^.\n]{0,10}){0,3} -+ ")
_HEADS = frozenset({"dateline", "header"})


@dataclass(slots=True)
class Standing:
    """How a report stands to the country.

    Attributes
    ----------
    report : Report
    tied : bool
        Whether it names the country, its people, or a town or province of its that can lie nowhere else.
    head : tuple of Sign
        What is foreign in its title and dateline.
    parts : tuple of (str, Span)
        Its sentences; filled when first asked for.
    """

    report: Report
    tied: bool
    head: tuple[Sign, ...] = ()
    parts: list[Span] = field(default_factory=list)


class Home:
    """What ties a report, and a name in it, to the country of a gazetteer.

    Parameters
    ----------
    resolver : Resolver
    orthography : Orthography
        How the language ends its sentences.
    """

    def __init__(self, resolver: Resolver, orthography: Orthography) -> None:
        self.resolver = resolver
        self.orthography = orthography
        country = resolver.gazetteer.country
        words = sorted({country.name, *country.names, *country.demonyms}, key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
        self._splitter = resolver.scanner.splitter
        facts = facts_of(resolver.gazetteer)
        self.signs = ForeignSigns(resolver.world, resolver.index, self._splitter, resolver.words, facts)

    def standing(self, report: Report) -> Standing:
        """Return how a report stands to the country.

        Parameters
        ----------
        report : Report
        """
        if any(self._names.search(plain(part)) for part in (report.title, report.text)):
            return Standing(report, tied=True)
        dateline = _DATELINE.match(fold(report.text))
        head = (*self.signs.of(report.title), *self.signs.of(dateline.group() if dateline else ""))
        parts = [
            Span(s.start, s.end, name)
            for name in ("title", "text")
            for s in sentences(fold(report.part(name)), self.orthography)
        ]
        return Standing(report, any(self._tie(report, part, head) for part in parts), head, parts)

    # ties

    def _tie(self, report: Report, part: Span, head: Sequence[Sign]) -> bool:
        """Whether a sentence names a town or province of the country that is none abroad too."""
        words = part.of(report)
        return any(
            self._stands_alone(words, name.text, number, head)
            for name in self.resolver.scanner.known_names(words)
            if not self.resolver.world.is_foreign(name.key)
            for number in (m.number for m in name.matches)
            if self.resolver.is_strong_row(number)
        )

    def _stands_alone(self, words: str, name: str, number: int, head: Sequence[Sign]) -> bool:
        """Whether a strong name ties a report: a great city always, another only with nothing foreign beside it.

        A thing called after a city ("the Karbala graveyard") is no more than another name.
        """
        if not head and not self.signs.of(words):
            return True
        if self.resolver.places[number].kind != "city" or len(name) <= _SHORT:
            return False
        return not self._lends_name(words, name)

    def _lends_name(self, words: str, name: str) -> bool:
        """Whether a name stands only before the word for a thing that is called after it."""
        line, own = self._splitter.split(words), name.split()
        texts = [word.text for word in line.words]
        ends = [at + len(own) for at in range(len(texts)) if texts[at : at + len(own)] == own]
        return bool(ends) and all(self._is_called_after(line, end - len(own), end) for end in ends)

    @staticmethod
    def _is_called_after(line: Line, at: int, end: int) -> bool:
        """Whether the word at `end` is a thing called after the name that begins at `at`."""
        if not line.joins(end):
            return False
        if line.words[end].nameable or (line.leads(end) and line.words[end + 1].nameable):
            return True  # "Basra al-Sham" is another town
        kind = line.words[end].tag
        if kind is not None:
            return kind.kind is not None and kind.kind.hard
        return not line.words[end].capital and at > 0 and line.words[at - 1].role == "the"

    # a name

    def is_foreign(self, phrase: PlacePhrase, reading: Reading, context: Sequence[Context], *, tied: bool) -> bool:
        """Whether a name that the gazetteer has is meant as its namesake abroad although the report is about home.

        So it is only if the namesake is a country or capital, what it has at home is smaller, and no place near that
        is named beside it.

        Parameters
        ----------
        phrase : PlacePhrase
        reading : Reading
        context : sequence of Context
        tied : bool
            Whether the report is about home for certain.
        """
        mentions = self.resolver.mentions(phrase.text)
        if reading.meaning is None or len(mentions) != 1:
            return False
        key, number = mentions[0].key, reading.meaning.number
        if not self.resolver.world.is_major(key):
            return False
        if not tied:
            return True
        if self.resolver.places[number].kind in ("city", "province"):
            return False
        return all(self.resolver.relations.affinity(number, c.meaning) < _AFFINE for c in context)

    def is_beside_foreign(self, phrase: PlacePhrase, reading: Reading, incident: Incident, standing: Standing) -> bool:
        """Whether something foreign stands beside a name: in its sentence, the incident's, the title or the dateline.

        For anything less than a city it is enough that the report tells of a place abroad anywhere.

        Parameters
        ----------
        phrase : PlacePhrase
        reading : Reading
            Of the phrase.
        incident : Incident
        standing : Standing
        """
        if standing.head or any(True for _ in self._beside(phrase, incident, standing)):
            return True
        if reading.meaning is not None and self.resolver.places[reading.meaning.number].kind in _GREAT:
            return False
        return any(sign.placed for part in standing.parts for sign in self.signs.of(part.of(standing.report)))

    def _beside(self, phrase: PlacePhrase, incident: Incident, standing: Standing) -> Iterator[Sign]:
        yield from self.signs.of(incident.sentence.of(incident.report))
        for other in incident.places:
            if other.origin in _HEADS:
                yield from self.signs.of(other.text)
        if phrase.span is not None and not _holds(incident.sentence, phrase.span):
            for part in standing.parts:
                if _holds(part, phrase.span):
                    yield from self.signs.of(part.of(standing.report))

    def is_telling(self, phrase: PlacePhrase, reading: Reading) -> bool:
        """Whether a name by itself says that a report is about the country.

        What merely resembles a name does not, nor what is called alike in every country, nor a name beside one that
        the gazetteer lacks, nor a quarter's or village's name to which no word leads.

        Parameters
        ----------
        phrase : PlacePhrase
        reading : Reading
        """
        if reading.meaning is None or STAGES[reading.stage].score < _BY_NAME:
            return False
        if reading.unplaced and not self._is_long(phrase, reading.meaning.number):
            return False
        bare = phrase.origin in _BARE and not self._has_site(phrase)
        if bare and not self.resolver.is_strong_row(reading.meaning.number):
            return False
        if self.resolver.places[reading.meaning.number].kind not in ALIKE:
            return True
        return any(self._is_own(mention.text) for mention in self.resolver.mentions(phrase.text))

    def _has_site(self, phrase: PlacePhrase) -> bool:
        """Whether a name that no man bears has something to it where an attack can be: "Kazimiya's market"."""
        names = [mention.text for mention in self.resolver.mentions(phrase.text)]
        owns = len(names) == 1 and len(phrase.text.split()) > len(names[0].split())
        return owns and not self.resolver.is_mans(names[0])

    def _is_long(self, phrase: PlacePhrase, number: int) -> bool:
        """Whether a row is named by more words than one, which no other country is likely to have too."""
        named = (m for m in self.resolver.mentions(phrase.text) if any(match.number == number for match in m.matches))
        return any(" " in m.text and not self.resolver.world.is_foreign(m.key) for m in named)

    def _is_own(self, name: str) -> bool:
        """Whether a name such as "Dora market" holds one of a place of the country, or an Arabic article or element."""
        resolver = self.resolver
        keys = [word.key for word in self._splitter.split(name).words]
        if any(key in ARTICLES or key in resolver.words.elements for key in keys[:-1]):
            return True
        runs = ("".join(keys[i:j]) for i in range(len(keys)) for j in range(i + 1, len(keys) + 1))
        places = resolver.places
        return any(places[m.number].kind not in ALIKE for run in runs for m in resolver.index.exact(run) or ())


def _holds(whole: Span, part: Span) -> bool:
    return whole.field == part.field and whole.start <= part.start < whole.end
