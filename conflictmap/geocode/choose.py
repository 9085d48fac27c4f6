"""From mentions to choices: the row each name means in view of the others, and which of them is the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conflictmap.geocode.candidates import Candidate, Candidates
from conflictmap.geocode.derive import Meaning
from conflictmap.geocode.index import STAGES, Match
from conflictmap.geocode.mention import Mention
from conflictmap.geocode.relate import CONTRADICTION, Relations

__all__ = ["Choice", "Chooser", "Context"]

_FIRM = 0.7
"""Trust from which on a name is not given up for another that it contradicts."""


_LONG_KM = 8.0
"""A road that reaches further tells less than a town beside it."""


_FAR_KM = 50.0
"""Beyond the border of a province."""


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
            if len(own) == 1 and not context:
                match, score = own[0]
                rivals: list[tuple[int, float]] = []
            else:
                support = [self._support(m.number, at, mentions, rows, context) for m, _ in own]
                self._share(own, support)
                scored = [(m, worth * factor) for (m, worth), factor in zip(own, support, strict=True)]
                scored.sort(key=lambda pair: -pair[1])
                match, score = scored[0]
                rivals = [(m.number, s) for m, s in scored[1:6]]
            choices.append(Choice(mention, at, match, self._meaning(mention, match, context), score, rivals))
        return choices

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

    def _meaning(self, mention: Mention, match: Match, context: Sequence[Context]) -> Meaning:
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
                if self._fit(one, other) >= CONTRADICTION:
                    continue
                both_at = one.meaning.relation == other.meaning.relation == "at"
                if both_at and self._trust(one) >= _FIRM and self._trust(other) >= _FIRM:
                    namesake = self._is_namesake(one, other)
                    doubts += [] if namesake else ["two_places"]
                    dropped.append(one if namesake else other)
                else:
                    dropped.append(one if self._trust(one) < self._trust(other) else other)
        return [c for c in choices if c not in dropped], dropped, doubts

    def _is_namesake(self, town: Choice, container: Choice) -> bool:
        """Whether a town lies so far outside of the province named after it that another of its name must be meant.

        A town just across the border is put into its neighbour's province often enough.
        """
        number, other = town.match.number, container.match.number
        if self.classes[other].level != 2 or self.classes[number].prior >= 1.0:
            return False
        return self.relations.distance(number, other) - self.candidates.places[other].radius_km > _FAR_KM

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
            if self.specific(choice) > self.specific(best) + 0.01 or self._names_its_province(best, choice):
                best = choice
        return best

    def _holds(self, one: Choice, other: Choice) -> bool:
        """Whether the second place lies in the first: "Xtown/Xquarter" is one place, not two."""
        return self.classes[one.match.number].level < self.classes[other.match.number].level and (
            self.relations.fit(one.match.number, other.match.number) >= 0.9
        )

    def _names_its_province(self, one: Choice, other: Choice) -> bool:
        """Whether the first town is the seat of the second's province, and so may stand for that ("Kirkuk, Hawija")."""
        if one.meaning.relation != "at" or other.meaning.relation != "at" or other.mention.listed:
            return False
        number = other.match.number
        seat = self.relations.seats.get(self.candidates.places[number].province or "")
        return one.match.number == seat != number and self.classes[number].level == 4

    def specific(self, choice: Choice) -> float:
        """Return how narrow a choice is: the level of its class, less for what words only lead to."""
        number, relation = choice.match.number, choice.meaning.relation
        level = self.classes[number].level
        if self.classes[number].name == "line" and self.candidates.places[number].radius_km > _LONG_KM:
            level = 3
        if relation == "toward":
            return -1.0 + level / 100
        if relation in ("near", "outside", "between"):
            most = 3.0 + 0.6 / (1.0 + self.relations.reach(choice.meaning) / 20.0) + 0.1 * (relation == "near")
            return min(level, most) if level >= 3 else level - 0.3
        if relation == "sector":
            return min(level + 0.3, 4.4) if level <= 4 else level
        return 4.5 if level == 4 else level

    def province(self, answer: Choice, kept: list[Choice]) -> str | None:
        """Return the province that the containers in the string name, ``None`` if they name none or several."""
        found = {
            self.candidates.places[c.match.number].province
            for c in kept
            if not (c is answer or follows(answer, c) or follows(c, answer))
            and c.meaning.relation in ("at", "sector")
            and self.classes[c.match.number].level >= 2
        } - {None}
        return found.pop() if len(found) == 1 else None

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
