"""The dead that are found: bodies, heads, graves, people found dead."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.function_words import is_intended
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.casualties.subjects import clause_of_verb, subject_groups
from conflictmap.extraction.people import Group, parse_list, total
from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.language import Hit

__all__ = ["found_dead", "read_bodies"]


def read_bodies(scan: Scan) -> list[Mention]:
    """Read found bodies, on either side of the verb: "27 bodies were found", "police found the bodies of four men"."""
    found: list[Mention] = []
    counted = 0
    for body in scan.all("body"):
        verb = _body_verb(scan, body)
        if verb is None or body.start <= counted - 1 or (counted and body.start == counted):
            continue
        low, high, start, end, vague = _count_bodies(scan, body)
        if low == 0:
            continue
        counted = end
        mention = Mention(
            "killed",
            low,
            high,
            min(start, verb.start),
            max(end, verb.end),
            verb.start,
            "bodies.verbs/bodies",
            _body_groups(scan, body),
            bodies=not _left_behind(scan, verb),
            vague=vague,
        )
        if found and found[-1].verb == verb.start:
            previous = found.pop()
            mention = replace(
                mention,
                low=(previous.low or 0) + (low or 0),
                high=None if None in {previous.high, high} else (previous.high or 0) + (high or 0),
                start=min(previous.start, mention.start),
                end=max(previous.end, mention.end),
            )
        found.append(mention)
    return found


def _left_behind(scan: Scan, verb: Hit) -> bool:
    """Whether bodies are only left or counted after an attack that the sentence tells."""
    if scan.word(verb.start) not in casualty_words(scan.language)["bodies.not_found"]:
        return False
    return any(hit.entry.form != "means" for hit in scan.all("kind"))


def _body_verb(scan: Scan, body: Hit) -> Hit | None:
    head_word = scan.word(body.start)
    if (
        head_word in {"head", "heads"}
        and scan.word(body.start - 1) in {"the", "his", "her", "their"}
        and scan.word(body.end) != "of"
    ):
        return None  # "gunshot wounds to the head"
    best: Hit | None = None
    for hit in scan.all("body_verb"):
        if hit.entry.form in {"base", "third"} and is_intended(scan, hit):
            continue
        if hit.start >= body.end and _subject_of(scan, body, hit):
            best = hit
            break
        after = hit.start >= body.end and hit.entry.form in {"past_participle", "participle", "past", "ing"}
        if (after and hit.start - body.end <= 14) or (hit.end <= body.start and body.start - hit.end <= 7):
            if any(scan.word(j) == ";" for j in range(min(hit.end, body.end), max(hit.start, body.start))):
                continue
            if best is None or abs(hit.start - body.start) < abs(best.start - body.start):
                best = hit
    if best is not None and head_word in {"head", "heads"} and best.entry.form != "past_participle":
        return None
    if (
        best is None
        and scan.word(body.end) in {"with", "bearing", "showing", "in", "bound"}
        and _counted(scan, body)
        and "head" not in head_word
    ):
        return body
    return best


def _subject_of(scan: Scan, body: Hit, hit: Hit) -> bool:
    """Whether the body is the subject of a passive verb, however much stands between."""
    clause = clause_of_verb(scan, hit.start)
    if clause is None or not clause.verb.passive:
        return False
    start, end = clause.subject
    return start <= body.start < end


def _counted(scan: Scan, body: Hit) -> bool:
    return any(
        (q := parse_quantity(scan, i)) is not None and not q.article and q.end <= body.start
        for i in range(max(0, body.start - 4), body.start)
    )


def _count_bodies(scan: Scan, body: Hit) -> tuple[int | None, int | None, int, int, bool]:
    if scan.word(body.end - 1) == "of":  # "the remains of about 100 people"
        groups = parse_list(scan, body.end)
        low, high = total(groups.groups) if groups is not None else (0, 0)
        return low, high, body.start, groups.end if groups is not None else body.end, False
    of = _of(scan, body.end)
    if of is not None:
        verb = next(
            (j for j in range(body.end + 1, min(len(scan), body.end + 16)) if scan.word(j) in scan.grammar.be - {"'s"}),
            None,
        )
        groups = parse_list(scan, of + 1, names=True, human=True, verb=verb)
        if groups is not None and groups.groups[0].low is not None:
            counted = _quantity_before(scan, body)
            if counted is not None:
                return (*counted, groups.end, False)
            low, high = total(groups.groups)
            return low, high, body.start, groups.end, any(group.vague for group in groups.groups)
    if scan.word(body.start) == "mass":
        if any(other.start < body.start and _counted(scan, other) for other in scan.all("body")):
            return 0, 0, body.start, body.end, False  # "22 bodies in a mass grave"
        return _grave(scan, body)
    counted = _quantity_before(scan, body)
    if counted is not None:
        return (*counted, body.end, False)
    if body.entry.form == "plural" and scan.word(body.start) != "remains":
        return 2, None, body.start, body.end, True
    return 1, 1, body.start, body.end, False


def _of(scan: Scan, i: int) -> int | None:
    """Return where "of" stands after a body, past a day: "the bodies on Friday of six men"."""
    j = i
    while scan.word(j) in {"on", "late", "early"} or (j < len(scan) and scan.syntax.tags[j] is Tag.TIME):
        j += 1
    return j if scan.word(j) == "of" else None


def _quantity_before(scan: Scan, body: Hit) -> tuple[int | None, int | None, int] | None:
    for i in range(max(0, body.start - 9), body.start):
        quantity = parse_quantity(scan, i)
        if (
            quantity is not None
            and not (quantity.article and body.start - quantity.end > 2)
            and quantity.end <= body.start
            and not _breaks(scan, quantity.end, body.start)
        ):
            return quantity.low, quantity.high, i
    return None


def _breaks(scan: Scan, start: int, end: int) -> bool:
    return (
        any(
            scan.word(j) in {",", ";", "in", "at", "when", "of", "found", "the"}
            or scan.at("people", j)
            or (scan.word(j) == "and" and (parse_quantity(scan, j + 1) or scan.at("body", j - 1)))
            for j in range(start, end)
        )
        or end - start > 5
    )


def _grave(scan: Scan, body: Hit) -> tuple[int | None, int | None, int, int, bool]:
    for i in range(body.end, min(len(scan), body.end + 6)):
        if scan.word(i) in {"containing", "with", "holding", "of"}:
            groups = parse_list(scan, i + 1)
            quantity = parse_quantity(scan, i + 1) or (
                parse_quantity(scan, i + 3) if scan.word(i + 1) == "the" else None
            )
            if groups is not None:
                low, high = total(groups.groups)
                return low, high, body.start, groups.end, False
            if quantity is not None and not quantity.article:
                return quantity.low, quantity.high, body.start, quantity.end, quantity.vague
    return 2, None, body.start, body.end, True


def _body_groups(scan: Scan, body: Hit) -> tuple[Group, ...]:
    if scan.word(body.end) != "of":
        return ()
    groups = parse_list(scan, body.end + 1, names=True)
    return groups.groups if groups is not None else ()


def found_dead(scan: Scan) -> list[Mention]:
    """Read "four drivers were found dead", "found with their throats cut", "were found shot"."""
    found = []
    for hit in scan.all("body_verb"):
        clause = clause_of_verb(scan, hit.start)
        if hit.entry.value or clause is None or not clause.verb.passive:
            continue
        signs = set(scan.lows[hit.end : hit.end + (1 if scan.word(hit.end) != "with" else 5)])
        groups = subject_groups(scan, clause) if signs & casualty_words(scan.language)["bodies.signs"] else None
        if groups is None:
            continue
        low, high = total(groups.groups)
        found.append(
            Mention(
                "killed",
                low,
                high,
                groups.start,
                hit.end + 1,
                hit.start,
                "bodies.verbs/found_dead",
                groups.groups,
                groups.parts,
                bodies=True,
            )
        )
    return found
