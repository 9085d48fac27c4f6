"""Two stretches of a sentence bound by whom they tell of: others hit by the same fire, each of two attacks."""

from __future__ import annotations

from conflictmap.extraction.casualties.mentions import share_people
from conflictmap.extraction.casualties.ordinals import of_first
from conflictmap.extraction.casualties.remnants import let_go
from conflictmap.extraction.discourse.anaphora import points_back
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.tellings.telling import Telling, words_of

__all__ = ["by_same_fire", "captive_found", "each_of_two"]


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


def captive_found(left: Telling, right: Telling) -> bool:
    """Whether those carried off die: "was kidnapped, and his body was dumped", "; the hostages were beheaded".

    Parameters
    ----------
    left, right : Telling
    """
    if left.outcomes() != {"abducted"} or right.outcomes() != {"killed"}:
        return False
    return points_back(right.scan, right.mentions) or _are_of_seized(left, right)


def _are_of_seized(left: Telling, right: Telling) -> bool:
    """Whether all those carried off are told dead in the same words, or what is left of them beside those let go."""
    seized, dead = left.mentions[-1], right.mentions[-1]
    bare = bool(dead.groups) and all(group.form == "number" for group in dead.groups)
    same = share_people(seized.groups, dead.groups) and (seized.low, seized.high) == (dead.low, dead.high)
    same = same and dead.construction != "found_dead"  # "A mechanic seized in Kut was found dead": two deeds
    return same or (bare and let_go(right.scan, dead.verb) > 0)
