"""Rows of rules to entries: every word and phrase that the reader of reports looks up, with what it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from conflictmap.language.inflection import Inflection
from conflictmap.language.wordhits import Category, Entry, Form

__all__ = ["entries"]

Tables = Mapping[str, Mapping[str, Any]]
Found = Iterator[tuple[str, Entry]]

_READ_AS = {
    "preposition": "prepositions",
    "weak_preposition": "weak_prepositions",
    "kind": "kinds",
    "site": "sites",
    "direction": "directions",
    "unit": "units",
    "pointing": "pointing",
}


def entries(raw: Tables, inflection: Inflection) -> Found:
    """Yield each phrase with the entry it stands for.

    Parameters
    ----------
    raw : mapping
        Checked files of a language.
    inflection : Inflection
        Makes the other forms of a word.
    """
    yield from _people(raw.get("people", {}), inflection)
    yield from _outcomes(raw.get("outcomes", {}), inflection)
    yield from _kinds(raw.get("kinds", {}), inflection)
    yield from _factuality(raw.get("factuality", {}))
    yield from _discourse(raw.get("discourse", {}))
    yield from _places(raw.get("places", {}), inflection)
    for mode, phrases in raw.get("numbers", {}).get("bounds", {}).items():
        for words in phrases:
            yield words, Entry("bound", f"numbers.{mode}", mode)


def _list(tables: Mapping[str, Any], table: str, key: str) -> list[str]:
    found: list[str] = tables.get(table, {}).get(key, [])
    return found


def _people(tables: Mapping[str, Any], inflection: Inflection) -> Found:
    for row in tables.get("people", []):
        for spec in row["nouns"]:
            single, many = inflection.noun_forms(spec)
            yield single, Entry("people", row["id"], row["group"], "singular")
            yield many, Entry("people", row["id"], row["group"], "plural")
    yield from _nouns(_list(tables, "not_people", "nouns"), "not_people", inflection)


_FIXED: tuple[tuple[str, Form], ...] = (
    ("words", "word"),
    ("phrases", "phrase"),
    ("phrases_transitive", "past_participle"),
)


def _outcomes(tables: Mapping[str, Any], inflection: Inflection) -> Found:
    for row in tables.get("outcome", []):
        rule, value = row["id"], row["outcome"]
        traits = frozenset(row.get("traits", ()))
        yield from _verbs(row.get("verbs", []), Entry("outcome", rule, value, traits=traits), inflection)
        for key, form in _FIXED:
            for words in row.get(key, []):
                yield words, Entry("outcome", rule, value, form, traits=traits)
    yield from _nouns(_list(tables, "bodies", "nouns"), "body", inflection)
    yield from _verbs(_list(tables, "bodies", "verbs"), Entry("body_verb", "bodies.verbs", ""), inflection)


def _kinds(tables: Mapping[str, Any], inflection: Inflection) -> Found:
    slots = _slots(tables, inflection)
    for row in tables.get("kind", []):
        rule, value, form, rank = row["id"], row["kind"], row["form"], row["rank"]
        traits = frozenset(row.get("traits", ()))
        for words in _spelt_out(row.get("words", []), slots):
            single, many = (words.partition(":")[0], "") if form == "verb" else inflection.noun_forms(words)
            yield single, Entry("kind", rule, value, form, rank, "", traits)
            if many and many != single:
                yield many, Entry("kind", rule, value, form, rank, "plural", traits)
        for spec in row.get("verbs", []):
            for name, words in inflection.named_verb_forms(spec):
                yield words, Entry("kind", rule, value, "verb", rank, name, traits)
    yield from _nouns(_list(tables, "vehicles", "nouns"), "vehicle", inflection)
    yield from _nouns(_list(tables, "infrastructure", "nouns"), "infrastructure", inflection)
    yield from _verbs(_list(tables, "weapon_verbs", "verbs"), Entry("weapon_verb", "weapon_verbs", ""), inflection)
    for words in _list(tables, "vehicles", "drives"):
        yield words, Entry("drives", "vehicles.drives", "")


_SLOT = re.compile(r"<(\w+)>")


def _slots(tables: Mapping[str, Any], inflection: Inflection) -> Mapping[str, Sequence[str]]:
    """Return by name of a slot what may stand in it."""
    vehicles = [inflection.noun_forms(spec)[0] for spec in _list(tables, "vehicles", "nouns")]
    return {**tables.get("slots", {}), "vehicle": vehicles}


def _spelt_out(rows: Iterable[str], slots: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield each row with all that may stand in its slots: "<carrier> bomb" is "car bomb", "van bomb" and so on."""
    for row in rows:
        slot = _SLOT.search(row)
        if slot is None:
            yield row
        else:
            yield from _spelt_out((row.replace(slot[0], word) for word in slots[slot[1]]), slots)


def _factuality(tables: Mapping[str, Any]) -> Found:
    for row in tables.get("cancel", []):
        for words in row["words"]:
            yield words, Entry("cancel", row["id"], row["scope"], traits=frozenset(row.get("traits", ())))
    yield from _named(tables, "background", "words", "background")
    yield from _named(tables, "background", "past_words", "past_words")


def _discourse(tables: Mapping[str, Any]) -> Found:
    yield from _named(tables, "aggregate", "words", "aggregate")
    for words in _list(tables, "aggregate", "country_words"):
        yield words, Entry("aggregate", "aggregate.words", "words")
        yield words, Entry("country_words", "aggregate.country_words", "country_words")
    for key in ("new", "part_of", "said"):
        yield from _named(tables, "reference", key, key)
    first, *others = _list(tables, "reference", "articles") or [""]
    for words, entry in _named(tables, "reference", "words", "reference"):
        yield words, entry
        article, _, noun = words.partition(" ")
        for other in others if article == first else ():
            yield f"{other} {noun}", entry


def _named(tables: Mapping[str, Any], table: str, key: str, category: Category) -> Found:
    for words in _list(tables, table, key):
        yield words, Entry(category, f"{table}.{key}", key)


def _places(tables: Mapping[str, Any], inflection: Inflection) -> Found:
    for row in tables.get("place", []):
        for words, value in row["words"].items():
            for role in [value] if isinstance(value, str) else value:
                key = _READ_AS.get(role)
                if key is None:
                    continue
                entry = Entry(cast("Category", f"place_{key}"), f"places.{key}", words)
                yield words, entry
                if role in {"kind", "site"}:
                    yield inflection.plural(words), entry
    for words in _list(tables, "targets", "words"):
        yield words, Entry("place_targets", "places.targets", words)


def _nouns(specs: Iterable[str], category: Category, inflection: Inflection) -> Found:
    for spec in specs:
        single, many = inflection.noun_forms(spec)
        yield single, Entry(category, category, single, "singular")
        yield many, Entry(category, category, single, "plural")


def _verbs(specs: Iterable[str], like: Entry, inflection: Inflection) -> Found:
    for spec in specs:
        for form, words in inflection.named_verb_forms(spec):
            yield words, Entry(like.category, like.rule, like.value, form, traits=like.traits)
