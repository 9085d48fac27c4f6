"""Who "the second" hit, where its verb is told with the first: "The first killed three people and the second five"."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.people import Group, parse_group
from conflictmap.extraction.sentence import Scan

__all__ = ["of_first", "read_second"]


def read_second(scan: Scan, told: list[Mention]) -> list[Mention]:
    """Read the figure of "the second" by the verb whose subject is "the first".

    Parameters
    ----------
    scan : Scan
    told : list of Mention
        What was read of the sentence.

    Returns
    -------
    list of Mention
        One, or none.
    """
    first = next((mention for mention in told if of_first(scan, mention)), None)
    if first is None:
        return []
    found = (_figure(scan, i, first) for i in range(first.end, len(scan) - 2))
    return [mention for mention in found if mention is not None][:1]


def of_first(scan: Scan, mention: Mention) -> bool:
    """Whether a figure is of "the first" or "one" of two attacks, as the subject right before the verb.

    Parameters
    ----------
    scan : Scan
    mention : Mention
    """
    return mention.active and bool(mention.low) and _is_first(scan, mention.verb)


def _is_first(scan: Scan, verb: int) -> bool:
    words = scan.language.lists("signals")["openings"]["first"]
    alone = scan.word(verb - 1) in words and scan.word(verb - 2) in _OPENS
    return alone or " ".join(scan.lows[max(0, verb - 2) : verb]) in words


_OPENS = frozenset({"", ",", ";", ":", "."})


def _figure(scan: Scan, i: int, first: Mention) -> Mention | None:
    """Read a figure behind "the second" at token `i`."""
    group = _group_of_second(scan, i)
    if group is None:
        return None
    return replace(
        first,
        low=group.low,
        high=group.high,
        start=i,
        end=group.end,
        verb=i,
        rule=f"{first.rule}/gapped",
        groups=(group,),
        parts=(),
        gapped=True,
        vague=group.vague,
    )


def _group_of_second(scan: Scan, i: int) -> Group | None:
    """Read the people right behind "the second", where the clause ends with them."""
    words = scan.language.lists("signals")["openings"]["second"]
    group = parse_group(scan, i + 2) if " ".join(scan.lows[i : i + 2]) in words else None
    return group if group is not None and group.low and scan.word(group.end) in _OPENS else None
