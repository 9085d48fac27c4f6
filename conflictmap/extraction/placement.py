"""The places of a draft, the likeliest first."""

from __future__ import annotations

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.discourse import Read, Stretch, words_of_place
from conflictmap.extraction.placephrases import PlaceHit
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.tellings import Telling, speakers
from conflictmap.language import Hit
from conflictmap.model import PlacePhrase, Span

__all__ = ["described", "places_of"]


def places_of(
    read: Read, stretch: Stretch, segment: Telling, mentions: list[Mention], best: Hit | None
) -> list[PlacePhrase]:
    """Return the places of a stretch as candidates, the likeliest first."""
    centre = best.start if best is not None else mentions[0].verb if mentions else segment.start
    ranked = sorted(segment.places, key=lambda place: _place_rank(segment.scan, place, centre))
    phrases = []
    for place in ranked:
        words = words_of_place(read, stretch, place)
        span = Span(segment.scan.offset(place.start), segment.scan.stop(place.end), stretch.where)
        pointing = not place.named or any(
            w in {"same", "city", "capital", "town", "village", "district"}
            for w in segment.scan.lows[place.start : place.end]
        )
        earlier = [
            words_of_place(read, stretch, p)
            for p in segment.places
            if p.named and p.start < place.start and p.how != "weak"
        ]
        before = [*reversed(earlier), *read.names()] if pointing else []
        phrases.append(
            PlacePhrase(words, span, "sentence" if place.how == "name" else "clause", tuple(dict.fromkeys(before))[:6])
        )
    return phrases


def _seat_of_media(scan: Scan, place: PlaceHit) -> bool:
    """Whether a place only says where a newspaper or a broadcaster has its seat."""
    if not speakers(scan, place):
        return False
    start = max(0, place.start - 6)
    return bool(scan.language.lists("placement")["media"]["nouns"] & set(scan.lows[start : place.start]))


def described(scan: Scan, place: PlaceHit) -> bool:
    """Whether a place only describes another one: "Kut, which is about 100 miles south of Baghdad"."""
    clause = scan.syntax.clause_at(place.start)
    if _seat_of_media(scan, place):
        return True
    return clause is not None and clause.link == "relative" and clause.verb.copula and place.start >= clause.verb.end


def _tells_where(scan: Scan, place: PlaceHit, centre: int) -> bool:
    """Whether the deed stands in a clause that says what happened at the place: "Kut, where a man blew himself up"."""
    clause = scan.syntax.clause_at(centre)
    while clause is not None:
        if clause.link == "relative" and clause.marker == "where" and 0 <= clause.start - 1 - place.end <= 1:
            return place.named
        clause = scan.syntax.parent(clause)
    return False


def _place_rank(scan: Scan, place: PlaceHit, centre: int) -> tuple[int, int]:
    if _tells_where(scan, place, centre):
        return -1, 0
    order = {"in": 0, "target": 1, "name": 2, "points": 3, "weak": 5}[place.how]
    if not place.named and place.how == "in":
        pointing = {
            "city",
            "capital",
            "town",
            "village",
            "district",
            "province",
            "neighborhood",
            "neighbourhood",
            "area",
            "street",
        } & set(scan.lows[place.start : place.end])
        order = 2 if pointing else 4
    said = any(
        hit.end - hit.start == 1 and scan.word(hit.start) in {"said", "told", "reported", "says"}
        for hit in scan.inside("said", place.end, place.end + 4)
    )
    if (said or speakers(scan, place)) and place.named:
        order += 6
    if scan.word(place.end - 1) in {"province", "governorate", "provinces"} and place.end - place.start <= 4:
        order += 1  # what holds the place, not the place
    distance = place.start - centre if place.start >= centre else (centre - place.start) + 8
    return order, distance
