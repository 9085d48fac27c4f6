"""The lines of a log: which reports are one, and what stands in each line and over it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby

from conflictmap.extraction.dateline import Head
from conflictmap.extraction.discourse.context import Stretch
from conflictmap.extraction.logs.logwords import LogWords, log_words
from conflictmap.extraction.sentence import Scan, scan
from conflictmap.language import Language

__all__ = ["Line", "log_lines", "spaced"]

FEWEST = 2
"""Lines of a log, and of those that speak in codes."""
SHARE = 3
"""One line in so many speaks in codes or has the hour before it."""


@dataclass(slots=True)
class Line:
    """A line of a log behind its head.

    Attributes
    ----------
    stretches : list of Stretch
        Its sentences.
    whole : Scan
        All of it.
    heads : list of Head
        What stands over it, the nearest first: the head of the line itself or of the lines above, then the heading.
    label : str
        The words of the nearest head, in lower case.
    number : str
        What number it has in the list.
    register : str
        What befell those whom a register lists: killed in that of a morgue, wounded in that of a hospital.
    words : str
        Its words without marks, in lower case, set apart by single spaces.
    """

    stretches: list[Stretch]
    whole: Scan
    heads: list[Head]
    label: str
    number: str = ""
    register: str = ""
    words: str = field(init=False)

    def __post_init__(self) -> None:
        """Note its words."""
        self.words = spaced(self.whole)

    @property
    def indices(self) -> frozenset[int]:
        """The numbers of its sentences."""
        return frozenset(stretch.index for stretch in self.stretches)


def spaced(made: Scan, start: int = 0) -> str:
    """Return the words of a sentence from a token on, without marks.

    Parameters
    ----------
    made : Scan
    start : int
    """
    return " ".join(low for low in made.lows[start:] if any(map(str.isalnum, low)))


def log_lines(text: str, stretches: list[Stretch], heads: list[Head], language: Language, title: str) -> list[Line]:
    """Return the lines of a log in order; none if the report is no log.

    Parameters
    ----------
    text : str
        The body of a report, folded.
    stretches : list of Stretch
        Its sentences.
    heads : list of Head
        Of its items.
    language : Language
    title : str
    """
    words = log_words(language)
    if "\n" not in text or words.sign.search(f"{title}\n{text}".lower()) is None:
        return []
    grouped = [list(group) for _, group in groupby(stretches, key=lambda stretch: stretch.line)]
    lines = [_line(text, group, heads, language) for group in grouped]
    kept = _registered(text, lines, title, words)
    return lines if len(lines) >= FEWEST and (kept or _is_log(lines, heads, words)) else []


def _registered(text: str, lines: list[Line], title: str, words: LogWords) -> str:
    """Note what a register is of, if the headline or the first line says so and its lines are a list."""
    told = f"{title} {text[: text.find(chr(10))]}".lower()
    told = " ".join(_WORDS.findall(told))
    register = next((outcome for outcome, names in words.registers.items() if names.search(told)), "")
    listed = sum(_LISTED.match(text, text.rfind("\n", 0, line.whole.offset(0)) + 1) is not None for line in lines)
    if not register or 2 * listed < len(lines):
        return ""
    for line in lines:
        line.register = register
    return register


_WORDS = re.compile(r"[\w-]+")
_LISTED = re.compile(r"\s*(?:[-*]|\d{1,4}(?:-\d{1,4})?[.)]?)\s")
"""A line of a list: a bullet, a number or the hour before it."""


def _line(text: str, group: list[Stretch], heads: list[Head], language: Language) -> Line:
    start, last = group[0].scan.offset(0), group[-1].scan
    at = next((n for n, head in enumerate(heads) if head.body <= start < head.until), None)
    over = [heads[at]] if at is not None and _reaches(text, heads[at], start) else []
    label = text[over[0].line : over[0].body].strip(" .:*\n").lower() if over else ""
    over += _heading(heads, at)
    opens = _NUMBER.match(text, text.rfind("\n", 0, start) + 1)
    number = opens[1] if opens is not None else ""
    return Line(group, scan(text, start, last.stop(len(last)), language), over, label, number)


_NUMBER = re.compile(r"\s*[\[(]?(\d{1,3})[\])./]")


def _reaches(text: str, head: Head, start: int) -> bool:
    """Whether a head is over a line: its own, one of those below a heading, one that is set in below an item."""
    opens = text.rfind("\n", 0, start) + 1
    return head.form == "line" or head.line >= opens or text[opens : opens + 1].isspace()


def _heading(heads: list[Head], at: int | None) -> list[Head]:
    """Return the heading alone on its line that the head of an item stands under."""
    if at is None or heads[at].form == "line":
        return []
    return [head for head in reversed(heads[:at]) if head.form == "line"][:1]


def _is_log(lines: list[Line], heads: list[Head], words: LogWords) -> bool:
    """Whether a report is a log: lines with nothing to report, hours before the lines, or counts in codes."""
    coded = sum(words.codes.search(line.words) is not None for line in lines)
    if any(_is_routine(stretch.scan, words) for line in lines for stretch in line.stretches):
        return len(heads) >= FEWEST or coded > 0
    return (SHARE * coded >= len(lines) and coded >= FEWEST) or _has_hours(lines)


def _has_hours(lines: list[Line]) -> bool:
    """Whether hours stand before the lines as duty logs write them, and most lines have no verb."""
    hours = sum(_HOUR.search(line.label) is not None for line in lines)
    bare = sum(not line.stretches[0].scan.syntax.groups for line in lines)
    return hours >= FEWEST and SHARE * hours >= len(lines) and 2 * bare >= len(lines)


def _is_routine(made: Scan, words: LogWords) -> bool:
    """Whether a sentence, or what stands behind its label, says that there is nothing to report: "Babil axis: NSTR"."""
    label = max((i for i in range(len(made)) if made.word(i) in _MARKS), default=-1)
    told = spaced(made, label + 1)
    return words.routine.fullmatch(told) is not None or words.void.fullmatch(told) is not None


_MARKS = frozenset({":", "-"})
_HOUR = re.compile(r"(?<![\w:.])(?:[0-2]\d[0-5]\d|\d{6}[a-z]?)(?![\w:.]*\d)")
"""An hour as duty logs write it, in four figures or with the day in six; tickers write "21:04", "7am"."""
