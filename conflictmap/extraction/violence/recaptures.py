"""What was lost before it is taken back: "retook two posts that gunmen had seized days earlier"."""

from __future__ import annotations

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause

__all__ = ["was_lost"]


def was_lost(scan: Scan, clause: Clause) -> bool:
    """Whether a clause says how, or when, was lost what the clause above takes back.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    """
    words = scan.language.lists("events")["recapture"]
    if scan.syntax.lemma(clause) not in words["lost_by"] or clause.link not in _DESCRIBING:
        return False
    above = scan.syntax.parent(clause)
    while above is not None and above.link == "shared":
        above = scan.syntax.parent(above)
    return above is not None and _takes_back(scan, above, clause.start) and _by_foes(scan, clause)


_DESCRIBING = frozenset({"adverbial", "complement", "reduced", "relative"})
"""Links of a clause that describes what stands before it; after "that" it may look like what is said."""


def _takes_back(scan: Scan, clause: Clause, end: int) -> bool:
    """Whether a verb takes a place back: "retook", "took back", "won the town back"."""
    words, lemma = scan.language.lists("events")["recapture"], scan.syntax.lemma(clause)
    back = not words["back"].isdisjoint(scan.lows[clause.verb.start : end])
    return lemma in words["verbs"] or (back and lemma in words["with_back"])


def _by_foes(scan: Scan, clause: Clause) -> bool:
    """Whether attackers are those who took it: the subject, or behind "by"."""
    first, last = clause.subject
    if clause.verb.passive:
        first = next((i for i in range(clause.verb.end, clause.end) if scan.plays(i, "agent")), clause.end)
        last = clause.end
    return any(hit.entry.value == "militant" for hit in scan.inside("people", first, last))
