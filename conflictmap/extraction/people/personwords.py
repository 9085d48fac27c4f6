"""The words of the grammar of people, compiled from ``rules/<language>/reading/persons.toml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, get_args

from conflictmap.language import Language, WordSets

__all__ = ["PersonWords", "person_words"]

Phrases = Literal["words", "parts", "inside"]
"""Lists of phrases in the table [joins]."""
_Joins = Literal["modifiers", "general", "sharing"]


class PersonWords(WordSets):
    """Sets of words by name, and phrases by name, the longest first."""

    def __init__(
        self,
        sets: Mapping[str, frozenset[str]],
        phrases: Mapping[str, tuple[tuple[str, ...], ...]],
        endings: tuple[str, ...],
        thing_endings: tuple[str, ...],
    ) -> None:
        super().__init__(sets)
        self.phrases = phrases
        self._first = {name: frozenset(phrase[0] for phrase in listed) for name, listed in phrases.items()}
        self.endings = endings
        self.thing_endings = thing_endings

    def phrase_at(self, name: Phrases, lows: Sequence[str], i: int) -> tuple[str, ...] | None:
        """Return the longest phrase of a list that begins at token `i`.

        Parameters
        ----------
        name : str
        lows : sequence of str
            The sentence, in lower case.
        i : int

        Returns
        -------
        tuple of str or None
        """
        if i >= len(lows) or lows[i] not in self._first[name]:
            return None
        return next((phrase for phrase in self.phrases[name] if tuple(lows[i : i + len(phrase)]) == phrase), None)


@lru_cache(maxsize=8)
def person_words(language: Language) -> PersonWords:
    """Return the words of a language, from ``reading/persons.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("persons")
    joins = lists.of("joins", (*get_args(Phrases), *get_args(_Joins)))
    phrases = {
        name: tuple(sorted((tuple(phrase.split()) for phrase in joins[name]), key=len, reverse=True))
        for name in get_args(Phrases)
    }
    words = lists.table("words")
    sets = {name: frozenset(found) for name, found in words.items()}
    sets |= {name: frozenset(joins[name]) for name in get_args(_Joins)}
    return PersonWords(sets, phrases, words.get("person_endings", ()), words.get("thing_endings", ()))
