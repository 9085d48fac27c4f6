"""Who gainsays what is told: "a claim that villagers denied", "Residents disputed this", "despite denials".

What is disputed is told all the same; a person should look at it.
"""

from __future__ import annotations

from conflictmap.codebook import doubt
from conflictmap.extraction.drafts import Draft, told_last
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.language import WordLists

__all__ = ["mark_disputed"]

_NEAR = 1
"""Sentences after an attack in which somebody gainsays it."""


def mark_disputed(scan: Scan, index: int, found: list[Draft], before: list[Draft]) -> None:
    """Note a doubt on the attacks that a sentence gainsays: its own, else those told right before.

    Parameters
    ----------
    scan : Scan
        The sentence.
    index : int
        Its number.
    found : list of Draft
        The attacks that it tells.
    before : list of Draft
        Those told before it.
    """
    _mark_denied(scan, found)
    at = _gainsaid(scan)
    own = [draft for draft in found if at is not None and at >= draft.start]
    for draft in own or (told_last(before, index, _NEAR) if at is not None else ()):
        if doubt("claim_disputed") not in draft.doubts:
            draft.doubts.append(doubt("claim_disputed"))


def _gainsaid(scan: Scan) -> int | None:
    """Return the token of a verb or a noun that gainsays what is told."""
    words = scan.language.lists("disputes")
    verbs = (clause.verb.head for clause in scan.syntax.clauses if _denies(scan, clause, words))
    nouns = (i for i in scan.found(words["denial"]["nouns"]) if _in_spite_of(scan, i, words))
    return next((at for tokens in (verbs, nouns) for at in tokens), None)


def _mark_denied(scan: Scan, found: list[Draft]) -> None:
    """Note where somebody denies what was told before and tells it otherwise."""
    denied = next(iter(_denials(scan)), None)
    for draft in found:
        draft.denied = scan.offset(denied) if denied is not None and draft.sourced else -1


def _denials(scan: Scan) -> list[int]:
    """Return the verbs by which somebody denies anything."""
    words = scan.language.lists("disputes")
    denying = (c for c in scan.syntax.clauses if scan.syntax.lemma(c) in words["denial"]["verbs"])
    return [c.verb.head for c in denying if not (c.verb.modal or c.verb.passive or _is_denied(scan, c, words))]


def _in_spite_of(scan: Scan, i: int, words: WordLists) -> bool:
    return scan.syntax.context(i).preposition in words["denial"]["prepositions"]


def _denies(scan: Scan, clause: Clause, words: WordLists) -> bool:
    """Whether the verb of a clause gainsays a statement, by its object or by the noun it describes."""
    denial = scan.syntax.lemma(clause) in words["denial"]["verbs"]
    if not denial or clause.verb.modal or _is_denied(scan, clause, words):
        return False
    return _of_claim(scan, clause, words) or (not clause.verb.passive and _it(scan, clause.verb.end, words))


def _is_denied(scan: Scan, clause: Clause, words: WordLists) -> bool:
    """Whether nobody does it: "nobody disputed the toll"."""
    return clause.verb.negated or not words["denial"]["nobody"].isdisjoint(scan.lows[slice(*clause.subject)])


def _of_claim(scan: Scan, clause: Clause, words: WordLists) -> bool:
    """Whether a noun for a statement stands right before the clause or is its subject: "an account | he disputed"."""
    said = words["claim"]["nouns"]
    if scan.word(clause.start - 1) in said or scan.word(clause.start - 2) in said:
        return True
    bare = clause.verb.passive or scan.syntax.tags[min(clause.verb.end, len(scan) - 1)] in _CLOSED
    return bare and not said.isdisjoint(scan.lows[slice(*clause.subject)])


def _it(scan: Scan, i: int, words: WordLists) -> bool:
    """Whether the object is the statement or who made it: "denied | it", "rejected | that account"."""
    if scan.word(i) in words["claim"]["pronouns"] and scan.syntax.tags[min(i + 1, len(scan) - 1)] in _CLOSED:
        return True
    led = i < len(scan) and scan.syntax.tags[i] in _LEADS
    return led and not words["claim"]["nouns"].isdisjoint(scan.lows[i + 1 : i + 3])


_LEADS = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.PRONOUN, Tag.SUBORDINATOR})
_CLOSED = frozenset({Tag.MARK, Tag.COORDINATOR, Tag.PREPOSITION, Tag.SUBORDINATOR, Tag.TIME, Tag.ING, Tag.ADVERB})
