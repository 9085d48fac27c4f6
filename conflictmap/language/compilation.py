"""The compiled language, and how it is made of the files of its folder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from conflictmap.language.countrywords import NOWHERE, fill_rules
from conflictmap.language.datewords import DateWords, compile_date_words
from conflictmap.language.grammar import Grammar, compile_grammar
from conflictmap.language.inflection import Inflection, compile_inflection
from conflictmap.language.placewords import PlaceWords, compile_place_words
from conflictmap.language.readingtables import WordLists, check_reading
from conflictmap.language.schema import check
from conflictmap.language.violencewords import entries
from conflictmap.language.wordhits import Entry, Hit
from conflictmap.memo import Memo
from conflictmap.model import CountryFacts
from conflictmap.text import Orthography, fold, tokenize

__all__ = ["Language", "compile_language"]

_Row = tuple[tuple[str, ...], Entry]
_Index = Mapping[str, tuple[_Row, ...]]
_Opening = tuple[tuple[Entry, ...], Mapping[str, list[_Row]]]
"""What a word is by itself, and the phrases that it opens by their second word, the longest first."""


@dataclass(frozen=True, eq=False, repr=False)
class Language:
    """Every word of one language, compiled for one country.

    Attributes
    ----------
    code : str
        Name of the folder: ``"en"``.
    numbers, multipliers, vague : mapping of str to int
        Number words.
    index : mapping
        First word -> phrases that begin with it, longest first.
    stems : frozenset of str
        Words one of which a text about violence must hold.
    not_names : frozenset of str
        Capitalised words that are no part of a place name.
    typos : mapping of str to str
        Common slips of the words that matter most -> the word meant.
    forces : mapping of str to frozenset of str
        Group -> words before "soldiers" that say they are of it: "foreign_forces" -> "u.s.", "danish" ...
    told_by_outcome : mapping of str to int
        Kind that the outcome alone can tell -> its rank.
    grammar : Grammar
        The small words.
    dates : DateWords
        The words that date, and those of datelines.
    places : PlaceWords
        The words of location strings.
    inflection : Inflection
        How words take their forms.
    orthography : Orthography
        How words and sentences are written.
    verbs : tuple of tuple of str
        The five forms of every verb that tells violence.
    reading : mapping of str to WordLists
        Files of the folder ``reading``, which the rooms of extraction compile for themselves.
    examples : tuple of (str, str)
        Id and example of every row.
    """

    code: str
    numbers: Mapping[str, int]
    multipliers: Mapping[str, int]
    vague: Mapping[str, int]
    index: _Index
    stems: frozenset[str]
    not_names: frozenset[str]
    typos: Mapping[str, str]
    forces: Mapping[str, frozenset[str]]
    told_by_outcome: Mapping[str, int]
    grammar: Grammar
    dates: DateWords
    places: PlaceWords
    inflection: Inflection
    orthography: Orthography
    verbs: tuple[tuple[str, ...], ...] = ()
    reading: Mapping[str, WordLists] = field(default_factory=dict)
    examples: tuple[tuple[str, str], ...] = ()

    @cached_property
    def lists(self) -> Callable[[str], WordLists]:
        """Return the lists of a file of the folder ``reading`` by its name, empty where there is no such file."""
        return Memo(self._lists).__getitem__

    def _lists(self, file: str) -> WordLists:
        found = self.reading.get(file)
        return found if found is not None else WordLists({}, f"{file}.toml")

    def __repr__(self) -> str:
        """Return the name, not the thousands of words."""
        return f"<Language {self.code!r}>"

    def hits(self, lows: list[str]) -> list[Hit]:
        """Return the longest match of each category at each position of a tokenised sentence, in order.

        Parameters
        ----------
        lows : list of str
            The lower-case words of the sentence.
        """
        found: list[Hit] = []
        index, openings, size = self.index, self._openings, len(lows)
        for i, low in enumerate(lows):
            if low in index:
                alone, phrases = openings[low]
                second = lows[i + 1] if i + 1 < size else ""
                if second in phrases:
                    found.extend(_longest(lows, i, phrases[second], alone))
                else:
                    found.extend([Hit(i, i + 1, entry) for entry in alone])
        return found

    @cached_property
    def _openings(self) -> Memo[str, _Opening]:
        return Memo(self._opening, len(self.index))

    def _opening(self, low: str) -> _Opening:
        phrases: dict[str, list[_Row]] = {}
        for words, entry in self.index[low]:
            if len(words) > 1:
                phrases.setdefault(words[1], []).append((words, entry))
        return tuple(entry for words, entry in self.index[low] if len(words) == 1), phrases


def _longest(lows: list[str], i: int, phrases: Iterable[_Row], alone: Iterable[Entry]) -> Iterator[Hit]:
    """Yield the longest match of each category among phrases whose first two words stand at `i`, then single words."""
    longest: dict[str, int] = {}
    for words, entry in phrases:
        length = len(words)
        if length >= longest.get(entry.category, 0) and tuple(lows[i : i + length]) == words:
            longest[entry.category] = length
            yield Hit(i, i + length, entry)
    for entry in alone:
        if entry.category not in longest:
            yield Hit(i, i + 1, entry)


def compile_language(
    raw: Mapping[str, Mapping[str, Any]], code: str, folder: str = "rules", country: CountryFacts = NOWHERE
) -> Language:
    """Check the parsed files of a language and compile them for a country.

    Parameters
    ----------
    raw : mapping
        Name of a file, without its ending, -> its tables. Every file and table may be missing.
    code : str
        What to call the language.
    folder : str
        Where the files lie, for messages.
    country : CountryFacts
        Fills the placeholders of the rules; none by default.

    Returns
    -------
    Language

    Raises
    ------
    BadInputError
        For a file, table, key, code or placeholder that there is not, a value of the wrong form, or a word in two rows
        of one category; in one line that names the file and the row.
    """
    raw = dict(raw)
    reading = raw.pop("reading", {})
    check_reading(reading, folder)
    check(raw, folder)
    inflection = compile_inflection(raw.get("morphology", {}))
    orthography = _orthography(raw.get("orthography", {}))
    raw = fill_rules(raw, country, inflection.plural, folder)
    index = _index(raw, inflection, orthography)
    numbers, people, kinds = raw.get("numbers", {}), raw.get("people", {}), raw.get("kinds", {})
    no_place = raw.get("names", {}).get("no_place", {})
    return Language(
        code=code,
        numbers=dict(numbers.get("words", {})),
        multipliers=dict(numbers.get("multipliers", {})),
        vague=dict(numbers.get("vague", {})),
        index=index,
        stems=_stems(index, kinds.get("too_common", {}).get("words", [])),
        not_names=frozenset(no_place.get("anywhere", [])) | frozenset(no_place.get("in_reports", [])),
        typos=_slips(raw.get("morphology", {}).get("typos", {}).get("words", []), index),
        forces=_forces(people.get("forces", {})),
        told_by_outcome=dict(kinds.get("told_by_outcome", {})),
        grammar=compile_grammar(raw.get("grammar", {})),
        dates=compile_date_words({**raw.get("dates", {}), **raw.get("dateline", {})}, f"{folder}/dates.toml"),
        places=compile_place_words(
            raw.get("places", {}),
            raw.get("names", {}),
            raw.get("orthography", {}).get("endings", {}),
            inflection,
            f"{folder}/places.toml",
        ),
        inflection=inflection,
        orthography=orthography,
        verbs=tuple(dict.fromkeys(_verbs(raw, inflection))),
        reading={
            name: WordLists(tables, f"{folder}/reading/{name}.toml")
            for name, tables in fill_rules(reading, country, inflection.plural, folder).items()
        },
        examples=tuple(
            (row["id"], row["example"])
            for tables in raw.values()
            for rows in tables.values()
            if isinstance(rows, list)
            for row in rows
            if isinstance(row, Mapping) and "example" in row
        ),
    )


def _verbs(raw: Mapping[str, Mapping[str, Any]], inflection: Inflection) -> Iterator[tuple[str, ...]]:
    rows = [*raw.get("outcomes", {}).get("outcome", []), *raw.get("kinds", {}).get("kind", [])]
    lists = [row.get("verbs", []) for row in rows]
    lists += [raw.get("outcomes", {}).get("bodies", {}).get("verbs", [])]
    lists += [raw.get("kinds", {}).get("weapon_verbs", {}).get("verbs", [])]
    for spec in (spec for verbs in lists for spec in verbs):
        yield inflection.verb_forms(spec)


def _orthography(table: Mapping[str, Any]) -> Orthography:
    tokens, endings, stops = (table.get(key, {}) for key in ("tokens", "endings", "sentences"))
    return Orthography(
        dotted=tokens.get("dotted", []),
        behind_numbers=[*endings.get("ordinal", []), *tokens.get("behind_numbers", [])],
        possessive=next(iter(endings.get("possessive", [])), ""),
        abbreviations=stops.get("abbreviations", []),
        may_end=stops.get("may_end", []),
        openers=stops.get("openers", []),
        unannounced=stops.get("unannounced", []),
    )


def _forces(table: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """Return the last word of each phrase by group; a word of the country's own forces is nobody else's."""
    found = {group: frozenset(phrase.lower().split()[-1] for phrase in phrases) for group, phrases in table.items()}
    home = found.get("state_forces", frozenset())
    return {group: words if group == "state_forces" else words - home for group, words in found.items()}


def _index(raw: Mapping[str, Mapping[str, Any]], inflection: Inflection, orthography: Orthography) -> _Index:
    index: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
    for phrase, entry in entries(raw, inflection):
        words = _key(phrase, orthography)
        index.setdefault(words[0], []).append((words, entry))
    return {
        first: tuple(
            sorted(dict.fromkeys(rows), key=lambda row: (-len(row[0]), row[1].rule, row[1].form, row[1].inflection))
        )
        for first, rows in index.items()
    }


_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*(?: [a-z]+(?:-[a-z]+)*)*")


def _key(phrase: str, orthography: Orthography) -> tuple[str, ...]:
    low = phrase.lower()
    if _PLAIN.fullmatch(low):  # as the tokens would be, at a tenth of the time
        return tuple(low.split())
    return tuple(token.low for token in tokenize(fold(phrase), orthography))


def _stems(index: _Index, too_common: Iterable[str]) -> frozenset[str]:
    """Return one telling word of every phrase by which a text could report violence: its longest."""
    carriers = {"kind", "outcome", "body"}
    telling = {max(words, key=len) for rows in index.values() for words, entry in rows if entry.category in carriers}
    return frozenset(telling - set(too_common))


def _slips(words: Iterable[str], index: _Index) -> dict[str, str]:
    """Return each way to drop one letter of a word or to swap two, unless that gives another word."""
    found: dict[str, str] = {}
    for word in words:
        for i in range(1, len(word)):
            for slip in (word[:i] + word[i + 1 :], word[: i - 1] + word[i] + word[i - 1] + word[i + 1 :]):
                if slip != word and slip not in index:
                    found[slip] = word
    return found
