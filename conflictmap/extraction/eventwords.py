"""The words by which deeds are read: verbs by what they do, nouns by the part they play."""

from __future__ import annotations

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
    return EventWords(
        **verbs,
        **lists.sets("nouns", _NOUNS),
        held=lists["held"]["verbs"],
        unarmed=lists["clash"]["unarmed"],
        gate=lists["gate"]["words"],
        gate_phrases=lists.of("gate", ("words", "phrases"))["phrases"],
    )
