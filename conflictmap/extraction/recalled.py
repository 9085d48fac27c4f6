"""What a clause recalls of somebody's family or house, years ago: ", whose cousin was shot dead in 2005"."""

from __future__ import annotations

from conflictmap.extraction.numerals import YEARS
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.text import figure

__all__ = ["recalls"]


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
