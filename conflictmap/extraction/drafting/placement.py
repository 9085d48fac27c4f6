"""The places of a draft, the likeliest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.discourse.context import Read, Stretch, words_of_place
from conflictmap.extraction.people.apposition import in_town
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS, Clause, Tag
from conflictmap.extraction.tellings.telling import Telling, speakers
from conflictmap.extraction.violence.deeds import is_verb_of
from conflictmap.extraction.where import loneplaces as lone
from conflictmap.extraction.where.placephrases import PlaceHit, Standing
from conflictmap.language import Hit
from conflictmap.model import PlacePhrase, Span

__all__ = ["described", "homes_of", "names_the_spot", "places_of", "says_where"]


def places_of(
    read: Read, stretch: Stretch, segment: Telling, mentions: list[Mention], best: Hit | None
) -> list[PlacePhrase]:
    """Return the places of a stretch as candidates, the likeliest first.

    Parameters
    ----------
    read : Read
    stretch : Stretch
    segment : Telling
    mentions : list of Mention
    best : Hit or None
        The word that tells the attack.
    """
    centre = best.start if best is not None else mentions[0].verb if mentions else segment.start
    afar = _at_hand(read, stretch, segment, mentions)
    placed = [place for place in segment.places if place not in afar]
    ranked = sorted(placed, key=lambda place: _place_rank(segment.scan, place, centre))
    return [_phrase(read, stretch, segment, place) for place in ranked]


def homes_of(read: Read, stretch: Stretch, segment: Telling, mentions: list[Mention]) -> list[PlacePhrase]:
    """Return where the people of a stretch are from ("a Basra lawyer") or speak, for want of anything better.

    Parameters
    ----------
    read : Read
    stretch : Stretch
    segment : Telling
    mentions : list of Mention
    """
    return [_phrase(read, stretch, segment, place) for place in _at_hand(read, stretch, segment, mentions)]


def _at_hand(read: Read, stretch: Stretch, segment: Telling, mentions: list[Mention]) -> list[PlaceHit]:
    """Return the places where people of a stretch are from, or speak who only count: "A medic in Kut said six died"."""
    told = any(_tells_one(read, stretch, term) for term in segment.terms) or any(map(_has_doer, mentions))
    aside = [*_hospitals(segment, mentions), *(() if told else _offices(read, stretch, segment, mentions))]
    label = _label(segment.scan)
    return [p for p in segment.places if p.how in _AFAR or p.end <= label or p in aside]


def _tells_one(read: Read, stretch: Stretch, term: Term) -> bool:
    """Whether a word tells an attack, and not only that of an earlier paragraph: "five were hurt in the raid"."""
    return term.real and not (term.refers and not term.asserts and _told_above(read, stretch))


def _is_of_one_told(read: Read, stretch: Stretch, segment: Telling) -> bool:
    """Whether an attack of this paragraph may be meant, or by its word one of an earlier paragraph."""
    here = read.told == (stretch.paragraph, stretch.item)
    return here or (_told_above(read, stretch) and any(term.refers for term in segment.terms))


def _told_above(read: Read, stretch: Stretch) -> bool:
    """Whether an attack was told in this item, if not in this paragraph."""
    return read.told[0] >= 0 and read.told[1] == stretch.item


def _hospitals(segment: Telling, mentions: list[Mention]) -> list[PlaceHit]:
    """Return the places to which the dead and the hurt were brought: "hurt so badly that they were flown to Kut"."""
    if any(mention.outcome == "abducted" for mention in mentions):
        return []
    return [place for place in segment.places if _brought_to(segment.scan, place)]


def _brought_to(scan: Scan, place: PlaceHit) -> bool:
    """Whether somebody was brought to a place, and no troops went there."""
    clause = scan.syntax.clause_at(place.start)
    if clause is None or scan.at("place_weak_prepositions", place.start - 1) is None:
        return False
    first = scan.syntax.parent(clause) if clause.link == "shared" else clause
    moved = clause.verb.passive or (first is not None and first.verb.passive)  # "were wounded | and moved to Kut"
    return moved and is_verb_of(scan, clause, scan.language.lists("placement")["offices"]["bringing"])


_LABEL = 9
"""Tokens within which the colon stands behind who reports: "Final figures from the governor in Tikrit:"."""


def _label(scan: Scan) -> int:
    """Return where the label ends that says whose figures follow: "Health Ministry in Baghdad: 16 dead"."""
    close = next((i for i in range(min(_LABEL, len(scan))) if scan.word(i) == ":"), 0)
    return close if not scan.language.lists("placement")["offices"]["nouns"].isdisjoint(scan.lows[:close]) else 0


def _offices(read: Read, stretch: Stretch, segment: Telling, mentions: list[Mention]) -> list[PlaceHit]:
    """Return the places of those who report: of an attack of this paragraph, or in a hospital.

    Police who only tell the other half of its casualties report as well; of a count of their own, it is where that was.
    """
    scan, told = segment.scan, _is_of_one_told(read, stretch, segment)
    adds = told and bool(mentions) and read.counted.isdisjoint(mention.outcome for mention in mentions)
    words = scan.language.lists("placement")["local"]
    local = words["people"] if adds else words["people"] | words["police"]
    return [p for p in segment.places if (told or _is_clinic(scan, p)) and _is_of_office(scan, p, local)]


def _is_clinic(scan: Scan, place: PlaceHit) -> bool:
    """Whether a place is a house where the dead and the hurt are taken, and no town: "at Hussein general hospital"."""
    inside = range(place.start, place.end)
    clinic = not scan.language.lists("placement")["nouns"]["clinics"].isdisjoint(scan.lows[place.start : place.end])
    return clinic and not any(in_town(scan, i) for i in inside)


def _is_of_office(scan: Scan, place: PlaceHit, local: frozenset[str]) -> bool:
    """Whether a place only says where an office or a hospital is that reports, not where a witness lives."""
    clause = scan.syntax.clause_at(place.start)
    if clause is None or scan.at("place_prepositions", clause.start) is not None:
        return False  # "In Hilla, police reported three dead"
    if _takes_in(scan, clause, place):
        return True
    return speakers(scan, place) and local.isdisjoint(scan.lows[max(0, place.start - _BEFORE) : place.start])


def _takes_in(scan: Scan, clause: Clause, place: PlaceHit) -> bool:
    """Whether a place is where a hospital is that has the dead and hurt of an attack elsewhere."""
    lists = scan.language.lists("placement")
    subject = clause.subject[0] <= place.start < clause.subject[1]
    named = not lists["nouns"]["clinics"].isdisjoint(scan.lows[slice(*clause.subject)])
    return subject and named and is_verb_of(scan, clause, lists["offices"]["taking_in"])


_BEFORE = 4
"""Tokens before a place among which stands who speaks there."""


def _has_doer(mention: Mention) -> bool:
    """Whether somebody is said to have done it: "gunmen killed six", not "six were killed"."""
    return mention.active and mention.construction == "active"


def _phrase(read: Read, stretch: Stretch, segment: Telling, place: PlaceHit) -> PlacePhrase:
    """Return the words of a place, with what was named before if it points back."""
    scan = segment.scan
    span = Span(scan.offset(place.start), scan.stop(place.end), stretch.where)
    before: list[str] = []
    if not place.named or _has(scan, place, "pointing"):
        earlier = [words_of_place(read, stretch, p) for p in segment.places if _named_before(p, place)]
        before = [*reversed(earlier), *read.names()]
    origin = _ORIGINS.get(place.how, "clause")
    return PlacePhrase(words_of_place(read, stretch, place), span, origin, tuple(dict.fromkeys(before))[:6])


def _named_before(earlier: PlaceHit, place: PlaceHit) -> bool:
    return earlier.named and earlier.start < place.start and earlier.firm


def _has(scan: Scan, place: PlaceHit, name: str) -> bool:
    """Whether a word of a list of ``reading/placement.toml`` stands in a place phrase."""
    return not scan.language.lists("placement")["nouns"][name].isdisjoint(scan.lows[place.start : place.end])


def _seat_of_media(scan: Scan, place: PlaceHit) -> bool:
    """Whether a place only says where a newspaper or a broadcaster has its seat."""
    before, media = scan.lows[max(0, place.start - 6) : place.start], scan.language.lists("placement")["media"]
    if media["nouns"].isdisjoint(before):
        return False
    told = _reports(scan, place) and scan.syntax.tags[place.end] is not Tag.MARK
    return told or speakers(scan, place) or not media["sources"].isdisjoint(before)


def _where_quoted(scan: Scan, place: PlaceHit) -> bool:
    """Whether a place only says where somebody spoke whose words are quoted: '"They shot him," she said in Kut'."""
    clause = scan.syntax.clause_at(place.start)
    if clause is None or place.start < clause.verb.end or scan.syntax.lemma(clause) not in scan.syntax.words.saying:
        return False
    return _QUOTE in scan.lows[: clause.verb.start] and _QUOTE not in scan.lows[clause.verb.end : place.start]


_QUOTE = '"'
"""All of them, once a text is folded."""


def described(scan: Scan, place: PlaceHit) -> bool:
    """Whether a name is no place, or only describes another one: "a white Opel", "Hit, which lies west of Baghdad".

    Parameters
    ----------
    scan : Scan
    place : PlaceHit
    """
    clause = scan.syntax.clause_at(place.start)
    if _seat_of_media(scan, place) or _where_quoted(scan, place) or _is_published(scan, place) or _is_make(scan, place):
        return True
    return clause is not None and clause.link == "relative" and clause.verb.copula and place.start >= clause.verb.end


def _is_published(scan: Scan, place: PlaceHit) -> bool:
    """Whether a name is that of a medium in which somebody spoke: "in a statement posted on Telegram"."""
    words = scan.language.lists("placement")["media"]
    if scan.word(place.start - 1) not in words["carriers"] or not scan.tokens[place.start].capital:
        return False
    said = any(hit.end == place.start - 1 for hit in scan.all("said"))
    return said or scan.word(place.start - 2) in words["published"]


def _is_make(scan: Scan, place: PlaceHit) -> bool:
    """Whether a name stands behind "a" and before no noun, as makes of cars do and towns do not: "in a parked Kia"."""
    alone = scan.tokens[place.end - 1].capital and scan.syntax.tags[place.end : place.end + 1] != (Tag.NOUN,)
    article = scan.plays(place.start, "indefinite") and not scan.tokens[place.start].capital  # not "in An Nasiriyah"
    return article and alone and set(scan.syntax.tags[place.start + 1 : place.end - 1]) <= _BEFORE_MAKE


_BEFORE_MAKE = frozenset({Tag.ADJECTIVE, Tag.NOUN, *VERBS})


def says_where(scan: Scan) -> bool:
    """Whether a sentence opens with saying where the attack was that was just told: "It happened in Kut".

    Parameters
    ----------
    scan : Scan
    """
    openings = scan.language.lists("placement")["locating"]["openings"]
    lengths = range(2, _OPENING + 1)
    return any(" ".join(scan.lows[:n]) in openings and scan.at("place_prepositions", n) is not None for n in lengths)


_OPENING = 3
"""Words of an opening at most."""


def names_the_spot(scan: Scan, places: Sequence[PlacePhrase]) -> bool:
    """Whether a sentence names a place that was spoken of and says where it lies: "The village, Bashir, is near Taza".

    Parameters
    ----------
    scan : Scan
    places : sequence of PlacePhrase
        Those of the sentence.
    """
    lying = scan.language.lists("placement")["locating"]["lying"]
    if lone.introduced_place(scan, 0) is None or len(places) < 2 or not scan.syntax.clauses:
        return False
    clause = scan.syntax.clauses[0]
    told = clause.verb.copula or scan.syntax.lemma(clause) in lying
    behind = places[1].span is not None and places[1].span.start == scan.offset(clause.verb.end)
    return told and behind


def _tells_where(scan: Scan, place: PlaceHit, centre: int) -> bool:
    """Whether the deed stands in a clause that says what happened there: "Tikrit, where a woman set off a belt"."""
    clause = scan.syntax.clause_at(centre)
    while clause is not None:
        if (
            clause.link == "relative"
            and clause.marker in scan.language.lists("placement")["relative"]["markers"]
            and 0 <= clause.start - 1 - place.end <= 1
        ):
            return place.named
        clause = scan.syntax.parent(clause)
    return False


_REACH = 8
"""Tokens before a place within which stands the participle that says at what an attack was aimed."""

_ORDER: Mapping[Standing, int] = {
    "in": 0, "target": 1, "subject": 1, "name": 2, "points": 3, "weak": 5, "home": 9, "town": 9,
}  # fmt: skip

_ORIGINS: Mapping[Standing, str] = {"name": "sentence", "home": "sentence", "subject": "subject", "town": "town"}
"""Origins of places that stand otherwise than in the clause as places do, see `PlacePhrase`."""

_AFAR = frozenset({"home", "town"})
"""Standings of names that count for want of anything better only."""


def _place_rank(scan: Scan, place: PlaceHit, centre: int) -> tuple[int, int]:
    if _tells_where(scan, place, centre):
        return -1, 0
    order = _ORDER[place.how]
    if not place.named and place.how == "in":
        order = 2 if _has(scan, place, "areas") else 4
    order += _of_who_reports(scan, place, centre)
    order += _holds_place(scan, place) + 3 * (place.start < centre and _is_wide(scan, place))
    order += 4 * _only_meant(scan, place) + 2 * _describes_place(scan, place)
    distance = place.start - centre if place.start >= centre else (centre - place.start) + 8
    return order, distance


def _of_who_reports(scan: Scan, place: PlaceHit, centre: int) -> int:
    """Return how far a place comes after others for standing with who reports."""
    if not place.named:
        return 0
    if _reports(scan, place) and not speakers(scan, place):  # "killed four in Balad, police said" tells where
        return 2 if scan.word(place.end) == "," and place.start > centre else 6
    return 6 * speakers(scan, place)


def _reports(scan: Scan, place: PlaceHit) -> bool:
    """Whether a verb of reporting follows: "police in Kut said"."""
    verbs = scan.language.lists("placement")["reporting"]["verbs"]
    return any(
        hit.end - hit.start == 1 and scan.word(hit.start) in verbs
        for hit in scan.inside("said", place.end, place.end + 4)
    )


def _holds_place(scan: Scan, place: PlaceHit) -> bool:
    """Whether a phrase names what holds the place, not the place."""
    provinces = scan.language.lists("placement")["nouns"]["provinces"]
    return scan.word(place.end - 1) in provinces and place.end - place.start <= 4


def _is_wide(scan: Scan, place: PlaceHit) -> bool:
    """Whether a phrase only says off which town something was: "North of Baghdad", not "20 km north of Baghdad"."""
    openings = scan.language.lists("coreference")["wide"]["openings"]
    return " ".join(scan.lows[place.start : place.start + 2]) in openings


def _describes_place(scan: Scan, place: PlaceHit) -> bool:
    """Whether a phrase only says where the place lies that was just named: "in Hawija, a town | near Kirkuk"."""
    tags = scan.syntax.tags
    comma = next((i for i in range(place.start - 1, 0, -1) if scan.word(i) == ","), 0)
    apposed = comma > 0 and tags[comma - 1] is Tag.NAME and tags[comma + 1] is Tag.DETERMINER
    return apposed and comma + 1 < place.start and VERBS.isdisjoint(tags[comma + 1 : place.start])


def _only_meant(scan: Scan, place: PlaceHit) -> bool:
    """Whether an attack was aimed at a place and may have hit another, or those who did it fled to it.

    "Rockets meant for the port fell in Zubayr", "shot a clerk in Kut before fleeing to Numaniya".
    """
    words = scan.language.lists("placement")["meant"]
    verbs = (i for i in range(place.start, max(place.start - _REACH, -1), -1) if scan.syntax.tags[i] in VERBS)
    verb = scan.word(next(verbs, place.start))
    led = scan.at("place_weak_prepositions", place.start - 1) is not None
    return verb in words["participles"] or (led and verb in words["flight"])
