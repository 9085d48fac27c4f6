"""Whom or what an attack was aimed at, by the roles of the clause, in the text's words and as a class.

::

    target := object of an attack | subject of a passive one | "targeting" np | "attack on" np | "fired on" np
            | object of "kill", where somebody armed does it | "at the entrance to" np
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.drafting.participants import (
    Found,
    kills_somebody,
    participant_words,
)
from conflictmap.extraction.factuality.assertion import Factuality, clause_factuality
from conflictmap.extraction.people import allegiance
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.language import Hit
from conflictmap.model import Actor

__all__ = ["find_target"]


def find_target(scan: Scan, start: int, end: int, terms: Sequence[Term]) -> Found | None:
    """Read whom or what the attack in tokens `start` to `end` was aimed at.

    Parameters
    ----------
    scan : Scan
    start, end : int
    terms : sequence of Term
        The words of violence there.
    """
    nouns = (term for term in terms if term.context is not None and term.part in {"deed", "modifier", "weapon"})
    for spot, rule in (*_verb_aims(scan, start, end), *_noun_aims(scan, nouns)):
        found = _aimed_at(scan, spot, end, rule)
        if found is not None:
            return found
    return None


def _verb_aims(scan: Scan, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where the noun phrase begins that a verb of attack aims at."""
    words = participant_words(scan.language)
    for clause in scan.syntax.clauses_in(start, end):
        lemma = scan.syntax.lemma(clause)
        if clause_factuality(scan, clause) not in {Factuality.ASSERTED, Factuality.ATTEMPTED}:
            continue
        if lemma in words.aiming and clause.verb.passive and clause.link not in {"relative", "reduced"}:
            yield clause.subject[0], "target.patient"
        elif not clause.verb.passive and (lemma in words.aiming or kills_somebody(scan, clause)):
            yield clause.verb.end, "target.object"
        at = _preposition(scan, clause, end, words.aimed_by.get(lemma, frozenset()))
        if at is not None:
            yield at + 1, "target.preposition"


def _preposition(scan: Scan, clause: Clause, end: int, prepositions: frozenset[str]) -> int | None:
    """Return the word that leads from a verb to what it aims at: "fired | on"."""
    near = range(clause.verb.end, min(len(scan), clause.verb.end + _LED, end)) if prepositions else ()
    return next((i for i in near if scan.word(i) in prepositions), None)


_LED = 5
"""Tokens behind a verb within which the preposition stands."""


def _noun_aims(scan: Scan, terms: Iterator[Term]) -> Iterator[tuple[int, str]]:
    words = participant_words(scan.language)
    for term in terms:
        at = term.hit.end
        if scan.plays(at, "agent"):
            at = next((i for i in range(at + 1, min(at + 6, len(scan))) if scan.syntax.tags[i] not in _HEAD), at)
        if scan.word(at) in words.aimed_nouns:
            yield at + 1, "target.noun"


_HEAD = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.GENITIVE, Tag.NUMBER, Tag.ADJECTIVE, *NOUNS})


def _aimed_at(scan: Scan, start: int, end: int, rule: str) -> Found | None:
    """Read the noun phrase at `start` if it is of a known class."""
    while start < end and scan.syntax.tags[start] in {Tag.PARTICLE, Tag.ADVERB}:
        start += 1
    start = stop = _past_its_edge(scan, start, end)
    while stop < end and scan.syntax.tags[stop] in _HEAD and scan.at("outcome", stop) is None:
        stop += 1
    group = _class(scan, start, stop) if start < stop else None
    if group is None:
        return None
    return Found(Actor(scan.wording(start, stop), group), start, stop, rule)


def _past_its_edge(scan: Scan, start: int, end: int) -> int:
    """Return where that begins whose edge is named: "at the entrance to | a base", "outside of | a store"."""
    edges = participant_words(scan.language).edges
    at = next((i for i in range(start, min(start + _EDGE, end)) if scan.word(i) in edges), None)
    of = start if at is None else at + 1
    return of + 1 if scan.word(of) in participant_words(scan.language).edged_by else start


_EDGE = 3
"""Tokens within which the edge is named: "the main gate"."""


def _class(scan: Scan, start: int, stop: int) -> str | None:
    """Return the class of a noun phrase by its head, or by the people who own the thing ("a police patrol")."""
    things, words = participant_words(scan.language).things, scan.lows[start:stop]
    people = scan.inside("people", start, stop)
    if named := [hit for hit in people if not (_is_adjective(scan, hit, stop) or _is_in_name(scan, hit, stop))]:
        last = max(named, key=lambda hit: (hit.end, -hit.start))  # "volunteer fighters", not "fighters"
        crowd = participant_words(scan.language).crowds.get(scan.word(last.start))
        return crowd or allegiance(scan.language, last.entry.value, words)
    head = _thing_at(scan, stop)
    if head is not None:
        return allegiance(scan.language, _owned(head, words, things), words)
    told = (_class_of(scan, word, words) for word in reversed(words))
    return next((group for group in told if group is not None), people[-1].entry.value if people else None)


def _class_of(scan: Scan, word: str, words: Sequence[str]) -> str | None:
    """Return the class of a thing or a force by one word of its noun phrase."""
    thing = participant_words(scan.language).things.get(word)
    if thing is not None:
        return allegiance(scan.language, thing, words)
    return next((group for group in _OWN_FORCES if word in scan.language.forces.get(group, ())), None)


_OWN_FORCES = ("regional_forces", "volunteer_forces")
"""Classes of forces that a country tells by words of its own."""


def _thing_at(scan: Scan, stop: int) -> str | None:
    """Return the class of the thing that a noun phrase ends with, by its last two words or by the last."""
    things = participant_words(scan.language).things
    return things.get(" ".join(scan.lows[stop - 2 : stop])) or things.get(scan.word(stop - 1))


def _owned(thing: str, words: Sequence[str], things: Mapping[str, str]) -> str:
    """Return whose a building or vehicle is: "a | military | headquarters"."""
    owners = (things[word] for word in words[:-1] if things.get(word) in _UNIFORMED)
    return next(owners, thing) if thing in _OF_ANYBODY else thing


_UNIFORMED, _OF_ANYBODY = frozenset({"police", "state_forces"}), frozenset({"civilian", "government"})
"""Classes of those who own things, and of things that may be anybody's."""


def _is_in_name(scan: Scan, hit: Hit, stop: int) -> bool:
    """Whether a word for people is only part of the name of a thing: "the | Imam | Hussein mosque"."""
    return hit.end < stop and scan.tokens[hit.start].capital and not scan.tokens[stop - 1].capital


def _is_adjective(scan: Scan, hit: Hit, stop: int) -> bool:
    """Whether a nationality only says whose the thing after it is ("an Armenian church")."""
    return hit.entry.value == "unknown" and hit.end < stop and scan.tokens[hit.start].capital
