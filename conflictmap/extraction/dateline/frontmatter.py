"""What a copied page puts before the text: when it was published, its headline once more, whose report it is.

"Fri Jul 1 2016 Blast kills nine in Kut. At least ...", "Blast kills nine in Kut Agency Saturday 3 May 2014 At ...":
nothing of it is a sentence of the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from conflictmap.extraction.dateline.headings import Words
from conflictmap.extraction.dateline.headpatterns import date_forms
from conflictmap.extraction.wordpatterns import alternation
from conflictmap.language import DateWords

__all__ = ["FrontMatter", "front_matter"]

FEW_WORDS = 4
"""A headline of fewer words may open a sentence by chance."""
REST = 8
"""Words that must follow a headline's copy, or it is the first sentence itself."""
STANDFIRST = 400
"""How far behind a headline's copy the agency and the day may stand that close the head of a page."""
WORD = re.compile(r"\w+")
CLOSED = re.compile(r"[.:|]?\s+(?=[A-ZÀ-Þ\d\"'(])")
BEGINS = re.compile(r"[^\s.:|)]|\Z")
SOURCE = re.compile(r"\s+[|]\s+[^|]*$")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Where the text proper begins, and the day that stands before it."""

    body: int
    date: Words | None = None


@dataclass(frozen=True, slots=True, eq=False)
class _Patterns:
    stamp: re.Pattern[str]
    byline: re.Pattern[str]
    signed: re.Pattern[str]


@lru_cache(maxsize=8)
def _patterns(words: DateWords) -> _Patterns:
    lists = words.lists
    labels, agencies = alternation(lists["dateline.page_stamps"]), alternation(lists["dateline.agencies"])
    writer = alternation(lists["dateline.writers"])
    day = date_forms(words, year=r",?\s*(?:19|20)\d\d(?!\d)")
    day = rf"(?P<day>{day}|\d{{1,2}}[.-]\d{{1,2}}[.-](?:19|20)\d\d(?!\d))(?:,?\s+\d{{1,2}}:\d\d)?"
    label = rf"(?:{labels})(?!\w)(?:\W{{0,3}}(?:{alternation(lists['dateline.stamp_links'])})\b)?"
    aside = rf"\s*\((?:{labels})[^()\n]{{0,40}}\)"
    numbered = r"(?:\s+\d+)*(?=\s+[A-Z\d])"
    return _Patterns(
        stamp=re.compile(
            rf"[\s()*|-]*(?:(?:{label}:?\s*)?{day}(?:{aside})?|{label}:?{numbered})(?=[\s)]*[\s)][\s)]*[A-ZÀ-Þ\d\"'(])"
        ),
        byline=re.compile(rf"\s*(?:{agencies})(?:\s+(?:{writer}))?(?:\.|(?=\s+{day}))\s*"),
        signed=re.compile(rf"\b(?:{agencies})\s+{day}(?=\s+[A-ZÀ-Þ\d\"'])"),
    )


def front_matter(title: str, text: str, words: DateWords) -> FrontMatter:
    """Read what stands before the text of a copied page.

    Parameters
    ----------
    title, text : str
        Of the report, folded.
    words : DateWords

    Returns
    -------
    FrontMatter
        With `body` 0 if the text begins at once.
    """
    known = _patterns(words)
    at, day = _stamps(text, 0, None, known)
    copied = _copy_of(title, text, at)
    if copied > at:
        at, day = _signature(text, copied, day, known)
        at, day = _stamps(text, at, day, known)
    begins = BEGINS.search(text, at) if at else None
    return FrontMatter(begins.start() if begins is not None else at, day)


def _stamps(text: str, at: int, day: Words | None, known: _Patterns) -> tuple[int, Words | None]:
    """Pass over dates and what labels them."""
    while (found := known.stamp.match(text, at)) is not None:
        at = found.end()
        day = day or _day(found)
    return at, day


def _day(found: re.Match[str]) -> Words | None:
    return Words(found["day"], *found.span("day")) if found["day"] else None


def _copy_of(title: str, text: str, at: int) -> int:
    """Return where a copy of the headline at `at` ends; `at` if there is none."""
    for told in dict.fromkeys((title, SOURCE.sub("", title))):
        end = _same_words(told, text, at)
        if end > at and CLOSED.match(text, end) and len(WORD.findall(text, end)) >= REST:
            return end
    return at


def _same_words(title: str, text: str, at: int) -> int:
    """Return where the words of the headline end if the text goes on with the same ones; `at` if not."""
    found, words = None, WORD.findall(title)
    for word, found in zip(words, WORD.finditer(text, at), strict=False):
        if word.casefold() != found.group().casefold():
            return at
    return found.end() if found is not None and len(words) >= FEW_WORDS else at


def _signature(text: str, at: int, day: Words | None, known: _Patterns) -> tuple[int, Words | None]:
    """Pass over the name of an agency behind the headline, and what stands between the two where a day follows."""
    signed = known.signed.search(text, at, at + STANDFIRST)
    if signed is not None:
        return signed.end(), day or _day(signed)
    byline = known.byline.match(text, at)
    return (byline.end() if byline is not None else at), day
