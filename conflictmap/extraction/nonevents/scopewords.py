"""Words that say how far a cue reaches, compiled from ``rules/<language>/reading/scopes.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from conflictmap.language import Language

__all__ = ["ScopeWords", "scope_words"]


@dataclass(frozen=True, slots=True)
class ScopeWords:
    """See ``rules/<language>/reading/scopes.toml``."""

    causes: frozenset[str]
    markers: frozenset[str]
    verbs: frozenset[str]
    particles: dict[str, frozenset[str]]
    links: frozenset[str]
    dating: frozenset[str]
    meanwhile: frozenset[str]
    within: frozenset[str]
    narrating: frozenset[str]
    natural: frozenset[str]
    agents: frozenset[str]
    tools: frozenset[str]


@lru_cache(maxsize=8)
def scope_words(language: Language) -> ScopeWords:
    """Return the scope words of a language, from ``reading/scopes.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("scopes")
    cause, fiction = lists["cause"], lists["fiction"]
    return ScopeWords(
        causes=cause["prepositions"],
        markers=cause["markers"],
        verbs=cause["verbs"],
        particles={verb: frozenset(words) for verb, words in lists.table("particles").items()},
        links=cause["links"],
        dating=lists["time"]["prepositions"],
        meanwhile=lists["time"]["markers"],
        within=fiction["prepositions"],
        narrating=fiction["verbs"],
        natural=cause["natural"],
        agents=cause["agents"],
        tools=lists["exercise"]["tools"],
    )
