"""Shares of people told with the whole: "all but two of the six passengers" is four, "half of its 16 drivers" eight."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people.extent import noun_of, read_phrase
from conflictmap.extraction.people.groups import Group
from conflictmap.extraction.people.heads import group_of
from conflictmap.extraction.people.personwords import PersonWords
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag

__all__ = ["read_share", "tells_how"]


def read_share(scan: Scan, i: int, words: PersonWords) -> Group | None:
    """Read a share of people at token `i` by its whole.

    Parameters
    ----------
    scan : Scan
    i : int
    words : PersonWords

    Returns
    -------
    Group or None
    """
    if scan.word(i) in words["halves"]:
        return _half(scan, i)
    return _all_but(scan, i) if scan.word(i) in words["all"] and scan.word(i + 1) in words["but"] else None


def _half(scan: Scan, i: int) -> Group | None:
    whole = _whole(scan, i + 1)
    return _of(whole, i, (whole.low or 0) // 2) if whole is not None else None


def _all_but(scan: Scan, i: int) -> Group | None:
    left = parse_quantity(scan, i + 2)
    whole = _whole(scan, left.end) if left is not None else None
    return _of(whole, i, (whole.low or 0) - (left.low or 0)) if whole is not None and left is not None else None


def _of(whole: Group, i: int, number: int) -> Group | None:
    return replace(whole, start=i, low=number, high=number) if number > 0 else None


def _whole(scan: Scan, i: int) -> Group | None:
    """Read "of the six passengers", "its 16 drivers"."""
    i += scan.plays(i, "genitive")
    i += scan.syntax.tags[min(i, len(scan) - 1)] in {Tag.DETERMINER, Tag.POSSESSIVE}
    quantity = parse_quantity(scan, i)
    if quantity is None or quantity.article or quantity.low != quantity.high:
        return None
    phrase = read_phrase(scan, quantity.end)
    group = group_of(scan, phrase, counted=True) if phrase is not None else None
    if phrase is None or group is None:
        return None
    return Group(i, phrase.end, quantity.low, quantity.high, group, noun_of(scan, phrase))


def tells_how(scan: Scan, group: Group) -> bool:
    """Whether a bare number only says how some of those before fared: "hurt ten, | one critically and two fatally".

    Parameters
    ----------
    scan : Scan
    group : Group
    """
    if group.form != "number" or group.end >= len(scan) or scan.syntax.tags[group.end] is not Tag.ADVERB:
        return False
    return scan.word(group.end + 1) in _CLOSERS or scan.plays(group.end + 1, "additive")


_CLOSERS = frozenset({"", ",", ".", ";"})
