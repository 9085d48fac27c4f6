"""The reader of location strings: scan, parse, choose, and say how sure the answer is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple

from conflictmap.codebook import doubt
from conflictmap.gazetteer import Gazetteer, facts_of, world_file
from conflictmap.geocoding.choosing.afar import Afar
from conflictmap.geocoding.choosing.candidates import Candidate, Candidates
from conflictmap.geocoding.choosing.disambiguation import Choice, Chooser, Context, joined, plain_meaning
from conflictmap.geocoding.choosing.relations import Relations
from conflictmap.geocoding.choosing.tail import Tail, Voucher
from conflictmap.geocoding.choosing.verdict import Judge
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.folding import Folder
from conflictmap.geocoding.names.nameindex import STAGES, Match, NameIndex
from conflictmap.geocoding.names.world import World
from conflictmap.geocoding.parsing.locationgrammar import parse
from conflictmap.geocoding.parsing.scanner import Scanner
from conflictmap.geocoding.parsing.toponyms import Mention
from conflictmap.geocoding.placing.derivation import Deriver, Meaning, changed
from conflictmap.geocoding.placing.precision import load_precision
from conflictmap.geocoding.placing.rows import Rows
from conflictmap.language import Language
from conflictmap.memo import Memo
from conflictmap.model import Alternative, Geocode

__all__ = ["Context", "Reading", "Resolver", "resolver_for"]


_LESSER = frozenset({"town", "village"})
_SETTLED = frozenset({"city", "town", "village"})


_LIKENESS = frozenset(stage for stage, how in STAGES.items() if how.match == "fuzzy")
_CACHE_LIMIT = 50_000
_MOST_MENTIONS = 24
"""Names weighed in one string; every pair of them is compared, and no phrase of a person has more."""


class Reading(NamedTuple):
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
        How specific, see `conflictmap.geocoding.placing.precision.Class`.
    alternatives : tuple of (int, float)
        Rows that the words might have meant, with scores, best first.
    doubts : tuple of str
    abroad : str or None
        Country code of the place abroad that the string names.
    unplaced : bool
        Whether a name in the string is not in the gazetteer.
    province : str or None
        What containers in the string say.
    stated : bool
        Whether they name the province as such, so that it counts even for a place that the map has across its border;
        else it only counts for a place that lies in several provinces or whose own is open.
    reported : str or None
        The province that the string names as such although the place does not lie there.
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
    province: str | None = None
    stated: bool = False
    reported: str | None = None


class Resolver:
    """Reads location strings of one country.

    Parameters
    ----------
    gazetteer : Gazetteer
    language : Language
        Of the strings' own words ("near", "north of").

    Notes
    -----
    It remembers what it has read and made, up to a limit; nothing it is asked changes what it answers.
    """

    def __init__(self, gazetteer: Gazetteer, language: Language) -> None:
        self.gazetteer = gazetteer
        self.words = words = language.places
        self.folder = folder = Folder(words.same, words.months, words.joining, words.ordinals)
        self.index = NameIndex(gazetteer.places, words, folder)
        self.rows = rows = Rows(gazetteer, load_precision())
        self.places = rows.places
        self.classes = rows.classes
        self.levels = rows.levels
        self.deriver = Deriver(gazetteer, rows, words)
        self.relations = Relations(gazetteer, rows)
        self.candidates = Candidates(rows, self.index)
        self.chooser = Chooser(self.candidates, self.relations)
        self.judge = Judge(self.candidates, self.relations)
        country = gazetteer.country
        own = {folder.exact(n) for n in (country.name, *country.names)}
        self.world = World(country.iso2, folder, world_file(), own)
        self.tail = Tail(gazetteer, rows, self.relations, folder, words, self.world.is_foreign)
        neighbours = [folder.exact(name) for name in facts_of(gazetteer).neighbours]
        self.afar = Afar(self.world, self.candidates, neighbours)
        demonyms = frozenset(folder.exact(d) for d in country.demonyms)
        self.scanner = Scanner(self.index, words, demonyms, self.world.is_foreign, self.is_strong)
        fixed = {"capital": country.capital or "", "country": country.place_id}
        self.fixed = {w: n for w, p in fixed.items() if (n := self.relations.numbers.get(p)) is not None}
        self._pcodes: dict[str | None, str | None] = {p.name: p.pcode for p in country.provinces}
        self._parsed: Memo[str, tuple[Mention, ...]] = Memo(self._parse, _CACHE_LIMIT)
        self._finished: Memo[Reading, Geocode | None] = Memo(self._finish, _CACHE_LIMIT)
        self._read: Memo[str, Reading | None] = Memo(self._read_alone, _CACHE_LIMIT)

    def is_strong(self, match: Match) -> bool:
        """Whether a match is a city, a town or a province."""
        return self.is_strong_row(match.number)

    def is_strong_row(self, number: int) -> bool:
        """Whether a row is a city, a town or a province."""
        return self.classes[number].prior >= WEIGHTS.strong

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions of a location string. They are shared: do not change them."""
        return self._parsed[text]

    def _parse(self, text: str) -> tuple[Mention, ...]:
        parsed = parse(self.scanner.scan(text), self.words.adjectives)[:_MOST_MENTIONS]
        for mention in parsed:
            if mention.anaphor or mention.seat:
                return tuple([self._filled(m, parsed[:at]) for at, m in enumerate(parsed)])
        return tuple(parsed)

    def _filled(self, mention: Mention, before: Sequence[Mention]) -> Mention:
        """Fill in "the capital" and "the country", which need no context, and "the city" that was just named."""
        if mention.seat:
            return self._seated(mention)
        number = self.fixed.get(mention.anaphor)
        if number is not None:
            return replace(mention, matches=(Match(number, "exact", 1.0),), anaphor="")
        named = next((m for m in reversed(before) if m.matches), None)
        if named is None or mention.relation == "at" or mention.anaphor not in _SETTLED:
            return mention
        # "Xvillage, north of the city" is north of another place.
        fitting = tuple(m for m in named.matches if self.places[m.number].kind == mention.anaphor)
        return replace(mention, matches=fitting, anaphor="", kind=None) if fitting else mention

    def _seated(self, mention: Mention) -> Mention:
        """Return the seat of the province, region or country that a mention names, unless a town is named so itself."""
        areas = [self.places[m.number] for m in mention.matches]
        seats = {p.place_id: self.fixed.get("capital") for p in areas if p.kind == "country"}
        seats |= {p.place_id: self.relations.seats.get(p.name) for p in areas if p.kind == "province"}
        seats |= {p.place_id: self.relations.governed.get(p.place_id) for p in areas if p.kind == "region"}
        number = next((n for n in seats.values() if n is not None), None)
        if number is None or any(p.kind in _SETTLED for p in areas):
            return mention
        return replace(mention, matches=(Match(number, "exact", 1.0),), kind=None, titled=False)

    def read(self, text: str, context: Sequence[Context] = ()) -> Reading | None:
        """Return what a location string says, ``None`` if it names no place.

        Parameters
        ----------
        text : str
            A phrase of a report or a field of a table.
        context : sequence of Context
            What the report says elsewhere; it decides between namesakes.
        """
        return self.weigh(self.mentions(text), context) if context else self._read[text]

    def _read_alone(self, text: str) -> Reading | None:
        return self.weigh(self._parsed.get(text) or self._parse(text))

    def weigh(self, mentions: Sequence[Mention], context: Sequence[Context] = ()) -> Reading | None:
        """Return the best reading of mentions, ``None`` if they lead to no place."""
        rows = [self.candidates.of(m) for m in mentions]
        abroad = self.afar.country_of(mentions, rows)
        if abroad is not None:
            return Reading(None, abroad=abroad)
        for at, mention in enumerate(mentions):
            if mention.key and _LIKENESS.issuperset([match.stage for match, _ in rows[at]]):
                vouchers = self._vouchers(at, mentions, rows, context)
                rows[at] = self.tail.of(mention, vouchers) or rows[at] or self.tail.spelled(mention, vouchers)
        choices = self.chooser.choose(mentions, rows, context)
        if not choices:
            return None
        kept, dropped, doubts = self.judge.consistent(choices)
        if dropped and self._replace(dropped, mentions, rows, context):
            choices = self.chooser.choose(mentions, rows, context)
            kept, dropped, doubts = self.judge.consistent(choices)
        unplaced = [m for m, own in zip(mentions, rows, strict=True) if not own and m.names_unknown]
        return self._reading(kept, dropped, doubts, unplaced)

    def _replace(
        self,
        dropped: Sequence[Choice],
        mentions: Sequence[Mention],
        rows: list[list[Candidate]],
        context: Sequence[Context],
    ) -> bool:
        """Put rows of the long tail in the place of those that cannot be meant; say whether there are any."""
        replaced = False
        for choice in dropped:
            at = choice.at
            if choice.meaning.relation == "at" and self.judge.level(choice) >= 4 and choice.mention.key:
                vouchers = self._vouchers(at, mentions, rows, context)
                found = self.tail.of(choice.mention, vouchers)
                found = found or self.tail.spelled(choice.mention, vouchers, elsewhere=True)
                rows[at] = found or rows[at]
                replaced = replaced or bool(found)
        return replaced

    def _vouchers(
        self, at: int, mentions: Sequence[Mention], rows: Sequence[list[Candidate]], context: Sequence[Context]
    ) -> list[Voucher]:
        """Return what says where the name at `at` lies: the containers beside it, and the report."""
        found = []
        for other, own in enumerate(rows):
            if other == at or not own:
                continue
            provinces = [m for m, _ in own if self.levels[m.number] == 2]
            match = provinces[0] if provinces else max(own, key=lambda pair: pair[1])[0]
            if self.levels[match.number] >= 2:
                narrow = self.levels[match.number] > 2
                found.append(Voucher(plain_meaning(mentions[other], match), narrow, not joined(mentions, at, other)))
        for known in context:
            level = self.levels[known.meaning.number]
            if level >= 2 and known.weight >= WEIGHTS.vouching:
                found.append(Voucher(known.meaning, level > 2, known.contains))
        return found

    def is_surname(self, mentions: Sequence[Mention]) -> bool:
        """Whether all there is is a name that men in the news bear, and nothing says that a place is meant."""
        if len(mentions) != 1:
            return False
        (mention,) = mentions
        return mention.relation == "at" and mention.kind is None and mention.key in self.words.surnames

    def is_mans(self, text: str) -> bool:
        """Whether a word of a name is one that men bear."""
        return any(word in self.words.given or word in self.words.surnames for word in text.casefold().split())

    # the reading

    def _reading(
        self, kept: list[Choice], dropped: list[Choice], doubts: list[str], unplaced: list[Mention]
    ) -> Reading:
        answer, meaning, (province, stated) = self._answer(kept)
        if meaning is not answer.meaning:
            doubts = [*doubts, doubt("two_places")]
        stage = STAGES[answer.match.stage]
        match, score = stage.match, stage.sure
        contained = bool(unplaced) or (bool(dropped) and self._loses(answer, dropped, doubts))
        if contained and self.levels[meaning.number] <= 4:
            match, score = "container", WEIGHTS.container * score
            meaning = self._widened(meaning, answer, kept, [*unplaced, *(c.mention for c in dropped)])
        rivals = _rivals(answer, dropped) if dropped else answer.rivals
        second = self._rivalry(answer, rivals) if rivals else 0.0
        score /= 1.0 + WEIGHTS.rivalry * second
        best = max(answer.score, 1e-9)
        differs = stated and self._differs(meaning.number, province)
        doubts = [*doubts, *self._raised(meaning, answer, rivals, second)]
        doubts += [doubt("province_differs")] if differs else []
        return Reading(
            meaning=meaning,
            match=match,
            stage=answer.match.stage,
            score=round(score, 3),
            level=self.levels[meaning.number],
            alternatives=tuple([(n, round(min(1.0, s / best) * score, 3)) for n, s in rivals[:4] if s > 0.02 * best]),
            doubts=tuple(dict.fromkeys(doubts)),
            unplaced=bool(unplaced),
            province=province,
            stated=stated,
            reported=province if differs else self.judge.given_up(dropped, answer),
        )

    def _answer(self, kept: list[Choice]) -> tuple[Choice, Meaning, tuple[str | None, bool]]:
        """Return the answer, what it means with a second place of the same rank, and the province told beside it."""
        if len(kept) == 1:
            return kept[0], kept[0].meaning, (None, False)
        answer, partner = self.judge.ends(kept) or self.judge.pair(kept)
        meaning = answer.meaning
        if partner is not None:
            meaning = Meaning(answer.match.number, "both", other=partner.meaning.number)
        return answer, meaning, self.judge.province(answer, kept)

    def _widened(self, meaning: Meaning, answer: Choice, kept: Sequence[Choice], heads: Sequence[Mention]) -> Meaning:
        """Return the province instead of its seat, where the unknown place is no part of a town."""
        if meaning != Meaning(answer.match.number):
            return meaning
        province = self.judge.province_of(answer, kept, heads)
        return meaning if province is None else Meaning(province)

    def _raised(self, meaning: Meaning, answer: Choice, rivals: list[tuple[int, float]], second: float) -> list[str]:
        """Return what a person should check of how the answer was found."""
        likened = STAGES[answer.match.stage].match == "fuzzy"
        doubts = [doubt("fuzzy_place")] if likened else []
        doubts += [doubt("leads_abroad")] if self.deriver.leaves(meaning) else []
        doubts += [doubt("ambiguous_place")] if rivals and self._is_ambiguous(answer, rivals, second) else []
        return doubts

    def _loses(self, answer: Choice, dropped: Sequence[Choice], doubts: Sequence[str]) -> bool:
        """Whether a place that was given up is no less specific than the answer."""
        least = self.judge.specific(answer) + (0.01 if doubt("two_places") in doubts else 0.0)
        return any(self.judge.specific(choice) >= least for choice in dropped)

    def _differs(self, number: int, province: str | None) -> bool:
        """Whether a row lies in another province than the one of this name."""
        own = self.places[number].province_pcode
        return own is not None and own != self._pcodes.get(province)

    def _is_ambiguous(self, answer: Choice, rivals: list[tuple[int, float]], second: float) -> bool:
        """Whether a rival is nearly as likely, or likely enough and too far away for one radius."""
        if second >= WEIGHTS.ambiguous:
            return True
        number = answer.match.number
        others = [(n, score) for n, score in rivals if not self._holds(n, number)]
        far = (score for n, score in others if self.relations.distance(number, n) > WEIGHTS.apart_km)
        return max(far, default=0.0) >= WEIGHTS.ambiguous_far * answer.score

    def _rivalry(self, answer: Choice, rivals: list[tuple[int, float]]) -> float:
        """Return the best rival's share of the answer's score; a rival that holds the answer is no rival."""
        number = answer.match.number
        best = next((score for other, score in rivals if not self._holds(other, number)), 0.0)
        return min(1.0, best / max(answer.score, 1e-9))

    def _holds(self, wider: int, number: int) -> bool:
        """Whether a row of a wider kind is what a row lies in."""
        place, own = self.places[wider], self.places[number]
        if self.levels[wider] >= self.levels[number]:
            return False
        return place.name in {own.province, own.district} or wider in self.relations.chain(number)

    # the result

    def at(self, place_id: str) -> Geocode | None:
        """Return the geocode of a row of the gazetteer, as surely as a row can tell; ``None`` if there is none."""
        number = self.rows.numbers.get(place_id)
        return self.deriver.geocode(Meaning(number)) if number is not None else None

    def geocode(self, reading: Reading) -> Geocode | None:
        """Return the geocode of a reading; ``None`` for a place abroad."""
        return self._finished[reading]

    def _finish(self, reading: Reading) -> Geocode | None:
        """Return the geocode of a reading that is not known yet."""
        meaning = reading.meaning
        if meaning is None:
            return None
        made = self.deriver.geocode(meaning, reading.stage)
        values: dict[str, Any] = {}
        if reading.province is not None and made.lat is not None and made.province != reading.province:
            values |= self._moved(made, reading.province, stated=reading.stated)
        if reading.reported is not None and values.get("province", made.province) is not None:
            values["province_reported"] = reading.reported
        if reading.match == "container":
            values |= self._unknown_within(made)
        if reading.score != made.score or reading.match != made.match or reading.alternatives:
            others = tuple(self._alternative(number, score) for number, score in reading.alternatives)
            values |= {"match": reading.match, "score": reading.score, "alternatives": others}
        return changed(made, **values) if values else made

    @staticmethod
    def _unknown_within(made: Geocode) -> dict[str, Any]:
        """Widen a town or village that stands for an unknown place, which may lie round about."""
        if made.kind not in _LESSER or made.radius_km is None:
            return {}
        radius = round(made.radius_km + WEIGHTS.around_km, 1)
        return {"radius_km": radius, "where_prec": max(2, made.where_prec)}

    def _moved(self, made: Geocode, province: str, *, stated: bool) -> dict[str, Any]:
        """Return what moves a geocode to the province that words name: if its own is open, or they name it as such."""
        pcode = self._pcodes.get(province)
        if made.province is None:
            return {"province": province, "province_pcode": pcode}
        if stated and made.province_pcode != pcode and made.kind != "province":
            moved = {"province": province, "province_pcode": pcode, "district": None, "district_pcode": None}
            return {**moved, "province_mapped": made.province}
        return {}

    def _alternative(self, number: int, score: float) -> Alternative:
        place = self.places[number]
        return Alternative(place.place_id, place.name, place.lat, place.lon, place.province, score)


def _rivals(answer: Choice, dropped: Sequence[Choice]) -> list[tuple[int, float]]:
    """Return what else the answer might mean, choices given up for it included, best first."""
    lost = [(choice.match.number, WEIGHTS.given_up * min(choice.score, answer.score)) for choice in dropped]
    return sorted([*answer.rivals, *lost], key=lambda pair: -pair[1])


@lru_cache(maxsize=4)
def resolver_for(gazetteer: Gazetteer, language: Language) -> Resolver:
    """Return the resolver of a gazetteer; made once, since its index takes a while."""
    return Resolver(gazetteer, language)
