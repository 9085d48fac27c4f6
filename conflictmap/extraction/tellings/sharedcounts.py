"""Attacks that share one count: "A mine and a sniper killed five", "Clashes in Hit and Taji killed 14".

The guide asks for a record of each attack without figures, and for one total with them. Attacks are told apart by
means or by place. Without a count there is no total: "Strikes went on in Hit, Rawa and Haditha" is three attacks.
"""

from __future__ import annotations

from dataclasses import replace

from conflictmap.codebook import doubt, kinds_with
from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.drafts import Draft, Tally
from conflictmap.extraction.people import Group, parse_group
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.extraction.tellings.attacklists import Part, attack_nouns, attacks_by_clause, attacks_listed
from conflictmap.extraction.tellings.pickedout import Picked, picked_out
from conflictmap.extraction.tellings.spots import places_apart
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.violence.means import family
from conflictmap.language import Hit
from conflictmap.model import PlacePhrase, Span

__all__ = ["share_count"]


def share_count(draft: Draft, telling: Telling) -> list[Draft]:
    """Return the draft alone, or its parts and the total, where several attacks are told apart by means or place.

    Parameters
    ----------
    draft : Draft
        What the telling tells; it becomes the total.
    telling : Telling
    """
    if draft.background or (draft.counted and not _anybody(draft)):
        return [draft]
    picked = picked_out(telling) if draft.counted else None
    if picked is not None:
        return _beside(draft, telling, picked)
    parts = _parts(draft, telling)
    if len(parts) < 2 or not _divides(draft, telling, parts):
        draft.tallies.update(
            {outcome: tally.times(draft.attacks) for outcome, tally in _apiece(draft, telling).items()}
        )
        return [draft]
    return _divided(draft, telling, parts)


def _divides(draft: Draft, telling: Telling, parts: list[Part]) -> bool:
    """Whether a draft that is a total already is told of the parts."""
    told = _one_is_single(telling) or _saw_all(telling, parts)
    return told or not draft.aggregate


def _divided(draft: Draft, telling: Telling, parts: list[Part]) -> list[Draft]:
    made = [_draft(draft, telling, part) for part in parts]
    if not draft.counted or _distributed(draft, telling, made):
        return made
    if (own := _counted_at(telling, parts)) is not None:
        return _leave_to(made, own, draft)
    _give_shares(draft, telling, parts, made)
    _make_total(draft, len(parts), "aggregate.shared_count")
    _take_kind(draft, parts)
    return [*made, draft]


def _counted_at(telling: Telling, parts: list[Part]) -> int | None:
    """Return the one part whose place is told again: "shelled Hit and Rawa, killing two in Rawa"."""
    counted = _count_end(telling, parts)
    again = {telling.scan.word(place.end - 1) for place in telling.places if 0 <= place.start - counted <= _BEHIND}
    found = [number for number, part in enumerate(parts) if _last_word(telling.scan, part) in again]
    return found[0] if counted and len(found) == 1 else None


def _count_end(telling: Telling, parts: list[Part]) -> int:
    """Return where a count ends that stands behind all the places; 0 if none does, or shares of it are told."""
    last = max(part.place[1] if part.place else 0 for part in parts)
    behind = all(mention.verb >= last and not mention.parts for mention in telling.mentions)
    return max((max(mention.end, mention.verb + 1) for mention in telling.mentions if behind), default=0)


def _last_word(scan: Scan, part: Part) -> str:
    return scan.word(part.place[1] - 1) if part.place else ""


_BEHIND = 1
"""Tokens between a count and the place that is told of it: the preposition."""


def _leave_to(made: list[Draft], own: int, draft: Draft) -> list[Draft]:
    """Leave the count to one of the parts; of the others nothing is counted."""
    made[own].tallies = dict(draft.tallies)
    for part in made:
        part.whole, part.doubts, part.listed = None, [], False
    return made


def _give_shares(draft: Draft, telling: Telling, parts: list[Part], made: list[Draft]) -> None:
    """Give each part the number that is told with its means: "nine died, five by gunfire and four in a blast"."""
    shares = [group for part in parts if (group := _with_means(telling.scan, part)) is not None]
    outcomes = [outcome for outcome, tally in draft.tallies.items() if tally.low]
    if len(outcomes) != 1 or len({group.start for group in shares}) < len(parts):
        return
    for part, group in zip(made, shares, strict=True):
        part.tallies = {outcomes[0]: Tally(group.low, group.high, (group,))}
        part.doubts, part.listed = [], False


def _with_means(scan: Scan, part: Part) -> Group | None:
    """Return the number before the preposition that governs the means of a part: "| five | by gunfire"."""
    end = scan.syntax.phrase_start(part.hit.start) - 1 if part.hit is not None else 0
    if end <= 0 or scan.syntax.tags[end] is not Tag.PREPOSITION:
        return None
    near = (parse_group(scan, i) for i in range(max(0, end - 3), end))
    return next((group for group in near if group is not None and group.end == end and group.low), None)


def _take_kind(draft: Draft, parts: list[Part]) -> None:
    """Give a total the kind of a part: "a suicide attack and a car bomb" are no suicide car bomb."""
    kinds = [part.kind for part in parts if part.kind]
    if len(kinds) == len(parts) and draft.kind not in kinds:
        draft.kind = kinds[0]


def _distributed(draft: Draft, telling: Telling, made: list[Draft]) -> bool:
    """Give each part its own figure where the text says so: "in Kut and Amara, killed four and three respectively"."""
    if _each_alike(draft, telling, made):
        return True
    words = telling.scan.language.lists("sharedcounts")["respectively"]["words"]
    if words.isdisjoint(telling.scan.lows[telling.start : telling.end]):
        return False
    if any(len(tally.groups) != len(made) for tally in draft.tallies.values()):
        return False
    for number, part in enumerate(made):
        part.tallies = {outcome: _share(tally, number) for outcome, tally in draft.tallies.items()}
        part.whole, part.doubts, part.listed = None, [], False
    return True


def _each_alike(draft: Draft, telling: Telling, made: list[Draft]) -> bool:
    """Give each part the figure that is told of each: "killed two soldiers each"; whether nothing is left to share."""
    apiece = _apiece(draft, telling)
    for outcome, tally in apiece.items():
        for part in made:
            part.tallies[outcome] = replace(tally)
            part.doubts, part.listed = [], False
        draft.tallies[outcome] = tally.times(len(made))
    if len(apiece) < len(draft.tallies) or not apiece:
        return False
    for part in made:
        part.whole = None
    return True


def _apiece(draft: Draft, telling: Telling) -> dict[str, Tally]:
    """Return the counts that are told of each attack."""
    words, scan = telling.scan.language.lists("sharedcounts")["each"]["words"], telling.scan
    return {
        outcome: tally
        for outcome, tally in draft.tallies.items()
        if tally.groups and scan.word(tally.groups[-1].end) in words
    }


def _share(tally: Tally, number: int) -> Tally:
    group = tally.groups[number]
    return Tally(group.low, group.high, (group,))


def _parts(draft: Draft, telling: Telling) -> list[Part]:
    """Return the attacks told apart by means, else by place; none where nobody is counted and one is not told."""
    parts = attacks_listed(telling) or _by_place(draft, telling) or attacks_by_clause(telling)
    return parts if draft.counted or all(_told(telling, part) for part in parts) else []


def _make_total(draft: Draft, parts: int, rule: str) -> None:
    if not draft.aggregate:
        draft.mark("aggregate", rule)
    draft.aggregate = draft.shares = True
    draft.attacks = max(parts, draft.attacks)


def _one_is_single(telling: Telling) -> bool:
    """Whether one of the attacks of a total is told by itself: "bombings and a shooting"."""
    return any(
        term.context is not None
        and telling.scan.syntax.tags[term.context.start] is Tag.DETERMINER
        and term.hit.entry.inflection != "plural"
        for term in attack_nouns(telling)
    )


def _saw_all(telling: Telling, parts: list[Part]) -> bool:
    """Whether a day of a total saw three kinds of attack: "violence that saw raids, bombings and shootings"."""
    return len({part.kind for part in parts}) > 2 and all(
        part.hit is not None and _told(telling, part) for part in parts
    )


def _beside(draft: Draft, telling: Telling, picked: Picked) -> list[Draft]:
    """Make the parts that are picked out, and the total of the attacks they are picked from."""
    made = [_draft(draft, telling, part) for part in picked.parts]
    if picked.outcome:
        made[0].tallies = {picked.outcome: Tally(picked.low, picked.high)}
        made[0].doubts, made[0].listed = [], False
    whole = picked.whole.hit.entry
    draft.kind, draft.rank, draft.traits = whole.value, whole.rank, whole.traits
    draft.families = {family(draft.kind)} - {""}
    places = _of_the_rest(draft, telling, picked)
    apart = not places and _are_others(telling.scan, picked.whole)
    draft.of_land = draft.of_land or apart
    draft.places = places or ([] if apart else draft.places)
    _make_total(draft, len(made) + (not picked.stated), "aggregate.including")
    return [*made, draft]


def _of_the_rest(draft: Draft, telling: Telling, picked: Picked) -> list[PlacePhrase]:
    """Return the places that are not told of the parts: before them, and behind the verb of what all of them did."""
    verbs = (mention.verb for mention in telling.mentions if mention.verb > picked.at)
    first, last = telling.scan.offset(picked.at), telling.scan.offset(min(verbs, default=len(telling.scan) - 1))
    return [p for p in draft.places if p.span is None or not first <= p.span.start <= last]


def _are_others(scan: Scan, whole: Term) -> bool:
    """Whether attacks are others than those told: "Other attacks, including a bomb in Kut, killed nine"."""
    return whole.context is not None and any(True for _ in scan.inside("new", whole.context.start, whole.hit.start))


def _told(telling: Telling, part: Part) -> bool:
    return part.hit is None or any(term.hit is part.hit and term.asserts for term in telling.terms)


def _anybody(draft: Draft) -> bool:
    return any(tally.low != 0 for tally in draft.tallies.values())


def _several(draft: Draft, telling: Telling) -> bool:
    told = any(term.hit.entry.inflection == "plural" for term in telling.terms if term.real)
    flown = draft.kind == "air_strike" and not draft.counted  # "jets bombed Kut and Hilla": a raid on each
    return draft.attacks > 1 or told or flown


def _draft(draft: Draft, telling: Telling, part: Part) -> Draft:
    """Make the draft of one of several attacks, without figures; its kind and place are the whole's if it has none."""
    place = _phrase(draft, telling, *part.place) if part.place is not None else None
    return replace(
        draft,
        tallies={},
        attacks=part.number or (_number(part.hit) if part.hit is not None else 1),
        kind=part.kind or draft.kind,
        rank=part.hit.entry.rank if part.hit is not None else draft.rank,
        families={family(part.kind)} - {""} if part.kind else set(draft.families),
        places=[place] if place is not None else [] if draft.of_land else list(draft.places),
        of_land=False,
        dates=list(draft.dates),
        evidence=[item for item in draft.evidence if item.role == "kind"],
        doubts=[doubt("count_shared")] if draft.counted else [],
        carried=_beyond(draft.places, place) + draft.carried,
        more=False,
        toll=False,
        aggregate=False,
        shares=False,
        listed=True,
        placed=place is not None,
        whole=draft if draft.counted else None,
    )


def _beyond(places: list[PlacePhrase], place: PlacePhrase | None) -> list[PlacePhrase]:
    """Return the places that `place` does not hold in its words."""
    return [other for other in places if place is None or other.text not in place.text]


def _number(hit: Hit) -> int:
    one = hit.entry.value in kinds_with("plural_is_one")
    return 2 if hit.entry.inflection == "plural" and not one else 1


def _by_place(draft: Draft, telling: Telling) -> list[Part]:
    """Find attacks of one kind that are told apart by place."""
    if not _several(draft, telling):
        return _by_town(telling) if draft.counted else []
    plural = [t for t in telling.terms if t.asserts and t.hit.entry.inflection == "plural"]
    return [Part(None, span) for span in places_apart(telling, plural)]


def _by_town(telling: Telling) -> list[Part]:
    """Find towns, by their bare names, in which went on what has no plural: "fighting in Hit and Haditha"."""
    mass = telling.scan.language.lists("sharedcounts")["joined"]["mass"]
    told = [term for term in telling.terms if term.asserts and telling.scan.word(term.hit.end - 1) in mass]
    found = places_apart(telling, told) if told else []
    return [Part(None, span) for span in found] if all(_is_town(telling.scan, span) for span in found) else []


def _is_town(scan: Scan, span: tuple[int, int] | None) -> bool:
    """Whether a place is told by names alone: no quarter, village or direction."""
    return span is not None and all(scan.syntax.tags[i] is Tag.NAME for i in range(*span))


def _phrase(draft: Draft, telling: Telling, start: int, end: int) -> PlacePhrase:
    scan = telling.scan
    text = scan.wording(start, end).replace(" ,", ",")
    return PlacePhrase(text, Span(scan.offset(start), scan.stop(end), draft.where), "clause")
