"""Words of the lines of logs, compiled from ``rules/<language>/reading/logs.toml``."""

from __future__ import annotations

import re
from functools import lru_cache

from conflictmap.extraction.wordpatterns import alternation
from conflictmap.language import Language

__all__ = ["LogWords", "log_words", "names_means"]


_WHOSE = ("killed", "wounded")
"""Outcomes of those whom a register lists."""


class LogWords:
    """Patterns for phrases in the words of a line, set apart by single spaces."""

    def __init__(self, language: Language) -> None:
        lists = language.lists("logs")
        self.routine = _phrases(lists["routine"]["phrases"])
        self.codes = _phrases(lists["routine"]["codes"])
        every = [*lists["routine"]["phrases"], *lists["routine"]["codes"], *lists["void"]["phrases"]]
        signs = alternation(sorted({*every, *(name for key in _WHOSE for name in lists["registers"][key])}))
        self.sign = re.compile(rf"(?<!\w){signs}(?!\w)|(?<![\w:.])(?:\d{{4}}|\d{{6}}[a-z]?)(?!\w)")
        self.void = _phrases(lists["void"]["phrases"])
        self.expecting = _phrases(lists["void"]["headings"])
        self.harmless = _phrases(lists["harmless"]["words"])
        self.safe = _phrases(lists["safe"]["words"])
        self.nil = _phrases(lists["nil"]["phrases"])
        self.clash = _phrases(lists["clash"]["phrases"])
        self.light = _phrases(lists["codes"]["light"])
        self.means = {kind: _phrases(words) for kind, words in lists["means"].items()}
        self.bombs = frozenset({"car_bomb", "roadside_bomb", "suicide_car_bomb"})
        self.compass = lists["places"]["compass"]
        self.same = _phrases(lists["places"]["same"])
        self.sites = lists["places"]["sites"]
        self.leads = lists["places"]["leads"]
        self.no_places = lists["places"]["no_places"]
        self.update = _phrases(lists["toll"]["words"])
        numbers = alternation(sorted(lists["toll"]["numbers"]))
        self.numbered = re.compile(rf"(?<!\S){numbers} (\d{{1,3}})(?!\S)")
        self.died = _phrases(lists["registers"]["dead"])
        self.registers = {name: _phrases(lists["registers"][name]) for name in _WHOSE}
        self.total = _phrases(lists["fields"]["total"])
        self.counts = lists["codes"]
        self.fields = {name: words for name, words in lists["fields"].items() if name != "total"}

    def is_code(self, low: str) -> bool:
        """Whether words are a code and no name: "Mor", "IP"."""
        return low in self.no_places or bool(self.codes.fullmatch(low) or self.means_in(low))

    def means_in(self, told: str) -> list[str]:
        """Return the kinds whose means the words of a line name."""
        return [kind for kind, phrases in self.means.items() if phrases.search(told)]

    def kind_in(self, told: str) -> str:
        """Return the kind that the words of a line name, by the means or by two sides that fire; "" if none."""
        means = self.means_in(told)
        if means:
            return means[0]
        return "armed_clash" if self.clash.search(told) else ""


def _phrases(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S){alternation(sorted(words))}(?!\S)")


@lru_cache(maxsize=8)
def log_words(language: Language) -> LogWords:
    """Return the words of a language for the lines of logs, compiled once.

    Parameters
    ----------
    language : Language
    """
    return LogWords(language)


def names_means(low: str, language: Language) -> bool:
    """Whether a text names the means of an attack as logs do: "Two 107mm".

    Parameters
    ----------
    low : str
        The text in lower case.
    language : Language
    """
    return bool(log_words(language).means_in(low))
