"""Words that say whether what they govern happened, compiled from ``rules/<language>/reading/governors.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, get_args

from conflictmap.language import Language

__all__ = ["FactualityWords", "Governor", "factuality_words"]

Governor = Literal["unreal", "denial", "attempt", "accusation", "retelling", "real"]
"""What a governor makes of what it governs: tables of the file."""
_Key = Literal[
    "verbs", "nouns", "prepositions", "adjectives", "persons", "first", "presupposing", "objects", "determiners"
]


@dataclass(frozen=True, slots=True)
class FactualityWords:
    """Governors by what they make of what they govern; base forms of verbs, singulars of nouns.

    Attributes
    ----------
    verbs, nouns, prepositions : mapping of str to frozenset of str
        By `Governor`.
    adjectives, blamed : frozenset of str
        Adjectives of what has not happened, and of guilt.
    caught, first, presupposing, objects : frozenset of str
        Base forms of verbs.
    being, none, conditional, presumed, result, ranking, witnessing, done : frozenset of str
    links : mapping of str to frozenset of str
        Prepositions and markers between a governor and what it governs.
    """

    verbs: Mapping[str, frozenset[str]]
    nouns: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    adjectives: frozenset[str]
    blamed: frozenset[str]
    caught: frozenset[str]
    first: frozenset[str]
    presupposing: frozenset[str]
    being: frozenset[str]
    none: frozenset[str]
    objects: frozenset[str]
    conditional: frozenset[str]
    presumed: frozenset[str]
    result: frozenset[str]
    ranking: frozenset[str]
    witnessing: frozenset[str]
    done: frozenset[str]
    links: Mapping[str, frozenset[str]]


@lru_cache(maxsize=8)
def factuality_words(language: Language) -> FactualityWords:
    """Return the governors of a language, compiled once.

    Parameters
    ----------
    language : Language

    Returns
    -------
    FactualityWords
    """
    lists = language.lists("governors")
    tables = {name: lists.sets(name, get_args(_Key)) for name in get_args(Governor)}
    return FactualityWords(
        verbs={name: held["verbs"] for name, held in tables.items()},
        nouns={name: held["nouns"] for name, held in tables.items()},
        prepositions={name: held["prepositions"] for name, held in tables.items()},
        adjectives=tables["unreal"]["adjectives"],
        blamed=tables["accusation"]["adjectives"],
        caught=tables["accusation"]["persons"],
        first=tables["retelling"]["first"],
        presupposing=tables["unreal"]["presupposing"],
        being=lists["habitual"]["be"],
        none=lists["denial"]["determiners"],
        objects=tables["unreal"]["objects"],
        conditional=lists["conditional"]["markers"],
        presumed=lists["conditional"]["presumed"],
        result=lists["infinitive_result"]["words"],
        ranking=lists["infinitive_result"]["ranking"],
        witnessing=lists["witnessing"]["verbs"],
        done=tables["real"]["adjectives"],
        links=lists["links"],
    )
