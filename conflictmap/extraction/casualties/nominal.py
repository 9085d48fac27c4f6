"""Deeds told by a noun: "the assassination of a judge", "the murder of six priests"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention, mention_by_clause
from conflictmap.extraction.factuality import Factuality, noun_factuality
from conflictmap.extraction.people import Group, GroupList, parse_list, total
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.language import Language

__all__ = ["read_nominal"]

_TOLD = frozenset({Factuality.ASSERTED, Factuality.RETOLD})


@lru_cache(maxsize=8)
def deed_nouns(language: Language) -> Mapping[str, str]:
    """Return the outcome of each noun that names a deed done to people, from ``reading/events.toml``.

    Parameters
    ----------
    language : Language
    """
    nominal = language.lists("events").table("nominal")
    return {noun: outcome for outcome, nouns in nominal.items() for noun in nouns}


def read_nominal(scan: Scan) -> list[Mention]:
    """Read the people after "of" as those whom the noun befell, where it is told as having happened.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    found = (_read(scan, i, outcome) for i, outcome in _deeds(scan))
    named = (_identified(scan, clause) for clause in scan.syntax.clauses if clause.verb.copula)
    alone = (_sole(scan, clause) for clause in scan.syntax.clauses if clause.verb.copula)
    return [mention for mention in (*found, *named, *alone, *_single(scan)) if mention is not None]


def _single(scan: Scan) -> Iterator[Mention]:
    """Yield what befell one person, told by a noun with a number before it: "caused one death and an injury"."""
    words = casualty_words(scan.language)
    for outcome, nouns in (("killed", words["nominal.death"]), ("wounded", words["nominal.injury"])):
        for i in filter(partial(_is_one_case, scan), scan.found(nouns)):
            group = Group(i - 1, i, 1, 1, "unknown", "", "number")
            yield Mention(outcome, 1, 1, i - 1, i + 1, i, f"{outcome}.single/nominal", (group,))


def _is_one_case(scan: Scan, i: int) -> bool:
    """Whether a noun of harm is a case counted, and no part of another noun: not "one death | sentence"."""
    quantity = parse_quantity(scan, i - 1) if i else None
    alone = quantity is not None and quantity.low == quantity.high == 1 and quantity.end == i
    return alone and scan.syntax.tags[min(i + 1, len(scan) - 1)] not in _COMMON and _only_reported(scan, i)


_COMMON = frozenset({Tag.NOUN, Tag.PLURAL})


def _only_reported(scan: Scan, i: int) -> bool:
    """Whether a clause says that a death or an injury came about, and not that somebody has one to explain."""
    clause = scan.syntax.clause_at(i)
    if clause is None or clause.verb.negated or clause.verb.form is Tag.HAVE:
        return False
    return clause.verb.copula or scan.syntax.lemma(clause) in casualty_words(scan.language)["nominal.verbs"]


def _identified(scan: Scan, clause: Clause) -> Mention | None:
    """Read who "the dead" or "the wounded" of an attack were, each told: "The dead in the blast were two butchers"."""
    start, words = clause.subject[0], casualty_words(scan.language)
    led = scan.plays(start, "definite") and not clause.verb.negated
    names = {"killed": words["tolls.dead"], "wounded": words["tolls.hurt"]} if led else {}
    outcome = next((outcome for outcome, nouns in names.items() if scan.word(start + 1) in nouns), None)
    groups = parse_list(scan, clause.verb.end, names=True) if outcome is not None else None
    if outcome is None or groups is None or not all(map(_exact, groups.groups)):
        return None
    return mention_by_clause(outcome, f"{outcome}.identified", groups, clause, groups.end, "nominal")


def _sole(scan: Scan, clause: Clause) -> Mention | None:
    """Read who alone died or was hurt: "The bomber and a child were the only fatalities", "The only death was ..."."""
    (start, end), after = clause.subject, clause.verb.end
    outcome = None if clause.verb.negated else _sole_fate(scan, after, clause.end)
    at = start
    if outcome is None and not clause.verb.negated:
        outcome, at = _sole_fate(scan, start, end), after
    groups = _all_of(scan, at) if outcome is not None else None
    if outcome is None or groups is None or any(group.vague for group in groups.groups):
        return None
    return mention_by_clause(outcome, f"{outcome}.sole", groups, clause, clause.end, "nominal")


def _all_of(scan: Scan, at: int) -> GroupList | None:
    """Read people with those that "and" joins to a pronoun: "she and a passing boy"."""
    groups = parse_list(scan, at, names=True)
    more = parse_list(scan, groups.end + 1) if groups is not None and scan.plays(groups.end, "additive") else None
    return groups if groups is None or more is None else GroupList((*groups.groups, *more.groups))


def _sole_fate(scan: Scan, start: int, end: int) -> str | None:
    """Return the outcome of "the only fatality" at token `start`."""
    words = casualty_words(scan.language)
    i = start + scan.plays(start, "definite")
    near = frozenset(scan.lows[i + 1 : min(end, i + _SOLE)]) if scan.word(i) in words["nominal.sole"] else frozenset()
    fates = {"killed": words["nominal.lone_dead"], "wounded": words["nominal.lone_hurt"]}
    return next((outcome for outcome, nouns in fates.items() if not nouns.isdisjoint(near)), None)


_SOLE = 4
"""Tokens from "only" on within which the noun stands that says what befell them."""


def _exact(group: Group) -> bool:
    return not group.vague and group.form not in {"number", "definite", "bare"}


def _deeds(scan: Scan) -> Iterator[tuple[int, str]]:
    """Yield the nouns of deeds with "of" behind them, and what they do."""
    nouns = deed_nouns(scan.language)
    for i in scan.found(nouns.keys()):
        if i < len(scan) - 2 and scan.plays(i + 1, "genitive") and scan.syntax.tags[i] in NOUNS:
            yield i, nouns[scan.word(i)]


def _read(scan: Scan, i: int, outcome: str) -> Mention | None:
    clause = scan.syntax.clause_at(i)
    verb = clause.verb.start if clause is not None and i < clause.verb.start else None
    groups = parse_list(scan, i + 2, names=True, verb=verb)
    if groups is not None and groups.end == verb and scan.syntax.context(i).preposition:
        comma = next((k for k in range(groups.end - 1, i, -1) if scan.word(k) == ","), groups.end)
        groups = parse_list(scan, i + 2, names=True, limit=comma)  # "after the murder of his son, | a man was shot"
    if groups is None or noun_factuality(scan, scan.syntax.context(i), i) not in _TOLD:
        return None
    low, high = total(groups.groups)
    return Mention(
        outcome,
        1 if low is None and high is None else low,
        high,
        i,
        groups.end,
        i,
        f"{outcome}.noun/nominal",
        groups.groups,
        groups.parts,
        vague=any(group.vague for group in groups.groups),
    )
