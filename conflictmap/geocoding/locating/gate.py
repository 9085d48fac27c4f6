"""A quick look before the slow one: whether a report can be about the country at all.

Most news is about other places. A report that holds none of the country's names, demonyms or places, as the gazetteer
spells them, would only yield incidents that the geocoder leaves out; it need not be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

import ahocorasick

from conflictmap.gazetteer import Gazetteer
from conflictmap.geocoding.locating.homeland import ALIKE
from conflictmap.geocoding.names.folding import ARTICLES, is_article, plain
from conflictmap.geocoding.names.indexstore import Table, content_key, kept
from conflictmap.geocoding.names.nametables import lines
from conflictmap.language import Language, PlaceWords
from conflictmap.model import Report

__all__ = ["Gate", "gate_of"]

_SHORTEST = 3
_SHORT = 4
_ARTICLE = "al"
_WORTH_KEEPING = 2_000
"""Names; the forms of fewer are made faster than read."""

_MARKS = str.maketrans({"-": " ", "'": None})
"""A hyphen may be a blank, an apostrophe may be left out: "Jurf as-Sakhar", "Ba'quba"."""

_OWNER = re.compile(r"['\u2019]s\b")
"""A genitive ends a name: "Mosul's morgue"."""

_HASH = "#"
"""Before a name in a short message: "#Tuz"."""

_DATELINE = re.compile(r"\s*(?:[,:(\u2013\u2014]| - | -- )")


class Gate:
    """Every name that could tie a report to a country, in one automaton.

    Parameters
    ----------
    gazetteer : Gazetteer
    words : PlaceWords
        Say behind which words a short name counts: "in Hit" is a town, "Shares Hit" is none.
    be : frozenset of str, optional
        Forms of "be", before which a short name that opens a sentence counts: "Hit was shelled".
    """

    def __init__(self, gazetteer: Gazetteer, words: PlaceWords, be: frozenset[str] = frozenset()) -> None:
        leads = "|".join(map(re.escape, sorted(words.before_short | {_ARTICLE})))
        self._led = re.compile(rf"\b(?:{leads}) $", re.IGNORECASE)
        self._reach = 2 + max(map(len, words.before_short | {_ARTICLE}))
        self._be = "|".join(map(re.escape, sorted(be))) or "(?!)"
        self._great = {
            form.lower()
            for p in gazetteer.places
            if p.kind == "city"
            for form in (p.name, *p.aliases)
            if len(form) < _SHORT
        }
        names = _names(gazetteer, ARTICLES | words.elements)
        self._automaton = ahocorasick.Automaton()
        for form in _forms(names):
            self._automaton.add_word(form, len(form))
        self._automaton.make_automaton()

    def opens(self, report: Report) -> bool:
        """Whether the title or the text holds one of the names as a word of its own.

        Parameters
        ----------
        report : Report
        """
        return any(self._holds(part) for part in (report.title, report.text))

    def _holds(self, part: str) -> bool:
        text = _OWNER.sub(" ", plain(part)).translate(_MARKS)
        lowered = text.lower()
        if len(lowered) != len(text):  # a few capitals of other alphabets are two letters when small
            text = lowered
        for end, length in self._automaton.iter(lowered):
            start = end - length + 1
            if lowered[start - 1 : start].isalnum() or lowered[end + 1 : end + 2].isalnum():
                continue
            if length >= _SHORT or self._counts(part, text, start, end + 1):
                return True
        return False

    def _counts(self, part: str, text: str, start: int, end: int) -> bool:
        """Whether a short name is one: a capital behind a word that leads to it or among small words, or a dateline."""
        if not text[start].isupper():
            return False
        if self._is_led(text, start) or _is_alone(text, start, end) or text[:start].endswith(_HASH):
            return True
        name = text[start:end]
        great = (
            name.lower() in self._great and text[end : end + 2].strip().islower()
        )  # "On Monday Kut saw", no headline
        return great or self._opens_sentence(part, name) or self._is_dateline(part, text, start, end)

    def _is_led(self, text: str, start: int) -> bool:
        before = text[max(0, start - self._reach) : start]
        return self._led.search(before) is not None

    def _opens_sentence(self, part: str, name: str) -> bool:
        """Whether a short name opens a sentence as a town does: "Kut, rocked by ...", "Faw's port", "Hit was"."""
        name = re.escape(name)
        return re.search(rf"(?:^|[.!?\n]\s+){name}[,\u2019']|\b{name} (?:{self._be})\b", part) is not None

    @staticmethod
    def _is_dateline(part: str, text: str, start: int, end: int) -> bool:
        """Whether a short name in capitals begins a line or the text, with the mark of a dateline after it."""
        name = text[start:end]
        if not name.isupper() or text[:start].rpartition("\n")[2].strip():
            return False
        found = re.search(rf"(?:^|\n)\s*{re.escape(name)}", part)
        return found is not None and _DATELINE.match(part, found.end()) is not None


def _is_alone(text: str, start: int, end: int) -> bool:
    """Whether a word with a capital stands between words without one: in headlines, most words have one."""
    before, after = text[:start].rstrip(" ").rpartition(" ")[2], text[end : end + 12].split(" ", 2)
    following = after[1] if len(after) > 1 and not after[0] else ""
    return before[:1].islower() and (following[:1].islower() or text[end : end + 1] in (".", ",", ";", ""))


def _names(gazetteer: Gazetteer, elements: frozenset[str]) -> list[str]:
    """Return every name that ties a report to the country, in one order.

    Of places that are named alike everywhere only names that hold an Arabic article or element, and so are not English.
    """
    country = gazetteer.country
    names = {country.name, *country.names, *country.demonyms}
    for place in gazetteer.places:
        own = (place.name, *place.aliases)
        if place.kind in ALIKE:
            names.update(n for n in own if not elements.isdisjoint(plain(n).lower().replace("-", " ").split()[:-1]))
        else:
            names.update(own)
    return sorted(names)


def _forms(names: list[str]) -> list[str]:
    """Return what to look for in small letters, from the cache where it is kept."""

    def made() -> Table:
        found = {form for name in names for form in _spellings(plain(name).translate(_MARKS).lower())}
        return {"forms": "\n".join(sorted(form for form in found if len(form) >= _SHORTEST))}

    if len(names) < _WORTH_KEEPING:
        return lines(made()["forms"])
    return lines(kept("gate", content_key(names), made, lambda table: len(table["forms"]) > 0)["forms"])


def _spellings(name: str) -> Iterator[str]:
    """Yield a name with the article inside it written as it may be: al, ash, el, or not at all."""
    yield name
    if " " not in name:
        return
    pieces = name.split()
    for at in range(1, len(pieces) - 1):
        if is_article(pieces[at], pieces[at + 1]):
            before, after = " ".join(pieces[:at]), " ".join(pieces[at + 1 :])
            yield f"{before} {after}"
            for article in _articles(after[:2]):
                yield f"{before} {article} {after}"


@cache
def _articles(sound: str) -> tuple[str, ...]:
    """Return the spellings of the article before a word that begins so."""
    return tuple(sorted(article for article in ARTICLES if is_article(article, sound)))


@lru_cache(maxsize=4)
def gate_of(gazetteer: Gazetteer, language: Language) -> Gate:
    """Return the gate of a gazetteer, made once."""
    return Gate(gazetteer, language.places, language.grammar.be)
