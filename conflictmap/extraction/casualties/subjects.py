"""Who a verb is about: the people before it."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.function_words import clause_start, left_of
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.people import Group, GroupList, describes, parse_group, parse_list
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["subject_groups", "subject_of"]


def subject_of(scan: Scan, hit: Hit, aux: int, construction: str) -> Mention | None:
    """Read the people before an auxiliary: the nearest group that is nobody's object and no mere part."""
    groups = subject_groups(scan, aux)
    if groups is None:
        return None
    end = hit.end
    extra = _with_whom(scan, hit)
    if extra is not None:
        groups, end = GroupList((*groups.groups, *extra.groups), groups.parts), extra.end
    beside = _not_counting(scan, end)
    if beside is not None:
        groups, end = GroupList((*groups.groups, beside), groups.parts), beside.end
    made = mention_of(hit, groups, construction, min(groups.start, hit.start), end)
    if "also" in scan.lows[groups.groups[0].end : hit.end + 1]:
        made = replace(made, more=True)
    left = left_of(scan, aux if scan.word(aux) in scan.grammar.be else hit.start)
    return replace(made, intended=scan.word(left) in scan.grammar.modals | {"be"} and scan.word(aux) in {"be", "die"})


def _not_counting(scan: Scan, i: int) -> Group | None:
    """Read "..., not counting the eight attackers": dead attackers beside a count belong to it."""
    j = i + 1 if scan.word(i) == "," else i
    for words in (("not", "counting"), ("not", "including"), ("excluding",), ("apart", "from"), ("besides",)):
        if tuple(scan.lows[j : j + len(words)]) == words:
            group = parse_group(scan, j + len(words))
            return group if group is not None and group.group == "militant" and group.low else None
    return None


def _with_whom(scan: Scan, hit: Hit) -> GroupList | None:
    """Read "was killed along with two bodyguards", "died with his son"."""
    j = hit.end + 1 if scan.word(hit.end) == "," else hit.end
    if scan.word(j) in {"along", "together"} and scan.word(j + 1) == "with":
        return parse_list(scan, j + 2, names=True)
    return None


def subject_groups(scan: Scan, aux: int) -> GroupList | None:
    """Find the people that a verb is about: the last list before its auxiliary that can be a subject."""
    start = clause_start(scan, aux)
    found: GroupList | None = None
    i = start
    while i < aux:
        groups = parse_list(scan, i, names=_name_may_start(scan, i), verb=aux)
        if groups is None or groups.groups[-1].end > aux:
            groups = _single(scan, i, aux)
        if groups is None:
            i += 1
            continue
        first = groups.groups[0]
        if not _may_be_subject(scan, groups, start, aux):
            i = max(first.end, i + 1)
            continue
        if found is None or not _describes_last(scan, found, first):
            found = groups
        i = max(groups.groups[-1].end, i + 1)
    if found is None and scan.word(aux - 1) in {"he", "she"}:
        return GroupList((Group(aux - 1, aux, 1, 1, "unknown", "them", "pronoun"),))
    return found


def _describes_last(scan: Scan, found: GroupList, first: Group) -> bool:
    """Whether people after a comma only say who those before are ("seven villagers, members of a family, ...")."""
    if scan.word(first.start - 1) != ",":
        return False
    counted = found.groups[0].form == "counted" and scan.word(found.groups[-1].end) == ","
    return first.form == "bare" or counted


def _name_may_start(scan: Scan, i: int) -> bool:
    before = scan.word(i - 1)
    return (
        before not in scan.grammar.object_prepositions
        and (i == 0 or not scan.tokens[i - 1].capital)
        and scan.word(i) not in {"the", "a", "an"}
    )


def _single(scan: Scan, i: int, aux: int) -> GroupList | None:
    group = parse_group(scan, i)
    return GroupList((group,)) if group is not None and group.end <= aux else None


def _may_be_subject(scan: Scan, groups: GroupList, start: int, aux: int) -> bool:
    first = groups.groups[0]
    before = scan.word(first.start - 1) if first.start > start else ""
    if (
        first.part
        or describes(scan, first)
        or before in scan.grammar.object_prepositions
        or before in {"including", "among", "who", "than"} | scan.grammar.be
    ):
        return False
    if before in {"of", "them"} and (first.form != "counted" or scan.word(first.start - 2) in {"among", "amongst"}):
        return False
    previous = scan.tokens[first.start - 1] if first.start > start else None
    if (
        previous is not None
        and previous.low.endswith("ing")
        and previous.low not in {"morning", "evening", "following"}
        and not previous.capital
    ):
        return False
    if first.form == "bare" and not first.head:
        return False
    between = range(groups.groups[-1].end, aux)
    if any(scan.word(j) in scan.grammar.said | {";"} and not _aside(scan, j, between) for j in between):
        return False
    if first.form == "bare" and first.vague and any(scan.at("said", j) for j in between):
        return False
    if _verb_between(scan, groups.groups[-1].end, aux):
        return False
    return not (first.form in {"bare", "name"} and len(list(between)) > 6 and scan.word(groups.groups[-1].end) != ",")


def _aside(scan: Scan, j: int, between: range) -> bool:
    """Whether a verb of saying stands between two commas ("six people, police said, were killed")."""
    before = any(scan.word(i) == "," for i in range(between.start, j))
    return before and any(scan.word(i) == "," for i in range(j + 1, between.stop))


def _verb_between(scan: Scan, start: int, aux: int) -> bool:
    """Whether a finite verb of its own stands between the people and the auxiliary, outside "who ..." and commas."""
    j = start
    while j < aux:
        word = scan.word(j)
        if word in {"who", "which", "that", "whose"}:
            return False
        if word in {",", "(", "-"}:
            closing = next((k for k in range(j + 1, aux + 1) if scan.word(k) in {",", ")", "-"}), None)
            if closing is not None:
                j = closing
        elif word in scan.grammar.be or _finite_here(scan, j, start):
            return True
        j += 1
    return False


def _finite_here(scan: Scan, j: int, start: int) -> bool:
    hit = scan.at("outcome", j)
    if hit is not None and hit.entry.form in {"past_participle", "past"} and parse_quantity(scan, hit.end):
        return True
    kind = scan.at("kind", j)
    if (
        kind is not None
        and kind.entry.form == "verb"
        and kind.entry.inflection in {"past", "past_participle"}
        and j == start
    ):
        return scan.word(kind.end) not in {"by", "in"}
    return False
