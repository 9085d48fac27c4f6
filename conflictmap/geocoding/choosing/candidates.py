"""Which rows a mention may mean, and what each is worth before anything else in the string is looked at."""

from __future__ import annotations

from collections.abc import Iterable

from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.nameindex import Match, NameIndex
from conflictmap.geocoding.parsing.toponyms import Mention
from conflictmap.geocoding.placing.precision import Class
from conflictmap.geocoding.placing.rows import Rows
from conflictmap.language import KindWord

_DISTRICT = frozenset({"district"})
_TOWNS = frozenset({"city", "town", "district"})

__all__ = ["Candidate", "Candidates"]

Candidate = tuple[Match, float]
"""A row and its worth."""


class Candidates:
    """Weighs the rows of one gazetteer.

    Parameters
    ----------
    rows : Rows
    index : NameIndex
    """

    def __init__(self, rows: Rows, index: NameIndex) -> None:
        self.rows = rows
        self.places = rows.places
        self.classes = rows.classes
        self.levels = rows.levels
        self.priors = rows.priors
        self.index = index

    def of(self, mention: Mention) -> list[Candidate]:
        """Return the rows a mention may mean with their worth, in no order."""
        if mention.abroad:
            return []
        kind = mention.kind
        if kind is None and not (mention.organised or mention.partial):
            return [(m, worth) for m in mention.matches if (worth := m.score * self.priors[m.number]) >= WEIGHTS.least]
        things = self.index.thing(kind.number, mention.key) if mention.titled and kind is not None else ()
        named = frozenset(m.number for m in things)
        matches = (*things, *(m for m in mention.matches if m.number not in named))
        found = [(m, worth) for m in matches if (worth := self._worth(mention, m, named)) >= WEIGHTS.least]
        return found if kind is None else self._of_kind(kind, found, mention)

    def is_town(self, number: int) -> bool:
        """Whether a row is a city or a town."""
        return self.levels[number] == 4 and self.priors[number] >= WEIGHTS.strong

    def is_common(self, numbers: Iterable[int]) -> bool:
        """Whether rows of one name are small and lie in so many towns that a further town has one too."""
        towns: set[str | None] = set()
        for number in numbers:
            if self.levels[number] <= 3:
                return False
            towns.add(self.places[number].parent)
        return len(towns) >= WEIGHTS.common_towns

    def _of_kind(self, kind: KindWord, found: list[Candidate], mention: Mention) -> list[Candidate]:
        """Return candidates in view of the kind word that stands with the name."""
        if kind.best == "province":
            return [c for c in found if self.places[c[0].number].kind == "province"] or found
        if mention.titled or len(found) < 2:
            return found
        wider = _DISTRICT if kind.best == "district" else _TOWNS if mention.of_kind else frozenset()
        holds = any(self.places[m.number].kind in wider for m, _ in found)
        return [(m, worth * self._fitting(kind, m.number, holds=holds)) for m, worth in found]

    def _fitting(self, kind: KindWord, number: int, *, holds: bool) -> float:
        """Return the factor of a kind word on a row; `holds` says whether a town or district of the name may hold it.

        A quarter of any other town than the capital is seldom named without its town, and then by no town's name: "the
        industrial quarter of Xtown" lies in Xtown, and is no Xtown quarter of another town.
        """
        place = self.places[number]
        small = holds and place.kind == "neighbourhood" and place.parent != self.rows.capital
        return kind.fit.get(place.kind, WEIGHTS.unfit) * (WEIGHTS.of_some_town if small else 1.0)

    def _worth(self, mention: Mention, match: Match, named: frozenset[int]) -> float:
        """Return the worth of a row; `named` are those that one of their names makes such a thing ("X Street")."""
        rule = self.classes[match.number]
        worth = match.score * self.priors[match.number]
        if mention.organised:
            worth *= 0.8 if rule.prior >= 0.9 else 0.2
        if mention.partial:
            worth *= self._partial(mention, match, rule)
        if mention.titled and mention.kind is not None:
            worth *= 1.2 if match.number in named else self._titled(mention.kind, match.number)
        return worth

    @staticmethod
    def _partial(mention: Mention, match: Match, rule: Class) -> float:
        """Return the factor for a name that may be a piece of a longer, unknown one.

        "Zuwayya Mosul" is in Mosul. Of small places only the head of a name counts ("Dora Zuwayya" is in Dora): the
        tail is a mere qualifier ("Bayt Dora").
        """
        if rule.prior >= 0.9:
            return 0.95
        if mention.partial == "head" and match.stage == "exact":
            return 0.75 if rule.prior >= 0.8 or rule.name == "district" else 0.4
        return 0.1

    def _titled(self, kind: KindWord, number: int) -> float:
        """Return the factor for a thing with a name: itself, or what it lies in, or what it is called after."""
        if self.places[number].kind in kind.fit:
            return 1.2
        if self.classes[number].level <= 4:
            return 0.5 if kind.road else 0.9
        return 0.25 if kind.road else 0.5
