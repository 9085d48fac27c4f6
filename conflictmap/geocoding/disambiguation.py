"""From mentions to choices: the row each name means in view of the others, and which of them is the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conflictmap.codebook import doubt
from conflictmap.geocoding.candidates import Candidate, Candidates
from conflictmap.geocoding.derivation import Meaning
from conflictmap.geocoding.nameindex import STAGES, Match
from conflictmap.geocoding.relations import Relations
from conflictmap.geocoding.toponyms import Mention
from conflictmap.geocoding.weights import WEIGHTS

__all__ = ["Choice", "Chooser", "Context"]


_DIVISIONS = frozenset({"province", "district"})


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


@dataclass(slots=True)
class Choice:
    """A mention with the row it is taken to mean.

    Attributes
    ----------
    mention : Mention
    at : int
        Its position in the string.
    match : Match
    meaning : Meaning
    score : float
    rivals : list of (int, float)
        Other rows it might mean, with their scores, best first.
    """

    mention: Mention
    at: int
    match: Match
    meaning: Meaning
    score: float
    rivals: list[tuple[int, float]]


class Chooser:
    """Decides between namesakes and between mentions.

    Parameters
    ----------
    candidates : Candidates
    relations : Relations
    """

    def __init__(self, candidates: Candidates, relations: Relations) -> None:
        self.candidates = candidates
        self.relations = relations
        self.classes = candidates.classes
        self._regions = candidates.index.regions(relations.gazetteer.country.name)

    def choose(
        self, mentions: Sequence[Mention], rows: Sequence[list[Candidate]], context: Sequence[Context]
    ) -> list[Choice]:
        """Return the best row of each mention that has any."""
        choices = []
        for at, mention in enumerate(mentions):
            own = rows[at]
            if not own:
                if mention.other is not None and (partner := self.candidates.of(mention.other)):
                    match, worth = max(partner, key=lambda pair: pair[1])
                    choices.append(Choice(mention, at, match, Meaning(match.number, "near"), 0.8 * worth, []))
                continue
            scored = own if len(own) == 1 and not context else self._scored(at, mentions, rows, context)
            match, score = scored[0]
            rivals = [(m.number, s) for m, s in scored[1:6]]
            if mention.relation == "sector" and self.classes[match.number].level == 0:
                match = self._region(mention, match)
            choices.append(Choice(mention, at, match, self._meaning(mention, match, context), score, rivals))
        return choices

    def _scored(
        self, at: int, mentions: Sequence[Mention], rows: Sequence[list[Candidate]], context: Sequence[Context]
    ) -> list[Candidate]:
        """Return the rows of a mention with what each is worth beside the others and the report, best first."""
        own = rows[at]
        support = [self._support(m.number, at, mentions, rows, context) for m, _ in own]
        self._share(own, support)
        if mentions[at].relation in ("at", "sector"):
            self._hold_to_province(own, support)
            self._mean_province(own, support, [r for j, r in enumerate(rows) if j < at and r])
        scored = [(m, worth * factor) for (m, worth), factor in zip(own, support, strict=True)]
        return sorted(scored, key=lambda pair: -pair[1])

    def _hold_to_province(self, own: Sequence[Candidate], support: list[float]) -> None:
        """Let the name of a province mean something else only if that goes well with what stands beside it.

        "Tarmiya, Saladin" speaks of the province, whether that holds Tarmiya or not, and of no town called Saladin.
        """
        named = (i for i, (m, _) in enumerate(own) if self.classes[m.number].level == 2)
        least = min((support[i] for i in named if STAGES[own[i][0].stage].match != "fuzzy"), default=None)
        if least is None:
            return
        for i, (match, _) in enumerate(own):
            if self.classes[match.number].level != 2 and support[i] < WEIGHTS.goes_well:
                support[i] = min(support[i], 0.5 * least)

    def _mean_province(self, own: Sequence[Candidate], support: list[float], before: Sequence[list[Candidate]]) -> None:
        """Let a seat's name mean its province behind a place that lies there but not in the town ("Hawija, Kirkuk")."""
        numbers = [m.number for m, _ in own]
        for i, number in enumerate(numbers):
            province = self.relations.provinces.get(self.candidates.places[number].province or "")
            if province not in numbers or not self._is_seat(number):
                continue
            heads = [max(rows, key=lambda pair: pair[1])[0].number for rows in before]
            apart = [
                n
                for n in heads
                if self.classes[n].level >= 3 and self.relations.apart_km(n, number) > WEIGHTS.beyond_km
            ]
            if any(self.relations.fit(n, province) >= WEIGHTS.goes_well for n in apart):
                support[i] *= 0.5

    def _share(self, own: Sequence[Candidate], support: list[float]) -> None:
        """Let a town be supported by what supports the district or province of its name: it lies there."""
        for i, (match, _) in enumerate(own):
            level = self.classes[match.number].level
            for j, (other, _) in enumerate(own):
                wider = self.classes[other.number].level < level
                if wider and support[j] > support[i] and self.relations.fit(match.number, other.number) >= 0.95:
                    support[i] = support[j]

    def _support(
        self,
        number: int,
        at: int,
        mentions: Sequence[Mention],
        rows: Sequence[list[Candidate]],
        context: Sequence[Context],
    ) -> float:
        """Return the factor on the worth of a row in view of the other mentions and of the report."""
        score = 1.0
        if len(rows[at]) > 1:
            for j, others in enumerate(rows):
                if j != at and others:
                    score *= self._beside(number, at, j, mentions, others)
        for known in context:
            fitting = self.relations.fit_mention if known.contains else self.relations.affinity
            score *= 1.0 - known.weight + known.weight * fitting(number, known.meaning)
        return score

    def _beside(
        self, number: int, at: int, other: int, mentions: Sequence[Mention], others: Sequence[Candidate]
    ) -> float:
        """Return how well a row goes with another mention, whichever of its rows that means."""
        if joined(mentions, at, other):
            return 0.6 + 0.4 * max(self.relations.affinity(number, Meaning(m.number)) for m, _ in others)
        mention, relations = mentions[other], self.relations
        if len(others) == 1:
            match = others[0][0]
            if mention.relation == "at":
                return relations.fit(number, match.number)
            return relations.fit_mention(number, plain_meaning(mention, match))
        most, best = max([worth for _, worth in others]), 0.0
        for match, worth in others:
            share = (worth / most) ** 3
            if share > best:  # no fit is above 1
                best = max(best, share * relations.fit_mention(number, plain_meaning(mention, match)))
        return best

    def _region(self, mention: Mention, match: Match) -> Match:
        """Return the row for a part of the country ("the north of Xland"), if the gazetteer has one."""
        number = self._regions.get(mention.point)
        return match if number is None else match._replace(number=number)

    def _meaning(self, mention: Mention, match: Match, context: Sequence[Context]) -> Meaning:
        if mention.relation == "sector" and match.number == self._regions.get(mention.point):
            return Meaning(match.number)
        if mention.relation == "outside" and mention.km is None and self.classes[match.number].name in _DIVISIONS:
            # "South of Xland province" is mostly meant as its south.
            return Meaning(match.number, "sector", mention.point)
        if mention.relation != "between" or mention.other is None:
            return plain_meaning(mention, match)
        partners = self.candidates.of(mention.other)
        if not partners:
            return Meaning(match.number, "toward" if mention.other.key else "near")

        def worth(pair: Candidate) -> float:
            away = self.relations.distance(match.number, pair[0].number)
            return pair[1] * self._support(pair[0].number, 0, [mention], [[]], context) / (1.0 + away / 100.0)

        return Meaning(match.number, "between", other=max(partners, key=worth)[0].number)

    # which of them go together

    def consistent(self, choices: list[Choice]) -> tuple[list[Choice], list[Choice], list[str]]:
        """Split choices into those that go together and those that cannot be meant beside them; add doubts."""
        if len(choices) == 1:
            return choices, [], []
        dropped: list[Choice] = []
        doubts: list[str] = []
        for i, one in enumerate(choices):
            for other in choices[i + 1 :]:
                if one in dropped or other in dropped or follows(one, other):
                    continue
                if self._fit(one, other) >= WEIGHTS.contradiction:
                    continue
                lost, raised = self._settle(one, other, choices)
                dropped += [lost] if lost is not None else []
                doubts += [raised] if raised else []
        return [c for c in choices if c not in dropped], dropped, doubts

    def _settle(self, one: Choice, other: Choice, choices: Sequence[Choice]) -> tuple[Choice | None, str]:
        """Return which of two choices that do not go together is given up, and a doubt.

        A province, or a town that a quarter is said to lie in, outweighs a namesake elsewhere. A place just across
        the border of the province is kept; it then counts for the province that the words name.
        """
        if self._is_mere_name(one, other):
            return one, ""
        for small, big in ((one, other), (other, one)):
            province = self.province_row(big, choices)
            if province is not None and self.level(small) > 2 and not self._is_seat(small.match.number):
                if self._is_across(small, province):
                    return None, ""
                if self.classes[small.match.number].prior < 1.0:
                    return small, ""
                return big, doubt("province_differs")
            if self._is_namesake(small, big):
                return small, ""
        both_at = one.meaning.relation == other.meaning.relation == "at"
        if both_at and self._trust(one) >= WEIGHTS.firm and self._trust(other) >= WEIGHTS.firm:
            return other, doubt("two_places")
        return (one if self._trust(one) < self._trust(other) else other), ""

    def _is_mere_name(self, one: Choice, other: Choice) -> bool:
        """Whether the name of a province is that of an unknown quarter of the town after it ("Wasit, Mosul")."""
        named = one.mention.kind is None and self.level(one) == 2 and one.meaning.relation == "at"
        return (
            named and self.level(other) == 4 and other.meaning.relation == "at" and self._trust(other) >= WEIGHTS.firm
        )

    def _is_seat(self, number: int) -> bool:
        """Whether a row is the capital of its province."""
        return self.relations.seats.get(self.candidates.places[number].province or "") == number

    def level(self, choice: Choice) -> int:
        """Return the level of the class of what a choice means."""
        return self.classes[choice.match.number].level

    def _is_across(self, choice: Choice, province: int) -> bool:
        """Whether a place lies just across the border of the province that the words put it into."""
        mention = choice.mention
        if mention.titled or mention.partial or STAGES[choice.match.stage].match == "fuzzy":
            return False
        large = self.classes[choice.match.number].prior >= WEIGHTS.firm or self.level(choice) == 3
        if self.relations.is_claimed(choice.match.number, province):
            return True
        within = WEIGHTS.border_town_km if large else WEIGHTS.border_km
        return self.relations.outside_km(choice.match.number, province) <= within

    def _is_namesake(self, town: Choice, other: Choice) -> bool:
        """Whether a town is said to lie in or near a place so far away that another of its name must be meant."""
        number = town.match.number
        if town.meaning.relation != "at" or self.level(town) < 4 or self.classes[number].prior >= 1.0:
            return False
        kind = town.mention.kind
        if kind is not None and kind.fit.get("neighbourhood", 0.0) > 1.5 and other.meaning.relation == "at":
            return self.level(other) == 4
        return self.relations.gap_km(number, other.meaning) > WEIGHTS.far_km

    def province_row(self, choice: Choice, choices: Sequence[Choice]) -> int | None:
        """Return the province that a choice names: as such, or by its seat, the country following ("Xtown, Xland")."""
        number = choice.match.number
        if choice.meaning.relation not in ("at", "sector"):
            return None
        if self.classes[number].level == 2:
            return number
        name = self.candidates.places[number].province or ""
        ends = any(c.at == choice.at + 1 and self.level(c) == 0 for c in choices)
        return self.relations.provinces.get(name) if ends and self._is_seat(number) else None

    def province_of(self, answer: Choice, kept: Sequence[Choice], heads: Sequence[Mention]) -> int | None:
        """Return the province of the answer's name if that is meant and not its seat ("Xvillage, Kirkuk").

        So it is where what the seat would hold is a village or a town, or where the country follows.
        """
        if not self._is_seat(answer.match.number):
            return None
        number = self.relations.provinces.get(self.candidates.places[answer.match.number].province or "")
        if number is None or all(m.number != number for m in answer.mention.matches):
            return None
        kinds = [m.kind for m in heads if m.kind is not None]
        if any(k.hard or (k.best == "neighbourhood" and k.fit.get("village", 0.0) < 0.75) for k in kinds):
            return None
        follows = any(c.at == answer.at + 1 and self.level(c) == 0 for c in kept)
        return number if follows or kinds else None

    def _fit(self, one: Choice, other: Choice) -> float:
        if one.meaning.relation in ("at", "sector"):
            return self.relations.fit_mention(one.meaning.number, other.meaning)
        if other.meaning.relation in ("at", "sector"):
            return self.relations.fit_mention(other.meaning.number, one.meaning)
        return 1.0

    def _trust(self, choice: Choice) -> float:
        """Return how firmly a name stands by itself: its kind and how it was found."""
        worth = STAGES[choice.match.stage].score * self.classes[choice.match.number].prior
        worth *= 0.6 if choice.mention.titled or choice.mention.partial else 1.0
        relation = choice.mention.relation
        return worth * (1.0 if relation in ("at", "sector") else 0.75 if relation == "outside" else 0.6)

    # the answer

    def answer(self, kept: list[Choice]) -> Choice:
        """Return the most specific choice; of equals the first."""
        best = kept[0]
        for choice in kept[1:]:
            if follows(kept[0], choice) and not self._holds(kept[0], choice):
                continue
            if self._names_its_province(choice, best, level=3):
                continue
            if choice.match.number == best.match.number and best.meaning.relation == "at":
                best = choice
            if self.specific(choice) > self.specific(best) + 0.01 or self._names_its_province(best, choice):
                best = choice
        return best

    def _holds(self, one: Choice, other: Choice) -> bool:
        """Whether the second place lies in the first: "Xtown/Xquarter" is one place, not two."""
        return self.classes[one.match.number].level < self.classes[other.match.number].level and (
            self.relations.fit(one.match.number, other.match.number) >= 0.9
        )

    def _names_its_province(self, one: Choice, other: Choice, level: int = 4) -> bool:
        """Whether the first town is the seat of the second's province, and so may stand for that ("Kirkuk, Hawija").

        The second is a town, or with ``level=3`` a district in which the first does not lie.
        """
        if one.meaning.relation != "at" or other.meaning.relation != "at" or other.mention.listed:
            return False
        town, place = (self.candidates.places[c.match.number] for c in (one, other))
        seat = self.relations.seats.get(place.province or "")
        apart = level != 3 or (place.kind == "district" and place.district != town.district)
        return one.match.number == seat != other.match.number and self.level(other) == level and apart

    def specific(self, choice: Choice) -> float:
        """Return how narrow a choice is: the level of its class, less for what words only lead to."""
        number, relation = choice.match.number, choice.meaning.relation
        level = self.classes[number].level
        if self.classes[number].name == "line" and self.candidates.places[number].radius_km > WEIGHTS.long_km:
            level = 3
        if relation == "toward":
            return -1.0 + level / 100
        if relation == "near" and level >= 5 and choice.meaning.km is None:
            return level - 0.45 if self.candidates.places[number].radius_km <= WEIGHTS.long_km else 3.0
        if relation in ("near", "outside", "between"):
            most = 3.0 + 0.6 / (1.0 + self.relations.reach(choice.meaning) / 20.0) + 0.1 * (relation == "near")
            return min(level, most) if level >= 3 else level - 0.3
        if relation == "sector":
            return min(level + 0.3, 4.4) if level <= 4 else level
        return 4.5 if level == 4 else level

    def province(self, answer: Choice, kept: list[Choice]) -> tuple[str | None, bool]:
        """Return the province that the containers in the string name, and whether they name it as such.

        ``None`` if they name none or several.
        """
        places = self.candidates.places
        around = [
            c
            for c in kept
            if not (c is answer or follows(answer, c) or follows(c, answer))
            and c.meaning.relation in ("at", "sector")
            and self.level(c) >= 2
        ]
        stated = {places[c.match.number].province for c in around if self.province_row(c, kept) is not None}
        found = stated or {places[c.match.number].province for c in around} - {None}
        return (next(iter(found)), bool(stated)) if len(found) == 1 else (None, False)

    def given_up(self, dropped: Sequence[Choice], answer: Choice) -> str | None:
        """Return the province that was named behind the answer as what holds it, and given up."""
        rows = [self.province_row(c, [*dropped, answer]) for c in dropped if c.at > answer.at]
        return next((self.candidates.places[n].name for n in rows if n is not None), None)

    def partner(self, answer: Choice, kept: list[Choice]) -> Choice | None:
        """Return the second of two places that the string joins with "and" or a slash, if neither holds the other."""
        if answer.meaning.relation != "at":
            return None
        for choice in kept:
            together = follows(answer, choice) or follows(choice, answer)
            if not together or choice.meaning.relation != "at":
                continue
            one, other = answer.match.number, choice.match.number
            near_level = abs(self.classes[one].level - self.classes[other].level) <= 2
            chain = self.relations.chain
            if near_level and one != other and one not in chain(other) and other not in chain(one):
                return choice
        return None


def joined(mentions: Sequence[Mention], one: int, other: int) -> bool:
    """Whether two mentions are joined by "and" or a slash."""
    return abs(one - other) == 1 and mentions[max(one, other)].listed


def follows(one: Choice, other: Choice) -> bool:
    """Whether the second choice is joined to the first by "and" or a slash."""
    return other.mention.listed and other.at == one.at + 1


def plain_meaning(mention: Mention, match: Match) -> Meaning:
    """Return what a mention makes of a row, the second place of "between" left aside."""
    if mention.relation == "at":
        return Meaning(match.number)
    if mention.relation == "between":
        return Meaning(match.number, "near")
    return Meaning(match.number, mention.relation, mention.point, mention.km)
