"""Tokens of a sentence with what the lexicon says of them: what the analysis of a sentence starts from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from conflictmap.language import Grammar, Hit, Language
from conflictmap.text import Token

__all__ = ["LookedUp"]


@dataclass(slots=True)
class LookedUp:
    """The tokens of one sentence with the language's hits filed by category and first token.

    Attributes
    ----------
    tokens : list of Token
    lows : list of str
        Lower-case words, beside the tokens.
    language : Language
    grammar : Grammar
        The language's small words, at hand.
    function : mapping of str to frozenset of str
        Words by what they do, from ``reading/syntax.toml`` [function]; asked by `plays`.
    word : callable
        Returns the lower-case word at a token, or an empty string beyond either end.
    """

    tokens: list[Token]
    lows: list[str]
    language: Language
    grammar: Grammar
    function: Mapping[str, frozenset[str]]
    word: Callable[[int], str] = field(init=False)
    by_category: dict[str, list[Hit]] = field(default_factory=dict)
    _first: dict[str, dict[int, Hit]] = field(default_factory=dict)
    _starting: dict[str, dict[int, list[Hit]]] = field(default_factory=dict)
    _ending: dict[str, dict[int, list[Hit]]] = field(default_factory=dict)
    memo: dict[tuple[str, int, bool, bool], Any] = field(default_factory=dict)
    quantities: dict[int, Any] = field(default_factory=dict)
    _where: dict[str, list[int]] = field(default_factory=dict)
    _no_capitals: bool | None = None
    _all_capitals: bool | None = None

    def __post_init__(self) -> None:
        """Make the words ready to be asked for, which is done more often than anything else."""
        self.word = defaultdict(str, enumerate(self.lows)).__getitem__

    @property
    def without_capitals(self) -> bool:
        """Whether nothing in the sentence is set with a capital, so that capitals tell no names."""
        if self._no_capitals is None:
            self._no_capitals = len(self.tokens) > 3 and not any(
                token.capital for token in self.tokens if not token.text[0].isdecimal()
            )
        return self._no_capitals

    @property
    def without_case(self) -> bool:
        """Whether the whole sentence is set in capitals."""
        if self._all_capitals is None:
            words = (token.text for token in self.tokens if token.text[0].isalpha() and len(token.text) > 1)
            self._all_capitals = all(word == word.upper() for word in words) and self._long_words() > 3
        return self._all_capitals

    def _long_words(self) -> int:
        return sum(token.text[0].isalpha() and len(token.text) > 1 for token in self.tokens)

    def file(self, hits: Iterable[Hit]) -> None:
        """File the language's hits, which come in order, by category and first token."""
        by_category, first = self.by_category, self._first
        for hit in hits:
            category = hit.entry.category
            if category in by_category:
                by_category[category].append(hit)
                first[category].setdefault(hit.start, hit)
            else:
                by_category[category] = [hit]
                first[category] = {hit.start: hit}

    def all(self, category: str) -> list[Hit]:
        """Return every hit of a category, in order."""
        return self.by_category.get(category, [])

    def at(self, category: str, i: int) -> Hit | None:
        """Return the first-listed longest hit of a category that begins at token `i`."""
        return self._first[category].get(i) if category in self._first else None

    def first(self, category: str) -> Mapping[int, Hit]:
        """Return what `at` tells of a category, by token."""
        return self._first.get(category) or {}

    def starting(self, category: str, i: int) -> list[Hit]:
        """Return every hit of a category that begins at token `i`."""
        if category not in self.by_category:
            return []
        if category not in self._starting:
            by_start: dict[int, list[Hit]] = {}
            self._starting[category] = by_start
            for hit in self.by_category[category]:
                by_start.setdefault(hit.start, []).append(hit)
        return self._starting[category].get(i, [])

    def ending(self, category: str, end: int) -> list[Hit]:
        """Return every hit of a category that ends before token `end`, the longest first."""
        if category not in self.by_category:
            return []
        if category not in self._ending:
            by_end: dict[int, list[Hit]] = {}
            self._ending[category] = by_end
            for hit in self.by_category[category]:  # in order of their starts, so that the longest comes first
                by_end.setdefault(hit.end, []).append(hit)
        return self._ending[category].get(end, [])

    def inside(self, category: str, start: int, end: int) -> list[Hit]:
        """Return the hits of a category that lie wholly within tokens `start` to `end`."""
        return [hit for hit in self.by_category.get(category, ()) if start <= hit.start and hit.end <= end]

    def has(self, category: str, start: int, end: int) -> bool:
        """Whether a hit of a category lies within tokens `start` to `end`."""
        return any(start <= hit.start and hit.end <= end for hit in self.by_category.get(category, ()))

    def offset(self, i: int) -> int:
        """Return the character offset at which token `i` begins."""
        return self.tokens[i].start

    def stop(self, i: int) -> int:
        """Return the character offset at which token `i` - 1 ends."""
        return self.tokens[i - 1].end

    def wording(self, start: int, end: int) -> str:
        """Return the text of tokens `start` to `end`."""
        return " ".join(token.text for token in self.tokens[start:end]).replace(" 's", "'s")

    def found(self, words: AbstractSet[str]) -> list[int]:
        """Return the tokens whose word is one of these, in order."""
        if not self._where:
            for i, low in enumerate(self.lows):
                self._where.setdefault(low, []).append(i)
        common = self._where.keys() & words
        return sorted([i for low in common for i in self._where[low]]) if common else []

    def plays(self, i: int, *parts: str) -> bool:
        """Whether the word at `i` plays one of these parts: a list of `function`, such as ``"genitive"`` ("of")."""
        low = self.word(i)
        for part in parts:  # noqa: SIM110 - asked for every word: a generator would cost more than the look-up
            if low in self.function[part]:
                return True
        return False

    def __len__(self) -> int:
        """Return the number of tokens."""
        return len(self.tokens)
