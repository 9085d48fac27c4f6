"""One band of attackers: "gunmen killed nine in Kut in 2007" tells one attack, whatever time its date spans."""

from __future__ import annotations

from conflictmap.extraction.tellings.telling import Telling

__all__ = ["is_one_band"]


def is_one_band(telling: Telling, killed: int) -> bool:
    """Whether those who attacked a town together are told, and no attacks.

    Parameters
    ----------
    telling : Telling
    killed : int
        How many died.
    """
    told = [term for term in telling.terms if term.real]
    doers = all(t.part in {"agent", "weapon"} and t.context is not None and t.context.role == "subject" for t in told)
    town = any(place.named and place.how == "in" for place in telling.places)
    return bool(told) and doers and town and len(telling.mentions) == 1 and killed < _MASSACRE


_MASSACRE = 40
"""Dead from which on a count over a month or more is of several attacks, though one band is told."""
