"""The words of casualties, compiled from ``rules/<language>/reading/casualties.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal, get_args

from conflictmap.language import Language, WordSets

__all__ = ["CasualtyWords", "casualty_words"]


class CasualtyWords(WordSets):
    """Sets of words by ``"table.name"``; phrases by the same name and their first word, the longest first.

    `counting` are the nouns that may tell a toll, `nobody` the words
    with which a denial of harm may begin.
    """

    def __init__(
        self,
        sets: Mapping[str, frozenset[str]],
        phrases: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]],
        nought: frozenset[str],
    ) -> None:
        super().__init__(sets)
        self.phrases = phrases
        self.counting = frozenset[str]().union(*(self[f"tolls.{name}"] for name in get_args(_Counting)))
        self.nobody = self["nought.pronouns"] | nought

    def phrase_at(self, name: str, lows: list[str], i: int) -> int:
        """Return where a phrase of a set ends that begins at token `i`; `i` if none does."""
        found = self.phrases[name].get(lows[i]) if name in self.phrases and i < len(lows) else None
        return i if found is None else next((i + len(p) for p in found if tuple(lows[i : i + len(p)]) == p), i)


_Counting = Literal["nouns", "numbers", "dead", "more_dead", "hurt", "restated"]


@lru_cache(maxsize=8)
def casualty_words(language: Language) -> CasualtyWords:
    """Return the words of a language, from ``reading/casualties.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    tables = language.lists("casualties")
    lists = {f"{table}.{name}": words for table in tables.tables for name, words in tables.table(table).items()}
    return CasualtyWords(
        {name: frozenset(words) for name, words in lists.items()},
        {name: _by_first_word(words) for name, words in lists.items()},
        language.lists("syntax")["function"]["nought"],
    )


def _by_first_word(words: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((tuple(word.split()) for word in words), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}
