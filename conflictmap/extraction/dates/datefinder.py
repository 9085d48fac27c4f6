"""The reading of a text for dates: find the cores, read each by its family, join neighbours, mark history."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from conflictmap.extraction.dates import days, durations, years
from conflictmap.extraction.dates.attachment import fused, rebased, with_reach
from conflictmap.extraction.dates.calendar_spans import usable
from conflictmap.extraction.dates.cursor import Context
from conflictmap.extraction.dates.datemention import Anchor, DateMention
from conflictmap.extraction.dates.datepatterns import Patterns, patterns
from conflictmap.extraction.dates.neighbours import merge
from conflictmap.language import DateWords

__all__ = ["find_dates"]

Reader = Callable[[Context, int, int, str], DateMention | None]
Core = tuple[int, int, str, str]
"""Start, end, family, and the word in the spelling the family's reader wants."""

READERS: dict[str, Reader] = {
    "weekday": days.week_day,
    "month": days.month,
    "deictic": days.deictic,
    "named": days.named,
    "num": days.numeric,
    "nth": days.nth,
    "slash": days.slash,
    "stamp": days.stamp,
    "unit": durations.unit,
    "overnight": durations.overnight,
    "recent": durations.recent,
    "anniversary": durations.anniversary,
    "season": years.season,
    "year": years.year,
    "decade": years.decade,
    "period": years.period,
}
BY_FORM = ("named", "period")
HISTORY = timedelta(days=366)
"""What ended longer ago than this is history, not news."""
FIGURES = re.compile(r"\d[\w/.-]*")
TYPO = re.compile(r"day\b")
TYPO_LENGTH = (4, 11)
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")


def find_dates(
    text: str,
    anchor: Anchor,
    words: DateWords,
    *,
    base: int = 0,
    previous: date | None = None,
) -> list[DateMention]:
    """Find the date expressions of a text.

    Parameters
    ----------
    text : str
        A sentence, a title or a whole report.
    anchor : Anchor
        Where "today" lies; with no day, only dates that carry their year get a span.
    words : DateWords
        Of the language of the text.
    base : int
        Added to all offsets: where `text` begins in the string the offsets are for.
    previous : datetime.date or None
        The day last mentioned before `text`, which "a day earlier" and "later that day" count from. Without one they
        count from the anchor.

    Returns
    -------
    list of DateMention
        In order, without overlaps.
    """
    compiled = patterns(words)
    cores = _cores(text, words, compiled)
    if not cores:
        return []
    today = usable(anchor.day)
    ctx = Context(text, today, usable(previous), words, compiled)
    found: list[DateMention] = []
    for start, end, family, word in cores:
        if start < ctx.floor:
            continue
        mention = READERS[family](ctx, start, end, word)
        if mention is None:
            continue
        found.append(mention)
        ctx.floor = mention.end
        if usable(mention.day) and not mention.of_next and (mention.kind == "day" or mention.rule == "date.step"):
            ctx.previous = mention.day
    if len(found) > 1:
        found = rebased(ctx, fused(ctx, merge(ctx, found)))
    return [_finish(with_reach(mention, text), today, base) for mention in found]


def _finish(mention: DateMention, today: date | None, base: int) -> DateMention:
    kind = mention.kind
    if mention.span and today and kind != "future" and mention.span.end < today - HISTORY:
        kind = "historic"
    if base == 0 and kind == mention.kind:
        return mention
    reaches = mention.reaches and mention.reaches + base
    return replace(mention, start=mention.start + base, end=mention.end + base, kind=kind, reaches=reaches)


def _cores(text: str, words: DateWords, compiled: Patterns) -> list[Core]:
    """Return the cores of a text in order, misspelt days included."""
    cores = [*_spelled(text, compiled), *_figures(text, compiled)]
    if "day" in text:
        cores += _slips(text, words, compiled, {end for _, end, _, _ in cores})
    return sorted(cores)


def _spelled(text: str, compiled: Patterns) -> Iterator[Core]:
    """Yield the cores that are words: "Tuesday", "May", "yesterday"."""
    for match in compiled.core.finditer(text):
        start, end = match.span()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            continue
        form = match[0]
        family = compiled.family.get(form.casefold())
        if family is None:
            form = " ".join(form.split())
            family = compiled.family[form]
        yield start, end, family, form if family in BY_FORM else form.casefold()


def _figures(text: str, compiled: Patterns) -> Iterator[Core]:
    """Yield the cores that are figures: "2006-09-12", "12th", "1990s"."""
    for run in FIGURES.finditer(text):
        start = run.start()
        if start and (text[start - 1].isalnum() or text[start - 1] in "_/.,:$#£€"):
            continue
        found = compiled.figures.match(text, start)
        if found:
            yield start, found.end(), "num" if found["num"] else found.lastgroup or "", found[0]


def _slips(text: str, words: DateWords, compiled: Patterns, ends: set[int]) -> Iterator[Core]:
    """Yield the misspelt days, but for the names of persons."""
    person = compiled.left["named_person"]
    for core in _misspelt(text, words, ends):
        if text[core[0]].islower() or not person.search(text, max(0, core[0] - 20), core[0]):
            yield core


def _misspelt(text: str, words: DateWords, known: set[int]) -> Iterator[Core]:
    """Yield words in "-day" that are one slip away from a weekday, "today" or "yesterday": "tosday", "Wensday"."""
    for match in TYPO.finditer(text):
        end = match.end()
        if end in known:
            continue
        start = match.start()
        while start and text[start - 1].isalpha():
            start -= 1
        word = text[start:end]
        if not TYPO_LENGTH[0] <= len(word) <= TYPO_LENGTH[1] or not set(word[1:]) <= LETTERS:
            continue
        low = word.casefold()
        for right in (*words.deictic, *words.weekdays):
            name_like = right in words.weekdays and not word[0].isupper()
            if right.endswith("day") and not name_like and _one_slip(low, right):
                yield start, end, "weekday" if right in words.weekdays else "deictic", right
                break


def _one_slip(typed: str, meant: str) -> bool:
    """Tell whether one letter was dropped, added, changed or swapped with its neighbour, the first one kept."""
    if typed[0] != meant[0] or abs(len(typed) - len(meant)) > 1 or typed == meant:
        return False
    same = 0
    while same < min(len(typed), len(meant)) and typed[same] == meant[same]:
        same += 1
    a, b = typed[same:], meant[same:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (len(a) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:])
