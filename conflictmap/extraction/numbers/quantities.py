"""How many: the grammar of a number phrase.

::

    quantity := bound? number (("to" | "-" | "or") number)? ("or more")?
              | "between" number "and" number
              | number "(" source ")" ("to" | "or") number ("(" source ")")?
    number   := digits | words | "a dozen" | "two dozen" | vague word | article

The ends follow the guide: "at least six" is 6 to open, "up to six" is open to 6, "about six" is 6, "several" is 2 to
open, "dozens" 24 to open.
"""

from __future__ import annotations

from typing import NamedTuple

from conflictmap.extraction.numbers.numerals import Number, QuantityWords, collective_of, parse_number, quantity_words
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Language
from conflictmap.model.bounds import MOST_PEOPLE

__all__ = ["Quantity", "parse_quantity", "quantity_starts", "repeated"]


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


def repeated(scan: Scan, i: int) -> Quantity | None:
    """Return the number that a phrase at token `i` repeats: "| as many", "| twice as many".

    Parameters
    ----------
    scan : Scan
    i : int

    Returns
    -------
    Quantity or None
        ``None`` if no such phrase begins there.
    """
    again = _again_at(scan, i, quantity_words(scan.language))
    return _last_before(scan, i) if again is not None else None


def _again(scan: Scan, i: int, words: QuantityWords) -> Quantity | None:
    """Read a number that repeats the one before: "three guards and | as many attackers", "| twice as many"."""
    again = _again_at(scan, i, words)
    last = _last_before(scan, i) if again is not None else None
    if again is None or last is None:
        return None
    end, times = again
    low, high = (None if value is None else value * times for value in (last.low, last.high))
    return None if max(low or 0, high or 0) > MOST_PEOPLE else Quantity(i, end, low, high, vague=last.vague)


def _again_at(scan: Scan, i: int, words: QuantityWords) -> tuple[int, int] | None:
    """Return where "as many" or "twice as many" ends that begins at token `i`, and how many times it is."""
    for phrase, times in words.again.items():
        end = i + len(phrase)
        if tuple(scan.lows[i:end]) == phrase and scan.word(end) not in phrase:  # not "as many as"
            return end, times
    return None


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
    sourced = _by_sources(scan, end, value, words)
    if sourced is not None:
        return Quantity(i, sourced[2], *sourced[:2])
    second = _range_end(scan, end, value, words) or (_at_most(scan, end) if mode == "at_least" else None)
    if second is not None:
        return Quantity(i, second[1], value, second[0])
    mode, end = _trailing_bound(scan, end, mode)
    low, high = (value, None) if vague and mode != "at_most" else _ends(value, mode)
    article = not mode and end == j + 1 and scan.plays(j, "one")
    return Quantity(i, end, low, high, vague=vague, article=article)


def _at_most(scan: Scan, end: int) -> tuple[int, int] | None:
    """Read the other end of "at least five | and at most eight"; return it and the token after it."""
    bound = scan.at("bound", end + 1) if scan.plays(end, "additive", "alternative") else None
    number = parse_number(scan, bound.end) if bound is not None and bound.entry.value == "at_most" else None
    return (number[0], number[1]) if number is not None and not number[2] else None


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
    if not scan.plays(j, "indefinite") or not collective_of(scan, j + 1, words):
        return None
    inner = parse_quantity(scan, j + 3)
    return inner if inner is not None and not inner.article else None


def _by_sources(scan: Scan, end: int, value: int, words: QuantityWords) -> tuple[int, int, int] | None:
    """Read a second figure where each has its source in brackets: "killing 24 (Reuters) or 19 (AP)".

    Returns the lower and the higher figure, and the token after them.
    """
    close = _past_brackets(scan, end)
    if close == end or scan.word(close) not in words["ranges"]:
        return None
    other = parse_number(scan, close + 1)
    if other is None or other[2]:
        return None
    low, high = sorted((value, other[0]))
    return (low, high, _past_brackets(scan, other[1])) if _near(low, high) else None


def _past_brackets(scan: Scan, i: int) -> int:
    """Step over words in brackets among which no number stands."""
    close = _closing(scan, i + 1) if scan.word(i) == "(" else None
    return i if close is None or _counts_within(scan, i + 1, close) else close + 1


def _closing(scan: Scan, i: int) -> int | None:
    return next((k for k in range(i, min(i + _SOURCE, len(scan))) if scan.word(k) == ")"), None)


def _counts_within(scan: Scan, start: int, end: int) -> bool:
    return any(parse_number(scan, k) is not None for k in range(start, end))


_SOURCE = 8
"""Tokens from a bracket within which the other one closes behind a source: "(according to a doctor)"."""


def _near(low: int, high: int) -> bool:
    """Whether two figures may be of the same people: not too far apart."""
    return high <= max(low * 4, low + 10)


def _trailing_bound(scan: Scan, end: int, mode: str) -> tuple[str, int]:
    """Read "+", "-plus", "-odd" or "or more" after a number."""
    if scan.word(end) == "+" and not (end + 1 < len(scan) and scan.word(end + 1)[0].isdecimal()):
        return "at_least", end + 1
    if scan.word(end) == "-" and scan.word(end + 1) in _dashed(scan.language):
        return ("at_least" if scan.word(end + 1) in quantity_words(scan.language)["plus"] else mode), end + 2
    more = scan.at("bound", end)
    if more is not None and more.entry.value == "or_more":
        return "at_least", more.end
    return mode, end


def _dashed(language: Language) -> frozenset[str]:
    """Return what may follow a number behind a dash: "30-plus", "40-odd"."""
    words = quantity_words(language)
    return words["plus"] | words["odd"]


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


def _befalls_next(scan: Scan, i: int) -> bool:
    """Whether something befalls those whom a number counts: "killed three and maybe five | were wounded"."""
    for k in range(i, min(i + _NEXT, len(scan))):
        if scan.word(k) == "," or scan.plays(k, "additive"):
            return False
        if scan.at("outcome", k) is not None:
            return True
    return False


_NEXT = 3
"""Tokens behind a number within which a verb tells what befalls those counted."""


def _range_end(scan: Scan, end: int, value: int, words: QuantityWords) -> tuple[int, int] | None:
    """Read "to 15", "-15", "or 15" or ", possibly five," after a number: only upwards, and not too far apart."""
    j, hedged = _past_mark(scan, end, words)
    if not hedged and scan.word(j) not in words["ranges"]:
        return None
    j += 1 + (scan.word(j + 1) in words["hedges"])
    second = parse_number(scan, j)
    if second is None or second[2] or not value < second[0] or not _near(value, second[0]):
        return None
    if scan.plays(end, "additive") and _befalls_next(scan, second[1]):
        return None
    aside = hedged and j > end + 1 and scan.word(second[1]) == ","
    return second[0], second[1] + aside


def _past_mark(scan: Scan, end: int, words: QuantityWords) -> tuple[int, bool]:
    """Return where the other end of a range is led up to, past a comma or "and", and whether a hedge does."""
    aside = scan.word(end) == "," or scan.plays(end, "additive")
    first = end + 1 + (scan.word(end) == "," and scan.plays(end + 1, "additive"))
    j = first if aside and scan.word(first) in words["hedges"] else end
    return j, scan.word(j) in words["hedges"]
