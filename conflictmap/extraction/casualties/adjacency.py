"""People right beside an adjective or participle: "six killed", "left four dead", "shot the man and his wife dead"."""

from __future__ import annotations

from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.casualties.subjects import subject_mention
from conflictmap.extraction.people import GroupList, parse_group, parse_list, total
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["adjective", "people_beside"]


def people_beside(scan: Scan, hit: Hit) -> GroupList | None:
    """Read people who end right before the word: "six killed", "at least 20 dead", "two soldiers (were) wounded"."""
    end = hit.start
    while end > 0 and (scan.word(end - 1) in scan.grammar.adverbs or scan.word(end - 1) in {"left", "found"}):
        end -= 1
    best: GroupList | None = None
    for i in range(end - 1, max(-1, end - 30), -1):
        if scan.word(i) in {";", "."}:
            break
        groups = parse_list(scan, i, verb=end)
        if groups is not None and groups.groups[-1].end == end:
            best = groups
        elif groups is not None and groups.groups[-1].end == end - 1 and scan.word(end - 1) == ",":
            best = best or groups
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
    if word == "dead" and (shot := _shot_dead(scan, hit)) is not None:
        return shot
    clause = scan.syntax.clause_at(hit.start)
    if clause is not None and clause.verb.copula and hit.start - clause.verb.end <= 1:
        return subject_mention(scan, hit, clause, "passive")
    if word in {"injured", "wounded"} and scan.word(hit.start - 1) in {"the", "were", "was"}:
        return None
    if scan.word(hit.start - 1) == "the":
        return None
    if scan.word(hit.start - 2) == "shot" and word == "dead":
        return None
    adjacent = people_beside(scan, hit)
    if adjacent is not None:
        return mention_of(hit, adjacent, "reduced", adjacent.start, hit.end)
    if word in {"dead", "injured", "wounded"} and scan.word(hit.start - 1) in {"left", "leaving", "leaves"}:
        groups = parse_list(scan, hit.end)
        if groups is not None:
            return mention_of(hit, groups, "active", hit.start, groups.end)
    return None


def _shot_dead(scan: Scan, hit: Hit) -> Mention | None:
    """Read "shot the man, his wife and their three sons dead", "left 46 people, six soldiers among them, dead"."""
    for i in range(hit.start - 2, max(-1, hit.start - 18), -1):
        if scan.word(i) in {"shot", "shooting", "shoots", "gunned", "beat", "stabbed", "left", "leaving", "leaves"}:
            groups = parse_list(scan, i + 1, names=True)
            if groups is not None and hit.start - groups.end <= (scan.word(groups.end) == ","):
                return mention_of(hit, groups, "active", i, hit.end)
    return None


def to_death(scan: Scan) -> list[Mention]:
    """Read "shot him to death", "stabbed a shopkeeper and his son to death"."""
    found: list[Mention] = []
    for i in range(2, len(scan) - 1):
        if scan.word(i) != "to" or scan.word(i + 1) != "death":
            continue
        for j in range(i - 2, max(-1, i - 14), -1):
            if scan.word(j) not in {
                "shot",
                "stabbed",
                "beat",
                "burned",
                "hacked",
                "strangled",
                "bludgeoned",
                "tortured",
            }:
                continue
            groups = parse_list(scan, j + 1, names=True)
            if groups is not None and groups.end == i:
                low, high = total(groups.groups)
                rule = "killed.to_death/active"
                found.append(Mention("killed", low, high, j, i + 2, j, rule, groups.groups, groups.parts, active=True))
            break
    return found
