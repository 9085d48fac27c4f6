"""One noun phrase of place: "the Turkmen village of", "Baghdad's Dora district", "a market"."""

from __future__ import annotations

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.extraction.where.placenames import (
    inside_name,
    is_letter,
    is_name,
    joins_directions,
    may_modify,
    numbers_name,
    small_words,
)

__all__ = ["Phrase", "noun_phrase"]

Phrase = tuple[int, bool] | None
"""Where a phrase ends, and whether a name stands in it."""


def noun_phrase(scan: Scan, i: int) -> Phrase:
    """Read one noun phrase of place: (token after it, whether a name stands in it).

    Parameters
    ----------
    scan : Scan
    i : int
        Where it begins.
    """
    j, named, content = _after_the_land(scan, i), False, -1
    sites, kinds, directions = scan.first("place_sites"), scan.first("place_kinds"), scan.first("place_directions")
    end = min(i + 14, len(scan))
    while j < end:
        if is_name(scan, j) or numbers_name(scan, j, content):
            named, content = True, j
        elif (noun := sites.get(j) or kinds.get(j)) is not None:
            content = j = noun.end - 1
        elif directions and joins_directions(scan, j):
            pass
        elif j in directions:
            content = j if scan.word(j - 1) in small_words(scan, "articles")["definite"] else content
        elif named and content == j - 1 and inside_name(scan, j):
            j += is_letter(scan, j + 1)
        elif _ends_np(scan, j, content, i):
            break
        j += 1
    return (content + 1, named) if content >= i else None


def _after_the_land(scan: Scan, i: int) -> int:
    """Return the token after "the country's", which says nothing of "the country's capital, Baghdad"."""
    owned = scan.word(i + 2) in small_words(scan, "joints")["genitive"]
    return i + 3 if owned and scan.word(i + 1) in small_words(scan, "nouns")["lands"] else i


def _ends_np(scan: Scan, j: int, content: int, start: int) -> bool:
    """Whether a noun phrase of place from `start`, its last noun or name at `content`, ends before token `j`."""
    if scan.word(j) in scan.grammar.place_determiners:
        return content >= start or Tag.PAST in scan.syntax.tags[start:j]  # "levelled a building", no place
    return not may_modify(scan, j, content, start)
