"""Counts over several towns or provinces: "bombings in three towns", "Anbar and Nineveh provinces"."""

from __future__ import annotations

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.history.signs import Sign
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.where.placephrases import PlaceHit

__all__ = ["over_towns"]


def over_towns(telling: Telling) -> Sign | None:
    """Return what tells that attacks are counted over several provinces, towns or parts of the land at once.

    Parameters
    ----------
    telling : Telling
    """
    ways = (_several, _number_of_towns, _town_to_town)
    found = (way(telling, place) for place in telling.places for way in ways)
    return next((sign for sign in found if sign is not None), None) or _towns_hit(telling)


def _towns_hit(telling: Telling) -> Sign | None:
    """Whether towns are what several attacks with a count hit: "Bombs hit four towns in Diyala, killing 12"."""
    scan, nouns = telling.scan, telling.scan.language.lists("totals")["towns"]["nouns"]
    if not telling.mentions or not _asserts_many(telling):
        return None
    towns = (i for i in scan.found(nouns) if telling.start <= i < telling.end and _is_hit(scan, i))
    return next((Sign("aggregate.towns", i, i + 1) for i in towns), None)


def _is_hit(scan: Scan, i: int) -> bool:
    """Whether a noun is the object of a verb for striking: "rocked | half a dozen cities"."""
    context = scan.syntax.context(i)
    return context.role == "object" and context.clause is not None and not context.clause.verb.negated


def _asserts_many(telling: Telling) -> bool:
    return any(term.asserts and term.hit.entry.inflection == "plural" for term in telling.terms)


def _number_of_towns(telling: Telling, place: PlaceHit) -> Sign | None:
    """Whether several attacks are counted over several towns: "bombings in three towns south of Baghdad"."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["towns"]
    near = range(place.start, min(place.start + 5, place.end))
    number = next((i for i in near if scan.word(i) in words["several"]), None)
    if number is None or not telling.mentions or words["nouns"].isdisjoint(scan.lows[number : number + 3]):
        return None
    return Sign("aggregate.towns", number, place.end) if _asserts_many(telling) else None


def _town_to_town(telling: Telling, place: PlaceHit) -> Sign | None:
    """Whether several attacks are counted from one town to another: "bombs in markets from Baquba to Basra"."""
    joined = bool(telling.mentions) and _joins_names(telling.scan, place) and _strikes_many(telling)
    return Sign("aggregate.towns", place.start, place.end) if joined else None


def _joins_names(scan: Scan, place: PlaceHit) -> bool:
    """Whether "to" stands between two names in the words of a place."""
    tags = scan.syntax.tags
    to = (i for i in range(place.start + 1, place.end - 1) if scan.plays(i, "infinitive"))
    return any(tags[i - 1] is tags[i + 1] is Tag.NAME for i in to)


def _strikes_many(telling: Telling) -> bool:
    """Whether attacks, and not only attackers, are told in the plural."""
    many = (t for t in telling.terms if t.real and t.hit.entry.inflection == "plural")
    return any(telling.scan.at("people", t.hit.end - 1) is None for t in many if _strikes(t))


def _strikes(term: Term) -> bool:
    """Whether a word tells an attack, or is the subject of one."""
    return term.asserts or (term.context is not None and term.context.role == "subject")


def _several(telling: Telling, place: PlaceHit) -> Sign | None:
    """Whether the words of a place join provinces or directions."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["provinces"]
    joint = next((i for i in range(place.start, place.end) if scan.word(i) in words["joins"]), None)
    if joint is None:
        return None
    kinds = words["plural"] | words["singular"]
    if telling.mentions and not kinds.isdisjoint(scan.lows[joint : place.end]):
        return Sign("aggregate.provinces", place.start, place.end)
    if sum(scan.at("place_directions", i) is not None for i in range(place.start, place.end)) >= 2:
        return Sign("aggregate.parts_of_the_land", place.start, place.end)
    return None
