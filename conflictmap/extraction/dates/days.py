"""Constructions that name a day or a month: weekdays, "Sept. 3", "3-5 May", "today", "2006-09-12", "in August"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from conflictmap.extraction.dates.calendar_spans import between, day_of, month_of, nearest, one, shift, weekday
from conflictmap.extraction.dates.cursor import Context
from conflictmap.extraction.dates.datemention import DateMention
from conflictmap.model import DateSpan

__all__ = ["deictic", "month", "named", "nth", "numeric", "slash", "stamp", "week_day"]

LEAP_DAY = date(2000, 12, 31)
"""Stands in for the anchor where only the calendar is asked whether it has such a day."""
BEFORE_DAY = re.compile(r"(?:\b(?:on|of|the|from|between|and|to)\s+|,\s+|\A)\Z", re.IGNORECASE)


def full_year(digits: str, pivot: int = 50) -> int:
    """Return a year from two or four digits: "'06" is 2006, "91" is 1991."""
    number = int(digits.lstrip("'’"))
    return number if number > 99 else number + (2000 if number < pivot else 1900)


def week_day(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "Tuesday", "late Sunday", "last Friday", "Sunday night", "Tues. the 14th"."""
    if _is_other_word(ctx, start, end, word):
        return None
    before = ctx.left("day", start)
    mod = (before["mod"] or "").split(" ")[-1] if before else ""
    first = before.start() if before else start
    end = _past_stop(ctx, end, word)
    if _to_come(ctx, mod):
        return ctx.mention(first, end, None, "future", "date.weekday")
    dom = ctx.right("nth", end)
    if dom:
        return ctx.on_day(first, dom.end(), _day_of_month(ctx.today, int(dom["day"])), "date.weekday")
    return ctx.on_day(first, end, _week_day_of(ctx, ctx.words.weekdays[word], mod), "date.weekday")


def _to_come(ctx: Context, mod: str) -> bool:
    """Tell whether a word before a day or month says that it is to come: "next", not "the following"."""
    return ctx.words.beside(mod, "coming") and not ctx.words.beside(mod, "following")


def _is_other_word(ctx: Context, start: int, end: int, word: str) -> bool:
    """Tell whether a weekday's word means something else: a short form alone ("Sun"), a name ("Black Friday")."""
    alone = word in ctx.words.short and not ctx.right("date", end)
    if alone and (ctx.right("name_follows", end) or not ctx.left("company", start)):
        return True
    return bool(ctx.right("not_weekday", end) or ctx.left("not_weekday", start))


def _past_stop(ctx: Context, end: int, word: str) -> int:
    """Return the end of a word, the full stop of a short form included."""
    return end + 1 if word in ctx.words.short and ctx.text[end : end + 1] == "." else end


def _week_day_of(ctx: Context, number: int, mod: str) -> date | None:
    """Return the day with that number in its week that "last", "previous", "following" or nothing points at."""
    beside = ctx.words.beside
    base = ctx.base() if beside(mod, "previous", "following") else ctx.today
    if not base:
        return None
    if beside(mod, "following"):
        return shift(base, (number - base.weekday()) % 7 or 7)
    return weekday(base, number, strictly=beside(mod, "last", "past", "previous"))


def deictic(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "today", "late yesterday", "tonight", "yesterday evening"."""
    if ctx.text[start].isupper() and re.search(r"[A-Z][\w-]*\s\Z", ctx.text[max(0, start - 20) : start]):
        return None  # "USA Today", "Baghdad Today": a name
    offset = ctx.words.deictic[word]
    first = _day_part(ctx, start)
    if offset is None:
        return ctx.mention(first, end, None, "future", "date.deictic")
    day = shift(ctx.today, offset) if ctx.today else None
    tail = ctx.right("part", end)
    end = tail.end() if tail else end
    since = ctx.since(first, end, day, "date.deictic")
    if since:
        return since
    whole = ctx.text[first:end].casefold()
    if any(night in whole for night in ctx.words.lists["cores.overnight"]):
        return ctx.mention(first, end, ctx.night(day), "range", "date.deictic")
    return ctx.said(ctx.mention(first, end, one(day) if day else None, "day", "date.deictic"))


@dataclass(frozen=True, slots=True)
class _Written:
    """A month and the days beside it, as written: from `start` to `end`, the name proper from `name_start`."""

    start: int
    end: int
    name_start: int
    first: int
    last: int | None
    year: str | None


def month(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read a month: with days beside it, with a year, or alone after a preposition."""
    written = _written(ctx, start, end, word)
    return _month_day(ctx, word, written) if written else _bare_month(ctx, start, end, word)


def _written(ctx: Context, start: int, end: int, word: str) -> _Written | None:
    """Take the days beside a month: to the right ("May 4 and 5") or to the left ("4-5 May")."""
    right, left = ctx.right("month_day", end), ctx.left("month_day", start)
    if right and not (left and _belongs_left(ctx, left, right)):
        last = int(right["last"]) if right["last"] else None
        return _Written(start, right.end(), start, int(right["day"]), last, right["year"])
    return _written_left(ctx, left, end, word) if left else None


def _belongs_left(ctx: Context, left: re.Match[str], right: re.Match[str]) -> bool:
    """Tell whether a month between two figures goes with the first: "on 5 May 12 people ...", "12 JUL 06"."""
    if right["year"]:
        return False
    stands = BEFORE_DAY.search(ctx.text[max(0, left.start() - 12) : left.start()])
    return bool(stands or left["opens"] or (right["day"][0] == "0" and not right["last"]))


def _written_left(ctx: Context, left: re.Match[str], end: int, word: str) -> _Written:
    """Take the days to the left of a month that ends at `end`, and the year to its right."""
    year = ctx.right("year", end)
    stop = year.end() if year else _past_stop(ctx, end, word)
    days = (int(left["first"]), int(left["day"])) if left["first"] else (int(left["day"]), None)
    name = left.start("first" if left["first"] else "day")
    return _Written(left.start(), stop, name, days[0], days[1], year["year"] if year else None)


def _is_name(ctx: Context, written: _Written) -> bool:
    """Tell whether a date is the name of a street, bridge or quarter: "the 17 July neighbourhood"."""
    follows = ctx.right("name", written.end)
    if follows and (not ctx.left("on", written.start) or follows[0].strip()[0].isupper()):
        return True
    plain = " ".join(ctx.text[written.name_start : written.end].split())
    return plain in ctx.words.lists["names.as_place"] and ctx.left("as_place", written.name_start) is not None


def _month_day(ctx: Context, word: str, written: _Written) -> DateMention | None:
    start, end = written.start, written.end
    if not written.year and _is_name(ctx, written):
        return None
    first, last, ahead = _calendar_days(ctx, ctx.words.months[word], written)
    if first is None or (written.last and last is None):
        return None  # no calendar has such a day
    known = written.year is not None or ctx.today is not None
    if ahead and known:
        return ctx.mention(start, end, None, "future", "date.month_day")
    if last:
        return ctx.mention(start, end, between(first, last) if known else None, "range", "date.month_day")
    return ctx.on_day(_day_part(ctx, start), end, first if known else None, "date.month_day")


def _day_part(ctx: Context, start: int) -> int:
    """Return where a date begins, a part of the day before it included ("late", "early on"), but not "last"."""
    before = ctx.left("day", start)
    return before.start() if before and not before["mod"] else start


def _calendar_days(ctx: Context, number: int, written: _Written) -> tuple[date | None, date | None, bool]:
    """Return the first and the last day as written, and whether they lie ahead; without a year the nearest ones."""
    if written.year:
        first, ahead = day_of(full_year(written.year), number, written.first), False
    else:
        first, ahead = nearest(ctx.today or LEAP_DAY, number, written.first)
    last = day_of(first.year, number, written.last) if first and written.last else None
    return first, last, ahead


def _bare_month(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    year = ctx.right("year", end)
    before = ctx.left("month", start)
    if before is None:
        return None
    first, number = before.start(), ctx.words.months[word]
    third_word = _third(ctx, before["third"] or "")
    mod = (before["mod"] or "").split(" ")[-1]
    if not (year or before["since"] or third_word or mod or _introduced(ctx, start, end, word)):
        return None
    end = end if year else _past_stop(ctx, end, word)
    if _to_come(ctx, mod):
        return ctx.mention(first, end, None, "future", "date.month")
    if year:
        whole, end = full_year(year["year"]), year.end()
    elif ctx.today is None:
        return ctx.mention(first, end, None, "vague", "date.month")
    else:
        whole = _year_of_month(ctx.today, number, over=ctx.words.beside(mod, "last", "past", "previous"))
    return _month_span(ctx, (first, end), (whole, number, ctx.words.thirds.get(third_word)), bool(before["since"]))


def _third(ctx: Context, written: str) -> str:
    """Return the word for a part of a month, without its article: "the end of" is "end"."""
    words = [word for word in written.split(" ") if word not in ctx.words.lists["durations.article"]]
    return words[0] if words else ""


def _year_of_month(today: date, number: int, *, over: bool) -> int:
    """Return the year of the last month with that number; it is `over` where "last May" is said in May."""
    past = number < today.month or (number == today.month and not over)
    return today.year - (0 if past else 1)


def _introduced(ctx: Context, start: int, end: int, word: str) -> bool:
    """Tell whether a month alone is meant as one: after a preposition, a month before, "the" ("the August attacks")."""
    if ctx.left("month_prep", start):
        return True
    if word in ctx.words.short or not ctx.text[start].isupper():
        return False
    rest = ctx.text[end : end + 8]
    if rest.startswith(("'s", "’s")) or _after_month(ctx, start):
        return True
    return ctx.left("the", start) is not None and re.match(r"\s+\d*\s*[a-z]", rest) is not None


def _after_month(ctx: Context, start: int) -> bool:
    """Tell whether the month before and a joining word introduce this one: "between March and May"."""
    gap = ctx.text[ctx.floor : start]
    return ctx.floor > 0 and re.fullmatch(r"\s*(?:and|to|or|through|-|–)\s*", gap) is not None


def _month_span(ctx: Context, at: tuple[int, int], which: tuple[int, int, int | None], since: bool) -> DateMention:
    span: DateSpan | None = month_of(*which)
    if since:
        span = ctx.until_today(span)
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
    leads = [f"{word} " for word in ctx.words.lists["durations.article"]]
    long = max(
        (len(lead) for lead in leads if ctx.text[max(0, start - len(lead)) : start].casefold() == lead), default=0
    )
    first = start - long
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
