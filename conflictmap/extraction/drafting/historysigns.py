"""When a draft happened beside the day of the report: history, news of the week that a clause retells, the opening."""

from __future__ import annotations

from datetime import date, timedelta

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.history.anchoring import dates_of, old_date, past
from conflictmap.extraction.history.signs import Sign
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.language import Hit
from conflictmap.model import Field, Span

__all__ = ["mark_history", "span_of"]


def mark_history(draft: Draft, segment: Telling, main: Mention | None, best: Hit | None, today: date | None) -> None:
    """Note whether a stretch tells history, and how old its dates are.

    Parameters
    ----------
    draft : Draft
    segment : Telling
    main : Mention or None
        Its first casualties.
    best : Hit or None
        The word that gave the kind.
    today : datetime.date or None
        The day the report speaks from.
    """
    scan, start = segment.scan, segment.start
    sign = past(scan, start, main, best)
    draft.retold = sign is not None and main is not None and _of_this_week(scan, draft.dates, sign, today)
    if sign is not None and not draft.retold:
        draft.background = True
        draft.mark("background", sign.rule, span_of(segment.scan, sign, draft.where))
    told = dates_of(scan, draft.dates, _centre(start, main, best))
    draft.old = old_date(told, today, scan.language)
    if not told and any(not _since_when(scan, hit) for hit in scan.inside("past_words", start, segment.end)):
        draft.old = "old"
    draft.first = draft.index <= 0 and start == 0 and _opens_report(scan, main)


def _since_when(scan: Scan, hit: Hit) -> bool:
    """Whether a word for the past stands in a clause that only says since when: "since he took office a year ago"."""
    clause = scan.syntax.clause_at(hit.start)
    return clause is not None and clause.marker in scan.language.lists("history")["dates"]["since"]


def _opens_report(scan: Scan, main: Mention | None) -> bool:
    """Whether the casualties of a first sentence are its news, and do not only say who somebody is, or when."""
    clause = scan.syntax.clause_at(main.verb) if main is not None else None
    told = clause is None or clause.link not in {"relative", "reduced"} or _is_object(scan, clause, main)
    return told and not _only_dates(scan, main)


_WEEK = timedelta(days=7)


def _of_this_week(scan: Scan, dates: list[DateMention], sign: Sign, today: date | None) -> bool:
    """Whether what a relative clause tells, or who is mourned, is dated within the week: "who died on Monday"."""
    if not _may_be_news(scan, sign):
        return False
    released = sign.rule == "background.released"
    stop = scan.stop(sign.end if released else len(scan))
    days = [told.day for told in dates if told.kind == "day" and scan.offset(sign.start) <= told.start < stop]
    if today is None:
        return released and bool(days)  # a weekday is of this week
    return any(_is_within_week(day, today) for day in days)


def _is_within_week(day: date | None, today: date) -> bool:
    return day is not None and today - _WEEK <= day <= today


def _may_be_news(scan: Scan, sign: Sign) -> bool:
    """Whether a relative clause tells it, or the mourning for those who died."""
    mourned = scan.language.lists("history")["retold"]["occasions"]
    return (
        sign.rule in {"background.relative", "background.released"}
        or " ".join(scan.lows[sign.start : sign.end]) in mourned
    )


def _is_object(scan: Scan, clause: Clause, main: Mention | None) -> bool:
    """Whether people told by a participle are what the main verb is about: "Mosul saw | 67 people killed"."""
    above = scan.syntax.parent(clause) if clause.link == "reduced" else None
    return above is not None and main is not None and main.start == above.verb.end


def _only_dates(scan: Scan, main: Mention | None) -> bool:
    """Whether a deed told by a noun only dates what happens: "men marched after the killing of two clerics"."""
    if main is None or not main.rule.endswith("nominal"):
        return False
    return scan.syntax.context(main.verb).preposition in scan.language.lists("scopes")["time"]["prepositions"]


def _centre(start: int, main: Mention | None, best: Hit | None) -> int:
    """Return the word that dates must belong to: the verb of the casualties, else the word that gave the kind."""
    if main is not None:
        return main.verb
    return best.start if best is not None else start


def span_of(scan: Scan, sign: Sign, where: Field) -> Span:
    """Return where in a field the words of a sign stand.

    Parameters
    ----------
    scan : Scan
    sign : Sign
    where : {"title", "text"}
    """
    return Span(scan.offset(sign.start), scan.stop(sign.end), where)
