"""Which choices go together, and which of them is the answer, the others saying where that is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

from conflictmap.codebook import doubt
from conflictmap.gazetteer import Place
from conflictmap.geocoding.choosing.candidates import Candidates
from conflictmap.geocoding.choosing.disambiguation import Choice
from conflictmap.geocoding.choosing.relations import Relations
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.nameindex import STAGES
from conflictmap.geocoding.parsing.toponyms import Mention
from conflictmap.language import KindWord

__all__ = ["Judge"]

_LINKS = frozenset({"/", "-"})
_HOLDING = frozenset({"at", "sector", "outside"})
"""Relations of a town behind a quarter or thing that say where that is."""


class Judge:
    """Decides between mentions.

    Parameters
    ----------
    candidates : Candidates
    relations : Relations
    """

    def __init__(self, candidates: Candidates, relations: Relations) -> None:
        self.candidates = candidates
        self.classes = candidates.classes
        self.levels = candidates.levels
        self.relations = relations

    # which of them go together

    def consistent(self, choices: list[Choice]) -> tuple[list[Choice], list[Choice], list[str]]:
        """Split choices into those that go together and those that cannot be meant beside them; add doubts."""
        if len(choices) == 1:
            return choices, [], []
        dropped: list[Choice] = []
        doubts: list[str] = []
        listed = self.listed(choices)
        for one, other in self._pairs(choices):
            if one in dropped or other in dropped or follows(one, other) or (one in listed and other in listed):
                continue
            if self._fit(one, other) >= WEIGHTS.contradiction and not self._is_elsewhere(one, other):
                continue
            lost, raised = self._settle(one, other, choices)
            dropped += [lost] if lost is not None else []
            doubts += [raised] if raised else []
        if not dropped:
            return choices, dropped, doubts
        return [c for c in choices if c not in dropped], dropped, doubts

    def listed(self, choices: Sequence[Choice]) -> list[Choice]:
        """Return the places of a list of three and more, commas and a last "and" between them; none if there is none.

        They are of one kind, and none of them holds another.
        """
        last = next((i for i in range(2, len(choices)) if follows(choices[i - 1], choices[i])), 0)
        if not last or choices[last].mention.gap in _LINKS or not self._side_by_side(choices[last - 1], choices[last]):
            return []
        first = last - 1
        while first and choices[first].mention.gap == "," and self._side_by_side(choices[first - 1], choices[last]):
            first -= 1
        found = list(choices[first : last + 1])
        return found if len(found) > 2 and all(a.at + 1 == b.at for a, b in pairwise(found)) else []

    def _side_by_side(self, one: Choice, other: Choice) -> bool:
        """Whether two places are of one kind, meant as such, and neither holds the other."""
        numbers, chain = (one.match.number, other.match.number), self.relations.chain
        meant = one.meaning.relation == other.meaning.relation == "at" and self.level(one) == self.level(other)
        return meant and numbers[0] not in chain(numbers[1]) and numbers[1] not in chain(numbers[0])

    def ends(self, kept: Sequence[Choice]) -> tuple[Choice, Choice] | None:
        """Return the two places of a list that are farthest apart; ``None`` if there is no list."""
        apart = {
            (one, other): self.relations.distance(one.match.number, other.match.number)
            for one, other in combinations(self.listed(kept), 2)
        }
        return max(apart, key=apart.__getitem__) if apart else None

    def _pairs(self, choices: Sequence[Choice]) -> list[tuple[Choice, Choice]]:
        """Return all pairs of choices, those of a name and the province behind it first.

        A namesake that the province rules out must not have ruled out before what is told with it ("Xarea, south of
        Ytown, Zland province", where the X that is known lies in another province).
        """

        def later(pair: tuple[Choice, Choice]) -> bool:
            name, whole = pair
            return name is not choices[0] or name.meaning.relation != "at" or self.province_row(whole, choices) is None

        if len(choices) == 2:
            return [(choices[0], choices[1])]
        return sorted(combinations(choices, 2), key=later)

    def _is_elsewhere(self, quarter: Choice, town: Choice) -> bool:
        """Whether what is said to be a quarter of a town lies well outside of it, or in another province."""
        kind = quarter.mention.kind
        if kind is None or kind.fit.get("neighbourhood", 0.0) <= 1.5 or self.level(quarter) < 4:
            return False
        one, other = quarter.match.number, town.match.number
        if self.level(town) != 4 or not quarter.meaning.relation == town.meaning.relation == "at":
            return False
        if self.candidates.places[one].province != self.candidates.places[other].province:
            return self.relations.apart_km(one, other) > WEIGHTS.beyond_km
        urban = kind.best == "neighbourhood"  # a town's "district" may be a village round about
        return urban and self.relations.apart_km(one, other) > WEIGHTS.beyond_quarter_km

    def _settle(self, one: Choice, other: Choice, choices: Sequence[Choice]) -> tuple[Choice | None, str]:
        """Return which of two choices that do not go together is given up, and a doubt.

        A province, or a town that a quarter is said to lie in, outweighs a namesake elsewhere. A place just across
        the border of the province is kept; it then counts for the province that the words name.
        """
        if self._is_mere_name(one, other):
            return one, ""
        for small, big in ((one, other), (other, one)):
            province = self.province_row(big, choices)
            settled = self._in_province(small, big, province) if province is not None else None
            if settled is not None:
                return settled
            if self._is_namesake(small, big):
                return small, ""
        both_at = one.meaning.relation == other.meaning.relation == "at"
        if both_at and self._trust(one) >= WEIGHTS.firm and self._trust(other) >= WEIGHTS.firm:
            return other, doubt("two_places")
        return (one if self._trust(one) < self._trust(other) else other), ""

    def _in_province(self, small: Choice, big: Choice, province: int) -> tuple[Choice | None, str] | None:
        """Settle a place against a province that does not hold it; ``None`` where either might be meant."""
        number = small.match.number
        if self.level(small) <= 2:
            return None
        if self.relations.is_seat(number):
            named = big.at > small.at and big.mention.kind is not None and self._trust(small) >= WEIGHTS.firm
            return (big, doubt("province_differs")) if named else None
        if self._is_across(small, province):
            return None, ""
        return (small, "") if self.classes[number].prior < 1.0 else (big, doubt("province_differs"))

    def _is_mere_name(self, one: Choice, other: Choice) -> bool:
        """Whether the name of a province or region is that of an unknown quarter or area of what comes after it.

        So "Wasit, Mosul" is in Mosul, "Wasit, Diyala province" in Diyala, "Xplain area, Ytown district" in Ytown.
        """
        if self.level(one) == 1 and self.level(other) == 3 and other.at == one.at + 1:
            return one.mention.kind is not None and one.meaning.relation == other.meaning.relation == "at"
        named = one.mention.kind is None and self.level(one) == 2 and one.meaning.relation == "at"
        if not named or other.meaning.relation != "at" or self._trust(other) < WEIGHTS.firm:
            return False
        return self.level(other) == 4 or self._is_quarter_of(one, other)

    def _is_quarter_of(self, one: Choice, other: Choice) -> bool:
        """Whether the province behind the name of another is called one, or like its seat: "Xland, Ytown"."""
        behind = self.level(other) == 2 and other.at == one.at + 1 and not other.mention.listed
        said = other.mention.kind is not None or self._is_a_towns(other)
        return behind and said and not self._is_a_towns(one)

    def _is_a_towns(self, choice: Choice) -> bool:
        """Whether a town has the name too."""
        return any(self.classes[match.number].level == 4 for match in choice.mention.matches)

    def level(self, choice: Choice) -> int:
        """Return the level of the class of what a choice means."""
        return self.levels[choice.match.number]

    def _is_across(self, choice: Choice, province: int) -> bool:
        """Whether a place lies just across the border of the province that the words put it into."""
        mention = choice.mention
        if mention.titled or mention.partial or STAGES[choice.match.stage].match == "fuzzy":
            return False
        if self._ends_in(choice, province):
            return True
        large = self.classes[choice.match.number].prior >= WEIGHTS.firm or self.level(choice) == 3
        if self.relations.is_claimed(choice.match.number, province):
            return True
        within = WEIGHTS.border_town_km if large else WEIGHTS.border_km
        if self.candidates.places[choice.match.number].kind == "neighbourhood":
            within = WEIGHTS.border_quarter_km
        return self.relations.outside_km(choice.match.number, province) <= within

    def _ends_in(self, choice: Choice, province: int) -> bool:
        """Whether the other end of a road lies in a province ("between Xtown and Ytown, Yprovince")."""
        other = choice.meaning.other
        return other is not None and self.relations.fit(other, province) >= WEIGHTS.contradiction

    def _is_namesake(self, town: Choice, other: Choice) -> bool:
        """Whether a town is said to lie in or near a place so far away that another of its name must be meant."""
        number = town.match.number
        if self.level(town) < 4 or not (town.meaning.relation == "at" or self._is_thing_near(town, other)):
            return False
        kind = town.mention.kind
        if kind is not None and kind.fit.get("neighbourhood", 0.0) > 1.5 and other.meaning.relation == "at":
            return self.level(other) in (3, 4)
        if self.classes[number].prior >= 1.0:
            return False
        if town.common and other.meaning.relation in ("at", "sector") and self.level(other) == 4:
            return self.relations.apart_km(number, other.match.number) > WEIGHTS.beyond_km
        if town.meaning.relation != "at":
            return self._is_far_thing(town, other)
        loose = other.meaning.relation in ("near", "outside") and other.meaning.km is None
        reach = WEIGHTS.far_km if loose and self.relations.is_seat(other.match.number) else WEIGHTS.far_town_km
        return self.relations.gap_km(number, other.meaning) > reach

    def _is_thing_near(self, thing: Choice, town: Choice) -> bool:
        """Whether words lead to or near a quarter or thing that is said to be in a town ("near X mosque, Ytown")."""
        leads = thing.meaning.relation in ("near", "toward") and thing.meaning.km is None
        return leads and self.level(thing) >= 5 and town.at > thing.at and town.meaning.relation in _HOLDING

    def _is_far_thing(self, thing: Choice, town: Choice) -> bool:
        """Whether what words lead near to lies too far from the town behind it, on whichever side of that."""
        apart = self._is_thing_near(thing, town) and self.relations.apart_km(thing.match.number, town.match.number)
        return apart > WEIGHTS.far_town_km

    def province_row(self, choice: Choice, choices: Sequence[Choice]) -> int | None:
        """Return the province that a choice names: as such, or by its seat, the country following ("Xtown, Xland")."""
        number = choice.match.number
        if choice.meaning.relation not in ("at", "sector"):
            return None
        if self.levels[number] == 2:
            return number
        name = self.candidates.places[number].province or ""
        ends = any(c.at == choice.at + 1 and self.level(c) == 0 for c in choices)
        return self.relations.provinces.get(name) if ends and self.relations.is_seat(number) else None

    def province_of(self, answer: Choice, kept: Sequence[Choice], heads: Sequence[Mention]) -> int | None:
        """Return the province of the answer's name if that is meant and not its seat ("Xvillage, Kirkuk").

        So it is where what the seat would hold is a village or a town, or where the country follows.
        """
        if not self.relations.is_seat(answer.match.number):
            return None
        number = self.relations.provinces.get(self.candidates.places[answer.match.number].province or "")
        if number is None or all(m.number != number for m in answer.mention.matches):
            return None
        kinds = [m.kind for m in heads if m.kind is not None]
        if any(map(_is_urban, kinds)):
            return None
        follows = any(c.at == answer.at + 1 and self.level(c) == 0 for c in kept)
        return number if follows or kinds else None

    def _fit(self, one: Choice, other: Choice) -> float:
        if one.meaning.relation in ("at", "sector"):
            return self.relations.fit_mention(one.meaning.number, other.meaning)
        if other.meaning.relation in ("at", "sector"):
            return self.relations.fit_mention(other.meaning.number, one.meaning)
        if self._is_far_thing(one, other):
            return 0.0
        close = one.meaning.relation == "near" and min(self.level(one), self.level(other)) >= 4
        return 0.0 if close and self.relations.gap_km(one.match.number, other.meaning) > WEIGHTS.far_km else 1.0

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
            if self._names_its_province(choice, best, level=3) or self._is_too_small(choice, best):
                continue
            if self._stands_for_province(choice, best, kept):
                continue
            owned = best.mention.owner and choice.at == best.at + 1 and self.specific(choice) >= self.specific(best)
            if owned or (choice.match.number == best.match.number and best.meaning.relation == "at"):
                best = choice
            if self.specific(choice) > self.specific(best) + 0.01 or self._names_its_province(best, choice):
                best = choice
        return best

    def _holds(self, one: Choice, other: Choice) -> bool:
        """Whether the second place lies in the first: "Xtown/Xquarter" is one place, not two."""
        return self.levels[one.match.number] < self.levels[other.match.number] and (
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

    def _stands_for_province(self, seat: Choice, road: Choice, kept: Sequence[Choice]) -> bool:
        """Whether a seat's name behind a road far from it means its province ("between X and Y, Erbil, Iraq")."""
        behind = seat.at > road.at and road.meaning.relation == "between" and self.relations.is_seat(seat.match.number)
        named = behind and self.province_row(seat, kept) is not None
        return named and self._fit(road, seat) < WEIGHTS.contradiction

    def _is_too_small(self, town: Choice, other: Choice) -> bool:
        """Whether a seat's name behind mountains or a steppe can only mean its province ("Xmountains, Kirkuk")."""
        place = self.candidates.places[other.match.number]
        wide = place.kind == "mountain" or self._is_small_region(place)
        wide = wide and other.meaning.relation == town.meaning.relation == "at"
        return wide and self.relations.is_seat(town.match.number) and town.at > other.at

    def specific(self, choice: Choice) -> float:
        """Return how narrow a choice is: the level of its class, less for what words only lead to."""
        number, relation = choice.match.number, choice.meaning.relation
        level, place = self._breadth(number), self.candidates.places[number]
        if relation == "toward":
            return -1.0 + level / 100
        if relation == "near" and level >= 5 and choice.meaning.km is None:
            return level - 0.45 if place.radius_km <= WEIGHTS.long_km else 3.0
        if relation in ("near", "outside", "between"):
            most = _narrowness(self.relations.reach(choice.meaning)) + 0.1 * (relation == "near")
            return min(level, most) if level >= 3 else level - 0.3
        if relation == "sector":
            return min(level + 0.3, 4.4) if level <= 4 else level
        return 4.5 if level == 4 else level

    def _breadth(self, number: int) -> float:
        """Return the level of a row's class; that of what reaches far by how much it tells beside a province."""
        place = self.candidates.places[number]
        if self.classes[number].name == "line" and place.radius_km > WEIGHTS.long_km:
            return 3
        if place.kind == "river":
            return 1.5  # less than any province it runs through
        return _narrowness(place.radius_km) if self._is_small_region(place) else self.levels[number]

    @staticmethod
    def _is_small_region(place: Place) -> bool:
        """Whether a region tells more than the province in which it lies."""
        return place.kind == "region" and place.radius_km <= WEIGHTS.small_region_km

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

    def pair(self, kept: list[Choice]) -> tuple[Choice, Choice | None]:
        """Return the answer and its partner, if it has one."""
        answer = self.answer(kept)
        return answer, self.partner(answer, kept)

    def partner(self, answer: Choice, kept: list[Choice]) -> Choice | None:
        """Return the second of two places that the string joins with "and" or a slash, if neither holds the other."""
        if answer.meaning.relation != "at":
            return None
        for choice in kept:
            together = follows(answer, choice) or follows(choice, answer)
            if not together or choice.meaning.relation != "at":
                continue
            one, other = answer.match.number, choice.match.number
            near_level = abs(self.levels[one] - self.levels[other]) <= 2
            chain = self.relations.chain
            if near_level and one != other and one not in chain(other) and other not in chain(one):
                return choice
        return None


def _narrowness(reach: float) -> float:
    """Return how narrow an area is that reaches so far, km: between a district and a town."""
    return 3.0 + 0.6 / (1.0 + reach / 20.0)


def _is_urban(kind: KindWord) -> bool:
    """Whether a kind word speaks of a part of a town or of a thing in it, and not of a village or an area."""
    return kind.hard or (kind.best == "neighbourhood" and kind.fit.get("village", 0.0) < WEIGHTS.kind_fits)


def follows(one: Choice, other: Choice) -> bool:
    """Whether the second choice is joined to the first by "and" or a slash."""
    return other.mention.listed and other.at == one.at + 1
