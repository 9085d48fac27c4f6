"""The words by which deeds are read: verbs by what they do, nouns by the part they play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.language import Language

__all__ = ["EventWords", "event_words"]


@dataclass(frozen=True, slots=True)
class EventWords:
    """Verbs of attack by what they do, nouns by the part they play; see ``rules/<language>/reading/events.toml``."""

    performing: frozenset[str]
    striking: frozenset[str]
    using: frozenset[str]
    assaulting: frozenset[str]
    suicide: frozenset[str]
    arresting: frozenset[str]
    habitual: frozenset[str]
    human: frozenset[str]
    neutral: frozenset[str]
    scenes: frozenset[str]
    deeds: frozenset[str]
    trade: frozenset[str]
    weapons: frozenset[str]
    falling: frozenset[str]
    aiming: frozenset[str]
    held: frozenset[str]
    unarmed: frozenset[str]
    gate: frozenset[str]
    gate_phrases: tuple[str, ...]
    distributive: frozenset[str]
    occasions: frozenset[str]
    series: frozenset[str]
    of: frozenset[str]
    existential: frozenset[str]
    going_on: frozenset[str]
    livelihood: Mapping[str, frozenset[str]]
    weak: frozenset[str]
    struck: frozenset[str]


_VERBS = (
    "performing",
    "striking",
    "using",
    "assaulting",
    "suicide",
    "arresting",
    "habitual",
    "human",
    "neutral",
    "leading_off",
)
_TOLD = ("distributive", "occasions", "series", "of", "existential", "going_on")
_NOUNS = ("scenes", "deeds", "trade", "weapons", "falling", "aiming")


@lru_cache(maxsize=8)
def event_words(language: Language) -> EventWords:
    """Return the event words of a language, from ``reading/events.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("events")
    verbs = lists.sets("verbs", _VERBS)
    del verbs["leading_off"]  # casualties/seizing.py reads it
    nouns = lists.sets("nouns", _NOUNS)
    for name in ("scenes", "weapons"):
        nouns[name] |= {language.inflection.plural(noun) for noun in nouns[name]}
    return EventWords(
        **verbs,
        **nouns,
        **lists.sets("told", _TOLD),
        livelihood=lists["livelihood"],
        weak=lists["weak"]["verbs"],
        struck=lists["weak"]["struck"],
        held=lists["held"]["verbs"],
        unarmed=lists["clash"]["unarmed"],
        gate=lists["gate"]["words"],
        gate_phrases=lists.of("gate", ("words", "phrases"))["phrases"],
    )
