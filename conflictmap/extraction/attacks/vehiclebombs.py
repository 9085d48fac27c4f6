"""Whether a vehicle is the bomb ("a parked car exploded"), or only what was bombed, or stood by."""

from __future__ import annotations

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag
from conflictmap.extraction.violence.kindwords import kind_words
from conflictmap.extraction.violence.means import is_means, is_verb
from conflictmap.language import Hit

__all__ = ["has_vehicle", "vehicle_explodes"]

_BEFORE = 14
"""Tokens between a vehicle and the verb by which it explodes."""


def has_vehicle(scan: Scan, hit: Hit, end: int) -> bool:
    """Whether a word of violence has a vehicle with it: "a bomber in a Kia minibus", "blew up a tanker".

    Parameters
    ----------
    scan : Scan
    hit : Hit
        The word.
    end : int
        Token after the telling.
    """
    if hit.entry.value == "car_bomb":
        return True
    if hit.entry.value == "suicide_bombing" and scan.word(hit.end) in kind_words(scan.language).aboard:
        return scan.has("vehicle", hit.end, hit.end + 5)
    blown = _blows(hit) and bool(hit.entry.inflection)
    return blown and scan.has("vehicle", hit.end, min(end, hit.end + 4))


def vehicle_explodes(scan: Scan, start: int, end: int) -> bool:
    """Whether the thing that explodes is a vehicle ("a parked car exploded", "a pair of cars blew up").

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.
    """
    return any(
        _is_the_bomb(scan, start, vehicle, verb)
        for verb in scan.inside("kind", start, end)
        if _goes_off(scan, verb)
        for vehicle in scan.inside("vehicle", max(start, verb.start - _BEFORE), verb.start)
    )


def _goes_off(scan: Scan, verb: Hit) -> bool:
    """Whether the subject of a verb is what explodes, in the active or the passive: not "a bus was bombed"."""
    if not _blows(verb) or verb.entry.inflection in {"", "ing"} or _is_laid(scan, verb):
        return False
    return scan.syntax.words.lemma(scan.lows[verb.start]) not in kind_words(scan.language).bombing_verbs


def _is_laid(scan: Scan, verb: Hit) -> bool:
    """Whether a bomb is what a vehicle meets, and no verb: "their cart | set off a bomb", "ran over | a bomb"."""
    noun = scan.syntax.tags[verb.end - 1] in NOUNS
    return noun and scan.syntax.tags[verb.end - 2] is Tag.DETERMINER


def _is_the_bomb(scan: Scan, start: int, vehicle: Hit, verb: Hit) -> bool:
    """Whether a vehicle is what explodes, not what stands by or whose it is ("under his car")."""
    words = kind_words(scan.language)
    if {".", ";"} & set(scan.lows[vehicle.end : verb.start]):
        return False
    before = scan.word(vehicle.start - 1)
    if before in words.possessive and scan.word(vehicle.start - 2) in words.beside:
        return False
    named = (hit.entry for hit in scan.inside("kind", start, vehicle.start))
    bombs = any(entry.value in {"bombing", "roadside_bomb"} and is_means(entry) for entry in named)
    return before not in words.beside and not bombs


def _blows(hit: Hit) -> bool:
    return hit.entry.value == "bombing" and is_verb(hit.entry)
