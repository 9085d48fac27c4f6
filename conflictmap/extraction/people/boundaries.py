"""Words that bound the noun phrases of people."""

from __future__ import annotations

__all__ = ["DEFINITE", "MORE", "ORDINALS", "POSSESSIVE", "STOP", "TIME"]

POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our", "whose"})


DEFINITE = frozenset({"the", "that", "this", "these", "those", "both"})


MORE = frozenset({"more", "other", "others", "additional", "further", "extra"})


STOP = frozenset(
    (
        "in on at near from of by with to for after before when while as during outside inside between across "
        "into through over under since until who whom that which where because and or but nor if than then said "
        "says saying told were was is are be been being has have had not also what amid around along against "
        "toward towards behind beside next off onto upon without within via per about including among following "
        "whose there here"
    ).split()
)


TIME = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday today yesterday overnight tonight january "
        "february march april june july august september october november december jan feb mar apr jun jul aug "
        "sept sep oct nov dec early late"
    ).split()
)


ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"})
