"""Cutting a sentence into the runs of clauses that each tell one attack.

Clauses stay together unless what they tell speaks against it.
"""

from __future__ import annotations

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.tellings.cells import cells, listed_attacks
from conflictmap.extraction.tellings.telling import Telling, words_of
from conflictmap.extraction.tellings.tellingties import reasons
from conflictmap.extraction.where.placephrases import PlaceHit

__all__ = ["find_tellings"]


def find_tellings(scan: Scan, mentions: list[Mention], terms: list[Term], places: list[PlaceHit]) -> list[Telling]:
    """Cut a sentence into tellings, one an attack.

    Parameters
    ----------
    scan : Scan
    mentions : list of Mention
        Its casualties, those that are told as real.
    terms : list of Term
    places : list of PlaceHit
    """
    whole = Telling(scan, 0, len(scan), mentions, terms, places)
    listed = listed_attacks(scan, mentions, terms)
    told = [_part(whole, start, end, clause) for start, end, clause in cells(scan, mentions, listed)]
    for cell in told:
        cell.listed = cell.start in listed
    scores = [_pull(told, n) for n in range(len(told) - 1)]
    while scores:
        best = max(range(len(scores)), key=lambda n: scores[n])
        if scores[best] <= 0:
            break
        told[best : best + 2] = [_join(whole, told[best], told[best + 1])]
        del scores[best]
        for n in (best - 1, best):  # only the neighbours have changed
            if 0 <= n < len(scores):
                scores[n] = _pull(told, n)
    for cell in told[1:]:
        cell.new = True
    return told


def _pull(told: list[Telling], n: int) -> float:
    """Return how strongly the stretch at `n` and the next one belong together."""
    return _score(told[n], told[n + 1]) + _leads_to(told, n)


_QUIET = 50.0
"""What tells no violence joins what stands before it first, so that it brings its place."""


_HANGING = frozenset({"shared", "participial", "infinitive", "complement"})


def _leads_to(told: list[Telling], n: int) -> float:
    """Prefer to join a quiet clause to the one that hangs on it ("the second caught a queue and killed three")."""
    clause, following = told[n].clause, told[n + 1].clause
    if told[n].listed and not told[n].mentions:
        return 2.0
    if told[n].eventful or clause is None or following is None:
        return 0.0
    return 2.0 if _holds_parent(told[n], following) and _hangs_on(told[n + 1], following) else 0.0


def _holds_parent(telling: Telling, clause: Clause) -> bool:
    """Whether the clause that another hangs on stands in a stretch."""
    parent = telling.scan.syntax.parent(clause)
    return parent is not None and telling.start <= parent.start < telling.end


def _hangs_on(telling: Telling, clause: Clause) -> bool:
    return clause.link in _HANGING or clause.marker in words_of(telling, "ties")["places"]


def _score(left: Telling, right: Telling) -> float:
    if not right.eventful:
        return _QUIET
    if not left.eventful:
        return _QUIET - 1
    return sum(weight for _, weight in reasons(left, right))


def _part(whole: Telling, start: int, end: int, clause: Clause | None) -> Telling:
    return Telling(
        whole.scan,
        start,
        end,
        [m for m in whole.mentions if start <= m.verb < end],
        [t for t in whole.terms if start <= t.hit.start < end],
        [p for p in whole.places if start <= p.start < end],
        clause,
    )


def _join(whole: Telling, last: Telling, cell: Telling) -> Telling:
    leads = last.eventful or (_hangs(cell, last) and _leads(last.clause))
    joined = _part(whole, last.start, cell.end, last.clause if leads else cell.clause)
    joined.listed = last.listed
    return joined


def _leads(clause: Clause | None) -> bool:
    """Whether a clause is told for its own sake: not "officials said", "as the minister said"."""
    return clause is not None and clause.link in {"main", "coordinate", "resumed", "reduced"}


def _hangs(cell: Telling, above: Telling) -> bool:
    """Whether a clause has no subject of its own and shares that of the one before it."""
    clause = cell.clause
    if clause is None or clause.link == "complement":
        return False
    return _holds_parent(above, clause) and _hangs_on(cell, clause)
