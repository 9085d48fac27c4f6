"""Whether two stretches of a report speak of one place, by the words of their place phrases."""

from __future__ import annotations

from conflictmap.extraction.drafts import Draft, names_something
from conflictmap.model import PlacePhrase

__all__ = ["content", "elsewhere", "is_wide", "names_a_place", "names_in", "within"]


def elsewhere(host: Draft, draft: Draft) -> bool:
    """Whether the later draft names a place of its own that the earlier one does not.

    Parameters
    ----------
    host, draft : Draft
    """
    mine = [place for place in _told_here(draft) if names_something(place.text)]
    if not mine or _at_seat(host, draft, mine[0]):
        return False
    theirs = " ".join(place.text.lower() for place in host.places)
    if not theirs:
        return draft.paragraph != host.paragraph
    return not draft.points and not _holds(host, theirs, mine[0].text, draft.vacant)


def _told_here(draft: Draft) -> list[PlacePhrase]:
    """Return the places that stand in the clause itself."""
    return [place for place in draft.places if place.origin == "clause"]


def _at_seat(host: Draft, draft: Draft, place: PlacePhrase) -> bool:
    """Whether the later draft names the town of the dateline, and nothing before said where the earlier one was."""
    silent = not any(names_something(told.text) for told in (*host.places, *host.carried))
    own = content(place.text.lower(), draft.vacant)
    return silent and bool(own) and all(word in draft.seat for word in own)


def _holds(host: Draft, theirs: str, text: str, vacant: frozenset[str]) -> bool:
    """Whether the places told before hold one told now: by name, or since they name none ("in the north")."""
    if not content(theirs, vacant):
        return True
    own = content(text.lower(), vacant)
    return any(word in theirs for word in own) and not _apart(text, host, vacant)


def within(host: Draft, draft: Draft) -> bool:
    """Whether the later draft names a place where the earlier one only says in which part of the country it was.

    Parameters
    ----------
    host, draft : Draft
    """
    if host.aggregate or draft.aggregate:
        return False
    theirs, mine = host.named_places(), _told_here(draft)
    return bool(theirs and mine) and _tells(mine[0], draft) and not any(_tells(place, draft) for place in theirs)


def _tells(place: PlacePhrase, draft: Draft) -> bool:
    """Whether a phrase tells one place from another, and not only a part of the country."""
    return names_something(place.text) and bool(content(place.text.lower(), draft.vacant))


def _apart(text: str, host: Draft, vacant: frozenset[str]) -> bool:
    """Whether two phrases name two places in one region: "Dujail in Salah al-Din", "Balad in Salah al-Din"."""
    own = names_in(text, vacant)
    told = [names_in(place.text, vacant) for place in host.named_places()]
    return bool(own and told) and all(names and names[0] not in own and own[0] not in names for names in told)


def names_in(text: str, vacant: frozenset[str]) -> list[str]:
    """Return the words of a phrase that are names, in order; all that tell anything where none has a capital.

    Parameters
    ----------
    text : str
    vacant : frozenset of str
        Words that tell no place from another.
    """
    named = " ".join(word for word in text.split() if word[:1].isupper())
    return content(named.lower(), vacant) or content(text.lower(), vacant)


def is_wide(text: str, draft: Draft) -> bool:
    """Whether a phrase names no town: the whole land, a province, what lies off a town.

    Parameters
    ----------
    text : str
        In lower case.
    draft : Draft
        That tells it.
    """
    words, wide = text.split(), draft.lists["wide"]
    if " ".join(words[:2]) in wide["openings"] or words[-1] in wide["endings"]:
        return True
    return not content(text, draft.vacant | wide["words"])


def names_a_place(draft: Draft) -> bool:
    """Whether a stretch names a place, and not only a spot or a time: "in Kut", not "in the cab".

    Parameters
    ----------
    draft : Draft
    """
    return any(names_something(place.text) for place in draft.named_places())


def content(text: str, vacant: frozenset[str]) -> list[str]:
    """Return the words of a place phrase that tell which place it is.

    Parameters
    ----------
    text : str
        In lower case.
    vacant : frozenset of str
        Words that tell no place from another.

    Returns
    -------
    list of str
    """
    words = (word.strip(",.'()") for word in text.replace("-", " ").replace("'s", "").split())
    return [word for word in words if word not in vacant and len(word) > 2]
