"""What is history beside the story of a report, which only the report as a whole can tell."""

from __future__ import annotations

from datetime import date, timedelta

from conflictmap.extraction.drafts import Draft
from conflictmap.model import DateSpan, Span

__all__ = ["mark_old", "settle_retold"]

_OLD = timedelta(days=7)
_QUARTER = timedelta(days=100)


def mark_old(drafts: list[Draft]) -> None:
    """Mark as history what lies over a week behind what was told before it, and what is old and does not open it.

    Parameters
    ----------
    drafts : list of Draft
        In the order of the text.
    """
    latest, covered = date.min, [span for draft in drafts for span in _spans_of_total(draft)]
    for draft in drafts:
        day = max((d.day for d in draft.dates if d.day is not None), default=latest)
        if draft.background:
            continue
        if (draft.past and not draft.retold) or _is_old(day, latest, covered):
            _set(draft)
        else:
            latest = max(day, latest)


def _is_old(day: date, latest: date, covered: list[DateSpan]) -> bool:
    """Whether a day lies over a week behind the latest one told, and in no span that a total covers."""
    return latest - day > _OLD and not any(span.start <= day <= span.end for span in covered)


def settle_retold(drafts: list[Draft]) -> None:
    """Mark as history what a relative clause tells of the week, where the report tells another attack for its own sake.

    Parameters
    ----------
    drafts : list of Draft
        Not yet joined.
    """
    _settle_lead([draft for draft in drafts if draft.where == "text"])
    retold = [draft for draft in drafts if draft.retold]
    if retold and any(map(_is_story, drafts)):
        for draft in retold:
            draft.background, draft.retold = True, False
            draft.mark("background", "background.relative")


def _settle_lead(body: list[Draft]) -> None:
    """Take what the lead recalls for the story where the report goes on to tell it, with its own place and day."""
    again = next((draft for draft in body[1:] if _tells_again(body[0], draft)), None)
    if again is None:
        return
    lead = body[0]
    lead.background = lead.retold = False
    lead.evidence = [item for item in lead.evidence if item.role != "background"]
    lead.places, lead.dates = [*again.places, *lead.places], [*again.dates, *lead.dates]


_BELOW = 4
"""Sentences below the lead in which the attack is told that it has as its occasion."""


def _tells_again(lead: Draft, draft: Draft) -> bool:
    """Whether an attack that the lead only recalls is what the report goes on to tell.

    "Mourners carried the coffins of two clerics who were shot dead. ... They were leaving a shop when gunmen fired."
    """
    if not _is_recalled(lead) or not lead.index < draft.index <= lead.index + _BELOW or draft.item != lead.item:
        return False
    return draft.own and bool(lead.families & draft.families) and _adds_none(draft)


def _is_recalled(draft: Draft) -> bool:
    """Whether a relative clause tells an attack, and no date says that it is old."""
    return not draft.old and (draft.retold or any(item.rule == "background.relative" for item in draft.evidence))


def _adds_none(draft: Draft) -> bool:
    """Whether a stretch tells an attack of today, no other one by its words, and no dead."""
    return not (draft.past or draft.new or draft.aggregate or "killed" in draft.tallies)


def _is_story(draft: Draft) -> bool:
    return not (draft.retold or draft.past or draft.refers) and (draft.own or draft.counted)


def _spans_of_total(draft: Draft) -> list[DateSpan]:
    """Return the weeks or months that a total of the report covers: what lies in them is its story."""
    if not draft.aggregate or draft.background:
        return []
    return [d.span for d in draft.dates if d.span is not None and _OLD <= d.span.end - d.span.start <= _QUARTER]


def _set(draft: Draft) -> None:
    draft.background = True
    told = draft.dates[0] if draft.dates else None
    draft.mark("background", "background.date", Span(told.start, told.end, draft.where) if told is not None else None)
