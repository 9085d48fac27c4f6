"""The words of location strings, as ``places.toml`` and ``names.toml`` tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from conflictmap.language.inflection import Inflection
from conflictmap.model import BadInputError

__all__ = ["KindWord", "PlaceWords", "Tag", "compile_place_words"]


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
        Compass point, kind of anaphor, country code of a people, or what tells the word from others of its role
        (``"definite"``, ``"own"``, ``"same"``, ``"with"``, ``"way"``, ``"capital"``, ``"part"``).
    value : float
        Of units, km; of number words, the number.
    kind : KindWord or None
        For ``"kind"``.
    many : bool
        Whether it is a plural of its row.
    """

    role: str
    text: str = ""
    value: float = 0.0
    kind: KindWord | None = None
    many: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PlaceWords:
    """The words of location strings, filed for look-up. Whatever a language lacks is empty.

    Attributes
    ----------
    tags : Mapping[str, Tag]
        Word -> what it does.
    phrases : Mapping[str, tuple of (tuple of str, Tag)]
        First word -> fixed phrases that begin with it, longest first.
    adjectives : frozenset of str
        Direction words that describe what follows ("northern Baghdad").
    stop, given, surnames, describing : frozenset of str
        Capitalised words that name no place; given names; surnames in the news; what makes a name before a hyphen a
        mere description ("Ankara-based").
    elements : frozenset of str
        Words that begin many names and make none ("tall", "abu").
    strip_first, strip_last : frozenset of str
        Words left out of a name to give one more spelling of it.
    same : Mapping[str, str]
        Spelling of a common element of names -> the one that stands for all.
    months : Mapping[str, str]
        Month in any calendar that places are called after -> one name for it.
    joining : frozenset of str
        Words left out between a number and a month ("of").
    whence : frozenset of str
        Words before the place that somebody comes from ("from").
    before_short : frozenset of str
        Words behind which a name of three letters counts.
    ordinals, possessive, bare_possessive : tuple of str
        Endings: "17th", "Basra's", "Princes'".
    naming, points : Mapping[str, str]
        How places are called that the words only lead to; compass points in words.
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
    same: Mapping[str, str]
    months: Mapping[str, str]
    joining: frozenset[str]
    whence: frozenset[str]
    before_short: frozenset[str]
    ordinals: tuple[str, ...]
    possessive: tuple[str, ...]
    bare_possessive: tuple[str, ...]
    naming: Mapping[str, str]
    points: Mapping[str, str]


NAMING = {
    "sector": "{place} ({point})",
    "outside": "{place} ({point})",
    "offset": "{place} ({km} km {point})",
    "both": "{place} / {other}",
    "between": "{place} - {other}",
}
"""What a language that tells nothing else says."""


def compile_place_words(
    places: Mapping[str, Any], names: Mapping[str, Any], endings: Mapping[str, Any], inflection: Inflection, label: str
) -> PlaceWords:
    """Turn the tables of the files into look-ups.

    Parameters
    ----------
    places, names, endings : mapping
        The content of ``places.toml``, ``names.toml`` and the endings of ``orthography.toml``, checked. Every table may
        be missing.
    inflection : Inflection
        Tells plurals.
    label : str
        The file, for messages.

    Raises
    ------
    BadInputError
        If a word plays two parts.
    """
    entries: dict[str, Tag] = {}
    for word, tag in _tags(places, names, inflection):
        if word in entries and entries[word] != tag:
            raise BadInputError(f"{label}: {word!r} stands under {entries[word].role} and {tag.role}")
        entries[word] = tag
    rows = places.get("place", [])
    no_place, person, strip = (names.get(key, {}) for key in ("no_place", "person", "strip"))
    return PlaceWords(
        tags={w: t for w, t in entries.items() if " " not in w},
        phrases=_phrases(entries),
        adjectives=frozenset(word for row in rows if row.get("adjective") for word in row["words"]),
        stop=frozenset(no_place.get("anywhere", [])) | frozenset(no_place.get("in_strings", [])),
        given=frozenset(person.get("given", [])),
        surnames=frozenset(person.get("surnames", [])),
        describing=frozenset(names.get("describing", {}).get("words", [])),
        elements=frozenset(strip.get("elements", [])),
        strip_first=frozenset(strip.get("first", [])),
        strip_last=frozenset(strip.get("last", [])),
        same=_flat(names.get("same", {})),
        months=_flat(names.get("months", {})),
        joining=frozenset(word for row in rows if row.get("role") == "of" for word in row["words"]),
        whence=_whence(rows),
        before_short=frozenset(names.get("short_names", {}).get("before", [])),
        ordinals=tuple(endings.get("ordinal", [])),
        possessive=tuple(endings.get("possessive", [])),
        bare_possessive=tuple(endings.get("bare_possessive", [])),
        naming={**NAMING, **places.get("naming", {})},
        points=dict(places.get("points", {})),
    )


def _whence(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """Return the words before the place that somebody comes from: weak ones of the role "of"."""
    told = [row["words"].items() for row in rows if row.get("role") == "of"]
    return frozenset(word for words in told for word, takes in words if takes == "weak_preposition")


def _phrases(entries: Mapping[str, Tag]) -> dict[str, tuple[tuple[tuple[str, ...], Tag], ...]]:
    """Return the entries of several words by their first, the longest of each first."""
    phrases: dict[str, list[tuple[tuple[str, ...], Tag]]] = {}
    for word, tag in entries.items():
        parts = tuple(word.split())
        if len(parts) > 1:
            phrases.setdefault(parts[0], []).append((parts, tag))
    return {first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in phrases.items()}


def _tags(places: Mapping[str, Any], names: Mapping[str, Any], inflection: Inflection) -> Iterator[tuple[str, Tag]]:
    for number, row in enumerate(places.get("place", [])):
        if "role" in row:
            plurals = {inflection.plural(word) for word in row["words"]} if row["role"] == "kind" else set()
            for word in row["words"]:
                yield word, _tag(number, row, word, many=word in plurals)
    for word, value in places.get("number", {}).items():
        yield word, Tag("number", word, float(value))
    for code, words in names.get("nationalities", {}).items():
        for word in words:
            yield word, Tag("people", code)
    for word in names.get("person", {}).get("titles", []):
        yield word, Tag("title")


def _tag(number: int, row: Mapping[str, Any], word: str, *, many: bool) -> Tag:
    role: str = row["role"]
    if role == "direction":
        return Tag(role, row["point"])
    if role == "unit":
        return Tag(role, word, float(row["km"]))
    if role == "anaphor":
        return Tag(role, row["to"])
    if role == "kind":
        fit = row["fit"]
        flags = {name: bool(row.get(name)) for name in ("hard", "anaphor", "road")}
        kind = KindWord(number, fit, max(fit, key=fit.__getitem__), **flags)
        return Tag(role, row.get("sense", ""), kind=kind, many=many)
    return Tag(role, row.get("sense", ""))


def _flat(table: Mapping[str, Any]) -> dict[str, str]:
    flat = {name: name for name in table}
    for name, spellings in table.items():
        flat |= dict.fromkeys(spellings, name)
    return flat
