"""Deeds told by a noun: "the assassination of a judge", "the murder of six priests"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache, partial

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.function_words import is_mark
from conflictmap.extraction.casualties.mentions import Mention, mention_by_clause
from conflictmap.extraction.factuality.assertion import Factuality, noun_factuality
from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.people import Group, GroupList, parse_group, parse_list, total
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.deeds import side
from conflictmap.language import Language

__all__ = ["lone_casualty", "read_nominal", "whom_at"]

_TOLD = frozenset({Factuality.ASSERTED, Factuality.RETOLD})


@lru_cache(maxsize=8)
def _deed_nouns(language: Language) -> Mapping[str, str]:
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
    told = (*found, *named, *alone, *_single(scan), *_with_wounds(scan), *_done_to(scan))
    return [mention for mention in told if mention is not None]


def _with_wounds(scan: Scan) -> Iterator[Mention]:
    """Yield people who are only told with their wounds: "one dead at the gate, 11 | with gunshot or burn injuries"."""
    for i in scan.found(casualty_words(scan.language)["nominal.wounds"]):
        at = i - 1
        while at > 0 and scan.syntax.tags[at] in _OF_WOUNDS:
            at -= 1
        group = _ending_at(scan, at) if scan.plays(at, "comitative") else None
        if group is not None and is_mark(scan, i + 1):
            yield Mention("wounded", group.low, group.high, group.start, i + 1, i, "wounded.with/nominal", (group,))


def _done_to(scan: Scan) -> Iterator[Mention]:
    """Yield people after "injury to", joined to the dead: "caused the deaths of 26 men and | injury to 32"."""
    words = casualty_words(scan.language)
    for i in scan.found(words["nominal.injury"]):
        joined = scan.plays(i - 1, "additive") and scan.word(i + 1) in words["nominal.to"]
        group = _from(scan, i + 2) if joined and _only_reported(scan, i) else None
        if group is not None and group.low:
            yield Mention("wounded", group.low, group.high, i, group.end, i, "wounded.to/nominal", (group,))


def _from(scan: Scan, i: int) -> Group | None:
    """Return the people counted from token `i` on, or the number alone if nothing follows it."""
    number = parse_quantity(scan, i)
    if number is None:
        return None
    return _counted_at(scan, i, number, number.end if is_mark(scan, number.end) else 0)


def _ending_at(scan: Scan, end: int) -> Group | None:
    """Return the people counted, or the number alone, that end before token `end`."""
    for i in range(max(0, end - _NEAR), end):
        number = parse_quantity(scan, i)
        group = _counted_at(scan, i, number, end) if number is not None else None
        if group is not None and group.end == end:
            return group
    return None


def _counted_at(scan: Scan, i: int, number: Quantity, end: int) -> Group | None:
    """Return the people counted from token `i` on, or the number alone if it ends there."""
    if number.end == end:
        return None if number.article else Group(i, end, number.low, number.high, "unknown", "", "number")
    group = parse_group(scan, i)
    return group if group is not None and group.form == "counted" else None


_NEAR = 5
"""Tokens before "with" within which those with wounds begin."""
_OF_WOUNDS = NOUNS | {Tag.ADJECTIVE, Tag.COORDINATOR, Tag.ADVERB, Tag.PARTICIPLE}


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
    outcome, at = _fate_and_people(scan, clause)
    groups = _all_of(scan, at) if outcome is not None and not clause.verb.negated else None
    if outcome is None or groups is None or any(group.vague for group in groups.groups):
        return None
    if outcome == _ANY:  # whoever carried the bomb is dead; of others nobody can tell
        if not all(group.head in scan.grammar.attackers for group in groups.groups):
            return None
        outcome = "killed"
    return mention_by_clause(outcome, f"{outcome}.sole", groups, clause, clause.end, "nominal")


def _fate_and_people(scan: Scan, clause: Clause) -> tuple[str | None, int]:
    """Return what befell those alone of whom a clause tells, and where they stand: before its verb or behind it."""
    (start, end), after = clause.subject, clause.verb.end
    behind = _sole_fate(scan, after, clause.end)
    return (behind, start) if behind is not None else (_sole_fate(scan, start, end), after)


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
    fates = {
        "killed": words["nominal.lone_dead"],
        "wounded": words["nominal.lone_hurt"],
        _ANY: words["nominal.lone_any"],
    }
    return next((outcome for outcome, nouns in fates.items() if not nouns.isdisjoint(near)), None)


def lone_casualty(scan: Scan, clause: Clause) -> bool:
    """Whether an attacker alone came to harm: "The bomber was the only casualty".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    return _fate_and_people(scan, clause)[0] == _ANY and _sole(scan, clause) is not None


_ANY = "any"
"""The fate of a casualty that may have died or been hurt."""
_SOLE = 4
"""Tokens from "only" on within which the noun stands that says what befell them."""


def _exact(group: Group) -> bool:
    return not group.vague and group.form not in {"number", "definite", "bare"}


def _deeds(scan: Scan) -> Iterator[tuple[int, str]]:
    """Yield the nouns of deeds with "of" behind them, and what they do."""
    nouns = _deed_nouns(scan.language)
    for i in scan.found(nouns.keys()):
        if whom_at(scan, i) and scan.syntax.tags[i] in NOUNS:
            if nouns[scan.word(i)] != _BY_ARMED:
                yield i, nouns[scan.word(i)]
            elif _by_armed(scan, i):
                yield i, "abducted"


_BY_ARMED = "seized"


def _by_armed(scan: Scan, i: int) -> bool:
    """Whether armed men, and no forces, do what the noun at token `i` tells: "the seizure of two men | by gunmen"."""
    at = next((k for k in range(i + 1, min(i + _BY_NEAR, len(scan))) if scan.plays(k, "agent")), None)
    return at is not None and side(scan, at + 1, min(at + 6, len(scan))) == "militant"


_BY_NEAR = 20
"""Tokens behind a noun within which its doer stands: those it befell, the day and the place come between."""


def whom_at(scan: Scan, i: int) -> int:
    """Return where those begin whom a noun befell, past a day and a place: "the abduction | in Kut on 23 July | of".

    Parameters
    ----------
    scan : Scan
    i : int
        The noun.

    Returns
    -------
    int
        0 where it is not told of anybody.
    """
    of = next((k for k in range(i + 1, min(i + _OF_NEAR, len(scan) - 1)) if scan.plays(k, "genitive")), 0)
    return of + 1 if of == i + 1 or (of and _tells_when(scan, i + 1, of)) else 0


def _tells_when(scan: Scan, start: int, end: int) -> bool:
    """Whether tokens tell a day and a place: "in Kut on Friday"."""
    tags = scan.syntax.tags[start:end]
    ends = tags[-1] in _ENDS or (tags[-1] is Tag.NUMBER and Tag.TIME in tags)  # not "in one | of the houses"
    return tags[0] in {Tag.PREPOSITION, Tag.TIME} and ends and _WHEN.issuperset(tags)


_OF_NEAR = 8
"""Tokens behind a noun within which "of" leads to those it befell."""
_ENDS = frozenset({Tag.TIME})
_WHEN = _ENDS | {Tag.NAME, Tag.NUMBER, Tag.PREPOSITION, Tag.DETERMINER, Tag.ADJECTIVE}


def _whom(scan: Scan, i: int) -> GroupList | None:
    """Read those whom a noun befell, up to the subject of the verb: "after the murder of his son, | a man was shot"."""
    clause = scan.syntax.clause_at(i)
    verb = clause.verb.start if clause is not None and i < clause.verb.start else None
    start = whom_at(scan, i)
    groups = parse_list(scan, start, names=True, verb=verb)
    if groups is None or groups.end != verb or not scan.syntax.context(i).preposition:
        return groups
    comma = next((k for k in range(groups.end - 1, i, -1) if scan.word(k) == ","), groups.end)
    return parse_list(scan, start, names=True, limit=comma)


def _read(scan: Scan, i: int, outcome: str) -> Mention | None:
    groups = _whom(scan, i)
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
