"""Several articles in one document, each with its own day: digests, collections of an archive, live blogs.

A document is divided only where it says so itself: by lines that divide, if whatever they part has a headline or a
date of its own, or by two or more lines that say a full date and nothing else. Places and days at the heads of items of
one round-up ("KUT, Sept. 12 -") divide nothing here: extraction reads them, within one report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from conflictmap.reports.fields import is_headline, split_url
from conflictmap.reports.inputtables import table, whole_line
from conflictmap.reports.publicationdays import as_day

__all__ = ["Piece", "pieces"]

_HEAD_LINES = 9
_TAIL_LINES = 3
_BODY_LETTERS = 20
"""What stands under a date must say something, or the date ends what stands above it."""
_ARTICLE_LETTERS = 40
_LEAD_WORDS = 8
_LONGEST_DATE_LINE = 120
_OPENING = 4
_FIELDS = ("title", "source", "url")
_AFTER_LEAD = " \t|,·•–—(-"
_MARKS = "#*_ \t>"


@dataclass(frozen=True, slots=True)
class Piece:
    """One article of a document.

    Attributes
    ----------
    text, title : str
    day : str or None
        What its own date line says, as it stands there.
    source, url : str or None
    """

    text: str
    title: str = ""
    day: str | None = None
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line and what it is: it may say a day, behind a headline or a place, or a field of the article by its name."""

    text: str
    day: str | None = None
    divides: bool = False
    labelled: bool = False
    lead: str = ""
    titled: bool = False
    key: str | None = None
    value: str = ""

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def furniture(self) -> bool:
        return self.key is not None or whole_line("digests", "furniture").fullmatch(self.text.strip(_MARKS)) is not None


def pieces(text: str) -> list[Piece]:
    """Divide a cleaned text into its articles; one that is no collection comes back as one piece, whole.

    Parameters
    ----------
    text : str
        With its headline, if that stands in the text.

    Returns
    -------
    list of Piece
        In their order. A single one has the document's text unchanged, and the day that its head or its last lines say,
        unless lines at its head name the fields ("Title: ...", "Date: ...").
    """
    lines = [_read(line) for line in text.split("\n")]
    for chunks in (_divided(lines), _dated(lines)):
        found = [piece for piece in map(_piece, chunks) if piece is not None]
        if len(found) > 1:
            return found
    block = _piece(lines) if _has_keys(lines) else None
    return [block or Piece(text, day=_own_day(lines))]


@cache
def _date_line() -> re.Pattern[str]:
    words = table("digests")
    labels = "|".join(sorted(map(re.escape, words["labels"]), key=len, reverse=True))
    return re.compile(words["line"].format(**{**words, "labels": labels}), re.IGNORECASE)


def _read(text: str) -> _Line:
    bare = text.strip(_MARKS)
    if not bare:
        return _Line(text, divides=whole_line("digests", "separators").fullmatch(text) is not None)
    found = _date_line().fullmatch(bare) if len(bare) <= _LONGEST_DATE_LINE and any(map(str.isdecimal, bare)) else None
    if found:
        lead = (found["lead"] or "").rstrip(_AFTER_LEAD)
        titled = len(lead.split()) > 2 and is_headline(lead)
        if titled or _is_byline(lead):
            with suppress(ValueError):
                as_day(found["day"])
                return _Line(text, found["day"], labelled=bool(found["label"]), lead=lead, titled=titled)
    if named := whole_line("digests", "keys").fullmatch(bare):
        key = next(name for name in ("title", "source", "url", "other") if named[name])
        return _Line(text, key=key, value=named["value"].strip())
    return _Line(text, divides=whole_line("digests", "separators").fullmatch(bare) is not None)


def _is_byline(lead: str) -> bool:
    """Tell whether what stands before a date is a place, an agency or a writer, and no sentence."""
    words = [word for word in re.findall(r"[^\W\d_]+", lead) if len(word) > 3]
    return len(words) <= _LEAD_WORDS and all(word[0].isupper() for word in words)


def _letters(lines: Sequence[_Line]) -> int:
    return sum(map(str.isalpha, "".join(line.text for line in lines if line.day is None and not line.furniture)))


def _divided(lines: list[_Line]) -> list[list[_Line]]:
    """Return what lies between dividing lines, if all of it stands for itself."""
    if not any(line.divides for line in lines):
        return []
    chunks: list[list[_Line]] = [[]]
    for line in lines:
        if line.divides:
            chunks.append([])
        else:
            chunks[-1].append(line)
    whole: list[list[_Line]] = []
    for chunk in chunks:
        if whole and 0 < _letters(chunk) < _ARTICLE_LETTERS and not _stands_alone(chunk):
            whole[-1] += [_Line(""), *chunk]
        elif _letters(chunk) and (whole or not _is_name(chunk)):
            whole.append(chunk)
    return whole if all(map(_stands_alone, whole)) else []


def _stands_alone(chunk: list[_Line]) -> bool:
    piece = _piece(chunk)
    return piece is not None and bool(piece.title or piece.day)


def _dated(lines: list[_Line]) -> list[list[_Line]]:
    """Return what stands under each line that says a date, with the headline above it if each has one."""
    marks = _marks(lines)
    above = [_headline_above(lines, mark) for mark in marks]
    starts = [start for start in above if start is not None]
    if len(starts) < len(marks):
        starts = marks
    if len(starts) < 2:
        return []
    chunks = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    before = lines[: starts[0]]
    return [before, *chunks] if _letters(before) >= _ARTICLE_LETTERS and not _is_name(before) else chunks


def _marks(lines: list[_Line]) -> list[int]:
    """Return the lines that say a date with a text under it; dates that follow each other are one."""
    marks: list[int] = []
    for number, line in enumerate(lines):
        if line.day is None or not _is_apart(lines, number):
            continue
        if not marks or _letters(lines[marks[-1] : number]) >= _BODY_LETTERS:
            marks.append(number)
    while marks and _letters(lines[marks[-1] :]) < _BODY_LETTERS:
        marks.pop()
    return marks


def _is_apart(lines: list[_Line], number: int) -> bool:
    """Tell whether a line begins something: the last line of a wrapped paragraph may be a date too."""
    if lines[number].titled and number + 1 < len(lines) and not lines[number + 1].blank:
        return False
    above = lines[number - 1] if number else None
    if above is None or above.blank or above.divides or above.day is not None or above.furniture:
        return True
    return _headline_above(lines, number) is not None


def _headline_above(lines: list[_Line], mark: int) -> int | None:
    """Return where the head of an article begins whose date this is: at its headline, or at the fields it names."""
    fields = _fields_above(lines, mark)
    if fields < mark or lines[mark].titled:
        return fields
    at = mark - 1
    while at >= 0 and (lines[at].furniture or (lines[at].blank and mark - at <= 2)):
        at -= 1
    if at < 0 or mark - at > 4 or lines[at].day is not None or not is_headline(lines[at].text.strip(_MARKS)):
        return None
    return at if at == 0 or lines[at - 1].blank or lines[at - 1].divides else None


def _fields_above(lines: list[_Line], at: int) -> int:
    """Return where the lines begin that name fields of an article and end right above a line."""
    while at and lines[at - 1].key is not None:
        at -= 1
    return at


def _is_name(lines: list[_Line]) -> bool:
    """Tell whether all there is is one headline: the name of the collection."""
    said = [line.text.strip(_MARKS) for line in lines if not line.blank]
    return len(said) == 1 and is_headline(said[0])


@dataclass(slots=True)
class _Head:
    """What the lines at the head of an article have said so far; each field by the first that says it."""

    title: str = ""
    day: str | None = None
    source: str | None = None
    url: str | None = None
    kept: str = ""

    def take(self, line: _Line) -> None:
        """Take in one more line of the head."""
        text = line.text.strip(_MARKS)
        if line.day is not None:
            self._dated(line, text)
        elif line.key is not None:
            self._named(line.key, line.value)
        elif (address := split_url(text)[0]) is not None:
            self.url = address
        elif not line.furniture:
            self.title, self.source = text, self.title or self.source

    def _dated(self, line: _Line, text: str) -> None:
        self.day = self.day or line.day
        if line.titled:
            self.title = self.title or line.lead
        elif line.lead:
            self.kept = self.kept or text  # a place, maybe: who reads the text wants it

    def _named(self, key: str, value: str) -> None:
        if key in _FIELDS:
            setattr(self, key, value)


def _piece(chunk: Sequence[_Line]) -> Piece | None:
    """Read the head of an article (headline, day, address, who wrote it) and leave its body."""
    lines, head = list(chunk), _Head()
    for at in _head(lines):
        head.take(lines[at])
        lines[at] = _Line("")
    body = "\n".join([head.kept, *(line.text for line in lines)]).strip("\n \t")
    if not any(map(str.isalpha, body)):
        body, head.title = head.title, ""
    return Piece(body, head.title, head.day or _tail_day(chunk), head.source, head.url) if body else None


def _head(lines: list[_Line]) -> Iterator[int]:
    """Yield the lines of an article's head. A second headline counts where the day parts it from the first."""
    titles, dated = 0, False
    for at, line in enumerate(lines[: 2 * _HEAD_LINES]):
        if line.blank:
            continue
        if line.day is not None:
            dated = True
            titles += line.titled
        elif line.key == "title":
            titles = 2
        elif not (line.furniture or split_url(line.text.strip())[0]):
            if not (_is_title(lines, at) and (titles == 0 or (titles == 1 and dated))):
                return
            titles += 1
            dated = False
        yield at


def _is_title(lines: list[_Line], at: int) -> bool:
    after = lines[at + 1] if at + 1 < len(lines) else None
    apart = after is None or after.blank or after.day is not None or after.furniture
    return apart and is_headline(lines[at].text.strip(_MARKS))


def _tail_day(lines: Sequence[_Line]) -> str | None:
    said = [line for line in lines if not line.blank]
    return next((line.day for line in said[-_TAIL_LINES:] if line.labelled), None)


def _own_day(lines: list[_Line]) -> str | None:
    """Return the day that the head of a single article says, or a labelled one at its end."""
    said = [at for at, line in enumerate(lines) if not line.blank][:_OPENING]
    days = (lines[at].day for at in said if lines[at].day is not None and (at == 0 or _is_apart(lines, at)))
    return next(days, None) or _tail_day(lines)


def _has_keys(lines: list[_Line]) -> bool:
    """Tell whether the first lines of a document name the fields of an article, its headline among them."""
    said = [line for line in lines if not line.blank][:_OPENING]
    named = [line for line in said if line.key is not None or line.labelled]
    return len(named) > 1 and any(line.key == "title" for line in named)
