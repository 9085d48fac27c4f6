"""The forms of a word by rule: plurals and the five forms of a verb, as ``morphology.toml`` tells them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Inflection", "VerbForm", "compile_inflection"]

VerbForm = Literal["base", "third", "past", "participle", "past_participle", "ing"]
"""Forms of a verb; ``"past_participle"`` is one form for both."""


@dataclass(frozen=True, slots=True)
class _Suffix:
    """Words that fit `pattern` lose `drop` letters, double their last one, and take `add`."""

    pattern: re.Pattern[str]
    add: str
    drop: int = 0
    double: bool = False

    def on(self, word: str) -> str:
        stem = word[: len(word) - self.drop]
        return stem + (stem[-1:] if self.double else "") + self.add


@dataclass(frozen=True, slots=True)
class Inflection:
    """Rules by which words take their forms; without any, a word has one form only.

    Attributes
    ----------
    plurals, pasts, ings : tuple
        Rules for the ending, tried in order. The third person of a verb is formed as plurals are.
    irregular : Mapping
        Verb -> third person, past, participle, -ing.
    """

    plurals: tuple[_Suffix, ...] = ()
    pasts: tuple[_Suffix, ...] = ()
    ings: tuple[_Suffix, ...] = ()
    irregular: Mapping[str, tuple[str, str, str, str]] | None = None

    def plural(self, noun: str) -> str:
        """Return the regular plural of the last word of a noun.

        Parameters
        ----------
        noun : str
            Singular, of one word or several.
        """
        return _apply(self.plurals, noun)

    def noun_forms(self, spec: str) -> tuple[str, str]:
        """Return singular and plural of a noun row: ``"boy"`` (regular) or ``"man:men"``.

        Parameters
        ----------
        spec : str
        """
        single, _, many = spec.partition(":")
        return single, many or self.plural(single)

    def verb_forms(self, spec: str) -> tuple[str, str, str, str, str]:
        """Return base, third person, past, participle and -ing form of a verb row.

        Parameters
        ----------
        spec : str
            ``"kill"`` (regular), ``"gun down"`` (the first word is inflected) or all five forms joined by colons.
        """
        if ":" in spec:
            base, third, past, participle, ing = spec.split(":")
            return base, third, past, participle, ing
        head, _, tail = spec.partition(" ")
        rest = f" {tail}" if tail else ""
        forms = (self.irregular or {}).get(head)
        if forms is None:
            past = _apply(self.pasts, head)
            forms = (self.plural(head), past, past, _apply(self.ings, head))
        third, past, participle, ing = forms
        return head + rest, third + rest, past + rest, participle + rest, ing + rest

    def named_verb_forms(self, spec: str) -> Iterator[tuple[VerbForm, str]]:
        """Yield the name and the words of each form of a verb row.

        Parameters
        ----------
        spec : str
            As `verb_forms` takes it.
        """
        base, third, past, participle, ing = self.verb_forms(spec)
        yield "base", base
        yield "third", third
        yield "ing", ing
        if past == participle:
            yield "past_participle", past
        else:
            yield "past", past
            yield "participle", participle


def _apply(rules: Sequence[_Suffix], word: str) -> str:
    return next((rule.on(word) for rule in rules if rule.pattern.search(word)), word)


def compile_inflection(table: Mapping[str, Any]) -> Inflection:
    """Compile the tables of ``morphology.toml``.

    Parameters
    ----------
    table : mapping
    """
    plurals, pasts, ings = (
        tuple(
            _Suffix(re.compile(row["pattern"]), row["add"], row.get("drop", 0), bool(row.get("double")))
            for row in table.get(name, [])
        )
        for name in ("plural", "past", "ing")
    )
    irregular = {verb: tuple(forms) for verb, forms in table.get("irregular", {}).items()}
    return Inflection(plurals, pasts, ings, irregular)
