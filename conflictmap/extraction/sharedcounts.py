"""Attacks that share one count: "Two car bombs outside the ministry and near the bank killed 24 people".

The guide asks for a record of each attack without figures, and for one total that carries them.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.placephrases import PlaceHit
from conflictmap.extraction.segmentation import family
from conflictmap.extraction.tellings import Telling
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit
from conflictmap.model import PlacePhrase, Span

__all__ = ["share_count"]

_BETWEEN = frozenset(
    {"and", ",", "in", "at", "near", "outside", "later", "then", "another", "also", "the", "other", "one"}
)
_ONE_WHOLE = frozenset(
    {"between", "linking", "province", "provinces", "governorate", "governorates", "syria", "iran", "turkey"}
)


def share_count(draft: Draft, segment: Telling, loud: list[Hit]) -> list[Draft]:
    """Return the draft alone, or its parts and the total, where several attacks are told apart by place.

    Parameters
    ----------
    draft : Draft
        What the segment tells; it becomes the total.
    segment : Telling
    loud : list of Hit
        The words of violence that assert an attack.
    """
    if (
        not draft.counted
        or draft.aggregate
        or draft.background
        or all(tally.low == 0 for tally in draft.tallies.values())
    ):
        return [draft]
    pair = _two_events(segment, loud) or (_two_places(segment) if draft.attacks > 1 else None)
    if pair is None:
        return [draft]
    parts = [_part(draft, place, kind) for place, kind in pair]
    draft.aggregate = True
    draft.attacks = max(2, draft.attacks)
    return [*parts, draft]


def _part(draft: Draft, place: PlacePhrase, kind: str | None) -> Draft:
    return replace(
        draft,
        tallies={},
        attacks=1,
        kind=kind or draft.kind,
        families=set(draft.families),
        places=[place],
        dates=list(draft.dates),
        evidence=[item for item in draft.evidence if item.role == "kind"],
        doubts=["count_shared"],
        carried=[phrase for phrase in draft.places if phrase.text not in place.text] + draft.carried,
        more=False,
        toll=False,
    )


def _two_places(segment: Telling) -> list[tuple[PlacePhrase, None]] | None:
    """Find two places joined by "and", in one phrase or in two."""
    scan = segment.scan
    told = [place for place in segment.places if place.how in {"in", "target"}]
    for first, second in itertools.pairwise(told):
        between = scan.lows[first.end : second.start]
        if "and" in between and set(between) <= _BETWEEN and first.named:
            return [
                (_phrase(segment, first.start, first.end), None),
                (_phrase(segment, second.start, second.end), None),
            ]
    for place in told:
        at = _inner_and(scan, place)
        if at is not None:
            return [(_phrase(segment, place.start, at), None), (_phrase(segment, at + 1, place.end), None)]
    return None


def _inner_and(scan: Scan, place: PlaceHit) -> int | None:
    words = scan.lows[place.start : place.end]
    if _ONE_WHOLE & set(words) or words.count("and") != 1:
        return None
    at = place.start + words.index("and")
    named = [any(scan.tokens[j].capital for j in part) for part in (range(place.start, at), range(at + 1, place.end))]
    directions = sum(scan.at("place_directions", j) is not None for j in range(place.start, place.end))
    return at if all(named) and directions < 2 else None


def _two_events(segment: Telling, loud: list[Hit]) -> list[tuple[PlacePhrase, str]] | None:
    """Find "a bombing outside a bakery in X and a car bomb near Y killed ...": two events, each with its own place."""
    scan = segment.scan
    told = {id(hit) for hit in loud}
    events = [
        hit
        for hit in segment.kinds
        if (hit.entry.form in {"event", "means"} and _indefinite(scan, hit))
        or (hit.entry.form == "verb" and id(hit) in told)
    ]
    for first, second in itertools.pairwise(events):
        if "verb" in {first.entry.form, second.entry.form} and family(first.entry.value) == family(second.entry.value):
            continue
        if "and" not in scan.lows[first.end : second.start] or second.start - first.end > 16:
            continue
        verb = min((mention.verb for mention in segment.mentions), default=0)
        left = [
            p for p in segment.places if p.how in {"in", "target"} and first.end <= p.start and p.end <= second.start
        ]
        right = [p for p in segment.places if p.how in {"in", "target"} and second.end <= p.start and p.end <= verb]
        if left and right:
            return [
                (_phrase(segment, left[0].start, left[0].end), first.entry.value),
                (_phrase(segment, right[0].start, right[0].end), second.entry.value),
            ]
    return None


def _indefinite(scan: Scan, hit: Hit) -> bool:
    return any(scan.word(j) in {"a", "an", "another", "second"} for j in range(max(0, hit.start - 3), hit.start))


def _phrase(segment: Telling, start: int, end: int) -> PlacePhrase:
    scan = segment.scan
    text = " ".join(token.text for token in scan.tokens[start:end]).replace(" 's", "'s").replace(" ,", ",")
    return PlacePhrase(text, Span(scan.offset(start), scan.stop(end), "text"), "clause")
