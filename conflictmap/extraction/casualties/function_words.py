"""Words and steps that several constructions share."""

from __future__ import annotations

from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["clause_start", "is_intended", "left_of"]


def left_of(scan: Scan, i: int) -> int:
    """Return the token before `i`, adverbs passed over."""
    j = i - 1
    while j >= 0 and (scan.word(j) in scan.grammar.adverbs or (scan.word(j).endswith("ly") and j > 0)):
        j -= 1
    return j


def is_intended(scan: Scan, hit: Hit) -> bool:
    """Whether a bare verb follows a modal or "to", so that nothing has happened yet."""
    left = left_of(scan, hit.start)
    if scan.word(left) != "to":
        return scan.word(left) in scan.grammar.modals
    return scan.word(left - 1) not in {"said", "reported", "believed", "thought", "known"}


def clause_start(scan: Scan, aux: int) -> int:
    """Find where the clause of a verb begins: after ";", ":" or a conjunction that starts a new clause."""
    floor = max(0, aux - 40)
    for j in range(aux - 1, floor - 1, -1):
        word = scan.word(j)
        if word in {";", ":"}:
            return j + 1
        if word in {"while", "when", "after", "because", "though", "although", "whereas"} and j < aux - 1:
            return j + 1
    return floor
