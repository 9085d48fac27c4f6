"""Constructions that name a day or a month: weekdays, "Sept. 3", "3-5 May", "today", "2006-09-12", "in August"."""

from __future__ import annotations

import re
from datetime import date

from conflictmap.extract.dates.context import Context
from conflictmap.extract.dates.patterns import THIRD_WORDS
from conflictmap.extract.dates.records import DateMention
from conflictmap.extract.dates.spans import between, day_of, month_of, nearest, one, shift, weekday
from conflictmap.model import DateSpan

__all__ = ["deictic", "month", "named", "nth", "numeric", "slash", "stamp", "week_day"]


def full_year(digits: str, pivot: int = 50) -> int:
    """Return a year from two or four digits: "'06" is 2006, "91" is 1991."""
    number = int(digits.lstrip("'’"))
    return number if number > 99 else number + (2000 if number < pivot else 1900)


def week_day(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "Tuesday", "late Sunday", "last Friday", "Sunday night", "Tues. the 14th"."""
    if word in ctx.words.short and not (ctx.right("date", end) or ctx.left("company", start)):
        return None
    if ctx.right("not_weekday", end) or ctx.left("not_weekday", start):
        return None
    before = ctx.left("day", start)
    mod = (before["mod"] or "").split(" ")[-1] if before else ""
    first = before.start() if before else start
    number = ctx.words.weekdays[word]
    if ctx.text[end : end + 1] == "." and word in ctx.words.short:
        end += 1
    if mod in ("next", "coming"):
        return ctx.mention(first, end, None, "future", "date.weekday")
    base = ctx.base() if mod in ("previous", "following") else ctx.today
    day = weekday(base, number, strictly=mod in ("last", "past", "previous")) if base else None
    if mod == "following" and base:
        day = shift(base, (number - base.weekday()) % 7 or 7)
    dom = ctx.right("nth", end)
    if dom:
        day, end = _day_of_month(ctx.today, int(dom["day"])), dom.end()
    return ctx.on_day(first, end, day, "date.weekday")


def deictic(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "today", "late yesterday", "tonight", "yesterday evening"."""
    if ctx.text[start].isupper() and re.search(r"[A-Z][\w-]*\s\Z", ctx.text[max(0, start - 20) : start]):
        return None  # "USA Today", "Baghdad Today": a name
    offset = ctx.words.deictic[word]
    before = ctx.left("day", start)
    first = before.start() if before and not before["mod"] else start
    if offset is None:
        return ctx.mention(first, end, None, "future", "date.deictic")
    day = shift(ctx.today, offset) if ctx.today else None
    tail = ctx.right("part", end)
    end = tail.end() if tail else end
    since = ctx.since(first, end, day, "date.deictic")
    if since:
        return since
    if "overnight" in ctx.text[first:end].casefold():
        return ctx.mention(first, end, ctx.night(day), "range", "date.deictic")
    return ctx.said(ctx.mention(first, end, one(day) if day else None, "day", "date.deictic"))


def month(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read a month: with days beside it, with a year, or alone after a preposition."""
    right, left = ctx.right("month_day", end), ctx.left("month_day", start)
    if left and right and right["day"][0] == "0" and not right["last"]:
        right = None  # "12 JUL 06"
    if left and right and not right["year"]:
        stands = re.search(r"(?:\b(?:on|of|the|from|between|and|to)\s+|,\s+|^)\Z", ctx.text[: left.start()][-12:])
        if stands or left["opens"]:
            right = None
    if right:
        return _month_day(ctx, start, right.end(), word, (right["day"], right["last"]), right["year"], start)
    if left:
        year = ctx.right("year", end)
        days = (left["first"] or left["day"], left["day"] if left["first"] else None)
        stop = year.end() if year else end
        if not year and ctx.text[end : end + 1] == "." and word in ctx.words.short:
            stop += 1
        name = left.start("first") if left["first"] else left.start("day")
        return _month_day(ctx, left.start(), stop, word, days, year["year"] if year else None, name)
    return _bare_month(ctx, start, end, word)


def _is_name(ctx: Context, start: int, end: int, first: int) -> bool:
    """Tell whether a date is the name of a street, bridge or quarter: "the 17 July neighbourhood"."""
    follows = ctx.right("name", end)
    if follows and (not ctx.left("on", start) or follows[0].strip()[0].isupper()):
        return True
    plain = " ".join(ctx.text[first:end].split())
    return plain in ctx.words.lists["names.as_place"] and ctx.left("as_place", first) is not None


def _month_day(
    ctx: Context, start: int, end: int, word: str, days: tuple[str, str | None], year: str | None, name_start: int
) -> DateMention | None:
    number = ctx.words.months[word]
    first_day, last_day = int(days[0]), int(days[1]) if days[1] else None
    if not (1 <= first_day <= 31 and 1 <= (last_day or 1) <= 31):
        return None
    if not year and _is_name(ctx, start, end, name_start):
        return None
    ahead = False
    if year:
        whole = full_year(year)
        first, last = day_of(whole, number, first_day), day_of(whole, number, last_day) if last_day else None
        if first is None:
            return None
    else:
        reference = ctx.today or date(2000, 12, 31)
        first, ahead = nearest(reference, number, first_day)
        if first is None:
            return None
        last = day_of(first.year, number, last_day) if last_day else None
        if ctx.today is None:
            first = last = None
    if ahead:
        return ctx.mention(start, end, None, "future", "date.month_day")
    if last_day:
        span = between(first, last) if first and last else None
        return ctx.mention(start, end, span, "range", "date.month_day")
    before = ctx.left("day", start)
    return ctx.on_day(before.start() if before and not before["mod"] else start, end, first, "date.month_day")


def _bare_month(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    number, text = ctx.words.months[word], ctx.text
    year = ctx.right("year", end)
    before = ctx.left("month", start)
    if before is None:
        return None
    first = before.start()
    third_word = (before["third"] or "").removeprefix("the ").split(" ")[0]
    mod = (before["mod"] or "").split(" ")[-1]
    known = year or before["since"] or third_word or mod or ctx.left("month_prep", start)
    if not known:
        long_name = word not in ctx.words.short and text[start].isupper()
        known = long_name and (re.match(r"['’]s\b", text[end:]) or _after_month(ctx, start))
        if not known and long_name and ctx.left("the", start):
            known = re.match(r"\s+\d*\s*[a-z]", text[end:])
    if not known:
        return None
    if mod in ("next", "coming"):
        return ctx.mention(first, end, None, "future", "date.month")
    third = THIRD_WORDS.get(third_word)
    if year:
        return _month_span(ctx, (first, year.end()), (full_year(year["year"]), number, third), bool(before["since"]))
    if text[end : end + 1] == "." and word in ctx.words.short:
        end += 1
    if ctx.today is None:
        return ctx.mention(first, end, None, "vague", "date.month")
    past = number < ctx.today.month or (number == ctx.today.month and mod not in ("last", "past", "previous"))
    return _month_span(ctx, (first, end), (ctx.today.year - (0 if past else 1), number, third), bool(before["since"]))


def _after_month(ctx: Context, start: int) -> bool:
    """Tell whether the month before and a joining word introduce this one: "between March and May"."""
    gap = ctx.text[ctx.floor : start]
    return 0 < ctx.floor and re.fullmatch(r"\s*(?:and|to|or|through|-|–)\s*", gap) is not None


def _month_span(ctx: Context, at: tuple[int, int], which: tuple[int, int, int | None], since: bool) -> DateMention:
    span: DateSpan | None = month_of(*which)
    if since and span and ctx.today and span.start <= ctx.today:
        span = between(span.start, ctx.today)
    if span and ctx.today and span.start > ctx.today:
        return ctx.mention(*at, None, "future", "date.month")
    return ctx.mention(*at, span, "vague", "date.month")


def _day_of_month(today: date | None, number: int) -> date | None:
    """Return the last day with that number in its month."""
    if today is None or not 1 <= number <= 31:
        return None
    year, month_number = today.year, today.month
    for _ in range(3):
        found = day_of(year, month_number, number)
        if found and found <= today:
            return found
        year, month_number = (year, month_number - 1) if month_number > 1 else (year - 1, 12)
    return None


def nth(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "on the 12th", which is a day of the month unless a noun follows ("on the 12th Brigade")."""
    before = ctx.left("nth", start)
    of_month = ctx.right("of_month", end)
    if before is None or not (of_month or ctx.right("closes", end)):
        return None
    day = _day_of_month(ctx.today, int(re.sub(r"\D", "", word)))
    first = start - len("the ") if ctx.text[start - 4 : start].casefold() == "the " else start
    return ctx.on_day(first, of_month.end() if of_month else end, day, "date.nth")


def slash(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "on 5/17", month first; without "on" it is a fraction or a score."""
    if not ctx.left("on", start):
        return None
    month_number, day_number = map(int, word.split("/"))
    if not (1 <= month_number <= 12 and 1 <= day_number <= 31) or ctx.today is None:
        return None
    day, _ = nearest(ctx.today, month_number, day_number)
    return ctx.on_day(start, end, day, "date.numeric") if day else None


def numeric(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "2006-09-12", "2006/09/12", "09/12/2006" (month first unless it cannot be), "12.9.2006" (day first)."""
    mark = re.search(r"[/.-]", word)
    if mark is None:
        return None
    parts = word.split(mark[0])
    if len(parts[0]) == 4:
        year, month_number, day_number = map(int, parts)
    else:
        if len(parts[2]) == 2 and mark[0] != "/":
            return None
        one_, two = int(parts[0]), int(parts[1])
        day_first = mark[0] == "." or one_ > 12
        month_number, day_number = (two, one_) if day_first else (one_, two)
        year = full_year(parts[2])
    day = day_of(year, month_number, day_number)
    if day is None or not 1900 <= year <= 2099:
        return None
    return ctx.on_day(start, end, day, "date.numeric")


def stamp(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read a military date, "12JUL06", or a date-time group, "140740C OCT 06"."""
    found = re.fullmatch(r"(?P<day>\d{1,2}?)(?:\d{4}[A-Z]?\s*)?(?P<month>[A-Z]{3})\s?(?P<year>\d+)", word)
    if found is None:
        return None
    day = day_of(full_year(found["year"]), ctx.words.months[found["month"].casefold()], int(found["day"]))
    return ctx.on_day(start, end, day, "date.numeric") if day else None


def named(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read a day with a name of its own: "Christmas Day", "9/11"."""
    year, month_number, day_number = ctx.words.named_days[word]
    if year:
        day = day_of(year, month_number, day_number)
        return ctx.mention(start, end, one(day) if day else None, "historic", "date.named")
    found = nearest(ctx.today, month_number, day_number)[0] if ctx.today else None
    return ctx.on_day(start, end, found, "date.named")
