"""What holds of a word wherever it stands, worked out once for each: what tagging asks of every token."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Literal, NamedTuple, get_args

from conflictmap.extraction.syntax.syntaxwords import SyntaxWords, WordClass, syntax_words
from conflictmap.extraction.syntax.tags import Tag
from conflictmap.language import Language, VerbForm
from conflictmap.memo import Memo

__all__ = ["WordTraits", "word_traits"]

_NO_FORMS: frozenset[VerbForm] = frozenset()
_Ruled = Literal[
    "range_joins",
    "widening",
    "alternative",
    "deceased",
    "infinitive",
    "complementizer",
    "object_possessives",
    "modal_months",
]
"""Lists of ``reading/syntax.toml`` [function] whose words tagging has rules of their own for."""


class WordTraits(NamedTuple):
    """One word by itself.

    Attributes
    ----------
    mark : Tag or None
        Its tag, if it is no word and no figure.
    name : str or None
        Its closed class.
    ruled : bool
        Whether tagging has a rule for this very word.
    figure, number, scale : bool
        Whether it begins with a digit; is a number word, a vague one too; multiplies one.
    verb : frozenset of str or None
        Which forms it may be of a common verb; ``None`` for what only looks like a verb.
    ending : frozenset of str
        Which forms its ending tells, if nothing else does.
    """

    mark: Tag | None
    name: WordClass | None
    ruled: bool
    figure: bool
    number: bool
    scale: bool
    verb: frozenset[VerbForm] | None
    ending: frozenset[VerbForm]


@lru_cache(maxsize=8)
def word_traits(language: Language) -> Memo[str, WordTraits]:
    """Return the traits of words of a language, by the word in lower case.

    Parameters
    ----------
    language : Language
    """
    words = syntax_words(language)
    ruled = frozenset[str]().union(*(words.function[part] for part in get_args(_Ruled)))
    ruled |= {word for pair in language.lists("totals")["head"]["pairs"] for word in pair.split()}
    return Memo(partial(_traits, language, words, ruled))


def _traits(language: Language, words: SyntaxWords, ruled: frozenset[str], low: str) -> WordTraits:
    plain = low[0].isalnum() or (low[0] in "'&" and len(low) > 1)
    return WordTraits(
        None if plain else Tag.COORDINATOR if low == "&" else Tag.MARK,
        words.classes.get(low),
        low in ruled,
        low[0].isdigit(),
        low in language.numbers or low in language.vague,
        low in language.multipliers,
        None if low in words.not_verbs else words.verbs.get(low, _NO_FORMS),
        _by_ending(words, low),
    )


def _by_ending(words: SyntaxWords, low: str) -> frozenset[VerbForm]:
    """Tell the form of an unknown verb by its ending."""
    if not low.isalpha() or len(low) <= 4:
        return _NO_FORMS
    if low.endswith(words.endings["past"]):
        return _PAST
    return _ING if low.endswith(words.endings["ing"]) else _NO_FORMS


_PAST: frozenset[VerbForm] = frozenset({"past", "participle"})
_ING: frozenset[VerbForm] = frozenset({"ing"})
