"""Lines of a log that begin with the hour: "0610 - Karrada, 62nd Street. ...", "[07:20] ...", "1pm Hayaniya: ...".

A weekday may stand before the hour ("Sat 2215 Qibla."), or the day be written with it ("282140.", "061105D").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from conflictmap.extraction.dateline.headpatterns import BULLET
from conflictmap.extraction.wordpatterns import alternation, forms
from conflictmap.language import DateWords

__all__ = ["clock_stamps"]

LINE = re.compile(r"[^\s][^\n]*")
FEWEST = 2
"""Lines that must begin with the hour, and one line in so many."""
SHARE = 3
YEAR = re.compile(r"\W*(?:19|20)\d\d\b")
GROUP = r"(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d"
"""Day and hour in six figures."""
GROUPED = re.compile(rf"\W*{GROUP}")


@lru_cache(maxsize=8)
def _pattern(words: DateWords) -> re.Pattern[str]:
    units = rf"\s?(?:{alternation(words.lists['dateline.clock_units'])})(?!\w)"
    hour = rf"(?:(?:[01]?\d|2[0-4])[:.][0-5]\d(?:{units})?|[0-2]\d[0-5]\d(?:{units})?|(?:1[0-2]|\d){units})(?!\w)"
    month = alternation(form for word in words.months for form in forms(word.capitalize()))
    group = rf"{GROUP}[A-Z]?(?:\s?(?:{month})(?:\s?\d\d(?:\d\d)?)?)?(?!\w)"
    weekday = alternation(form for word in words.weekdays for form in forms(word.capitalize()))
    return re.compile(
        rf"[\[(]?(?:(?:(?:(?:{weekday})\.?,?|\d{{1,2}})\s+)?{hour}|{group})[\])]?(?:\s*[-:.,|]\s+|\s+)(?=\S)"
    )


def clock_stamps(text: str, words: DateWords) -> Mapping[int, int]:
    """Find the hours at the beginning of the lines of a log.

    Parameters
    ----------
    text : str
        The body of a report, folded.
    words : DateWords

    Returns
    -------
    mapping of int to int
        Where a line begins, its bullet left out, -> where its text begins behind the hour. Empty if it is no log.
    """
    if "\n" not in text:
        return {}
    pattern, found, lines, years, groups = _pattern(words), dict[int, int](), 0, 0, 0
    for line in LINE.finditer(text):
        lines += 1
        bullet = BULLET.match(text, line.start())
        at = bullet.end() if bullet else line.start()
        stamp = pattern.match(text, at, line.end())
        if stamp is not None:
            found[at] = stamp.end()
            years += YEAR.match(stamp[0]) is not None
            groups += GROUPED.match(stamp[0]) is not None
    many = len(found) >= FEWEST and years < len(found)
    return found if many and (groups >= FEWEST or SHARE * len(found) >= lines) else {}
