"""The words that date an event, from ``rules/dates-<language>.toml``: read, checked, and ready for the patterns.

Nothing here looks at a report. A table with an unknown key, a bad value or a word in two places is rejected, so that
a slip of the pen in the data is found when it is loaded and not as a missing date a year later.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from conflictmap.model import ConflictmapError

__all__ = ["DateWords", "DateWordsError", "alternation", "compile_date_words", "forms", "load_date_words"]

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
UNITS = ("hour", "day", "week", "month", "year", "decade", "century", "weekend", "part")
SHORT = 5  # a weekday or month form up to this long that is not the full name is an abbreviation

_SHAPE: dict[str, tuple[str, ...] | None] = {
    "weekdays": WEEKDAYS,
    "months": MONTHS,
    "seasons": None,
    "deictic": None,
    "deictic_future": ("words",),
    "numbers": None,
    "vague_numbers": ("words",),
    "units": UNITS,
    "parts": ("before", "after"),
    "named_days": None,
    "periods": None,
    "names": ("after_date", "after_weekday", "before_weekday", "as_place"),
    "words": ("after_year", "year_counts", "after_list", "future", "past", "until", "not_overnight", "reporting"),
    "governing": ("heads", "scopes"),
    "dateline": ("agencies", "agency_tails", "not_places", "leads", "not_in_caps"),
}


class DateWordsError(ConflictmapError):
    """The table of date words is not as it should be; the message names the key."""


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """A checked table of date words. Keys are in lower case unless said otherwise.

    Attributes
    ----------
    weekdays, months : dict of str to int
        Every form to its number: Monday is 0, January is 1.
    short : frozenset of str
        Forms of `weekdays` and `months` that are believed only in company ("Sun", "Mar", "May").
    seasons : dict of str to (int, int)
        First and last month.
    deictic : dict of str to int or None
        Days from the day of the report; ``None`` lies ahead.
    numbers : dict of str to int
    vague_numbers : frozenset of str
    units : dict of str to str
        Every form to its unit.
    parts_before, parts_after : tuple of str
        Parts of a day.
    named_days : dict of str to (int or None, int, int)
        Year, month, day, by the form as written.
    periods : dict of str to (int, int)
        First and last year, by the form as written.
    lists : dict of str to tuple of str
        All plain lists, by ``"table.key"``.
    """

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    short: frozenset[str]
    seasons: Mapping[str, tuple[int, int]]
    deictic: Mapping[str, int | None]
    numbers: Mapping[str, int]
    vague_numbers: frozenset[str]
    units: Mapping[str, str]
    parts_before: tuple[str, ...]
    parts_after: tuple[str, ...]
    named_days: Mapping[str, tuple[int | None, int, int]]
    periods: Mapping[str, tuple[int, int]]
    lists: Mapping[str, tuple[str, ...]]

    def number(self, word: str) -> int | None:
        """Return the value of a number in words or digits, ``None`` for a vague one."""
        low = word.casefold().strip()
        return int(low) if low.isascii() and low.isdigit() else self.numbers.get(low)


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of `words`, as a prefix tree, with white space in them stretched.

    A prefix tree costs one test a character instead of one a word, which is most of the speed of the search.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for piece in re.findall(r"\s+|.", word, re.DOTALL):
            node = node.setdefault(r"\s+" if piece.isspace() else re.escape(piece), {})
        node[""] = {}
    return _branch(tree) if tree else r"(?!)"


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    arms = [piece + _branch(below) for piece, below in node.items() if piece]
    if not arms:
        return ""
    body = arms[0] if len(arms) == 1 and not ends else f"(?:{'|'.join(arms)})"
    return body + "?" if ends else body


def forms(word: str, *, lower: bool = False) -> list[str]:
    """Return `word` as written and in capitals, and in lower case if asked."""
    made = [word, word.upper(), word[:1].upper() + word[1:]]
    if lower:
        made.append(word.lower())
    return list(dict.fromkeys(made))


def _check_shape(table: Mapping[str, Any]) -> None:
    unknown = set(table) - set(_SHAPE) - {"language"}
    missing = set(_SHAPE) - set(table)
    if unknown or missing:
        raise DateWordsError(f"date words: unknown tables {sorted(unknown)}, missing tables {sorted(missing)}")
    for name, keys in _SHAPE.items():
        if not isinstance(table[name], Mapping):
            raise DateWordsError(f"date words: {name} is not a table")
        if keys is not None and set(table[name]) != set(keys):
            odd = sorted(set(table[name]) ^ set(keys))
            raise DateWordsError(f"date words: {name} has unknown or missing keys {odd}")


def _strings(table: Mapping[str, Any], name: str, key: str) -> tuple[str, ...]:
    value = table[name][key]
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise DateWordsError(f"date words: {name}.{key} is not a list of words")
    return tuple(value)


def _numbered(table: Mapping[str, Any], name: str, keys: tuple[str, ...], first: int) -> dict[str, int]:
    out: dict[str, int] = {}
    for number, key in enumerate(keys, first):
        for word in _strings(table, name, key):
            if out.setdefault(word.casefold(), number) != number:
                raise DateWordsError(f"date words: {word!r} stands twice in {name}")
    return out


def _named_day(form: str, value: object) -> tuple[int | None, int, int]:
    found = re.fullmatch(r"(?:(\d{4})-)?(\d\d)-(\d\d)", value) if isinstance(value, str) else None
    if not found:
        raise DateWordsError(f"date words: named_days.{form} is neither YYYY-MM-DD nor MM-DD")
    year, month, day = found.groups()
    try:
        date(int(year or 2000), int(month), int(day))
    except ValueError as error:
        raise DateWordsError(f"date words: named_days.{form}: {error}") from error
    return (int(year) if year else None, int(month), int(day))


def _pair(name: str, form: str, value: object) -> tuple[int, int]:
    if not (isinstance(value, list) and len(value) == 2 and all(isinstance(part, int) for part in value)):
        raise DateWordsError(f"date words: {name}.{form} is not a pair of numbers")
    return (value[0], value[1])


def _integers(table: Mapping[str, Any], name: str) -> dict[str, int]:
    for word, value in table[name].items():
        if not isinstance(value, int) or isinstance(value, bool):
            raise DateWordsError(f"date words: {name}.{word} is not a whole number")
    return {word.casefold(): value for word, value in table[name].items()}


def compile_date_words(table: Mapping[str, Any]) -> DateWords:
    """Check a table of date words and make it ready for use.

    Parameters
    ----------
    table : mapping
        The content of ``rules/dates-en.toml``.

    Returns
    -------
    DateWords

    Raises
    ------
    DateWordsError
        If a table or key is unknown or missing, or a value has the wrong form.
    """
    _check_shape(table)
    weekdays = _numbered(table, "weekdays", WEEKDAYS, 0)
    months = _numbered(table, "months", MONTHS, 1)
    full = {*WEEKDAYS, *MONTHS} - {"may", "march"}
    deictic: dict[str, int | None] = dict(_integers(table, "deictic"))
    deictic.update(dict.fromkeys(_strings(table, "deictic_future", "words")))
    return DateWords(
        weekdays=weekdays,
        months=months,
        short=frozenset(word for word in (*weekdays, *months) if word not in full and len(word) <= SHORT),
        seasons={word: _pair("seasons", word, value) for word, value in table["seasons"].items()},
        deictic=deictic,
        numbers=_integers(table, "numbers"),
        vague_numbers=frozenset(_strings(table, "vague_numbers", "words")),
        units={word: unit for unit in UNITS for word in _strings(table, "units", unit)},
        parts_before=_strings(table, "parts", "before"),
        parts_after=_strings(table, "parts", "after"),
        named_days={form: _named_day(form, value) for form, value in table["named_days"].items()},
        periods={form: _pair("periods", form, value) for form, value in table["periods"].items()},
        lists={
            f"{name}.{key}": _strings(table, name, key)
            for name in ("names", "words", "governing", "dateline")
            for key in table[name]
        },
    )


@lru_cache(maxsize=8)
def load_date_words(language: str = "en") -> DateWords:
    """Return the shipped date words of a language.

    Raises
    ------
    DateWordsError
        If there are none, or the file is damaged.
    """
    file = resources.files("conflictmap") / "rules" / f"dates-{language}.toml"
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise DateWordsError(f"no date words for language {language!r}") from error
    except tomllib.TOMLDecodeError as error:
        raise DateWordsError(f"date words for {language!r}: {error}") from error
    return compile_date_words(table)
