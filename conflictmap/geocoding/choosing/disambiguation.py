"""From mentions to choices: the row each name means in view of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from conflictmap.geocoding.choosing.candidates import Candidate, Candidates
from conflictmap.geocoding.choosing.relations import Relations
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.nameindex import STAGES, Match
from conflictmap.geocoding.parsing.toponyms import Mention
from conflictmap.geocoding.placing.derivation import Meaning
from conflictmap.memo import Memo

__all__ = ["Choice", "Chooser", "Context", "joined", "plain_meaning"]


_worth = itemgetter(1)
_share_first = itemgetter(0)
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


@dataclass(slots=True, eq=False)
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
    common : bool
        Whether so many towns have a place of that name that any town may have one.
    """

    mention: Mention
    at: int
    match: Match
    meaning: Meaning
    score: float
    rivals: list[tuple[int, float]]
    common: bool = False


class _Side(NamedTuple):
    """A mention as it bears on the others: what each of its rows means, by how likely that is, likeliest first."""

    mention: Mention
    options: list[tuple[float, Meaning]]
    common: bool


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
        self.levels = candidates.levels
        self._places: Memo[int, Meaning] = Memo(Meaning)
        self._regions = candidates.index.regions(relations.gazetteer.country.name)

    def choose(
        self, mentions: Sequence[Mention], rows: Sequence[list[Candidate]], context: Sequence[Context]
    ) -> list[Choice]:
        """Return the best row of each mention that has any."""
        choices = []
        contested = bool(context) or max(map(len, rows), default=0) > 1
        sides = self._sides(mentions, rows) if contested and sum(map(bool, rows)) > 1 else None
        for at, mention in enumerate(mentions):
            own = rows[at]
            if len(own) == 1 and not context:
                choices.append(self._choice(at, mention, own, context))
            elif own and sides is None and not context:
                choices.append(self._choice(at, mention, sorted(own, key=_worth, reverse=True), context))
            elif own:
                beside = sides or self._sides(mentions, rows)
                choices.append(self._choice(at, mention, self._scored(at, beside, rows, context), context))
                choices[-1].common = sides is not None and sides[at].common
            elif mention.other is not None and (partner := self.candidates.of(mention.other)):
                match, worth = max(partner, key=_worth)
                choices.append(Choice(mention, at, match, Meaning(match.number, "near"), 0.8 * worth, []))
        return choices

    def _choice(self, at: int, mention: Mention, scored: Sequence[Candidate], context: Sequence[Context]) -> Choice:
        """Return the first of the rows that a mention may mean, best first, the others being its rivals."""
        match, score = scored[0]
        rivals = [(rival.number, worth) for rival, worth in scored[1:6]]
        if mention.relation == "sector" and self.levels[match.number] == 0:
            match = self._region(mention, match)
        return Choice(mention, at, match, self._meaning(mention, match, context), score, rivals)

    def _sides(self, mentions: Sequence[Mention], rows: Sequence[list[Candidate]]) -> list[_Side]:
        """Return each mention as it bears on the others; nothing bears on the only one that has rows."""
        return [self._side(mention, own) for mention, own in zip(mentions, rows, strict=True)]

    def _side(self, mention: Mention, own: Sequence[Candidate]) -> _Side:
        if len(own) == 1:
            return _Side(mention, [(1.0, self._led(mention, own[0][0]))], common=False)
        most = max([worth for _, worth in own], default=1.0)
        options = [((worth / most) ** 3, self._led(mention, match)) for match, worth in own]
        options.sort(key=_share_first, reverse=True)
        common = len(own) >= WEIGHTS.common_towns and mention.relation in ("at", "near", "toward")
        return _Side(mention, options, common and self.candidates.is_common(m.number for m, _ in own))

    def _led(self, mention: Mention, match: Match) -> Meaning:
        """Return what a mention makes of a row as others see it: a way lies where either of its ends does."""
        if mention.relation == "at":
            return self._places[match.number]
        meaning = plain_meaning(mention, match)
        ends = self.candidates.of(mention.other) if mention.relation == "between" and mention.other else ()
        if not ends:
            return meaning
        return Meaning(match.number, "between", other=max(ends, key=_worth)[0].number)

    def _scored(
        self, at: int, sides: Sequence[_Side], rows: Sequence[list[Candidate]], context: Sequence[Context]
    ) -> list[Candidate]:
        """Return the rows of a mention with what each is worth beside the others and the report, best first."""
        own = rows[at]
        numbers = [match.number for match, _ in own]
        levels = [self.levels[number] for number in numbers]
        others = self._others(at, sides) if len(own) > 1 else []
        towns = 4 in levels and any(map(self.candidates.is_town, numbers))
        support = [self._support(number, others, context, towns=towns) for number in numbers]
        if min(levels) < max(levels):
            self._share(numbers, levels, support)
        if sides[at].mention.relation in ("at", "sector"):
            if 2 in levels:
                self._hold_to_province(own, levels, support)
            if at > 0:
                self._mean_province(numbers, support, rows[:at])
        scored = [(m, worth * factor) for (m, worth), factor in zip(own, support, strict=True)]
        scored.sort(key=_worth, reverse=True)
        return scored

    @staticmethod
    def _others(at: int, sides: Sequence[_Side]) -> list[tuple[_Side, bool]]:
        """Return what stands beside a mention and may mean a row, and whether each is joined to it."""
        mentions = [side.mention for side in sides]
        return [(side, joined(mentions, at, j)) for j, side in enumerate(sides) if j != at and side.options]

    @staticmethod
    def _hold_to_province(own: Sequence[Candidate], levels: Sequence[int], support: list[float]) -> None:
        """Let the name of a province mean something else only if that goes well with what stands beside it.

        "Tarmiya, Saladin" speaks of the province, whether that holds Tarmiya or not, and of no town called Saladin.
        """
        named = (i for i, level in enumerate(levels) if level == 2)
        least = min((support[i] for i in named if STAGES[own[i][0].stage].match != "fuzzy"), default=None)
        if least is None:
            return
        for i, level in enumerate(levels):
            if level != 2 and support[i] < WEIGHTS.goes_well:
                support[i] = min(support[i], 0.5 * least)

    def _mean_province(
        self, numbers: Sequence[int], support: list[float], before: Sequence[Sequence[Candidate]]
    ) -> None:
        """Let a seat's name mean its province behind a place that lies there but not in the town ("Hawija, Kirkuk")."""
        for i, number in enumerate(numbers):
            if not self.relations.is_seat(number):
                continue
            province = self.relations.provinces.get(self.candidates.places[number].province or "")
            if province is None or province not in numbers:
                continue
            heads = [max(rows, key=_worth)[0].number for rows in before if rows]
            apart = [n for n in heads if self.levels[n] >= 3 and self.relations.apart_km(n, number) > WEIGHTS.beyond_km]
            if any(self.relations.fit(n, province) >= WEIGHTS.goes_well for n in apart):
                support[i] *= 0.5

    def _share(self, numbers: Sequence[int], levels: Sequence[int], support: list[float]) -> None:
        """Let a town be supported by what supports the district or province of its name: it lies there."""
        least = min(levels)
        for i, level in enumerate(levels):
            if level == least:
                continue
            for j, other in enumerate(levels):
                wider = other < level and support[j] > support[i]
                if wider and self.relations.fit(numbers[i], numbers[j]) >= 0.95:
                    support[i] = support[j]

    def _support(
        self, number: int, others: Sequence[tuple[_Side, bool]], context: Sequence[Context], *, towns: bool = False
    ) -> float:
        """Return the factor on the worth of a row in view of the other mentions and of the report.

        `towns` says whether a town has the name too: then it and no quarter holds what is told before it.
        """
        score = 1.0
        quarter = towns and self.candidates.places[number].kind == "neighbourhood"
        for side, together in others:
            score *= self._together(number, side) if together else self._beside(number, side, quarter=quarter)
        for known in context:
            fitting = self.relations.fit_mention if known.contains else self.relations.affinity
            score *= 1.0 - known.weight + known.weight * fitting(number, known.meaning)
        return score

    def _together(self, number: int, side: _Side) -> float:
        """Return how well a row goes with a mention that is joined to its own by "and"."""
        return 0.6 + 0.4 * max(self.relations.affinity(number, Meaning(m.number)) for _, m in side.options)

    def _beside(self, number: int, side: _Side, *, quarter: bool) -> float:
        """Return how well a row goes with another mention, whichever of its rows that means."""
        relations, best = self.relations, 0.0
        for share, meaning in side.options:
            if share <= best:  # no fit is above 1, and no share after this one is larger
                break
            fit = relations.fit_mention(number, meaning)
            if quarter and relations.are_neighbours(number, meaning):
                fit *= WEIGHTS.quarter_beside
            best = max(best, share * fit)
        if best < WEIGHTS.common_name and side.common and self.candidates.is_town(number):
            return WEIGHTS.common_name
        return best

    def _region(self, mention: Mention, match: Match) -> Match:
        """Return the row for a part of the country ("the north of Xland"), if the gazetteer has one."""
        number = self._regions.get(mention.point)
        return match if number is None else match._replace(number=number)

    def _meaning(self, mention: Mention, match: Match, context: Sequence[Context]) -> Meaning:
        if mention.relation == "at":
            return self._places[match.number]
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
            return pair[1] * self._support(pair[0].number, (), context) / (1.0 + away / 100.0)

        return Meaning(match.number, "between", other=max(partners, key=worth)[0].number)


def joined(mentions: Sequence[Mention], one: int, other: int) -> bool:
    """Whether two mentions are joined by "and" or a slash."""
    return abs(one - other) == 1 and mentions[max(one, other)].listed


def plain_meaning(mention: Mention, match: Match) -> Meaning:
    """Return what a mention makes of a row, the second place of "between" left aside."""
    if mention.relation == "at":
        return Meaning(match.number)
    if mention.relation == "between":
        return Meaning(match.number, "near")
    return Meaning(match.number, mention.relation, mention.point, mention.km)
