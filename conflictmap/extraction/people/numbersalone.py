"""Numbers that count nobody: how old somebody is, the year, the day of a month."""

from __future__ import annotations

from conflictmap.extraction.numbers.numerals import YEARS
from conflictmap.extraction.numbers.quantities import Quantity
from conflictmap.extraction.people.extent import BODY, people_ending_at
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.text import figure

__all__ = ["is_age", "is_date"]

_LONGEST_MONTH = 31
_FINITE = frozenset({Tag.BE, Tag.HAVE, Tag.PAST})


def is_age(scan: Scan, i: int) -> bool:
    """Whether a number tells how old somebody is: "aged 12", "Omar Ali, 45, was", "a boy (12)".

    Parameters
    ----------
    scan : Scan
    i : int
        Where the number stands.
    """
    low = scan.word(i)
    if scan.syntax.tags[i : i + 1] == (Tag.NUMBER,) and scan.word(i - 1) in person_words(scan.language)["age_marks"]:
        return True
    if _joins_age(scan, i):
        return True
    return 0 < (figure(low) or 0) < 110 and i >= 2 and _set_off(scan, i) and _after_somebody(scan, i)


def _joins_age(scan: Scan, i: int) -> bool:
    """Whether a bare number goes on with ages: "two boys aged 10 and | 13 | in Khalis"."""
    tags = scan.syntax.tags
    joined = i > 2 and (scan.plays(i - 1, "additive") or scan.word(i - 1) == ",")
    words = person_words(scan.language)
    others = scan.word(i + 1) in words["rest"] | words["more"]  # "a boy aged seven and | three others"
    body = others or (i + 1 < len(scan) and tags[i + 1] in BODY)
    bare = joined and tags[i] is tags[i - 2] is Tag.NUMBER and not body
    return bare and (_ages_begin(scan, i - 3) or _joins_age(scan, i - 2))


def _ages_begin(scan: Scan, mark: int) -> bool:
    """Whether the word for ages stands behind several people, or behind nobody known: not "a boy aged"."""
    if scan.word(mark) not in person_words(scan.language)["age_marks"]:
        return False
    before = people_ending_at(scan, mark - (scan.word(mark - 1) == ","))
    return before is None or before.entry.form == "plural"


def _set_off(scan: Scan, i: int) -> bool:
    """Whether a number stands between commas or brackets."""
    closed = scan.word(i + 1) in {",", ")", ".", ""} or scan.plays(i + 1, "additive")
    return closed and scan.word(i - 1) in {",", "("}


def _after_somebody(scan: Scan, i: int) -> bool:
    """Whether one person is named before the mark that sets a number off; before "and" only a name will do."""
    if scan.syntax.tags[i - 2] is Tag.NAME and scan.syntax.tags[i - 3 if i > 2 else 0] is not Tag.PREPOSITION:
        return True
    before = people_ending_at(scan, i - 1)
    return before is not None and before.entry.form != "plural" and not scan.plays(i + 1, "additive")


def is_date(scan: Scan, i: int, quantity: Quantity) -> bool:
    """Whether a number is a year, or the day of a month that no verb follows: "on May | 22 |, three men were shot".

    Parameters
    ----------
    scan : Scan
    i : int
        Where the number stands.
    quantity : Quantity
    """
    exact = quantity.low == quantity.high and scan.word(i).isdecimal()
    number, tags = quantity.low or 0, scan.syntax.tags
    if exact and number in YEARS:
        return True
    day = exact and 1 <= number <= _LONGEST_MONTH and _is_month(scan, i - 1)
    return day and (quantity.end >= len(scan) or tags[quantity.end] not in _FINITE)


def _is_month(scan: Scan, i: int) -> bool:
    """Whether a month ends here, cut short or not: "May", "Nov."."""
    return i >= 0 and scan.word(i - (scan.word(i) == ".")).rstrip(".") in scan.language.dates.months
