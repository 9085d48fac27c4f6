"""What the words of a cell tell by a language's rules: a kind ("car bomb"), a group of people ("police patrol")."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from conflictmap.language import Hit, Language
from conflictmap.text import fold, tokenize

__all__ = ["group_told", "kinds_told"]

_NOBODY = "unknown"
_BODY, _FOUND = "body", "body_found"
_CACHE = 20_000


@lru_cache(maxsize=_CACHE)
def kinds_told(text: str, language: Language) -> tuple[str, ...]:
    """Return the kinds that words tell, the likeliest first.

    Parameters
    ----------
    text : str
        Of a cell, or its beginning.
    language : Language
    """
    hits = _hits(text, language)
    told = sorted((hit for hit in hits if hit.entry.category == "kind"), key=_length)
    kept: list[Hit] = []
    for hit in told:
        if not any(other.start <= hit.start and hit.end <= other.end and other is not hit for other in kept):
            kept.append(hit)
    found = [hit.entry.value for hit in sorted(kept, key=lambda hit: -hit.entry.rank)]
    bodies = [_FOUND for hit in hits if hit.entry.category == _BODY]
    return tuple(dict.fromkeys((*bodies[:1], *found)))


def _length(hit: Hit) -> tuple[int, int]:
    return hit.start - hit.end, -hit.entry.rank


@lru_cache(maxsize=_CACHE)
def group_told(text: str, language: Language) -> str | None:
    """Return the group of the people that a cell names, or of those whom the thing it names belongs to.

    Parameters
    ----------
    text : str
    language : Language

    Returns
    -------
    str or None
        ``None`` if its words name neither.
    """
    people = [hit for hit in _hits(text, language) if hit.entry.category == "people"]
    named = [hit for hit in people if hit.entry.value != _NOBODY]
    if named and (named[0].start <= people[0].end or _is_nation(people[0], text, language)):
        return max(named, key=lambda hit: (hit.start == named[0].start, hit.end - hit.start)).entry.value
    things = _things(language)
    lows = [token.low for token in tokenize(fold(text), language.orthography, 0)]
    owned = next((things[low] for low in lows if low in things), None)
    return owned or (_NOBODY if people else None)


def _is_nation(hit: Hit, text: str, language: Language) -> bool:
    """Whether a word only says whose the people after it are: "Iraqi policemen", but not "family of a policeman"."""
    return tokenize(fold(text), language.orthography, 0)[hit.start].capital


@lru_cache(maxsize=8)
def _things(language: Language) -> Mapping[str, str]:
    table = language.lists("participants").table("things")
    return {word: group for group, words in table.items() for word in words}


def _hits(text: str, language: Language) -> list[Hit]:
    return language.hits([token.low for token in tokenize(fold(text), language.orthography, 0)])
