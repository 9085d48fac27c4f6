"""Where a line of a log says it was: a name by itself between two marks, "140730C / IED / RTE PLUTO SADR CITY /"."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.logs.logwords import log_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.extraction.where.placenames import is_name, whole_name
from conflictmap.model import PlacePhrase, Span

__all__ = ["names_between_marks"]

MARKS = frozenset({",", ".", ";", ":", "/", "|", "(", ")", "[", "]", "-"})
MOST = 3
LONGEST = 8
"""Tokens of a place that stands by itself."""


def names_between_marks(whole: Scan, text: str) -> list[PlacePhrase]:
    """Return the names that stand alone between the marks of a line, in order.

    Parameters
    ----------
    whole : Scan
        The line.
    text : str
        The body of the report, as it was written.
    """
    found: list[PlacePhrase] = []
    for first, end in _pieces(whole):
        start = _past_leads(whole, first, end)  # "From Sadr City, mortar"
        if _is_place(whole, start, end):
            span = Span(whole.offset(start), whole.stop(end))
            found.append(PlacePhrase(text[span.start : span.end], span, "sentence"))
    return found[:MOST]


def _pieces(whole: Scan) -> Iterator[tuple[int, int]]:
    """Yield the tokens between marks; a hyphen inside a name is none."""
    start = 0
    for i in range(len(whole) + 1):
        if i == len(whole) or (whole.word(i) in MARKS and not _is_inside(whole, i)):
            if i > start:
                yield start, i
            start = i + 1


def _past_leads(whole: Scan, start: int, end: int) -> int:
    """Step over what leads to a name: "Found in", "From"."""
    leads = log_words(whole.language).leads
    while start < end and (whole.word(start) in leads or whole.at("place_prepositions", start) is not None):
        start += 1
    return start


def _is_inside(whole: Scan, i: int) -> bool:
    """Whether a mark joins two parts of a word: "al-Sakhr"."""
    joined = 0 < i < len(whole) - 1 and whole.word(i) == "-"
    return joined and whole.stop(i) == whole.offset(i) and whole.stop(i + 1) == whole.offset(i + 1)


def _is_place(whole: Scan, start: int, end: int) -> bool:
    """Whether tokens are a name and no more: nobody, no deed, no code, no unit that reports."""
    if not 0 < end - start <= LONGEST:
        return False
    if whole_name(whole, start, end):
        return True  # "Sadr City"
    if log_words(whole.language).is_code(" ".join(whole.lows[start:end])):
        return False
    if any(whole.has(told, start, end) for told in ("kind", "outcome", "people", "vehicle")):
        return False
    numbered = whole.syntax.tags[start] is Tag.NUMBER or (end > start + 1 and whole.word(start + 1).isdecimal())
    return not numbered and _may_begin(whole, start) and all(_may_stand(whole, i) for i in range(start, end))


def _may_begin(whole: Scan, i: int) -> bool:
    return is_name(whole, i) or _points(whole, i)


def _may_stand(whole: Scan, i: int) -> bool:
    joins = whole.word(i) in whole.grammar.name_joints or (whole.plays(i, "genitive") and _points(whole, i - 1))
    return joins or is_name(whole, i) or _points(whole, i) or _is_site(whole, i)


def _is_site(whole: Scan, i: int) -> bool:
    """Whether a word says what is there behind a name: "Hawija | rd |", "Basra | airport |"."""
    told = any(whole.at(kind, i) is not None for kind in ("place_kinds", "place_sites"))
    return told or whole.word(i) in log_words(whole.language).sites


def _points(whole: Scan, i: int) -> bool:
    """Whether a letter is a point of the compass: "| W | of Tal Afar"."""
    return i >= 0 and whole.tokens[i].text in log_words(whole.language).compass and whole.plays(i + 1, "genitive")
