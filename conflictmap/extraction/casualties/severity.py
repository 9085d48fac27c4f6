"""How badly the wounded were hurt: a share of those just counted, told by degree ("two were badly hurt")."""

from __future__ import annotations

import itertools

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan

__all__ = ["without_graded"]


def without_graded(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Return the mentions without those that only say how badly some of the wounded were hurt.

    Parameters
    ----------
    scan : Scan
    found : list of Mention
        In the order of their verbs.
    """
    return [*found[:1], *(b for a, b in itertools.pairwise(found) if not _only_grades(scan, a, b))]


def _only_grades(scan: Scan, one: Mention, other: Mention) -> bool:
    """Whether a count is of some of those just counted, by degree, and no attack is told between."""
    graded = _are_some_of(one, other) and _is_graded(scan, other)
    return graded and not scan.has("kind", one.end, other.start)


def _are_some_of(one: Mention, other: Mention) -> bool:
    """Whether the second count is of wounded too, and no larger than the first."""
    if not one.outcome == other.outcome == "wounded" or other.more or not one.low or not other.low:
        return False
    return other.low <= one.low


def _is_graded(scan: Scan, mention: Mention) -> bool:
    """Whether a number alone, or one of "them", is told by degree: "two (of them) were seriously hurt"."""
    if len(mention.groups) != 1:
        return False
    group = mention.groups[0]
    pointing = group.form == "number" or group.head in person_words(scan.language)["whole"]
    degrees = casualty_words(scan.language)["severity.words"]
    return pointing and not degrees.isdisjoint(scan.lows[group.end : mention.end])
