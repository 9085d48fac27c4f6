"""From the incidents of one report to their places: which phrase counts, in view of the others; what lies abroad."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from conflictmap.codebook import doubt
from conflictmap.geocoding.choosing.disambiguation import Context
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.locating.beside import Beside
from conflictmap.geocoding.locating.homeland import Home, Standing
from conflictmap.geocoding.locating.phrases import CLAUSE, HERE, PhraseReader
from conflictmap.geocoding.locating.spread import spread_totals
from conflictmap.geocoding.placing.derivation import Meaning
from conflictmap.geocoding.resolver import Reading, Resolver
from conflictmap.geometry import distance_km
from conflictmap.model import Geocode, Incident, Located, PlacePhrase
from conflictmap.text import Orthography

__all__ = ["Locator"]

_WEIGHTS = {
    "header": 0.97,
    "clause": 0.85,
    "subject": 0.85,
    "sentence": 0.8,
    "carried": 0.4,
    "title": 0.5,
    "dateline": 0.3,
}
"""How firmly a place named at each origin holds for the other phrases of the same incident."""

_ELSEWHERE = 0.15
"""How firmly places of the report's other incidents hold."""

_RIVAL = 0.25
"""A namesake with this share of the score makes it worth looking further."""

_MOST_ELSEWHERE = 6
_FAR = frozenset({"title", "dateline"})
_SPEAKING = frozenset({"ministry", "building", "hospital", "university", "school"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A phrase that resolved."""

    phrase: PlacePhrase
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Case:
    """An incident with what is known around it.

    `own` are the places that its phrases name for certain, each with its phrase; `elsewhere` those of the report's
    other incidents; `standing` says whether the report is about the country at all.
    """

    incident: Incident
    own: list[tuple[PlacePhrase, Context]]
    elsewhere: list[Context]
    standing: Standing

    @property
    def tied(self) -> bool:
        """Whether the report is about the country for certain."""
        return self.standing.tied

    def context(self, phrase: PlacePhrase) -> list[Context]:
        """Return what is known beside a phrase."""
        return [c for other, c in self.own if other is not phrase] + self.elsewhere


class Locator:
    """Places the incidents of reports.

    Parameters
    ----------
    resolver : Resolver
    orthography : Orthography
        How the language of the reports ends its sentences.
    online : callable, optional
        Asked for the names that the gazetteer does not know; takes a location string, returns a Geocode or ``None``.
    """

    def __init__(
        self,
        resolver: Resolver,
        orthography: Orthography,
        online: Callable[[str], Geocode | None] | None = None,
    ) -> None:
        self.resolver = resolver
        self.online = online
        self.gazetteer = resolver.gazetteer
        self.home = Home(resolver, orthography)
        self.phrases = PhraseReader(resolver)
        self.beside = Beside(resolver)

    def locate(self, incidents: Sequence[Incident]) -> list[Located]:
        """Return the incidents of one report with their places, in order.

        Parameters
        ----------
        incidents : sequence of Incident
            All of them from one report: each is context for the others.
        """
        if not incidents:
            return []
        standing = self.home.standing(incidents[0].report)
        certain = [self._certain(incident) for incident in incidents]
        elsewhere = _elsewhere([[c.meaning.number for p, c in own if p.origin not in _FAR] for own in certain])
        located = [
            self._locate(_Case(incident, own, [Context(Meaning(row), _ELSEWHERE) for row in rows], standing))
            for incident, own, rows in zip(incidents, certain, elsewhere, strict=True)
        ]
        return spread_totals(located, self._land())

    def _certain(self, incident: Incident) -> list[tuple[PlacePhrase, Context]]:
        """Return the places that the phrases of an incident name for certain, with the phrase of each."""
        found = []
        for phrase in incident.places:
            weight = _WEIGHTS.get(phrase.origin, 0.0)
            named = weight > 0 and self.phrases.counts(phrase, incident.report)
            reading = self.resolver.read(phrase.text) if named else None
            if reading is not None and reading.meaning is not None and _is_certain(reading):
                found.append((phrase, Context(reading.meaning, weight, contains=phrase.origin == "header")))
        return found

    # one incident

    def _locate(self, case: _Case) -> Located:
        best: _Found | None = None
        spare: _Found | None = None  # a road that leads somewhere: better than nothing only
        abroad: PlacePhrase | None = None
        missed: list[PlacePhrase] = []
        for phrase in case.incident.places:
            if best is not None and not _stand_together(best.phrase, phrase):
                break
            reading = self._read(case, phrase)
            if reading is None:
                missed += [phrase] if best is None else []
            elif reading.abroad is not None:
                abroad = phrase
                break
            elif _leads_only(reading):
                spare = spare or _Found(phrase, reading)
            elif best is None or self._is_within(reading, best.reading):
                best = _Found(phrase, reading)
        best = best or (spare if abroad is None else None)
        if best is not None:
            return self._placed(case.incident, self._settled(case, best), missed)
        if abroad is not None:
            return Located(case.incident, None, abroad, "abroad", case.incident.doubts)
        return self._unplaced(case)

    def _read(self, case: _Case, phrase: PlacePhrase) -> Reading | None:
        """Return what a phrase says; ``None`` if it does not count."""
        if phrase.origin == "dateline" and self._is_desk(phrase):
            return None
        context = case.context(phrase)
        reading = self.phrases.read(phrase, context, case.incident)
        if reading is None:
            return None
        if reading.abroad is not None:  # from afar ("DAMASCUS -") it counts only if nothing ties the report to home
            return None if case.tied and phrase.origin in _FAR else reading
        if self.home.is_foreign(phrase, reading, context, tied=case.tied):
            return Reading(None, abroad="")
        return reading if case.tied else self._by_default(case, phrase, reading)

    def _by_default(self, case: _Case, phrase: PlacePhrase, reading: Reading) -> Reading | None:
        """Return a reading in a report that nothing ties to the country: at home unless something foreign is near."""
        if not self.home.is_telling(phrase, reading):
            return None
        if self.home.is_beside_foreign(phrase, reading, case.incident, case.standing):
            return Reading(None, abroad="")
        return reading

    def _is_desk(self, phrase: PlacePhrase) -> bool:
        """Whether a dateline names the capital, where reporters sit whatever they report on."""
        reading = self.resolver.read(phrase.text)
        if reading is None or reading.meaning is None:
            return False
        return self.resolver.places[reading.meaning.number].place_id == self.gazetteer.country.capital

    def _is_within(self, reading: Reading, known: Reading) -> bool:
        """Whether a second phrase of the same sentence tells the place of the first one more narrowly.

        A ministry or hospital does not count: it is named as a source as often as as a place.
        """
        if reading.meaning is None or known.meaning is None or reading.level <= known.level:
            return False
        if known.level == 0:
            return True
        wide = known.level == 1 and known.meaning.relation == "near"  # "near the border with Xland"
        if reading.meaning.relation != "at" or not (wide or known.meaning.relation in ("at", "sector")):
            return False
        if self.resolver.places[reading.meaning.number].kind in _SPEAKING:
            return False
        return self.resolver.relations.fit_mention(reading.meaning.number, known.meaning) >= 0.5

    def _settled(self, case: _Case, found: _Found) -> _Found:
        """Read a phrase with namesakes in several provinces again, in view of all that its sentence names.

        If that names no other place, in view of what stands beside it, see `Beside`.
        """
        places, reading = self.resolver.places, found.reading
        if reading.meaning is None or reading.match == "container":
            return found
        if self.beside.is_city(reading.meaning.number):
            return found
        province = places[reading.meaning.number].province
        if all(places[n].province == province or score < _RIVAL * reading.score for n, score in reading.alternatives):
            return found
        near = self.beside.named(case.incident, reading, desk=self._desk_end(case.incident))
        if not near:
            return found
        again = self.phrases.read(found.phrase, case.context(found.phrase) + near, case.incident)
        if again is None or again.meaning is None or self.beside.is_lesser(again.meaning, reading.meaning, near):
            return found
        return _Found(found.phrase, again)

    def _desk_end(self, incident: Incident) -> int:
        """Return where a dateline ends that only tells where the reporters sit, 0 without one."""
        desks = (p.span for p in incident.places if p.origin == "dateline" and p.span and self._is_desk(p))
        return next((span.end for span in desks), 0)

    # results

    def _placed(self, incident: Incident, found: _Found, missed: Iterable[PlacePhrase]) -> Located:
        reading = found.reading
        unplaced = any(p.origin not in _FAR and self.phrases.names_unknown(p) for p in missed)
        if unplaced and reading.match != "fuzzy" and reading.level:
            reading = reading._replace(match="container", score=round(WEIGHTS.container * reading.score, 3))
        geocode = self.resolver.geocode(reading)
        if reading.match == "container" and (asked := self._asked(incident, geocode)) is not None:
            return asked
        doubts = tuple(dict.fromkeys((*incident.doubts, *reading.doubts)))
        return Located(incident, geocode, found.phrase, None, doubts)

    def _unplaced(self, case: _Case) -> Located:
        """Return an incident of which only the country is known, or not even that."""
        incident = case.incident
        if not case.tied:
            return Located(incident, None, None, "no_place", incident.doubts)
        if (asked := self._asked(incident, None)) is not None:
            return asked
        phrase = next((p for p in incident.places if p.origin == "country"), None)
        return Located(incident, self._land(), phrase, None, incident.doubts)

    def _land(self) -> Geocode:
        """Return the country, of which no point is the right one."""
        country = self.gazetteer.country
        nothing = (None, None, None, None)
        return Geocode(None, None, None, 6, 3, country.place_id, country.name, "country", *nothing, country.iso2)

    def _asked(self, incident: Incident, container: Geocode | None) -> Located | None:
        """Return the incident placed by the online geocoder, if that knows the place and puts it in `container`."""
        if self.online is None:
            return None
        for phrase in incident.places:
            if phrase.origin in _FAR or phrase.origin == "carried" or not self.phrases.names_unknown(phrase):
                continue
            found = self.online(", ".join(self._question(phrase, container)))
            if found is not None and (container is None or _lies_in(found, container)):
                doubts = tuple(dict.fromkeys((*incident.doubts, doubt("online_place"))))
                return Located(incident, found, phrase, None, doubts)
        return None

    def _question(self, phrase: PlacePhrase, container: Geocode | None) -> list[str]:
        """Return the names to ask for: those of a phrase, and the container's if it is none of them."""
        names = [m.text for m in self.resolver.mentions(phrase.text) if m.key and not m.anaphor]
        around = container.name if container is not None else None
        return [*names, around] if around and around not in names else names


def _stand_together(one: PlacePhrase, other: PlacePhrase) -> bool:
    """Whether two phrases stand equally close to the incident, so that one may tell the other more narrowly."""
    return {one.origin, other.origin} <= CLAUSE or (one.origin == other.origin and one.origin in HERE)


def _leads_only(reading: Reading) -> bool:
    """Whether words name no place, only where a road leads."""
    return reading.meaning is not None and reading.meaning.relation == "toward"


def _elsewhere(named: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return for each incident the rows that the others name, in order, each once, and no more than a few.

    That a report names a city ten times does not count ten times. For each row it is enough to know its first two
    incidents: the second counts where the first is the incident itself. So the work grows with the incidents, and not
    with their pairs.

    Parameters
    ----------
    named : sequence of sequences of int
        Rows that each incident names.
    """
    first: dict[int, tuple[int, int]] = {}  # row -> position among all that is named, and incident
    second: dict[int, tuple[int, int]] = {}
    position = 0
    for incident, rows in enumerate(named):
        for row in rows:
            position += 1
            if first.setdefault(row, (position, incident))[1] != incident:
                second.setdefault(row, (position, incident))
    order = list(first)
    found = []
    for incident, rows in enumerate(named):
        own = {row for row in rows if first[row][1] == incident}
        others = [row for row in order[: _MOST_ELSEWHERE + len(own)] if row not in own]
        late = [(second[row], row) for row in own if row in second]
        ranked = sorted([*((first[row], row) for row in others), *late])
        found.append([row for _, row in ranked[:_MOST_ELSEWHERE]])
    return found


def _is_certain(reading: Reading) -> bool:
    """Whether a reading may serve as context for others."""
    return (
        reading.level > 0 and reading.score >= WEIGHTS.certain and reading.match != "fuzzy" and not _leads_only(reading)
    )


def _lies_in(found: Geocode, container: Geocode) -> bool:
    """Whether a point lies in the area of another geocode, or close to it."""
    if found.lat is None or found.lon is None or container.lat is None or container.lon is None:
        return container.province is None or container.province == found.province
    reach = (container.radius_km or 0.0) + 15.0
    return distance_km(found.lat, found.lon, container.lat, container.lon) <= reach
