"""Whom a verb befell: the people after it."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.function_words import clause_start, is_intended
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.people import Group, GroupList, parse_list, total
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit

__all__ = ["entry_needs_people", "read_objects"]


def entry_needs_people(hit: Hit) -> bool:
    """Whether the verb is one that takes things as readily as people ("seize"), so that people must be named."""
    return "needs_people" in hit.entry.traits


def read_objects(scan: Scan, hit: Hit, construction: str, start: int | None = None) -> Mention | None:
    """Read people after the verb, past adverbs and "at once"."""
    i = hit.end
    while i < len(scan) and _is_adverb(scan, i) and parse_quantity(scan, i) is None:
        i += 1
    if scan.word(i) == "or" and scan.at("outcome", i + 1) is not None:  # "killed or wounded 15"
        i = (scan.at("outcome", i + 1) or hit).end
    if scan.word(i) == "and" and (second := scan.at("outcome", i + 1)) is not None and second.entry.form != "word":
        i = second.end  # "killed and wounded 15": both verbs share the object
    groups = parse_list(scan, i, names=True)
    if scan.word(i) == "them":
        groups = _meant_by_them(scan, hit.start)
    if groups is None or (groups.groups[0].form == "pronoun" and groups.groups[0].head == "them"):
        return None
    first = groups.groups[0]
    if hit.entry.value == "abducted" and first.head in {"lives", "life"}:
        return replace(mention_of(hit, groups, construction, hit.start, groups.end), outcome="killed")
    if hit.entry.value == "abducted" and (entry_needs_people(hit) and not _kidnap_fits(scan, hit, first)):
        return None
    if scan.word(hit.start) in scan.grammar.take and hit.end == hit.start + 1 and not _taken_away(scan, groups):
        return None
    if "single_needs_lives" in hit.entry.traits and hit.end - hit.start == 1 and first.head not in {"lives", "life"}:
        return None
    intended = hit.entry.form in {"base"} and is_intended(scan, hit)
    end = max(groups.end, i + 1)  # whom "them" means stands before the verb
    made = mention_of(hit, groups, construction, hit.start if start is None else start, end)
    return replace(made, intended=intended, active=True)


def _is_adverb(scan: Scan, i: int) -> bool:
    return scan.word(i) in scan.grammar.adverbs or scan.word(i) in scan.grammar.adverbs_before_object


def _meant_by_them(scan: Scan, verb: int) -> GroupList | None:
    """Find whom "them" means: the nearest counted people before the verb in the sentence, attackers aside."""
    best: GroupList | None = None
    i = clause_start(scan, verb)
    while i < verb:
        groups = parse_list(scan, i)
        if groups is None or groups.end > verb:
            i += 1
            continue
        low, _ = total(groups.groups)
        if (low or 0) > 1 and groups.groups[0].group != "militant" and groups.groups[0].form == "counted":
            best = groups
        i = max(groups.groups[-1].end, i + 1)
    return best


def _taken_away(scan: Scan, groups: GroupList) -> bool:
    """Whether people who are taken are taken captive: "took 18 employees away", "took hostages"."""
    if groups.groups[0].head in {"hostage", "hostages", "captive", "captives", "prisoners"}:
        return True
    after = scan.lows[groups.end : groups.end + 9]
    return bool({"hostage", "away", "captive"} & set(after)) and not {".", ";"} & set(
        after[: after.index(next(w for w in after if w in {"hostage", "away", "captive"}))]
    )


def _kidnap_fits(scan: Scan, hit: Hit, group: Group) -> bool:
    """Whether seizing these people is an abduction: not by soldiers or police, and not of militants."""
    if group.group == "militant" or group.form in {"number", "name", "bare"} or not group.head:
        return False
    by_force = {"police", "state_forces", "foreign_forces", "regional_forces"}
    for people in scan.inside("people", 0, hit.start):
        if people.entry.value in by_force:
            return False
    return not {
        "troops",
        "forces",
        "army",
        "raid",
        "operation",
        "authorities",
        "military",
        "planes",
        "soldiers",
        "marines",
    } & set(scan.lows[: hit.start])
