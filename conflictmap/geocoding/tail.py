"""The long tail of small places: which of its rows a name may mean, something else in the words vouching for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from conflictmap.gazetteer import Gazetteer, Place
from conflictmap.geocoding.candidates import Candidate
from conflictmap.geocoding.derivation import Meaning
from conflictmap.geocoding.folding import Folder
from conflictmap.geocoding.nameindex import STAGES, Match
from conflictmap.geocoding.relations import Relations, flat_km
from conflictmap.geocoding.rows import Rows
from conflictmap.geocoding.toponyms import Mention
from conflictmap.geocoding.weights import WEIGHTS
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
    """

    def __init__(self, gazetteer: Gazetteer, rows: Rows, relations: Relations, folder: Folder) -> None:
        self.layer = gazetteer.long_tail
        self.rows = rows
        self.relations = relations
        self.folder = folder

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
        return []

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
        kind = mention.kind
        for place in found:
            if kind is not None and kind.fit.get(place.kind, 0.0) < WEIGHTS.kind_fits:
                continue
            number = self.rows.add(place)
            grade = self._grade(number, mention, vouchers, exact=exact)
            if grade:
                score = STAGES[grade].score
                graded.setdefault(grade, []).append((Match(number, grade, score), score * self.rows.priors[number]))
        return next((graded[g] for g in ("tail_near", "tail_province", "tail_named") if g in graded), [])

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
    for place in dict.fromkeys(places):
        if all(flat_km(place.lat, place.lon, p.lat, p.lon) > WEIGHTS.tail_same_km for p in found):
            found.append(place)
    return found
