"""Attacks picked out of several: "three explosions, including a car bomb, killed ten", "including nine in a bombing".

What is picked out is a part of the total; where the text says how many of the dead are its own, it counts them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people import parse_group
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag
from conflictmap.extraction.tellings.attacklists import Part, attack_nouns, joined_to, own_place, place_after
from conflictmap.extraction.tellings.spots import named_first
from conflictmap.extraction.tellings.telling import Telling

__all__ = ["Picked", "picked_out"]


@dataclass(frozen=True, slots=True)
class Picked:
    """What is picked out of several attacks.

    Attributes
    ----------
    whole : Term
        The word for all of them.
    parts : list of Part
    at : int
        The token from which on the parts are told.
    outcome : str
        Of those who are counted of a part; empty where nobody is.
    low, high : int or None
        How many.
    stated : bool
        Whether the parts are all that the whole stands for.
    """

    whole: Term
    parts: list[Part]
    at: int
    outcome: str = ""
    low: int | None = None
    high: int | None = None
    stated: bool = False


def picked_out(telling: Telling) -> Picked | None:
    """Find an attack that "including" picks out of several, or one that a share of the dead is told of.

    Parameters
    ----------
    telling : Telling
    """
    heads = attack_nouns(telling)
    for whole in heads:
        at = _including(telling, whole) if _is_plural(telling, whole) else None
        if at is None:
            continue
        first = next((term for term in heads if _follows(term, at)), None)
        if first is not None:
            parts = joined_to(telling, heads, first)
            return Picked(whole, [Part(t.hit.entry.value, own_place(telling, t, None), t.hit) for t in parts], at)
        if _is_pronoun(telling.scan, at + 1):
            return Picked(whole, [Part(whole.hit.entry.value, place_after(telling, at, None))], at)
    return _some_of_them(telling, heads) or _share(telling, heads)


def _is_pronoun(scan: Scan, i: int) -> bool:
    """Whether a pronoun stands for an attack: "including | one | in Kut", not "including one commander"."""
    alone = i + 1 >= len(scan) or scan.syntax.tags[i + 1] not in NOUNS | {Tag.ADJECTIVE}
    return alone and scan.word(i) in scan.language.lists("sharedcounts")["picked"]["pronouns"]


def _some_of_them(telling: Telling, heads: list[Term]) -> Picked | None:
    """Read "three bombs, two of them suicide attacks, went off": some of them, and what is left."""
    for whole, part in itertools.pairwise(heads):
        some = _some_at(telling.scan, whole.hit.end, part)
        left = _told_of(telling.scan, whole) - some
        if some and left > 0:
            kinds = (part.hit, some), (whole.hit, left)
            return Picked(whole, [Part(h.entry.value, None, h, n) for h, n in kinds], whole.hit.end, stated=True)
    return None


def _some_at(scan: Scan, at: int, part: Term) -> int:
    """Return how many ", two of them" at a token says that a part is; 0 if it does not."""
    some = parse_quantity(scan, at + 1) if scan.word(at) == "," else None
    after = _past_share(scan, some.end) if some is not None else 0
    if some is None or after == some.end:
        return 0
    return some.low or 0 if 0 <= part.hit.start - after < _NEAR else 0


_NEAR = 3
"""Tokens after "two of them" within which stands what they are."""


def _past_share(scan: Scan, i: int) -> int:
    """Step over "of them"."""
    shares = scan.language.lists("signals")["shares"]["phrases"]
    return i + 2 if " ".join(scan.lows[i : i + 2]) in shares else i


def _told_of(scan: Scan, whole: Term) -> int:
    """Return the number before a word for several attacks, 0 if none stands there."""
    found = (parse_quantity(scan, i) for i in range(max(0, whole.hit.start - 3), whole.hit.start))
    return next((q.low or 0 for q in found if q is not None and not q.article), 0)


def _is_plural(telling: Telling, term: Term) -> bool:
    """Whether a word names several attacks: "bombings", "a series of attacks"."""
    return term.hit.entry.inflection == "plural" or telling.scan.syntax.tags[term.hit.end - 1] is Tag.PLURAL


def _including(telling: Telling, whole: Term) -> int | None:
    """Return the token of "including" after the word for several attacks, if no verb stands between."""
    scan, first = telling.scan, whole.hit.end
    words = scan.language.lists("totals")["including"]["words"]
    at = next((i for i in range(first, telling.end) if scan.word(i) in words), None)
    return at if at is not None and _reaches(telling, first, at) else None


def _reaches(telling: Telling, first: int, at: int) -> bool:
    """Whether "including" still speaks of the attacks: no verb stands between, or only what they struck."""
    verbs = [group for group in telling.scan.syntax.groups if first <= group.start < at and not group.reduced]
    if not verbs:
        return True
    counted = any(mention.verb == verbs[0].head for mention in telling.mentions)
    return len(verbs) == 1 and not counted and telling.scan.word(at - 1) == ","


def _follows(term: Term, at: int) -> bool:
    """Whether an attack is named just after token `at`, with its article or an adjective at most between."""
    return at < term.hit.start <= at + 5 and term.context is not None and term.context.start in {at + 1, at + 2}


def _share(telling: Telling, heads: list[Term]) -> Picked | None:
    """Find the attack that some of the dead were counted in: "killed 31, 20 of them in a car bombing in Hilla"."""
    for mention in telling.mentions:
        for i in _behind(telling, mention):
            quantity = parse_quantity(telling.scan, i) if _opens_share(telling, i) else None
            if quantity is None or quantity.low is None or quantity.low >= (mention.low or 0):
                continue
            found = _attack_of(telling, heads, _after_people(telling, i, quantity.end), i)
            if found is not None:
                whole, part = found
                return Picked(whole, [part], i, mention.outcome, quantity.low, quantity.high)
    return None


def _behind(telling: Telling, mention: Mention) -> range:
    """Return the tokens behind the people of a mention, none where they are not several."""
    several = (mention.low or 0) > 1 and bool(mention.groups)
    return range(max(mention.verb, mention.groups[-1].end), telling.end - 2) if several else range(0)


def _opens_share(telling: Telling, i: int) -> bool:
    """Whether a number here may count some of those just told: "including nine", ", 20 of them"."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["including"]["words"]
    return scan.word(i - 1) in words or scan.word(i - 1) == ","


def _after_people(telling: Telling, start: int, end: int) -> int:
    """Return the token after a share: after "nine", "20 of them", "12 pilgrims"."""
    scan = telling.scan
    group = parse_group(scan, start)
    return _past_share(scan, max(end, group.end if group is not None else end))


def _attack_of(telling: Telling, heads: list[Term], at: int, start: int) -> tuple[Term, Part] | None:
    """Return the word for all attacks, and the one that a share was told of: "in a bombing in Kut", "when a bomb"."""
    scan = telling.scan
    wholes = [term for term in heads if term.hit.start < start and _is_mass(telling, term)]
    tag = scan.syntax.tags[min(at, len(scan) - 1)]
    if not wholes:
        return None
    if tag in {Tag.RELATIVE, Tag.SUBORDINATOR}:
        told = _told_behind(telling, at)
        return (wholes[0], told) if told is not None else None
    part = next((term for term in heads if _begins(term, at)), None)
    if part is None or tag is not Tag.PREPOSITION:
        return None
    return wholes[0], Part(part.hit.entry.value, own_place(telling, part, None), part.hit)


def _told_behind(telling: Telling, at: int) -> Part | None:
    """Return the attack that a clause tells: "including five | when a bomb went off in Kut"."""
    part = max((t for t in telling.terms if t.asserts and t.hit.start > at), key=_rank, default=None)
    return Part(part.hit.entry.value, _behind_token(telling, at), part.hit) if part is not None else None


def _rank(term: Term) -> int:
    return term.hit.entry.rank


def _behind_token(telling: Telling, at: int) -> tuple[int, int] | None:
    return named_first([place for place in telling.places if place.start > at])


def _begins(term: Term, at: int) -> bool:
    return term.context is not None and term.context.start == at + 1


def _is_mass(telling: Telling, term: Term) -> bool:
    """Whether a word stands for violence at large: "attacks", "violence", "bombings"."""
    return _is_plural(telling, term) or "general" in term.hit.entry.traits
