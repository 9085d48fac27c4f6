"""Reports of trials: what they tell is history, unless it is dated within the week or set beside the hearing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.history.anchoring import old_date
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause
from conflictmap.language import Hit, Language

__all__ = ["beside_court", "crime_tried", "in_court", "mark_heard", "old_dates"]


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


def old_dates(dates: Sequence[DateMention], today: date | None, language: Language) -> list[DateMention]:
    """Return the dates that lie long before the report.

    Parameters
    ----------
    dates : sequence of DateMention
    today : datetime.date or None
        The day the report speaks from.
    language : Language
    """
    return [told for told in dates if old_date([told], today, language) or _is_day_long_past(told, today)]


def _is_day_long_past(told: DateMention, today: date | None) -> bool:
    return told.day is not None and today is not None and told.day < today - _WEEK


def crime_tried(
    scan: Scan,
    mentions: Sequence[Mention],
    silencing: Sequence[Hit | Clause | None],
    dates: Sequence[DateMention],
) -> int:
    """Return where a crime begins that a court tries, if it is told with a day long past.

    "Sentenced for the bombing of a parlour in Karrada in May 2017, in which 15 died" tells an attack, as history;
    "jailed three men for the murder of a baker" tells none.

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
        All casualties of the sentence.
    silencing : sequence of Hit, Clause or None
        What takes each of them back.
    dates : sequence of DateMention
        Those of the sentence that are long past.

    Returns
    -------
    int
        A token, -1 without such a crime.
    """
    if not dates or not all(map(_is_of_court, silencing)):
        return -1
    behind = max(map(_end, silencing))
    start = _crime_at(scan, mentions, behind)
    return start if any(date.start >= scan.offset(behind) for date in dates) and start < len(scan) else -1


def _end(by: Hit | Clause | None) -> int:
    """Return the token behind the words of the court."""
    if isinstance(by, Clause):
        return by.verb.end
    return by.end if by is not None else 0


def _crime_at(scan: Scan, mentions: Sequence[Mention], behind: int) -> int:
    """Return the first token behind another that tells the crime."""
    told = [hit.start for hit in scan.all("kind")] + [min(m.start, m.verb) for m in mentions]
    return min((at for at in told if at >= behind), default=len(scan))


def _is_of_court(by: Hit | Clause | None) -> bool:
    return isinstance(by, Clause) or (by is not None and "court" in by.entry.traits)


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
