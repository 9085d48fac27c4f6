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
from dataclasses import dataclass

from conflictmap.extraction.sentence import Scan

__all__ = ["Quantity", "parse_number", "parse_quantity"]

_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,7})x?$")


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
    """

    start: int
    end: int
    low: int | None
    high: int | None
    vague: bool = False
    article: bool = False


def parse_number(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    """Read a cardinal at token `i`: its value, the token after it, and whether it is vague."""
    low = scan.word(i)
    language = scan.language
    if not low:
        return None
    if _DIGITS.match(low):
        value, end = int(low.replace(",", "").rstrip("x")), i + 1
        scale = language.multipliers.get(scan.word(end), 0)
        return (value * scale, end + 1, False) if scale >= 100 else (value, end, False)
    if low == "half" and scan.word(i + 1) == "a" and scan.word(i + 2) == "dozen":
        return 6, i + 3, False
    if low in {"a", "an"}:
        return _after_article(scan, i)
    if low in language.vague:
        return _vague(scan, i)
    return _spelled(scan, i)


def _after_article(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    follower, grammar = scan.word(i + 1), scan.grammar
    if (
        follower in scan.grammar.hazy
        and scan.word(i + 2) in {"number", "handful", "group"}
        and scan.word(i + 3) == "of"
    ):
        return 2, i + 4, True
    if follower == "few":
        return 2, i + 2, True
    if (follower in grammar.collectives or follower in grammar.vague_collectives) and scan.word(i + 2) == "of":
        inner = parse_number(scan, i + 3)
        if inner is not None:
            return inner
        value = grammar.collectives.get(follower)
        return value or 2, i + 3, value is None
    value = scan.language.multipliers.get(follower)
    return (value, i + 2, False) if value else None


def _vague(scan: Scan, i: int) -> tuple[int, int, bool]:
    end = i + 1
    value = scan.language.vague[scan.word(i)]
    following = scan.language.multipliers.get(scan.word(end), 0)
    if following >= 12:  # "several dozen", "several hundred"
        value, end = value * following, end + 1
    elif scan.word(end) == "of" and scan.language.vague.get(scan.word(end + 1), 0) >= 100:  # "tens of thousands"
        value, end = 20000, end + 2
    if scan.word(end) == "of" and scan.word(end + 1) not in {"the", "them", "those", "his", "her", "their", "whom"}:
        end += 1
    return value, end, True


def _spelled(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    language, total, current, j = scan.language, 0, 0, i
    while j < len(scan):
        low = scan.word(j)
        value = _cardinal(low, scan)
        if value is not None and (current == 0 or (current >= 20 and current % 10 == 0 and value < 10)):
            current += value
        elif low in language.multipliers and current:
            scale = language.multipliers[low]
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
    j, mode, start = i, "", i
    while scan.word(j) in scan.grammar.skipped_before_numbers:
        j += 1
    while (bound := scan.at("bound", j)) is not None and bound.entry.value != "or_more":
        if scan.word(j) in {"another", "the"} and bound.end == j + 1 and parse_number(scan, bound.end) is None:
            break
        if bound.entry.value != "about":
            mode = bound.entry.value
        j = bound.end
        while scan.word(j) in scan.grammar.skipped_before_numbers:
            j += 1
    if scan.word(j) in {"between", "from"}:
        return _between(scan, start, j)
    number = parse_number(scan, j)
    if number is None:
        if scan.word(j) in scan.grammar.articles and (j == i or mode):
            low, high = _ends(1, mode)
            return Quantity(start, j + 1, low, high, article=not mode)
        return None
    value, end, vague = number
    if scan.word(end) in {"hrs", "hr", "hours"} and value >= 100:  # a clock: "1900 hrs - 6 bodies found"
        return None
    second = _range_end(scan, end, value)
    if second is not None:
        return Quantity(start, second[1], value, second[0])
    if scan.word(end) == "+" or (scan.word(end) == "-" and scan.word(end + 1) == "plus"):
        mode, end = "at_least", end + (1 if scan.word(end) == "+" else 2)
    more = scan.at("bound", end)
    if more is not None and more.entry.value == "or_more":
        mode, end = "at_least", more.end
    low, high = (value, None) if vague and mode != "at_most" else _ends(value, mode)
    article = scan.word(j) == "one" and end == j + 1 and not mode
    return Quantity(start, end, low, high, vague=vague, article=article)


def _ends(value: int, mode: str) -> tuple[int | None, int | None]:
    return (None if mode == "at_most" else value, None if mode == "at_least" else value)


def _between(scan: Scan, start: int, j: int) -> Quantity | None:
    first = parse_number(scan, j + 1)
    if first is None or scan.word(first[1]) not in {"and", "to", "-"}:
        return None
    second = parse_number(scan, first[1] + 1)
    if second is None or second[0] <= first[0]:
        return None
    return Quantity(start, second[1], first[0], second[0])


def _range_end(scan: Scan, end: int, value: int) -> tuple[int, int] | None:
    """Read "to 15", "-15" or "or 15" after a number: only upwards, and not "2 to 3 p.m." style distances apart."""
    if scan.word(end) not in {"to", "-", "or"}:
        return None
    second = parse_number(scan, end + 1)
    if second is None or second[2] or not value < second[0] <= max(value * 4, value + 10):
        return None
    return second[0], second[1]
