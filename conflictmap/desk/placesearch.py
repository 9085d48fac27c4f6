"""Places of the gazetteer by a name that somebody types."""

from __future__ import annotations

from functools import cached_property

from rapidfuzz import fuzz, process, utils

from conflictmap.gazetteer import Gazetteer, Place

__all__ = ["PlaceSearch"]

_LEAST = 72  # of 100, by which a name is like another


class PlaceSearch:
    """Looks places up: names that begin so first, then those that hold it, then those that are like it.

    Parameters
    ----------
    gazetteer : Gazetteer
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    @cached_property
    def _names(self) -> list[tuple[str, Place]]:
        return [(utils.default_process(name), place) for name, place in self._gazetteer.names()]

    def find(self, text: str, most: int = 10) -> list[Place]:
        """Return places by a name, or a part of one.

        Parameters
        ----------
        text : str
        most : int
            How many at most.

        Returns
        -------
        list of Place
            The best first, of equals the most populous.
        """
        typed = utils.default_process(text)
        if not typed:
            return []
        held = [(self._rank(name, typed), -place.population, place) for name, place in self._names if typed in name]
        best: dict[str, Place] = {}
        for _, _, place in sorted(held, key=lambda row: row[:2]):
            best.setdefault(place.place_id, place)
        if len(best) < most:
            names = [name for name, _ in self._names]
            like = process.extract(typed, names, scorer=fuzz.ratio, limit=most, score_cutoff=_LEAST)
            for _, _, at in like:
                best.setdefault(self._names[at][1].place_id, self._names[at][1])
        return list(best.values())[:most]

    @staticmethod
    def _rank(name: str, typed: str) -> int:
        if name == typed:
            return 0
        if name.startswith(typed):
            return 1
        return 2 if f" {typed}" in name else 3
