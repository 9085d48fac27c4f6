"""Two attacks told at once by their days, once the figures of one are told: the other is a record of its own."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.drafts import Draft

__all__ = ["by_days"]


def by_days(drafts: list[Draft]) -> list[Draft]:
    """Set beside an attack of two days, whose figures are of one of them, the one that has none.

    Parameters
    ----------
    drafts : list of Draft
        Joined, in the order of the text.
    """
    made: list[Draft] = []
    for draft in drafts:
        made.append(draft)
        if draft.twice and draft.singled and draft.counted:
            made.append(_other_day(draft))
    return made


def _other_day(draft: Draft) -> Draft:
    """Make the attack of the other day, and leave the figures to the one that is spoken of."""
    draft.aggregate, draft.attacks = False, 1
    draft.evidence = [item for item in draft.evidence if item.role != "aggregate"]
    told = [item for item in draft.evidence if item.role not in draft.tallies]
    days = [date for date in draft.dates if date.kind == "day"]
    other = list(draft.dates)
    if len(days) == _BOTH:
        draft.dates, other = [days[draft.singled - 1]], [days[_BOTH - draft.singled]]
    return replace(
        draft,
        tallies={},
        places=list(draft.places),
        carried=list(draft.carried),
        dates=other,
        doubts=list(draft.doubts),
        evidence=told,
        host=None,
    )


_BOTH = 2
"""Days, of which one is singled out."""
