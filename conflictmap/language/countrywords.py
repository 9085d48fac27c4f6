"""A language's rules filled with the words of a country.

The rules name no country. Where the words of one belong, an item of a list holds a placeholder in braces; a phrase
with a placeholder ("across {country}") stands for as many phrases as there are words. The placeholders are:

``{country}``, ``{demonym}``
    Names of the land, words for its people.
``{neighbour}``
    Names of the countries around.
``{nation}``, ``{attributive}``
    Demonyms of all other nations; their names that stand before a noun as they are ("U.S.").
``{national}``
    Nouns for one person of a nation, home included ("Frenchman:Frenchmen").
``{people.militant}``, ``{names.no_places}`` and the other `codebook.fact_keys`
    The lists of the country's forces.toml.

A placeholder for which the country has no words leaves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conflictmap.codebook import fact_keys
from conflictmap.model import BadInputError, CountryFacts

__all__ = ["NOWHERE", "fill_rules"]

NOWHERE = CountryFacts("", "")
"""No country: every placeholder leaves nothing."""

Plural = Callable[[str], str]
Words = Mapping[str, tuple[str, ...]]
_PLACEHOLDER = re.compile(r"\{([a-z_.]*)\}")
_IN_LOWER_CASE = {"grammar", "names"}
"""Files whose words are all in lower case."""


def fill_rules(
    raw: Mapping[str, Mapping[str, Any]], facts: CountryFacts, plural: Plural, folder: str = "rules"
) -> dict[str, dict[str, Any]]:
    """Return the files of a language with each placeholder replaced by the country's words.

    Parameters
    ----------
    raw : mapping
        Name of a file, without its ending, -> its tables.
    facts : CountryFacts
    plural : callable
        Noun -> its regular plural in the language.
    folder : str
        Where the files lie, for messages.

    Raises
    ------
    BadInputError
        If a placeholder is unknown.
    """
    words = _words(facts, plural)
    low = {key: tuple(word.lower() for word in found) for key, found in words.items()}
    filled: dict[str, dict[str, Any]] = {
        name: _filled(tables, low if name in _IN_LOWER_CASE else words, f"{folder}/{name}.toml")
        for name, tables in raw.items()
    }
    if "people" in raw:
        filled["people"]["people"] = [_row(row, words) for row in raw["people"].get("people", [])]
    dates = filled.setdefault("dates", {})
    dates["named_days"] = dates.get("named_days", {}) | dict(facts.days)
    dates["periods"] = dates.get("periods", {}) | {form: [first, last] for form, first, last in facts.periods}
    filled.setdefault("names", {})["nationalities"] = _nationalities(facts, plural)
    return filled


def _filled(value: Any, words: Words, label: str) -> Any:
    """Return tables, rows and lists with their placeholders replaced; a list says each word once."""
    if isinstance(value, Mapping):
        return {key: _filled(inner, words, label) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    if any(not isinstance(item, str) for item in value):
        return [_filled(item, words, label) for item in value]
    return list(dict.fromkeys(word for item in value for word in _expanded(item, words, label)))


def _expanded(item: str, words: Words, label: str) -> Iterator[str]:
    found = _PLACEHOLDER.search(item)
    if found is None:
        yield item
        return
    if found[1] not in words:
        raise BadInputError(
            f"{label}: unknown placeholder {found[0]} in {item!r}; known are {', '.join(sorted(words))}"
        )
    for word in words[found[1]]:
        yield from _expanded(item.replace(found[0], word), words, label)


def _row(row: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Return a row of people. A noun that the country files under a group means there what it means in the country."""
    told = {_singular(noun): key for key, nouns in words.items() if key.startswith("people.") for noun in nouns}
    own = [noun for noun in row["nouns"] if _PLACEHOLDER.search(noun) or _singular(noun) not in told]
    return {**row, "nouns": list(dict.fromkeys(word for noun in own for word in _expanded(noun, words, row["id"])))}


def _singular(noun: str) -> str:
    return noun.partition(":")[0].lower()


def _words(facts: CountryFacts, plural: Plural) -> dict[str, tuple[str, ...]]:
    """Return placeholder -> words."""
    nation: dict[str, None] = {}
    national: dict[str, None] = {}
    peoples = _peoples(facts)
    for code, demonyms in facts.nations:
        flat = {form for word in demonyms for form in word.split(":")}
        for word in demonyms:
            if code != facts.iso2 and _singular(word) in peoples:
                continue
            if code != facts.iso2:
                nation |= dict.fromkeys(word.split(":"))
            if ":" in word or plural(word) in flat - {word}:
                national[word] = None
    told = dict(facts.words)
    return {key: told.get(key, ()) for key in fact_keys()} | {
        "country": facts.names,
        "demonym": facts.demonyms,
        "neighbour": facts.neighbours,
        "nation": tuple(nation),
        "attributive": facts.attributive,
        "national": tuple(national),
    }


def _peoples(facts: CountryFacts) -> set[str]:
    """Return words for the country's own people, in lower case; another nation's that are the same are its own here."""
    return {word.lower() for word in (*dict(facts.words).get("names.peoples", ()), *facts.demonyms)}


def _nationalities(facts: CountryFacts, plural: Plural) -> dict[str, list[str]]:
    """Return code -> adjectives in lower case. Nouns in the plural are left out, a word of two nations comes once."""
    table: dict[str, list[str]] = {}
    seen = _peoples(facts) - {word.lower() for word in facts.demonyms}
    for code, demonyms in facts.nations:
        many = {plural(word) for word in demonyms}
        words = [_singular(word) for word in demonyms if word not in many or ":" in word]
        table[code] = [word for word in words if word not in seen]
        seen.update(table[code])
    return {code: words for code, words in table.items() if words}
