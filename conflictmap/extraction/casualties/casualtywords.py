"""The words of casualties, compiled from ``rules/<language>/reading/casualties.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.language import Language

__all__ = ["CasualtyWords", "casualty_words"]


@dataclass(frozen=True, slots=True)
class CasualtyWords:
    """Sets of words by ``"table.name"``, and phrases of several words by the same name, the longest first."""

    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return a set of words."""
        return self.sets.get(name, frozenset())

    def phrase_at(self, name: str, lows: list[str], i: int) -> int:
        """Return where a phrase of a set ends that begins at token `i`; `i` if none does."""
        return next((i + len(p) for p in self.phrases.get(name, ()) if tuple(lows[i : i + len(p)]) == p), i)


@lru_cache(maxsize=8)
def casualty_words(language: Language) -> CasualtyWords:
    """Return the words of a language, from ``reading/casualties.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    tables = language.lists("casualties")
    lists = {f"{table}.{name}": words for table in tables.tables for name, words in tables.table(table).items()}
    phrases = {
        name: tuple(sorted((tuple(word.split()) for word in words), key=len, reverse=True))
        for name, words in lists.items()
    }
    return CasualtyWords({name: frozenset(words) for name, words in lists.items()}, phrases)
