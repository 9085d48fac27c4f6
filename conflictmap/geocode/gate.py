"""A quick look before the slow one: whether a report can be about the country at all.

Most news is about other places. A report that holds none of the country's names, demonyms or places, as the gazetteer
spells them, would only yield incidents that the geocoder leaves out; it need not be read.
"""

from __future__ import annotations

from functools import lru_cache

import ahocorasick

from conflictmap.gazetteer import Gazetteer
from conflictmap.model import Report

__all__ = ["Gate", "gate_of"]

_SHORTEST = 4
_TOLD = frozenset({"city", "town", "province", "district", "subdistrict", "region", "airport", "base"})
"""Kinds of place that reporting names without naming the country."""


class Gate:
    """Every name that could tie a report to a country, in one automaton.

    Parameters
    ----------
    gazetteer : Gazetteer
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        country = gazetteer.country
        names = {country.name, *country.names, *country.demonyms}
        for place in gazetteer.places:
            if place.kind in _TOLD:
                names.update((place.name, *place.aliases))
        self._automaton = ahocorasick.Automaton()
        for name in names:
            if len(name) >= _SHORTEST:
                self._automaton.add_word(name.lower(), len(name))
        self._automaton.make_automaton()

    def opens(self, report: Report) -> bool:
        """Whether the title or the text holds one of the names as a word of its own.

        Parameters
        ----------
        report : Report
        """
        return any(self._holds(part.lower()) for part in (report.title, report.text))

    def _holds(self, text: str) -> bool:
        for end, length in self._automaton.iter(text):
            start = end - length + 1
            if not (text[start - 1 : start].isalnum() or text[end + 1 : end + 2].isalnum()):
                return True
        return False


@lru_cache(maxsize=4)
def gate_of(gazetteer: Gazetteer) -> Gate:
    """Return the gate of a gazetteer, made once."""
    return Gate(gazetteer)
