"""What a later sentence takes back: "They were controlled detonations", "The blast was caused by a gas leak"."""

from __future__ import annotations

from collections.abc import Mapping

from conflictmap.extraction.drafts import Draft, told_last
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause

__all__ = ["without_retracted"]

_NEAR = 2
"""Sentences after an attack in which it is taken back."""
_HARMLESS = frozenset({"accident", "exercise"})


def without_retracted(scan: Scan, index: int, drafts: list[Draft]) -> list[Draft] | None:
    """Return the attacks told before that stand after a sentence which says that the last was none.

    Parameters
    ----------
    scan : Scan
        The sentence.
    index : int
        Its number.
    drafts : list of Draft
        Those told before.

    Returns
    -------
    list of Draft or None
        ``None`` if the sentence takes nothing back.
    """
    words = scan.language.lists("scopes")["retraction"]
    if not _may_retract(scan, words):
        return None
    if any(_tells_untrue(scan, clause, words) for clause in scan.syntax.clauses):
        return drafts
    last = told_last(drafts, index, _NEAR)
    if not last or not any(_retracts(scan, clause, words) for clause in scan.syntax.clauses):
        return None
    return [draft for draft in drafts if draft.index != last[0].index]


def _may_retract(scan: Scan, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether any word of the sentence could take something back."""
    return bool(scan.all("cancel")) or not (words["harmless"] | words["untrue"]).isdisjoint(scan.lows)


def _tells_untrue(scan: Scan, clause: Clause, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a clause says that what is reported is untrue: "Reports that gunmen had killed a judge were untrue"."""
    told = clause.verb.copula and not clause.verb.negated and scan.word(clause.verb.end) in words["untrue"]
    opening = scan.lows[: clause.verb.start] if told else ()
    return told and not words["told"].isdisjoint(opening[:3])


def _retracts(scan: Scan, clause: Clause, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a clause says of what was told before that it was something harmless, or not what it seemed."""
    verb = clause.verb
    if verb.modal or verb.negated or clause.marker in words["open"] or not _opens(scan, clause):
        return False
    return _of_the_event(scan, clause, words) and _by_verb(scan, clause, words)


def _opens(scan: Scan, clause: Clause) -> bool:
    """Whether only verbs of saying stand before a clause: not "A woman drowned; officials say it was an accident"."""
    syntax = scan.syntax
    return all(syntax.lemma(before) in syntax.words.saying for before in syntax.clauses[: clause.number])


def _by_verb(scan: Scan, clause: Clause, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the verb says what it was, or what it came from: "was a gas cylinder", "was caused by a gas leak"."""
    verb = clause.verb
    if verb.passive and scan.word(verb.head) in words["harmless"]:
        return True  # "they were controlled detonations"
    told = verb.copula or scan.syntax.lemma(clause) in words["causing"]
    return told and not scan.plays(verb.end, "nought") and _harmless(scan, verb.end, clause.end, words)


def _of_the_event(scan: Scan, clause: Clause, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the subject is a pronoun, or what was heard or seen: "it", "the blast", "the noise"."""
    start, end = clause.subject
    if end - start == 1 or (end > start and scan.word(start) in words["pronouns"]):
        return scan.word(start) in words["pronouns"]
    return end > start and scan.plays(start, "definite") and scan.word(end - 1) in words["heard"]


def _harmless(scan: Scan, start: int, end: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether what follows the verb is no attack."""
    if not words["harmless"].isdisjoint(scan.lows[start:end]):
        return True
    return any(_HARMLESS & cue.entry.traits for cue in scan.inside("cancel", start, end))
