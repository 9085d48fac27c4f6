"""Who shares a fate: "was killed along with two guards", "and the three drivers with them", "as did the bomber"."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.people import Group, GroupList, parse_group, parse_list
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag

__all__ = ["with_whom"]


_BETWEEN = frozenset(
    {
        Tag.PREPOSITION,
        Tag.NAME,
        Tag.TIME,
        Tag.MARK,
        Tag.ADVERB,
        Tag.DETERMINER,
        Tag.POSSESSIVE,
        Tag.NOUN,
        Tag.ADJECTIVE,
        Tag.GENITIVE,
    }
)


def with_whom(scan: Scan, end: int) -> GroupList | None:
    """Read who shares a fate: "was killed along with two bodyguards", "in Kerbala along with his driver".

    Parameters
    ----------
    scan : Scan
    end : int
        Token behind the verb.

    Returns
    -------
    GroupList or None
    """
    return _right_with(scan, end) or _close_by(scan, end) or _set_off(scan, end)


def _close_by(scan: Scan, end: int) -> GroupList | None:
    """Read who stands a few words behind the verb: "in Kerbala along with his driver"."""
    for j in range(end, min(end + _COMPANY, len(scan))):
        if lead := _lead(scan, j):
            return _company(scan, lead, j - 1)
        if j == end + 1 and scan.word(end) == "," and scan.plays(j, "comitative"):
            return None
        if scan.syntax.tags[j] not in _BETWEEN:
            return None
    return None


_COMPANY = 14
"""Tokens behind a verb within which stands who shares a fate: past where and when it was."""


def _company(scan: Scan, lead: int, j: int) -> GroupList | None:
    """Read company, unless those before the comma at token `j` do something else with it."""
    groups = parse_list(scan, lead, names=True)
    return None if groups is not None and _does_otherwise(scan, j, groups.end) else groups


def _right_with(scan: Scan, end: int) -> GroupList | None:
    """Read who stands right behind the verb: "was gunned down | with two guards", not "was shot with a pistol"."""
    groups = parse_list(scan, end + 1) if scan.plays(end, "comitative") else None
    if groups is None or not _shares_fate(scan, groups.groups[0]):
        return None
    return groups if groups.end >= len(scan) or scan.syntax.tags[groups.end] in _CLOSES else None


def _shares_fate(scan: Scan, group: Group) -> bool:
    """Whether people behind "with" are new ones with a noun, and none of those who did it, nor "two of them"."""
    if scan.plays(group.end - 1, "object_pronouns"):
        return False
    return bool(group.head) and group.form not in {"definite", "pronoun"} and group.group != "militant"


_CLOSES = frozenset({Tag.PREPOSITION, Tag.MARK, Tag.SUBORDINATOR, Tag.TIME, Tag.COORDINATOR})


def _set_off(scan: Scan, end: int) -> GroupList | None:
    """Read who is told behind a comma before anything else befalls anybody: ", together with his driver".

    Other clauses may stand before it: "was shot while driving to work, along with a neighbour".
    """
    stop = _stop(scan, end)
    found = (_behind_comma(scan, j) for j in range(end, stop) if scan.word(j) == ",")
    return next((groups for groups in found if groups is not None and groups.end <= stop), None)


def _stop(scan: Scan, end: int) -> int:
    """Return where it is told what befell others, or another statement begins."""
    others = (hit.start for hit in scan.all("outcome") if hit.start >= end)
    marks = (j for j in range(end, len(scan)) if scan.word(j) in _STOPS)
    return min(next(others, len(scan)), next(marks, len(scan)))


_STOPS = frozenset({";", ":", "."})


def _behind_comma(scan: Scan, j: int) -> GroupList | None:
    """Read people behind a comma by what joins them to those before, if nothing but a comma follows them."""
    lead = _lead(scan, j + 1)
    groups = parse_list(scan, lead, names=True) if lead else _with_them(scan, j + 1)
    if groups is None or _does_otherwise(scan, j, groups.end):
        return None
    return groups if lead == 0 or _ends(scan, groups.end) else None


def _ends(scan: Scan, i: int) -> bool:
    return scan.word(i) in _ENDS


_ENDS = frozenset({"", ",", *_STOPS})


def _does_otherwise(scan: Scan, j: int, end: int) -> bool:
    """Whether those before a comma do something behind the next: "after he, along with two friends, | left"."""
    return scan.word(j) == "," and (scan.syntax.tags[j - 1] is Tag.PRONOUN or _acts_behind(scan, j, end))


def _acts_behind(scan: Scan, j: int, end: int) -> bool:
    """Whether a verb behind token `end` has its subject before token `j`."""
    return any(_is_subject(clause, j) and clause.verb.start >= end for clause in scan.syntax.clauses)


def _is_subject(clause: Clause, j: int) -> bool:
    return clause.verb.finite and clause.subject[0] < j <= clause.subject[1]


def _lead(scan: Scan, i: int) -> int:
    """Return the token after "together with" or "as did", 0 if neither stands there."""
    words = casualty_words(scan.language)
    company = scan.word(i) in words["subjects.company"] and scan.plays(i + 1, "comitative")
    likewise = scan.word(i) in words["subjects.likewise"] and scan.word(i + 1) in words["subjects.did"]
    return i + 2 if company or likewise else 0


def _with_them(scan: Scan, i: int) -> GroupList | None:
    """Read "and the three drivers | with them"."""
    group = parse_group(scan, i + 1) if scan.plays(i, "additive") else None
    if group is None or not scan.plays(group.end, "comitative"):
        return None
    pointed = scan.plays(group.end + 1, "object_pronouns") and scan.word(group.end + 2) in _ENDS
    return GroupList((group,)) if pointed else None
