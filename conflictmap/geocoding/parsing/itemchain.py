"""The items of a location string, and what stands before and after which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from conflictmap.geocoding.names.nameindex import Match
from conflictmap.language import Tag

__all__ = ["BREAKS", "INNER", "Item", "ItemChain"]

BREAKS = frozenset({",", ";", ":", "(", ")", "[", "]", " - "})
"""Gaps that end a part of the string."""

INNER = frozenset({"of", "the", "direction", "kind"})
"""Words that may stand between a kind word and its name."""

_MEASURE = frozenset({"number", "unit", "direction", "approximately"})


@dataclass(slots=True)
class Item:
    """A stretch of the string with one part to play.

    Attributes
    ----------
    role : str
        ``"name"``, ``"unknown"`` (a name not in the gazetteer), ``"person"``, ``"demonym"``, ``"tag"``, ``"number"``
        or ``"word"``.
    text : str
        The words.
    gap : str
        What stands before it: ``""`` (a space), ``"-"`` (a hyphen), ``"/"``, or a mark that ends a part.
    matches : tuple of Match
        For a name.
    tag : Tag or None
    part : str
        The role of its tag, empty without one.
    sense : str
        What tells its tag from others of the same role; empty for most.
    number : float
    low : str
        The word itself, for single words.
    possessive : bool
    partial : str
        ``"head"`` or ``"tail"``: a name with an unknown one right beside it, perhaps a piece of a longer name.
    key : str
        Exact key, for names and unknown names.
    """

    role: str
    text: str
    gap: str
    matches: tuple[Match, ...] = ()
    tag: Tag | None = None
    part: str = ""
    sense: str = ""
    number: float = 0.0
    low: str = ""
    possessive: bool = False
    partial: str = ""
    key: str = ""

    @classmethod
    def tagged(cls, tag: Tag, text: str, gap: str, low: str, *, possessive: bool = False) -> Item:
        """Return the item of a word or phrase with a part to play."""
        return cls("tag", text, gap, (), tag, tag.role, tag.text, low=low, possessive=possessive)


class ItemChain:
    """Looks around in the items of one string.

    Parameters
    ----------
    items : sequence of Item
    """

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items

    def follows(self, at: int, role: str) -> bool:
        """Whether the item before this one is a tag of that role, with no break between."""
        return at > 0 and self.items[at].gap not in BREAKS and self.items[at - 1].part == role

    def measure_start(self, end: int) -> int:
        """Return where the item stands before the distance that ends before `end`; 0 if there is none."""
        at = end - 1
        while at > 0 and (self.items[at].role == "number" or self.items[at].part in _MEASURE):
            at -= 1
        return at

    def leads_inside(self, at: int) -> bool:
        """Whether a compass word with an article means a part of a place ("the south"), not a way ("to the south")."""
        if not self.follows(at, "the") or self.items[at - 1].sense not in ("definite", "own"):
            return False
        return at == 1 or self.items[at - 2].sense != "way"

    def is_definite(self, at: int) -> bool:
        """Whether "the", "same" or a word such as "Iraqi" stands before a kind word, or nothing does."""
        for i in range(at - 1, -1, -1):
            item = self.items[i]
            if self.items[i + 1].gap in BREAKS:
                return False
            if item.role == "demonym":
                return self.items[at].sense == "capital"
            if item.part == "the":
                return item.sense in ("definite", "same")
            if item.role != "word" and item.part != "direction":
                return False
        return self.items[at].sense == "capital"

    def leads_to_name(self, at: int) -> bool:
        """Whether the kind word is followed by a name, perhaps after "of" and adjectives: then it points nowhere."""
        for i in range(at + 1, len(self.items)):
            item = self.items[i]
            if item.gap in BREAKS or item.possessive:
                return item.role == "name" and item.gap not in BREAKS
            if item.role in ("name", "unknown"):
                return True
            if item.part not in INNER and item.part != "people" and item.role not in ("word", "demonym"):
                return False
            if item.role == "word" and i == at + 1:
                return False
        return False

    def is_led(self, at: int) -> bool:
        """Whether the words before a name lead to a place."""
        if at == 0 or self.items[at].gap in BREAKS:
            return True
        return self.items[at - 1].part not in ("", "title", "organisation", "number", "and")
