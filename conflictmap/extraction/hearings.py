"""Reports of trials: what they tell is history, unless it is dated within the week or set beside the hearing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise

from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.sentence import Scan

__all__ = ["beside_court", "in_court", "mark_heard"]


def in_court(scan: Scan) -> bool:
    """Whether a sentence is about a trial, and so opens a report in which attacks are retold.

    Parameters
    ----------
    scan : Scan
    """
    words = scan.language.lists("history")["court"]
    pairs = map(" ".join, pairwise(scan.lows))
    return not (words["words"].isdisjoint(scan.lows) and words["pairs"].isdisjoint(pairs))


def beside_court(scan: Scan) -> bool:
    """Whether a sentence opens with what sets it beside the hearing: "As the court rose", "Outside", "Elsewhere".

    Parameters
    ----------
    scan : Scan
    """
    return scan.word(0) in scan.language.lists("history")["court"]["beside"]


def mark_heard(drafts: list[Draft], beside: Mapping[int, int], today: date | None) -> None:
    """Mark as history what a report of a trial tells, unless it is dated within the week or set beside the hearing.

    Parameters
    ----------
    drafts : list of Draft
    beside : mapping of int to int
        Paragraph -> the sentence from which on it tells what happened beside the hearing.
    today : datetime.date or None
        The day the report speaks from.
    """
    for draft in drafts:
        news = draft.background or any(_within_week(told, today) for told in draft.dates)
        if not news and draft.last < beside.get(draft.paragraph, draft.last + 1):
            draft.background = True
            draft.mark("background", "background.court")


def _within_week(told: DateMention, today: date | None) -> bool:
    if told.kind == "relative":
        return False
    if told.day is None or today is None:
        return told.kind == "day"
    return today - _WEEK <= told.day <= today


_WEEK = timedelta(days=8)
