"""Who a verb is about: the people among its subject."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.people import Group, GroupList, describes, parse_group, parse_list
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Clause, Tag
from conflictmap.language import Hit

__all__ = ["clause_of_verb", "needs_human", "subject_groups", "subject_mention"]

_NEAREST = frozenset({"relative", "reduced", "participial"})


def clause_of_verb(scan: Scan, i: int) -> Clause | None:
    """Return the clause whose verb group holds token `i`."""
    return next((c for c in scan.syntax.clauses if c.verb.start <= i < c.verb.end), None)


def subject_mention(scan: Scan, hit: Hit, clause: Clause, construction: str) -> Mention | None:
    """Read the people that are the subject of a clause as what `hit` befell."""
    groups = subject_groups(scan, clause, human=needs_human(hit))
    if groups is None:
        return None
    end = max(hit.end, clause.verb.end)
    extra = _with_whom(scan, end)
    if extra is not None:
        groups, end = GroupList((*groups.groups, *extra.groups), groups.parts), extra.end
    beside = _not_counting(scan, end)
    if beside is not None:
        groups, end = GroupList((*groups.groups, beside), groups.parts), beside.end
    made = mention_of(hit, groups, construction, min(groups.start, hit.start), end)
    also = "also" in scan.lows[groups.groups[0].end : hit.end + 1]
    return replace(made, more=True) if also else made


def _not_counting(scan: Scan, i: int) -> Group | None:
    """Read "..., not counting the eight attackers": dead attackers beside a count belong to it."""
    j = i + 1 if scan.word(i) == "," else i
    for words in (("not", "counting"), ("not", "including"), ("excluding",), ("apart", "from"), ("besides",)):
        if tuple(scan.lows[j : j + len(words)]) == words:
            group = parse_group(scan, j + len(words))
            return group if group is not None and group.group == "militant" and group.low else None
    return None


_BETWEEN = frozenset(
    {Tag.PREPOSITION, Tag.NAME, Tag.TIME, Tag.MARK, Tag.ADVERB, Tag.DETERMINER, Tag.NOUN, Tag.ADJECTIVE, Tag.GENITIVE}
)


def _with_whom(scan: Scan, end: int) -> GroupList | None:
    """Read "was killed along with two bodyguards", "in Kerbala along with his driver"."""
    for j in range(end, min(end + 9, len(scan))):
        if scan.word(j) in {"along", "together"} and scan.word(j + 1) == "with":
            return parse_list(scan, j + 2, names=True)
        if scan.word(j) == "with" and scan.word(j - 1) != "together" and j == end + 1 and scan.word(end) == ",":
            return None
        if scan.syntax.tags[j] not in _BETWEEN:
            return None
    return None


def needs_human(hit: Hit) -> bool:
    """Whether what a verb befalls can only be a person: not where it hits, takes or holds things too."""
    return not {"passive_only", "needs_people", "active_only"} & set(hit.entry.traits) and hit.entry.form != "word"


def subject_groups(scan: Scan, clause: Clause, *, human: bool = False) -> GroupList | None:
    """Find the people a verb is about: the first that no preposition governs, the nearest of a relative."""
    start, end = clause.subject
    share = _share_of_whom(scan, clause)
    if share is not None:
        return GroupList((share,))
    found: GroupList | None = None
    i = start
    while i < end:
        if _governed(scan, i):
            i = _past_phrase(scan, i + 1, end)
            continue
        groups = parse_list(scan, i, names=_may_be_name(scan, i), human=human, verb=end) or _single(scan, i, end)
        if groups is None or not _may_be_subject(scan, groups):
            i = groups.groups[0].end if groups is not None else i + 1
            continue
        if found is None or clause.link in _NEAREST:
            found = groups
        if clause.link not in _NEAREST:
            break
        i = max(groups.end, i + 1)
    if found is None and end - start <= 2:
        return _pronoun_subject(scan, start, end) or (_surname(scan, start, end) if human else None)
    return found


def _share_of_whom(scan: Scan, clause: Clause) -> Group | None:
    """Read "one of whom (later died)": the number stands before the relative word."""
    of = clause.start - 2
    if clause.link != "relative" or of < 1 or scan.word(of) != "of":
        return None
    for k in range(of - 1, max(-1, of - 5), -1):
        group = parse_group(scan, k)
        if group is not None and group.end == clause.start:
            return group
    return None


def _governed(scan: Scan, i: int) -> bool:
    """Whether a preposition stands here that begins no number ("at least six")."""
    return scan.syntax.tags[i] in {Tag.PREPOSITION, Tag.TO} and parse_quantity(scan, i) is None


def _past_phrase(scan: Scan, i: int, end: int) -> int:
    """Step over the noun phrase that a preposition governs."""
    tags = scan.syntax.tags
    j = i
    while j < end and tags[j] in {
        Tag.DETERMINER,
        Tag.POSSESSIVE,
        Tag.NUMBER,
        Tag.ADJECTIVE,
        Tag.NOUN,
        Tag.PLURAL,
        Tag.NAME,
        Tag.GENITIVE,
        Tag.TIME,
    }:
        j += 1
        if (
            j < end
            and tags[j] in {Tag.DETERMINER, Tag.NUMBER}
            and tags[j - 1] not in {Tag.DETERMINER, Tag.NUMBER, Tag.POSSESSIVE}
        ):
            break
    return max(j, i)


def _surname(scan: Scan, start: int, end: int) -> GroupList | None:
    """Read one name as the person it was told of before: "Mutar was killed"."""
    if end - start != 1 or not scan.tokens[start].capital or scan.word(start) in scan.language.not_names:
        return None
    plain = scan.syntax.tags[start] in {Tag.NAME, Tag.NOUN} and scan.word(start).isalpha()
    return GroupList((Group(start, end, 1, 1, "unknown", "", "name"),)) if plain else None


def _pronoun_subject(scan: Scan, start: int, end: int) -> GroupList | None:
    for i in range(start, end):
        if scan.word(i) in {"he", "she"}:
            return GroupList((Group(i, i + 1, 1, 1, "unknown", "them", "pronoun"),))
    return None


def _may_be_name(scan: Scan, i: int) -> bool:
    tags = scan.syntax.tags
    return tags[i] is not Tag.DETERMINER and (i == 0 or tags[i - 1] is not Tag.NAME)


def _single(scan: Scan, i: int, end: int) -> GroupList | None:
    group = parse_group(scan, i)
    return GroupList((group,)) if group is not None and group.end <= end else None


def _may_be_subject(scan: Scan, groups: GroupList) -> bool:
    first = groups.groups[0]
    if first.part or describes(scan, first):
        return first.part and scan.word(first.start - 1) in {"", ".", ";", ",", "and"} and not describes(scan, first)
    return first.head != "" or first.form in {"number", "name", "pronoun"} or first.more
