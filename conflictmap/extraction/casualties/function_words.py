"""Words and steps that several constructions share."""

from __future__ import annotations

from conflictmap.extraction.casualties.words import load_casualty_words
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["PROVISIONAL", "SKIP_LEFT", "is_intended"]

SKIP_LEFT = load_casualty_words()["function.adverbs"]
PROVISIONAL = load_casualty_words()["function.provisional"]


def is_intended(scan: Scan, hit: Hit) -> bool:
    """Whether a bare verb follows a modal or "to", so that nothing has happened yet."""
    words = load_casualty_words()
    left = hit.start - 1
    while left >= 0 and (scan.word(left) in SKIP_LEFT or (scan.word(left).endswith("ly") and left > 0)):
        left -= 1
    if scan.word(left) != "to":
        return scan.word(left) in words["function.modals"]
    return scan.word(left - 1) not in words["function.reported"]
