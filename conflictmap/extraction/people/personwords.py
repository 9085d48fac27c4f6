"""The words of the grammar of people, compiled from ``rules/<language>/reading/persons.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.language import Language

__all__ = ["PersonWords", "person_words"]


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Sets of words by name, and phrases by name, the longest first."""

    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    endings: tuple[str, ...]
    thing_endings: tuple[str, ...]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return a set of words."""
        return self.sets.get(name, frozenset())


@lru_cache(maxsize=8)
def person_words(language: Language) -> PersonWords:
    """Return the words of a language, from ``reading/persons.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("persons")
    joins = lists.of("joins", ("words", "parts", "inside", "modifiers", "general"))
    phrases = {
        name: tuple(sorted((tuple(phrase.split()) for phrase in joins[name]), key=len, reverse=True))
        for name in ("words", "parts", "inside")
    }
    words = lists.table("words")
    sets = {name: frozenset(found) for name, found in words.items()}
    sets |= {name: frozenset(joins[name]) for name in ("modifiers", "general")}
    return PersonWords(sets, phrases, words.get("person_endings", ()), words.get("thing_endings", ()))
