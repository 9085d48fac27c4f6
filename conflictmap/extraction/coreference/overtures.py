"""How a report opens: with violence at large, before the attacks that it tells one by one."""

from __future__ import annotations

from conflictmap.extraction.coreference.continuity import announces
from conflictmap.extraction.drafts import Draft

__all__ = ["drop_overture", "names_of"]

_SOON = 2
"""Sentences after which the attacks that an overture announces begin."""


def drop_overture(drafts: list[Draft]) -> list[Draft]:
    """Drop the sentence that only announces the attacks told one by one after it ("A string of bombings hit Iraq").

    Parameters
    ----------
    drafts : list of Draft
        In the order of the text.
    """
    drafts = [draft for n, draft in enumerate(drafts) if not _opens(draft, drafts[n + 1 :])]
    if len(drafts) < 4 or drafts[0].where != "text":
        return drafts
    first = drafts[0]
    general = first.attacks > 1 and not first.counted and not first.aggregate
    return drafts[1:] if general and drafts[1].index > first.index else drafts


def _opens(draft: Draft, later: list[Draft]) -> bool:
    """Whether a draft without a means, a figure or a place stands before attacks that have them."""
    if _at_large(draft) and sum(map(_told_by_itself, later)) > 1:
        return True
    return announces(draft) and any(
        0 < other.index - draft.index <= _SOON and other.own and other.families and not other.background
        for other in later[:3]
    )


def _at_large(draft: Draft) -> bool:
    """Whether a report opens with attacks all over the land, none counted: "Bombers struck across Iraq on Friday"."""
    names = set(names_of(draft))
    opens = draft.first and draft.where == "text" and not draft.counted
    return opens and names <= draft.vacant and (bool(names) or draft.aggregate or draft.attacks > 1)


def _told_by_itself(draft: Draft) -> bool:
    """Whether an attack of today is told with a place of its own, and is no total."""
    return not (draft.aggregate or draft.background or draft.vacant.issuperset(names_of(draft)))


def names_of(draft: Draft) -> list[str]:
    """Return the words of the places of a stretch that are names, in lower case.

    Parameters
    ----------
    draft : Draft
    """
    words = (word.strip(",.") for place in draft.named_places() for word in place.text.split())
    return [word.lower() for word in words if word[:1].isupper()]
