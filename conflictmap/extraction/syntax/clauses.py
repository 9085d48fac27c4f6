"""Clauses: one a verb group, each with its extent, its subject, and how it hangs on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from conflictmap.extraction.syntax.syntaxwords import SyntaxWords
from conflictmap.extraction.syntax.tags import NOUNS, Tag
from conflictmap.extraction.syntax.verbgroups import VerbGroup

__all__ = ["Clause", "Link", "clause_of", "find_clauses"]

Link = Literal[
    "main",
    "coordinate",
    "shared",
    "relative",
    "adverbial",
    "complement",
    "participial",
    "reduced",
    "infinitive",
    "resumed",
    "reporting",
]


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb and what belongs to it.

    Attributes
    ----------
    number : int
        Its position among the clauses of the sentence.
    start, end : int
        Tokens, the marker left out; a clause may hold others.
    verb : VerbGroup
    link : str
        ``"main"``; ``"coordinate"`` (with a subject of its own); ``"shared"`` (a further verb of the same subject);
        ``"relative"``, ``"adverbial"`` ("after ..."), ``"complement"`` (what is said or wanted), ``"participial"``
        (", killing six"), ``"reduced"`` ("men shot in Kut"), ``"infinitive"``, ``"resumed"`` (the main clause again, after a relative one), ``"reporting"`` ("..., police said").
    marker : str
        The word that links it: "after", "who", "and"; empty if none does.
    parent : int
        Number of the clause it hangs on, -1 for the first.
    subject : tuple of (int, int)
        Tokens among which the subject stands, nearest last; empty where there is none before the verb.
    """

    number: int
    start: int
    end: int
    verb: VerbGroup
    link: Link
    marker: str
    parent: int
    subject: tuple[int, int]


_NOMINAL = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.PRONOUN, Tag.ADJECTIVE, *NOUNS})
_LIGHT = frozenset({Tag.ADVERB, Tag.TIME, Tag.NEGATION})
_MARKS = frozenset({";", ":", '"', "(", ")"})


@dataclass(frozen=True, slots=True)
class _Joint:
    at: int  # the last token that still belongs to the left side, plus one
    start: int  # the first token of the clause
    link: Link
    marker: str
    comma: bool = False


def find_clauses(
    lows: Sequence[str], tags: Sequence[Tag], groups: Sequence[VerbGroup], words: SyntaxWords
) -> tuple[Clause, ...]:
    """Cut a tagged sentence into clauses.

    Parameters
    ----------
    lows, tags : sequences
    groups : sequence of VerbGroup
        In order.
    words : SyntaxWords
    """
    if not groups:
        return ()
    joints = [_first_joint(lows, tags, groups[0], words)]
    joints += [_joint(lows, tags, left, right, words) for left, right in zip(groups, groups[1:], strict=False)]
    clauses: list[Clause] = []
    for number, (group, joint) in enumerate(zip(groups, joints, strict=True)):
        end = joints[number + 1].at if number + 1 < len(joints) else len(lows)
        link, parent = _hang(clauses, joint, number)
        start = min(joint.start, group.start)
        if (
            link == "coordinate"
            and words.lemma(lows[group.head]) in words.saying
            and _says_nothing_more(tags, group, end)
        ):
            link = "reporting"
        clauses.append(
            Clause(
                number,
                start,
                max(end, group.end),
                group,
                link,
                joint.marker,
                parent,
                _subject(clauses, joint, link, parent, group),
            )
        )
    return tuple(_rooted(clauses))


def _says_nothing_more(tags: Sequence[Tag], group: VerbGroup, end: int) -> bool:
    """Whether a verb of saying has no content after it: it reports what stands before."""
    return not any(tags[i] in NOUNS | {Tag.NUMBER} for i in range(group.end, min(end, group.end + 3)))


def _rooted(clauses: list[Clause]) -> list[Clause]:
    """Hang an adverbial clause that opens the sentence on the main clause after it."""
    first = clauses[0]
    if first.link != "adverbial":
        return clauses
    for clause in clauses[1:]:
        if clause.link == "coordinate" and clause.marker == ",":
            clauses[clause.number] = replace(clause, link="main", parent=-1)
            clauses[0] = replace(first, parent=clause.number)
            break
    return clauses


def _first_joint(lows: Sequence[str], tags: Sequence[Tag], group: VerbGroup, words: SyntaxWords) -> _Joint:
    if words.lemma(lows[group.head]) in words.saying and lows[group.end : group.end + 1] == [","]:
        comma = next((i for i in range(group.start - 1, 0, -1) if lows[i] == ","), None)
        if comma is not None and tags[comma - 1] in _NOMINAL:  # "Six people, police said, were killed"
            return _Joint(comma, comma + 1, "reporting", ",")
    if group.reduced:
        return _Joint(group.start, group.start, "reduced", "")
    for i in range(group.start):
        if tags[i] is Tag.SUBORDINATOR:
            fresh = _second_phrase(lows, tags, i + 1, group.start)
            return _Joint(fresh, fresh, "main", "") if fresh is not None else _Joint(i, i + 1, "adverbial", lows[i])
    for i in range(group.start - 1, -1, -1):
        if tags[i] is Tag.RELATIVE:
            return _Joint(i, i + 1, "relative", lows[i])
        if lows[i] == ";":
            return _Joint(i, i + 1, "main", "")
    return _Joint(0, 0, "main", "")


def _second_phrase(lows: Sequence[str], tags: Sequence[Tag], start: int, end: int) -> int | None:
    """Find where a second noun phrase follows the first at once: "after the verdict | a mortar bomb fell"."""
    for i in range(start + 1, end):
        if lows[i] == ",":
            return i + 1
        if tags[i] is Tag.DETERMINER and tags[i - 1] in NOUNS:
            return i
    return None


def _joint(lows: Sequence[str], tags: Sequence[Tag], left: VerbGroup, right: VerbGroup, words: SyntaxWords) -> _Joint:
    """Find where the clause of `right` begins, and what links it to the one before."""
    a, b = left.end, right.start
    for i in range(b - 1, a - 1, -1):
        if tags[i] is Tag.RELATIVE:
            return _Joint(_before_comma(lows, i, a), i + 1, "relative", lows[i])
        if tags[i] is Tag.SUBORDINATOR:
            return _Joint(
                _before_comma(lows, i, a),
                i + 1,
                "complement" if lows[i] in {"that", "whether"} else "adverbial",
                lows[i],
            )
        if lows[i] in _MARKS:
            return _Joint(i, i + 1, "coordinate", lows[i])
    if right.infinitive:
        return _Joint(b, b, "infinitive", "to")
    if not right.finite:
        return _nonfinite(lows, tags, a, right)
    return _finite(lows, tags, left, right, words)


def _before_comma(lows: Sequence[str], i: int, a: int) -> int:
    return i - 1 if i - 1 >= a and lows[i - 1] == "," else i


def _nonfinite(lows: Sequence[str], tags: Sequence[Tag], a: int, right: VerbGroup) -> _Joint:
    b = right.start
    left = b - 1
    while left >= a and tags[left] in _LIGHT:
        left -= 1
    if left >= a and tags[left] is Tag.COORDINATOR:
        return _Joint(left, left + 1, "shared", lows[left])
    if right.reduced and a == b:
        return _Joint(b, b, "shared", "")
    if right.reduced:
        clause = next((i for i in range(b - 1, a - 1, -1) if tags[i] is Tag.COORDINATOR or lows[i] == ","), None)
        if clause is not None and lows[clause + 1] == "with":  # ", with 47 wounded"
            return _Joint(clause, clause + 1, "participial", "with", comma=True)
        if clause is not None and any(tags[i] in _NOMINAL for i in range(clause + 1, b)):
            return _Joint(clause, clause + 1, "coordinate", lows[clause])
        return _Joint(b, b, "reduced", "")
    marker = lows[left] if left >= a and tags[left] in {Tag.PREPOSITION, Tag.SUBORDINATOR} else ""
    return _Joint(left if marker else b, b, "participial", marker, comma=b > a and lows[b - 1] == ",")


def _finite(lows: Sequence[str], tags: Sequence[Tag], left: VerbGroup, right: VerbGroup, words: SyntaxWords) -> _Joint:
    a, b = left.end, right.start
    near = b - 1
    while near >= a and tags[near] in _LIGHT:
        near -= 1
    if near >= a and tags[near] is Tag.COORDINATOR:
        return _Joint(near, near + 1, "shared", lows[near])
    if near > a and lows[near] == ",":
        return _after_aside(lows, tags, a, near, says=words.lemma(lows[left.head]) in words.saying)
    if words.lemma(lows[right.head]) in words.saying and _says_nothing_more(tags, right, len(lows)):
        last = next((i for i in range(b - 1, a - 1, -1) if lows[i] == ","), None)
        if last is not None:  # "..., a local police source said"
            return _Joint(last, last + 1, "coordinate", ",")
    says = words.lemma(lows[left.head]) in words.saying
    joint = None if says and lows[a - 1 : a] != [","] and "," not in lows[a:b] else _coordinator(tags, lows, a, b)
    if joint is not None:
        return _Joint(joint, joint + 1, "coordinate", lows[joint])
    if near < a:
        return _Joint(b, b, "resumed", "")
    comma = next(
        (i for i in range(b - 1, a - 1, -1) if lows[i] == "," and any(tags[j] in _NOMINAL for j in range(i + 1, b))),
        None,
    )
    if comma is not None:
        return _Joint(comma, comma + 1, "coordinate", ",")
    if says and any(tags[i] in _NOMINAL for i in range(a, b)):
        return _Joint(a, a, "complement", "")
    return _Joint(b, b, "resumed", "")


def _after_aside(lows: Sequence[str], tags: Sequence[Tag], a: int, near: int, *, says: bool) -> _Joint:
    """Read past what stands between two commas: "and two policemen, one of them an officer, were wounded"."""
    opening = next((i for i in range(near - 1, a - 1, -1) if lows[i] == ","), None)
    if opening is not None:
        joint = _coordinator(tags, lows, a, opening)
        if joint is not None:
            return _Joint(joint, joint + 1, "coordinate", lows[joint])
        if says and tags[a] in _NOMINAL:
            return _Joint(a, a, "complement", "")
    return _Joint(near, near + 1, "resumed", ",")


def _coordinator(tags: Sequence[Tag], lows: Sequence[str], a: int, b: int) -> int | None:
    """Find the "and" that begins a clause with a subject of its own: the first after a comma, else the last."""
    found = [i for i in range(a, b) if tags[i] is Tag.COORDINATOR and any(tags[j] in _NOMINAL for j in range(i + 1, b))]
    if not found:
        return None
    strong = [i for i in found if i > a and lows[i - 1] == ","]
    return strong[0] if strong else found[-1] if len(found) == 1 else _best(tags, found, a, b)


def _best(tags: Sequence[Tag], found: list[int], a: int, b: int) -> int:
    """Of several "and", take the first after the object of the verb before, so that a list of subjects stays whole."""
    return found[0] if any(tags[i] in _NOMINAL for i in range(a, found[0])) else found[-1]


def _hang(clauses: list[Clause], joint: _Joint, number: int) -> tuple[Link, int]:
    """Return the link and the number of the clause that this one hangs on."""
    if number == 0:
        return joint.link, -1
    last = clauses[-1]
    if joint.link == "resumed":
        inner = _inner(clauses)
        return "resumed", inner.parent if inner is not None else last.number
    if joint.link == "participial" and joint.comma:  # ", killing six" tells what the whole did, not its last part
        outer = last
        while outer.parent >= 0 and (
            (outer.link in {"infinitive", "reduced", "participial"} and not outer.verb.finite)
            or (outer.link == "relative" and outer.verb.negated)  # "a car that did not stop, wounding a woman"
        ):
            outer = clauses[outer.parent]
        return joint.link, outer.number
    if joint.link in {"coordinate", "shared"}:
        return joint.link, last.number
    return joint.link, last.number


_INSERTED = frozenset({"relative", "reduced", "participial", "reporting"})
_WITHIN = frozenset({"infinitive", "complement", "shared", "adverbial"})


def _inner(clauses: list[Clause]) -> Clause | None:
    """Return the clause that stands between a subject and the verb that resumes it."""
    clause = clauses[-1]
    while clause.link in _WITHIN and clause.parent >= 0:
        clause = clauses[clause.parent]
    return clause if clause.link in _INSERTED else None


def _subject(clauses: list[Clause], joint: _Joint, link: Link, parent: int, group: VerbGroup) -> tuple[int, int]:
    if link in {"shared", "infinitive"} and parent >= 0:
        return clauses[parent].subject
    if link == "resumed" and clauses:
        last, inner = clauses[-1], _inner(clauses)
        if inner is not None and joint.start >= group.start - 1:
            floor = clauses[inner.parent].verb.end if inner.parent >= 0 else 0
            return (floor, inner.start - (inner.link == "reporting"))
        if not last.verb.finite and joint.start >= group.start - 1:
            return (last.start, last.verb.start)
    if link in {"relative", "reduced", "participial"} and joint.start >= group.start:
        floor = clauses[parent].start if parent >= 0 else 0
        return (floor, joint.start)
    return (joint.start, group.start)


def clause_of(clauses: Sequence[Clause], i: int) -> Clause | None:
    """Return the innermost clause that holds token `i`."""
    found = None
    for clause in clauses:
        if clause.start <= i < clause.end and (found is None or clause.start >= found.start):
            found = clause
    return found
