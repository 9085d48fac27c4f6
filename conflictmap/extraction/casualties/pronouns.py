"""Whom "them", "him" and "all of them" mean within the sentence: the nearest people told before that could be meant.

A pronoun that finds nobody stays one (``Group.form`` is ``"pronoun"``), for the sentences before to answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.people import Group, GroupList, parse_list, total
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag

__all__ = ["people_meant", "resolve"]


def resolve(scan: Scan, mentions: list[Mention]) -> list[Mention]:
    """Give mentions whose people are a pronoun the number of those it points to.

    Parameters
    ----------
    scan : Scan
    mentions : list of Mention

    Returns
    -------
    list of Mention
        As many.
    """
    if not any(_points(m) for m in mentions):
        return mentions
    told = _told(scan)
    return [_resolved(scan, mention, told, mentions) if _points(mention) else mention for mention in mentions]


def people_meant(scan: Scan, end: int) -> GroupList | None:
    """Return the people that "their" at token `end` means: the nearest told before of whom there are several.

    Parameters
    ----------
    scan : Scan
    end : int

    Returns
    -------
    GroupList or None
    """
    before = (groups for groups in reversed(_told(scan)) if groups.end <= end)
    return next((groups for groups in before if _fits(scan, groups, many=True)), None)


def _points(mention: Mention) -> bool:
    first = mention.groups[0] if len(mention.groups) == 1 else None
    return first is not None and first.form == "pronoun" and (first.group != "militant" or first.low != 1)


def _told(scan: Scan) -> list[GroupList]:
    """Return the people that a sentence tells, in order."""
    found: list[GroupList] = []
    i = 0
    while i < len(scan):
        groups = parse_list(scan, i, names=scan.syntax.tags[i] is Tag.NAME)
        if groups is None:
            i += 1
            continue
        found.append(groups)
        i = max(groups.groups[-1].end, i + 1)
    return found


def _resolved(scan: Scan, mention: Mention, told: list[GroupList], mentions: list[Mention]) -> Mention:
    pronoun = mention.groups[0]
    words = person_words(scan.language)
    own = pronoun.head in words["reflexive_of_many"]
    many = own or (pronoun.low or 0) > 1 or scan.word(pronoun.end - 1) in words["pronouns_of_many"]
    before = _before(scan, mention, told)
    meant = next((g for g in before if (_counted(g) if own else _fits(scan, g, many=many))), None)
    if meant is None:
        return mention
    again = _counts(mention.outcome, meant, mentions)
    groups = tuple(replace(group, start=pronoun.start, end=pronoun.end, part=again) for group in meant.groups)
    low, high = total(groups)
    start = min(mention.start, meant.start)  # where the number stands
    return replace(mention, low=low, high=high, start=start, groups=groups, vague=any(group.vague for group in groups))


def _before(scan: Scan, mention: Mention, told: list[GroupList]) -> Iterator[GroupList]:
    """Yield those told before a pronoun, the nearest first, the people aside of whom its clause tells."""
    doers, end = _doers(scan, mention), mention.groups[0].start
    before = (groups for groups in reversed(told) if groups.end <= end and groups.end != doers)
    before = (groups for groups in before if not _is_body_part(scan, groups.groups[0]))
    return (groups for groups in before if not _is_kin_speaking(scan, groups))


def _is_body_part(scan: Scan, group: Group) -> bool:
    """Whether a noun that may be somebody is where somebody was hit: "shot a guard in | the head, killing him"."""
    led = scan.syntax.tags[group.start - 1 : group.start] == (Tag.PREPOSITION,)
    return led and group.head in casualty_words(scan.language)["maiming.deadly"]


def _is_kin_speaking(scan: Scan, groups: GroupList) -> bool:
    """Whether it is somebody's kin who says it: "His brother said gunmen took | him" is told of neither brother."""
    opens = groups.groups[0].form == "possessive" and groups.groups[0].start == 0
    clause = next((c for c in scan.syntax.clauses if c.subject[0] == 0), None)
    return opens and clause is not None and scan.syntax.lemma(clause) in scan.syntax.words.saying


def _doers(scan: Scan, mention: Mention) -> int:
    """Return where those end whom a relative clause tells of as doing it: "taken by | men | who shot them"."""
    clause = scan.syntax.clause_at(mention.verb)
    relative = clause is not None and clause.link == "relative"
    return clause.start - 1 if clause is not None and relative else -1


def _counts(outcome: str, meant: GroupList, mentions: list[Mention]) -> bool:
    """Whether people were counted with the same outcome already: "the death of Ali Hassan, saying he was shot"."""
    starts = {group.start for group in meant.groups}
    return any(m.outcome == outcome and any(group.start in starts for group in m.groups) for m in mentions)


def _counted(groups: GroupList) -> bool:
    return groups.groups[0].form == "counted" and (groups.groups[0].low or 0) > 1


def _fits(scan: Scan, groups: GroupList, *, many: bool) -> bool:
    """Whether people could be meant: as many, told as something, and not those who do the harm."""
    first = groups.groups[0]
    low, high = total(groups.groups)
    if first.form in {"pronoun", "number"} or (first.group == "militant" and _acts(scan, first)):
        return False
    return (low or 0) > 1 or high is None if many else (low, high) == (1, 1)


def _acts(scan: Scan, group: Group) -> bool:
    """Whether the people are the subject of a verb that they perform."""
    clause = next((c for c in scan.syntax.clauses if c.subject[0] <= group.start < c.verb.start), None)
    return clause is not None and not clause.verb.passive
