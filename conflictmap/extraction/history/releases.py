"""A captive set free: the seizing that only says who he is, "a driver kidnapped by gunmen was freed", is no news."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause

__all__ = ["tells_captivity"]


def tells_captivity(scan: Scan, clause: Clause) -> bool:
    """Whether a clause only describes those whom the sentence tells to have been set free.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    return clause.link in {"relative", "reduced"} and _set_free(scan, clause)


def _set_free(scan: Scan, clause: Clause) -> bool:
    """Whether those whom a clause describes were freed: as the subject of the verb that follows, or as its object."""
    above = scan.syntax.parent(clause)
    if above is not None and not above.verb.passive and _frees(scan, above):
        return above.verb.end <= clause.start
    return any(_is_freed(scan, c) or _goes_free(scan, c) for c in _later(scan, clause))


def _later(scan: Scan, clause: Clause) -> Iterator[Clause]:
    """Yield the clauses behind one whose subject is whom it describes."""
    described = max(clause.subject[1] - 1, 0)
    behind = (c for c in scan.syntax.clauses if c is not clause and c.verb.start >= clause.end)
    yield from (c for c in behind if c.subject[0] <= described < c.subject[1])


def _is_freed(scan: Scan, clause: Clause) -> bool:
    return clause.verb.passive and _frees(scan, clause)


def _frees(scan: Scan, clause: Clause) -> bool:
    """Whether a verb sets somebody free: "released", "let ... go", "set free"."""
    words = scan.language.lists("scopes")["release"]
    lemma = scan.syntax.lemma(clause)
    near = scan.lows[clause.verb.end : min(clause.end, clause.verb.end + _NEAR)]
    return lemma in words["verbs"] or (lemma in words["setting"] and not words["free"].isdisjoint(near))


def _goes_free(scan: Scan, clause: Clause) -> bool:
    """Whether somebody is free, or went home: "is free again", "walked free", "returned to his family"."""
    words = scan.language.lists("scopes")["release"]
    near = scan.lows[clause.verb.end : min(clause.end, clause.verb.end + _NEAR)]
    if scan.syntax.lemma(clause) in words["going"]:
        return True
    return (clause.verb.copula or scan.syntax.lemma(clause) in words["walking"]) and not words["free"].isdisjoint(near)


_NEAR = 6
"""Tokens behind a verb among which "free" or "go" stands."""
