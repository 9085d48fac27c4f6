"""The long tail of small places: which of its rows a name may mean, something else in the words vouching for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import inf
from typing import NamedTuple

from conflictmap.gazetteer import Gazetteer, Place
from conflictmap.geocoding.choosing.candidates import Candidate
from conflictmap.geocoding.choosing.relations import Relations, flat_km
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.folding import Folder
from conflictmap.geocoding.names.nameindex import STAGES, Match
from conflictmap.geocoding.names.nametables import tail_keys
from conflictmap.geocoding.names.romanisation import consonants, load_romanisation
from conflictmap.geocoding.parsing.toponyms import Mention
from conflictmap.geocoding.placing.derivation import Meaning
from conflictmap.geocoding.placing.rows import Rows
from conflictmap.language import PlaceWords
from conflictmap.memo import Memo
from conflictmap.placekinds import SETTLEMENT_KINDS

__all__ = ["Tail", "Voucher"]


_MOST = 12
"""Rows of one name that are weighed; more of them tell nothing."""


class Voucher(NamedTuple):
    """What the words or the report say of where a name lies.

    Attributes
    ----------
    meaning : Meaning
    narrow : bool
        Whether it is narrower than a province: a district, a town, a distance.
    binding : bool
        Whether the name must lie there; else it is only a place named elsewhere.
    """

    meaning: Meaning
    narrow: bool
    binding: bool = True


class Tail:
    """Looks names up in the long tail of one gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
    rows : Rows
    relations : Relations
    folder : Folder
    words : PlaceWords
    is_foreign : callable
        Whether an exact key is the name of a place abroad: no spelling of one at home is sought for it.
    """

    def __init__(
        self,
        gazetteer: Gazetteer,
        rows: Rows,
        relations: Relations,
        folder: Folder,
        words: PlaceWords,
        is_foreign: Callable[[str], bool],
    ) -> None:
        self.layer = gazetteer.long_tail
        self.rows = rows
        self.relations = relations
        self.folder = folder
        self.words = words
        self.is_foreign = is_foreign
        self.romanisation = load_romanisation()
        self._readings: Memo[Place, tuple[str, ...]] = Memo(self._read_names)

    def of(self, mention: Mention, vouchers: Sequence[Voucher]) -> list[Candidate]:
        """Return the rows that a name may mean, best first; none if nothing vouches for any.

        Parameters
        ----------
        mention : Mention
            Of a name that no curated row bears, or only one that cannot be meant.
        vouchers : sequence of Voucher
        """
        if self.layer is None or len(mention.key) < 3 or mention.border or mention.abroad:
            return []
        for stage, how in self._keys(mention.key):
            found = _apart(
                p
                for key in how
                for p in self.layer.lookup(key, stage)
                if self.rows.numbers.get(p.place_id, self.rows.first) >= self.rows.first
            )
            if not found or len(found) > _MOST:
                continue
            if candidates := self._vouched(mention, found, vouchers, exact=stage == "exact"):
                return candidates
            if candidates := self._only(mention, found, [v for v in vouchers if v.binding]):
                return candidates
        return []

    def spelled(self, mention: Mention, vouchers: Sequence[Voucher], *, elsewhere: bool = False) -> list[Candidate]:
        """Return the one row that a name may be another spelling of; none if there are two, or nothing vouches for it.

        Parameters
        ----------
        mention : Mention
            Of a name that no row bears.
        vouchers : sequence of Voucher
        elsewhere : bool, default False
            Whether a row does bear it, but one that cannot be meant; then a province alone does not vouch for another.
        """
        binding = [v for v in vouchers if v.binding]
        narrow = any(v.narrow for v in binding)
        wanted = narrow if elsewhere else mention.names_unknown
        if self.layer is None or not (binding and wanted) or mention.abroad or self.is_foreign(mention.key):
            return []
        grade = "spelled_near" if narrow else "spelled_province"
        place = self._nearest(mention, binding, WEIGHTS.spelled_near if narrow else WEIGHTS.spelled_far)
        return [] if place is None else [self._graded(self.rows.add(place), grade)]

    def _graded(self, number: int, grade: str) -> Candidate:
        """Return a row as a candidate found at a stage."""
        score = STAGES[grade].score
        return Match(number, grade, score), score * self.rows.priors[number]

    def _nearest(self, mention: Mention, binding: Sequence[Voucher], most: float) -> Place | None:
        """Return the place that a name may be a spelling of and that goes with all, if no other comes close to it."""
        provinces = {self.rows.places[v.meaning.number].province for v in binding} - {None}
        costs = {
            place: cost
            for place, cost in self._spellings(mention.key, most, provinces).items()
            if self._may_be(mention, place) and all(self._goes_with(self.rows.add(place), v) for v in binding)
        }
        least = min(costs.values(), default=0.0)
        near = [place for place, cost in costs.items() if cost <= least + WEIGHTS.spelled_clear]
        alone = len(_apart(near)) == 1
        return min(near, key=lambda place: (costs[place], place.place_id)) if alone else None

    def _spellings(self, key: str, most: float, provinces: set[str | None]) -> dict[Place, float]:
        """Return places whose names cost no more than `most` a consonant to be spelled so, each with that cost.

        They lie in the one province that is told, if any is: a spelling does not tell across a border.
        """
        assert self.layer is not None
        found: dict[Place, float] = {}
        for reading in self.romanisation.readings(key):
            skeleton = self.romanisation.skeleton(reading)
            for place in self.layer.lookup(skeleton, "spelled"):
                if not provinces <= {place.province}:
                    continue
                cost = min((self.romanisation.apart(reading, own) for own in self._readings[place]), default=inf)
                if cost <= min(most * consonants(skeleton), found.get(place, inf)):
                    found[place] = cost
        return found

    def _read_names(self, place: Place) -> tuple[str, ...]:
        """Return the readings of a place's names."""
        keys = {key for name in place.names for key in tail_keys(name, self.words, self.folder)}
        return tuple(sorted({reading for key in keys for reading in self.romanisation.readings(key)}))

    def _may_be(self, mention: Mention, place: Place) -> bool:
        """Whether the kind word beside a name, if any, goes with a place."""
        return mention.kind is None or mention.kind.fit.get(place.kind, 0.0) >= WEIGHTS.kind_fits

    def _keys(self, key: str) -> Iterable[tuple[str, Sequence[str]]]:
        """Yield the stages of folding with the keys of a name, the strictest first."""
        yield "exact", (key,)
        if key.isascii() and len(key) >= 5:
            yield "vowels", (self.folder.vowels(key),)

    def _vouched(
        self, mention: Mention, found: Sequence[Place], vouchers: Sequence[Voucher], *, exact: bool
    ) -> list[Candidate]:
        """Return the rows that something vouches for, those that do best first."""
        graded: dict[str, list[Candidate]] = {}
        for place in found:
            if not self._may_be(mention, place):
                continue
            number = self.rows.add(place)
            grade = self._grade(number, mention, vouchers, exact=exact)
            if grade:
                graded.setdefault(grade, []).append(self._graded(number, grade))
        return next((graded[g] for g in ("tail_near", "tail_province", "tail_named") if g in graded), [])

    def _only(self, mention: Mention, found: Sequence[Place], binding: Sequence[Voucher]) -> list[Candidate]:
        """Return the one row where the words say whose name is read the same ("Muradiya", "Muradiyah"), else none."""
        readings = frozenset(self.romanisation.readings(mention.key)) if binding else frozenset()
        same = [
            place for place in found if self._may_be(mention, place) and not readings.isdisjoint(self._readings[place])
        ]
        within = [n for place in same if all(self._goes_with(n := self.rows.add(place), v) for v in binding)]
        return [self._graded(within[0], "spelled_province")] if len(within) == 1 else []

    def _goes_with(self, number: int, voucher: Voucher) -> bool:
        """Whether a row may lie where a voucher says, and close enough to a town that it is said to lie in."""
        meaning = voucher.meaning
        if self.relations.fit_mention(number, meaning) < WEIGHTS.tail_fits:
            return False
        town = meaning.relation in ("at", "sector") and self.relations.classes[meaning.number].level >= 4
        return not town or self.relations.apart_km(number, meaning.number) <= WEIGHTS.tail_round_km

    def _grade(self, number: int, mention: Mention, vouchers: Sequence[Voucher], *, exact: bool) -> str:
        """Return the stage by which a row counts as found, empty if nothing vouches for it."""
        binding = [v for v in vouchers if v.binding]
        if not all(self._goes_with(number, voucher) for voucher in binding):
            return ""
        if any(v.narrow for v in binding) or any(self._is_beside(number, v) for v in vouchers):
            return "tail_near"
        if not exact:
            return ""
        return "tail_province" if binding else self._named(mention)

    def _is_beside(self, number: int, voucher: Voucher) -> bool:
        """Whether a row lies beside a place that the report names."""
        return voucher.narrow and not voucher.binding and self.relations.affinity(number, voucher.meaning) >= 0.95

    @staticmethod
    def _named(mention: Mention) -> str:
        """Return the stage of a name that only its kind word vouches for ("the village of X")."""
        kind = mention.kind
        return "tail_named" if kind is not None and not kind.hard and kind.best in SETTLEMENT_KINDS else ""


def _apart(places: Iterable[Place]) -> list[Place]:
    """Return places without those that lie where another of them does."""
    found: list[Place] = []
    for place in places:
        if all(flat_km(place.lat, place.lon, p.lat, p.lon) > WEIGHTS.tail_same_km for p in found):
            found.append(place)
    return found
