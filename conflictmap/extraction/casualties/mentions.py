"""One reading of a casualty phrase."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from conflictmap.extraction.people import Group, GroupList, total
from conflictmap.extraction.syntax import Clause
from conflictmap.language import Hit

__all__ = ["Construction", "Mention", "mention_by_clause", "mention_of", "share_people"]

Construction = Literal[
    "active",
    "passive",
    "reduced",
    "intransitive",
    "nominal",
    "bodies",
    "found_dead",
    "source",
    "sources",
    "negated",
    "label",
    "implied",
]
"""How people and what befell them are put together."""


@dataclass(frozen=True, slots=True)
class Mention:
    """One reading of a casualty phrase in a sentence.

    Attributes
    ----------
    outcome : str
        ``"killed"``, ``"wounded"``, ``"abducted"``.
    low, high : int or None
        Persons.
    start, end : int
        Tokens of the whole reading, verb and people.
    verb : int
        Token of the word that carries the outcome.
    rule : str
        Row and construction, such as ``"killed.kill/passive"``.
    groups, parts : tuple of Group
        Who; and which shares of them the text names.
    toll : bool
        A running total that replaces what was counted before ("raising the toll to 31").
    rival : bool
        A figure of another source, which makes a range with the first.
    more : bool
        Counted besides those already told ("two more", "five others").
    bodies : bool
        The dead were found, not seen to die.
    vague : bool
        The number is a guess of the guide for a vague word.
    intended : bool
        The verb is an infinitive or follows a modal: nobody has been hurt yet.
    active : bool
        The people are the object of the verb.
    traits : frozenset of str
        Of the row.
    gapped, included : bool
        The verb was told once, for an earlier number ("24 were killed in Yarmouk and 17 in Baladiyat").
    of_wounded : bool
        They are some of those told as wounded before, and leave the wounded ("one of them has since died").
    unsaid : bool
        Whether it is the dead or the hurt that are counted is not said ("the mayor put the number at ten").
    apart : bool
        A part of a count over many attacks, told as an attack of its own.
    among : bool
        They are some of those whom the text may count elsewhere ("among the dead were two judges").
    wide : bool
        A total over more than the attack told before it ("taking the toll this week to 18").
    construction : Construction
    """

    outcome: str
    low: int | None
    high: int | None
    start: int
    end: int
    verb: int
    rule: str
    groups: tuple[Group, ...] = ()
    parts: tuple[Group, ...] = ()
    toll: bool = False
    rival: bool = False
    more: bool = False
    bodies: bool = False
    vague: bool = False
    intended: bool = False
    active: bool = False
    gapped: bool = False
    included: bool = False
    traits: frozenset[str] = frozenset()
    of_wounded: bool = False
    unsaid: bool = False
    apart: bool = False
    among: bool = False
    wide: bool = False
    construction: Construction = "nominal"


def mention_of(hit: Hit, groups: GroupList, construction: Construction, start: int, end: int) -> Mention:
    """Make the mention of a verb and the people it befell, their number added up.

    Parameters
    ----------
    hit : Hit
        The verb.
    groups : GroupList
    construction : Construction
    start, end : int
        Tokens of the whole reading.

    Returns
    -------
    Mention
    """
    low, high = total(groups.groups)
    if low is None and high is None:
        low, high = 1, None
    return Mention(
        hit.entry.value,
        low,
        high,
        start,
        end,
        hit.start,
        f"{hit.entry.rule}/{construction}",
        groups.groups,
        groups.parts,
        more=groups.groups[0].more,
        vague=any(group.vague for group in groups.groups),
        traits=hit.entry.traits,
        construction=construction,
    )


def mention_by_clause(
    outcome: str, rule: str, groups: GroupList, clause: Clause, end: int, construction: Construction = "passive"
) -> Mention:
    """Make the mention of what a clause does to people without a word of the lexicon.

    Parameters
    ----------
    outcome : str
    rule : str
        The row's part of the rule: ``"abducted.led"``.
    groups : GroupList
    clause : Clause
    end : int
        Token after the reading, if it ends later than the people and the verb.
    construction : Construction

    Returns
    -------
    Mention
    """
    low, high = total(groups.groups)
    return Mention(
        outcome,
        low,
        high,
        min(groups.start, clause.verb.start),
        max(end, groups.end, clause.verb.end),
        clause.verb.head,
        f"{rule}/{construction}",
        groups.groups,
        groups.parts,
        more=groups.groups[0].more,
        vague=any(group.vague for group in groups.groups),
        active=construction == "active",
        construction=construction,
    )


def share_people(a: Iterable[Group], b: Iterable[Group]) -> bool:
    """Whether some words of one row of groups are those of another.

    Parameters
    ----------
    a, b : iterable of Group

    Returns
    -------
    bool
    """
    return any(x.start < y.end and y.start < x.end for x, y in itertools.product(a, b))
