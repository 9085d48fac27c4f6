"""The words that date an event and the words of datelines, ready for the patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from conflictmap.model import BadInputError
from conflictmap.text import figure

__all__ = ["DateWords", "Duration", "Unit", "compile_date_words"]

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
Unit = Literal["hour", "day", "week", "month", "year", "decade", "century", "weekend", "part"]
"""Units of time; a part is one of a day."""
UNITS: tuple[Unit, ...] = get_args(Unit)
Duration = Literal[
    "recent",
    "recent_units",
    "lasting",
    "article",
    "plural_endings",
    "coming",
    "to_come",
    "following",
    "same",
    "recurring",
    "previous",
    "past",
    "last",
    "ago",
    "before",
    "after",
    "onward",
    "toward",
    "deictic",
    "ahead",
    "pointing",
]
"""Lists of what stands beside a unit of time."""
DURATIONS: tuple[Duration, ...] = get_args(Duration)
LISTS = {
    "names": ("after_date", "after_weekday", "before_weekday", "as_place"),
    "words": ("after_year", "year_counts", "after_list", "future", "past", "until", "not_overnight", "reporting"),
    "cores": ("overnight", "recent", "anniversary"),
    "governing": ("heads", "scopes"),
    "durations": DURATIONS,
    "dateline": (
        "agencies",
        "agency_tails",
        "not_places",
        "leads",
        "kept_leads",
        "not_in_caps",
        "joints",
        "of",
        "between",
        "bylines",
        "writers",
        "provinces",
        "heading_in",
        "within",
        "articles",
        "page_stamps",
        "stamp_links",
        "clock_units",
        "place_tails",
        "section_tails",
        "part_tails",
        "talking",
    ),
}
SHORT = 5  # a form behind the full one that is up to this long is an abbreviation


@dataclass(frozen=True, slots=True, eq=False)
class DateWords:
    """A checked table of date words. Whatever a language lacks is empty. Keys are in lower case unless said otherwise.

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
    thirds : dict of str to int
        "early" and its like: the first, second or last third of a month.
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
    units: Mapping[str, Unit]
    parts_before: tuple[str, ...]
    parts_after: tuple[str, ...]
    named_days: Mapping[str, tuple[int | None, int, int]]
    periods: Mapping[str, tuple[int, int]]
    thirds: Mapping[str, int]
    lists: Mapping[str, tuple[str, ...]]

    def number(self, word: str) -> int | None:
        """Return the value of a number in words or digits, ``None`` for a vague one."""
        low = word.casefold().strip()
        value = figure(low.replace(",", "")) if low.isascii() else None
        return self.numbers.get(low) if value is None else value

    def beside(self, word: str | None, *names: Duration) -> bool:
        """Tell whether a word beside a unit of time stands in one of the lists of ``dates.toml`` [durations]."""
        return any(word in self.lists[f"durations.{name}"] for name in names)


def _numbered(table: Mapping[str, Any], keys: tuple[str, ...], first: int) -> dict[str, int]:
    return {word.casefold(): number for number, key in enumerate(keys, first) for word in table.get(key, [])}


def _abbreviations(table: Mapping[str, Any]) -> set[str]:
    """Return the short forms behind the full one, which comes first."""
    return {word.casefold() for forms in table.values() for word in forms[1:] if len(word) <= SHORT}


def _named_day(form: str, value: str, label: str) -> tuple[int | None, int, int]:
    found = re.fullmatch(r"(?:(\d{4})-)?(\d\d)-(\d\d)", value)
    if not found:
        raise BadInputError(f"{label}: [named_days] {form}: neither YYYY-MM-DD nor MM-DD")
    year, month, day = found.groups()
    try:
        date(int(year or 2000), int(month), int(day))
    except ValueError as error:
        raise BadInputError(f"{label}: [named_days] {form}: {error}") from error
    return (int(year) if year else None, int(month), int(day))


def compile_date_words(table: Mapping[str, Any], label: str) -> DateWords:
    """Make the tables of date words ready for use.

    Parameters
    ----------
    table : mapping
        The content of ``dates.toml`` and ``dateline.toml``, checked. Every table may be missing.
    label : str
        The file, for messages.

    Returns
    -------
    DateWords

    Raises
    ------
    BadInputError
        If a named day is none.
    """

    def part(name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = table.get(name, {})
        return found

    def values(name: str) -> dict[str, int]:
        return {word.casefold(): value for word, value in part(name).items()}

    doubtful = {word.casefold() for word in part("doubtful").get("words", ())}
    deictic: dict[str, int | None] = dict(values("deictic"))
    deictic.update(dict.fromkeys(part("deictic_future").get("words", ())))
    return DateWords(
        weekdays=_numbered(part("weekdays"), WEEKDAYS, 0),
        months=_numbered(part("months"), MONTHS, 1),
        short=frozenset(_abbreviations(part("weekdays")) | _abbreviations(part("months")) | doubtful),
        seasons={word: (first, last) for word, (first, last) in part("seasons").items()},
        deictic=deictic,
        numbers=values("numbers"),
        vague_numbers=frozenset(part("vague_numbers").get("words", ())),
        units={word: unit for unit in UNITS for word in part("units").get(unit, ())},
        parts_before=tuple(part("parts").get("before", ())),
        parts_after=tuple(part("parts").get("after", ())),
        named_days={form: _named_day(form, value, label) for form, value in part("named_days").items()},
        periods={form: (first, last) for form, (first, last) in part("periods").items()},
        thirds=values("thirds"),
        lists={f"{name}.{key}": tuple(part(name).get(key, ())) for name, keys in LISTS.items() for key in keys},
    )
