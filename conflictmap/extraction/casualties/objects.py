"""Whom a verb befell: the people after it."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.casualties.seizing import by_forces
from conflictmap.extraction.casualties.subjects import needs_human
from conflictmap.extraction.people import Group, GroupList, parse_list
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.language import Hit

__all__ = ["TAKE", "entry_needs_people", "read_objects"]


def entry_needs_people(hit: Hit) -> bool:
    """Whether the verb is one that takes things as readily as people ("seize"), so that people must be named."""
    return "needs_people" in hit.entry.traits


def read_objects(
    scan: Scan, hit: Hit, construction: str, start: int | None = None, clause: Clause | None = None
) -> Mention | None:
    """Read people after the verb, past adverbs and a second verb that shares them.

    Parameters
    ----------
    scan : Scan
    hit : Hit
        The verb.
    construction : str
        Named in the rule.
    start : int or None
        Where the mention begins, if not at the verb.
    clause : Clause or None
        Nothing is read past its end.
    """
    i = _object_at(scan, hit.end)
    limit = _limit(scan, i, clause)
    groups = parse_list(scan, i, names=True, human=needs_human(hit), limit=limit)
    if groups is None:
        return None
    first = groups.groups[0]
    if hit.entry.value == "abducted" and first.head in {"lives", "life"}:
        return replace(mention_of(hit, groups, construction, hit.start, groups.end), outcome="killed")
    if hit.entry.value == "abducted" and (entry_needs_people(hit) and not _kidnap_fits(scan, hit, first, clause)):
        return None
    if scan.word(hit.start) in TAKE and hit.end == hit.start + 1 and not _taken_away(scan, groups):
        return None
    if "killed.claim" in hit.entry.rule and hit.end - hit.start == 1 and first.head not in {"lives", "life"}:
        return None
    end = max(groups.end, i + 1)
    made = mention_of(hit, groups, construction, hit.start if start is None else start, end)
    return replace(made, active=True)


def _object_at(scan: Scan, i: int) -> int:
    """Return where the object begins: past adverbs, particles, and a verb joined by "and" or "or" that shares it."""
    tags = scan.syntax.tags
    while i < len(scan):
        if tags[i] in {Tag.ADVERB, Tag.PARTICLE} and parse_quantity(scan, i) is None:
            i += 1
        elif scan.word(i) in {"and", "or"} and (second := _verb_at(scan, i + 1)) is not None:
            i = second
        else:
            break
    return i


def _verb_at(scan: Scan, i: int) -> int | None:
    """Return where a verb that begins at token `i` ends."""
    group = next((g for g in scan.syntax.groups if g.start == i), None)
    return group.end if group is not None and not group.infinitive else None


def _limit(scan: Scan, i: int, clause: Clause | None) -> int:
    if clause is None:
        return len(scan)
    later = [
        c.start
        for c in scan.syntax.clauses
        if c.start > i and c.link in {"coordinate", "adverbial", "complement", "reporting"}
    ]
    return min(later, default=len(scan))


TAKE = frozenset({"take", "takes", "took", "taken", "taking"})


def _taken_away(scan: Scan, groups: GroupList) -> bool:
    """Whether people who are taken are taken captive: "took 18 employees away", "took hostages"."""
    if groups.groups[0].head in {"hostage", "hostages", "captive", "captives", "prisoners"}:
        return True
    if scan.word(groups.end) == "from" and scan.syntax.tags[min(groups.end + 1, len(scan) - 1)] is Tag.POSSESSIVE:
        return True  # "from their homes"
    after = scan.lows[groups.end : groups.end + 9]
    return bool({"hostage", "away", "captive"} & set(after)) and not {".", ";"} & set(
        after[: after.index(next(w for w in after if w in {"hostage", "away", "captive"}))]
    )


def _kidnap_fits(scan: Scan, hit: Hit, group: Group, clause: Clause | None) -> bool:
    """Whether seizing these people is an abduction: not by soldiers or police, and not of militants."""
    if group.group == "militant" or group.form in {"number", "name", "bare"} or not group.head:
        return False
    del hit
    return not by_forces(scan, clause)
