"""What a clause says of when its side of a sentence happened, and what ties it to the side before."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.history.recalled import recalls
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.tellings.telling import Telling, words_of
from conflictmap.extraction.violence.recaptures import was_lost

__all__ = ["by_pronoun", "days_apart", "is_tight", "order", "tie"]


def is_tight(right: Telling, clause: Clause) -> bool:
    """Whether "and" joins a clause without a comma.

    Parameters
    ----------
    right : Telling
    clause : Clause
        Of the right side.
    """
    return clause.marker in words_of(right, "ties")["joining"] and right.scan.word(right.start - 2) != ","


def tie(right: Telling, clause: Clause, link: str) -> str:
    """Name what joins a clause to what stands before it: its marker where that speaks of two events, else its link.

    Parameters
    ----------
    right : Telling
    clause : Clause
        Of the right side.
    link : str
    """
    words = words_of(right, "ties")
    if clause.marker in words["apart"]:
        return "apart_marker"
    timed = clause.link == "adverbial" and clause.marker in words["after_time"]
    return "time_gap" if timed and right.scan.word(right.start - 2) in words["times"] else link


def days_apart(right: Telling) -> bool:
    """Whether another attack is told that was a night or more before or after: "a day after a bomb hit the market".

    Parameters
    ----------
    right : Telling
    """
    words, clause = words_of(right, "ties"), right.clause
    if clause is None or clause.link != "adverbial" or clause.marker not in words["after_time"]:
        return False
    anew = any(term.asserts and not term.refers for term in right.terms)
    return anew and right.scan.word(right.start - 2) in words["days"] and not _of_known_people(right)


def _of_known_people(right: Telling) -> bool:
    """Whether a pronoun says of whom the right side tells: "a day after gunmen seized | them"."""
    return by_pronoun(right) or any(group.form == "pronoun" for m in right.mentions for group in m.groups)


def order(left: Telling, right: Telling, clause: Clause, link: str) -> Iterator[str]:
    """Yield what says that the right side happened at another time: a past of its own, "then", a pluperfect.

    Parameters
    ----------
    left, right : Telling
    clause : Clause
        Of the right side.
    link : str
    """
    scan = right.scan
    if days_apart(right):
        yield "days_gap"
    if _has_own_past(right, clause) and not _held_before(left, right):
        yield "own_past"
    if was_lost(scan, clause):
        yield "lost_before"
    if not words_of(right, "ties")["then"].isdisjoint(scan.lows[clause.start : clause.verb.end]):
        yield "then"
    if clause.verb.past_perfect and link in {"complement", "adverbial", "relative"} and right.outcomes():
        yield "pluperfect"


def _has_own_past(right: Telling, clause: Clause) -> bool:
    """Whether a clause that describes something is dated by words of its own: "sites overrun last week"."""
    scan = right.scan
    past = clause.link in {"relative", "reduced"} and scan.has("past_words", right.start, right.end)
    return past or recalls(scan, clause)


def _held_before(left: Telling, right: Telling) -> bool:
    """Whether the bodies of the left side are of those whom the right side tells to have been carried off."""
    return right.families() == {"abduction"} and any(mention.bodies for mention in left.mentions)


def by_pronoun(right: Telling) -> bool:
    """Whether a pronoun says whom the clause of the right side is about: "and shot | him", "| he was shot".

    Parameters
    ----------
    right : Telling
    """
    clause = right.clause
    if clause is None:
        return False
    words = words_of(right, "pronouns")
    after, before = right.scan.word(clause.verb.end), right.scan.word(clause.verb.start - 1)
    return after in words["objects"] or (before in words["subjects"] and clause.link != "complement")
