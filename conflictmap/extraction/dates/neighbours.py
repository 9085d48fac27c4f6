"""Joining neighbours: "Tuesday, Sept. 12" is one day, "Sunday and Monday" is a range, "Tuesday of last week" a day."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from conflictmap.extraction.dates.calendar_spans import between, one, prec_of
from conflictmap.extraction.dates.cursor import Context
from conflictmap.extraction.dates.datemention import DateMention
from conflictmap.model import DateSpan

__all__ = ["merge"]

DATED = ("date.month_day", "date.numeric", "date.nth")
DAYS = (*DATED, "date.weekday", "date.deictic", "date.last_night", "date.this_part")
BESIDE = re.compile(r"\s*[,(]?\s*(?:the\s+)?")
JOINED = re.compile(r"\s+(?:and|to|or|through|until|till|into|and\s+into)\s+(?:on\s+)?|\s*[-–—/]\s*", re.IGNORECASE)
LISTED = re.compile(r"\s+(?:and|or)\s+(?:on\s+)?", re.IGNORECASE)
LOOSE = re.compile(r"\s+[-–—]\s+")
OPENS = re.compile(r"(?<!\w)(?:between|from)\s+\Z", re.IGNORECASE)
WITHIN = re.compile(r",?\s+(?:(?:of|in|on)\s+)?(?:the\s+)?")
ENDED = re.compile(
    r"(?:\s+(?:period|span|stretch))?\s+(?:that\s+|which\s+)?(?:ended|ending|ends|to|up\s+to|until|before)\s+(?:on\s+|at\s+)?"
)


def merge(ctx: Context, mentions: list[DateMention]) -> list[DateMention]:
    """Return the mentions with neighbours joined that are one expression."""
    out: list[DateMention] = []
    for mention in mentions:
        both = _join(ctx, out[-1], mention) if out else None
        if both:
            out[-1] = both
        else:
            out.append(mention)
    return out


def _join(ctx: Context, one_: DateMention, two: DateMention) -> DateMention | None:
    if two.start - one_.end > 30:
        return None
    gap = ctx.text[one_.end : two.start]
    if BESIDE.fullmatch(gap):
        found = _same_day(ctx, one_, two)
        if found:
            return found
    if WITHIN.fullmatch(gap):
        found = _day_of_week(ctx, one_, two)
        if found:
            return found
    if one_.rule in DAYS and two.rule in DAYS and JOINED.fullmatch(gap):
        return _range(ctx, one_, two, gap)
    if one_.rule == "date.rolling" and two.rule in DAYS and ENDED.fullmatch(gap):
        return _rolled(ctx, one_, two)
    return None


def _same_day(ctx: Context, one_: DateMention, two: DateMention) -> DateMention | None:
    """Join a weekday and a date beside it; the date decides, since a weekday is easier to get wrong."""
    if one_.rule == "date.weekday" and two.rule in DATED:
        end = two.end + (ctx.text[two.end : two.end + 1] == ")" and "(" in ctx.text[one_.end : two.start])
        return _joined(ctx, one_, two, two, end)
    if one_.rule in DATED and two.rule == "date.weekday" and "night" not in two.text:
        fits = one_.day is None or ctx.words.weekdays.get(two.text.casefold().rstrip(".")) == one_.day.weekday()
        opened = "(" in ctx.text[one_.end : two.start]
        if fits:
            end = two.end + (opened and ctx.text[two.end : two.end + 1] == ")")
            return _joined(ctx, one_, two, one_, end)
    if {one_.rule, two.rule} == {"date.weekday", "date.deictic"} and one_.day == two.day:
        return _joined(ctx, one_, two, one_, two.end)
    return None


def _joined(ctx: Context, one_: DateMention, two: DateMention, like: DateMention, end: int) -> DateMention:
    """Return one mention over both, with the meaning of `like`."""
    text = ctx.text[one_.start : end]
    return replace(like, start=one_.start, end=end, text=text, said=one_.said or two.said)


def _day_of_week(ctx: Context, one_: DateMention, two: DateMention) -> DateMention | None:
    """Join "Tuesday of last week", "last week on Tuesday"."""
    for day, week in ((one_, two), (two, one_)):
        if day.rule == "date.weekday" and week.rule == "date.unit" and week.text.casefold().endswith("week"):
            number = ctx.words.weekdays.get(day.text.casefold())
            if number is None or week.span is None:
                return None
            monday = week.span.start
            return ctx.mention(one_.start, two.end, one(monday + timedelta(days=number)), "day", "date.weekday")
    return None


def _range(ctx: Context, one_: DateMention, two: DateMention, gap: str) -> DateMention | None:
    if not _may_join(one_, two, gap) or (re.match(r"['’]s\b", ctx.text[two.end :]) and "and" in gap):
        return None
    opens = OPENS.search(ctx.text, max(0, one_.start - 10), one_.start)
    if LISTED.fullmatch(gap) and not opens and not _consecutive(one_, two):
        return None
    start = opens.start() if opens else one_.start
    if "future" in (one_.kind, two.kind):
        return ctx.mention(start, two.end, None, "future", one_.rule)
    span = _hull(one_.span, two.span)
    return ctx.mention(start, two.end, span, "day" if span and span.prec == 1 else "range", one_.rule)


def _may_join(one_: DateMention, two: DateMention, gap: str) -> bool:
    """Tell whether dates of these forms may be joined by `gap`: a slash joins weekdays, spaces alone full dates."""
    if "/" in gap and not (one_.rule == two.rule == "date.weekday"):
        return False
    return LOOSE.fullmatch(gap) is None or (one_.rule in DATED and two.rule in DATED)


def _consecutive(one_: DateMention, two: DateMention) -> bool:
    """Tell whether "and" joins two days of one kind in order: "Sunday and Monday", not "today and late yesterday"."""
    if one_.day and two.day:
        return one_.day <= two.day
    return one_.rule == two.rule


def _hull(one_: DateSpan | None, two: DateSpan | None) -> DateSpan | None:
    if one_ is None or two is None:
        return None
    first, last = one_.start, two.end
    if last < first:
        week_back: date = first - timedelta(days=7)
        first = week_back if week_back <= last else min(first, last)
    last = max(last, first)
    return DateSpan(first, last, prec_of(first, last)) if first < last else one(first)


def _rolled(ctx: Context, one_: DateMention, two: DateMention) -> DateMention:
    """Join "the two days that ended at noon": the stretch ends on that day and not on the anchor."""
    if one_.span is None or two.day is None:
        return ctx.mention(one_.start, two.end, None, "range", one_.rule)
    length = one_.span.end - one_.span.start
    return ctx.mention(one_.start, two.end, between(two.day - length, two.day), one_.kind, one_.rule)
