"""What a clause recalls: whose kin was hit, the attack of a year, "the worst since March, when 60 died"."""

from __future__ import annotations

from conflictmap.extraction.numbers.numerals import YEARS
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.text import figure

__all__ = ["of_kin", "recalls", "tells_when_last"]


def of_kin(scan: Scan, clause: Clause) -> bool:
    """Whether all a sentence tells of violence is whose kin was hit by it: "The widow, whose son was killed, wept".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    if not scan.syntax.is_owned(clause):
        return False
    beside = (*range(clause.start), *range(clause.end, len(scan)))
    return not any(_tells_violence(scan, i) for i in beside)


def _tells_violence(scan: Scan, i: int) -> bool:
    return scan.at("kind", i) is not None or scan.at("outcome", i) is not None


def recalls(scan: Scan, clause: Clause) -> bool:
    """Whether a clause begins with "whose" and has a year of its own, or tells of "the 2005 mosque blast that ...".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    if clause.link in _MAY_BE_RELATIVE and _named_by_year(scan, clause.start - 1):
        return True
    opens, whose = clause.subject[0], scan.language.lists("history")["relative"]["person"]
    if scan.syntax.tags[opens : opens + 1] != (Tag.POSSESSIVE,) or scan.word(opens) not in whose:
        return False
    return any(figure(word) in YEARS for word in scan.lows[clause.verb.end : clause.end])


def _named_by_year(scan: Scan, end: int) -> bool:
    """Whether an attack named by its year ends before token `end`: "the 2005 mosque blast | that killed 20"."""
    year = next((i for i in range(max(0, end - _NAMED), end) if figure(scan.word(i)) in YEARS), end)
    held = scan.syntax.tags[year - 1] is not Tag.PREPOSITION if year else True  # not "a blast in 2005 that"
    return held and any(hit.end == end for hit in scan.inside("kind", year + 1, end))


_MAY_BE_RELATIVE = frozenset({"relative", "complement"})  # behind "bombing", which is a verb too
_NAMED = 5
"""Tokens before a relative clause among which the year of the attack stands."""


def tells_when_last(scan: Scan, clause: Clause) -> bool:
    """Whether a clause tells what happened on the day since which: "the worst blast since March, | when 60 died".

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    since = scan.language.lists("history")["dates"]["since"]
    comma = clause.start - 2  # before "when"
    if clause.link not in {"adverbial", "relative"} or scan.word(comma) != ",":
        return False
    day = comma
    while day > 0 and scan.syntax.tags[day - 1] in _OF_DAYS:
        day -= 1
    return day < comma and scan.word(day - 1) in since


_OF_DAYS = frozenset({Tag.TIME, Tag.NUMBER, Tag.ADJECTIVE})
