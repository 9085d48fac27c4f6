"""Entries of a log that was kept while things happened: which earlier attack a later figure is of.

::

    10:31 Explosion in Karrada.          tells an attack
    11:10 Hospital: two dead.            a figure, of the attack told last
    12:20 Karrada toll now five.         a figure, of the attack whose place it names

Each figure takes the place of the one before, since what is known changes by the hour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from conflictmap.extraction.continuity import content
from conflictmap.extraction.dateline import Head
from conflictmap.extraction.drafts import Draft

__all__ = ["answered", "settle_log"]

_REACH = 16
"""Sentences after an attack in which an entry may still give its figures."""


def settle_log(drafts: list[Draft], heads: list[Head]) -> None:
    """Tell of each entry of a log that only gives figures whose they are; see `Draft.answers`.

    Parameters
    ----------
    drafts : list of Draft
        In the order of the text, not yet joined.
    heads : list of Head
        Of the entries.
    """
    told: list[_Told] = []
    for draft in drafts:
        if draft.entry < 0:
            continue
        headed = [place.text for place in heads[draft.entry].places]
        host = _meant(told, draft, headed) if _gives_figures(draft) else None
        if host is None:
            told.extend([_Told(draft, _where(draft, headed))] if _tells(draft) else [])
            continue
        draft.answers, draft.toll = host, True
        draft.places = [place for place in draft.places if _is_told(host, place.text)]
        draft.tallies = {outcome: replace(tally, rival=False) for outcome, tally in draft.tallies.items()}


@dataclass(frozen=True, slots=True)
class _Told:
    """An attack told in an entry, and the words of its place."""

    draft: Draft
    words: frozenset[str]


def _where(draft: Draft, headed: list[str]) -> frozenset[str]:
    """Return the words of the place of an attack: its own, that at the head of its entry, or one told before."""
    told = [place.text for place in draft.places] + headed or [place.text for place in draft.carried[:1]]
    return frozenset(word for text in told for word in content(text.lower(), draft.vacant))


def _tells(draft: Draft) -> bool:
    """Whether an entry tells an attack that later figures may be of."""
    says = draft.counted or draft.named_places() or not draft.refers
    return bool(says) and not (draft.aggregate or draft.past)


def answered(draft: Draft) -> Draft | None:
    """Return the attack that an entry gives the figures of, and what that was joined to.

    Parameters
    ----------
    draft : Draft
    """
    host = draft.answers
    while host is not None and host.host is not None:
        host = host.host
    return host


def _gives_figures(draft: Draft) -> bool:
    """Whether an entry counts people and tells no attack of its own."""
    apart = draft.new or draft.more or draft.another or draft.aggregate or draft.past or draft.dies
    known = not draft.own or (draft.refers and not draft.named_places())
    return draft.counted and known and not apart and (draft.general or draft.received or draft.refers)


def _meant(told: list[_Told], draft: Draft, headed: list[str]) -> Draft | None:
    """Return the last attack whose place an entry names; where it names no place, the last that may be meant."""
    near = [other for other in reversed(told) if draft.index - other.draft.index <= _REACH]
    names = draft.names.union(*(content(text.lower(), draft.vacant) for text in headed))
    named = next((other.draft for other in near if not names.isdisjoint(other.words)), None)
    first = near[0].draft if near else None
    if named is not None or first is None or headed or draft.named_places():
        return named if named is not None and named.entry != draft.entry else None
    fits = not draft.refers or first.families & draft.families or first.general
    return first if fits and first.entry != draft.entry else None


def _is_told(host: Draft, text: str) -> bool:
    """Whether a place is one of those of an attack."""
    theirs = {word for place in host.places for word in content(place.text.lower(), host.vacant)}
    return not theirs.isdisjoint(content(text.lower(), host.vacant))
