"""The closed classes and common verbs of a language, compiled from ``reading/syntax.toml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast, get_args

from conflictmap.language import Language, VerbForm, WordLists

__all__ = ["SyntaxWords", "WordClass", "compile_syntax", "syntax_words"]

WordClass = Literal[
    "determiner",
    "possessive",
    "pronoun",
    "be",
    "have",
    "do",
    "get",
    "modal",
    "negation",
    "coordinator",
    "subordinator",
    "relative",
    "preposition",
    "adverb",
    "time",
    "adjective",
    "postposed",
]
"""The closed classes: lists of ``reading/syntax.toml`` [tags]."""

_FORMS: tuple[VerbForm, ...] = ("base", "third", "past", "participle", "ing")


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
    saying, intransitive, transitive : frozenset of str
        Base forms of verbs that report what follows, and of verbs without an object.
    particles : frozenset of str
        Prepositions that belong to the verb before them ("carried out").
    after_nouns : frozenset of str
        Prepositions before which "attacks" is a noun.
    endings : mapping of str to tuple of str
        What the ending of a word tells.
    function : mapping of str to frozenset of str
        Words by what they do in a construction; see `LookedUp.plays`.
    bare : bool
        Whether the language lists no closed classes, so that a word is what its own rows say or joins nothing.
    """

    classes: Mapping[str, WordClass]
    also: Mapping[str, frozenset[WordClass]]
    verbs: Mapping[str, frozenset[VerbForm]]
    lemmas: Mapping[str, str]
    not_verbs: frozenset[str]
    saying: frozenset[str]
    intransitive: frozenset[str]
    transitive: frozenset[str]
    particles: frozenset[str]
    after_nouns: frozenset[str]
    endings: Mapping[str, tuple[str, ...]]
    function: Mapping[str, frozenset[str]]
    bare: bool = False

    def lemma(self, low: str) -> str:
        """Return the base form of a verb's form, the word itself if it is unknown."""
        return self.lemmas.get(low, low)

    def singular(self, low: str) -> str:
        """Return a noun without the ending of the plural."""
        return next((low.removesuffix(ending) for ending in self.endings["plural"] if low.endswith(ending)), low)


def compile_syntax(language: Language) -> SyntaxWords:
    """Compile ``reading/syntax.toml``; the verbs of the other rules lend their base forms.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("syntax")
    listed = lists.table("tags")
    also = _classes(listed or {"preposition": _own_prepositions(language)})
    forms_of = language.inflection.verb_forms
    common = [forms_of(spec) for spec in lists.table("verbs").get("common", ())]
    others = [*language.verbs, *map(forms_of, _governing(language))]
    named, known = lists["verbs"], {forms[0] for forms in common}
    common += [forms_of(verb) for verb in sorted(named["saying"] - known)]
    return SyntaxWords(
        classes={word: names[0] for word, names in also.items()},
        also={word: frozenset(names) for word, names in also.items()},
        verbs=_forms(common),
        lemmas=_lemmas([*common, *(forms for forms in others if " " not in forms[0])]),
        not_verbs=named["not_verbs"],
        saying=named["saying"],
        intransitive=named["intransitive"],
        transitive=named["transitive"],
        particles=named["particles"],
        after_nouns=named["after_nouns"],
        endings=_Endings(lists.table("endings")),
        function=lists["function"],
        bare=not listed,
    )


def _own_prepositions(language: Language) -> tuple[str, ...]:
    """Return the prepositions of place, the only closed class that the other rules of a language tell."""
    return tuple(
        words[0]
        for phrases in language.index.values()
        for words, entry in phrases
        if entry.category in _PREPOSITIONS and len(words) == 1
    )


_PREPOSITIONS = frozenset({"place_prepositions", "place_weak_prepositions"})


class _Endings(dict[str, tuple[str, ...]]):
    """Endings by what they tell; a language need not have any."""

    def __missing__(self, name: str) -> tuple[str, ...]:
        return ()


def _classes(listed: Mapping[str, Iterable[str]]) -> dict[str, list[WordClass]]:
    """Return the classes of each word, in the order of the file."""
    found: dict[str, list[WordClass]] = {}
    for name, words in listed.items():
        for word in words:
            found.setdefault(word, []).append(cast("WordClass", name))
    return found


def _forms(verbs: Iterable[tuple[str, ...]]) -> dict[str, frozenset[VerbForm]]:
    """Return which forms of a verb each word may be."""
    found: dict[str, set[VerbForm]] = {}
    for forms in verbs:
        for form, word in zip(_FORMS, forms, strict=True):
            found.setdefault(word, set()).add(form)
    return {word: frozenset(forms) for word, forms in found.items()}


def _lemmas(verbs: Iterable[tuple[str, ...]]) -> dict[str, str]:
    """Return the base form of each form, of the verb listed first."""
    found: dict[str, str] = {}
    for forms in verbs:
        for word in forms:
            found.setdefault(word, forms[0])
    return found


def _governing(language: Language) -> list[str]:
    """Return the verbs by which sentences are read, so that every form of theirs has its base."""
    events, governors = language.lists("events"), language.lists("governors")
    lists = [*events.table("verbs").values(), *events.table("held").values()]
    lists += [events.table("recapture").get(name, ()) for name in ("verbs", "with_back", "lost_by")]
    roles = events.table("roles")
    lists += [roles.get("clashing", ()), roles.get("harming", ())]
    lists += [governors.table(name).get("verbs", ()) for name in governors.tables]
    lists += [words for name in get_args(_WithVerbs) for words in _lists_of_verbs(language.lists(name))]
    lists.append(language.lists("syntax").table("verbs").get("saying", ()))
    return [verb for verbs in lists for verb in verbs if verb.isalpha()]


_WithVerbs = Literal["scopes", "casualties", "sources", "manner", "participants"]
"""Files of ``reading/`` whose lists of verbs give base forms."""


def _lists_of_verbs(lists: WordLists) -> Iterator[tuple[str, ...]]:
    """Yield the lists of a file that are named for verbs."""
    for table in lists.tables:
        for name, words in lists.table(table).items():
            if "verbs" in {table, *name.split("_")}:
                yield words


@lru_cache(maxsize=8)
def syntax_words(language: Language) -> SyntaxWords:
    """Return the syntax words of a language, compiled once.

    Parameters
    ----------
    language : Language
    """
    return compile_syntax(language)
