"""What a word of violence says about the means: its form, which family a kind belongs to, how much the word tells."""

from __future__ import annotations

from typing import Literal

from conflictmap import codebook
from conflictmap.language import Entry

__all__ = [
    "Form",
    "Trait",
    "family",
    "is_event",
    "is_firm",
    "is_gun",
    "is_means",
    "is_specific",
    "is_strong",
    "is_verb",
]

Form = Literal["verb", "event", "means"]
"""Of a kind word: says by itself that violence happened; names it; names what was used or who used it."""

Trait = Literal["general", "faint", "slight", "weak", "wielded", "fixed", "blast", "arms"]
"""What a row of ``kinds.toml`` may say of its words."""


def family(kind: str) -> str:
    """Return the means a kind belongs to: two incidents of one family may be the same, of two families hardly.

    Parameters
    ----------
    kind : str
    """
    return codebook.kind(kind).means


def is_verb(entry: Entry) -> bool:
    """Whether a word is a verb of violence.

    Parameters
    ----------
    entry : Entry
    """
    return entry.form == "verb"


def is_event(entry: Entry) -> bool:
    """Whether a word names an attack ("blast").

    Parameters
    ----------
    entry : Entry
    """
    return entry.form == "event"


def is_means(entry: Entry) -> bool:
    """Whether a word names a weapon or who bears it ("mortar", "gunmen").

    Parameters
    ----------
    entry : Entry
    """
    return entry.form == "means"


def is_specific(entry: Entry) -> bool:
    """Whether a word says by what means: not "attack", "violence".

    Parameters
    ----------
    entry : Entry
    """
    return "general" not in entry.traits


def is_firm(entry: Entry) -> bool:
    """Whether a word says by what means and that something was done with them.

    Parameters
    ----------
    entry : Entry
    """
    return not entry.traits & {"general", "faint"}


def is_strong(entry: Entry) -> bool:
    """Whether a word speaks of shots, blasts or deaths, not only of an operation or a fight.

    Parameters
    ----------
    entry : Entry
    """
    return not entry.traits & {"slight", "faint"}


def is_gun(entry: Entry) -> bool:
    """Whether a word names a small arm or who bears it, which tells no attack by itself.

    Parameters
    ----------
    entry : Entry
    """
    return {"weak", "wielded"} <= entry.traits
