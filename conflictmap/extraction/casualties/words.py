"""The words of casualties, compiled from ``rules/<language>/casualties.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["CasualtyWords", "load_casualty_words"]


@dataclass(frozen=True, slots=True)
class CasualtyWords:
    """Sets of words by ``"table.name"``, and phrases of several words by the same name, the longest first."""

    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return a set of words."""
        return self.sets[name]

    def phrase_at(self, name: str, lows: list[str], i: int) -> int:
        """Return where a phrase of a set ends that begins at token `i`; `i` if none does."""
        return next((i + len(p) for p in self.phrases[name] if tuple(lows[i : i + len(p)]) == p), i)


@lru_cache(maxsize=4)
def load_casualty_words(language: str = "en") -> CasualtyWords:
    """Load the words of a language."""
    table = tomllib.loads((files("conflictmap") / "rules" / language / "casualties.toml").read_text(encoding="utf-8"))
    lists = {f"{part}.{name}": words for part, names in table.items() for name, words in names.items()}
    phrases = {
        name: tuple(sorted((tuple(word.split()) for word in words), key=len, reverse=True))
        for name, words in lists.items()
    }
    return CasualtyWords({name: frozenset(words) for name, words in lists.items()}, phrases)
