"""One row as linking looks at it: an account of an event."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from conflictmap import codebook

__all__ = ["Account", "Ends", "account_of", "called_alike", "days_of", "reach"]

Ends = tuple[int | None, int | None]
"""Low and high end of a count, persons."""

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SHORTEST = 4  # letters; shorter words tell two events apart in no language tried
_ENDS_SENTENCE = ".!?:"
_SENTENCE_CHARS = 2_000


@dataclass(frozen=True, slots=True)
class Account:
    """What one report says of one event.

    Attributes
    ----------
    at : int
        Position of its row.
    incident, report : str
    published : int or None
        Day as an ordinal.
    days : (int, int) or None
        First and last possible day, as ordinals.
    exact_day : bool
    point : (float, float) or None
        Latitude and longitude in degrees.
    radius_km : float
    where_prec : int
    place : str
    provinces : frozenset of str
    kind, means : str
    attacks : int
    counts : mapping of str to Ends
        Those that are stated.
    groups, perpetrators : frozenset of str
        Groups of people, those of whom nothing is known left out.
    sentence : str
    words, names, place_words : frozenset of str
        Words of the sentence that do not name the place, case-folded; those of them written with a capital inside a
        sentence; and those that do name it.
    place_names : frozenset of frozenset of str
        What the report and what the gazetteer call the place itself, and not what holds it: the words of each name.
    aggregate, background : bool
    """

    at: int
    incident: str
    report: str
    published: int | None
    days: tuple[int, int] | None
    exact_day: bool
    point: tuple[float, float] | None
    radius_km: float
    where_prec: int
    place: str
    provinces: frozenset[str]
    kind: str
    means: str
    attacks: int
    counts: Mapping[str, Ends]
    groups: frozenset[str]
    perpetrators: frozenset[str]
    sentence: str
    words: frozenset[str]
    names: frozenset[str]
    place_words: frozenset[str]
    place_names: frozenset[frozenset[str]]
    aggregate: bool
    background: bool


_UNKNOWN_GROUP = "unknown"
_NO_PLACE = 6  # where_prec of what is known no closer than the country
_RADIUS = 25.0  # km; UCDP's where_prec 2, for rows of others that tell no radius


def account_of(at: int, row: Mapping[str, Any]) -> Account:
    """Return what linking looks at of a row of `record.record`."""
    published = _day(row.get("published"))
    days = days_of(row)
    kind = row["kind"]
    sentence = (row.get("sentence") or "")[:_SENTENCE_CHARS]
    place_words = _place_words(row)
    words, names = _words(sentence, place_words)
    return Account(
        at=at,
        incident=row["incident_id"] or "",
        report=row["report_id"] or "",
        published=published,
        days=days,
        exact_day=row.get("date_prec") == 1,
        point=None if row.get("lat") is None or row.get("lon") is None else (row["lat"], row["lon"]),
        radius_km=_RADIUS if row.get("radius_km") is None else row["radius_km"],
        where_prec=row.get("where_prec") or _NO_PLACE,
        place=row.get("place_id") or "",
        provinces=frozenset(
            filter(None, (row.get(name) for name in ("province", "province_reported", "province_mapped")))
        ),
        kind=kind,
        means=codebook.kind(kind).means,
        attacks=row.get("attacks") or 1,
        counts={name: ends for name in ("killed", "wounded", "abducted") if (ends := _ends(row, name)) is not None},
        groups=_groups(row),
        perpetrators=_known([row.get("perpetrator")]),
        sentence=sentence,
        words=words,
        names=names,
        place_words=place_words,
        place_names=_place_names(row),
        aggregate=bool(row.get("aggregate")),
        background=bool(row.get("background")),
    )


def _day(text: Any) -> int | None:
    return date.fromisoformat(str(text)[:10]).toordinal() if text else None


_WEEK = 7


def days_of(row: Mapping[str, Any]) -> tuple[int, int] | None:
    """Return the first and the last possible day of a row, as ordinals; ``None`` if nothing tells of any."""
    first, last, published = (_day(row.get(name)) for name in ("date_start", "date_end", "published"))
    if first is not None:
        return first, first if last is None else last
    return None if published is None else (published - _WEEK, published)


def _ends(row: Mapping[str, Any], name: str) -> Ends | None:
    low, high = row.get(f"{name}_low"), row.get(f"{name}_high")
    return None if low is None and high is None else (low, high)


def _known(actors: Sequence[Mapping[str, Any] | None]) -> frozenset[str]:
    return frozenset(a["group"] for a in actors if a and a.get("group") and a["group"] != _UNKNOWN_GROUP)


def _groups(row: Mapping[str, Any]) -> frozenset[str]:
    return _known([*(row.get("victims") or ()), row.get("target")])


def _place_words(row: Mapping[str, Any]) -> frozenset[str]:
    named = " ".join(str(row.get(name) or "") for name in ("place_text", "place", "province", "district"))
    return frozenset(word.casefold() for word in _WORD.findall(named))


def reach(one: Account, other: Account, more: float) -> float:
    """Return how far the points of two places may lie apart, km, for their circles to meet, `more` km added."""
    return one.radius_km + other.radius_km + more


def called_alike(one: Account, other: Account) -> bool:
    """Whether one name of the one place holds all words of a name of the other: "Karama" and "the Karama workshops"."""
    return any(mine <= theirs or theirs <= mine for mine in one.place_names for theirs in other.place_names)


def _place_names(row: Mapping[str, Any]) -> frozenset[frozenset[str]]:
    around = {word for name in ("province", "district") for word in _name(row, name)}
    return frozenset(words for name in ("place_text", "place") if (words := _name(row, name) - around))


def _name(row: Mapping[str, Any], column: str) -> frozenset[str]:
    """Return the words of a name: "Khan Bani Saad" of "the main street of Khan Bani Saad"."""
    words = _WORD.findall(str(row.get(column) or ""))
    return frozenset(word.casefold() for word in words if len(word) >= _SHORTEST and not word[0].islower())


def _words(sentence: str, place: frozenset[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of a sentence, and its proper names, those of the place left out."""
    words, names = set(), set()
    for match in _WORD.finditer(sentence):
        word = match.group()
        folded = word.casefold()
        if len(word) < _SHORTEST or folded in place:
            continue
        words.add(folded)
        before = sentence[max(0, match.start() - 3) : match.start()].rstrip()
        if word[0].isupper() and before and before[-1] not in _ENDS_SENTENCE:
            names.add(folded)
    return frozenset(words), frozenset(names)
