"""Is it today's news? History told as the object of a protest, or in a relative clause about somebody."""

from __future__ import annotations

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.sentence import BE, Scan
from conflictmap.language import Hit

__all__ = ["is_background"]

_RELATIVE = frozenset({"who", "whom", "whose"})


def is_background(scan: Scan, start: int, end: int, mention: Mention | None, hit: Hit | None) -> bool:
    """Whether the violence is told as history, as the object of a protest, or in a relative clause about somebody."""
    at = mention.verb if mention is not None else hit.start if hit is not None else start
    for past in scan.inside("past_words", max(start, at - 10), min(end, at + 12)):
        gap = scan.lows[min(past.end, at) : max(past.start, at)]
        if not {",", ";", ":"} & set(gap):
            return True
    for cue in scan.inside("background", max(start, at - 9), at):
        if not any(scan.word(j) in {";", "."} for j in range(cue.end, at)) and at - cue.end <= 7:
            return True
    if mention is None:
        return False
    left = at - 1
    pluperfect = scan.word(at - 1) == "had" or scan.word(at - 2) == "had"
    if (
        pluperfect
        and mention.rule.endswith("passive")
        and {"which", "where", "whose"} & set(scan.lows[max(start, at - 7) : at])
    ):
        return True  # "houses in which captives had been killed"
    while left >= start and (
        scan.word(left) in BE | {"has", "have", "had", "already", "later", "also"} or scan.word(left).endswith("ly")
    ):
        left -= 1
    return (
        left >= start
        and (scan.word(left) in _RELATIVE or (pluperfect and scan.word(left) in {"that", "which"}))
        and mention.rule.endswith(("passive", "intransitive", "active"))
    )
