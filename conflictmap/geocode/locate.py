"""From the incidents of one report to their places: context, words that point back, what lies abroad."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from conflictmap.geocode.derive import Meaning
from conflictmap.geocode.fold import plain
from conflictmap.geocode.index import Match
from conflictmap.geocode.mention import Mention
from conflictmap.geocode.relate import CONTRADICTION
from conflictmap.geocode.resolve import Context, Reading, Resolver
from conflictmap.geometry import distance_km
from conflictmap.model import Geocode, Incident, Located, PlacePhrase, Report

__all__ = ["Locator"]

_WEIGHTS = {
    "header": 0.97,
    "clause": 0.85,
    "sentence": 0.8,
    "carried": 0.4,
    "title": 0.5,
    "dateline": 0.3,
    "country": 0.0,
}
"""How firmly a place named at each origin holds for the other phrases of the same incident."""

_ELSEWHERE = 0.15
"""How firmly places of the report's other incidents hold."""

_SENTENCE = 0.85
"""How firmly the towns that the incident's own sentence names hold, whatever it says of them."""

_RIVAL = 0.3
"""A namesake with this share of the score makes it worth looking further."""

_HERE = frozenset({"clause", "sentence"})
_FAR = frozenset({"title", "dateline"})
_SPEAKING = frozenset({"ministry", "building", "hospital", "university", "school"})
_POPULATED = frozenset({"city", "town"})
_FITTING = {
    "city": _POPULATED,
    "town": frozenset({"town", "city", "village", "subdistrict"}),
    "village": frozenset({"village", "town"}),
    "province": frozenset({"province"}),
    "district": frozenset({"district", "subdistrict", "neighbourhood", "town"}),
    "subdistrict": frozenset({"subdistrict", "town", "village"}),
    "neighbourhood": frozenset({"neighbourhood"}),
}
"""What the places are to which "the <word>" points back."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase that resolved."""

    phrase: PlacePhrase
    reading: Reading


class Locator:
    """Places the incidents of reports.

    Parameters
    ----------
    resolver : Resolver
    online : callable, optional
        Asked for the names that the gazetteer does not know; takes a location string, returns a Geocode or ``None``.
    """

    def __init__(self, resolver: Resolver, online: Callable[[str], Geocode | None] | None = None) -> None:
        self.resolver = resolver
        self.online = online
        self.gazetteer = resolver.gazetteer
        country = self.gazetteer.country
        words = sorted({country.name, *country.names, *country.demonyms}, key=len, reverse=True)
        self._home = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)

    def locate(self, incidents: Sequence[Incident]) -> list[Located]:
        """Return the incidents of one report with their places, in order.

        Parameters
        ----------
        incidents : sequence of Incident
            All of them from one report: each is context for the others.
        """
        first = [self._certain(incident) for incident in incidents]
        located = []
        for i, incident in enumerate(incidents):
            elsewhere = [c for j, found in enumerate(first) if j != i for c in found]
            located.append(self._locate(incident, self._own_context(incident), self._thinned(elsewhere)))
        return located

    # context

    def _certain(self, incident: Incident) -> list[Context]:
        """Return the places of an incident that need no context to be understood."""
        found = []
        for phrase in incident.places:
            if phrase.origin in _FAR or phrase.origin == "country":
                continue
            reading = self.resolver.read(phrase.text)
            if reading is not None and _is_certain(reading) and reading.meaning is not None:
                found.append(Context(Meaning(reading.meaning.number), _ELSEWHERE))
        return found

    def _thinned(self, contexts: Iterable[Context]) -> list[Context]:
        """Return each place once: that a report names a city ten times does not count ten times."""
        return list({c.meaning.number: c for c in contexts}.values())[:6]

    def _own_context(self, incident: Incident) -> list[tuple[PlacePhrase, Context]]:
        """Return the places that the phrases of an incident name for certain, with the phrase of each."""
        found = []
        for phrase in incident.places:
            weight = _WEIGHTS.get(phrase.origin, 0.0)
            reading = self.resolver.read(phrase.text) if weight else None
            if reading is not None and _is_certain(reading) and reading.meaning is not None:
                found.append((phrase, Context(reading.meaning, weight, contains=phrase.origin == "header")))
        return found

    # one incident

    def _locate(self, incident: Incident, own: list[tuple[PlacePhrase, Context]], elsewhere: list[Context]) -> Located:
        unplaced = False
        best: _Found | None = None
        abroad: PlacePhrase | None = None
        for phrase in incident.places:
            if best is not None and not (phrase.origin == best.phrase.origin and phrase.origin in _HERE):
                break
            if phrase.origin == "dateline" and self._is_desk(phrase):
                continue
            context = [c for other, c in own if other is not phrase] + elsewhere
            reading = self._read(phrase, context, incident)
            if reading is None:
                unplaced = unplaced or (best is None and phrase.origin not in _FAR and self._names_unknown(phrase))
            elif reading.abroad is not None:
                if phrase.origin not in _FAR:
                    abroad = phrase
                    break
                abroad = abroad or (phrase if not self._at_home(incident.report) else None)
            elif best is None or self._is_within(reading, best.reading):
                best = _Found(phrase, reading)
        if best is not None:
            return self._placed(incident, self._settled(incident, best, own, elsewhere), unplaced)
        if abroad is not None:
            return Located(incident, None, abroad, "abroad", incident.doubts)
        return self._unplaced(incident)

    def _settled(
        self, incident: Incident, found: _Found, own: list[tuple[PlacePhrase, Context]], elsewhere: list[Context]
    ) -> _Found:
        """Read a phrase with namesakes in several provinces again, in view of all that its sentence names."""
        places, reading = self.gazetteer.places, found.reading
        if reading.meaning is None or reading.match == "container":
            return found
        province = places[reading.meaning.number].province
        if all(places[n].province == province or score < _RIVAL * reading.score for n, score in reading.alternatives):
            return found
        sentence = plain(incident.sentence.of(incident.report))
        names = [m for item in self.resolver.scanner.scan(sentence) if len(item.matches) for m in item.matches[:1]]
        near = [
            Context(Meaning(m.number), _SENTENCE) for m in names if m.stage == "exact" and self.resolver.is_strong(m)
        ]
        if not near:
            return found
        context = [c for other, c in own if other is not found.phrase] + elsewhere + near[:4]
        again = self._read(found.phrase, context, incident)
        return _Found(found.phrase, again) if again is not None and again.meaning is not None else found

    def _is_desk(self, phrase: PlacePhrase) -> bool:
        """Whether a dateline names the capital, where reporters sit whatever they report on."""
        reading = self.resolver.read(phrase.text)
        if reading is None or reading.meaning is None:
            return False
        return self.gazetteer.places[reading.meaning.number].place_id == self.gazetteer.country.capital

    def _names_unknown(self, phrase: PlacePhrase) -> bool:
        return any(m.names_unknown for m in self.resolver.mentions(phrase.text))

    def _is_within(self, reading: Reading, known: Reading) -> bool:
        """Whether a second phrase of the same sentence tells the place of the first one more narrowly.

        A ministry or hospital does not count: it is named as a source as often as as a place.
        """
        if reading.meaning is None or known.meaning is None or reading.level <= known.level:
            return False
        if known.level == 0:
            return True
        if reading.meaning.relation != "at" or known.meaning.relation not in ("at", "sector"):
            return False
        if self.gazetteer.places[reading.meaning.number].kind in _SPEAKING:
            return False
        return self.resolver.relations.fit_mention(reading.meaning.number, known.meaning) >= 0.5

    def _placed(self, incident: Incident, found: _Found, unplaced: bool) -> Located:
        reading, phrase = found.reading, found.phrase
        if unplaced and reading.match != "fuzzy" and reading.level:
            reading = reading._replace(match="container", score=round(0.8 * reading.score, 3))
        geocode = self.resolver.geocode(reading)
        doubts = tuple(dict.fromkeys((*incident.doubts, *reading.doubts)))
        if reading.match == "container" and (asked := self._asked(incident, geocode)) is not None:
            return asked
        return Located(incident, geocode, phrase, None, doubts)

    def _asked(self, incident: Incident, container: Geocode | None) -> Located | None:
        """Return the incident placed by the online geocoder, if that knows the place and puts it in `container`."""
        if self.online is None:
            return None
        for phrase in incident.places:
            if phrase.origin not in _HERE or not self._names_unknown(phrase):
                continue
            names = [m.text for m in self.resolver.mentions(phrase.text) if m.key and not m.anaphor]
            around = container.name if container is not None and container.name not in names else None
            found = self.online(", ".join([*names, around] if around else names))
            if found is not None and (container is None or _lies_in(found, container)):
                doubts = tuple(dict.fromkeys((*incident.doubts, "online_place")))
                return Located(incident, found, phrase, None, doubts)
        return None

    def _unplaced(self, incident: Incident) -> Located:
        """Return an incident of which only the country is known, or not even that."""
        if not self._at_home(incident.report):
            return Located(incident, None, None, "no_place", incident.doubts)
        if (asked := self._asked(incident, None)) is not None:
            return asked
        phrase = next((p for p in incident.places if p.origin == "country"), None)
        return Located(incident, self._country(), phrase, None, incident.doubts)

    def _country(self) -> Geocode:
        country = self.gazetteer.country
        return Geocode(
            None, None, None, 6, 3, country.place_id, country.name, "country", None, None, None, None, country.iso2
        )

    def _at_home(self, report: Report) -> bool:
        """Whether title or text names the country, its people, or one of its provinces and larger towns."""
        parts = (plain(report.title), plain(report.text))
        if any(self._home.search(part) for part in parts):
            return True
        items = (item for part in parts for item in self.resolver.scanner.scan(part))
        return any(m.stage == "exact" and self.resolver.is_strong(m) for item in items for m in item.matches)

    # one phrase

    def _read(self, phrase: PlacePhrase, context: Sequence[Context], incident: Incident) -> Reading | None:
        """Return what a phrase says, with the words that point back filled in and the item's head as container."""
        mentions: Sequence[Mention] = self.resolver.mentions(phrase.text)
        if any(m.anaphor for m in mentions):
            header = [p.text for p in incident.places if p.origin == "header" and p is not phrase]
            whole, mentions = self._filled(mentions, [*header, *phrase.antecedents], context)
            if whole is not None:
                return whole
        reading = self.resolver.weigh(mentions, context)
        if phrase.origin in _HERE and reading is not None:
            return self._under_header(reading, mentions, context, incident)
        return reading

    def _under_header(
        self, reading: Reading, mentions: Sequence[Mention], context: Sequence[Context], incident: Incident
    ) -> Reading:
        """Set a small place that cannot lie where the head of its item says ("MOSUL -") against that head.

        A quarter or village known only from elsewhere is then most likely a namesake that the gazetteer lacks.
        """
        header = next((p for p in incident.places if p.origin == "header"), None)
        if header is None or reading.meaning is None or self._is_strong(reading):
            return reading
        head = self.resolver.read(header.text)
        if head is None or head.meaning is None:
            return reading
        if self.resolver.relations.fit_mention(reading.meaning.number, head.meaning) >= CONTRADICTION:
            return reading
        both = self.resolver.weigh([*mentions, *self.resolver.mentions(header.text)], context)
        return both if both is not None and both.meaning is not None else reading

    def _is_strong(self, reading: Reading) -> bool:
        meaning = reading.meaning
        return meaning is not None and self.resolver.classes[meaning.number].prior >= 0.8

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
                return self._nearby(pointed) if mention.relation == "near" else pointed, []
            match = Match(pointed.meaning.number, pointed.stage, 1.0)
            filled.append(replace(mention, matches=(match,), anaphor="", kind=None))
        return None, filled

    def _nearby(self, pointed: Reading) -> Reading:
        meaning = pointed.meaning
        if meaning is None or meaning.relation != "at":
            return pointed
        return pointed._replace(meaning=meaning._replace(relation="near"))

    def _antecedent(self, wanted: str, antecedents: Sequence[str], context: Sequence[Context]) -> Reading | None:
        """Return the place that words point back to: of the kind they ask for, the nearest first."""
        for text in antecedents:
            mentions = [m for m in self.resolver.mentions(text) if not m.anaphor]
            reading = self.resolver.weigh(mentions, context) if mentions else None
            if reading is None or reading.meaning is None:
                continue
            fitting = self._fitting(wanted, reading)
            if fitting is not None:
                return fitting
        return None

    def _fitting(self, wanted: str, reading: Reading) -> Reading | None:
        """Return a reading, or the row that contains it, if it is what the words ask for."""
        meaning = reading.meaning
        relations = self.resolver.relations
        if meaning is None or reading.level == 0:
            return None
        if wanted == "seat":
            province = self.gazetteer.places[meaning.number].province
            seat = relations.seats.get(province or "")
            return Reading(Meaning(seat), level=4) if seat is not None else None
        kinds = _FITTING.get(wanted)
        if kinds is None:
            return reading
        place = self.gazetteer.places[meaning.number]
        if wanted == "province":
            number = relations.provinces.get(place.province or "")
            return Reading(Meaning(number), level=2) if number is not None else None
        number = relations.climb(meaning.number, kinds)
        if number is None:
            return None
        if number == meaning.number and meaning.relation == "at":
            return reading
        return Reading(Meaning(number), level=self.resolver.classes[number].level)


def _is_certain(reading: Reading) -> bool:
    """Whether a reading may serve as context for others."""
    return reading.meaning is not None and reading.level > 0 and reading.score >= 0.75 and reading.match != "fuzzy"


def _lies_in(found: Geocode, container: Geocode) -> bool:
    """Whether a point lies in the area of another geocode, or close to it."""
    if found.lat is None or found.lon is None or container.lat is None or container.lon is None:
        return container.province is None or container.province == found.province
    reach = (container.radius_km or 0.0) + 15.0
    return distance_km(found.lat, found.lon, container.lat, container.lon) <= reach
