"""Constructions with a unit of time: "two days ago", "a week earlier", "last night", "the past 24 hours"."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from conflictmap.extraction.dates.calendar_spans import around, between, month_of, one, shift, weekday, years
from conflictmap.extraction.dates.cursor import Context
from conflictmap.extraction.dates.datemention import DateMention
from conflictmap.model import DateSpan

__all__ = ["anniversary", "overnight", "recent", "unit"]

HALF_DAY_HOURS = 12
"""Fewer hours than this are a time of day and not a date."""
VAGUE_REACH = {"day": (6, 2), "week": (5, 2), "month": (8, 2), "year": (9, 2), "decade": (9, 2), "century": (9, 2)}
"""How many units back "a few weeks ago" reaches: furthest and nearest."""
SMALL = ("day", "part")


def overnight(ctx: Context, start: int, end: int, _: str) -> DateMention | None:
    """Read a bare "overnight": the night before today, so two days.

    Not "an overnight curfew"; "overnight Monday" is read from its day.
    """
    if ctx.right("overnight", end) or ctx.right("not_overnight", end):
        return None
    return ctx.mention(start, end, ctx.night(ctx.today), "range", "date.overnight")


def recent(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "recently" and a bare "recent"; "in recent days" is read with its unit."""
    if (
        word == "recent"
        and ctx.text[end : end + 1] == " "
        and ctx.text[end + 1 :].split(" ", 1)[0].strip(".,")
        in (
            "days",
            "weeks",
            "months",
            "years",
            "hours",
        )
    ):
        return None
    return ctx.mention(start, end, None, "vague", "date.recent")


def anniversary(ctx: Context, start: int, end: int, _: str) -> DateMention | None:
    """Read "the first anniversary of ...": what is named after it is history."""
    before = ctx.left("anniversary", start)
    first = before.start() if before else start
    return ctx.mention(first, end, None, "historic", "date.anniversary", of_next=True)


def unit(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read a unit of time by what stands beside it; alone it dates nothing."""
    name = ctx.words.units[word]
    left, right = ctx.left("unit", start), ctx.right("unit", end)
    if left and left["inside"]:
        return _inside(ctx, (left.start("inside"), end), name)
    if left and left["relation"]:
        return _related(ctx, (left.start("relation"), end), name, left)
    if right:
        return _beside(ctx, (start, end, right.end()), name, word, left)
    if name == "weekend" and left and left["lead"] and _has_the(ctx, start):
        return ctx.mention(start - 4, end, _weekend(ctx, 0), "range", "date.weekend")
    return _hours(ctx, end, left) if name == "hour" and left and left["number"] else None


def _hours(ctx: Context, end: int, left: re.Match[str]) -> DateMention | None:
    """Read "in 24 hours", "the 48 hours to ...": a stretch that ends now, unless it is how long something took."""
    lead, first = (left["lead"] or "").casefold(), left.start("number")
    if lead in ("for", "since", "after") or not (lead or ctx.right("period", end) or _has_the(ctx, first)):
        return None
    return _rolling(ctx, (first, end), "hour", ctx.words.number(left["number"]))


def _beside(
    ctx: Context, at: tuple[int, int, int], name: str, word: str, left: re.Match[str] | None
) -> DateMention | None:
    """Read a unit with "ago", "earlier", "before" ... after it, and a number or "the" or nothing before it."""
    start, end, stop = at
    number = left["number"] if left else None
    if left and number:
        return _counted(ctx, (left.start("number"), end, stop), name, number, word)
    if not word.endswith("s") and not (left and _has_the(ctx, start)):
        return None  # "one day before" counts, a bare singular "day before" does not
    return _counted(ctx, (start - (4 if left else 0), end, stop), name, None, word)


def _has_the(ctx: Context, at: int) -> bool:
    return ctx.text[max(0, at - 4) : at].casefold() == "the "


def _inside(ctx: Context, at: tuple[int, int], name: str) -> DateMention | None:
    """Read "later in the day", "earlier in the week"."""
    if name in SMALL:
        base = ctx.base()
        return ctx.mention(*at, one(base) if base else None, "relative", "date.same_day")
    span = _calendar(ctx.today, name, 0)
    return ctx.mention(*at, span, "vague", "date.unit") if name in ("week", "month", "year") else None


def _calendar(today: date | None, name: str, back: int) -> DateSpan | None:
    """Return the calendar week (from Monday), month, year ... `back` units before today's; never past today."""
    if today is None:
        return None
    if name == "week":
        monday = weekday(today, 0) - timedelta(days=7 * back)
        return DateSpan(monday, min(today, monday + timedelta(days=6)) if back == 0 else monday + timedelta(days=6), 3)
    if name == "month":
        day = shift(today, -back, "month")
        span = month_of(day.year, day.month) if day else None
    else:
        wide = {"year": 1, "decade": 10, "century": 100}[name]
        first = today.year - today.year % wide - back * wide
        span = years(max(first, 1), max(first, 1) + wide - 1)
    return DateSpan(span.start, min(today, span.end), span.prec) if span else None


def _weekend(ctx: Context, back: int) -> DateSpan | None:
    if ctx.today is None:
        return None
    saturday = weekday(ctx.today, 5)
    if back and ctx.today.weekday() >= 5:
        saturday -= timedelta(days=7)
    return between(saturday, saturday + timedelta(days=1))


def _rolling(ctx: Context, at: tuple[int, int], name: str, number: int | None) -> DateMention | None:
    """Read "the past 24 hours", "the last two weeks": back from the anchor."""
    if name == "hour" and (number is None or number < HALF_DAY_HOURS):
        return None
    first: date | None = None
    if ctx.today and name == "hour":
        first = shift(ctx.today, -math.ceil((number or 24) / 24))
    elif ctx.today and number != 0:
        first = shift(ctx.today, -(number or VAGUE_REACH.get(name, (6, 2))[0]), "day" if name == "part" else name)
    span = between(first, ctx.today) if first and ctx.today else None
    if ctx.ahead(at[0]):
        return ctx.mention(*at, None, "future", "date.rolling")
    return ctx.mention(*at, span, "range" if name in ("hour", "day", "part") else "vague", "date.rolling")


def _related(ctx: Context, at: tuple[int, int], name: str, left: re.Match[str]) -> DateMention | None:
    """Read a unit with "last", "this", "that", "previous", "next" ... before it."""
    word = left["relation"].casefold().rsplit(maxsplit=1)[-1]
    number: str | None = left["of_relation"]
    if word in ("next", "coming", "following"):
        return _coming(ctx, at, name, word, number)
    if word == "recent":
        return _rolling(ctx, at, name, None)
    same = word in ("that", "same")
    part_of = ctx.right("not_date_of", at[1]) and (number or name in (*SMALL, "week", "month"))
    if same or part_of or word in ("each", "every", "another"):
        return (
            _stepped(ctx, at, 0) if same and name in SMALL and not number else None
        )  # "the last two years of the war", "the last week of August"
    if word in ("previous", "preceding"):
        return _previous(ctx, at, name, number)
    if number or (word == "past" and name != "part"):
        return _rolling(ctx, at, name, ctx.words.number(number) if number else 1)
    return _this_or_last(ctx, at, name, word)


def _coming(ctx: Context, at: tuple[int, int], name: str, word: str, number: str | None) -> DateMention:
    """Read "the next day", which is told of the past, and "next week", which is to come."""
    if name in SMALL and not number and word != "coming":
        return _stepped(ctx, at, 1)
    return ctx.mention(*at, None, "relative" if word == "following" else "future", "date.unit")


def _stepped(ctx: Context, at: tuple[int, int], days: int) -> DateMention:
    """Make the mention of "that day", "the next morning": counted from the last mention, never past today."""
    base = ctx.base()
    day = shift(base, days) if base else None
    if day and ctx.today and base and base <= ctx.today:
        day = min(day, ctx.today)
    return ctx.mention(*at, one(day) if day else None, "relative", "date.same_day" if days == 0 else "date.step")


def _previous(ctx: Context, at: tuple[int, int], name: str, number: str | None) -> DateMention | None:
    base = ctx.base()
    if name in SMALL and not number:
        return _stepped(ctx, at, -1)
    if name == "hour":
        return _rolling(ctx, at, name, ctx.words.number(number) if number else None)
    if name == "weekend":
        return ctx.mention(*at, _weekend(ctx, 1), "range", "date.weekend")
    count = ctx.words.number(number) if number else None
    first = shift(base, -count, "day" if name == "part" else name) if base and count else None
    if number:
        return ctx.mention(*at, between(first, base) if first and base else None, "vague", "date.rolling")
    return ctx.mention(*at, _calendar(base, name, 1), "vague", "date.unit")


def _this_or_last(ctx: Context, at: tuple[int, int], name: str, word: str) -> DateMention | None:
    back = 1 if word == "last" else 0
    if name == "part":
        day = shift(ctx.today, -back) if ctx.today else None
        return ctx.mention(*at, one(day) if day else None, "day", "date.last_night" if back else "date.this_part")
    if name in ("day", "hour"):
        return None
    if name == "weekend":
        return ctx.mention(*at, _weekend(ctx, back), "range", "date.weekend")
    kind = "future" if ctx.ahead(at[0]) and not back else "vague"
    return ctx.mention(*at, _calendar(ctx.today, name, back) if kind == "vague" else None, kind, "date.unit")  # type: ignore[arg-type]


def _counted(ctx: Context, at: tuple[int, int, int], name: str, number: str | None, word: str) -> DateMention | None:
    """Read "two days ago", "a week earlier", "the day before", "a year after ...", "days later"."""
    first, end, stop = at
    right = ctx.right("unit", end)
    if right is None or name == "weekend":
        return None
    way, more = right["dir"].split()[0], right["more"]
    count: int | None = ctx.words.number(number) if number else (None if word.endswith("s") else 1)
    if name == "hour":
        if count is None or count < HALF_DAY_HOURS:
            return None
        name, count = "day", math.ceil(count / 24)
    if more in ("yesterday", "tomorrow", "last"):
        day = shift(ctx.today, -1 - (count or 1)) if ctx.today and more != "tomorrow" and way == "before" else None
        kind = "day" if way == "before" else "future"
        return ctx.mention(first, stop, one(day) if day else None, kind, "date.deictic")  # type: ignore[arg-type]
    if more:
        stop = right.end("dir") if more != "that" else stop
    final = way not in ("before", "after") or ctx.right("closes", stop) is not None or more == "that"
    if right["dir"].endswith("to") or not final:
        return _of_next(ctx, (first, right.end("dir")), name, count, way)
    base = ctx.today if way == "ago" else ctx.base()
    sign = 1 if way in ("later", "after", "afterwards", "afterward") else -1
    span = _moved(base, name, count, sign)
    if sign > 0 and span and ctx.today and span.end > ctx.today:
        span = between(min(span.start, ctx.today), ctx.today)
    exact = name in SMALL and count is not None
    kind = ("day" if exact else "vague") if way == "ago" else "relative"
    return ctx.mention(first, stop, span, kind, "date.ago" if way == "ago" else "date.counted")  # type: ignore[arg-type]


def _moved(base: date | None, name: str, count: int | None, sign: int) -> DateSpan | None:
    """Return the days that lie `count` units from `base`; a missing count is "some"."""
    if base is None:
        return None
    step = "day" if name == "part" else name
    if count is None:
        far, near = VAGUE_REACH[step]
        one_end, other = shift(base, sign * far, step), shift(base, sign * near, step)
        return between(one_end, other) if one_end and other else None
    day = shift(base, sign * count, step)
    return around(day, step) if day else None


def _of_next(ctx: Context, at: tuple[int, int], name: str, count: int | None, way: str) -> DateMention:
    """Read "two days after the bombing of ...": it dates what comes next, counted back from the day being told."""
    span = _moved(ctx.base(), name, count, -1) if way == "after" else None
    old = name in ("year", "decade", "century")
    return ctx.mention(*at, span, "historic" if old else "relative", "date.after", of_next=True)
