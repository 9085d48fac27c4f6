"""Attacks that share one count: "A mine and a sniper killed five", "Clashes in Hit and Taji killed 14".

The guide asks for a record of each attack without figures, and for one total with them. Attacks are told apart by
means or by place. Without a count there is no total: "Strikes went on in Hit, Rawa and Haditha" is three attacks.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace

from conflictmap.codebook import doubt
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.means import family
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.spots import places_apart
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.tellings import Telling
from conflictmap.extraction.terms import Term
from conflictmap.language import Hit
from conflictmap.model import PlacePhrase, Span

__all__ = ["share_count"]

_ANY = frozenset({"bombing", "other"})
"""Kinds that may hold another of the same means."""
_DIRECT = frozenset({"in", "target", "name"})
_ROLES = frozenset({"subject", "agent", "adjunct", "noun", "patient", "object"})
"""Where a word of violence stands for an attack, and not for a kind of it."""
_IN_PHRASE = NOUNS | {Tag.DETERMINER, Tag.ADJECTIVE, Tag.NUMBER, Tag.ADVERB, Tag.PREPOSITION, Tag.ING}


@dataclass(frozen=True, slots=True)
class _Part:
    """One of several attacks: its kind if words tell it, its place if it has one of its own, how many it stands for."""

    kind: str | None
    place: tuple[int, int] | None
    hit: Hit | None = None


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
    picked = _picked_out(telling) if draft.counted else None
    if picked is not None:
        return _beside(draft, telling, *picked)
    if draft.aggregate and not _one_is_single(telling):
        return [draft]
    parts = _parts(draft, telling)
    if len(parts) < 2:
        return [draft]
    made = [_draft(draft, telling, part) for part in parts]
    if not draft.counted:
        return made
    _make_total(draft, len(parts), "aggregate.shared_count")
    return [*made, draft]


def _parts(draft: Draft, telling: Telling) -> list[_Part]:
    """Return the attacks told apart by means, else by place; none where nobody is counted and one is not told."""
    parts = _by_means(telling) or _by_place(draft, telling) or _by_clause(telling)
    return parts if draft.counted or all(_told(telling, part) for part in parts) else []


def _make_total(draft: Draft, parts: int, rule: str) -> None:
    if not draft.aggregate:
        draft.mark("aggregate", rule)
    draft.aggregate = draft.shares = True
    draft.attacks = max(parts, draft.attacks)


def _one_is_single(telling: Telling) -> bool:
    """Whether one of the attacks of a total is told by itself: "bombings and a shooting"."""
    heads = [term for term in telling.terms if _denotes_attack(telling, term)]
    return any(
        term.context is not None
        and telling.scan.syntax.tags[term.context.start] is Tag.DETERMINER
        and term.hit.entry.inflection != "plural"
        for term in heads
    )


def _words(telling: Telling, table: str) -> Mapping[str, frozenset[str]]:
    return telling.scan.language.lists("sharedcounts")[table]


def _picked_out(telling: Telling) -> tuple[Term, list[_Part]] | None:
    """Find an attack that "including" picks out of several: "three explosions, including a car bomb, killed ten"."""
    heads = [term for term in telling.terms if _denotes_attack(telling, term)]
    for whole in heads:
        at = _including(telling, whole) if _is_plural(telling, whole) else None
        parts = [term for term in heads if at is not None and _follows(term, at)]
        if parts:
            return whole, [_Part(t.hit.entry.value, _own_place(telling, t, None), t.hit) for t in parts]
        if at is not None and telling.scan.word(at + 1) in _words(telling, "picked")["pronouns"]:
            return whole, [_Part(whole.hit.entry.value, _place_after(telling, at, None))]
    return None


def _is_plural(telling: Telling, term: Term) -> bool:
    """Whether a word names several attacks: "bombings", "a series of attacks"."""
    return term.hit.entry.inflection == "plural" or telling.scan.syntax.tags[term.hit.end - 1] is Tag.PLURAL


def _including(telling: Telling, whole: Term) -> int | None:
    """Return the token of "including" after the word for several attacks, if no verb stands between."""
    scan, first = telling.scan, whole.hit.end
    words = scan.language.lists("totals")["including"]["words"]
    at = next((i for i in range(first, telling.end) if scan.word(i) in words), None)
    if at is None or any(first <= group.start < at and not group.reduced for group in scan.syntax.groups):
        return None
    return at


def _follows(term: Term, at: int) -> bool:
    """Whether an attack is named just after token `at`, with its article or an adjective at most between."""
    return at < term.hit.start <= at + 5 and term.context is not None and term.context.start in {at + 1, at + 2}


def _beside(draft: Draft, telling: Telling, whole: Term, parts: list[_Part]) -> list[Draft]:
    """Make the parts that are picked out, and the total of the attacks they are picked from."""
    made = [_draft(draft, telling, part) for part in parts]
    draft.kind, draft.rank = whole.hit.entry.value, whole.hit.entry.rank
    draft.families = {family(draft.kind)} - {""}
    _make_total(draft, len(parts) + 1, "aggregate.including")
    return [*made, draft]


def _told(telling: Telling, part: _Part) -> bool:
    return part.hit is None or any(term.hit is part.hit and term.asserts for term in telling.terms)


def _anybody(draft: Draft) -> bool:
    return any(tally.low != 0 for tally in draft.tallies.values())


def _several(draft: Draft, telling: Telling) -> bool:
    return draft.attacks > 1 or any(term.hit.entry.inflection == "plural" for term in telling.terms if term.real)


def _draft(draft: Draft, telling: Telling, part: _Part) -> Draft:
    """Make the draft of one of several attacks, without figures; its kind and place are the whole's if it has none."""
    place = _phrase(telling, *part.place) if part.place is not None else None
    return replace(
        draft,
        tallies={},
        attacks=_number(part.hit) if part.hit is not None else 1,
        kind=part.kind or draft.kind,
        rank=part.hit.entry.rank if part.hit is not None else draft.rank,
        families={family(part.kind)} - {""} if part.kind else set(draft.families),
        places=[place] if place is not None else list(draft.places),
        dates=list(draft.dates),
        evidence=[item for item in draft.evidence if item.role == "kind"],
        doubts=[doubt("count_shared")] if draft.counted else [],
        carried=_beyond(draft.places, place) + draft.carried,
        more=False,
        toll=False,
        aggregate=False,
        shares=False,
        listed=True,
        whole=draft if draft.counted else None,
    )


def _beyond(places: list[PlacePhrase], place: PlacePhrase | None) -> list[PlacePhrase]:
    """Return the places that `place` does not hold in its words."""
    return [other for other in places if place is None or other.text not in place.text]


def _number(hit: Hit) -> int:
    return 2 if hit.entry.inflection == "plural" else 1


def _by_means(telling: Telling) -> list[_Part]:
    """Find attacks joined by "and" that differ in means, or have a place each, and one that "including" picks out."""
    heads = [term for term in telling.terms if _denotes_attack(telling, term)]
    for first, second in itertools.pairwise(heads):
        if not _joined(telling.scan, first, second):
            continue
        run = _run(telling.scan, heads, first, second)
        places = [_own_place(telling, a, b) for a, b in zip(run, [*run[1:], None], strict=True)]
        apart = _told_apart(run)
        placed = all(place is not None for place in places[:2])
        if placed or (apart and any(mention.low != 0 for mention in telling.mentions)):
            return [_Part(t.hit.entry.value, place, t.hit) for t, place in zip(run, places, strict=True)]
    return []


def _run(scan: Scan, heads: list[Term], first: Term, second: Term) -> list[Term]:
    """Return a pair of attacks with those enumerated before it and joined after it."""
    run = [*_enumerated(scan, heads, first), first, second]
    for term in heads[heads.index(second) + 1 :]:
        if _joined(scan, run[-1], term):
            run.append(term)
    return run


def _told_apart(run: list[Term]) -> bool:
    """Whether attacks differ in means: not "bombs and a suicide blast", where one word may hold the other."""
    kinds = {term.hit.entry.value for term in run}
    return len({family(kind) for kind in kinds}) > 1 or len(kinds - _ANY) > 1


def _enumerated(scan: Scan, heads: list[Term], first: Term) -> list[Term]:
    """Return the nouns before a pair that a comma alone divides from it: "gun battles, car bombs and bombardments"."""
    found: list[Term] = []
    for term in reversed(heads[: heads.index(first)]):
        after = found[0] if found else first
        if not _before_comma(scan, term, after):
            break
        found.insert(0, term)
    return found


def _before_comma(scan: Scan, term: Term, after: Term) -> bool:
    """Whether a comma alone divides two attacks, what belongs to the first aside: "a shooting in Kut, a bomb"."""
    start = after.context.start if after.context is not None else after.hit.start
    between = range(term.hit.end, start)
    if scan.lows[term.hit.end : after.hit.start] == [","]:
        return True
    verbs = any(group.start in between for group in scan.syntax.groups)
    joints = any(scan.syntax.tags[i] is Tag.COORDINATOR for i in between)
    return bool(between) and not verbs and not joints and scan.lows[start - 1] == "," and len(between) <= _FAR


def _denotes_attack(telling: Telling, term: Term) -> bool:
    """Whether a noun stands for an attack of its own: new to the reader, and no person."""
    scan, hit, context = telling.scan, term.hit, term.context
    if term.hit not in telling.kinds or term.refers or context is None or scan.syntax.tags[hit.end - 1] not in NOUNS:
        return False
    if "wielded" in hit.entry.traits or scan.at("people", hit.end - 1) is not None:
        return False
    governed = scan.language.lists("sharedcounts")["governed"]["prepositions"]
    if context.preposition in governed and context.role != "noun":
        return False
    return hit.entry.form == "event" or context.role in _ROLES


def _joined(scan: Scan, first: Term, second: Term) -> bool:
    """Whether only "and", a comma and what belongs to the first noun stand between two nouns."""
    tags, a, b = scan.syntax.tags, first.hit.end, second.hit.start
    if _followed_by(scan, first, second):
        return True
    if second.context is None or tags[second.context.start - 1] not in {Tag.COORDINATOR, Tag.PREPOSITION}:
        return False
    joints = [i for i in range(a, b) if tags[i] is Tag.COORDINATOR]
    if b - a > _FAR or not any(scan.word(i) in _and(scan) for i in joints):
        return False
    if any(a <= group.start < b and not group.reduced for group in scan.syntax.groups):
        return False
    return all(tag in _IN_PHRASE for tag in tags[joints[-1] + 1 : b])


def _followed_by(scan: Scan, first: Term, second: Term) -> bool:
    """Whether the second attack is told as what came after the first: "a car bomb followed by a suicide bombing"."""
    at = second.context.start if second.context is not None else 0
    phrases = scan.language.lists("sharedcounts")["joined"]["phrases"]
    near = first.hit.end <= at - 2 and at - first.hit.end <= _FAR
    return near and " ".join(scan.lows[at - 2 : at]) in phrases


_FAR = 24
"""Tokens that may stand between two attacks joined by "and"."""


def _and(scan: Scan) -> frozenset[str]:
    return scan.language.lists("sharedcounts")["joined"]["words"]


def _own_place(telling: Telling, term: Term, following: Term | None) -> tuple[int, int] | None:
    """Find the place that stands between a noun and the next one, and before any verb."""
    return _place_after(telling, term.hit.end, following)


def _place_after(telling: Telling, start: int, following: Term | None) -> tuple[int, int] | None:
    scan = telling.scan
    stop = following.hit.start if following is not None else telling.end
    verb = next((g.start for g in scan.syntax.groups if g.start >= start and not g.reduced), stop)
    for place in telling.places:
        if place.how in _DIRECT and start <= place.start and place.end <= min(stop, max(verb, start)):
            return place.start, place.end
    return None


def _by_clause(telling: Telling) -> list[_Part]:
    """Find attacks of two clauses that one count closes: "a bomber struck and a car bomb went off nearby, killing 20".

    Armed men beside a bomb are one assault.
    """
    clauses = [c for c in telling.scan.syntax.clauses if c.link in _EQUAL and telling.start <= c.verb.head]
    heads = [term for c in clauses if (term := _struck(telling, c)) is not None]
    if len(heads) < 2 or not _told_apart(heads) or any(family(t.hit.entry.value) == "gun" for t in heads):
        return []
    if not all(_closes(telling.scan, mention, heads[-1]) for mention in telling.mentions if mention.low != 0):
        return []
    after = [*heads[1:], None]
    return [_Part(t.hit.entry.value, _own_place(telling, t, n), t.hit) for t, n in zip(heads, after, strict=True)]


_EQUAL = frozenset({"main", "coordinate", "resumed"})


def _struck(telling: Telling, clause: Clause) -> Term | None:
    """Return the attack, new to the reader, that is the subject of a clause."""
    first, last = clause.subject
    if clause.verb.head >= telling.end:
        return None
    told = (term for term in telling.terms if term.asserts and not term.refers and first <= term.hit.start < last)
    return next(told, None)


def _closes(scan: Scan, mention: Mention, last: Term) -> bool:
    """Whether a count hangs behind the last attack: ", killing 20 and wounding 45"."""
    clause = scan.syntax.clause_at(mention.verb)
    while clause is not None and clause.link == "shared":
        clause = scan.syntax.parent(clause)
    return clause is not None and clause.link == "participial" and clause.start > last.hit.start


def _by_place(draft: Draft, telling: Telling) -> list[_Part]:
    """Find attacks of one kind that are told apart by place."""
    if not _several(draft, telling):
        return []
    plural = [t for t in telling.terms if t.asserts and t.hit.entry.inflection == "plural"]
    return [_Part(None, span) for span in places_apart(telling, plural)]


def _phrase(telling: Telling, start: int, end: int) -> PlacePhrase:
    scan = telling.scan
    text = " ".join(token.text for token in scan.tokens[start:end]).replace(" 's", "'s").replace(" ,", ",")
    return PlacePhrase(text, Span(scan.offset(start), scan.stop(end), "text"), "clause")
