"""What holds of a word wherever it stands, worked out once for each: what tagging asks of every token."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Literal, NamedTuple, get_args

from conflictmap.extraction.syntax.syntaxwords import SyntaxWords, WordClass, syntax_words
from conflictmap.extraction.syntax.tags import Tag
from conflictmap.language import Language, VerbForm
from conflictmap.memo import Memo
from conflictmap.text import is_capital

__all__ = ["AUXILIARIES", "WordTraits", "case_signs", "word_traits"]

_NO_FORMS: frozenset[VerbForm] = frozenset()
_Ruled = Literal[
    "range_joins",
    "widening",
    "alternative",
    "deceased",
    "infinitive",
    "complementizer",
    "floating_quantifiers",
    "object_possessives",
    "modal_months",
]
"""Lists of ``reading/syntax.toml`` [function] whose words tagging has rules of their own for."""


CaseSign = Literal["", "capital", "plain", "auxiliary"]
"""What a word says of capitals: a long one has one, or is of a closed class; it is plain; it is a short auxiliary."""


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
    fixed : bool
        Whether it is a figure or the ending of a possessive.
    verbal : bool
        Whether it may be a verb at all, and does not only look like one.
    forms : frozenset of str
        Which forms of a verb it may be, by the common verbs, else by its ending.
    as_noun : frozenset of str
        The same where a noun of the lexicon covers it: the ending tells nothing then.
    looks : Tag or None
        What its ending makes of a word that nobody knows: an adverb, or an adjective before a noun.
    noun, unknown : Tag
        Whether it is a plural as a noun of the lexicon, and as a word that nobody knows.
    """

    mark: Tag | None
    name: WordClass | None
    ruled: bool
    figure: bool
    number: bool
    scale: bool
    fixed: bool
    verbal: bool
    forms: frozenset[VerbForm]
    as_noun: frozenset[VerbForm]
    looks: Tag | None
    noun: Tag
    unknown: Tag


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
    verbal = low not in words.not_verbs
    common = words.verbs.get(low, _NO_FORMS) if verbal else _NO_FORMS
    plain = low[0].isalnum() or (low[0] in "'&" and len(low) > 1)
    return WordTraits(
        None if plain else Tag.COORDINATOR if low == "&" else Tag.MARK,
        words.classes.get(low),
        low in ruled,
        low[0].isdecimal(),
        low in language.numbers or low in language.vague,
        low in language.multipliers,
        low[0].isdecimal() or low == language.orthography.possessive,
        verbal,
        common or (_by_ending(words, low) if verbal else _NO_FORMS),
        common,
        _looks(words, low),
        _number(words, low, "plural_nouns", "singular_nouns"),
        _number(words, low, "plural", "not_plural"),
    )


def _looks(words: SyntaxWords, low: str) -> Tag | None:
    if low.endswith(words.endings["adverb"]) and len(low) > 4:
        return Tag.ADVERB
    return Tag.ADJECTIVE if low.endswith(words.endings["adjective"]) else None


def _number(words: SyntaxWords, low: str, plural: str, singular: str) -> Tag:
    """Tell a plural by its ending."""
    many = low.endswith(words.endings[plural]) and not low.endswith(words.endings[singular])
    return Tag.PLURAL if many else Tag.NOUN


@lru_cache(maxsize=8)
def case_signs(language: Language) -> Memo[str, CaseSign]:
    """Tell of words as they stand what they say of capitals: nothing, or whether a long one has a capital.

    Parameters
    ----------
    language : Language
    """
    return Memo(partial(_case_signs, syntax_words(language)))


def _case_signs(words: SyntaxWords, text: str) -> CaseSign:
    name = words.classes.get(text.lower())
    long = len(text) > 3 and text[0].isalpha() and name != "time"
    open_word = long and name is None
    if not is_capital(text) and (open_word or name in AUXILIARIES):
        return "plain" if long else "auxiliary"
    return "capital" if long else ""


def _by_ending(words: SyntaxWords, low: str) -> frozenset[VerbForm]:
    """Tell the form of an unknown verb by its ending."""
    if not low.isalpha() or len(low) <= 4:
        return _NO_FORMS
    if low.endswith(words.endings["past"]):
        return _PAST
    return _ING if low.endswith(words.endings["ing"]) else _NO_FORMS


AUXILIARIES: frozenset[WordClass | None] = frozenset({"be", "have", "do", "modal"})
_PAST: frozenset[VerbForm] = frozenset({"past", "participle"})
_ING: frozenset[VerbForm] = frozenset({"ing"})
