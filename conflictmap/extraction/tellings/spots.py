"""Attacks of one kind told apart by where they were: a list of places, "one near a bank, another in a market".

Places are told in one phrase ("Hilla, Karbala and Musayyib"), in several of one clause ("in Karrada and, an hour later,
at a church in Dora"), as spots of one town ("at a market and a bus station in Kut"), or one by one.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.where.placephrases import PlaceHit

__all__ = ["after_one", "named_first", "places_apart"]

Place = tuple[int, int] | None
"""The tokens of a place; nothing where an attack is told apart but not where it was."""


def places_apart(telling: Telling, plural: Sequence[Term]) -> list[Place]:
    """Return where each of several attacks was, if the telling tells them apart by place; nothing else.

    Parameters
    ----------
    telling : Telling
    plural : sequence of Term
        Its words that assert more attacks than one.
    """
    return (
        (_one_by_one(telling) if plural else [])
        or _by_name(telling, bool(plural))
        or (_by_spot(telling) if plural else [])
        or (_by_object(telling) if any(map(_goes_off_once, plural)) else [])
    )


def _by_object(telling: Telling) -> list[Place]:
    """Read what several attacks were aimed at, each with its article: "hit a church and a school"."""
    scan, aims = telling.scan, _words(telling.scan, "aims")
    heads = (group for group in scan.syntax.groups if telling.start <= group.head < telling.end)
    ends = (group.end for group in heads if scan.word(group.head) in aims["verbs"])
    found = (_two_aims(scan, end + (scan.word(end) in aims["particles"])) for end in ends)
    return next((places for places in found if places), [])


_DEVICES = frozenset({"blast", "fixed"})


def _goes_off_once(term: Term) -> bool:
    """Whether each of several strikes one aim: bombs and blasts, not rounds, jets or gunmen."""
    return bool(term.hit.entry.traits & _DEVICES) and "arms" not in term.hit.entry.traits


def _two_aims(scan: Scan, start: int) -> list[Place]:
    """Return two things that "and" joins, each with its article; nothing if they do not stand at a token."""
    joint = _aim(scan, start)
    last = _aim(scan, joint + 1) if joint is not None and scan.word(joint) in _and(scan) else None
    return [(start, joint), (joint + 1, last)] if joint is not None and last is not None else []


_AIM = 6
"""Tokens within which ends what was aimed at."""


def _aim(scan: Scan, start: int) -> int | None:
    """Return the token after a thing or a gathering, no person, that an article opens: "a funeral tent"."""
    if scan.word(start) not in scan.grammar.articles:
        return None
    tags = scan.syntax.tags
    end = next((j for j in range(start + 1, min(start + _AIM, len(scan))) if not _goes_on(scan, j)), start + 1)
    person = scan.at("people", end - 1) is not None
    return end if end > start + 1 and tags[end - 1] is Tag.NOUN and not person else None


def _goes_on(scan: Scan, i: int) -> bool:
    """Whether a token belongs to a noun phrase: a noun, an adjective, an owner with his noun behind."""
    return scan.syntax.tags[i] in _BEFORE_SITE or scan.word(i) == "'s"


def _words(scan: Scan, table: str) -> Mapping[str, frozenset[str]]:
    return scan.language.lists("sharedcounts")[table]


def _one_by_one(telling: Telling) -> list[Place]:
    """Read "one near a hospital, one in a market street", unless each has its own count."""
    starts = _ones(telling)
    if len(starts) < 2 or any(starts[0] < mention.verb < starts[-1] for mention in telling.mentions):
        return []
    return [_first_place(telling, a, b) for a, b in zip(starts, [*starts[1:], telling.end], strict=True)]


def _ones(telling: Telling) -> list[int]:
    """Return where "one", "another", "the other" stand for an attack each, the first behind a comma."""
    scan, words = telling.scan, _words(telling.scan, "one_by_one")
    found: list[int] = []
    for i in range(telling.start + 1, telling.end - 1):
        after = after_one(scan, i, words["others"] if found else words["first"])
        parted = scan.word(i - 1) == "," or (bool(found) and scan.word(i - 1) in _and(scan))
        if after and parted and scan.syntax.tags[min(after, len(scan) - 1)] in _LEADS:
            found.append(i)
    return found


def after_one(scan: Scan, i: int, ones: frozenset[str]) -> int:
    """Return the token after "one" or "the other", 0 if neither stands here.

    Parameters
    ----------
    scan : Scan
    i : int
    ones : frozenset of str
        Of one word or two.
    """
    if scan.word(i) in ones:
        return i + 1
    return i + 2 if " ".join(scan.lows[i : i + 2]) in ones else 0


_LEADS = frozenset({Tag.PREPOSITION, Tag.ING, Tag.PAST, Tag.PARTICIPLE})


def _first_place(telling: Telling, start: int, end: int) -> Place:
    """Return the place between two tokens and before a verb that counts people, one with a name if there is."""
    stop = min((mention.verb for mention in telling.mentions if mention.verb > start), default=end)
    return named_first([place for place in telling.places if start < place.start and place.end <= min(end, stop)])


def named_first(places: Sequence[PlaceHit]) -> Place:
    """Return the first place that has a name, else the first that may be where something was.

    Parameters
    ----------
    places : sequence of PlaceHit
    """
    told = [place for place in places if place.how != "weak"]
    place = next((place for place in told if place.named), told[0] if told else None)
    return (place.start, place.end) if place is not None else None


def _by_spot(telling: Telling) -> list[Place]:
    """Read two spots of one town: "at a market and a bus station", "near a bank and outside a school"."""
    for place in (place for place in telling.places if not place.named and place.how == "in"):
        other = _other_spot(telling.scan, place)
        if other is not None:
            return [(place.start, place.end), other]
    return []


def _other_spot(scan: Scan, place: PlaceHit) -> Place:
    """Return the spot that "and" joins to a place, if each has its preposition or both have one like "at"."""
    joint = place.end
    if scan.word(joint) not in _and(scan) or scan.at("place_sites", place.end - 1) is None:
        return None
    led = joint + 1 + (scan.at("place_prepositions", joint + 1) is not None)
    end = _site(scan, led)
    before = scan.word(place.start if scan.at("place_prepositions", place.start) else place.start - 1)
    apart = led > joint + 1 or before in _words(scan, "spots")["at"]
    return (led, end) if end is not None and apart else None


_BEFORE_SITE = frozenset({Tag.NOUN, Tag.ADJECTIVE, Tag.NAME})


def _site(scan: Scan, start: int) -> int | None:
    """Return the token after "a bus station", if one stands at `start`."""
    if scan.word(start) not in scan.grammar.articles:
        return None
    for j in range(start + 1, min(start + 5, len(scan))):
        site = scan.at("place_sites", j)
        if site is not None and scan.syntax.tags[min(site.end, len(scan) - 1)] not in NOUNS:
            return site.end
        if scan.syntax.tags[j] not in _BEFORE_SITE:
            return None
    return None


def _by_name(telling: Telling, plural: bool) -> list[Place]:
    """Find places joined by "and": in one phrase, or in several of one clause."""
    scan = telling.scan
    told = [place for place in telling.places if place.how in {"in", "target"} or len(telling.places) == 1]
    for first, second in itertools.pairwise(told):
        if first.named and _listed(telling, first, second, plural):
            firsts = _parted(scan, first) if plural else [(first.start, first.end)]
            return [*_comma_before(telling, told, first), *firsts, (second.start, second.end)]
    for place in (place for place in told if place.named):
        names = place_list(scan, place)
        if len(names) > 1:
            return [*names]
    return []


def _parted(scan: Scan, place: PlaceHit) -> list[tuple[int, int]]:
    """Return the names between commas of a phrase that another follows: "in Samarra, Tikrit and a town near"."""
    spans = [*_before(scan, place.start, place.end)]
    lone = all(_holds_name(scan, *span) for span in spans) and scan.lows[place.start : place.end].count(",") == 1
    return spans if lone and spans[-1][1] - spans[-1][0] == 1 else [(place.start, place.end)]


def _comma_before(telling: Telling, told: list[PlaceHit], first: PlaceHit) -> list[Place]:
    """Return the named places before a pair that a comma alone divides from it: "in Kut, a cafe in Hilla and ..."."""
    found: list[Place] = []
    for place in reversed(told[: told.index(first)]):
        after = found[0][0] if found and found[0] else first.start
        if not place.named or not _only_comma(telling.scan, place.end, after):
            break
        found.insert(0, (place.start, place.end))
    return found


_GAP = 10


def _only_comma(scan: Scan, start: int, end: int) -> bool:
    """Whether a comma stands between two places, and after it what leads up to the second: ", a cafe in"."""
    gap = range(start + 1, end)
    if scan.word(start) != "," or len(gap) > _GAP or any(group.start in gap for group in scan.syntax.groups):
        return False
    return not any(scan.word(i) == "," or scan.at("people", i) or scan.at("kind", i) for i in gap)


def _listed(telling: Telling, first: PlaceHit, second: PlaceHit, plural: bool) -> bool:
    """Whether "and" joins two places of one clause: "in Karrada and, an hour later, at a church in Dora"."""
    scan, gap = telling.scan, range(first.end, second.start)
    close = set(scan.lows[first.end : second.start]) <= scan.grammar.between_places
    if not close and not plural:
        return False
    if scan.syntax.tags[second.start] is not Tag.DETERMINER and _one_whole(scan, second.start, second.end):
        return False
    if len(gap) > _GAP or _and(scan).isdisjoint(scan.lows[first.end : second.start]):
        return False
    if any(group.start in gap for group in scan.syntax.groups):
        return False
    return not any(scan.at("people", i) or scan.at("outcome", i) for i in gap)


def place_list(scan: Scan, place: PlaceHit) -> list[tuple[int, int]]:
    """Return the names of a list of places ("Hilla, Karbala and Musayyib"), a single span where it is none.

    Parameters
    ----------
    scan : Scan
    place : PlaceHit
    """
    alone = [(place.start, place.end)]
    words = scan.lows[place.start : place.end]
    joints = [i for i, word in enumerate(words, place.start) if word in _and(scan)]
    if len(joints) != 1 or scan.grammar.one_whole & set(words) or _is_one(scan, place):
        return alone
    spans = [*_but_the_whole(scan, [*_before(scan, place.start, joints[0])]), (joints[0] + 1, place.end)]
    return spans if all(_holds_name(scan, *span) for span in spans) else alone


def _but_the_whole(scan: Scan, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out what the names after it explain: "two Baghdad districts, Shaab and Hurriya"."""
    last = spans[0][1] - 1 if len(spans) > 1 else -1
    whole = last >= 0 and scan.word(last) in _words(scan, "spots")["districts"]
    return spans[1:] if whole else spans


def _is_one(scan: Scan, place: PlaceHit) -> bool:
    """Whether "and" joins what is one place: "the Zap and Avashin valleys", "central and northern Iraq"."""
    directions = sum(scan.at("place_directions", j) is not None for j in range(place.start, place.end))
    return directions > 1 or _one_whole(scan, place.start, place.end)


def _holds_name(scan: Scan, start: int, end: int) -> bool:
    return any(scan.syntax.tags[j] in NOUNS and scan.tokens[j].capital for j in range(start, end))


def _one_whole(scan: Scan, start: int, end: int) -> bool:
    """Whether a plural closes two names: "the Zap and Avashin valleys of northern Iraq"."""
    joint = next((i for i in range(start, end) if scan.word(i) in _and(scan)), start)
    stop = next((i for i in range(joint + 1, end) if scan.syntax.tags[i] is Tag.PREPOSITION), end)
    last = scan.at("place_kinds", stop - 1)
    parts = _words(scan, "spots")["districts"]  # "in Baghdad's Karrada and Dora districts" are two spots
    return last is not None and scan.syntax.tags[stop - 1] is Tag.PLURAL and scan.word(stop - 1) not in parts


def _before(scan: Scan, start: int, joint: int) -> Iterator[tuple[int, int]]:
    """Yield the spans before "and": each name between commas, the first with what leads up to it."""
    begin = start
    for i in range(start, joint):
        if scan.word(i) == ",":
            if i > begin:
                yield begin, i
            begin = i + 1
    if joint > begin:
        yield begin, joint


def _and(scan: Scan) -> frozenset[str]:
    return _words(scan, "joined")["words"]
