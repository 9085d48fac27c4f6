"""Cardinals: digits, words, "a dozen", "two dozen", and the words of number phrases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from conflictmap.extraction.sentence import Scan
from conflictmap.language import Language, WordSets
from conflictmap.memo import Memo
from conflictmap.model.bounds import MOST_PEOPLE
from conflictmap.text import figure

__all__ = ["YEARS", "Number", "QuantityWords", "collective_of", "parse_number", "quantity_words"]

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})[x]?$")
_LEADING = re.compile(r"\d{1,3}$")
_TRIPLE = re.compile(r"\d{3}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAYS = 31
YEARS = range(1900, 2101)
"""Numbers that may be a year."""
_Part = Literal[
    "hazy",
    "skipped",
    "hedges",
    "articles",
    "ranges",
    "between",
    "between_joints",
    "shares",
    "clocks",
    "half",
    "half_phrases",
    "few",
    "plus",
    "odd",
    "times",
    "adding",
    "same",
    "twice",
]
Number = tuple[int, int, bool]
"""A cardinal: its value, the token after it, and whether it is vague."""


_TIMES = ((1, "same"), (2, "twice"))


class QuantityWords(WordSets):
    """Words of number phrases: sets by name, phrases for six by their first word, and nouns that stand for a number.

    `starts` are the words with which a number that is no figure may begin; `opens` tells of any word whether a
    quantity may begin with it where nothing bounds it.
    """

    def __init__(
        self,
        sets: Mapping[str, frozenset[str]],
        half: Mapping[str, list[tuple[str, ...]]],
        collectives: Mapping[str, int],
        starts: frozenset[str],
    ) -> None:
        super().__init__(sets)
        self.half = half
        self.again = {tuple(phrase.split()): times for times, name in _TIMES for phrase in self[name]}
        self.collectives = collectives
        self.starts = starts
        self.opens = Memo(self._opens)
        self._first = (
            starts | {phrase[0] for phrase in self.again} | self["skipped"] | self["between"] | self["articles"]
        )

    def _opens(self, low: str) -> bool:
        return low in self._first or low[:1].isdecimal() or "-" in low


@lru_cache(maxsize=8)
def quantity_words(language: Language) -> QuantityWords:
    """Return the words of a language, from ``reading/quantities.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    words = language.lists("quantities").of("words", get_args(_Part))
    half: dict[str, list[tuple[str, ...]]] = {}
    for phrase in (*words["half"], *words["half_phrases"]):
        half.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
    collectives = dict.fromkeys(language.grammar.vague_collectives, 0) | dict(language.grammar.collectives)
    starts = {"(", *language.numbers, *language.vague, *half}
    starts |= language.lists("syntax")["function"]["indefinite"]
    return QuantityWords(
        {name: frozenset(found) for name, found in words.items()}, half, collectives, frozenset(starts)
    )


def parse_number(scan: Scan, i: int) -> Number | None:
    """Read a cardinal at token `i`.

    Parameters
    ----------
    scan : Scan
    i : int

    Returns
    -------
    tuple of (int, int, bool) or None
        Its value, the token after it, and whether it is vague; ``None`` if none begins here, or one that counts more
        than there are people to be hurt.
    """
    found = _number(scan, i)
    return None if found is not None and found[0] > MOST_PEOPLE else found


def _number(scan: Scan, i: int) -> Number | None:
    low = scan.word(i)
    if not low:
        return None
    if low[0].isdecimal() and _DIGITS.match(low):
        return None if _is_date(scan, i) else _digits(scan, i)
    if low not in quantity_words(scan.language).starts and "-" not in low:
        return None
    found = _bracketed(scan, i) or _half_dozen(scan, i)
    if found is not None:
        return found
    if scan.plays(i, "indefinite"):
        return _after_article(scan, i)
    return _vague(scan, i) if low in scan.language.vague else _spelled(scan, i)


def _is_date(scan: Scan, i: int) -> bool:
    """Whether a figure is the day or the year of a date: "August 21 killed many", "11 Jul 2015 troops killed four"."""
    word, months = scan.word(i), scan.language.dates.months
    before = [scan.word(i - k).rstrip(".") for k in (1, 2, 3)]
    if _YEAR.fullmatch(word):
        day = before[1:] if before[0] == "," else before
        dated = day[0] in months or (day[0].isdecimal() and (day[1] in months or before[0] == ","))
        return dated and day[0] != word
    day_of_month = figure(word)
    if day_of_month is None or day_of_month > _DAYS:
        return False
    if scan.word(i + 1).rstrip(".") in months and scan.at("people", i + 1) is None:
        return True
    return before[0] in months and (scan.word(i + 1).isdecimal() or not _counts_people(scan, i + 1))


def _counts_people(scan: Scan, i: int) -> bool:
    """Whether a noun of people stands within a few words: "in March 12 Iraqi soldiers"."""
    return any(scan.at("people", j) is not None for j in range(i, min(i + 3, len(scan))))


def _bracketed(scan: Scan, i: int) -> Number | None:
    """Read "assassinated (2) police officers"."""
    value = figure(scan.word(i + 1)) if scan.word(i) == "(" and scan.word(i + 2) == ")" else None
    return (value, i + 3, False) if value is not None and scan.word(i + 3)[:1].isalpha() else None


def _digits(scan: Scan, i: int) -> Number:
    """Read figures: "1,250", "1 250", "3x", "2 x", "2 hundred", "1 dozen"."""
    value, end = int(scan.word(i).replace(",", "").rstrip("x")), i + 1
    if _LEADING.match(scan.word(i)) and scan.word(i) != "0":
        while _TRIPLE.match(scan.word(end)) and scan.offset(end) - scan.stop(end) == 1:
            value, end = value * 1000 + int(scan.word(end)), end + 1
    scale = scan.language.multipliers.get(scan.word(end), 0)
    if scale:
        return value * scale, end + 1, False
    return value, end + (scan.word(end) in quantity_words(scan.language)["times"]), False


def _half_dozen(scan: Scan, i: int) -> Number | None:
    for phrase in quantity_words(scan.language).half.get(scan.word(i), ()):
        if tuple(scan.lows[i : i + len(phrase)]) == phrase:
            return 6, i + len(phrase), False
    return None


def _after_article(scan: Scan, i: int) -> Number | None:
    """Read "a dozen", "a few", "a handful of", "a pair of", "a hundred and twenty"."""
    half = _half_dozen(scan, i + 1)
    if half is not None:
        return half
    words, follower = quantity_words(scan.language), scan.word(i + 1)
    if follower in words["hazy"] and collective_of(scan, i + 2, words):
        return 2, i + 4, True
    if follower in words["few"]:
        return 2, i + 2, True
    if collective_of(scan, i + 1, words):
        value = words.collectives[follower]
        return parse_number(scan, i + 3) or (value or 2, i + 3, not value)
    scale = scan.language.multipliers.get(follower)
    return None if scale is None else _spelled(scan, i, first=1) or (scale, i + 2, False)


def collective_of(scan: Scan, i: int, words: QuantityWords) -> bool:
    """Whether a noun for so many stands here, and "of" after it.

    Parameters
    ----------
    scan : Scan
    i : int
    words : QuantityWords
    """
    return scan.word(i) in words.collectives and scan.plays(i + 1, "genitive")


def _vague(scan: Scan, i: int) -> Number:
    end = i + 1
    value = scan.language.vague[scan.word(i)]
    following = scan.language.multipliers.get(scan.word(end), 0)
    if following >= 12:  # "several dozen", "several hundred"
        value, end = value * following, end + 1
    elif scan.plays(end, "genitive") and scan.language.vague.get(scan.word(end + 1), 0) >= 100:  # "tens of thousands"
        value, end = 20000, end + 2
    counts = scan.word(end + 1) not in quantity_words(scan.language)["shares"]
    return value, end + (scan.plays(end, "genitive") and counts), True


def _spelled(scan: Scan, i: int, first: int = 0) -> Number | None:
    """Read a number in words; `first` is what an article before a multiplier stands for ("a hundred and twenty")."""
    total, current, j = 0, first, i + (first > 0)
    while (read := _next_word(scan, j, total, current)) is not None:
        total, current, j = read
    return (total + current, j, False) if j > i and total + current else None


def _next_word(scan: Scan, j: int, total: int, current: int) -> tuple[int, int, int] | None:
    """Read one more word of a number: the thousands so far, what is below them, and the token after it."""
    value = _cardinal(scan.word(j), scan)
    if value is not None and (current == 0 or (current >= 20 and current % 10 == 0 and value < 10)):
        return total, current + value, j + 1
    scale = scan.language.multipliers.get(scan.word(j))
    if scale is not None and current:
        return (total + current * scale, 0, j + 1) if scale >= 1000 else (total, current * scale, j + 1)
    return _past_hundred(scan, j, total, current, value)


def _past_hundred(scan: Scan, j: int, total: int, current: int, value: int | None) -> tuple[int, int, int] | None:
    """Read what follows a hundred, with "and" or without."""
    if current < 100:
        return None
    if scan.plays(j, "additive"):
        follower = _cardinal(scan.word(j + 1), scan)
        return (total, current + follower, j + 2) if follower is not None else None
    return (total, current + value, j + 1) if value is not None and current % 100 == 0 else None


def _cardinal(low: str, scan: Scan) -> int | None:
    value = scan.language.numbers.get(low)
    return _hyphened(low, scan) if value is None and "-" in low else value


def _hyphened(low: str, scan: Scan) -> int | None:
    """Read "twenty-four"."""
    head, _, tail = low.partition("-")
    tens, ones = scan.language.numbers.get(head, 0), scan.language.numbers.get(tail, 0)
    return tens + ones if tens >= 20 and 0 < ones < 10 else None
