"""A count over all the attacks of which the one told is said to be one: "one of three blasts ... across all three"."""

from __future__ import annotations

from conflictmap.codebook import doubt
from conflictmap.extraction.drafts import Draft

__all__ = ["counts_all_of", "settle_one_of"]


_FAR = 3
"""Sentences behind an attack, that in which it is said to be one of several among them, up to a count of all."""


def counts_all_of(joined: list[Draft], draft: Draft) -> Draft | None:
    """Return the attack told before that is one of those whose people a draft counts; none where it counts its own.

    Parameters
    ----------
    joined : list of Draft
        What was told before.
    draft : Draft
    """
    one = joined[-1] if joined else None
    if one is None or draft.over is None or not _goes_with(one, draft):
        return None
    return one if _may_be_over(one, *draft.over) else None


def _goes_with(one: Draft, draft: Draft) -> bool:
    """Whether an attack of today is said to be one of several, not far before a count of today."""
    near = one.item == draft.item and draft.index - one.last <= _FAR
    return near and bool(one.one_of) and draft.counted and not (one.background or one.aggregate or draft.background)


def _may_be_over(one: Draft, number: int, sure: bool) -> bool:
    """Whether so many attacks may be those that an attack is one of, and not only what it was done with."""
    if sure or not number:
        return sure or one.attacks == 1 or one.counted  # else "the blasts" are those of its two bombs
    return number in one.one_of or (number != one.attacks and _within(one, number))


def _within(one: Draft, number: int) -> bool:
    """Whether so many may be some of the attacks told: no number is told of them, or one as high."""
    return 0 in one.one_of or number <= max(one.one_of)


def settle_one_of(one: Draft, whole: Draft) -> None:
    """Give the count of all its number of attacks, and what is known of how; the attack told keeps its own count.

    Parameters
    ----------
    one : Draft
        One of the attacks.
    whole : Draft
        The count of all of them.
    """
    least = min((number for number in one.one_of if number), default=2)
    number = whole.over[0] if whole.over is not None else 0
    whole.attacks = max(number or least, 2)
    if whole.rank > one.rank and not whole.general and whole.families & one.families:
        one.take_kind(whole)
    elif not whole.own and one.kind != "other":
        whole.take_kind(one)  # "both assaults" only points back
        whole.families = set(one.families)
    if not one.counted:
        one.doubts.append(doubt("count_shared"))
