"""How many attacks things tell that went off or were struck: "two cars blew up", "attacks on two barracks"."""

from __future__ import annotations

from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.language import Hit

__all__ = ["attacks_by_things"]

_THINGS = ("vehicle", "infrastructure", "place_sites")
_APART = frozenset({"bombing", "car_bomb", "other", "suicide_bombing", "suicide_car_bomb"})
"""Kinds that strike one thing at a time; shells and jets strike several at once."""


def attacks_by_things(scan: Scan, hit: Hit) -> int:
    """Return how many attacks a word of violence tells by the number of what went off or was struck.

    Parameters
    ----------
    scan : Scan
    hit : Hit

    Returns
    -------
    int
        1 where nothing is counted.
    """
    if hit.entry.value not in _APART:
        return 1
    clause = scan.syntax.clause_at(hit.start)
    if clause is not None and clause.verb.start <= hit.start < clause.verb.end:
        return _by_verb(scan, hit, clause)
    plural = hit.entry.inflection == "plural"
    aimed = scan.word(hit.end) in scan.language.lists("tallies")["things"]["aims"]
    return _things_at(scan, hit.end + 1) if plural and aimed else 1


def _by_verb(scan: Scan, hit: Hit, clause: Clause) -> int:
    """Count the subject of what goes off or is struck; an object may be struck at once: "a bomb hit two cars"."""
    return _things_at(scan, clause.subject[0]) if clause.verb.passive or _goes_off(scan, hit) else 1


def _goes_off(scan: Scan, hit: Hit) -> bool:
    """Whether a verb tells of what explodes, and takes no object: "two cars blew up in Kut"."""
    explodes = "blast" in hit.entry.traits or hit.entry.value in {"bombing", "car_bomb"}
    return explodes and scan.at("place_prepositions", hit.end) is not None


def _things_at(scan: Scan, start: int) -> int:
    """Return the number of things counted at a token: "two booby-trapped cars", "three churches"."""
    quantity = parse_quantity(scan, start)
    told = quantity is not None and not (quantity.article or quantity.vague) and _counts_things(scan, quantity.end)
    return min(quantity.low or 1, _MOST) if quantity is not None and told else 1


def _counts_things(scan: Scan, i: int) -> bool:
    """Whether a noun of things in the plural stands here, or behind one or two words."""
    near = range(i, min(i + _NOUN, len(scan)))
    found = [scan.at(category, k) for category in _THINGS for k in near]
    return any(scan.syntax.tags[hit.end - 1] is Tag.PLURAL for hit in found if hit is not None)


_MOST = 20
"""Nobody struck more things one by one."""
_NOUN = 3
"""Tokens behind a number within which its noun begins."""
