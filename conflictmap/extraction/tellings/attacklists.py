"""Attacks told side by side in one telling: nouns joined by "and", clauses that one count closes.

Attacks are told apart by their means, or by a place each.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass

from conflictmap.codebook import kinds_with
from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Context, Tag
from conflictmap.extraction.tellings.spots import after_one
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.violence.means import family
from conflictmap.language import Hit

__all__ = ["Part", "attack_nouns", "attacks_by_clause", "attacks_listed", "joined_to", "own_place", "place_after"]

_ANY = frozenset({"bombing", "other"})
"""Kinds that may hold another of the same means."""
_DIRECT = frozenset({"in", "target", "name"})
_ROLES = frozenset({"subject", "agent", "adjunct", "noun", "patient", "object"})
"""Where a word of violence stands for an attack, and not for a kind of it."""
_IN_PHRASE = NOUNS | {Tag.DETERMINER, Tag.ADJECTIVE, Tag.NUMBER, Tag.ADVERB, Tag.PREPOSITION, Tag.ING}


@dataclass(frozen=True, slots=True)
class Part:
    """One of several attacks: its kind if words tell it, its place if it has one of its own, how many it stands for.

    The number is 0 where only the form of the word tells it.
    """

    kind: str | None
    place: tuple[int, int] | None
    hit: Hit | None = None
    number: int = 0


def attack_nouns(telling: Telling) -> list[Term]:
    """Return the nouns of a telling that stand for an attack each, new to the reader, in order.

    Parameters
    ----------
    telling : Telling
    """
    kinds = telling.kinds
    found: dict[int, Term] = {}
    for term in telling.terms:
        if term.hit in kinds and _denotes_attack(telling, term):
            found.setdefault(term.hit.start, term)
    return list(found.values())


def attacks_listed(telling: Telling) -> list[Part]:
    """Find attacks joined by "and" or told in a row that differ in means, or have a place each.

    Parameters
    ----------
    telling : Telling
    """
    heads = attack_nouns(telling)
    return _twice(telling, heads) or _side_by_side(telling, heads)


def _twice(telling: Telling, heads: list[Term]) -> list[Part]:
    return next((parts for term in heads if (parts := _and_another(telling, term))), [])


def _side_by_side(telling: Telling, heads: list[Term]) -> list[Part]:
    """Find nouns that "and" joins or that are told in a row."""
    heads = [term for term in heads if not telling.only_speaks_of(term)]
    pairs = ((first, second) for first, second in itertools.pairwise(heads) if _joined(telling.scan, first, second))
    runs = (_run(telling.scan, heads, first, second) for first, second in pairs)
    return next((parts for run in runs if (parts := _parts_of(telling, run))), [])


def _parts_of(telling: Telling, run: list[Term]) -> list[Part]:
    """Return the parts that joined attacks are, if a place each or their means tell them apart."""
    places = [own_place(telling, a, b) for a, b in zip(run, [*run[1:], None], strict=True)]
    placed = all(place is not None for place in places[:2])
    happen = _all_happen(run) or _both_struck(run)
    if not placed and not (_told_apart(run) and (_counts(telling) or happen)):
        return []
    if not any(places) and happen:
        places = [_behind(telling, run[-1])] * len(run)
    band = [int(_is_person(telling.scan, t.hit)) for t in run]  # men who shoot are one attack, however many
    return [Part(t.hit.entry.value, at, t.hit, one) for t, at, one in zip(run, places, band, strict=True)]


def _counts(telling: Telling) -> bool:
    return any(mention.low != 0 for mention in telling.mentions)


def _all_happen(run: list[Term]) -> bool:
    """Whether three attacks or more are told, and not one that has several names: "car bombs, shootings and raids"."""
    return len(run) > 2 and all(term.asserts and term.hit.entry.inflection == "plural" for term in run)


def _both_struck(run: list[Term]) -> bool:
    """Whether attacks by two means are the subject of what they did: "three car bombs and mortar fire hit Kut"."""
    apart = len({family(term.hit.entry.value) for term in run}) == len(run)
    return apart and all(t.asserts and t.context is not None and t.context.role == "subject" for t in run)


def _behind(telling: Telling, last: Term) -> tuple[int, int] | None:
    """Return the place behind a list of attacks: "bombs, shootings and raids rocked | the capital"."""
    return _place_between(telling, last.hit.end, len(telling.scan))


def _and_another(telling: Telling, term: Term) -> list[Part]:
    """Read "a bomb at a cafe in Kut and another at a bus station": the second shares the word of the first."""
    scan, after = telling.scan, term.hit.end
    end = min(after + _FAR, telling.end - 1)
    stop = next((group.start for group in scan.syntax.groups if group.start >= after), end)
    at = next((i for i in range(after + 1, min(end, stop)) if _stands_for_one(scan, i)), None)
    if at is not None and not _words(scan, "one_by_one")["first"].isdisjoint(scan.lows[after:at]):
        return []  # "in two attacks, one at a wedding and the other on a bus"
    places = (_place_between(telling, after, at), _place_between(telling, at, stop)) if at is not None else (None,)
    numbered = zip(places, (0, 1), strict=False)  # of the first, its word tells how many
    return [Part(term.hit.entry.value, place, term.hit, n) for place, n in numbered] if all(places) else []


def _stands_for_one(scan: Scan, i: int) -> bool:
    """Whether "and another", "and a second" with a preposition behind it stands at a token."""
    after = after_one(scan, i, _words(scan, "one_by_one")["others"])
    led = after > 0 and scan.word(i - 1) in _and(scan)
    return led and scan.syntax.tags[min(after, len(scan) - 1)] is Tag.PREPOSITION


def _place_between(telling: Telling, start: int, end: int) -> tuple[int, int] | None:
    """Return the first place that stands between two tokens."""
    found = (p for p in telling.places if p.how in _DIRECT and start <= p.start and p.end <= end)
    return next(((place.start, place.end) for place in found), None)


def _run(scan: Scan, heads: list[Term], first: Term, second: Term) -> list[Term]:
    """Return a pair of attacks with those enumerated before it and joined after it."""
    run = [*_named_apart(_enumerated(scan, heads, first)), first, second]
    for term in heads[heads.index(second) + 1 :]:
        if _joined(scan, run[-1], term):
            run.append(term)
    return run


def _named_apart(before: list[Term]) -> list[Term]:
    """Leave out a word for the whole that the list explains: "a double attack, a car bomb and a roadside bomb"."""
    return before[1:] if before and "general" in before[0].hit.entry.traits else before


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
    if term.refers or context is None or scan.syntax.tags[hit.end - 1] not in NOUNS:
        return False
    if _is_person(scan, hit):
        return _lies_in_wait(telling, term, context)
    if "wielded" in hit.entry.traits:
        return False
    governed = _words(scan, "governed")["prepositions"]
    if context.preposition in governed and context.role != "noun":
        return False
    return hit.entry.form == "event" or context.role in _ROLES


def _lies_in_wait(telling: Telling, term: Term, context: Context) -> bool:
    """Whether somebody who shoots is told beside what lay hidden, and both did it: "a sniper and a mine killed three".

    Men beside one who drives at their foes are one assault.
    """
    if context.role not in {"subject", "agent"} or term.hit.entry.value != "shooting":
        return False
    beside = (t for t in telling.terms if t.hit.entry.value in _HIDDEN and not _is_person(telling.scan, t.hit))
    return any(t.context is not None and t.context.role in {"subject", "agent"} for t in beside)


_HIDDEN = frozenset({"bombing", "roadside_bomb"})


def _is_person(scan: Scan, hit: Hit) -> bool:
    """Whether a noun is who attacked; a suicide bomber is his attack."""
    return scan.at("people", hit.end - 1) is not None and hit.entry.value not in kinds_with("suicide")


def joined_to(telling: Telling, heads: list[Term], first: Term) -> list[Term]:
    """Return an attack with those joined to it by "and" or in a row: "two car bombs and a roadside bomb".

    Parameters
    ----------
    telling : Telling
    heads : list of Term
    first : Term
    """
    run = [first]
    for term in heads[heads.index(first) + 1 :]:
        if not (_joined(telling.scan, run[-1], term) or _before_comma(telling.scan, run[-1], term)):
            break
        run.append(term)
    return run


def _joined(scan: Scan, first: Term, second: Term) -> bool:
    """Whether only "and", a comma and what belongs to the first noun stand between two nouns."""
    if _followed_by(scan, first, second):
        return True
    return _opens_phrase(scan, second) and not _share_head(scan, first, second) and _and_between(scan, first, second)


def _opens_phrase(scan: Scan, term: Term) -> bool:
    """Whether a noun phrase stands behind an "and" or a preposition."""
    before = term.context.start - 1 if term.context is not None else -1
    return term.context is not None and scan.syntax.tags[before] in {Tag.COORDINATOR, Tag.PREPOSITION}


def _and_between(scan: Scan, first: Term, second: Term) -> bool:
    """Whether "and" and no verb stands between two nouns, and behind it only what belongs to the second."""
    tags, a, b = scan.syntax.tags, first.hit.end, second.hit.start
    joints = [i for i in range(a, b) if tags[i] is Tag.COORDINATOR]
    if b - a > _FAR or _and(scan).isdisjoint(scan.word(i) for i in joints):
        return False
    if any(a <= group.start < b and not group.reduced for group in scan.syntax.groups):
        return False
    return all(tag in _IN_PHRASE for tag in tags[joints[-1] + 1 : b])


def _share_head(scan: Scan, first: Term, second: Term) -> bool:
    """Whether two means are told of one attack: "a shooting and grenade attack", not "bomb and mortar attacks"."""
    joint, context = first.hit.end, second.context
    bare = context is not None and not context.determiner and context.start == joint + 1
    one = bare and scan.plays(joint, "additive") and _is_one(scan, first)
    mass = scan.word(second.hit.end - 1) in _words(scan, "joined")["mass"]
    return one and not (mass or _plural(first) or _plural(second))


def _is_one(scan: Scan, term: Term) -> bool:
    """Whether "a" stands before an attack."""
    start = term.context.start if term.context is not None else term.hit.start
    return scan.plays(start, "indefinite") or scan.plays(start - 1, "indefinite")


def _plural(term: Term) -> bool:
    return term.hit.entry.inflection == "plural"


def _followed_by(scan: Scan, first: Term, second: Term) -> bool:
    """Whether the second attack is told as what came after the first: "a car bomb followed by a suicide bombing"."""
    at = second.context.start if second.context is not None else 0
    words = _words(scan, "joined")
    near = first.hit.end <= at - 2 and at - first.hit.end <= _FAR
    led = near and scan.word(at - 1) in words["by"]
    return led and not words["followed"].isdisjoint(scan.lows[max(first.hit.end, at - _BEHIND) : at - 1])


_BEHIND = 5
"""Tokens before the second attack among which stands that it followed: "followed minutes later by"."""
_FAR = 24
"""Tokens that may stand between two attacks joined by "and"."""


def _and(scan: Scan) -> frozenset[str]:
    return _words(scan, "joined")["words"]


def _words(scan: Scan, table: str) -> Mapping[str, frozenset[str]]:
    return scan.language.lists("sharedcounts")[table]


def own_place(telling: Telling, term: Term, following: Term | None) -> tuple[int, int] | None:
    """Find the place that stands between a noun and the next one, and before any verb.

    Parameters
    ----------
    telling : Telling
    term : Term
    following : Term or None
    """
    return place_after(telling, term.hit.end, following)


def place_after(telling: Telling, start: int, following: Term | None) -> tuple[int, int] | None:
    """Find the place that stands behind a token, before the next attack and any verb.

    Parameters
    ----------
    telling : Telling
    start : int
    following : Term or None
    """
    scan = telling.scan
    stop = following.hit.start if following is not None else telling.end
    verb = next((g.start for g in scan.syntax.groups if g.start >= start and not g.reduced), stop)
    return _place_between(telling, start, min(stop, max(verb, start)))


def attacks_by_clause(telling: Telling) -> list[Part]:
    """Find attacks of two clauses that one count closes: "a bomber struck and a car bomb went off nearby, killing 20".

    Armed men beside a bomb are one assault.

    Parameters
    ----------
    telling : Telling
    """
    clauses = [c for c in telling.scan.syntax.clauses if c.link in _EQUAL and telling.start <= c.verb.head]
    heads = [term for c in clauses if (term := _struck(telling, c)) is not None]
    if len(heads) < 2 or not _told_apart(heads) or any(family(t.hit.entry.value) == "gun" for t in heads):
        return []
    if not all(_closes(telling.scan, mention, heads[-1]) for mention in telling.mentions if mention.low != 0):
        return []
    after = [*heads[1:], None]
    return [Part(t.hit.entry.value, own_place(telling, t, n), t.hit) for t, n in zip(heads, after, strict=True)]


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
