"""Groups joined by commas and "and", their appositions and their parts."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.people.groups import Group, GroupList
from conflictmap.extraction.people.nounphrases import parse_group
from conflictmap.extraction.people.personwords import PersonWords, person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag

__all__ = ["describes", "parse_list"]

_MOST = 14
_CLOSERS = {"(": ")", "-": "-", ",": ","}


def parse_list(
    scan: Scan, i: int, *, names: bool = False, human: bool = False, verb: int | None = None, limit: int | None = None
) -> GroupList | None:
    """Read coordinated groups at token `i`, with the parts that follow them.

    Parameters
    ----------
    scan : Scan
    i : int
        First token.
    names : bool
        Whether bare personal names count as persons.
    human : bool
        Whether only persons can stand here; asked of the first group, since what is joined to it may be another clause.
    verb : int or None
        For a subject: the token of the verb that the whole list belongs to; nothing is read past it.
    limit : int or None
        For an object: where its clause ends.
    """
    words = person_words(scan.language)
    limit = verb if verb is not None else limit if limit is not None else len(scan)
    first = parse_group(scan, i, names=names, human=human)
    if first is None or first.end > limit:
        return None
    groups: list[Group] = [first]
    parts: list[Group] = []
    end = first.end
    while len(groups) < _MOST:
        shared = _shared_number(scan, end, groups[-1], limit, words)
        if shared is not None:
            end = shared
            groups[-1] = replace(groups[-1], end=end)
            continue
        found = _parts(scan, end, words, limit)
        if found is not None:
            parts += found[0]
            end = found[1]
            continue
        at = _join(scan, end, words, limit)
        if at is None:
            break
        group = parse_group(scan, at, names=names or scan.word(at - 1) == "and")
        if group is None or group.end > limit or group.part or _gaps(scan, group) or _ends_clause(scan, group, verb):
            break
        if describes(scan, group):
            told = _trailing_parts(scan, [*groups, group], words)
            while told > 1:  # "five people, a guard and a doctor among them"
                parts.append(groups.pop())
                told -= 1
            parts.append(group)
            end = _past_inside(scan, group.end, words)
            continue
        if _apposed(scan, at, group, groups):
            end = _close(scan, group.end, limit)
            continue
        if _loosely_apposed(scan, at, group, groups[-1], limit):
            parts.append(group)
            end = group.end
            continue
        end = group.end
        groups.append(group)
    return _settled(scan, groups, parts)


def _settled(scan: Scan, groups: list[Group], parts: list[Group]) -> GroupList:
    words = person_words(scan.language)
    first, rest = groups[0], groups[1:]
    trailing = _trailing_parts(scan, groups, words)
    if trailing:
        return GroupList(tuple(groups[: len(groups) - trailing]), (*parts, *groups[len(groups) - trailing :]))
    sums = rest and first.low is not None and sum(group.low or 0 for group in rest) == first.low
    if (
        sums
        and first.head in words["general"] | {""}
        and first.form == "counted"
        and scan.word(first.end) in {",", "-", "(", ":"}
    ):
        return GroupList((first,), tuple(rest))  # "thirteen people, ten engineers and three drivers"
    return GroupList(tuple(groups), tuple(parts))


def _trailing_parts(scan: Scan, groups: list[Group], words: PersonWords) -> int:
    """Count the groups at the end that "among them" makes parts: "five people, a guard and a doctor among them"."""
    end = groups[-1].end
    if len(groups) < 2 or not any(tuple(scan.lows[end : end + len(p)]) == p for p in words.phrases["inside"]):
        return 0
    for n in range(1, len(groups)):
        if scan.word(groups[n].start - 1) == "," and (groups[n - 1].low or 0) >= sum(g.low or 1 for g in groups[n:]):
            return len(groups) - n
    return 0


def describes(scan: Scan, group: Group) -> bool:
    """Whether the group after a comma only tells more of those before: "one of them a boy", "a child among them"."""
    words = person_words(scan.language)
    if scan.word(group.start - 1) in {",", "-", "("} and group.head in words["whole"]:
        return True
    return any(tuple(scan.lows[group.end : group.end + len(p)]) == p for p in words.phrases["inside"])


def _past_inside(scan: Scan, end: int, words: PersonWords) -> int:
    for phrase in words.phrases["inside"]:
        if tuple(scan.lows[end : end + len(phrase)]) == phrase:
            return end + len(phrase)
    if scan.syntax.tags[min(end, len(scan) - 1)] is Tag.DETERMINER:  # "one of them a boy"
        group = parse_group(scan, end)
        return group.end if group is not None else end
    return end


def _shared_number(scan: Scan, end: int, last: Group, limit: int, words: PersonWords) -> int | None:
    """Return where a second noun ends that shares the number: "16 soldiers and volunteers"."""
    if last.form not in {"counted"} or not last.head or last.part or scan.word(end) not in {"and", "or", "&", ","}:
        return None
    if scan.word(end) == ",":  # "36 tribesmen, women and children"
        second = parse_group(scan, end + 1)
        if second is None or second.form != "bare" or not second.vague or scan.word(second.end) not in {"and", "&"}:
            return None
        return _shared_number(scan, second.end, last, limit, words)
    group = parse_group(scan, end + 1, names=True)
    if group is None or group.end > limit or group.form != "bare" or not group.vague:
        return None
    return group.end


def _join(scan: Scan, end: int, words: PersonWords, limit: int) -> int | None:
    """Find where the next group of a list begins: after a comma, "and", and past what only modifies the last one."""
    j = _past_modifiers(scan, end, words, limit)
    if scan.word(j) == "(" and (closing := _closing(scan, j, limit)) is not None:
        j = closing + 1
    comma = scan.word(j) == ","
    k = j + 1 if comma else j
    if comma and scan.word(k).isdigit() and scan.word(k + 1) == ",":  # an age: "Abbas Tahir, 43, a dentist"
        k += 2
    elif comma and scan.word(k) == "aged":
        k = next((m + 1 for m in range(k, min(k + 6, limit)) if scan.word(m) == ","), k)
    for join in words.phrases["words"]:
        if tuple(scan.lows[k : k + len(join)]) == join:
            return _past_aside(scan, k + len(join), limit)
    return k if comma and k < limit else None


def _past_aside(scan: Scan, k: int, limit: int) -> int:
    """Step over what stands between two commas after "and": "four guards and, according to police, himself"."""
    if scan.word(k) != "," or scan.at("place_prepositions", k + 1) is not None:
        return k
    closing = next((m + 1 for m in range(k + 1, min(k + 9, limit)) if scan.word(m) == ","), None)
    return closing if closing is not None and parse_group(scan, closing) is not None else k


def _closing(scan: Scan, j: int, limit: int) -> int | None:
    return next((m for m in range(j + 1, min(j + 12, limit)) if scan.word(m) == ")"), None)


def _past_modifiers(scan: Scan, end: int, words: PersonWords, limit: int) -> int:
    """Skip a short phrase that modifies the last noun: "a boy of 12", "the imam of a mosque in Baiji"."""
    tags, j = scan.syntax.tags, end
    while j < limit and scan.word(j) in words["modifiers"]:
        k = j + 1
        while k < min(limit, j + 9) and (tags[k] in NOUNS | _INNER or scan.word(k) in words["modifiers"]):
            k += 1
        if k == j + 1:
            return j
        j = k
        while scan.word(j) == "," and (inner := _container(scan, j, limit)) is not None:
            j = inner
    return j


_INNER = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.ADJECTIVE, Tag.NUMBER, Tag.GENITIVE, Tag.TIME})


def _container(scan: Scan, comma: int, limit: int) -> int | None:
    """Return where a name after a comma ends that only says where: "in Baiji, Salah ad Din, and two pupils"."""
    tags, j = scan.syntax.tags, comma + 1
    if scan.at("place_prepositions", _name_start(scan, comma) - 1) is None or parse_group(scan, j) is not None:
        return None
    while j < limit and (tags[j] is Tag.NAME or scan.at("place_kinds", j) is not None):
        j += 1
    return j if j > comma + 1 and (j >= limit or scan.word(j) in {",", ".", ";", ")"}) else None


def _name_start(scan: Scan, end: int) -> int:
    """Return where the names that end at token `end`, other names and commas among them, begin."""
    tags, j = scan.syntax.tags, end
    while j > 0 and (tags[j - 1] is Tag.NAME or scan.word(j - 1) == "," or scan.at("place_kinds", j - 1) is not None):
        j -= 1
    return j


def _parts(scan: Scan, end: int, words: PersonWords, limit: int) -> tuple[tuple[Group, ...], int] | None:
    """Read "..., including two boys", "(three of them children)"; return the parts and where they end."""
    j = end
    if scan.word(j) in _CLOSERS:
        j += 1
    for phrase in words.phrases["parts"]:
        if tuple(scan.lows[j : j + len(phrase)]) == phrase:
            inner = parse_list(scan, j + len(phrase), names=True)
            if inner is None or inner.end > limit:
                return ((), _close(scan, j + len(phrase), limit)) if "of" not in phrase and j > end else None
            return inner.groups, _close(scan, inner.end, limit)
    if j > end and scan.word(j - 1) in {"(", "-"}:
        inner = parse_list(scan, j)
        if inner is not None and inner.end <= limit and (len(inner.groups) > 1 or scan.word(j - 1) == "("):
            return inner.groups, _close(scan, inner.end, limit)
    return None


def _close(scan: Scan, end: int, limit: int) -> int:
    """Step over the comma or bracket that closes an aside, if more of the list or the verb follows it."""
    if end < limit and scan.word(end) in {")", "-"}:
        return end + 1
    if end < limit and scan.word(end) == "," and end + 1 == limit:
        return end + 1
    return end


def _apposed(scan: Scan, at: int, group: Group, groups: list[Group]) -> bool:
    """Whether a group after a comma says who those before are: "Faris Mutar and Nazim Kubba, two former teachers"."""
    if scan.word(at - 1) != "," and not scan.word(at - 2).isdigit():
        return False
    last = groups[-1]
    known = sum(g.low or 0 for g in groups)
    if (
        all(g.form == "name" for g in groups)
        and group.form in {"counted", "article", "definite", "bare"}
        and group.low == known
    ):
        return True
    if last.form == "counted" and group.form == "bare" and group.vague and _closed(scan, group.end):
        return True  # "seven villagers, members of three families, perished"
    if last.low == 1 == group.low and last.head in person_words(scan.language)["whole"] and group.form == "article":
        return True  # "one of them, a sailor, has died"
    if last.form == "name" and group.low == 1 and group.form in {"article", "definite", "bare"}:
        return True
    if last.low == 1 and last.form in {"possessive", "definite", "article", "bare"} and group.form == "name":
        return True
    single = last.low == 1 and last.form in {"possessive", "definite"} and group.low == 1
    return single and group.form in {"article", "bare"} and _closed(scan, group.end)


def _loosely_apposed(scan: Scan, at: int, group: Group, last: Group, limit: int) -> bool:
    """Whether a list would end in a mere comma, so that the last is an apposition: "a guard, the chief's driver"."""
    if scan.word(at - 1) != "," or last.low != 1 or group.low != 1 or group.form not in {"definite", "possessive"}:
        return False
    end = group.end
    return (
        end >= len(scan) or scan.word(end) in {".", ";", ")"} or (end >= limit and scan.word(end) not in {",", "and"})
    )


def _closed(scan: Scan, end: int) -> bool:
    """Whether a comma closes what may be an apposition, past what modifies it."""
    for j in range(end, min(end + 9, len(scan))):
        if scan.word(j) == ",":
            return True
        if scan.syntax.tags[j] not in NOUNS | _INNER | {Tag.PREPOSITION}:
            return False
    return False


def _gaps(scan: Scan, group: Group) -> bool:
    """Whether a bare number has a place of its own, and so a verb left out: "five in Mosul and three in Hawija"."""
    if group.form != "number" or scan.at("place_prepositions", group.end) is None:
        return False
    return any(scan.tokens[j].capital for j in range(group.end + 1, min(group.end + 5, len(scan))))


def _ends_clause(scan: Scan, group: Group, verb: int | None) -> bool:
    """Whether the group is the subject of a verb of its own, so no part of the list before it."""
    if verb is not None and group.end == verb:
        return False
    tags, j = scan.syntax.tags, group.end
    while j < len(scan) and tags[j] is Tag.ADVERB:
        j += 1
    apart = verb is None and scan.word(group.start - 1) == ","
    while apart and j + 1 < len(scan) and tags[j] is Tag.PREPOSITION:  # "a doctor at the hospital said"
        j += 1
        while j < len(scan) and tags[j] in NOUNS | _INNER:
            j += 1
    follower = next((g for g in scan.syntax.groups if g.start == j), None)
    return follower is not None and not follower.infinitive and (verb is None or j < verb)
