"""The words by which deeds are read: verbs by what they do, nouns by the part they play."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

__all__ = ["EventWords", "load_event_words"]


@dataclass(frozen=True, slots=True)
class EventWords:
    """Verbs of attack by what they do, nouns by the part they play; see ``rules/<language>/events.toml``."""

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


@lru_cache(maxsize=4)
def load_event_words(language: str = "en") -> EventWords:
    """Load the event words of a language."""
    table = tomllib.loads((files("conflictmap") / "rules" / language / "events.toml").read_text(encoding="utf-8"))
    verbs, nouns = table["verbs"], table["nouns"]
    return EventWords(
        performing=frozenset(verbs["performing"]),
        striking=frozenset(verbs["striking"]),
        using=frozenset(verbs["using"]),
        assaulting=frozenset(verbs["assaulting"]),
        suicide=frozenset(verbs["suicide"]),
        arresting=frozenset(verbs["arresting"]),
        habitual=frozenset(verbs["habitual"]),
        human=frozenset(verbs["human"]),
        neutral=frozenset(verbs["neutral"]),
        scenes=frozenset(nouns["scenes"]),
        deeds=frozenset(nouns["deeds"]),
        trade=frozenset(nouns["trade"]),
        weapons=frozenset(nouns["weapons"]),
        falling=frozenset(nouns["falling"]),
        aiming=frozenset(nouns["aiming"]),
        held=frozenset(table["held"]["verbs"]),
        unarmed=frozenset(table["clash"]["unarmed"]),
        gate=frozenset(table["gate"]["words"]),
        gate_phrases=tuple(table["gate"]["phrases"]),
    )
