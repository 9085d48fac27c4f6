"""The closed classes and common verbs of a language, compiled from ``reading/syntax.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.language import Language

__all__ = ["SyntaxWords", "syntax_words"]

GOVERNORS = ("unreal", "denial", "attempt", "accusation", "retelling", "real")
"""Tables of ``reading/governors.toml``."""

_FORMS = ("base", "third", "past", "participle", "ing")


@dataclass(frozen=True, slots=True)
class SyntaxWords:
    """Words by class.

    Attributes
    ----------
    classes : mapping of str to str
        Word -> its closed class (``"determiner"``, ``"be"``, ...), the first listed where it stands in several.
    also : mapping of str to frozenset of str
        Word -> every class it stands in.
    verbs : mapping of str to frozenset of str
        Form of a verb -> which forms it may be: ``"base"``, ``"third"``, ``"past"``, ``"participle"``, ``"ing"``.
    lemmas : mapping of str to str
        Form of a verb -> its base form.
    not_verbs : frozenset of str
        Words that only look like forms of verbs.
    saying, intransitive : frozenset of str
        Base forms of verbs that report what follows, and of verbs without an object.
    particles : frozenset of str
        Prepositions that belong to the verb before them ("carried out").
    after_nouns : frozenset of str
        Prepositions before which "attacks" is a noun.
    """

    classes: Mapping[str, str]
    also: Mapping[str, frozenset[str]]
    verbs: Mapping[str, frozenset[str]]
    lemmas: Mapping[str, str]
    not_verbs: frozenset[str]
    saying: frozenset[str]
    intransitive: frozenset[str]
    particles: frozenset[str]
    after_nouns: frozenset[str]

    def lemma(self, low: str) -> str:
        """Return the base form of a verb's form, the word itself if it is unknown."""
        return self.lemmas.get(low, low)


def compile_syntax(language: Language) -> SyntaxWords:
    """Compile ``reading/syntax.toml``; the verbs of the other rules lend their base forms."""
    lists = language.lists("syntax")
    verb_lists = lists.of("verbs", ("common", "not_verbs", "saying", "intransitive", "particles", "after_nouns"))
    forms_of = language.inflection.verb_forms
    classes: dict[str, str] = {}
    also: dict[str, set[str]] = {}
    for name, words in lists.table("tags").items():
        for word in words:
            classes.setdefault(word, name)
            also.setdefault(word, set()).add(name)
    verbs: dict[str, set[str]] = {}
    lemmas: dict[str, str] = {}
    for spec in verb_lists["common"]:
        forms: tuple[str, ...] = forms_of(spec)
        for form, word in zip(_FORMS, forms, strict=True):
            verbs.setdefault(word, set()).add(form)
            lemmas.setdefault(word, forms[0])
    for forms in (*language.verbs, *map(forms_of, _governing(language))):
        if " " not in forms[0]:
            for word in forms:
                lemmas.setdefault(word, forms[0])
    return SyntaxWords(
        classes,
        {word: frozenset(names) for word, names in also.items()},
        {word: frozenset(names) for word, names in verbs.items()},
        lemmas,
        frozenset(verb_lists["not_verbs"]),
        frozenset(verb_lists["saying"]),
        frozenset(verb_lists["intransitive"]),
        frozenset(verb_lists["particles"]),
        frozenset(verb_lists["after_nouns"]),
    )


def _governing(language: Language) -> list[str]:
    """Return the verbs by which deeds and their factuality are read, so that every form of theirs has its base."""
    events, governors = language.lists("events"), language.lists("governors")
    lists = [*events.table("verbs").values(), *events.table("held").values()]
    lists += [words for name, words in events.table("roles").items() if name in {"clashing", "harming"}]
    lists += [governors.table(name).get("verbs", ()) for name in GOVERNORS]
    return [verb for verbs in lists for verb in verbs if verb.isalpha()]


@lru_cache(maxsize=8)
def syntax_words(language: Language) -> SyntaxWords:
    """Return the syntax words of a language, compiled once.

    Parameters
    ----------
    language : Language
    """
    return compile_syntax(language)
