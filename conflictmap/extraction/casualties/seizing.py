"""Abduction by role: whom armed people carry off, whatever the verb, and whom forces merely arrest.

::

    abduction := abductor "seized" people | people "were seized" [by abductor]
    led away  := verb of moving + people + ("away" | "into" vehicle | "from" home | "at gunpoint")
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.casualties.subjects import subject_groups
from conflictmap.extraction.deeds import head_end
from conflictmap.extraction.means import is_gun
from conflictmap.extraction.people import Group, GroupList, parse_list, total
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.language import Language

__all__ = ["by_forces", "led_away", "without_seen"]

_FORCES = frozenset({"police", "state_forces", "foreign_forces", "regional_forces", "volunteer_forces"})


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


@lru_cache(maxsize=8)
def seizing_words(language: Language) -> SeizingWords:
    """Return the words of leading people off, from ``reading/events.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("events")
    names = ("words", "into", "from", "forced", "forces", "needs_agent")
    away = lists.sets("away", names)
    return SeizingWords(lists["verbs"]["leading_off"], *(away[name] for name in names))


def by_forces(scan: Scan, clause: Clause | None) -> bool:
    """Whether soldiers or the police are those who seize: the subject of the verb, or after "by"."""
    if clause is None:
        return False
    if clause.verb.passive:
        at = next((i for i in range(clause.verb.end, min(len(scan), clause.end)) if scan.word(i) == "by"), None)
        return at is not None and _forces(scan, at + 1, min(at + 9, len(scan)))
    parent = scan.syntax.parent(clause)
    if (
        parent is not None
        and clause.link == "complement"
        and scan.lows[slice(*clause.subject)] in (["it"], ["they"], ["we"])
    ):
        clause = parent
    while clause.subject[1] <= clause.subject[0] and clause.parent >= 0:
        clause = scan.syntax.clauses[clause.parent]
    return _forces(scan, *clause.subject)


def _forces(scan: Scan, start: int, end: int) -> bool:
    end = head_end(scan, start, end)
    people = scan.inside("people", start, end)
    if any(hit.entry.value == "militant" for hit in people):
        return False
    words = seizing_words(scan.language)
    return any(hit.entry.value in _FORCES for hit in people) or bool(words.forces & set(scan.lows[start:end]))


def led_away(scan: Scan) -> list[Mention]:
    """Read people who are made to go along: "were marched away", "made him get into their car", "forced into a van"."""
    words, found = seizing_words(scan.language), list[Mention]()
    for clause in scan.syntax.clauses:
        if scan.syntax.lemma(clause) not in words.leading_off or clause.verb.negated or clause.verb.modal:
            continue
        groups = _led(scan, clause)
        if groups is None or by_forces(scan, clause) or groups.groups[0].group == "militant":
            continue
        after = groups.end if not clause.verb.passive else clause.verb.end
        if _leads_off(scan, clause, after) is None:
            continue
        low, high = total(groups.groups)
        if low is None and high is None:
            low = 1
        start, end = min(groups.start, clause.verb.start), max(after, clause.verb.end)
        found.append(
            Mention(
                "abducted",
                low,
                high,
                start,
                end,
                clause.verb.head,
                "abducted.led/" + _voice(clause),
                groups.groups,
                groups.parts,
                vague=any(g.vague for g in groups.groups),
                active=not clause.verb.passive,
            )
        )
    return found


def _voice(clause: Clause) -> str:
    return "passive" if clause.verb.passive else "active"


def _led(scan: Scan, clause: Clause) -> GroupList | None:
    """Return the people that are moved; a lone pronoun is one person."""
    if clause.verb.passive:
        return subject_groups(scan, clause)
    i = clause.verb.end
    while i < len(scan) and scan.syntax.tags[i] in {Tag.ADVERB, Tag.PARTICLE}:
        i += 1
    if scan.word(i) in {"him", "her"} and (i + 1 >= len(scan) or scan.syntax.tags[i + 1] not in NOUNS):
        return GroupList((Group(i, i + 1, 1, 1, "unknown", "them", "pronoun"),))
    return parse_list(scan, i, names=True)


def _leads_off(scan: Scan, clause: Clause, start: int) -> int | None:
    """Return the word after the people that says they were taken along against their will."""
    words = seizing_words(scan.language)
    following = [
        c
        for c in scan.syntax.clauses
        if (c.parent == clause.number and c.link in {"infinitive", "shared"}) or c.verb.start == start
    ]
    end = max([clause.end, *(c.end for c in following)])
    weak = scan.syntax.lemma(clause) in words.passive_only and not _armed_agent(scan, clause)
    for i in range(start, min(end, start + 9, len(scan))):
        word = scan.word(i)
        if word in {";", ".", ","}:
            return None
        if word in words.forced or (word in words.away and scan.word(i + 1) != "from" and not weak):
            return i
        if word in words.away and not weak:
            return i
        if word == "into" and words.into & set(scan.lows[i + 1 : i + 5]):
            return i
        if word in {"from", "off"} and words.out_of & set(scan.lows[i + 1 : i + 6]) and not weak:
            return i
    return None


def _armed_agent(scan: Scan, clause: Clause) -> bool:
    """Whether somebody who may be an abductor does it: armed, masked, unknown."""
    start, end = clause.subject if not clause.verb.passive else (clause.verb.end, clause.end)
    return any(hit.entry.value == "militant" for hit in scan.inside("people", start, end)) or any(
        is_gun(hit.entry) for hit in scan.inside("kind", start, end)
    )


def without_seen(found: list[Mention], led: list[Mention]) -> list[Mention]:
    """Keep of those led away whom no other verb carries off already."""
    seen = [m for m in found if m.outcome == "abducted" and m.low != 0]
    return [
        replace(m)
        for m in led
        if not any(
            s.verb == m.verb or any(x.start < y.end and y.start < x.end for x in s.groups for y in m.groups)
            for s in seen
        )
    ]
