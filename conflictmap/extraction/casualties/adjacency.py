"""People right beside an adjective or participle: "six killed", "left four dead", "shot the man and his wife dead"."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.casualties.subjects import subject_mention
from conflictmap.extraction.people import Group, GroupList, parse_group, parse_list
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.language import Hit

__all__ = ["adjective", "before_noun", "people_beside"]


_REACH = 30


def people_beside(scan: Scan, hit: Hit) -> GroupList | None:
    """Read people who end right before the word: "six killed", "at least 20 dead", "two soldiers (were) wounded"."""
    end = hit.start
    while end > 0 and (scan.word(end - 1) in scan.grammar.adverbs or scan.word(end - 1) in {"left", "found"}):
        end -= 1
    best: GroupList | None = None
    taken = _objects_at(scan, end)
    for i in range(end - 1, max(-1, end - _REACH), -1):
        if scan.word(i) in {";", "."} or (best is not None and i in taken):
            break
        groups = parse_list(scan, i, verb=end)
        if groups is not None and groups.groups[-1].end == end:
            best = groups
        elif groups is not None and groups.groups[-1].end == end - 1 and scan.word(end - 1) == ",":
            best = groups if best is None or best.groups[-1].end == groups.groups[-1].end else best
        elif best is not None and (
            scan.word(i) in {"of", "in", "at", "by"} or (scan.word(i) == "," and i < best.start - 1)
        ):
            break
    if best is None:
        best = _past_age(scan, end)
    if best is None or best.groups[0].part:
        return None
    before = scan.word(best.start - 1) if best.start else ""
    if before in {"of", "the", "aged"} and best.groups[0].form in {"bare", "number"}:
        return _past_age(scan, end)
    return best


def _objects_at(scan: Scan, end: int) -> set[int]:
    """Return where the objects of verbs of harm begin, which belong to those: "kills three near Kut, five wounded"."""
    found: set[int] = set()
    for verb in scan.syntax.groups:
        if (
            end - _REACH <= verb.end < end
            and not (verb.passive or verb.reduced)
            and scan.at("outcome", verb.head) is not None
        ):
            group = parse_group(scan, verb.end)
            found.update(range(verb.end, group.end if group is not None else verb.end + 1))
    return found


def _past_age(scan: Scan, end: int) -> GroupList | None:
    """Read "a boy of 12 dead", "four people in a minibus dead"."""
    for i in range(end - 2, max(-1, end - 9), -1):
        if scan.word(i) in {",", ";", "and"}:
            break
        group = parse_group(scan, i)
        if (
            group is not None
            and group.head
            and group.end < end
            and scan.word(group.end) in {"of", "in", "from", "aged"}
            and group.form != "bare"
        ):
            return GroupList((group,))
    return None


def adjective(scan: Scan, hit: Hit) -> Mention | None:
    """Read "20 dead", "left four people dead", "12 deaths", "treated a dozen wounded"."""
    word = scan.word(hit.start)
    clause = scan.syntax.clause_at(hit.start)
    if clause is not None and clause.verb.copula and hit.start - clause.verb.end <= 1:
        return subject_mention(scan, hit, clause, "passive")
    if word in {"injured", "wounded"} and scan.word(hit.start - 1) in {"the", "were", "was"}:
        return None
    if scan.word(hit.start - 1) == "the":
        return None
    counted = before_noun(scan, hit)
    if counted is not None:
        return mention_of(hit, GroupList((counted,)), "nominal", counted.start, counted.end)
    adjacent = people_beside(scan, hit)
    if adjacent is not None:
        return mention_of(hit, adjacent, "reduced", adjacent.start, hit.end)
    if word in {"dead", "injured", "wounded"} and scan.word(hit.start - 1) in {"left", "leaving", "leaves"}:
        groups = parse_list(scan, hit.end)
        if groups is not None:
            return mention_of(hit, groups, "active", hit.start, groups.end)
    return None


def before_noun(scan: Scan, hit: Hit) -> Group | None:
    """Read "31 wounded persons" where a verb only reports them: "resulted in 31 wounded persons"."""
    if scan.syntax.tags[hit.start] is not Tag.ADJECTIVE:
        return None
    for i in range(hit.start - 1, max(-1, hit.start - 5), -1):
        group = parse_group(scan, i) if parse_quantity(scan, i) is not None else None
        if group is not None and group.form == "counted" and group.end > hit.end:
            clause = scan.syntax.clause_at(i)
            lemma = scan.syntax.lemma(clause) if clause is not None else ""
            return group if lemma in casualty_words(scan.language)["nominal.verbs"] | {""} else None
    return None
