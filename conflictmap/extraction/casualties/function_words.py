"""Words and steps that several constructions share."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.language import Hit

__all__ = ["is_intended", "is_mark"]


def is_intended(scan: Scan, hit: Hit) -> bool:
    """Whether a bare verb follows a modal or "to", so that nothing has happened yet.

    Parameters
    ----------
    scan : Scan
    hit : Hit
        The verb.

    Returns
    -------
    bool
    """
    words = casualty_words(scan.language)
    left = hit.start - 1
    while left >= 0 and (scan.word(left) in words["function.adverbs"] or _is_adverb(scan, left)):
        left -= 1
    if not scan.plays(left, "infinitive"):
        return scan.word(left) in words["function.modals"]
    return scan.word(left - 1) not in words["function.reported"]


def _is_adverb(scan: Scan, i: int) -> bool:
    return i > 0 and scan.word(i).endswith(scan.syntax.words.endings["adverb"])


def is_mark(scan: Scan, i: int) -> bool:
    """Whether a mark, or nothing any more, stands at token `i`.

    Parameters
    ----------
    scan : Scan
    i : int

    Returns
    -------
    bool
    """
    return not 0 <= i < len(scan) or scan.syntax.tags[i] is Tag.MARK
