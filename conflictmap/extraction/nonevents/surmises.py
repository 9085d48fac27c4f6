"""What a sentence does not assert as it stands: a question, and what a source said or thought only at first."""

from __future__ import annotations

from collections.abc import Sequence

from conflictmap.extraction.attacks.terms import Term, find_terms
from conflictmap.extraction.nonevents.scopes import sounding
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.where.placephrases import PlaceHit

__all__ = ["only_at_first", "presumed"]

_OPENING = 3
"""Tokens within which a question begins, behind the label of who asks."""


def presumed(scan: Scan) -> list[Term]:
    """Return the words of violence that a question takes for known: "Who blew it up?", not "And the killing?".

    Parameters
    ----------
    scan : Scan
    """
    opens = scan.language.lists("drafting")["asked"]["words"]
    if opens.isdisjoint(scan.lows[:_OPENING]):
        return []
    return [term for term in find_terms(scan) if sounding(scan, term, [])]


def only_at_first(scan: Scan, places: list[PlaceHit]) -> bool:
    """Whether a sentence tells what was said of an attack before more was known: "Police initially said so".

    Behind the attack as it turned out to be. One that goes on with what was said later, or tells where, is read.

    Parameters
    ----------
    scan : Scan
    places : list of PlaceHit
        Of the sentence.
    """
    words = scan.language.lists("surmises")["first"]
    if any(place.named for place in places) or not words["later"].isdisjoint(scan.lows):
        return False
    return any(_surmises(scan, clause) for clause in scan.syntax.clauses)


def _surmises(scan: Scan, clause: Clause) -> bool:
    """Whether somebody says or thinks something at first: the adverb stands before the verb, or right behind it."""
    words, lemma, verb = scan.language.lists("surmises")["first"], scan.syntax.lemma(clause), clause.verb
    thinks = lemma in words["thinking"]
    if verb.negated or not (thinks or lemma in scan.syntax.words.saying):
        return False
    first = thinks and _says(scan.lows[max(0, verb.start - 1) : verb.end], words["inside"])  # not "the first | said"
    return first or _says(scan.lows[clause.start : verb.end + 1], words["adverbs"])


def _says(lows: Sequence[str], phrases: frozenset[str]) -> bool:
    """Whether one of some phrases stands among words."""
    text = f" {' '.join(lows)} "
    return any(f" {phrase} " in text for phrase in phrases)
