"""A count told one by one, each with a place: "two soldiers were killed, one in Hit and the other in Rawa"."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.people import Group
from conflictmap.extraction.sentence import Scan

__all__ = ["one_by_one"]

_FAR = 24
"""Tokens between "one" and "the other"."""


def one_by_one(scan: Scan, told: list[Mention], gapped: list[Mention]) -> list[Mention]:
    """Return the numbers without a verb with "the other", where "one" and it are people and not the attacks.

    "Two bombs killed nine people, one in Hit and the other in Rawa" tells of bombs: no number is left then.

    Parameters
    ----------
    scan : Scan
    told : list of Mention
        Those with a verb.
    gapped : list of Mention
        Those without.
    """
    one = next((mention for mention in gapped if _is_bare_one(mention)), None)
    other = _other_after(scan, one.end) if one is not None else None
    if one is None or other is None:
        return gapped
    if not _are_two(told, one):
        return [mention for mention in gapped if mention is not one]
    group = Group(other.start, other.stop, 1, 1, "unknown", "", "number")
    return [*gapped, replace(one, start=other.start, end=other.stop, verb=other.start, groups=(group,))]


def _are_two(told: list[Mention], one: Mention) -> bool:
    """Whether two people were counted last before "one" of them."""
    whole = max((m for m in told if m.verb < one.start), key=lambda m: m.verb, default=None)
    return whole is not None and (whole.low, whole.high) == (2, 2)


def _is_bare_one(mention: Mention) -> bool:
    group = mention.groups[0]
    return group.form == "number" and (group.low, group.high) == (1, 1)


def _other_after(scan: Scan, start: int) -> range | None:
    """Return the tokens of "the other" or "another" with a place behind it."""
    others = scan.language.lists("sharedcounts")["one_by_one"]["others"]
    for i in range(start, min(start + _FAR, len(scan) - 1)):
        end = next((i + size for size in (1, 2) if " ".join(scan.lows[i : i + size]) in others), 0)
        if end and scan.plays(i - 1, "additive") and scan.at("place_prepositions", end) is not None:
            return range(i, end)
    return None
