"""What one word or phrase stands for, and where it was found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from conflictmap.language.inflection import VerbForm

__all__ = ["Bound", "Category", "Entry", "Form", "Hit"]

Category = Literal[
    "people",
    "not_people",
    "outcome",
    "body",
    "body_verb",
    "kind",
    "vehicle",
    "infrastructure",
    "weapon_verb",
    "drives",
    "cancel",
    "background",
    "past_words",
    "aggregate",
    "country_words",
    "reference",
    "new",
    "part_of",
    "said",
    "bound",
    "place_prepositions",
    "place_weak_prepositions",
    "place_kinds",
    "place_sites",
    "place_directions",
    "place_units",
    "place_pointing",
    "place_targets",
]
"""What words are for."""

Bound = Literal["at_least", "at_most", "about", "or_more"]
"""What a word does to the number beside it: lists of ``numbers.toml`` [bounds]."""


Form = Literal["", "singular", "plural", "word", "phrase", "verb", "event", "means"] | VerbForm
"""Forms of a noun or a verb, fixed words and phrases, and what a row of kinds is: a verb, an event or a means."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one word or phrase stands for.

    Attributes
    ----------
    category : Category
    rule : str
        Id of the row.
    value : str
        The group of people, the outcome, the kind, the scope, the mode of a bound.
    form : str
        For verbs ``"base"``, ``"third"``, ``"past"``, ``"participle"``, ``"past_participle"`` (one form for both) or
        ``"ing"``; for nouns ``"singular"`` or ``"plural"``; for kinds the form of the row.
    rank : int
        Which kind wins where several meet. It says nothing else.
    inflection : str
        For kinds, where `form` is the row's: the form of the verb, or ``"plural"``; empty for fixed phrases.
    traits : frozenset of str
        Of the row, as its file tells them.
    """

    category: Category
    rule: str
    value: str
    form: Form = ""
    rank: int = 0
    inflection: Form = ""
    traits: frozenset[str] = frozenset()


class Hit(NamedTuple):
    """An entry found in a sentence: tokens `start` (inclusive) to `end` (exclusive)."""

    start: int
    end: int
    entry: Entry
