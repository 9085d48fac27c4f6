"""The dateline of a report, and the heads of the items of a round-up."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from conflictmap.extraction.dateline import headpatterns as g
from conflictmap.extraction.dateline.clockstamps import clock_stamps
from conflictmap.extraction.dateline.headings import Dateline, Head, Words
from conflictmap.extraction.dateline.headpatterns import Grammar, grammar
from conflictmap.extraction.dateline.headscanner import scan
from conflictmap.extraction.dateline.sectionheads import heading_alone, names_several, section_label
from conflictmap.language import DateWords

__all__ = ["item_heads", "office_place", "parse_dateline"]

MAX_LINES = 8
"""How many lines of headline, byline and address may stand before the dateline."""
LINE = re.compile(r"[^\s][^\n]*")


def parse_dateline(text: str, words: DateWords) -> Dateline | None:
    """Read the dateline of a report.

    Looks at the start of the text and, past lines that read like headlines, bylines and addresses, at the lines below.

    Parameters
    ----------
    text : str
        The body of a report.
    words : DateWords

    Returns
    -------
    Dateline or None
        ``None`` if the text begins at once.
    """
    known = grammar(words)
    for number, line in enumerate(LINE.finditer(text)):
        if number >= MAX_LINES:
            break
        found = _dateline_at(text, line.start(), known, first=number == 0)
        if found:
            return found
        if not g.HEADLINE.match(text, line.start()) and not line[0].startswith(("http", *known.bylines)):
            break
    return None


def _dateline_at(text: str, start: int, words: Grammar, *, first: bool) -> Dateline | None:
    lost = g.LOST_MARK.match(text, start) if first else None
    if lost:
        return Dateline(start, lost.end(), form="mark")
    byline = words.byline.match(text, start)
    found = scan(text, byline.end() if byline else start, words)
    if found is None or (byline and not found.mark):
        return None
    sure = found.vouched or (found.form == "caps" and found.mark not in ("", ":"))
    if not first and not sure:
        return None
    return Dateline(start, found.pos, found.places, found.qualifier, found.date, found.agency, found.form)


def item_heads(text: str, words: DateWords) -> list[Head]:
    """Read the heads of the items of a round-up.

    A single story has none: its one dateline is not an item. The head of the first item is given too where other
    heads follow, even if `parse_dateline` reads it as well.

    Parameters
    ----------
    text : str
        The body of a report.
    words : DateWords

    Returns
    -------
    list of Head
        In order of `line`.
    """
    known = grammar(words)
    if "\n" not in text and not g.BULLETED.match(text) and not known.sentence_end.search(text):
        return []
    dateline = parse_dateline(text, words)
    stamps = clock_stamps(text, words)
    found = _apart([*_led(text, known, stamps), *_alone_in_line(text, known, stamps)])
    if found and dateline and _is_dateline(found, dateline):
        found = found[1:]
    if _is_talk(found, words):
        found = [replace(head, places=(), form="mark") for head in found]
    return list(_placed(found, len(text), known))


def office_place(title: str, words: DateWords) -> Words | None:
    """Read the place at the head of a headline: of an office, "Wasit Police, note no. 44"; before a day, "Kut, 3 June".

    Parameters
    ----------
    title : str
    words : DateWords

    Returns
    -------
    Words or None
    """
    known = grammar(words)
    found = known.of_office.match(title) or _before_day(title, known)
    if found is None or known.not_place.match(title):
        return None
    return Words(found["name"], *found.span("name"))


BEFORE_DAY = re.compile(rf"(?P<name>{g.MIXED_WORD}(?: {g.MIXED_WORD}){{0,2}})(?P<between>,(?: [A-Z]\w+ [a-z]+,)?\s)")


def _before_day(title: str, words: Grammar) -> re.Match[str] | None:
    """Match a place at the head of a headline, a day right behind it: "Baghdad, Karkh side, 11 May 2006"."""
    found = BEFORE_DAY.match(title)
    return found if found is not None and words.date.match(title, found.end()) else None


def _led(text: str, words: Grammar, stamps: Mapping[int, int]) -> Iterator[Head]:
    """Yield the heads that stand before the text of their item, at the beginning of a line or inside one."""
    for line in LINE.finditer(text):
        start, end = line.span()
        if names_several(text[start:end], words):
            continue  # "HADITHA - BARWANA", a heading
        at = _after_bullet(text, start)
        head = _head(text, start, at, words) if at not in stamps else _stamped(text, start, stamps[at], words)
        if head:
            yield head
        yield from _inline(text, start, end, words)


TURNS = 4
"""Heads from which on two who take turns are a talk."""


def _is_talk(heads: list[Head], words: DateWords) -> bool:
    """Whether the heads are those who speak: "HOST: ...", or two names in turns."""
    told = [head.places[0].text.casefold() for head in heads if head.places]
    if not set(words.lists["dateline.talking"]).isdisjoint(told):
        return True
    turns = all(first != then for first, then in itertools.pairwise(told))
    return len(told) >= TURNS and turns and 2 * len(set(told)) <= len(told)


def _stamped(text: str, line: int, at: int, words: Grammar) -> Head:
    """Return the head of a line of a log: its hour, and the place behind that if there is one."""
    told = _named(words.stopped.match(text, at), line, words) or _head(text, line, at, words)
    head = told or Head(line, at, len(text), (), None, None, None, "mark", bullet=True)
    return replace(head, hour=True)


def _named(found: re.Match[str] | None, line: int, words: Grammar) -> Head | None:
    """Return a head of a place and a mark only, unless its words are no place."""
    if found is None or words.not_place.match(found["name"]):
        return None
    place = Words(found["name"], *found.span("name"))
    return Head(line, found.end(), len(found.string), (place,), None, None, None, "mixed", bullet=True)


def _after_bullet(text: str, start: int) -> int:
    bullet = g.BULLET.match(text, start)
    return bullet.end() if bullet else start


def _alone_in_line(text: str, words: Grammar, stamps: Mapping[int, int]) -> list[Head]:
    """Return the headings alone on their lines: two or more, or one over bullets."""
    found: list[Head] = []
    for start, end in [line.span() for line in LINE.finditer(text)][:-1]:
        at = _after_bullet(text, start)
        bare = names_several(text[start:end], words) or not _head(text, start, at, words)
        free = at == start and at not in stamps and bare
        heading = heading_alone(text, start, end, words) if free else None
        if heading:
            found.append(heading)
    return found if len(found) > 1 or (found and _bulleted(text, found[0].body)) else []


def _apart(heads: list[Head]) -> list[Head]:
    """Return the heads in order, without one that begins inside the head before it."""
    kept: list[Head] = []
    for head in sorted(heads, key=lambda head: head.line):
        if not kept or head.line >= kept[-1].body:
            kept.append(head)
    return kept


def _without_office(place: Words, words: Grammar) -> Words:
    """Return the place of "Diyala Ops"."""
    found = words.of_office.fullmatch(place.text)
    return Words(found["name"], place.start, place.start + len(found["name"])) if found is not None else place


def _placed(heads: list[Head], length: int, words: Grammar) -> Iterator[Head]:
    """Yield the heads with their ends, and with the heading that items below it stand under."""
    under: tuple[Words, ...] = ()
    for number, head in enumerate(heads):
        until = heads[number + 1].line if number + 1 < len(heads) else length
        if head.form == "line":
            under = ()
        places = tuple(_without_office(place, words) for place in head.places)
        yield replace(head, until=until, under=under, places=places)
        if head.form == "line":
            under = head.places


def _is_dateline(heads: list[Head], dateline: Dateline) -> bool:
    """Tell whether the first of the heads is the dateline of the whole and not an item."""
    first = heads[0]
    if first.line != dateline.start or first.bullet:
        return False
    return len(heads) == 1 or first.date is not None or (first.agency is not None and heads[1].agency is None)


def _bulleted(text: str, at: int) -> bool:
    return g.BULLETED.match(text, at) is not None


def _head(text: str, line: int, at: int, words: Grammar) -> Head | None:
    numbered = (_numbered(text, line, at, words) or _labelled(text, line, at, words)) if at > line else None
    if numbered:
        return numbered
    found = scan(text, at, words)
    if found is None or not found.places or not found.mark:
        return _named(words.dashed.match(text, at), line, words) if at > line else None
    bold = g.CLOSE_BOLD.match(text, found.pos)
    body = bold.end() if bold else found.pos
    return Head(
        line, body, len(text), found.places, found.qualifier, found.date, found.agency, found.form, bullet=at > line
    )


def _numbered(text: str, line: int, at: int, words: Grammar) -> Head | None:
    """Read "1. BAGHDAD / Karkh: " with a date behind it or not."""
    place = g.NUMBERED_PLACE.match(text, at)
    if not place:
        return None
    dated = words.date.match(text, place.end())
    clock = g.CLOCK.match(text, dated.end()) if dated else None
    return Head(
        line,
        clock.end() if clock else place.end(),
        len(text),
        (Words(place["inner"], *place.span("inner")),),
        Words(place["outer"], *place.span("outer")),
        Words(dated[0], *dated.span()) if dated and clock else None,
        None,
        "caps",
        bullet=True,
    )


def _labelled(text: str, line: int, at: int, words: Grammar) -> Head | None:
    """Read "c. AL MAJARR. Nil." and "1. EAST AXIS (CTS). Hayy al-Zahra: ...", whose label may be no place."""
    found = section_label(text, at, words)
    if found is None:
        return None
    inner = scan(text, found.body, words)
    if inner is not None and inner.places and inner.mark == ":":
        return replace(found, line=line, body=inner.pos, places=inner.places, form="mixed")
    return replace(found, line=line)


def _inline(text: str, start: int, end: int, words: Grammar) -> Iterator[Head]:
    """Yield heads inside a line whose line breaks were lost: "... wounded two. MOSUL - Gunmen ..."."""
    for match in words.sentence_end.finditer(text, start, end):
        bullet = g.BULLET.match(text, match.end())
        head = _head(text, match.end(), bullet.end() if bullet else match.end(), words)
        if head and head.form == "caps" and head.body < end:
            yield head
