"""One phrase of an incident: words that point back are filled in, the head of its item is its container."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conflictmap.geocoding.choosing.disambiguation import Context
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.nameindex import STAGES, Match
from conflictmap.geocoding.parsing.toponyms import Mention
from conflictmap.geocoding.placing.derivation import Meaning
from conflictmap.geocoding.resolver import Reading, Resolver
from conflictmap.model import Incident, PlacePhrase, Report

__all__ = ["CLAUSE", "HERE", "PhraseReader"]

CLAUSE = frozenset({"clause", "subject"})
"""Origins of phrases that stand in the clause of the incident."""

HERE = CLAUSE | {"sentence"}
"""Origins of phrases that stand beside the incident itself."""

_OF_TOWNS = frozenset({"subject", "town"})
"""Origins of names that stand where men's stand as well."""

_QUARTERS = frozenset({"neighbourhood", "subdistrict", "district"})
_POPULATED = frozenset({"city", "town"})
_FITTING = {
    "city": _POPULATED,
    "town": frozenset({"town", "city", "village", "subdistrict"}),
    "village": frozenset({"village", "town"}),
    "district": frozenset({"district", "subdistrict", "neighbourhood", "town"}),
    "subdistrict": frozenset({"subdistrict", "town", "village"}),
    "neighbourhood": frozenset({"neighbourhood"}),
}
"""What the places are to which "the <word>" points back."""


class PhraseReader:
    """Reads the place phrases of incidents.

    Parameters
    ----------
    resolver : Resolver
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        self.places = resolver.places

    def read(self, phrase: PlacePhrase, context: Sequence[Context], incident: Incident) -> Reading | None:
        """Return what a phrase says, ``None`` if it names no place.

        Parameters
        ----------
        phrase : PlacePhrase
        context : sequence of Context
            Places known from elsewhere in the report.
        incident : Incident
            Whose phrase it is.
        """
        mentions: Sequence[Mention] = self.resolver.mentions(phrase.text)
        if not self.counts(phrase, incident.report):
            return None
        if any(m.anaphor for m in mentions):
            header = [p.text for p in incident.places if p.origin == "header" and p is not phrase]
            whole, mentions = self._filled(mentions, [*header, *phrase.antecedents], context)
            if whole is not None:
                return whole
        reading = self.resolver.weigh(mentions, context)
        if phrase.origin in HERE and reading is not None:
            return self._under_header(reading, mentions, context, incident)
        return reading

    def counts(self, phrase: PlacePhrase, report: Report) -> bool:
        """Whether a phrase may be a place's name, and not a man's.

        Parameters
        ----------
        phrase : PlacePhrase
        report : Report
        """
        if phrase.origin in _OF_TOWNS and not self._is_town(phrase):
            return False
        return not self._is_person(phrase, report)

    def _is_town(self, phrase: PlacePhrase) -> bool:
        """Whether a phrase names a town, a province or what no man is called by, as it is spelled.

        Quarters share names with men, and abroad governments act: they count only where something befell them.
        """
        reading, befallen = self.resolver.read(phrase.text), phrase.origin == "subject"
        if reading is None or reading.meaning is None:
            return reading is not None and befallen
        if STAGES[reading.stage].match == "fuzzy":
            return False
        number, mentions = reading.meaning.number, self.resolver.mentions(phrase.text)
        if self.resolver.is_strong_row(number) or any(m.kind is not None for m in mentions):
            return True
        told = self.places[number].kind in _QUARTERS or " " in mentions[0].text
        return befallen and told and not self.resolver.is_mans(phrase.text)

    def _is_person(self, phrase: PlacePhrase, report: Report) -> bool:
        """Whether a phrase is a man's name; one that "in" or "near" stands before is a place's."""
        if not self.resolver.is_surname(self.resolver.mentions(phrase.text)):
            return False
        if phrase.span is None:
            return True
        before = report.part(phrase.span.field)[: phrase.span.start].split()[-1:]
        tag = self.resolver.words.tags.get(before[0].casefold()) if before else None
        return tag is None or tag.role not in ("inside", "near")

    def names_unknown(self, phrase: PlacePhrase) -> bool:
        """Whether a phrase names a place that the gazetteer lacks."""
        return any(m.names_unknown for m in self.resolver.mentions(phrase.text))

    def _under_header(
        self, reading: Reading, mentions: Sequence[Mention], context: Sequence[Context], incident: Incident
    ) -> Reading:
        """Set a small place that cannot lie where the head of its item says ("MOSUL -") against that head.

        A quarter or village known only from elsewhere is then most likely a namesake that the gazetteer lacks.
        """
        header = next((p for p in incident.places if p.origin == "header"), None)
        if header is None or reading.meaning is None or self.resolver.is_strong_row(reading.meaning.number):
            return reading
        head = self.resolver.read(header.text)
        if head is None or head.meaning is None:
            return reading
        if self.resolver.relations.fit_mention(reading.meaning.number, head.meaning) >= WEIGHTS.contradiction:
            return reading
        both = self.resolver.weigh([*mentions, *self.resolver.mentions(header.text)], context)
        return both if both is not None and both.meaning is not None else reading

    # words that point back

    def _filled(
        self, mentions: Sequence[Mention], antecedents: Sequence[str], context: Sequence[Context]
    ) -> tuple[Reading | None, list[Mention]]:
        """Return mentions in which words that point back are rows; or a whole reading where they are all there is."""
        filled: list[Mention] = []
        for mention in mentions:
            if not mention.anaphor:
                filled.append(mention)
                continue
            pointed = self._antecedent(mention.anaphor, antecedents, context)
            if pointed is None or pointed.meaning is None:
                continue
            if mention.anaphor == "any" and len(mentions) == 1:
                return (_nearby(pointed) if mention.relation == "near" else pointed), []
            match = Match(pointed.meaning.number, pointed.stage, 1.0)
            filled.append(replace(mention, matches=(match,), anaphor="", kind=None))
        return None, filled

    def _antecedent(self, wanted: str, antecedents: Sequence[str], context: Sequence[Context]) -> Reading | None:
        """Return the place that words point back to: of the kind they ask for, the nearest first."""
        for text in antecedents:
            mentions = [m for m in self.resolver.mentions(text) if not m.anaphor]
            reading = self.resolver.weigh(mentions, context) if mentions else None
            if reading is None or reading.meaning is None or reading.level == 0:
                continue
            fitting = self._fitting(wanted, reading, reading.meaning)
            if fitting is not None:
                return fitting
        return None

    def _fitting(self, wanted: str, reading: Reading, meaning: Meaning) -> Reading | None:
        """Return a reading, or the row that contains it, if it is what the words ask for."""
        relations = self.resolver.relations
        province = self.places[meaning.number].province or ""
        if wanted in ("seat", "province"):
            number = (relations.seats if wanted == "seat" else relations.provinces).get(province)
        elif wanted in _FITTING:
            number = relations.climb(meaning.number, _FITTING[wanted])
            if number == meaning.number and meaning.relation == "at":
                return reading
        else:
            return reading
        return None if number is None else Reading(Meaning(number), level=self.resolver.classes[number].level)


def _nearby(pointed: Reading) -> Reading:
    meaning = pointed.meaning
    if meaning is None or meaning.relation != "at":
        return pointed
    return pointed._replace(meaning=meaning._replace(relation="near"))
