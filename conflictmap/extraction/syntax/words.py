"""The closed classes and common verbs of a language, compiled from ``rules/<language>/syntax.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from conflictmap.language import verb_forms

__all__ = ["SyntaxWords", "compile_syntax", "load_syntax_words"]

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


def compile_syntax(table: Mapping[str, Any], more_verbs: Iterable[str] = ()) -> SyntaxWords:
    """Compile the parsed tables of a ``syntax.toml``; `more_verbs` only lend their base forms."""
    classes: dict[str, str] = {}
    also: dict[str, set[str]] = {}
    for name, words in table["tags"].items():
        for word in words:
            classes.setdefault(word, name)
            also.setdefault(word, set()).add(name)
    verbs: dict[str, set[str]] = {}
    lemmas: dict[str, str] = {}
    for spec in table["verbs"]["common"]:
        forms = verb_forms(spec)
        for form, word in zip(_FORMS, forms, strict=True):
            verbs.setdefault(word, set()).add(form)
            lemmas.setdefault(word, forms[0])
    for spec in more_verbs:
        forms = verb_forms(spec)
        if " " not in forms[0]:
            for word in forms:
                lemmas.setdefault(word, forms[0])
    return SyntaxWords(
        classes,
        {word: frozenset(names) for word, names in also.items()},
        {word: frozenset(names) for word, names in verbs.items()},
        lemmas,
        frozenset(table["verbs"]["not_verbs"]),
        frozenset(table["verbs"]["saying"]),
        frozenset(table["verbs"]["intransitive"]),
        frozenset(table["verbs"]["particles"]),
        frozenset(table["verbs"]["after_nouns"]),
    )


@lru_cache(maxsize=4)
def load_syntax_words(language: str = "en") -> SyntaxWords:
    """Load the syntax words of a language."""
    path = files("conflictmap") / "rules" / language / "syntax.toml"
    rules = tomllib.loads((files("conflictmap") / "rules" / f"{language}.toml").read_text(encoding="utf-8"))
    more = [spec for key in ("outcome", "kind") for row in rules[key] for spec in row.get("verbs", [])]
    more += [*rules["bodies"]["verbs"], *rules["weapon_verbs"]["verbs"], *_governing(language)]
    return compile_syntax(tomllib.loads(path.read_text(encoding="utf-8")), more)


def _governing(language: str) -> list[str]:
    """Return the verbs by which deeds and their factuality are read, so that every form of theirs has its base."""
    folder = files("conflictmap") / "rules" / language
    events = tomllib.loads((folder / "events.toml").read_text(encoding="utf-8"))
    facts = tomllib.loads((folder / "factuality.toml").read_text(encoding="utf-8"))
    lists = [
        *events["verbs"].values(),
        *events["held"].values(),
        events["roles"]["clashing"],
        events["roles"]["harming"],
    ]
    lists += [table["verbs"] for table in facts.values() if "verbs" in table]
    return [verb for verbs in lists for verb in verbs if verb.isalpha()]
