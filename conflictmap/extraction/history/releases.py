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
    return lemma in words["verbs"] or (lemma in words["setting"] and _says_free(scan, clause))


def _goes_free(scan: Scan, clause: Clause) -> bool:
    """Whether somebody is free, or went home: "is free again", "walked free", "returned to his family"."""
    words, lemma = scan.language.lists("scopes")["release"], scan.syntax.lemma(clause)
    if lemma in words["going"]:
        return True
    return (clause.verb.copula or lemma in words["walking"]) and _says_free(scan, clause)


def _says_free(scan: Scan, clause: Clause) -> bool:
    """Whether "free" or "go" follows a verb."""
    near = scan.lows[clause.verb.end : min(clause.end, clause.verb.end + _NEAR)]
    return not scan.language.lists("scopes")["release"]["free"].isdisjoint(near)


_NEAR = 6
"""Tokens behind a verb among which "free" or "go" stands."""
