"""Who or what carries a bomb: somebody who wears it, or a vehicle full of it that is driven at something.

::

    worn   := explosive + "under", "around", "strapped to" + "his" + garment or part of the body
            | garment + participle + "with", "of" + explosive | "explosive" + garment
            | verb of exploding + "his" + garment
    laden  := vehicle + participle + "with", "of" + explosive
    driven := vehicle + verb of ramming | attacker + "detonated his" + vehicle
"""

from __future__ import annotations

from conflictmap.extraction.attacks.guessedkinds import EXPLOSIVE
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.extraction.violence.deeds import object_span
from conflictmap.extraction.violence.kindwords import kind_words
from conflictmap.extraction.violence.means import is_means, is_verb
from conflictmap.language import Hit

__all__ = ["is_driven_at", "is_laden", "is_worn", "sets_off_own"]

_NEAR = 4
"""Tokens between a bomb and what holds it."""


def is_worn(scan: Scan, start: int, end: int) -> bool:
    """Whether somebody wears what explodes: "with bombs under their coats", "set off their vests".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.
    """
    words = kind_words(scan.language)
    if any(_under_clothes(scan, hit) for hit in _explosives(scan, start, end)):
        return True
    garments = (i for i in range(start, end) if scan.word(i) in words.garments)
    return any(_holds_bomb(scan, i) or _is_set_off(scan, i) for i in garments)


def is_laden(scan: Scan, start: int, end: int) -> bool:
    """Whether a vehicle is full of what explodes: "a van stuffed with explosives".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.
    """
    vehicles = (hit.end for hit in scan.inside("vehicle", start, end))
    return any(_filled(scan, i + (scan.word(i) == ",")) for i in vehicles)  # "his car, laden with explosives,"


def is_driven_at(scan: Scan, start: int, end: int) -> bool:
    """Whether a vehicle runs into something or is driven there: "was driven at the gate", "smashed into a barracks".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.
    """
    ramming = kind_words(scan.language).ramming_verbs
    clauses = (c for c in scan.syntax.clauses if start <= c.verb.start < end and scan.syntax.lemma(c) in ramming)
    return any(scan.has("vehicle", min(c.subject[0], c.verb.start), c.end) for c in clauses)


def sets_off_own(scan: Scan, start: int, end: int) -> bool:
    """Whether an attacker sets off the vehicle that he is in: "the attacker detonated his van", not "a car bomb".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.
    """
    words = kind_words(scan.language)
    clauses = (c for c in scan.syntax.clauses if start <= c.verb.start < end and not c.verb.passive)
    spans = (object_span(scan, c) for c in clauses if scan.syntax.lemma(c) in words.detonating and _by_one(scan, c))
    return any(scan.word(first) in words.possessive and scan.has("vehicle", first, last) for first, last in spans)


def _by_one(scan: Scan, clause: Clause) -> bool:
    """Whether one person is the subject: it is "their" car, or his victim's, that several blow up."""
    return Tag.PLURAL not in scan.syntax.tags[slice(*clause.subject)]


def _explosives(scan: Scan, start: int, end: int) -> list[Hit]:
    return [hit for hit in scan.inside("kind", start, end) if is_means(hit.entry) and hit.entry.value in EXPLOSIVE]


def _under_clothes(scan: Scan, hit: Hit) -> bool:
    """Whether somebody has a bomb on his body or under his clothes; under a car it is no part of him."""
    words = kind_words(scan.language)
    owners = (i for i in range(hit.end, hit.end + _NEAR) if scan.word(i) in words.possessive)
    return any(_led(scan, i) and scan.word(i + 1) in words.garments | words.body for i in owners)


def _led(scan: Scan, i: int) -> bool:
    return scan.syntax.tags[i - 1] in {Tag.PREPOSITION, Tag.TO}


def _holds_bomb(scan: Scan, i: int) -> bool:
    """Whether a garment is full of what explodes, or named after it; a "bomb-proof" one keeps it off."""
    words, name = kind_words(scan.language), scan.word(i - 1)
    named = name.startswith(words.explosive) and not name.endswith(words.keeping_off)
    return named or _filled(scan, i + 1)


def _filled(scan: Scan, i: int) -> bool:
    """Whether a participle and "with" or "of" lead from a thing to an explosive: "filled with explosives and nails"."""
    words = kind_words(scan.language)
    filled = scan.word(i) in words.filled or (i < len(scan) and scan.syntax.tags[i] is Tag.PAST)
    if not filled or scan.word(i + 1) not in words.filled_with:
        return False
    verb = next((clause.verb.start for clause in scan.syntax.clauses if clause.verb.start > i + 1), len(scan))
    return bool(_explosives(scan, i + 2, min(i + 2 + _NEAR, verb)))  # "laden with melons | hit a mine"


def _is_set_off(scan: Scan, i: int) -> bool:
    """Whether a garment is the object of a verb of exploding: "blew up | their belts", "set off | a vest"."""
    owned = scan.word(i - 1) in kind_words(scan.language).possessive | scan.grammar.articles
    return owned and any(_blows(hit) for hit in scan.inside("kind", max(0, i - _NEAR), i - 1))


def _blows(hit: Hit) -> bool:
    return is_verb(hit.entry) and hit.entry.value in EXPLOSIVE
