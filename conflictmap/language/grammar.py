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
    modals: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    adverbs_before_object: frozenset[str] = frozenset()
    said: frozenset[str] = frozenset()
    take: frozenset[str] = frozenset()
    fatal_adverbs: frozenset[str] = frozenset()
    harmed: frozenset[str] = frozenset()
    before_nouns: frozenset[str] = frozenset()
    before_infinitives: frozenset[str] = frozenset()
    tried: frozenset[str] = frozenset()
    going_on: frozenset[str] = frozenset()
    before_adjectives: frozenset[str] = frozenset()
    before_plurals: frozenset[str] = frozenset()
    relative_persons: frozenset[str] = frozenset()
    weak_verbs: frozenset[str] = frozenset()
    not_a_fight: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    pointing_subjects: frozenset[str] = frozenset()
    # prepositions and determiners
    object_prepositions: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    definite: frozenset[str] = frozenset()
    noun_determiners: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    # numbers
    hazy: frozenset[str] = frozenset()
    skipped_before_numbers: frozenset[str] = frozenset()
    collectives: Mapping[str, int] = field(default_factory=dict)
    vague_collectives: frozenset[str] = frozenset()
    ordinals: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    numbered: frozenset[str] = frozenset()
    # people
    noun_phrase_ends: frozenset[str] = frozenset()
    time_words: frozenset[str] = frozenset()
    person_endings: tuple[str, ...] = ()
    reflexives: Mapping[str, int] = field(default_factory=dict)
    object_pronouns: Mapping[str, int] = field(default_factory=dict)
    titles: frozenset[str] = frozenset()
    general_nouns: frozenset[str] = frozenset()
    generic_people: frozenset[str] = frozenset()
    joins: tuple[tuple[str, ...], ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    modifier_starts: frozenset[str] = frozenset()
    # casualties
    left_not_found: frozenset[str] = frozenset()
    dead_signs: frozenset[str] = frozenset()
    provisional: frozenset[str] = frozenset()
    dead_nouns: frozenset[str] = frozenset()
    hurt_nouns: frozenset[str] = frozenset()
    toll_links: frozenset[str] = frozenset()
    vary: frozenset[str] = frozenset()
    counted_nouns: frozenset[str] = frozenset()
    attackers: frozenset[str] = frozenset()
    besides: tuple[tuple[str, ...], ...] = ()
    # attacks
    by_the_road: tuple[tuple[str, ...], ...] = ()
    buried: frozenset[str] = frozenset()
    carried_out: frozenset[str] = frozenset()
    occurs: frozenset[str] = frozenset()
    deeds: frozenset[str] = frozenset()
    fighters: frozenset[str] = frozenset()
    adverse: frozenset[str] = frozenset()
    policy: frozenset[str] = frozenset()
    trade: frozenset[str] = frozenset()
    handling: frozenset[str] = frozenset()
    aims: tuple[tuple[str, ...], ...] = ()
    aims_if_active: tuple[tuple[str, ...], ...] = ()
    targets: Mapping[str, str] = field(default_factory=dict)
    doer_adjectives: frozenset[str] = frozenset()
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
    # sentences
    time_units: frozenset[str] = frozenset()
    waves: frozenset[str] = frozenset()


def grammar_lists() -> dict[str, str]:
    """Return the name of each list and what it holds: ``"words"``, ``"phrases"``, ``"int"`` or ``"str"``."""
    return {each.name: _HOLDS[str(each.type)] for each in fields(Grammar)}


_HOLDS = {
    "frozenset[str]": "words",
    "tuple[str, ...]": "words",
    "tuple[tuple[str, ...], ...]": "phrases",
    "Mapping[str, int]": "int",
    "Mapping[str, str]": "str",
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
        elif types[name] == "tuple[str, ...]":
            made[name] = tuple(value)
        elif types[name] == "tuple[tuple[str, ...], ...]":
            made[name] = tuple(sorted((tuple(phrase.split()) for phrase in value), key=len, reverse=True))
        else:
            made[name] = dict(value)
    return Grammar(**made)
