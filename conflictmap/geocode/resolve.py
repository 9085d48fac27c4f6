"""From mentions to one place: which row each name means, which mention is the answer, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from conflictmap.gazetteer import Gazetteer
from conflictmap.geocode.derive import Deriver, Meaning
from conflictmap.geocode.index import STAGES, Match, NameIndex
from conflictmap.geocode.parse import Mention, parse
from conflictmap.geocode.precision import Class, load_precision
from conflictmap.geocode.relate import CONTRADICTION, Relations
from conflictmap.geocode.scan import Scanner
from conflictmap.geocode.words import KindWord, load_place_words
from conflictmap.geocode.world import World, world_file
from conflictmap.model import Alternative, Geocode

__all__ = ["Context", "Reading", "Resolver"]

_LEAST = 0.14
"""A candidate worth less is no candidate."""

_AMBIGUOUS = 0.8
"""From this share of the best score on, a runner-up makes the answer doubtful."""

_CACHE_LIMIT = 50_000


@dataclass(frozen=True, slots=True)
class Context:
    """A place known from elsewhere in the report.

    Attributes
    ----------
    meaning : Meaning
    weight : float
        From 0 (means nothing here) to 1 (holds as firmly as a container in the string itself).
    contains : bool
        Whether it is the place in which what follows lies ("MOSUL -"), not just one named beside it.
    """

    meaning: Meaning
    weight: float
    contains: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a location string says.

    Attributes
    ----------
    meaning : Meaning or None
        ``None`` for a place abroad.
    match : str
        As in `Geocode.match`.
    stage : str
        How the name was found.
    score : float
        From 0 to 1.
    level : int
        How specific, see `conflictmap.geocode.precision.Class`.
    alternatives : tuple of (int, float)
        Rows that the words might have meant, with scores, best first.
    doubts : tuple of str
    abroad : str or None
        Country code of the place abroad that the string names.
    unplaced : bool
        Whether a name in the string is not in the gazetteer.
    """

    meaning: Meaning | None
    match: str = "exact"
    stage: str = "exact"
    score: float = 1.0
    level: int = 0
    alternatives: tuple[tuple[int, float], ...] = ()
    doubts: tuple[str, ...] = ()
    abroad: str | None = None
    unplaced: bool = False


@dataclass(slots=True)
class _Choice:
    """A mention with the row it is taken to mean."""

    mention: Mention
    at: int
    match: Match
    meaning: Meaning
    score: float
    rivals: list[tuple[int, float]]


class Resolver:
    """Reads location strings of one country.

    Parameters
    ----------
    gazetteer : Gazetteer
    language : str, default "en"
        Language of the strings' own words ("near", "north of").
    """

    def __init__(self, gazetteer: Gazetteer, language: str = "en") -> None:
        self.gazetteer = gazetteer
        self.words = load_place_words(language)
        self.index = NameIndex(gazetteer.places, self.words)
        self.deriver = Deriver(gazetteer, load_precision())
        self.relations = Relations(gazetteer, self.deriver.classes)
        folder, country = self.words.folder, gazetteer.country
        own = {folder.exact(n) for n in (country.name, *country.names)}
        self.world = World(country.iso2, folder, world_file(), own)
        demonyms = frozenset(folder.exact(d) for d in country.demonyms)
        self.scanner = Scanner(self.index, self.words, demonyms, self.world.is_foreign, self.is_strong)
        self._parsed: dict[str, tuple[Mention, ...]] = {}

    def _class(self, number: int) -> Class:
        return self.deriver.classes[number]

    def is_strong(self, match: Match) -> bool:
        """Whether a match is a city, a town or a province."""
        return self._class(match.number).prior >= 0.8

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions of a location string. They are shared: do not change them."""
        found = self._parsed.get(text)
        if found is None:
            if len(self._parsed) >= _CACHE_LIMIT:
                self._parsed.clear()
            parsed = parse(self.scanner.scan(text), self.words.adjectives)
            found = self._parsed[text] = tuple(self._with_capital(m) for m in parsed)
        return found

    def _with_capital(self, mention: Mention) -> Mention:
        """Fill in "the capital", which needs no context."""
        number = self.relations.numbers.get(self.gazetteer.country.capital or "")
        if mention.anaphor != "capital" or number is None:
            return mention
        return replace(mention, matches=(Match(number, "exact", 1.0),), anaphor="")

    def read(self, text: str, context: Sequence[Context] = ()) -> Reading | None:
        """Return what a location string says, ``None`` if it names no place.

        Parameters
        ----------
        text : str
            A phrase of a report or a field of a table.
        context : sequence of Context
            What the report says elsewhere; it decides between namesakes.
        """
        return self.weigh(self.mentions(text), context)

    def weigh(self, mentions: Sequence[Mention], context: Sequence[Context] = ()) -> Reading | None:
        """Return the best reading of mentions, ``None`` if they lead to no place."""
        if len(mentions) == 1 and self._is_surname(mentions[0]):
            return None
        candidates = [self._candidates(m) for m in mentions]
        abroad = self._abroad(mentions, candidates)
        if abroad is not None:
            return Reading(None, abroad=abroad)
        unplaced = any(m.names_unknown for m in mentions)
        choices = self._choose(mentions, candidates, context)
        if not choices:
            return None
        kept, dropped, doubts = self._consistent(choices)
        answer = self._answer(kept)
        return self._reading(answer, kept, dropped, doubts, unplaced)

    def _is_surname(self, mention: Mention) -> bool:
        """Whether all there is is a name that men in the news bear, and nothing says that a place is meant."""
        return mention.relation == "at" and mention.kind is None and mention.key in self.words.surnames

    # candidates

    def _candidates(self, mention: Mention) -> list[tuple[Match, float]]:
        """Return the rows a mention may mean, with their worth before anything else in the string is looked at."""
        matches = mention.matches
        kind = mention.kind
        if mention.titled and kind is not None and (things := self.index.thing(kind.number, mention.key)):
            matches = (*things, *matches)
        found = []
        for match in matches:
            rule = self._class(match.number)
            worth = match.score * self._prior(match.number)
            if mention.organised:
                worth *= 0.8 if rule.prior >= 0.9 else 0.2
            if mention.partial:
                small = 0.4 if match.stage == "exact" else 0.15
                worth *= 0.95 if rule.prior >= 0.9 else 0.75 if rule.prior >= 0.8 or rule.name == "district" else small
            if mention.titled and kind is not None:
                worth *= self._titled_fit(kind, match.number)
            if worth >= _LEAST:
                found.append((match, worth))
        if kind is not None and not mention.titled and len(found) > 1:
            places = self.gazetteer.places
            found = [(m, worth * kind.fit.get(places[m.number].kind, 0.15)) for m, worth in found]
        return found

    def _prior(self, number: int) -> float:
        people = self.gazetteer.places[number].population
        return self._class(number).prior + (min(len(str(people)), 7) * 0.01 if people else 0.0)

    def _titled_fit(self, kind: KindWord, number: int) -> float:
        """Return the factor for a thing with a name: the thing itself, or what it lies in, or what it is called after."""
        if self.gazetteer.places[number].kind in kind.fit:
            return 1.2
        if self._class(number).level <= 4:
            return 0.5 if kind.road else 0.9
        return 0.25 if kind.road else 0.5

    def _abroad(self, mentions: Sequence[Mention], candidates: Sequence[Sequence[object]]) -> str | None:
        """Return the code of a country abroad if that is where the string leads.

        A foreign name counts as a container when it stands after the names of home places; before them it is only
        a name ("Aleppo Street, Mosul").
        """
        code: str | None = None
        for mention, rows in zip(mentions, candidates, strict=True):
            if rows:
                if mention.relation in ("at", "sector"):
                    code = None
            elif mention.key and not mention.border and mention.relation in ("at", "sector") and not mention.titled:
                code = self.world.country_of(mention.key) or code
        return code

    # choice

    def _choose(
        self, mentions: Sequence[Mention], candidates: Sequence[list[tuple[Match, float]]], context: Sequence[Context]
    ) -> list[_Choice]:
        choices = []
        for i, mention in enumerate(mentions):
            rows = candidates[i]
            if not rows:
                if mention.other is not None and (partner := self._candidates(mention.other)):
                    match, worth = max(partner, key=lambda pair: pair[1])
                    choices.append(_Choice(mention, i, match, Meaning(match.number, "near"), worth * 0.8, []))
                continue
            scored = [(match, self._support(match, worth, i, mentions, candidates, context)) for match, worth in rows]
            if len(scored) > 1:
                scored.sort(key=lambda pair: -pair[1])
            match, score = scored[0]
            rivals = [(m.number, s) for m, s in scored[1:6]]
            choices.append(_Choice(mention, i, match, self._meaning(mention, match, context), score, rivals))
        return choices

    def _support(
        self,
        match: Match,
        worth: float,
        at: int,
        mentions: Sequence[Mention],
        candidates: Sequence[list[tuple[Match, float]]],
        context: Sequence[Context],
    ) -> float:
        """Return the worth of a row in view of the other mentions and of the report."""
        score = worth
        if len(candidates) > 1 and len(candidates[at]) > 1:
            for j, rows in enumerate(candidates):
                if j != at and rows and self._listed(mentions, at, j):
                    score *= 0.6 + 0.4 * max(self.relations.affinity(match.number, Meaning(m.number)) for m, _ in rows)
                elif j != at and rows:
                    most = max(value for _, value in rows)
                    score *= max(
                        self.relations.fit_mention(match.number, self._plain_meaning(mentions[j], other))
                        * (value / most) ** 3
                        for other, value in rows
                    )
        for known in context:
            fitting = self.relations.fit_mention if known.contains else self.relations.affinity
            score *= 1.0 - known.weight + known.weight * fitting(match.number, known.meaning)
        return score

    @staticmethod
    def _listed(mentions: Sequence[Mention], one: int, other: int) -> bool:
        """Whether two mentions are joined by "and" or a slash."""
        return abs(one - other) == 1 and mentions[max(one, other)].listed

    def _plain_meaning(self, mention: Mention, match: Match) -> Meaning:
        if mention.relation == "at":
            return Meaning(match.number)
        if mention.relation == "between":
            return Meaning(match.number, "near")
        return Meaning(match.number, mention.relation, mention.point, mention.km)

    def _meaning(self, mention: Mention, match: Match, context: Sequence[Context]) -> Meaning:
        if mention.relation != "between" or mention.other is None:
            return self._plain_meaning(mention, match)
        partners = self._candidates(mention.other)
        if not partners:
            return Meaning(match.number, "toward" if mention.other.key else "near")

        def worth(pair: tuple[Match, float]) -> float:
            away = self.relations.distance(match.number, pair[0].number)
            return self._support(pair[0], pair[1], 0, [mention], [[]], context) / (1.0 + away / 100.0)

        partner = max(partners, key=worth)[0]
        return Meaning(match.number, "between", other=partner.number)

    # consistency

    def _consistent(self, choices: list[_Choice]) -> tuple[list[_Choice], list[_Choice], list[str]]:
        """Split the choices into those that go together and those that cannot be meant beside them."""
        dropped: list[_Choice] = []
        doubts: list[str] = []
        for i, one in enumerate(choices):
            for other in choices[i + 1 :]:
                if one in dropped or other in dropped or self._joined(one, other):
                    continue
                if self._fit(one, other) >= CONTRADICTION:
                    continue
                both_at = one.meaning.relation == other.meaning.relation == "at"
                if both_at and self._trust(one) >= 0.7 and self._trust(other) >= 0.7:
                    doubts.append("two_places")
                    dropped.append(other)
                else:
                    dropped.append(one if self._trust(one) < self._trust(other) else other)
        return [c for c in choices if c not in dropped], dropped, doubts

    def _joined(self, one: _Choice, other: _Choice) -> bool:
        return other.mention.listed and other.at == one.at + 1

    def _fit(self, one: _Choice, other: _Choice) -> float:
        if one.meaning.relation in ("at", "sector"):
            return self.relations.fit_mention(one.meaning.number, other.meaning)
        if other.meaning.relation in ("at", "sector"):
            return self.relations.fit_mention(other.meaning.number, one.meaning)
        return 1.0

    def _trust(self, choice: _Choice) -> float:
        """Return how firmly a name stands by itself: its kind and how it was found."""
        worth = STAGES[choice.match.stage].score * self._class(choice.match.number).prior
        worth *= 0.6 if choice.mention.titled or choice.mention.partial else 1.0
        return worth if choice.mention.relation in ("at", "sector", "outside") else 0.6 * worth

    # the answer

    def _answer(self, kept: list[_Choice]) -> _Choice:
        """Return the most specific choice; of equals the first."""
        best = kept[0]
        for choice in kept[1:]:
            if self._specific(choice) > self._specific(best) + 0.01 and not self._joined(kept[0], choice):
                best = choice
        return best

    def _specific(self, choice: _Choice) -> float:
        level = self._class(choice.match.number).level
        relation = choice.meaning.relation
        if relation == "toward":
            return -1.0 + level / 100
        if relation in ("near", "outside", "between"):
            return min(level, 3.6) if level >= 3 else level - 0.3
        if relation == "sector":
            return min(level + 0.3, 4.4) if level <= 4 else level
        return 4.5 if level == 4 else level

    def _reading(
        self, answer: _Choice, kept: list[_Choice], dropped: list[_Choice], doubts: list[str], unplaced: bool
    ) -> Reading:
        meaning = answer.meaning
        partner = self._partner(answer, kept)
        if partner is not None:
            doubts = [*doubts, "two_places"]
            meaning = Meaning(meaning.number, "both", other=partner.meaning.number)
        stage = answer.match.stage
        lost = unplaced or any(self._specific(c) > self._specific(answer) for c in dropped)
        match = "container" if lost and self._is_container(answer) else STAGES[stage].match
        if STAGES[stage].match == "fuzzy":
            doubts = [*doubts, "fuzzy_place"]
        rivals = sorted(
            [*answer.rivals, *((c.match.number, 0.3 * c.score) for c in dropped)], key=lambda pair: -pair[1]
        )
        second = self._rivalry(answer, rivals)
        if second >= _AMBIGUOUS:
            doubts = [*doubts, "ambiguous_place"]
        score = STAGES[stage].score * (1.0 if not second else 1.0 / (1.0 + 0.6 * second))
        best = max(answer.score, 1e-9)
        return Reading(
            meaning=meaning,
            match=match,
            stage=stage,
            score=round(score * (0.8 if match == "container" else 1.0), 3),
            level=self._class(answer.match.number).level,
            alternatives=tuple((n, round(min(1.0, s / best) * score, 3)) for n, s in rivals[:4] if s > 0.02 * best),
            doubts=tuple(dict.fromkeys(doubts)),
            unplaced=unplaced,
        )

    def _is_container(self, answer: _Choice) -> bool:
        return self._class(answer.match.number).level <= 4

    def _rivalry(self, answer: _Choice, rivals: list[tuple[int, float]]) -> float:
        """Return the best rival's share of the answer's score; a rival that holds the answer is no rival."""
        number = answer.match.number
        own = self.gazetteer.places[number]
        for other, score in rivals:
            place = self.gazetteer.places[other]
            holds = self._class(other).level < self._class(number).level and (
                other in self.relations.chain(number) or own.province == place.name or own.district == place.name
            )
            if not holds:
                return min(1.0, score / max(answer.score, 1e-9))
        return 0.0

    def _partner(self, answer: _Choice, kept: list[_Choice]) -> _Choice | None:
        """Return the second of two places that the string joins with "and" or a slash, if neither holds the other."""
        for choice in kept:
            joined = self._joined(answer, choice) or self._joined(choice, answer)
            same = abs(self._class(choice.match.number).level - self._class(answer.match.number).level) <= 2
            if joined and same and choice.meaning.relation == answer.meaning.relation == "at":
                one, other = answer.match.number, choice.match.number
                chain = self.relations.chain
                if one != other and one not in chain(other) and other not in chain(one):
                    return choice
        return None

    # result

    def geocode(self, reading: Reading) -> Geocode | None:
        """Return the geocode of a reading; ``None`` for a place abroad."""
        if reading.meaning is None:
            return None
        made = self.deriver.geocode(reading.meaning, reading.stage)
        if reading.score == made.score and reading.match == made.match and not reading.alternatives:
            return made
        places = self.gazetteer.places
        others = tuple(
            Alternative(p.place_id, p.name, p.lat, p.lon, p.province, score)
            for number, score in reading.alternatives
            for p in (places[number],)
        )
        return replace(made, match=reading.match, score=reading.score, alternatives=others)
