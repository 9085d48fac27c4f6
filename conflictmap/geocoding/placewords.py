"""The words of location strings: ``rules/places-<language>.toml`` read, checked and filed for look-up."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from conflictmap.gazetteer.placekinds import KINDS
from conflictmap.geocoding.folding import Folder
from conflictmap.model import BadInputError

__all__ = ["KindWord", "PlaceWords", "Tag", "load_place_words"]

_TABLES = {
    "direction", "unit", "number", "relation", "kind", "anaphor", "organisation", "people", "person", "describing",
    "stop", "strip", "same", "months",
}  # fmt: skip
_RELATIONS = {"approximately", "inside", "of", "near", "between", "linking", "to", "and", "the", "border"}


@dataclass(frozen=True, slots=True)
class KindWord:
    """What a word such as "village" asks of the place it stands with.

    Attributes
    ----------
    number : int
        Which row of the file; the words of one row are the same to the name index.
    fit : Mapping[str, float]
        Gazetteer kind -> how much likelier the word makes it.
    best : str
        The kind it asks for above all.
    hard : bool
        Whether it is a thing of its own ("Karbala mosque" is not Karbala).
    anaphor : bool
        Whether "the <word>" may point back to a place named before.
    road : bool
        Whether it is a road, and so runs between places or is called after one.
    """

    number: int
    fit: Mapping[str, float]
    best: str
    hard: bool = False
    anaphor: bool = False
    road: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """The part a word or fixed phrase plays in a location string.

    Attributes
    ----------
    role : str
        ``"direction"``, ``"unit"``, ``"number"``, a relation, ``"kind"``, ``"anaphor"``, ``"organisation"``,
        ``"people"`` or ``"title"``.
    text : str
        Compass point, kind of anaphor, country code of a people, or the word itself.
    value : float
        Of units, km; of number words, the number.
    kind : KindWord or None
        For ``"kind"``.
    """

    role: str
    text: str = ""
    value: float = 0.0
    kind: KindWord | None = None


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The compiled file.

    Attributes
    ----------
    tags : Mapping[str, Tag]
        Word -> what it does.
    phrases : Mapping[str, tuple of (tuple of str, Tag)]
        First word -> fixed phrases that begin with it, longest first.
    adjectives : frozenset of str
        Direction words in -ern, which describe what follows ("northern Baghdad").
    stop, given, surnames, describing : frozenset of str
        Capitalised words that name no place; given names; surnames in the news; what makes a name before a hyphen a
        mere description ("Ankara-based").
    elements : frozenset of str
        Words that begin many names and make none ("tall", "abu").
    strip_first, strip_last : frozenset of str
        Words left out of a name to give one more spelling of it.
    folder : Folder
        The folding that these words ask for. It only remembers what it has computed.
    """

    tags: Mapping[str, Tag]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Tag], ...]]
    adjectives: frozenset[str]
    stop: frozenset[str]
    given: frozenset[str]
    surnames: frozenset[str]
    describing: frozenset[str]
    elements: frozenset[str]
    strip_first: frozenset[str]
    strip_last: frozenset[str]
    folder: Folder


@lru_cache(maxsize=8)
def load_place_words(language: str = "en") -> PlaceWords:
    """Return the words of location strings of one language.

    Raises
    ------
    BadInputError
        If there is no such file or a table in it is misspelt.
    """
    path = files("conflictmap") / "rules" / f"places-{language}.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadInputError(f"{path}: cannot be read ({error}); check the language and the file") from error
    return compile_words(table)


def compile_words(table: Mapping[str, Any]) -> PlaceWords:
    """Turn the tables of the file into look-ups.

    Raises
    ------
    BadInputError
        If a table, relation or kind is unknown, or a word stands in two places.
    """
    if unknown := set(table) - _TABLES:
        raise BadInputError(f"rules of places: unknown table {sorted(unknown)[0]!r}; known are {sorted(_TABLES)}")
    entries: dict[str, Tag] = {}
    for words, tag in _tags(table):
        for word in words:
            if word in entries and entries[word] != tag:
                raise BadInputError(f"rules of places: {word!r} stands under {entries[word].role} and {tag.role}")
            entries[word] = tag
    phrases: dict[str, list[tuple[tuple[str, ...], Tag]]] = {}
    for word, tag in entries.items():
        parts = tuple(word.split())
        if len(parts) > 1:
            phrases.setdefault(parts[0], []).append((parts, tag))
    directions = [w for words in table["direction"].values() for w in words]
    return PlaceWords(
        tags={w: t for w, t in entries.items() if " " not in w},
        phrases={k: tuple(sorted(v, key=lambda pair: -len(pair[0]))) for k, v in phrases.items()},
        adjectives=frozenset(w for w in directions if w.endswith(("ern", "ernmost")) or w == "central"),
        stop=frozenset(table["stop"]["words"]),
        given=frozenset(table["person"]["given"]),
        surnames=frozenset(table["person"]["surnames"]),
        describing=frozenset(table["describing"]["words"]),
        elements=frozenset(table["strip"]["elements"]),
        strip_first=frozenset(table["strip"]["first"]),
        strip_last=frozenset(table["strip"]["last"]),
        folder=Folder(_flat(table["same"]), _flat(table["months"]), ["of"]),
    )


def _tags(table: Mapping[str, Any]) -> Iterable[tuple[Iterable[str], Tag]]:
    for point, words in table["direction"].items():
        yield words, Tag("direction", point)
    for word, km in table["unit"].items():
        yield [word], Tag("unit", word, float(km))
    for word, number in table["number"].items():
        yield ([word] if word not in table["relation"]["the"] else []), Tag("number", word, float(number))
    for role, words in table["relation"].items():
        if role not in _RELATIONS:
            raise BadInputError(f"rules of places: unknown relation {role!r}; known are {sorted(_RELATIONS)}")
        yield words, Tag(role)
    for number, row in enumerate(table["kind"]):
        yield row["words"], Tag("kind", row["words"][0], kind=_kind_word(number, row))
    for row in table["anaphor"]:
        yield [w for w in row["words"] if not w.startswith("the ") and w != "capital"], Tag("anaphor", row["to"])
    yield table["organisation"]["words"], Tag("organisation")
    for code, words in table["people"].items():
        yield words, Tag("people", code)
    taken = {w for row in table["kind"] for w in row["words"]}
    yield [w for w in table["person"]["titles"] if w not in taken], Tag("title")


def _kind_word(number: int, row: Mapping[str, Any]) -> KindWord:
    fit = row["fit"]
    if unknown := set(fit) - KINDS:
        raise BadInputError(f"rules of places: unknown kind {sorted(unknown)[0]!r} beside {row['words'][0]!r}")
    flags = {name: bool(row.get(name)) for name in ("hard", "anaphor", "road")}
    return KindWord(number, fit, max(fit, key=fit.__getitem__), **flags)


def _flat(table: Mapping[str, Iterable[str]]) -> dict[str, str]:
    flat = {name: name for name in table}
    for name, spellings in table.items():
        flat |= dict.fromkeys(spellings, name)
    return flat
