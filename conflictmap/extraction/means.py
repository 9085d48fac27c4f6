"""What a word of violence says about the means: which family a kind belongs to, and how much the word tells."""

from __future__ import annotations

from conflictmap import codebook
from conflictmap.language import Entry

__all__ = ["family", "is_firm", "is_gun", "is_specific", "is_strong"]


def family(kind: str) -> str:
    """Return the means a kind belongs to: two incidents of one family may be the same, of two families hardly."""
    return codebook.kind(kind).means


def is_specific(entry: Entry) -> bool:
    """Whether a word says by what means: not "attack", "violence"."""
    return "general" not in entry.traits


def is_firm(entry: Entry) -> bool:
    """Whether a word says by what means and that something was done with them."""
    return not entry.traits & {"general", "faint"}


def is_strong(entry: Entry) -> bool:
    """Whether a word speaks of shots, blasts or deaths, not only of an operation or a fight."""
    return not entry.traits & {"slight", "faint"}


def is_gun(entry: Entry) -> bool:
    """Whether a word names a small arm or who bears it, which tells no attack by itself."""
    return {"weak", "wielded"} <= entry.traits
