"""Entries of a log that was kept while things happened: which earlier attack a later figure is of.

::

    10:31 Explosion in Karrada.          tells an attack
    11:10 Hospital: two dead.            a figure, of the attack told last
    12:20 Karrada toll now five.         a figure, of the attack whose place it names

Each figure takes the place of the one before, since what is known changes by the hour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from conflictmap.extraction.coreference.whereabouts import content, names_a_place
from conflictmap.extraction.dateline import Head
from conflictmap.extraction.drafts import Draft

__all__ = ["answered", "opens_entry", "settle_log"]

_NAME = re.compile(r"(?<!\w)[A-Z][\w'-]*")
"""Words that may name a place."""
_REACH = 16
"""Sentences after an attack in which an entry may still give its figures."""


def settle_log(drafts: list[Draft], heads: list[Head], text: str) -> None:
    """Tell of each entry of a log that only gives figures whose they are; see `Draft.answers`.

    Parameters
    ----------
    drafts : list of Draft
        In the order of the text, not yet joined.
    heads : list of Head
        Of the entries.
    text : str
        That their offsets point into.
    """
    told: list[_Told] = []
    for draft in drafts:
        headed = [place.text for place in heads[draft.entry].places] if draft.entry >= 0 else []
        said = [*headed, *_NAME.findall(text, draft.sentence.start, draft.sentence.end)]
        host = _meant(told, draft, headed, said) if _gives_figures(draft) else None
        if host is not None:
            _answer(draft, host)
        elif _tells(draft):
            told.append(_Told(draft, _where(draft, headed)))


def _answer(draft: Draft, host: Draft) -> None:
    """Make an entry the newest figures of an attack."""
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
    return _words(told, draft)


def _words(texts: list[str], draft: Draft) -> frozenset[str]:
    """Return the words of some phrases that tell which place it is."""
    return frozenset(word for text in texts for word in content(text.lower(), draft.vacant))


def _tells(draft: Draft) -> bool:
    """Whether an entry tells an attack that later figures may be of."""
    says = draft.counted or draft.named_places() or not draft.refers
    return draft.entry >= 0 and bool(says) and not (draft.aggregate or draft.past)


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


def opens_entry(host: Draft, draft: Draft) -> bool:
    """Whether an entry tells an attack of its own place, and an earlier one only gave figures that are not of it.

    Parameters
    ----------
    host, draft : Draft
    """
    apart = draft.entry >= 0 and host.entry != draft.entry and not (host.own or names_a_place(host))
    return apart and draft.own and not draft.refers and names_a_place(draft)


def _gives_figures(draft: Draft) -> bool:
    """Whether an entry counts people and tells no attack of its own."""
    if draft.entry < 0 or not draft.counted or _is_apart(draft):
        return False
    known = not draft.own or (draft.refers and not names_a_place(draft))
    return known and (draft.general or draft.received or draft.refers)


def _is_apart(draft: Draft) -> bool:
    """Whether an entry counts others than those of one attack told before."""
    return draft.new or draft.more or draft.another or draft.aggregate or draft.past


def _meant(told: list[_Told], draft: Draft, headed: list[str], said: list[str]) -> Draft | None:
    """Return the last attack whose place an entry names; where it names no place, the last that may be meant."""
    near = [other for other in reversed(told) if draft.index - other.draft.index <= _REACH]
    found = _by_place(near, draft, said)
    if found is None and not (headed or names_a_place(draft)):
        found = _last(near, draft)
    return found if found is not None and found.entry != draft.entry else None


def _by_place(near: list[_Told], draft: Draft, said: list[str]) -> Draft | None:
    """Return the last attack whose place an entry names."""
    names = _words(said, draft)
    return next((other.draft for other in near if not names.isdisjoint(other.words)), None)


def _last(near: list[_Told], draft: Draft) -> Draft | None:
    """Return the attack told last, unless an entry points to one of another kind: "this morning's ambush"."""
    last = near[0].draft if near else None
    fits = last is not None and (not draft.refers or last.families & draft.families or last.general)
    return last if fits else None


def _is_told(host: Draft, text: str) -> bool:
    """Whether a place is one of those of an attack."""
    return not _words([place.text for place in host.places], host).isdisjoint(_words([text], host))
