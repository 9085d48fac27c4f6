"""Totals told beside an attack: "killed three near Kut, taking the toll in the province this week to 18"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause

__all__ = ["counts_attacks", "raises_toll", "with_raised"]

_REACH = 16
"""Tokens behind the verb within which the figure stands."""


def with_raised(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Return the mentions of a sentence with the totals that an attack in it raises told apart from its own count.

    Parameters
    ----------
    scan : Scan
    found : list of Mention

    Returns
    -------
    list of Mention
    """
    words = casualty_words(scan.language)
    found = [replace(m, wide=True) if _is_over_time(scan, m, found, words) else m for m in found]
    if scan.found(words["raised.nouns"]):
        for raised in _all_raised(scan, words):
            if _adds_to(found, raised):
                found = [*(m for m in found if not _lies_in(m, raised)), raised]
    return found


def raises_toll(scan: Scan, clause: Clause) -> bool:
    """Whether a clause tells a total over more than the attack before it: "bringing to 90 the number killed this year".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    words = casualty_words(scan.language)
    return scan.syntax.lemma(clause) in words["raised.verbs"] and _raised(scan, clause, words) is not None


def _is_over_time(scan: Scan, mention: Mention, found: Sequence[Mention], words: CasualtyWords) -> bool:
    """Whether more are told to have died over some time than in the attack before: ", and 77 have died this week"."""
    clause = scan.syntax.clause_at(mention.verb)
    if clause is None or clause.link != "coordinate" or not clause.verb.perfect or clause.verb.past_perfect:
        return False
    return _adds_to(found, mention) and not words["raised.wide"].isdisjoint(scan.lows[clause.verb.end : clause.end])


def _all_raised(scan: Scan, words: CasualtyWords) -> list[Mention]:
    """Return the totals that verbs of raising tell."""
    clauses = (c for c in scan.syntax.clauses if scan.syntax.lemma(c) in words["raised.verbs"])
    return [raised for c in clauses if (raised := _raised(scan, c, words)) is not None]


def _lies_in(mention: Mention, raised: Mention) -> bool:
    return raised.start <= mention.verb < raised.end


def _adds_to(found: Sequence[Mention], raised: Mention) -> bool:
    """Whether fewer were counted of an attack before, and no more of the same one."""
    before = [m.low for m in found if m.outcome == raised.outcome and m.verb < raised.start and m.low]
    return bool(before) and max(before) < (raised.low or raised.high or 0)


def _raised(scan: Scan, clause: Clause, words: CasualtyWords) -> Mention | None:
    """Read the noun that counts and its figure, in either order, where they are told of more than one attack."""
    start = clause.verb.head
    end = next((i for i in range(start, len(scan)) if scan.word(i) in _ENDS or i > start + _REACH), len(scan))
    figure = _figure(scan, start + 1, end, words)
    if figure is None or not _counts_dead(scan, start, end, words) or not _is_wide(scan, start, end, words):
        return None
    high = None if scan.word(figure.start - 1) in words["raised.past"] else figure.high
    rule = "killed.toll/raised"
    return Mention("killed", figure.low, high, start, end, start, rule, vague=figure.vague, wide=True)


_ENDS = frozenset({".", ";"})


def _counts_dead(scan: Scan, start: int, end: int, words: CasualtyWords) -> bool:
    """Whether it is the dead alone that are counted."""
    told = frozenset(scan.lows[start:end])
    if words["raised.nouns"].isdisjoint(told) or any(counts_attacks(scan, i) for i in range(start, end)):
        return False
    return words["raised.hurt"].isdisjoint(told)


def counts_attacks(scan: Scan, i: int) -> bool:
    """Whether a noun that counts is one of attacks: "bringing to 12 the | number | of bombings this month".

    Parameters
    ----------
    scan : Scan
    i : int
        The noun.
    """
    words = casualty_words(scan.language)
    counting = scan.word(i) in words["raised.nouns"] - words["tolls.dead"] and scan.plays(i + 1, "genitive")
    return counting and scan.at("kind", i + 2) is not None and scan.at("outcome", i + 2) is None


def _figure(scan: Scan, start: int, end: int, words: CasualtyWords) -> Quantity | None:
    """Return the figure behind "to", "past" or "above"."""
    for i in range(start, end - 1):
        told = scan.word(i) in words["raised.links"] or scan.word(i) in words["raised.past"]
        figure = parse_quantity(scan, i + 1) if told else None
        if figure is not None and not figure.article and scan.at("not_people", figure.end) is None:
            return figure
    return None


def _is_wide(scan: Scan, start: int, end: int, words: CasualtyWords) -> bool:
    """Whether the words of a toll count over several attacks: "this week", "in attacks", "in the province"."""
    if scan.has("country_words", start, end) or not words["raised.wide"].isdisjoint(scan.lows[start:end]):
        return True
    return any(hit.entry.inflection == "plural" for hit in scan.inside("kind", start, end))
