"""Constructions with a unit of time: "two days ago", "a week earlier", "last night", "the past 24 hours"."""

from __future__ import annotations

import math
import re
from datetime import date, timedelta

from conflictmap.extraction.dates.calendar_spans import around, between, month_of, one, shift, weekday, years
from conflictmap.extraction.dates.cursor import Context
from conflictmap.extraction.dates.datemention import DateMention
from conflictmap.language import Unit
from conflictmap.model import DateSpan

__all__ = ["anniversary", "overnight", "recent", "unit"]

HALF_DAY_HOURS = 12
"""Fewer hours than this are a time of day and not a date."""
VAGUE_REACH = {"day": (6, 2), "week": (5, 2), "month": (8, 2), "year": (9, 2), "decade": (9, 2), "century": (9, 2)}
"""How many units back "a few weeks ago" reaches: furthest and nearest."""
ANCIENT = {"year": 100, "decade": 10, "century": 1}
"""How many units back nobody reports of: "4,300 years ago"."""
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
    following = ctx.text[end + 1 :].split(" ", 1)[0].strip(".,") if ctx.text[end : end + 1] == " " else ""
    if ctx.words.beside(word, "recent") and ctx.words.beside(following, "recent_units"):
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
    return _led(ctx, start, end, name, left) if left else None


def _led(ctx: Context, start: int, end: int, name: Unit, left: re.Match[str]) -> DateMention | None:
    """Read "over the weekend", "in 24 hours"."""
    article = _article(ctx, start)
    if name == "weekend" and left["lead"] and article:
        return ctx.mention(start - article, end, _weekend(ctx, 0), "range", "date.weekend")
    return _hours(ctx, end, left) if name == "hour" and left["number"] else None


def _hours(ctx: Context, end: int, left: re.Match[str]) -> DateMention | None:
    """Read "in 24 hours", "the 48 hours to ...": a stretch that ends now, unless it is how long something took."""
    lead, first = (left["lead"] or "").casefold(), left.start("number")
    if ctx.words.beside(lead, "lasting") or not (lead or ctx.right("period", end) or _article(ctx, first)):
        return None
    return _rolling(ctx, (first, end), "hour", ctx.words.number(left["number"]))


def _beside(
    ctx: Context, at: tuple[int, int, int], name: Unit, word: str, left: re.Match[str] | None
) -> DateMention | None:
    """Read a unit with "ago", "earlier", "before" ... after it, and a number or "the" or nothing before it."""
    start, end, stop = at
    number = left["number"] if left else None
    if left and number:
        return _counted(ctx, (left.start("number"), end, stop), name, number, word)
    article = _article(ctx, start) if left else 0
    if not _plural(ctx, word) and not article:
        return None  # "one day before" counts, a bare singular "day before" does not
    return _counted(ctx, (start - (4 if left else 0), end, stop), name, None, word)


def _article(ctx: Context, at: int) -> int:
    """Return how many characters an article before `at` takes, with the blank after it; 0 if there is none."""
    articles = (len(word) + 1 for word in ctx.words.lists["durations.article"] if _stands(ctx, f"{word} ", at))
    return next(articles, 0)


def _stands(ctx: Context, words: str, at: int) -> bool:
    return ctx.text[max(0, at - len(words)) : at].casefold() == words


def _plural(ctx: Context, word: str) -> bool:
    return word.endswith(ctx.words.lists["durations.plural_endings"])


def _inside(ctx: Context, at: tuple[int, int], name: Unit) -> DateMention | None:
    """Read "later in the day", "earlier in the week"."""
    if name in SMALL:
        base = ctx.base()
        return ctx.mention(*at, one(base) if base else None, "relative", "date.same_day")
    span = _calendar(ctx.today, name, 0)
    return ctx.mention(*at, span, "vague", "date.unit") if name in ("week", "month", "year") else None


def _calendar(today: date | None, name: Unit, back: int) -> DateSpan | None:
    """Return the calendar week (from Monday), month, year ... `back` units before today's; never past today."""
    if today is None:
        return None
    if name == "week":
        monday = weekday(today, 0) - timedelta(days=7 * back)
        sunday = monday + timedelta(days=6)
        return DateSpan(monday, min(today, sunday) if back == 0 else sunday, 3)
    if name == "month":
        day = shift(today, -back, "month")
        span = month_of(day.year, day.month) if day else None
    else:
        span = _years(today, name, back)
    return DateSpan(span.start, min(today, span.end), span.prec) if span else None


def _years(today: date, name: Unit, back: int) -> DateSpan | None:
    """Return the calendar year, decade or century `back` units before today's."""
    wide = {"year": 1, "decade": 10, "century": 100}[name]
    first = max(today.year - today.year % wide - back * wide, 1)
    return years(first, first + wide - 1)


def _weekend(ctx: Context, back: int) -> DateSpan | None:
    if ctx.today is None:
        return None
    saturday = weekday(ctx.today, 5)
    if back and ctx.today.weekday() >= 5:
        saturday -= timedelta(days=7)
    return between(saturday, saturday + timedelta(days=1))


def _rolling(ctx: Context, at: tuple[int, int], name: Unit, number: int | None) -> DateMention | None:
    """Read "the past 24 hours", "the last two weeks": back from the anchor."""
    if name == "hour" and (number is None or number < HALF_DAY_HOURS):
        return None
    if ctx.ahead(at[0]):
        return ctx.mention(*at, None, "future", "date.rolling")
    first = _back(ctx.today, name, number) if ctx.today else None
    span = between(first, ctx.today) if first and ctx.today else None
    return ctx.mention(*at, span, "range" if name in {"hour", "day", "part"} else "vague", "date.rolling")


def _back(today: date, name: Unit, number: int | None) -> date | None:
    """Return the day `number` units back, or as far as a vague number reaches."""
    if name == "hour":
        return shift(today, -math.ceil((number or 24) / 24))
    if number == 0:
        return None
    return shift(today, -(number or VAGUE_REACH.get(name, (6, 2))[0]), "day" if name == "part" else name)


def _related(ctx: Context, at: tuple[int, int], name: Unit, left: re.Match[str]) -> DateMention | None:
    """Read a unit with "last", "this", "that", "previous", "next" ... before it."""
    word, beside = left["relation"].casefold().rsplit(maxsplit=1)[-1], ctx.words.beside
    number: str | None = left["of_relation"]
    if beside(word, "coming"):
        return _coming(ctx, at, name, word, number)
    if beside(word, "recent"):
        return _rolling(ctx, at, name, None)
    if beside(word, "same", "recurring") or _part_of(ctx, at[1], name, number):
        again = beside(word, "same") and name in SMALL and not number
        return _stepped(ctx, at, 0) if again else None
    if beside(word, "previous"):
        return _previous(ctx, at, name, number)
    if number or (name != "part" and beside(word, "past")):
        return _rolling(ctx, at, name, ctx.words.number(number) if number else 1)
    return _this_or_last(ctx, at, name, back=int(beside(word, "last")))


def _part_of(ctx: Context, end: int, name: Unit, number: str | None) -> bool:
    """Whether a unit is one of something else: "the last two years of the war", "the last week of August"."""
    return bool(ctx.right("not_date_of", end) and (number or name in (*SMALL, "week", "month")))


def _coming(ctx: Context, at: tuple[int, int], name: Unit, word: str, number: str | None) -> DateMention:
    """Read "the next day", which is told of the past, and "next week", which is to come."""
    if name in SMALL and not number and not ctx.words.beside(word, "to_come"):
        return _stepped(ctx, at, 1)
    return ctx.mention(*at, None, "relative" if ctx.words.beside(word, "following") else "future", "date.unit")


def _stepped(ctx: Context, at: tuple[int, int], days: int) -> DateMention:
    """Make the mention of "that day", "the next morning": counted from the last mention, never past today."""
    base = ctx.base()
    day = shift(base, days) if base else None
    if day and ctx.today and base and base <= ctx.today:
        day = min(day, ctx.today)
    return ctx.mention(*at, one(day) if day else None, "relative", "date.same_day" if days == 0 else "date.step")


def _previous(ctx: Context, at: tuple[int, int], name: Unit, number: str | None) -> DateMention | None:
    base = ctx.base()
    if name in SMALL and not number:
        return _stepped(ctx, at, -1)
    if name == "weekend":
        return ctx.mention(*at, _weekend(ctx, 1), "range", "date.weekend")
    count = ctx.words.number(number) if number else None
    if name == "hour":
        return _rolling(ctx, at, name, count)
    if not number:
        return ctx.mention(*at, _calendar(base, name, 1), "vague", "date.unit")
    first = shift(base, -count, "day" if name == "part" else name) if base and count else None
    return ctx.mention(*at, between(first, base) if first and base else None, "vague", "date.rolling")


def _this_or_last(ctx: Context, at: tuple[int, int], name: Unit, *, back: int) -> DateMention | None:
    """Read "last night", "this week", "last year"."""
    if name == "part":
        day = shift(ctx.today, -back) if ctx.today else None
        return ctx.mention(*at, one(day) if day else None, "day", "date.last_night" if back else "date.this_part")
    if name in {"day", "hour"}:
        return None
    if name == "weekend":
        return ctx.mention(*at, _weekend(ctx, back), "range", "date.weekend")
    if not back and ctx.ahead(at[0]):
        return ctx.mention(*at, None, "future", "date.unit")
    return ctx.mention(*at, _calendar(ctx.today, name, back), "vague", "date.unit")


def _counted(ctx: Context, at: tuple[int, int, int], name: Unit, number: str | None, word: str) -> DateMention | None:
    """Read "two days ago", "a week earlier", "the day before", "a year after ...", "days later"."""
    first, end, stop = at
    right = ctx.right("unit", end)
    length = _length(ctx, name, number, word)
    if right is None or length is None:
        return None
    way, more = right["dir"].split()[0], right["more"]
    if ctx.words.beside(more, "deictic"):
        return _from_deictic(ctx, (first, stop), length[1], way, more)
    pointing = ctx.words.beside(more, "pointing")
    stop = right.end("dir") if more and not pointing else stop
    final = pointing or not ctx.words.beside(way, "before", "after") or ctx.right("closes", stop) is not None
    if not final or ctx.words.beside(right["dir"].split()[-1], "toward"):
        return _of_next(ctx, (first, right.end("dir")), length, way)
    return _from_base(ctx, (first, stop), length, way)


Length = tuple[Unit, int | None]
"""A unit and how many of it; ``None`` is "some"."""


def _length(ctx: Context, name: Unit, number: str | None, word: str) -> Length | None:
    """Return how long a time is told: hours in days, and only if they are half a day at least."""
    alone = None if _plural(ctx, word) else 1
    count = ctx.words.number(number) if number else alone
    if name == "hour":
        return ("day", math.ceil(count / 24)) if count is not None and count >= HALF_DAY_HOURS else None
    return (name, count) if name != "weekend" else None


def _from_deictic(ctx: Context, at: tuple[int, int], count: int | None, way: str, more: str) -> DateMention:
    """Read "two days before yesterday", which lies back, and "the day after tomorrow", which lies ahead."""
    if not ctx.words.beside(way, "before"):
        return ctx.mention(*at, None, "future", "date.deictic")
    known = ctx.today and not ctx.words.beside(more, "ahead")
    day = shift(ctx.today, -1 - (count or 1)) if ctx.today and known else None
    return ctx.mention(*at, one(day) if day else None, "day", "date.deictic")


def _from_base(ctx: Context, at: tuple[int, int], length: Length, way: str) -> DateMention:
    """Count from the day of the report, or from the day told last; never past today."""
    ago, onward = ctx.words.beside(way, "ago"), ctx.words.beside(way, "onward")
    span = _moved(ctx.today if ago else ctx.base(), length, 1 if onward else -1)
    if onward and span and ctx.today and span.end > ctx.today:
        span = between(min(span.start, ctx.today), ctx.today)
    if not ago:
        return ctx.mention(*at, span, "relative", "date.counted")
    if length[1] is not None and length[1] >= ANCIENT.get(length[0], length[1] + 1):
        return ctx.mention(*at, None, "historic", "date.ago")
    exact = length[0] in SMALL and length[1] is not None
    return ctx.mention(*at, span, "day" if exact else "vague", "date.ago")


def _moved(base: date | None, length: Length, sign: int) -> DateSpan | None:
    """Return the days that lie a length of time from `base`; a missing count is "some"."""
    if base is None:
        return None
    name, count = length
    step = "day" if name == "part" else name
    if count is None:
        far, near = VAGUE_REACH[step]
        one_end, other = shift(base, sign * far, step), shift(base, sign * near, step)
        return between(one_end, other) if one_end and other else None
    day = shift(base, sign * count, step)
    return around(day, step) if day else None


def _of_next(ctx: Context, at: tuple[int, int], length: Length, way: str) -> DateMention:
    """Read "two days after the bombing of ...": it dates what comes next, counted back from the day being told."""
    span = _moved(ctx.base(), length, -1) if ctx.words.beside(way, "after") else None
    old = length[0] in {"year", "decade", "century"}
    return ctx.mention(*at, span, "historic" if old else "relative", "date.after", of_next=True)
