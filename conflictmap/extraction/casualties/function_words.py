"""Words and steps that several constructions share."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["is_intended"]


def is_intended(scan: Scan, hit: Hit) -> bool:
    """Whether a bare verb follows a modal or "to", so that nothing has happened yet."""
    words = casualty_words(scan.language)
    left = hit.start - 1
    while left >= 0 and (scan.word(left) in words["function.adverbs"] or (scan.word(left).endswith("ly") and left > 0)):
        left -= 1
    if scan.word(left) != "to":
        return scan.word(left) in words["function.modals"]
    return scan.word(left - 1) not in words["function.reported"]
