"""Whose forces people are: the country's own, those of a part of it, or foreign ones."""

from __future__ import annotations

from collections.abc import Collection

from conflictmap.language import Language

__all__ = ["allegiance"]

_OF_A_REGION = frozenset({"state_forces", "foreign_forces", "police", "militant", "unknown"})


def allegiance(language: Language, group: str, words: Collection[str]) -> str:
    """Return the group of forces that the words beside a noun make of it: "Danish soldiers" are foreign.

    Parameters
    ----------
    language : Language
        It knows the country, and so whose demonyms are foreign.
    group : str
        What the noun says alone.
    words : collection of str
        In lower case.
    """

    def of(name: str) -> bool:
        return not language.forces.get(name, frozenset()).isdisjoint(words)

    if group in _OF_A_REGION and of("regional_forces"):
        return "regional_forces"
    if group == "state_forces" and of("foreign_forces"):
        return "foreign_forces"
    if group == "state_forces" and of("volunteer_forces"):
        return "volunteer_forces"
    if group == "foreign_forces" and of("state_forces"):
        return "state_forces"
    return group
