"""Figures of a draft: casualties, dead attackers named beside a count, how many attacks, who "the second" is."""

from __future__ import annotations

import re

from conflictmap.codebook import kinds_with
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.discourse import Read
from conflictmap.extraction.drafts import Draft, add_mention
from conflictmap.extraction.people import parse_group
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit
from conflictmap.model import PlacePhrase, Span

__all__ = ["attacks", "count", "share_out"]

_TWO = re.compile(r"^(?:the )?((?:al-)?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?) and ((?:al-)?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)$")


def share_out(read: Read, draft: Draft) -> None:
    """Give "the first" and "the second" their places: "Cars blew up in Amara and Kufa. The first ..."."""
    if draft.ordinal == 0 or any(place.origin == "clause" and place.text[:1].isupper() for place in draft.places):
        return
    for _, _, phrase in reversed(read.trail[-4:]):
        match = _TWO.match(phrase.text)
        if match is not None and phrase.span is not None:
            at = phrase.span.start + match.start(draft.ordinal)
            draft.places.insert(
                0,
                PlacePhrase(
                    match[draft.ordinal], Span(at, at + len(match[draft.ordinal]), phrase.span.field), "clause"
                ),
            )
            return


def count(draft: Draft, scan: Scan, mentions: list[Mention]) -> None:
    """Count the casualties of a stretch into its draft."""
    for mention in mentions:
        if (
            mention.outcome == "abducted"
            and scan.word(mention.verb) not in {"took", "taking", "take", "takes"}
            and "needs_people" in mention.traits
            and draft.kind not in {"abduction", "other", "execution", "raid", "arson_sabotage", "shooting"}
        ):
            continue
        add_mention(draft.tallies, mention)
    killed = draft.tallies.get("killed")
    if killed is not None and killed.low:
        draft.with_attacker = _with_the_attacker(scan, draft)


def _with_the_attacker(scan: Scan, draft: Draft) -> int:
    """Count dead attackers named beside the count: "plus the two assailants", "died with him"."""
    words = scan.lows[draft.start : draft.end]
    for i in range(len(words)):
        if words[i] in {"died", "killed"} and words[i + 1 : i + 3] == ["with", "him"]:
            return 1
        for cue in scan.grammar.besides:
            if tuple(words[i : i + len(cue)]) != cue:
                continue
            at = draft.start + i + len(cue)
            if words[i + len(cue) : i + len(cue) + 2] == ["his", "own"]:
                return 1
            if scan.grammar.attackers & set(scan.lows[at : at + 4]) and not _already(draft, at):
                group = parse_group(scan, at)
                return (group.low or 1) if group is not None and not group.vague else 1
    return 0


def _already(draft: Draft, at: int) -> bool:
    """Whether the attackers at token `at` are part of the count already."""
    return any(group.start <= at < group.end or group.start == at for group in draft.tallies["killed"].groups)


def attacks(scan: Scan, start: int, end: int, hits: list[Hit], kind: str) -> int:
    """Read how many attacks are told in one: "two car bombs", "separate shootings", "three different parts"."""
    words = scan.lows[start:end]
    for i, word in enumerate(words):
        if (
            word in {"parts", "places", "locations", "areas", "districts", "neighborhoods", "neighbourhoods", "sites"}
            and kind == "body_found"
        ):
            for back in range(max(0, i - 3), i):
                quantity = parse_quantity(scan, start + back)
                if quantity is not None and not quantity.article and quantity.end <= start + i:
                    return max(1, quantity.low or 1)
    best = 2 if kind == "body_found" and {"different", "various", "several"} & set(words) else 1
    for hit in hits:
        if hit.entry.inflection != "plural" or "arms" in hit.entry.traits:
            continue
        best = max(best, _number_before(scan, start, hit))
        if "separate" in scan.lows[max(start, hit.start - 2) : hit.start]:
            best = max(best, 2)
    if kind == "body_found" and best == 1 and {"around", "across"} & set(words):
        best = 2
    return best


def _number_before(scan: Scan, start: int, hit: Hit) -> int:
    """Read the number before a plural; without one, clashes and raids are one attack, bombings two."""
    at = hit.start
    for i in range(max(start, at - 4), at):
        quantity = parse_quantity(scan, i)
        between = range(quantity.end, at) if quantity is not None and quantity.end <= at else None
        if quantity is None or between is None or quantity.article or (quantity.low or 0) >= 60:
            continue
        if not any(
            scan.at("people", j) or scan.at("outcome", j) or scan.word(j) in {"in", "after", "by", "of"}
            for j in between
        ):
            return quantity.low or 1
    if scan.word(hit.end - 1) == "explosives":  # a substance, in however many bombs
        return 1
    if hit.entry.value in kinds_with("plural_is_one") or scan.word(at - 1) in {"the", "with", "of", "hand", "and"}:
        return 1
    return 2
