"""Constructions with a year: "in 2003", "the 1980-1988 war", "the 2003 invasion", "the 1990s", "the spring of 2006"."""

from __future__ import annotations

import re
from datetime import date

from conflictmap.extraction.dates.calendar_spans import season_of, years
from conflictmap.extraction.dates.cursor import Context
from conflictmap.extraction.dates.datemention import DateMention
from conflictmap.extraction.dates.days import full_year
from conflictmap.model import DateSpan

__all__ = ["decade", "period", "season", "year"]


def year(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read a number that looks like a year, if its company says that it is one."""
    if ctx.right("counts", end):
        return None
    if word.endswith("0") and ctx.text.startswith(("'s", "’s"), end) and ctx.left("the", start):
        return decade(ctx, start, end + 2, word)
    first, before = int(word), ctx.left("year", start)
    prep = before["prep"].casefold() if before else ""
    stretch = _stretch(ctx, start, end, first, prep)
    if stretch:
        return stretch
    if ctx.right("history", end) and prep not in ("until", "till", "by"):
        return ctx.mention(start, end, years(first, first), "vague", "date.history")
    return _year_after(ctx, (start, end), first, before) if before else None


def _stretch(ctx: Context, start: int, end: int, first: int, prep: str) -> DateMention | None:
    """Read "1980-1988", "from 1980 to 1988"."""
    onward = ctx.right("to_year", end)
    if onward is None:
        return None
    mark = re.sub(r"[\s\d]", "", onward[0])
    last = _last_year(first, onward["year"])
    if last <= first or not (mark in ("-", "–", "—") or prep in ("between", "from")):
        return None
    return ctx.mention(start, onward.end(), years(first, last), "historic", "date.years")


def _year_after(ctx: Context, at: tuple[int, int], first: int, before: re.Match[str]) -> DateMention | None:
    """Read a year after a preposition: "in 2003", "since 2003", "the end of 2005"."""
    start, end = at
    prep, part = before["prep"].casefold(), ctx.left("year_part", start)
    ahead = ctx.today is not None and first > ctx.today.year
    if prep in ctx.words.lists["words.until"] or ctx.words.beside(prep, "before"):
        return ctx.mention(start, end, None, "future" if ahead else "vague", "date.year")
    if prep == "of" and not part:
        return None  # "the class of 2003"
    start = part.start() if part else (before.start("prep") if prep == "since" else start)
    span = None if ahead else years(first, first)
    if prep == "since":
        span = ctx.until_today(span)
    return ctx.mention(start, end, span, "future" if ahead else "vague", "date.year")


def _last_year(first: int, digits: str) -> int:
    return int(digits) if len(digits) == 4 else first - first % 100 + int(digits)


def decade(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "the 1990s", "the '80s", "the 80s"."""
    digits = re.sub(r"\D", "", word)
    short = ctx.left("the", start) or ctx.text[:start].endswith(("'", "’"))
    if len(digits) == 2 and not (short and digits >= "50"):
        return None
    first = full_year(digits, pivot=0) if len(digits) == 2 else int(digits)
    return ctx.mention(start, end, years(first, first + 9), "historic", "date.decade")


def season(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read "the spring of 2006", "last summer", "since spring"; "fall" and "spring" alone are other words."""
    months = ctx.words.seasons[word]
    before, stated = ctx.left("season", start), ctx.right("year", end)
    mod, since = (before["mod"], before["since"]) if before else (None, None)
    first = before.start() if before else start
    span: DateSpan | None
    if stated:
        span, end = season_of(full_year(stated["year"]), months), stated.end()
    elif ctx.words.beside(mod, "coming"):
        return ctx.mention(first, end, None, "future", "date.season")
    elif not (mod or since):
        return None
    else:
        span = _season_begun(ctx.today, months, last=ctx.words.beside(mod, "last")) if ctx.today else None
    return ctx.mention(first, end, ctx.until_today(span, 5) if since else span, "vague", "date.season")


def _season_begun(today: date, months: tuple[int, int], *, last: bool) -> DateSpan | None:
    """Return the season that began last before a day; with `last`, one that is over."""
    begun = season_of(today.year, months)
    late = begun is None or begun.start > today or (last and begun.end >= today)
    return season_of(today.year - 1, months) if late else begun


def period(ctx: Context, start: int, end: int, word: str) -> DateMention | None:
    """Read a war with a name of its own: what is told of it is history."""
    return ctx.mention(start, end, years(*ctx.words.periods[word]), "historic", "date.period")
