"""Clauses: one a verb group, each with its extent, its subject, and how it hangs on another."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from conflictmap.extraction.syntax.joints import Joiner, Joint, Link
from conflictmap.extraction.syntax.syntaxwords import SyntaxWords
from conflictmap.extraction.syntax.tags import Tag
from conflictmap.extraction.syntax.verbgroups import VerbGroup

__all__ = ["Clause", "Link", "clause_of", "find_clauses", "is_apposed"]


class Clause(NamedTuple):
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
        (", killing six"), ``"reduced"`` ("men shot in Kut"), ``"infinitive"``, ``"resumed"`` (the main clause again,
        after a relative one), ``"reporting"`` ("..., police said").
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

    Returns
    -------
    tuple of Clause
        One a verb group, in order.
    """
    if not groups:
        return ()
    joiner = Joiner(lows, tags, words)
    joints = [joiner.first(groups[0]), *itertools.starmap(joiner.between, itertools.pairwise(groups))]
    ends = [*(joint.at for joint in joints[1:]), len(lows)]
    clauses: list[Clause] = []
    for group, joint, end in zip(groups, joints, ends, strict=True):
        clauses.append(_clause(clauses, joiner, joint, group, end))
    return tuple(_rooted(clauses))


def _clause(clauses: list[Clause], joiner: Joiner, joint: Joint, group: VerbGroup, end: int) -> Clause:
    """Make the clause of a verb group, hung on one of those before it."""
    link, parent = _hang(clauses, joint, finite=group.finite)
    floor = _listed(clauses, joiner) if link in _LATER else None
    if floor is not None and link == "coordinate" and joint.marker in joiner.words.function["additive"]:
        return Clause(len(clauses), joint.start, max(end, group.end), group, "resumed", "", -1, (floor, group.start))
    if link == "coordinate" and joiner.says(group) and joiner.says_nothing_more(group, end):
        link = "reporting"
    return Clause(
        len(clauses),
        min(joint.start, group.start),
        max(end, group.end),
        group,
        link,
        joint.marker,
        parent,
        _subject(clauses, joint, link, parent, group, bare=joiner.bare(joint.start, group.start), floor=floor),
    )


def _listed(clauses: list[Clause], joiner: Joiner) -> int | None:
    """Return where a list of subjects begins that holds a relative clause: "A porter, who was 60, and a boy were"."""
    inner = _relative_of(clauses)
    if inner is None:
        return None
    if inner.parent < 0:
        return 0
    outer = clauses[inner.parent].verb
    return outer.end if outer.finite and joiner.says(outer) else None


def _relative_of(clauses: list[Clause]) -> Clause | None:
    """Return the relative clause that the last clause is, or lies in."""
    inner = _inner(clauses) if clauses else None
    while inner is not None and inner.link != "relative":
        inner = clauses[inner.parent] if inner.parent >= 0 else None
    return inner


def _rooted(clauses: list[Clause]) -> list[Clause]:
    """Hang an adverbial clause that opens the sentence on the main clause after it."""
    first = clauses[0]
    if first.link != "adverbial":
        return clauses
    for clause in clauses[1:]:
        if clause.link == "coordinate" and clause.marker == ",":
            clauses[clause.number] = clause._replace(link="main", parent=-1)
            clauses[0] = first._replace(parent=clause.number)
            break
    return clauses


def _hang(clauses: list[Clause], joint: Joint, *, finite: bool) -> tuple[Link, int]:
    """Return the link and the number of the clause that this one hangs on."""
    if not clauses:
        return joint.link, -1
    last = clauses[-1]
    if joint.link == "resumed":
        inner = _inner(clauses)
        return "resumed", inner.parent if inner is not None else last.number
    if joint.link == "participial" and joint.comma:  # ", killing six" tells what the whole did, not its last part
        return joint.link, _outermost(clauses, last).number
    if joint.link == "shared":
        above = joint.comma or (finite and not last.verb.finite)
        return joint.link, _shared_with(last, above=above)
    return joint.link, last.number


def _shared_with(last: Clause, *, above: bool) -> int:
    """Return the clause whose subject a further verb shares, `above` an adverbial one if there it may.

    "Were stopped as they drove through Kut, | and led away", "was shot while driving in Kut | and died".
    """
    return last.parent if above and last.link == "adverbial" and last.parent >= 0 else last.number


def _outermost(clauses: list[Clause], clause: Clause) -> Clause:
    """Return the clause that one is only a part of."""
    while clause.parent >= 0 and _is_part(clause):
        clause = clauses[clause.parent]
    return clause


def _is_part(clause: Clause) -> bool:
    if clause.link == "relative":
        return clause.verb.negated  # "a car that did not stop, wounding a woman"
    if clause.link == "adverbial":
        return bool(clause.verb.modal)  # "shot the crew before it could fire, killing five"
    if is_apposed(clause):
        return True
    return clause.link in _DEPENDENT and not clause.verb.finite


def is_apposed(clause: Clause) -> bool:
    """Whether a participle describes a noun set beside a name: "in Qaim, | a town held by gunmen, | killing nine".

    Parameters
    ----------
    clause : Clause
    """
    return clause.link == "coordinate" and clause.marker == "," and clause.verb.reduced


_LATER = frozenset({"coordinate", "resumed"})
_DEPENDENT = frozenset({"infinitive", "reduced", "participial"})
_INSERTED = frozenset({"relative", "reduced", "participial", "reporting"})
_WITHIN = frozenset({"infinitive", "complement", "shared", "adverbial"})


def _inner(clauses: list[Clause]) -> Clause | None:
    """Return the clause that stands between a subject and the verb that resumes it."""
    clause = clauses[-1]
    while clause.link in _WITHIN and clause.parent >= 0:
        clause = clauses[clause.parent]
    return clause if clause.link in _INSERTED else None


def _of_reduced(clauses: list[Clause], clause: Clause) -> bool:
    """Whether a participle goes on with another that only describes: "a man | seen | planting a bomb was shot"."""
    return clause.link == "participial" and clause.parent >= 0 and clauses[clause.parent].link == "reduced"


def _identifying(clauses: list[Clause], clause: Clause) -> Clause:
    """Return the participle that says who people may be, where a clause hangs on it: "believed to be men | shot"."""
    being = clauses[clause.parent] if clause.parent >= 0 else clause
    above = clauses[being.parent] if being.link == "infinitive" and being.parent >= 0 else clause
    return above if above.link == "reduced" else clause


def _subject(
    clauses: list[Clause], joint: Joint, link: Link, parent: int, group: VerbGroup, *, bare: bool, floor: int | None
) -> tuple[int, int]:
    """Return the tokens among which the subject of a clause stands."""
    if link in {"shared", "infinitive"} and parent >= 0:
        return clauses[parent].subject
    if link == "resumed" and clauses and joint.start >= group.start - 1:
        return _resumed_subject(clauses, floor) or (joint.start, group.start)
    if link in {"relative", "reduced", "participial"} and bare:
        return (clauses[parent].start if parent >= 0 else 0, joint.start)
    return (joint.start, group.start)


def _resumed_subject(clauses: list[Clause], floor: int | None) -> tuple[int, int] | None:
    """Return where the subject stands that a clause was set into."""
    last, inner = clauses[-1], _inner(clauses)
    if inner is not None:
        inner = clauses[inner.parent] if _of_reduced(clauses, inner) else _identifying(clauses, inner)
        if floor is None:
            floor = clauses[inner.parent].verb.end if inner.parent >= 0 else 0
        return (floor, inner.start - (inner.link == "reporting"))
    return (last.start, last.verb.start) if not last.verb.finite or _may_describe(last.verb) else None


def _may_describe(verb: VerbGroup) -> bool:
    """Whether a past form may be a participle after all: "one of two men | abducted in Kut | was found dead"."""
    return verb.form is Tag.PAST and verb.end == verb.start + 1


def clause_of(clauses: Sequence[Clause], i: int) -> Clause | None:
    """Return the innermost clause that holds token `i`.

    Parameters
    ----------
    clauses : sequence of Clause
        In order.
    i : int

    Returns
    -------
    Clause or None
    """
    found = None
    for clause in clauses:
        if clause.start <= i < clause.end and (found is None or clause.start >= found.start):
            found = clause
    return found
