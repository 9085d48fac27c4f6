"""All casualty mentions of a sentence, each person counted once."""

from __future__ import annotations

import itertools
from dataclasses import replace

from conflictmap.extraction.casualties.bodies import found_dead, read_bodies
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.casualties.negation import none_hurt
from conflictmap.extraction.casualties.nominal import read_nominal
from conflictmap.extraction.casualties.pronouns import resolve
from conflictmap.extraction.casualties.resultatives import read_lives, read_results
from conflictmap.extraction.casualties.rivalfigures import mark_sources, read_sources
from conflictmap.extraction.casualties.seizing import led_away, without_seen
from conflictmap.extraction.casualties.tolls import read_tolls
from conflictmap.extraction.casualties.verbs import fatally, read_verb, verbs
from conflictmap.extraction.people import parse_group
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag

__all__ = ["find_mentions"]


def find_mentions(scan: Scan) -> list[Mention]:
    """Return the casualty mentions of a sentence in order of their verbs."""
    found: list[Mention] = []
    taken: set[int] = set()
    for hit in verbs(scan):
        if hit.start in taken:
            continue
        mention = read_verb(scan, hit)
        if mention is not None:
            found.append(mention)
            taken.update(range(hit.start, hit.end))
    found.extend(without_seen(found, led_away(scan)))
    found.extend(read_nominal(scan))
    found.extend(read_results(scan))
    found.extend(read_lives(scan))
    found = [part for mention in found for part in fatally(scan, mention)]
    found.extend(read_bodies(scan))
    found.extend(found_dead(scan))
    found = [mention for mention in found if not _same_corpse(scan, mention, found)]
    tolls = read_tolls(scan)
    if tolls and tolls[0].rule.endswith("sources/nominal"):
        found = [mention for mention in found if mention.outcome != tolls[0].outcome]
    # "Put the toll at 31 dead": the toll and the figure inside it are one.
    found = [m for m in found if not any(t.outcome == m.outcome and t.start <= m.start < t.end for t in tolls)]
    found.extend(
        t for t in tolls if not any(m.outcome == t.outcome and m.start < t.start and m.end >= t.end for m in found)
    )
    found.extend(read_sources(scan, found))
    found = mark_sources(scan, found)
    found = [mention for mention in found if not _provisional(scan, mention, found)]
    found = resolve(scan, [mention for mention in found if mention.low != 0])
    found.extend(_gapped(scan, found))
    found = _moved(_unsplit(scan, found))
    dead = any(mention.outcome == "killed" for mention in found)
    found.extend(mention for mention in none_hurt(scan) if not (dead and mention.rule.endswith("implied")))
    return _without_overlaps(sorted(found, key=_order))


def _order(mention: Mention) -> tuple[int, int, int]:
    """Sort by verb; of one verb by its people, the longest reading first."""
    people = mention.groups[0].start if mention.groups else mention.start
    return mention.verb, people, mention.start - mention.end


def _unsplit(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Drop a sum nobody split: "killed or wounded 20 people"."""
    unsplit = [
        (a, b)
        for a, b in itertools.pairwise(sorted(found, key=lambda m: m.verb))
        if (a.outcome, b.outcome) in {("killed", "wounded"), ("wounded", "killed")}
        and not any("intransitive" in mention.rule or "hit" in mention.rule for mention in (a, b))
        and (a.outcome == "killed" or scan.word(b.verb - 1) == "or")
        and a.groups
        and a.groups == b.groups
        and scan.syntax.tags[b.verb - 1] is Tag.COORDINATOR
    ]
    return [mention for mention in found if not any(mention in pair for pair in unsplit)]


def _moved(found: list[Mention]) -> list[Mention]:
    """Take those who died of it from the wounded: "six were hurt, one of whom later died"."""
    for died in [mention for mention in found if mention.of_wounded and mention.low]:
        hurt = next((m for m in reversed(found) if m.outcome == "wounded" and m.verb < died.verb), None)
        if hurt is None or hurt.low is None or died.low is None or died.low > hurt.low:
            continue
        left, high = hurt.low - died.low, None if hurt.high is None else hurt.high - died.low
        kept = [replace(hurt, low=left, high=high)] if left else []
        groups = tuple(replace(group, part=False) for group in died.groups)
        at = found.index(hurt)
        found = [*found[:at], *kept, *found[at + 1 :]]
        found[found.index(died)] = replace(died, groups=groups, of_wounded=False)
    return found


def _same_corpse(scan: Scan, mention: Mention, found: list[Mention]) -> bool:
    """Whether the body is of one the sentence kills ("killed the hostage and left his corpse")."""
    if not mention.bodies and "bodies" not in mention.rule:
        return False
    own = any(
        scan.word(hit.start - 1) in {"his", "her", "their"} for hit in scan.inside("body", mention.start, mention.end)
    )
    return own and any(
        other.outcome == "killed" and other.verb < mention.verb for other in found if other is not mention
    )


def _provisional(scan: Scan, mention: Mention, found: list[Mention]) -> bool:
    """Whether the figure was overtaken in the same sentence ("initial reports gave 29; the final figure was 64")."""
    if not scan.grammar.provisional & set(scan.lows[max(0, mention.start - 6) : mention.start]):
        return False
    return any(other is not mention and other.outcome == mention.outcome and other.low != 0 for other in found)


def _gapped(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Read numbers whose verb is told only once: "24 were killed in Yarmouk and 17 in Dora"."""
    told = [m for m in found if m.low and not m.toll]
    if not told:
        return []
    more: list[Mention] = []
    first = min(told, key=lambda m: m.verb)
    for i in range(max(first.end, first.verb + 1), len(scan) - 2):
        if scan.word(i - 1) not in {",", "and", ":", ";", "-"} or any(m.start <= i < m.end for m in found):
            continue
        group = parse_group(scan, i)
        if (
            group is None
            or group.form not in {"number", "counted"}
            or group.low is None
            or group.head in {"them", "whom"}
        ):
            continue
        at = group.end
        if scan.word(at) in {"in", "near", "at", "outside"} and _names_place(scan, at + 1):
            last = max((m for m in told if m.verb < i), key=lambda m: m.verb)
            more.append(
                replace(
                    last,
                    low=group.low,
                    high=group.high,
                    start=i,
                    end=group.end,
                    verb=i,
                    rule=f"{last.rule}/gapped",
                    groups=(group,),
                    parts=(),
                    gapped=True,
                )
            )
    return more


def _names_place(scan: Scan, i: int) -> bool:
    while i < len(scan) and (
        scan.word(i) in {"the", "a", "an"}
        or scan.at("place_directions", i)
        or scan.at("place_kinds", i)
        or scan.word(i) == "of"
    ):
        i += 1
    for j in range(i, min(i + 9, len(scan))):
        if scan.word(j) in {",", ";", "and", "."}:
            return False
        if scan.tokens[j].capital and scan.word(j) not in scan.language.not_names:
            return True
    return False


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """Drop a reading whose people another reading of the same outcome already counts."""
    kept: list[Mention] = []
    for mention in mentions:
        if _died_of_it(kept, mention):
            kept.pop()
        clash = next((k for k in kept if k.outcome == mention.outcome and _same_people(k, mention)), None)
        if clash is None:
            kept.append(mention)
        elif clash.bodies is False and mention.bodies:
            kept[kept.index(clash)] = mention
    return kept


def _died_of_it(kept: list[Mention], mention: Mention) -> bool:
    """Whether those just read as wounded are the same who then died ("a sailor wounded on Sunday has died")."""
    if (
        bool(kept)
        and "passive_only" in kept[-1].traits
        and mention.outcome == "killed"
        and _same_people(kept[-1], mention)
    ):
        return True
    return (
        bool(kept)
        and kept[-1].outcome == "wounded"
        and mention.outcome == "killed"
        and "reduced" in kept[-1].rule
        and _same_people(kept[-1], mention)
    )


def _same_people(a: Mention, b: Mention) -> bool:
    if a.low == 0 or b.low == 0:
        return a.low == b.low and a.verb == b.verb
    if a.groups and b.groups:
        return any(x.start < y.end and y.start < x.end for x in (*a.groups, *a.parts) for y in (*b.groups, *b.parts))
    return a.start < b.end and b.start < a.end and (a.bodies or b.bodies) and abs(a.verb - b.verb) < 3
