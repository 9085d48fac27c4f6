"""A place in a sentence: where its words stand, and how."""

from __future__ import annotations

from typing import Literal, NamedTuple

__all__ = ["PlaceHit", "Standing"]

Standing = Literal["in", "target", "subject", "name", "weak", "points", "home", "town"]
"""How a place stands in its sentence, see `PlaceHit`."""


class PlaceHit(NamedTuple):
    """A candidate: tokens `start` to `end`, and how it stands in the sentence.

    Attributes
    ----------
    start, end : int
        Tokens of the location words, the leading preposition left out unless it is part of the place ("south of").
    how : Standing
        ``"in"`` (after a preposition of place), ``"target"`` (what a verb struck), ``"name"`` (before a noun),
        ``"weak"`` (after "from" or "to"), ``"points"`` ("there", "the city"), ``"home"`` ("a Basra lawyer"),
        ``"subject"`` (what befell it is told: "Kut was shelled"), ``"town"`` (only a town can be meant, if it is one:
        "Kut buried its dead", "Kut residents said").
    named : bool
        Whether a capitalised name stands in it.
    """

    start: int
    end: int
    how: Standing
    named: bool

    @property
    def firm(self) -> bool:
        """Whether it says where, and not only where from."""
        return self.how not in {"weak", "home", "town"}
