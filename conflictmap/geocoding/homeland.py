"""Is a report about the country at all? Names that may also lie abroad."""

from __future__ import annotations

import re
from collections.abc import Sequence

from conflictmap.geocoding.disambiguation import Context
from conflictmap.geocoding.folding import plain
from conflictmap.geocoding.resolver import Reading, Resolver
from conflictmap.model import PlacePhrase, Report

__all__ = ["Home"]

_AFFINE = 0.8
"""A place named beside it with this affinity makes a namesake of a foreign capital the one at home."""


class Home:
    """What ties a report, and a name in it, to the country of a gazetteer.

    Parameters
    ----------
    resolver : Resolver
    """

    def __init__(self, resolver: Resolver) -> None:
        self.resolver = resolver
        country = resolver.gazetteer.country
        words = sorted({country.name, *country.names, *country.demonyms}, key=len, reverse=True)
        self._names = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)

    def ties(self, report: Report) -> bool:
        """Whether title or text names the country, its people, or a town or province of its that is none abroad too."""
        parts = (report.title, report.text)
        if any(self._names.search(plain(part)) for part in parts):
            return True
        return any(
            self.resolver.is_strong(match) and not self.resolver.world.is_foreign(item.key)
            for part in parts
            for item in self.resolver.scanner.known_names(part)
            for match in item.matches
        )

    def is_foreign(self, phrase: PlacePhrase, reading: Reading, context: Sequence[Context], *, tied: bool) -> bool:
        """Whether a name that the gazetteer has is meant as its namesake abroad.

        So it is in a report that nothing else ties to the country; elsewhere only if the namesake is a country or
        capital, what it has at home is smaller, and no place near that is named beside it.
        """
        mentions = self.resolver.mentions(phrase.text)
        if reading.meaning is None or len(mentions) != 1:
            return False
        key, number = mentions[0].key, reading.meaning.number
        if not self.resolver.world.is_foreign(key):
            return False
        if not tied:
            return True
        if not self.resolver.world.is_major(key) or self.resolver.places[number].kind in ("city", "province"):
            return False
        return all(self.resolver.relations.affinity(number, c.meaning) < _AFFINE for c in context)
