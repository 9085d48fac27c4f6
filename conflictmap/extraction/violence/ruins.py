"""What lays things waste, whatever the verb: "jets reduced a depot to rubble", "a post was razed by warplanes".

::

    waste := somebody or something + verb + thing + "to rubble", "ablaze", "out of action"
           | armed aircraft + any verb but those that spare + house, vehicle, position     (or its passive)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, get_args

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.extraction.violence.deeds import deed_words, is_verb_of, object_span
from conflictmap.extraction.violence.means import is_verb
from conflictmap.language import Category, Hit, Language

__all__ = ["lays_waste", "strikes_things"]

_THINGS: tuple[Category, ...] = ("infrastructure", "place_kinds", "place_sites", "vehicle")
_REACH = 8
"""Tokens behind a verb within which is told what becomes of its object."""


_Verbs = Literal["making", "removing", "sparing"]
"""Lists of verbs, read in all their forms."""


@lru_cache(maxsize=8)
def _words(language: Language) -> Mapping[str, frozenset[str]]:
    """Return the words of ruin, from ``reading/events.toml`` [ruin], compiled once."""
    found = {name: frozenset(words) for name, words in language.lists("events").table("ruin").items()}
    for name in get_args(_Verbs):
        found[name] = frozenset(form for verb in found[name] for form in language.inflection.verb_forms(verb))
    return found


def lays_waste(scan: Scan, clause: Clause) -> bool:
    """Whether a clause says that its object, or the subject of a passive, is left in ruins or in flames.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    words = _words(scan.language)
    if clause.verb.negated or not is_verb_of(scan, clause, words["making"]):
        return False
    after = range(clause.verb.end, min(clause.end, clause.verb.end + _REACH))
    told = any(_told_at(scan, i, words["waste"]) for i in after)
    return told and _no_person(scan, *object_span(scan, clause))


def _told_at(scan: Scan, i: int, phrases: frozenset[str]) -> bool:
    """Whether one of some phrases, of three words at most, begins at a token."""
    return any(" ".join(scan.lows[i : i + length]) in phrases for length in (1, 2, 3))


def _no_person(scan: Scan, start: int, end: int) -> bool:
    """Whether a phrase has a head that names no person."""
    return start < end and scan.at("people", end - 1) is None


def strikes_things(scan: Scan, clause: Clause, hit: Hit) -> bool:
    """Whether what an aircraft does to a house, a vehicle or a position can only be an attack.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    hit : Hit
        The aircraft; what one does that need not be armed tells nothing ("a plane missed the runway").
    """
    verb = clause.verb
    if scan.word(hit.end - 1) in _words(scan.language)["unarmed"]:
        return False
    told = verb.passive or verb.form in {Tag.PAST, Tag.THIRD}
    if verb.negated or not told or _spares(scan, clause):
        return False
    span = object_span(scan, clause)
    return _no_person(scan, *span) and _is_thing(scan, *span)


def _spares(scan: Scan, clause: Clause) -> bool:
    """Whether a verb tells no attack: "photographed", "took", not "took out"."""
    words, after = _words(scan.language), clause.verb.end
    if not is_verb_of(scan, clause, words["sparing"]):
        return False
    out = scan.word(after) in words["out"] and not scan.plays(after + 1, "genitive")
    return not (out and is_verb_of(scan, clause, words["removing"]))


def _is_thing(scan: Scan, start: int, end: int) -> bool:
    """Whether a thing that can be struck is among the tokens of a phrase."""
    known = any(True for key in _THINGS for _ in scan.inside(key, start, end))
    weapons = any(not is_verb(hit.entry) for hit in scan.inside("kind", start, end))
    return known or weapons or not deed_words(scan.language).material.isdisjoint(scan.lows[start:end])
