"""Two stretches of a sentence bound by whom they tell of: others hit by the same fire, each of two attacks."""

from __future__ import annotations

from conflictmap.extraction.casualties.ordinals import of_first
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.tellings.telling import Telling, words_of

__all__ = ["by_same_fire", "each_of_two"]


def by_same_fire(left: Telling, right: Telling, clause: Clause) -> bool:
    """Whether others are hit by what flies about in the attack just told: "and two shoppers were hit by bullets".

    Parameters
    ----------
    left, right : Telling
    clause : Clause
        Of the right side.
    """
    if not (clause.verb.passive and left.families()) or right.own_place() or left.outcomes() & right.outcomes():
        return False
    return _flying(right, clause.verb.end)


def _flying(telling: Telling, start: int) -> bool:
    """Whether all means behind token `start` are bullets, splinters and the like."""
    scan, words = telling.scan, words_of(telling, "ties")["flying"]
    means = [term.hit for term in telling.terms if term.hit.start >= start]
    return not words.isdisjoint(scan.lows[start : start + _AGENT]) and all(
        scan.word(hit.end - 1) in words for hit in means
    )


_AGENT = 4
"""Tokens behind a passive within which the noun of its agent stands: "by a stray bullet"."""


def each_of_two(left: Telling, right: Telling) -> bool:
    """Whether each side counts what one of two attacks did: "the first killed three | and the second wounded five".

    Parameters
    ----------
    left, right : Telling
    """
    second = right.scan.language.lists("signals")["openings"]["second"]
    opens = " ".join(right.scan.lows[right.start : right.start + 2]) in second and bool(right.mentions)
    return opens and any(of_first(left.scan, mention) for mention in left.mentions)
