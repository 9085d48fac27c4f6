"""The small words of a language: named lists that the grammar of the reader asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

__all__ = ["Grammar", "compile_grammar", "grammar_lists"]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists of ``grammar.toml``, which says what each is for. What a language has no use for is empty.

    Sets of words, phrases (the longest first) as tuples of words, and tables of words.
    """

    # verbs and their company
    be: frozenset[str] = frozenset()
    pointing_subjects: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    # numbers
    collectives: Mapping[str, int] = field(default_factory=dict)
    vague_collectives: frozenset[str] = frozenset()
    # people
    generic_people: frozenset[str] = frozenset()
    # casualties
    attackers: frozenset[str] = frozenset()
    besides: tuple[tuple[str, ...], ...] = ()
    # places
    place_determiners: frozenset[str] = frozenset()
    inner_prepositions: frozenset[str] = frozenset()
    name_joints: frozenset[str] = frozenset()
    day_names: frozenset[str] = frozenset()
    no_place_modifiers: frozenset[str] = frozenset()
    kept_prepositions: frozenset[str] = frozenset()
    far_prepositions: frozenset[str] = frozenset()
    between_places: frozenset[str] = frozenset()
    one_whole: frozenset[str] = frozenset()
    country_names: frozenset[str] = frozenset()


def grammar_lists() -> dict[str, str]:
    """Return the name of each list and what it holds: ``"words"``, ``"phrases"`` or ``"int"``."""
    return {each.name: _HOLDS[str(each.type)] for each in fields(Grammar)}


_HOLDS = {
    "frozenset[str]": "words",
    "tuple[tuple[str, ...], ...]": "phrases",
    "Mapping[str, int]": "int",
}


def compile_grammar(table: Mapping[str, Any]) -> Grammar:
    """Compile the lists of ``grammar.toml``.

    Parameters
    ----------
    table : mapping
        Checked: names as in `grammar_lists`.
    """
    types = {each.name: str(each.type) for each in fields(Grammar)}
    made: dict[str, Any] = {}
    for name, value in table.items():
        if types[name] == "frozenset[str]":
            made[name] = frozenset(value)
        elif types[name] == "tuple[tuple[str, ...], ...]":
            made[name] = tuple(sorted((tuple(phrase.split()) for phrase in value), key=len, reverse=True))
        else:
            made[name] = dict(value)
    return Grammar(**made)
