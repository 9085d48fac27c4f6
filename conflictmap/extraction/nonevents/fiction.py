"""Is the report about a match, a film or a book? Until something is told in it that nobody could take for play."""

from __future__ import annotations

from collections.abc import Iterable

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.nonevents.scopes import is_head
from conflictmap.extraction.nonevents.scopewords import scope_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.violence.means import is_strong, is_verb
from conflictmap.language import Hit

__all__ = ["hard", "topic"]


def topic(scans: Iterable[Scan]) -> str:
    """Return the cue's rule if a headline or a first sentence is about a match, a film or a book; else nothing.

    Parameters
    ----------
    scans : iterable of Scan
    """
    cues = (cue for scan in scans for cue in scan.all("cancel") if _is_of_play(scan, cue))
    return min((name for cue in cues for name in cue.entry.traits), default="")


def _is_of_play(scan: Scan, cue: Hit) -> bool:
    """Whether a cue tells what a report is about, and an attack is not what somebody won over: "defeat an attack"."""
    if cue.entry.value != "report" or not is_head(scan, cue):
        return False
    won_over = _SPORT in cue.entry.traits and scan.inside("kind", cue.end, min(len(scan), cue.end + _OBJECT))
    return not won_over


_SPORT = "sport"
_OBJECT = 4
"""Tokens behind a cue within which its object stands."""


def hard(scan: Scan, mentions: list[Mention], terms: list[Term]) -> bool:
    """Whether nobody could take the violence for play: a weapon is used, or somebody armed does it to people.

    Parameters
    ----------
    scan : Scan
    mentions : list of Mention
    terms : list of Term
    """
    if _in_fiction(scan):
        return False
    if _befalls_players(scan, mentions) or any(term.asserts and _earnest(term) for term in terms):
        return True
    if _is_deadly(mentions, terms):
        return True
    return _by_arms(scan, mentions, terms)


def _by_arms(scan: Scan, mentions: list[Mention], terms: list[Term]) -> bool:
    """Whether a weapon or armed men do it to people, or a weapon blasts."""
    if not any(map(_is_weapon, terms)):
        return bool(mentions) and any(hit.entry.value == "militant" for hit in scan.all("people"))
    return bool(mentions) or any(term.asserts and "blast" in term.hit.entry.traits for term in terms)


def _is_deadly(mentions: list[Mention], terms: list[Term]) -> bool:
    """Whether a verb that names a weapon leaves several dead: "a rocket slammed into a crowd, leaving ten dead"."""
    dead = any(mention.outcome == "killed" and (mention.low or 0) > 1 and not mention.vague for mention in mentions)
    return dead and any(term.asserts and "fixed" in term.hit.entry.traits for term in terms)


def _befalls_players(scan: Scan, mentions: list[Mention]) -> bool:
    """Whether a word of sport or play only says who somebody is: "a football coach was kidnapped"."""
    cues = [cue for cue in scan.all("cancel") if cue.entry.value == "report"]
    return any(not is_head(scan, cue, mention) for cue in cues for mention in mentions)


def _is_weapon(term: Term) -> bool:
    return term.real and not is_verb(term.hit.entry) and is_strong(term.hit.entry)


_EARNEST = frozenset({"abduction", "assassination", "execution"})


def _earnest(term: Term) -> bool:
    """Whether a word of violence is none of sport and play."""
    return term.hit.entry.value in _EARNEST or (
        bool(term.hit.entry.traits & {"fixed", "blast"}) and not is_verb(term.hit.entry)
    )


def _in_fiction(scan: Scan) -> bool:
    """Whether a book or a film tells it: "in the novel ...", "the film shows how ..."."""
    return any("fiction" in cue.entry.traits and _narrates(scan, cue) for cue in scan.all("cancel"))


def _narrates(scan: Scan, cue: Hit) -> bool:
    context = scan.syntax.context(cue.start)
    if context.preposition:
        return context.preposition in scope_words(scan.language).within
    return context.role == "subject" and context.governor in scope_words(scan.language).narrating
