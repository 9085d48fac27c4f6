"""Cutting a sentence into the stretches that each tell one incident.

A sentence tells one incident unless it plainly tells more: a semicolon, "while", or "and" between two clauses that each
have violence of their own, and differ in place or in means.
"""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap import codebook
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.placephrases import PlaceHit
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["Segment", "cut", "family"]


def family(kind: str) -> str:
    """Return the means a kind belongs to: two incidents of one family may be the same, of two families hardly."""
    return codebook.kind(kind).means


@dataclass(slots=True)
class Segment:
    """Tokens `start` to `end` of a scanned sentence, and the findings that lie in them."""

    scan: Scan
    start: int
    end: int
    mentions: list[Mention]
    kinds: list[Hit]
    places: list[PlaceHit]
    new: bool = False

    @property
    def eventful(self) -> bool:
        """Whether violence is told here at all."""
        return bool(self.mentions or any(hit.entry.form != "means" for hit in self.kinds))

    def families(self) -> set[str]:
        """Return the means named here, bodies and abductions among the mentions included."""
        found = {family(hit.entry.value) for hit in self.kinds if "weak" not in hit.entry.traits} - {""}
        if not found:
            found = {family(hit.entry.value) for hit in self.kinds} - {""}
        if any(mention.bodies for mention in self.mentions):
            found = {"body"}
        return found | ({"abduction"} if any(mention.outcome == "abducted" for mention in self.mentions) else set())


def cut(scan: Scan, mentions: list[Mention], kinds: list[Hit], places: list[PlaceHit]) -> list[Segment]:
    """Cut a sentence into segments, one an incident."""
    whole = Segment(scan, 0, len(scan), mentions, kinds, places)
    segments = [whole]
    gaps = {mention.verb for mention in mentions if mention.gapped}
    total = _total_joint(scan, mentions)
    for joint, after, strong in sorted({*_joints(scan), *((at, at, True) for at in gaps), *total}):
        last = segments[-1]
        if not last.start < joint <= after < last.end:
            continue
        left, right = _part(last, last.start, joint), _part(last, after, last.end)
        split = (
            left.eventful and _own_place(left)
            if (joint, after, strong) in total
            else _apart(left, right, strong=strong)
        )
        if split:
            right.new = True
            segments[-1:] = [left, right]
    return segments


def _total_joint(scan: Scan, mentions: list[Mention]) -> set[tuple[int, int, bool]]:
    """Find where a total for the land begins beside one attack ("..., on a day that left 60 dead nationwide")."""
    for land in scan.all("country_words"):
        for mention in mentions:
            if not 0 <= land.start - mention.end <= 3:
                continue
            comma = next((j for j in range(mention.start - 1, 0, -1) if scan.word(j) == ","), None)
            if comma is not None and mention.start - comma <= 9:
                return {(comma, comma + 1, True)}
    return set()


def _part(segment: Segment, start: int, end: int) -> Segment:
    return Segment(
        segment.scan,
        start,
        end,
        [m for m in segment.mentions if start <= m.verb < end],
        [k for k in segment.kinds if start <= k.start < end],
        [p for p in segment.places if start <= p.start < end],
    )


def _joints(scan: Scan) -> list[tuple[int, int, bool]]:
    """Return the places where a sentence may be cut: (end of the left part, start of the right, whether strongly)."""
    found: list[tuple[int, int, bool]] = []
    for i in range(1, len(scan) - 1):
        word = scan.word(i)
        if word == ";" or word in {"while", "whereas"}:
            found.append((i, i + 1, True))
        elif word in {"and", "but", "as"} and _starts_clause(scan, i + 1):
            found.append((i, i + 1, False))
        elif word in {"after", "before"} and scan.word(i - 1) in scan.grammar.time_units:
            found.append((i - 1, i + 1, True))
        elif (
            word == ","
            and scan.word(i + 1) in {"in", "near", "elsewhere", "meanwhile", "another"}
            and _starts_clause(scan, i + 1)
        ):
            found.append((i, i + 1, False))
    return found


def _starts_clause(scan: Scan, i: int) -> bool:
    """Whether a new clause with a subject of its own begins at token `i`, not just another verb of the same subject."""
    outcome, kind = scan.at("outcome", i), scan.at("kind", i)
    if outcome is not None and outcome.entry.form not in {"word", "phrase"}:
        return False
    return (
        not (kind is not None and kind.entry.form == "verb" and kind.entry.inflection)
        and scan.word(i) not in scan.grammar.be
    )


def _apart(left: Segment, right: Segment, *, strong: bool) -> bool:
    """Whether the two sides tell different incidents."""
    if not (left.eventful and right.eventful):
        return False
    scan = right.scan
    if scan.has("country_words", left.start, right.end):
        return False
    fresh = scan.has("new", right.start, min(right.end, right.start + 6)) and scan.word(right.start) not in {
        "also",
        "other",
    }
    lefts, rights = left.families(), right.families()
    differ = bool(lefts and rights and not lefts & rights)
    elsewhere = _own_place(left) and _own_place(right)
    if right.mentions and right.mentions[0].gapped and right.mentions[0].verb == right.start:
        return True
    if _continues(right):
        return False
    if strong:
        told_twice = bool(left.mentions and right.mentions)
        return (
            elsewhere
            or fresh
            or (told_twice and (differ or bool(lefts and rights)))
            or (differ and scan.word(right.start - 1) == ";")
        )
    if right.mentions and left.mentions:
        return (elsewhere and (bool(rights) or bool(lefts))) or differ
    return elsewhere and differ


def _continues(right: Segment) -> bool:
    """Whether the right side only goes on about the same attack ("and six others were wounded in the blast")."""
    if not right.mentions:
        return False
    first = right.mentions[0]
    if first.more and not right.kinds:
        return True
    if any(group.form in {"possessive", "pronoun"} for group in first.groups) and not right.kinds:
        return True
    return right.scan.has("reference", right.start, right.end) and not any(place.named for place in right.places)


def _own_place(segment: Segment) -> bool:
    return any((place.named and place.how != "weak") or (place.how == "points") for place in segment.places)
