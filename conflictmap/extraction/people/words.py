"""The words of the grammar of people, compiled from ``rules/<language>/persons.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["PersonWords", "load_person_words"]


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Sets of words by name, and phrases by name, the longest first."""

    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    endings: tuple[str, ...]
    thing_endings: tuple[str, ...]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return a set of words."""
        return self.sets[name]


@lru_cache(maxsize=4)
def load_person_words(language: str = "en") -> PersonWords:
    """Load the words of a language."""
    table = tomllib.loads((files("conflictmap") / "rules" / language / "persons.toml").read_text(encoding="utf-8"))
    joins = table["joins"]
    phrases = {
        name: tuple(sorted((tuple(phrase.split()) for phrase in joins[name]), key=len, reverse=True))
        for name in ("words", "parts", "inside")
    }
    sets = {name: frozenset(words) for name, words in table["words"].items()}
    sets |= {name: frozenset(joins[name]) for name in ("modifiers", "general")}
    return PersonWords(sets, phrases, tuple(table["words"]["person_endings"]), tuple(table["words"]["thing_endings"]))
