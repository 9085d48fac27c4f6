"""What is so of a row of ranked towns: "Kut was worst hit in May with 31 killed, followed by Hilla with nine"."""

from __future__ import annotations

from conflictmap.extraction.casualties.rankedtowns import is_ranked_further
from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.tellings.telling import Telling

__all__ = ["as_the_first"]


def as_the_first(before: list[Draft], made: list[Draft], telling: Telling) -> list[Draft]:
    """Return the drafts of a town ranked behind another as those of the first are: none if that is no news.

    Parameters
    ----------
    before : list of Draft
        The last of the sentence, if any.
    made : list of Draft
        What the telling tells.
    telling : Telling
    """
    if not any(is_ranked_further(mention) for mention in telling.mentions):
        return made
    for first in before:
        _follow(first, made)
    return made if before else []


def _follow(first: Draft, made: list[Draft]) -> None:
    """Give further towns the days of the first; a month of a town is a total."""
    for draft in made:
        draft.dates = draft.dates or list(first.dates)
        draft.background = draft.background or first.background
    if not first.aggregate and not any(date.kind == "vague" for date in first.dates):
        return
    for draft in (draft for draft in [first, *made] if not draft.aggregate):
        draft.aggregate = True
        draft.mark("aggregate", "aggregate.ranked_town")
