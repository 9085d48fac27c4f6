"""The day a report speaks from, and the headings and leads that date what they head."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from conflictmap.extraction.dateline import Dateline, Head
from conflictmap.extraction.dates.calendar_spans import day_of, one, usable, weekday
from conflictmap.extraction.dates.datefinder import find_dates
from conflictmap.extraction.dates.datemention import Anchor, DateMention
from conflictmap.language import DateWords, Language
from conflictmap.model import DateSpan, Report, Span
from conflictmap.text import sentences

__all__ = ["Governing", "anchor", "governing_at", "governing_date", "governing_dates"]

HEAD_CHARS = 400
"""How far into a text with no dateline a full date may stand that dates the report."""
OPENING = 3
"""How many sentences at the start may be the header of a round-up."""
HEADING_CHARS = 60
"""A date heading ("Monday 12 March") is no longer than this."""
HEADER_CHARS = 150
"""The header of a round-up is no longer than this, or it ends with a colon; a longer sentence is a story's lead."""
TITLE_DAYS = 7
"""How long after the day in its title a round-up may be published."""
AHEAD_DAYS = 2
"""How far a dateline may lie past `published`: clocks and time zones differ."""
DATED = ("date.month_day", "date.numeric")
IN_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_-]?(0\d|1[0-2]|[1-9](?=[/_-]))[/_-]?([0-2]\d|3[01]|[1-9](?!\d))(?!\d)"
)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
CLOSES = re.compile(r"[\s.)\]]*\Z")
Strength = Literal["lead", "section", "header"]
STRENGTHS: tuple[Strength, ...] = ("lead", "section", "header")


@dataclass(frozen=True, slots=True)
class Governing:
    """A day that holds for what has no date of its own.

    Attributes
    ----------
    start, end : int
        The stretch of `Report.text` it holds for.
    span : DateSpan
    words : Span
        The words that say it.
    strength : str
        ``"header"``: the header of a round-up ("Security developments in Iraq on Sunday"), a date that heads an item.
        ``"section"``: a sentence that sums up what follows ("Violence flared across the country today").
        ``"lead"``: the day of the first sentence, for a story that goes on about the same events. The least sure.
    """

    start: int
    end: int
    span: DateSpan
    words: Span
    strength: Strength


def anchor(report: Report, dateline: Dateline | None, words: DateWords) -> Anchor:
    """Find the day that "today" means in a report.

    The date of the dateline comes first: a report published on Wednesday with a dateline of Tuesday says "today" for
    Tuesday. A dateline without a year takes the year nearest to `Report.published`; without that, the year of a date in
    the address or above the text proper. Then `published` itself, then such a date, then the first full date near the
    start of the text.

    Parameters
    ----------
    report : Report
    dateline : Dateline or None
        As read from the text of the report.
    words : DateWords

    Returns
    -------
    Anchor
        With `day` ``None`` if nothing tells.
    """
    known, basis = _reference(report, dateline, words)
    if dateline is not None and dateline.date is not None:
        day = _dateline_day(dateline.date.text, known, words)
        if day is None and known is None:
            year = YEAR.search(report.text[: dateline.body]) or YEAR.search(report.title)
            day = _dateline_day(dateline.date.text, date(int(year[0]), 12, 31), words) if year else None
        if day is not None:
            return Anchor(day, "dateline")
    if known is not None:
        return _title_day(report, known, words) or Anchor(known, basis)
    for mention in find_dates(report.text[:HEAD_CHARS], Anchor(None), words):
        if mention.rule in DATED and mention.day is not None:
            return Anchor(mention.day, "text")
    return Anchor(None)


def _title_day(report: Report, known: date, words: DateWords) -> Anchor | None:
    """Return the day of a round-up that its title dates some days before it was published."""
    for mention in find_dates(report.title, Anchor(known), words):
        if mention.day and mention.rule in DATED and _heads_title(report.title, mention):
            return Anchor(mention.day, "title") if 0 <= (known - mention.day).days <= TITLE_DAYS else None
    return None


def _reference(report: Report, dateline: Dateline | None, words: DateWords) -> tuple[date | None, str | None]:
    """Return the best day known without the dateline's own date, and what told it."""
    if usable(report.published):
        return report.published, "published"
    above = report.text[: dateline.start] if dateline else ""
    addresses = [report.url or "", *ADDRESS.findall(report.text[:HEAD_CHARS])]
    for address in addresses:
        found = _in_address(address)
        if found:
            return found, "url"
    for mention in (
        *find_dates(above, Anchor(None), words),
        *find_dates(report.title, Anchor(None), words),
    ):
        if mention.rule in DATED and mention.day is not None:
            return mention.day, "head"
    return None, None


def _in_address(address: str) -> date | None:
    for found in IN_ADDRESS.finditer(address):
        day = day_of(int(found[1]), int(found[2]), int(found[3]))
        if day:
            return day
    return None


def _dateline_day(text: str, known: date | None, words: DateWords) -> date | None:
    """Return the day of a dateline's date, its year taken from the day nearest to `known` if it has none."""
    stated = next((m.day for m in find_dates(text, Anchor(None), words) if m.day), None)
    if stated or known is None:
        return stated
    number = words.weekdays.get(text.casefold().rstrip("."))
    if number is not None:
        return weekday(known, number)
    dated = (f"{text}, {year}" for year in (known.year - 1, known.year, known.year + 1))
    days = [mention.day for words_of in dated for mention in find_dates(words_of, Anchor(None), words)]
    return max((day for day in days if day and (day - known).days <= AHEAD_DAYS), default=None)


def governing_dates(
    report: Report,
    dateline: Dateline | None,
    day: Anchor,
    language: Language,
    heads: Sequence[Head] = (),
    mentions: Sequence[DateMention] | None = None,
) -> list[Governing]:
    """List the days that hold for what has no date of its own.

    Parameters
    ----------
    report : Report
    dateline : Dateline or None
    day : Anchor
        As `anchor` gives it.
    language : Language
    heads : sequence of Head
        The heads of the report's items, if it has any.
    mentions : sequence of DateMention or None
        What `find_dates` found in the whole of the text, if that has been done already.

    Returns
    -------
    list of Governing
        In order of `start`; see `governing_at` for which one holds where.
    """
    text, words = report.text, language.dates
    known = find_dates(text, day, words) if mentions is None else mentions
    found = [*_from_title(report, day, words), *_from_heads(text, heads, day, words)]
    found += _from_dateline(text, dateline, day)
    body = dateline.body if dateline else 0
    first_item = _first_item(heads, body, len(text))
    for number, start, end in _pieces(text, body, language):
        mention = _plain_day(text, [m for m in known if start <= m.start < end])
        if mention is None or mention.span is None:
            continue
        opening = number < OPENING and start < first_item
        strength = _strength(text[start:end], mention, words, opening=opening)
        if strength is None and opening:
            strength = _lead(mention, found)
        if strength:
            found.append(Governing(start, len(text), mention.span, Span(mention.start, mention.end), strength))
    return sorted(found, key=lambda item: (item.start, STRENGTHS.index(item.strength)))


def _from_dateline(text: str, dateline: Dateline | None, day: Anchor) -> list[Governing]:
    """Return the day of a dateline that is nothing but a date."""
    if not dateline or dateline.form != "date" or not dateline.date or not day.day:
        return []
    where = Span(dateline.date.start, dateline.date.end)
    return [Governing(dateline.body, len(text), one(day.day), where, "header")]


def _first_item(heads: Sequence[Head], body: int, end: int) -> int:
    """Return where the first item of a report begins, `end` where it has none."""
    return min((head.line for head in heads if head.line > body), default=end)


def _pieces(text: str, body: int, language: Language) -> Iterator[tuple[int, int, int]]:
    """Yield number, start and end of the sentences from `body` on."""
    for number, sentence in enumerate(sentences(text, language.orthography)):
        if sentence.end > body:
            yield number, max(sentence.start, body), sentence.end


def _lead(mention: DateMention, found: Iterable[Governing]) -> Strength | None:
    """Return whether a day in an opening sentence dates the story: only summing sentences may have dated it before."""
    return "lead" if not mention.said and all(item.strength == "section" for item in found) else None


def _plain_day(text: str, mentions: Iterable[DateMention]) -> DateMention | None:
    """Return the one day a sentence speaks of: its first, if no other contradicts it.

    "Monday's bombing" is passed over: it dates one thing, and not what the sentence goes on to tell.
    """
    days = [
        mention
        for mention in mentions
        if mention.kind == "day"
        and mention.day
        and not mention.of_next
        and not text.startswith(("'", "’"), mention.end)
    ]
    return days[0] if days and all(m.day == days[0].day for m in days) else None


def _strength(piece: str, mention: DateMention, words: DateWords, *, opening: bool) -> Strength | None:
    low = piece.casefold()
    if len(piece) < HEADING_CHARS and CLOSES.match(low.replace(mention.text.casefold(), "", 1).strip(" ,:-–—")):
        return "section"
    header = len(piece) <= HEADER_CHARS or low.rstrip().endswith(":")
    if opening and header and _holds(words, "governing.heads", low):
        return "header"
    return "section" if _holds(words, "governing.scopes", low) else None


def _holds(words: DateWords, name: str, low: str) -> bool:
    return any(phrase in low for phrase in words.lists[name])


def _from_title(report: Report, day: Anchor, words: DateWords) -> list[Governing]:
    """Read a date that ends a title ("... 19 May"), or a day in the title of a round-up."""
    title = report.title
    mention = _plain_day(title, find_dates(title, day, words)) if title else None
    if mention is None or mention.span is None:
        return []
    heads = _heads_title(title, mention) or _holds(words, "governing.heads", title.casefold())
    strength: Strength = "header" if heads else "lead"
    return [Governing(0, len(report.text), mention.span, Span(mention.start, mention.end, "title"), strength)]


def _heads_title(title: str, mention: DateMention) -> bool:
    """Tell whether a date ends a title ("... 19 May") or begins it ("Tuesday 10 January: 15 killed")."""
    if mention.rule not in DATED:
        return mention.start == 0 and title.startswith(":", mention.end)
    return CLOSES.match(title, mention.end) is not None or (
        mention.start == 0 and title[mention.end :][:1] in (":", ",", "-")
    )


def _from_heads(text: str, heads: Sequence[Head], day: Anchor, words: DateWords) -> list[Governing]:
    """Read the date in the head of an item: "MOSUL, Feb 3 - "."""
    found: list[Governing] = []
    for head in heads:
        if head.date is None:
            continue
        for mention in find_dates(text[head.date.start : head.date.end], day, words, base=head.date.start):
            if mention.span and mention.kind == "day":
                where = Span(mention.start, mention.end)
                found.append(Governing(head.body, head.until, mention.span, where, "header"))
    return found


def governing_at(rulings: Sequence[Governing], offset: int, *, lead: bool = True) -> Governing | None:
    """Return what holds at an offset of the text: the latest section or header before it, else the lead.

    Parameters
    ----------
    rulings : sequence of Governing
        As `governing_dates` gives them.
    offset : int
        Where the incident stands in `Report.text`.
    lead : bool
        Whether the day of the lead will do if there is no header or section.

    Returns
    -------
    Governing or None
    """
    here = [ruling for ruling in rulings if ruling.start <= offset < ruling.end]
    strong = [ruling for ruling in here if ruling.strength != "lead"]
    if strong:
        return strong[-1]
    return here[-1] if here and lead else None


def governing_date(report: Report, dateline: Dateline | None, day: Anchor, language: Language) -> DateSpan | None:
    """Return the day of the header or lead that plainly governs a whole round-up, or ``None``."""
    whole = len(report.text)
    headers = [ruling for ruling in governing_dates(report, dateline, day, language) if ruling.strength == "header"]
    spans = [ruling.span for ruling in headers if ruling.end == whole]
    return spans[-1] if spans else None
