"""Abduction by role: whom armed people carry off, whatever the verb, and whom forces merely arrest.

::

    abduction := abductor "seized" people | people "were seized" [by abductor]
    led away  := verb of moving + people + ("away" | "into" vehicle | "from" home | "at gunpoint")
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, get_args

from conflictmap.extraction.casualties.companions import with_whom
from conflictmap.extraction.casualties.mentions import Construction, Mention, mention_by_clause, share_people
from conflictmap.extraction.casualties.subjects import subject_groups
from conflictmap.extraction.people import FORCES, Group, GroupList, parse_list
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.deeds import head_end, side
from conflictmap.language import Language

__all__ = ["by_forces", "conveys", "led_away", "without_seen"]


@dataclass(frozen=True, slots=True)
class SeizingWords:
    """See ``rules/<language>/reading/events.toml`` [away] and [verbs]."""

    leading_off: frozenset[str]
    away: frozenset[str]
    into: frozenset[str]
    out_of: frozenset[str]
    forced: frozenset[str]
    forces: frozenset[str]
    passive_only: frozenset[str]
    single: frozenset[str]
    tearing: frozenset[str]
    said: frozenset[str]
    strangers: frozenset[str]
    disguises: frozenset[str]
    groups: frozenset[str]
    whither: frozenset[str]
    cared: frozenset[str]
    making_off: frozenset[str]
    theirs: frozenset[str]
    feigned: frozenset[str]
    stops: frozenset[str]
    expelling: frozenset[str]


@lru_cache(maxsize=8)
def seizing_words(language: Language) -> SeizingWords:
    """Return the words of leading people off, from ``reading/events.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("events")
    names = get_args(_Lists)
    away = lists.sets("away", names)
    return SeizingWords(lists["verbs"]["leading_off"], *(away[name] for name in names))


_Lists = Literal[
    "words",
    "into",
    "from",
    "forced",
    "forces",
    "needs_agent",
    "single",
    "tearing",
    "said",
    "strangers",
    "disguises",
    "groups",
    "whither",
    "cared",
    "making_off",
    "theirs",
    "feigned",
    "stops",
    "expelling",
]
"""Of the table [away], in the order of `SeizingWords`."""


def by_forces(scan: Scan, clause: Clause | None) -> bool:
    """Whether soldiers or the police are those who seize: the subject of the verb, or after "by".

    Parameters
    ----------
    scan : Scan
    clause : Clause or None

    Returns
    -------
    bool
    """
    if clause is None:
        return False
    if clause.verb.passive:
        at = next((i for i in range(clause.verb.end, min(len(scan), clause.end)) if scan.plays(i, "agent")), None)
        return at is not None and _forces(scan, at + 1, min(at + 9, len(scan)))
    return _forces(scan, *_doer(scan, clause).subject)


def _doer(scan: Scan, clause: Clause) -> Clause:
    """Return the clause that names who does it: the speaker of "they said they seized", or the first of a row."""
    parent = scan.syntax.parent(clause)
    if parent is not None and clause.link == "complement" and _points_back(scan, clause):
        clause = parent
    while clause.subject[1] <= clause.subject[0] and clause.parent >= 0:
        clause = scan.syntax.clauses[clause.parent]
    return clause


def _points_back(scan: Scan, clause: Clause) -> bool:
    start, end = clause.subject
    return end == start + 1 and scan.word(start) in seizing_words(scan.language).said


def _forces(scan: Scan, start: int, end: int) -> bool:
    end = head_end(scan, start, end)
    people = scan.inside("people", start, end)
    if any(hit.entry.value == "militant" for hit in people):
        return False
    words = seizing_words(scan.language)
    return any(hit.entry.value in FORCES for hit in people) or bool(words.forces & set(scan.lows[start:end]))


_PASSIVE: Construction = "passive"
_ACTIVE: Construction = "active"


def led_away(scan: Scan) -> list[Mention]:
    """Read people who are made to go along: "were marched away", "made him get into their car", "forced into a van".

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    found = (_led_by(scan, clause) for clause in scan.syntax.clauses)
    return [mention for mention in found if mention is not None]


def _led_by(scan: Scan, clause: Clause) -> Mention | None:
    """Read the people whom the verb of a clause makes go along against their will."""
    if clause.verb.negated or clause.verb.modal:
        return None
    groups = _carried_off(scan, clause) or _made_off_with(scan, clause)
    if groups is None or by_forces(scan, clause) or groups.groups[0].group == "militant":
        return None
    voice = _PASSIVE if clause.verb.passive else _ACTIVE
    made = mention_by_clause("abducted", "abducted.led", groups, clause, clause.verb.end, voice)
    return replace(made, traits=frozenset({"led_off"}))


def _carried_off(scan: Scan, clause: Clause) -> GroupList | None:
    """Return those whom a verb of leading leads away."""
    if scan.syntax.lemma(clause) not in seizing_words(scan.language).leading_off or conveys(scan, clause):
        return None
    groups = _led(scan, clause)
    after = clause.verb.end if clause.verb.passive or groups is None else groups.end
    return groups if groups is not None and _leads_off(scan, clause, after) else None


def conveys(scan: Scan, clause: Clause) -> bool:
    """Whether it is a vehicle that takes people: "Buses took 200 pilgrims from their homes".

    Parameters
    ----------
    scan : Scan
    clause : Clause

    Returns
    -------
    bool
    """
    start, end = _doer(scan, clause).subject
    end = head_end(scan, start, end)
    return not clause.verb.passive and any(hit.end == end for hit in scan.inside("vehicle", start, end))


def _made_off_with(scan: Scan, clause: Clause) -> GroupList | None:
    """Read those whom armed people make off with: "drove off with the clerk and two guards"."""
    if clause.verb.passive or not _makes_off(scan, clause) or not _armed_agent(scan, clause):
        return None
    groups = parse_list(scan, clause.verb.end + 2)
    return groups if groups is not None and groups.groups[0].head else None


def _makes_off(scan: Scan, clause: Clause) -> bool:
    """Whether a verb of going is told with "off with" or "away with"."""
    words, i = seizing_words(scan.language), clause.verb.end
    goes = scan.syntax.lemma(clause) in words.making_off and scan.word(i) in words.away
    return goes and scan.plays(i + 1, "comitative")


def _led(scan: Scan, clause: Clause) -> GroupList | None:
    """Return the people that are moved; a lone pronoun is one person."""
    if clause.verb.passive:
        return _led_with_others(scan, clause)
    words, i = seizing_words(scan.language), clause.verb.end
    while i < len(scan) and scan.syntax.tags[i] in {Tag.ADVERB, Tag.PARTICLE}:
        i += 1
    alone = i + 1 >= len(scan) or scan.syntax.tags[i + 1] not in NOUNS
    if alone and scan.word(i) in words.single:
        return GroupList((Group(i, i + 1, 1, 1, "unknown", "them", "pronoun"),))
    return parse_list(scan, i, names=True, human=scan.syntax.lemma(clause) not in words.passive_only)


def _led_with_others(scan: Scan, clause: Clause) -> GroupList | None:
    """Return the subject of a passive, and who shares the fate: "was led away with two guards"."""
    led = subject_groups(scan, clause, human=True)
    company = with_whom(scan, clause.verb.end) if led is not None else None
    return led if led is None or company is None else GroupList((*led.groups, *company.groups), led.parts)


def _leads_off(scan: Scan, clause: Clause, start: int) -> bool:
    """Whether a word after the people says that they were taken along against their will."""
    words, behind = seizing_words(scan.language), _behind(scan, clause, start)
    if any(_forced(scan, i) for i in behind) or _taken_alone(scan, clause, start):
        return True
    if scan.syntax.lemma(clause) in words.expelling and any(_from_own(scan, i) for i in behind):
        return False  # "The fighting has forced 9,000 people from their homes"
    if scan.syntax.lemma(clause) not in words.passive_only or _armed_agent(scan, clause):
        return any(_away(scan, i) for i in behind) or _taken_from(scan, clause, start)
    return _torn(scan, clause) and _from_theirs(scan, behind)


def _taken_alone(scan: Scan, clause: Clause, start: int) -> bool:
    """Whether armed men take somebody known, and nobody says for what: "armed men took | him | at a petrol station"."""
    words = seizing_words(scan.language)
    known = not clause.verb.passive and start == clause.verb.end + 1 and scan.word(start - 1) in words.single
    ends = scan.word(start) in _ENDS or scan.at("place_prepositions", start) is not None
    return known and ends and _armed_agent(scan, clause)


_ENDS = frozenset({"", ".", ",", ";"})


def _from_theirs(scan: Scan, behind: range) -> bool:
    """Whether people are torn from a home or a car of their own, and nobody takes care of them."""
    helped = any(scan.word(i) in seizing_words(scan.language).cared for i in behind)
    return not helped and any(_from_own(scan, i) for i in behind)


def _taken_from(scan: Scan, clause: Clause, start: int) -> bool:
    """Whether armed men take people who are not theirs from where they are: "took his wife | from the crossroads"."""
    words = seizing_words(scan.language)
    theirs = clause.verb.passive or scan.word(clause.verb.end) in words.theirs
    return not theirs and scan.plays(start, "out_of") and _armed_agent(scan, clause)


def _behind(scan: Scan, clause: Clause, start: int) -> range:
    """Return the tokens behind the people that may say where they were taken: up to the next mark."""
    following = (c for c in scan.syntax.clauses if c.verb.start == start or _carries_on(c, clause))
    end = min(max([clause.end, *(c.end for c in following)]), start + 9, len(scan))
    return range(start, next((i for i in range(start, end) if scan.word(i) in {";", ".", ","}), end))


def _torn(scan: Scan, clause: Clause) -> bool:
    """Whether people are torn from where they are: "was pulled from her car"."""
    return clause.verb.passive and scan.syntax.lemma(clause) in seizing_words(scan.language).tearing


def _carries_on(later: Clause, clause: Clause) -> bool:
    """Whether a clause is a further verb of the same doing."""
    return later.parent == clause.number and later.link in {"infinitive", "shared"}


def _forced(scan: Scan, i: int) -> bool:
    """Whether force is told here, or a vehicle they are put into."""
    words = seizing_words(scan.language)
    if scan.word(i) in words.forced:
        return True
    hidden = scan.word(i) in words.whither and scan.syntax.tags[i - 1] is not Tag.NOUN
    return hidden or (scan.plays(i, "into") and _stands_in(scan, words.into, i + 1, i + 6))


def _stands_in(scan: Scan, nouns: frozenset[str], start: int, end: int) -> bool:
    """Whether one of these nouns, or its plural, stands in tokens `start` to `end`."""
    found = scan.lows[start:end]
    return not nouns.isdisjoint(found) or not nouns.isdisjoint(map(scan.syntax.words.singular, found))


def _away(scan: Scan, i: int) -> bool:
    """Whether "away", or the home they are taken from, is told here."""
    words = seizing_words(scan.language)
    if scan.word(i) in words.away:
        return True
    return scan.plays(i, "out_of") and _stands_in(scan, words.out_of, i + 1, i + 6)


def _from_own(scan: Scan, i: int) -> bool:
    """Whether "from" and a home or car of their own is told here: "was pulled from her car"."""
    return _away(scan, i) and scan.syntax.tags[min(i + 1, len(scan) - 1)] is Tag.POSSESSIVE


def _armed_agent(scan: Scan, clause: Clause) -> bool:
    """Whether somebody who may be an abductor does it: armed, masked, unknown, in borrowed clothes, an armed group."""
    start, end = _agent(scan, clause)
    armed = side(scan, start, end) == "militant" or any(
        hit.entry.value == "militant" for hit in scan.inside("people", start, end)
    )
    head = head_end(scan, min(start + 1, end), end)
    return armed or _strangers(scan, start, head) or _disguised(scan, start, head, end) or _at_feigned(scan, clause)


def _at_feigned(scan: Scan, clause: Clause) -> bool:
    """Whether nobody else is said to do it than those of a post that only looks official: "at a fake checkpoint"."""
    words = seizing_words(scan.language)
    feigned = (i for i in range(clause.verb.start) if scan.word(i) in words.feigned)
    return clause.verb.passive and any(scan.word(i + 1) in words.stops for i in feigned)


def _agent(scan: Scan, clause: Clause) -> tuple[int, int]:
    """Return the tokens that name who does it: the subject, or what follows "by"."""
    if not clause.verb.passive:
        return _doer(scan, clause).subject
    at = next((i for i in range(clause.verb.end, clause.end) if scan.plays(i, "agent")), clause.end)
    return at, clause.end


def _strangers(scan: Scan, start: int, head: int) -> bool:
    """Whether people whom nobody knows, or a group under arms, are named."""
    words = seizing_words(scan.language)
    return not (words.strangers | words.groups).isdisjoint(scan.lows[start:head])


def _disguised(scan: Scan, start: int, head: int, end: int) -> bool:
    """Whether those who do it are mere people in the clothes of forces: "men | in police uniform"."""
    men = any(hit.entry.value not in FORCES for hit in scan.inside("people", start, head))
    return men and not seizing_words(scan.language).disguises.isdisjoint(scan.lows[head:end])


def without_seen(found: list[Mention], led: list[Mention]) -> list[Mention]:
    """Keep of those led away whom no other verb carries off already.

    Parameters
    ----------
    found, led : list of Mention
        By other verbs, and by verbs of leading.

    Returns
    -------
    list of Mention
    """
    seen = [m for m in found if m.outcome == "abducted" and m.low != 0]
    return [m for m in led if not any(s.verb == m.verb or share_people(s.groups, m.groups) for s in seen)]
