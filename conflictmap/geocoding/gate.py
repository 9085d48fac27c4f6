"""A quick look before the slow one: whether a report can be about the country at all.

Most news is about other places. A report that holds none of the country's names, demonyms or places, as the gazetteer
spells them, would only yield incidents that the geocoder leaves out; it need not be read.
"""

from __future__ import annotations

import re
from functools import lru_cache

import ahocorasick

from conflictmap.gazetteer import Gazetteer
from conflictmap.language import Language, PlaceWords
from conflictmap.model import Report

__all__ = ["Gate", "gate_of"]

_SHORTEST = 3
_SHORT = 4
_ARTICLE = "al"
_EVERYWHERE = frozenset(
    {"building", "cemetery", "church", "country", "hospital", "hotel", "market", "ministry", "mosque"}
    | {"power_plant", "prison", "shrine", "stadium", "university"}
)
"""Kinds of place that are named alike in every country: the central bank, the interior ministry."""


class Gate:
    """Every name that could tie a report to a country, in one automaton.

    Parameters
    ----------
    gazetteer : Gazetteer
    words : PlaceWords
        Say behind which words a short name counts: "in Hit" is a town, "Shares Hit" is none.
    """

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords) -> None:
        leads = "|".join(map(re.escape, sorted(words.before_short | {_ARTICLE})))
        self._led = re.compile(rf"\b(?:{leads})[ -]$", re.IGNORECASE)
        self._reach = 2 + max(map(len, words.before_short | {_ARTICLE}))
        country = gazetteer.country
        names = {country.name, *country.names, *country.demonyms}
        for place in gazetteer.places:
            if place.kind not in _EVERYWHERE:
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
        return any(self._holds(part) for part in (report.title, report.text))

    def _holds(self, text: str) -> bool:
        lowered = text.lower()
        for end, length in self._automaton.iter(lowered):
            start = end - length + 1
            if lowered[start - 1 : start].isalnum() or lowered[end + 1 : end + 2].isalnum():
                continue
            if length >= _SHORT or (self._is_led(text, start)):
                return True
        return False

    def _is_led(self, text: str, start: int) -> bool:
        before = text[max(0, start - self._reach) : start]
        return text[start : start + 1].isupper() and self._led.search(before) is not None


@lru_cache(maxsize=4)
def gate_of(gazetteer: Gazetteer, language: Language) -> Gate:
    """Return the gate of a gazetteer, made once."""
    return Gate(gazetteer, language.places)
