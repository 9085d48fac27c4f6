"""What a clause tells of somebody's family or house: ", whose son was killed", years ago or today."""

from __future__ import annotations

from conflictmap.extraction.numerals import YEARS
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.text import figure

__all__ = ["of_kin", "recalls"]


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
