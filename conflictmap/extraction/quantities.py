"""How many: the grammar of a number phrase.

::

    quantity := bound? number (("to" | "-" | "or") number)? ("or more")?
              | "between" number "and" number
    number   := digits | words | "a dozen" | "two dozen" | vague word | article

The ends follow the guide: "at least six" is 6 to open, "up to six" is open to 6, "about six" is 6, "several" is 2 to
open, "dozens" 24 to open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from conflictmap.extraction.sentence import Scan
from conflictmap.language import Language

__all__ = ["Quantity", "QuantityWords", "parse_number", "parse_quantity", "quantity_words"]

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})x?$")
_LEADING = re.compile(r"\d{1,3}$")
_TRIPLE = re.compile(r"\d{3}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAYS = 31
_LISTS = ("hazy", "skipped", "hedges", "articles", "ranges", "between", "shares", "clocks", "half", "half_phrases")


@dataclass(frozen=True, slots=True)
class QuantityWords:
    """Words of number phrases: sets by name, phrases for half a dozen, and nouns that stand for a number."""

    sets: Mapping[str, frozenset[str]]
    half: tuple[tuple[str, ...], ...]
    collectives: Mapping[str, int]

    def __getitem__(self, name: str) -> frozenset[str]:
        """Return a set of words."""
        return self.sets[name]


@lru_cache(maxsize=8)
def quantity_words(language: Language) -> QuantityWords:
    """Return the words of a language, from ``reading/quantities.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    words = language.lists("quantities").of("words", _LISTS)
    half: tuple[tuple[str, ...], ...] = tuple((word,) for word in words["half"])
    half += tuple(tuple(phrase.split()) for phrase in words["half_phrases"])
    collectives = dict.fromkeys(language.grammar.vague_collectives, 0) | dict(language.grammar.collectives)
    return QuantityWords({name: frozenset(found) for name, found in words.items()}, half, collectives)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase: tokens `start` to `end`, its two ends, and how it was put.

    Attributes
    ----------
    low, high : int or None
        Persons; an open end is ``None``.
    vague : bool
        Nobody counted ("several", "dozens").
    article : bool
        Only an article stands for the number ("a soldier").
    bounded : bool
        A bound opened an end or widened it ("at least", "up to", a range).
    """

    start: int
    end: int
    low: int | None
    high: int | None
    vague: bool = False
    article: bool = False
    bounded: bool = False


def parse_number(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    """Read a cardinal at token `i`: its value, the token after it, and whether it is vague."""
    low = scan.word(i)
    lexicon = scan.language
    if not low:
        return None
    if low[0].isdigit() and _DIGITS.match(low):
        return None if _is_date(scan, i) else _digits(scan, i)
    if low == "(" and scan.word(i + 1).isdigit() and scan.word(i + 2) == ")" and scan.word(i + 3)[:1].isalpha():
        return int(scan.word(i + 1)), i + 3, False  # "assassinated (2) police officers"
    half = _half_dozen(scan, i)
    if half is not None:
        return half
    if low in {"a", "an"}:
        return _after_article(scan, i)
    if low in lexicon.vague:
        return _vague(scan, i)
    return _spelled(scan, i)


def _is_date(scan: Scan, i: int) -> bool:
    """Whether a figure is the day or the year of a date: "August 21 killed many", "11 Jul 2015 troops killed four"."""
    word, months = scan.word(i), scan.language.dates.months
    before = [scan.word(i - k).rstrip(".") for k in (1, 2, 3)]
    if _YEAR.fullmatch(word):
        day = before[1:] if before[0] == "," else before
        dated = day[0] in months or (day[0].isdigit() and (day[1] in months or before[0] == ","))
        return dated and day[0] != word
    if not word.isdigit() or int(word) > _DAYS:
        return False
    if scan.word(i + 1).rstrip(".") in months and scan.at("people", i + 1) is None:
        return True
    return before[0] in months and (scan.word(i + 1).isdigit() or not _counts_people(scan, i + 1))


def _counts_people(scan: Scan, i: int) -> bool:
    """Whether a noun of people stands within a few words: "in March 12 Iraqi soldiers"."""
    return any(scan.at("people", j) is not None for j in range(i, min(i + 3, len(scan))))


def _digits(scan: Scan, i: int) -> tuple[int, int, bool]:
    """Read figures: "1,250", "1 250", "3x", "2 x", "2 hundred", "1 dozen"."""
    value, end = int(scan.word(i).replace(",", "").rstrip("x")), i + 1
    if _LEADING.match(scan.word(i)) and scan.word(i) != "0":
        while _TRIPLE.match(scan.word(end)) and scan.offset(end) - scan.stop(end) == 1:
            value, end = value * 1000 + int(scan.word(end)), end + 1
    scale = scan.language.multipliers.get(scan.word(end), 0)
    if scale:
        return value * scale, end + 1, False
    return value, end + (scan.word(end) == "x"), False


def _half_dozen(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    for phrase in quantity_words(scan.language).half:
        if scan.word(i) == phrase[0] and tuple(scan.lows[i : i + len(phrase)]) == phrase:
            return 6, i + len(phrase), False
    return None


def _after_article(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    words = quantity_words(scan.language)
    follower = scan.word(i + 1)
    half = _half_dozen(scan, i + 1)
    if half is not None:
        return half
    if follower in words["hazy"] and scan.word(i + 2) in words.collectives and scan.word(i + 3) == "of":
        return 2, i + 4, True
    if follower == "few":
        return 2, i + 2, True
    if follower in words.collectives and scan.word(i + 2) == "of":
        inner = parse_number(scan, i + 3)
        if inner is not None:
            return inner
        value = words.collectives[follower]
        return value or 2, i + 3, not value
    scale = scan.language.multipliers.get(follower)
    if scale is None:
        return None
    return _spelled(scan, i, first=1) or (scale, i + 2, False)


def _vague(scan: Scan, i: int) -> tuple[int, int, bool]:
    end = i + 1
    value = scan.language.vague[scan.word(i)]
    following = scan.language.multipliers.get(scan.word(end), 0)
    if following >= 12:  # "several dozen", "several hundred"
        value, end = value * following, end + 1
    elif scan.word(end) == "of" and scan.language.vague.get(scan.word(end + 1), 0) >= 100:  # "tens of thousands"
        value, end = 20000, end + 2
    if scan.word(end) == "of" and scan.word(end + 1) not in quantity_words(scan.language)["shares"]:
        end += 1
    return value, end, True


def _spelled(scan: Scan, i: int, first: int = 0) -> tuple[int, int, bool] | None:
    """Read a number in words; `first` is what an article before a multiplier stands for ("a hundred and twenty")."""
    lexicon, total, current, j = scan.language, 0, first, i + (first > 0)
    while j < len(scan):
        low = scan.word(j)
        value = _cardinal(low, scan)
        if value is not None and (current == 0 or (current >= 20 and current % 10 == 0 and value < 10)):
            current += value
        elif low in lexicon.multipliers and current:
            scale = lexicon.multipliers[low]
            total, current = (total + current * scale, 0) if scale >= 1000 else (total, current * scale)
        elif low == "and" and current >= 100 and _cardinal(scan.word(j + 1), scan) is not None:
            follower = _cardinal(scan.word(j + 1), scan) or 0
            current += follower
            j += 1
        elif value is not None and current >= 100 and current % 100 == 0:
            current += value
        else:
            break
        j += 1
    return (total + current, j, False) if j > i and total + current else None


def _cardinal(low: str, scan: Scan) -> int | None:
    value = scan.language.numbers.get(low)
    if value is None and "-" in low:
        head, _, tail = low.partition("-")
        tens, ones = scan.language.numbers.get(head), scan.language.numbers.get(tail)
        if tens and ones and tens >= 20 and ones < 10:
            return tens + ones
    return value


def parse_quantity(scan: Scan, i: int) -> Quantity | None:
    """Read a number phrase at token `i`; an article alone ("a soldier") is one, and says so."""
    if i not in scan.quantities:
        scan.quantities[i] = _parse(scan, i)
    found: Quantity | None = scan.quantities[i]
    return found


def _parse(scan: Scan, i: int) -> Quantity | None:
    words = quantity_words(scan.language)
    j, mode = _past_bounds(scan, i, words)
    if scan.word(j) in words["between"]:
        return _between(scan, i, j)
    inner = _collected(scan, j, words)
    if inner is not None:
        return replace(inner, start=i) if not mode else replace(inner, start=i, high=None, bounded=True)
    number = parse_number(scan, j)
    if number is None:
        if scan.word(j) in words["articles"] and (j == i or mode):
            low, high = _ends(1, mode)
            return Quantity(i, j + 1, low, high, article=not mode, bounded=bool(mode))
        return None
    value, end, vague = number
    if scan.word(end) in words["clocks"] and value >= 100:  # a clock: "1900 hrs - 6 bodies found"
        return None
    second = _range_end(scan, end, value, words)
    if second is not None:
        return Quantity(i, second[1], value, second[0], bounded=True)
    mode, end = _trailing_bound(scan, end, mode)
    low, high = (value, None) if vague and mode != "at_most" else _ends(value, mode)
    article = scan.word(j) == "one" and end == j + 1 and not mode
    return Quantity(i, end, low, high, vague=vague, article=article, bounded=bool(mode))


def _past_bounds(scan: Scan, i: int, words: QuantityWords) -> tuple[int, str]:
    """Step over what bounds a number; return where the number begins and which end is open."""
    j, mode = _skipped(scan, i, words), ""
    while (bound := scan.at("bound", j)) is not None and bound.entry.value != "or_more":
        if scan.word(j) in {"another", "the"} and bound.end == j + 1 and parse_number(scan, bound.end) is None:
            break
        if bound.entry.value != "about":
            mode = bound.entry.value
        j = _skipped(scan, bound.end, words)
    return j, mode


def _skipped(scan: Scan, j: int, words: QuantityWords) -> int:
    while scan.word(j) in words["skipped"]:
        j += 1
    return j


def _collected(scan: Scan, j: int, words: QuantityWords) -> Quantity | None:
    """Read what stands after "a group of" if it is more than a plain number: "a group of between 10 and 12"."""
    if scan.word(j) not in {"a", "an"} or scan.word(j + 1) not in words.collectives or scan.word(j + 2) != "of":
        return None
    inner = parse_quantity(scan, j + 3)
    return inner if inner is not None and not inner.article else None


def _trailing_bound(scan: Scan, end: int, mode: str) -> tuple[str, int]:
    """Read "+", "-plus" or "or more" after a number."""
    if scan.word(end) == "+" and not (end + 1 < len(scan) and scan.word(end + 1)[0].isdigit()):
        return "at_least", end + 1
    if scan.word(end) == "-" and scan.word(end + 1) == "plus":
        return "at_least", end + 2
    more = scan.at("bound", end)
    if more is not None and more.entry.value == "or_more":
        return "at_least", more.end
    return mode, end


def _ends(value: int, mode: str) -> tuple[int | None, int | None]:
    return (None if mode == "at_most" else value, None if mode == "at_least" else value)


def _between(scan: Scan, start: int, j: int) -> Quantity | None:
    first = parse_number(scan, j + 1)
    if first is None or scan.word(first[1]) not in {"and", "to", "-"}:
        return None
    second = parse_number(scan, first[1] + 1)
    if second is None or second[0] <= first[0]:
        return None
    return Quantity(start, second[1], first[0], second[0], bounded=True)


def _range_end(scan: Scan, end: int, value: int, words: QuantityWords) -> tuple[int, int] | None:
    """Read "to 15", "-15", "or 15" or ", possibly five," after a number: only upwards, and not too far apart."""
    j = end + 1 if scan.word(end) == "," and scan.word(end + 1) in words["hedges"] else end
    hedged = scan.word(j) in words["hedges"]
    if not hedged and scan.word(j) not in words["ranges"]:
        return None
    j += 1
    if scan.word(j) in words["hedges"]:
        j += 1
    second = parse_number(scan, j)
    if second is None or second[2] or not value < second[0] <= max(value * 4, value + 10):
        return None
    closing = second[1] + 1 if hedged and j > end + 1 and scan.word(second[1]) == "," else second[1]
    return second[0], closing
