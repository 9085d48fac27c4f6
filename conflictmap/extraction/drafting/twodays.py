"""An attack told of two days, of which one is singled out: "on 2 May and 9 June; a guard died in the second attack"."""

from __future__ import annotations

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.extraction.tellings.telling import Telling

__all__ = ["on_two_days", "singles_out"]

_DATE = 3
"""Tokens of a day and its month."""
_OF_DATE = frozenset({Tag.TIME, Tag.NUMBER})


def on_two_days(telling: Telling) -> bool:
    """Whether "and" joins two days on which an attack happened, or it did "twice": "on Monday and again on Thursday".

    Parameters
    ----------
    telling : Telling
    """
    scan = telling.scan
    if not scan.language.lists("signals")["openings"]["times"].isdisjoint(scan.lows[telling.start : telling.end]):
        return True
    joints = (i for i in range(telling.start + 1, telling.end - 1) if scan.plays(i, "additive"))
    return any(_ends_date(scan, i) and _opens_date(scan, i + 1) for i in joints)


def _ends_date(scan: Scan, end: int) -> bool:
    tags = scan.syntax.tags
    return tags[end - 1] in _OF_DATE and Tag.TIME in tags[max(0, end - 2) : end]


def _opens_date(scan: Scan, i: int) -> bool:
    """Whether a day follows, past "again on"."""
    tags, start = scan.syntax.tags, i
    while start < min(i + _DATE, len(scan)) and tags[start] in {Tag.ADVERB, Tag.PREPOSITION}:
        start += 1
    return tags[start : start + 1] != () and tags[start] in _OF_DATE and Tag.TIME in tags[start : start + 2]


def singles_out(telling: Telling) -> int:
    """Return which of two attacks is spoken of, 0 if neither: 1 in "the first raid", 2 in "the latter attack".

    Parameters
    ----------
    telling : Telling
    """
    return next((number for term in telling.terms if (number := _which_of_two(telling.scan, term))), 0)


def _which_of_two(scan: Scan, term: Term) -> int:
    words = scan.language.lists("signals")["openings"]
    start = scan.syntax.phrase_start(term.hit.start)
    before = set(scan.lows[start : term.hit.start]) if scan.plays(start, "definite") else set()
    return 1 if before & words["first_of_two"] else 2 if before & words["second_of_two"] else 0
