"""What a clause tells of somebody's kin, or recalls: "whose son was killed", "the worst since March, when 60 died"."""

from __future__ import annotations

from conflictmap.extraction.numerals import YEARS
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
    if scan.word(clause.start) != clause.marker:
        return False
    beside = (*range(clause.start), *range(clause.end, len(scan)))
    return not any(_tells_violence(scan, i) for i in beside)


def _tells_violence(scan: Scan, i: int) -> bool:
    return scan.at("kind", i) is not None or scan.at("outcome", i) is not None


def recalls(scan: Scan, clause: Clause) -> bool:
    """Whether a clause begins with "whose" and is dated by a year of its own.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    opens, whose = clause.subject[0], scan.language.lists("history")["relative"]["person"]
    if scan.syntax.tags[opens : opens + 1] != (Tag.POSSESSIVE,) or scan.word(opens) not in whose:
        return False
    return any(figure(word) in YEARS for word in scan.lows[clause.verb.end : clause.end])


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
