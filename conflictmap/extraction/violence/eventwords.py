"""The words by which deeds are read: verbs by what they do, nouns by the part they play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache

from conflictmap.language import Language

__all__ = ["EventWords", "event_words"]


@dataclass(frozen=True)
class _Verbs:
    """Table ``verbs``."""

    performing: frozenset[str]
    striking: frozenset[str]
    using: frozenset[str]
    witnessing: frozenset[str]
    assaulting: frozenset[str]
    suicide: frozenset[str]
    arresting: frozenset[str]
    habitual: frozenset[str]
    human: frozenset[str]
    neutral: frozenset[str]
    outliving: frozenset[str]


@dataclass(frozen=True)
class _Nouns:
    """Table ``nouns``."""

    scenes: frozenset[str]
    deeds: frozenset[str]
    trade: frozenset[str]
    weapons: frozenset[str]
    falling: frozenset[str]
    walkouts: frozenset[str]
    aiming: frozenset[str]


@dataclass(frozen=True)
class _Told:
    """Table ``told``."""

    distributive: frozenset[str]
    occasions: frozenset[str]
    series: frozenset[str]
    of: frozenset[str]
    existential: frozenset[str]
    going_on: frozenset[str]
    spared: frozenset[str]
    through: frozenset[str]
    recent: frozenset[str]
    nought: frozenset[str]
    marks: frozenset[str]
    instruments: frozenset[str]
    volleys: frozenset[str]


@dataclass(frozen=True)
class EventWords(_Told, _Nouns, _Verbs):
    """Verbs of attack by what they do, nouns by the part they play; see ``rules/<language>/reading/events.toml``."""

    held: frozenset[str]
    unarmed: frozenset[str]
    livelihood: Mapping[str, frozenset[str]]
    weak: frozenset[str]
    struck: frozenset[str]
    downing: frozenset[str]
    shooting: frozenset[str]
    shot_at: frozenset[str]
    gate: frozenset[str]
    gate_phrases: frozenset[str]


@lru_cache(maxsize=8)
def event_words(language: Language) -> EventWords:
    """Return the event words of a language, from ``reading/events.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("events")
    verbs = lists.sets("verbs", (*_names(_Verbs), "leading_off"))
    del verbs["leading_off"]  # casualties/seizing.py reads it
    nouns = lists.sets("nouns", _names(_Nouns))
    nouns["scenes"] |= set(map(language.inflection.plural, nouns["scenes"]))
    nouns["weapons"] |= set(map(language.inflection.plural, nouns["weapons"]))
    return EventWords(
        **verbs,
        **nouns,
        **lists.sets("told", _names(_Told)),
        held=lists["held"]["verbs"],
        unarmed=lists["clash"]["unarmed"],
        livelihood=lists["livelihood"],
        weak=lists["weak"]["verbs"],
        struck=lists["weak"]["struck"],
        downing=lists["weak"]["downing"],
        shooting=lists["weak"]["shooting"],
        shot_at=lists["weak"]["shot_at"],
        gate=lists["gate"]["words"],
        gate_phrases=lists["gate"]["phrases"] | _untold(language),
    )


def _untold(language: Language) -> frozenset[str]:
    """Return the phrases of violence no word of which tells it by itself: "air strikes", and "F-16s", which is none."""
    return frozenset(
        " ".join(words).replace(" - ", "-")
        for phrases in language.index.values()
        for words, entry in phrases
        if len(words) > 1 and entry.category in _VIOLENT and ("-" in words or language.stems.isdisjoint(words))
    )


_VIOLENT = frozenset({"kind", "outcome"})


def _names(table: type[_Verbs | _Nouns | _Told]) -> list[str]:
    return [field.name for field in fields(table)]
