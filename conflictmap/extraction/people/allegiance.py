"""Whose forces people are: the country's own, those of a part of it, or foreign ones."""

from __future__ import annotations

from collections.abc import Collection

from conflictmap.language import Language

__all__ = ["allegiance"]

_FORCES_OF: tuple[tuple[str, frozenset[str]], ...] = (
    ("regional_forces", frozenset({"state_forces", "foreign_forces", "police", "militant", "unknown"})),
    ("foreign_forces", frozenset({"state_forces"})),
    ("volunteer_forces", frozenset({"state_forces"})),
    ("state_forces", frozenset({"foreign_forces"})),
)
"""Forces that words beside a noun can name, and which groups they may make theirs; the first that fits decides."""


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

    Returns
    -------
    str
        One of `codebook.groups`.
    """
    for forces, taken in _FORCES_OF:
        if group in taken and not language.forces.get(forces, frozenset()).isdisjoint(words):
            return forces
    return group
