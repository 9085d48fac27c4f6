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
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from conflictmap.extraction.sentence import Scan
from conflictmap.language import Language, WordSets
from conflictmap.memo import Memo
from conflictmap.model.bounds import MOST_PEOPLE
from conflictmap.text import figure

__all__ = ["Quantity", "QuantityWords", "parse_number", "parse_quantity", "quantity_starts", "quantity_words"]

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})[x]?$")
_LEADING = re.compile(r"\d{1,3}$")
_TRIPLE = re.compile(r"\d{3}$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAYS = 31
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


class Quantity(NamedTuple):
    """A number phrase: tokens `start` to `end`, its two ends, and how it was put.

    Attributes
    ----------
    low, high : int or None
        Persons; an open end is ``None``.
    vague : bool
        Nobody counted ("several", "dozens").
    article : bool
        Only an article stands for the number ("a soldier").
    """

    start: int
    end: int
    low: int | None
    high: int | None
    vague: bool = False
    article: bool = False


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
    if follower in words["hazy"] and _collective_of(scan, i + 2, words):
        return 2, i + 4, True
    if follower in words["few"]:
        return 2, i + 2, True
    if _collective_of(scan, i + 1, words):
        value = words.collectives[follower]
        return parse_number(scan, i + 3) or (value or 2, i + 3, not value)
    scale = scan.language.multipliers.get(follower)
    return None if scale is None else _spelled(scan, i, first=1) or (scale, i + 2, False)


def _collective_of(scan: Scan, i: int, words: QuantityWords) -> bool:
    """Whether a noun for so many stands here, and "of" after it."""
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


def parse_quantity(scan: Scan, i: int) -> Quantity | None:
    """Read a number phrase at token `i`; an article alone ("a soldier") is one, and says so.

    Parameters
    ----------
    scan : Scan
    i : int

    Returns
    -------
    Quantity or None
    """
    if i not in scan.quantities:
        opens = quantity_words(scan.language).opens[scan.word(i)] or scan.at("bound", i) is not None
        scan.quantities[i] = _parse(scan, i) if opens else None
    found: Quantity | None = scan.quantities[i]
    return found


def quantity_starts(scan: Scan) -> list[int]:
    """Return the tokens at which a number phrase may begin, in order.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of int
    """
    opens = quantity_words(scan.language).opens
    found = [i for i, low in enumerate(scan.lows) if opens[low]]
    bounds = scan.all("bound")
    return sorted({*found, *(hit.start for hit in bounds)}) if bounds else found


def _parse(scan: Scan, i: int) -> Quantity | None:
    words = quantity_words(scan.language)
    again = _again(scan, i, words)
    if again is not None:
        return again
    j, mode = _past_bounds(scan, i, words)
    if scan.word(j) in words["between"]:
        return _between(scan, i, j, words)
    inner = _collected(scan, j, words)
    if inner is not None:
        return inner._replace(start=i) if not mode else inner._replace(start=i, high=None)
    number = parse_number(scan, j)
    if _one_by_one(scan, j):
        return None
    if number is None:
        return _article(scan, i, j, mode, words)
    return _plain(scan, i, j, mode, number)


def _again(scan: Scan, i: int, words: QuantityWords) -> Quantity | None:
    """Read a number that repeats the one before: "three guards and | as many attackers", "| twice as many"."""
    end, times = _again_at(scan, i, words)
    last = _last_before(scan, i) if times else None
    if last is None:
        return None
    low, high = (None if value is None else value * times for value in (last.low, last.high))
    return Quantity(i, end, low, high, vague=last.vague)


def _again_at(scan: Scan, i: int, words: QuantityWords) -> tuple[int, int]:
    """Return where "as many" or "twice as many" ends that begins at token `i`, and how many times it is."""
    for phrase, times in words.again.items():
        end = i + len(phrase)
        if tuple(scan.lows[i:end]) == phrase and scan.word(end) != phrase[-2]:  # not "as many as"
            return end, times
    return i, 0


def _last_before(scan: Scan, i: int) -> Quantity | None:
    """Return the last number before token `i`, with what bounds it."""
    before = (parse_quantity(scan, k) for k in range(max(0, i - _NEAR_SAME), i))
    told = [quantity for quantity in before if quantity is not None and not quantity.article]
    return max((q for q in told if q.end <= i), key=lambda q: (q.end, -q.start), default=None)


_NEAR_SAME = 12
"""Tokens before a number that repeats another within which that begins."""


def _one_by_one(scan: Scan, j: int) -> bool:
    """Whether a number only says in what turns: "one by one"."""
    return scan.plays(j + 1, "agent") and scan.word(j + 2) == scan.word(j)


def _article(scan: Scan, i: int, j: int, mode: str, words: QuantityWords) -> Quantity | None:
    """Read an article as one."""
    if scan.word(j) not in words["articles"] or not (j == i or mode):
        return None
    low, high = _ends(1, mode)
    return Quantity(i, j + 1, low, high, article=not mode)


def _plain(scan: Scan, i: int, j: int, mode: str, number: Number) -> Quantity | None:
    """Read a number with what may follow it: the other end of a range, "or more"; no clock ("1900 hrs")."""
    words, (value, end, vague) = quantity_words(scan.language), number
    if scan.word(end) in words["clocks"] and value >= 100:
        return None
    second = _range_end(scan, end, value, words)
    if second is not None:
        return Quantity(i, second[1], value, second[0])
    mode, end = _trailing_bound(scan, end, mode)
    low, high = (value, None) if vague and mode != "at_most" else _ends(value, mode)
    article = not mode and end == j + 1 and scan.plays(j, "one")
    return Quantity(i, end, low, high, vague=vague, article=article)


def _past_bounds(scan: Scan, i: int, words: QuantityWords) -> tuple[int, str]:
    """Step over what bounds a number; return where the number begins and which end is open."""
    j, mode = _skipped(scan, i, words), ""
    while (bound := scan.at("bound", j)) is not None and bound.entry.value != "or_more":
        if scan.word(j) in words["adding"] and bound.end == j + 1 and parse_number(scan, bound.end) is None:
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
    """Read what stands after "a group of" if it is more than a plain number: "a band of between six and eight"."""
    if not scan.plays(j, "indefinite") or not _collective_of(scan, j + 1, words):
        return None
    inner = parse_quantity(scan, j + 3)
    return inner if inner is not None and not inner.article else None


def _trailing_bound(scan: Scan, end: int, mode: str) -> tuple[str, int]:
    """Read "+", "-plus" or "or more" after a number."""
    if scan.word(end) == "+" and not (end + 1 < len(scan) and scan.word(end + 1)[0].isdecimal()):
        return "at_least", end + 1
    if scan.word(end) == "-" and scan.word(end + 1) in quantity_words(scan.language)["plus"]:
        return "at_least", end + 2
    more = scan.at("bound", end)
    if more is not None and more.entry.value == "or_more":
        return "at_least", more.end
    return mode, end


def _ends(value: int, mode: str) -> tuple[int | None, int | None]:
    return (None if mode == "at_most" else value, None if mode == "at_least" else value)


def _between(scan: Scan, start: int, j: int, words: QuantityWords) -> Quantity | None:
    first = parse_number(scan, j + 1)
    if first is None or scan.word(first[1]) not in words["between_joints"]:
        return None
    second = parse_number(scan, first[1] + 1)
    if second is None or second[0] <= first[0]:
        return None
    return Quantity(start, second[1], first[0], second[0])


def _range_end(scan: Scan, end: int, value: int, words: QuantityWords) -> tuple[int, int] | None:
    """Read "to 15", "-15", "or 15" or ", possibly five," after a number: only upwards, and not too far apart."""
    j = end + 1 if scan.word(end) == "," and scan.word(end + 1) in words["hedges"] else end
    hedged = scan.word(j) in words["hedges"]
    if not hedged and scan.word(j) not in words["ranges"]:
        return None
    j += 1 + (scan.word(j + 1) in words["hedges"])
    second = parse_number(scan, j)
    if second is None or second[2] or not value < second[0] <= max(value * 4, value + 10):
        return None
    aside = hedged and j > end + 1 and scan.word(second[1]) == ","
    return second[0], second[1] + aside
