"""What only ranks an attack among those before it: "making it one of the worst attacks in Baghdad since the war"."""

from __future__ import annotations

from collections.abc import Sequence

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.history.signs import rank_in
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag

__all__ = ["ranked_among"]

_NOUN = 4
"""Tokens behind a rank within which stands what is ranked: "worst single attack"."""


def ranked_among(scan: Scan, mentions: Sequence[Mention], terms: Sequence[Term], *, known: bool) -> range:
    """Return the tokens that only rank what the sentence, or the one before, tells; none where they tell it.

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
    terms : sequence of Term
    known : bool
        Whether an attack can have been told before.
    """
    for term in terms:
        start = _rank_before(scan, term)
        found = range(start, _end(scan, term)) if start is not None else range(0)
        if found and _has_span(scan, found) and _is_beside(scan, found, mentions, terms, known=known):
            return found
    return range(0)


def _rank_before(scan: Scan, term: Term) -> int | None:
    """Return the word that ranks an attack: before it, where it is no subject, or told of it by "was"."""
    if term.context is None:
        return None
    if term.context.role == "subject":
        return _rank_said(scan, term)
    return rank_in(scan, term.hit.start - _NOUN, term.hit.start)


def _rank_said(scan: Scan, term: Term) -> int | None:
    """Return the word that ranks an attack told before: "the attack was the | third on a mosque in a week"."""
    clause = term.clause
    if clause is None or not (term.refers and clause.verb.copula):
        return None
    return rank_in(scan, clause.verb.end + 1, clause.verb.end + 2)


def _end(scan: Scan, term: Term) -> int:
    """Return where the clause of a ranked attack ends, with the clauses that say since when."""
    clause = scan.syntax.clause_at(term.hit.start)
    if clause is None:
        return term.hit.end
    since = [c for c in scan.syntax.clauses if c.marker in _since(scan) and scan.syntax.parent(c) is clause]
    return max([clause.end, *(_before_next(scan, c) for c in since)])


def _before_next(scan: Scan, clause: Clause) -> int:
    """Return where "since" ends: before what is told next, "since May, | and gunmen shot two guards"."""
    tags = scan.syntax.tags
    near = range(clause.start, min(clause.verb.start, len(scan) - 1))
    return next((i for i in near if scan.word(i) == "," and tags[i + 1] is Tag.COORDINATOR), clause.end)


def _since(scan: Scan) -> frozenset[str]:
    return scan.language.lists("history")["dates"]["since"]


def _has_span(scan: Scan, found: range) -> bool:
    """Whether it is said since when or in how long: "since 2003", "in months", "this year"."""
    words = scan.language.lists("history")["statistics"]
    spans = _since(scan) | words["units"] | words["singular"] | words["ranking"]
    return not spans.isdisjoint(scan.lows[found.start : found.stop])


def _is_beside(scan: Scan, found: range, mentions: Sequence[Mention], terms: Sequence[Term], *, known: bool) -> bool:
    """Whether what is ranked was told before it, or the sentence tells nothing else: "It was the worst since"."""
    apart = scan.plays(found.start - 1, "definite") and not _in_that(scan, found.start)
    told = any(mention.verb < found.start for mention in mentions) or any(
        term.asserts and term.hit.start < found.start for term in terms
    )
    return apart and (told or (known and all(_is_further_on(scan, found, mention) for mention in mentions)))


def _is_further_on(scan: Scan, found: range, mention: Mention) -> bool:
    """Whether casualties are told beside a rank, not within it: "it was the second; | on Tuesday a bomb killed two"."""
    clause = scan.syntax.clause_at(mention.verb)
    beside = clause is not None and clause.link in {"main", "coordinate"}
    return beside and mention.verb not in found


def _in_that(scan: Scan, rank: int) -> bool:
    """Whether the ranked attack itself is where something happened: "died in the worst attack since May"."""
    article = rank - 1
    of = article - 1
    at = of - 2 if scan.plays(of, "genitive") else article - 1
    return scan.word(at) in scan.language.lists("history")["statistics"]["prepositions"]
