"""Whether a group after a comma adds people, or only tells more of those before it."""

from __future__ import annotations

from collections.abc import Sequence

from conflictmap.extraction.people.groups import Form, Group
from conflictmap.extraction.people.nounphrases import parse_group
from conflictmap.extraction.people.personwords import PersonWords, person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag, VerbGroup

__all__ = [
    "INNER",
    "describes",
    "ends_clause",
    "gaps",
    "in_town",
    "is_apposed",
    "is_last_apposed",
    "past_inside",
    "past_pair",
    "trailing_parts",
]

INNER = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.ADJECTIVE, Tag.NUMBER, Tag.GENITIVE, Tag.TIME})
"""What stands inside a noun phrase beside its nouns."""
_INDEFINITE: frozenset[Form] = frozenset({"article", "bare"})
_OF_ONE: frozenset[Form] = frozenset({"article", "bare", "definite"})
_OWNED: frozenset[Form] = frozenset({"possessive", "definite"})


def trailing_parts(scan: Scan, groups: Sequence[Group], words: PersonWords) -> int:
    """Count the groups at the end that "among them" makes parts: "six people, a nurse and a driver among them".

    Parameters
    ----------
    scan : Scan
    groups : sequence of Group
    words : PersonWords

    Returns
    -------
    int
    """
    if len(groups) < 2 or words.phrase_at("inside", scan.lows, groups[-1].end) is None:
        return 0
    for n in range(1, len(groups)):
        if scan.word(groups[n].start - 1) == "," and (groups[n - 1].low or 0) >= sum(g.low or 1 for g in groups[n:]):
            return len(groups) - n
    return 0


def describes(scan: Scan, group: Group) -> bool:
    """Whether the group after a comma only tells more of those before: "one of them a boy", "a child among them".

    Parameters
    ----------
    scan : Scan
    group : Group

    Returns
    -------
    bool
    """
    words = person_words(scan.language)
    set_off = scan.word(group.start - 1) in {",", "-", "("}
    if set_off and (group.head in words["whole"] or _in_what_state(scan, group) or _is_what(scan, group)):
        return True
    return words.phrase_at("inside", scan.lows, group.end) is not None


def _in_what_state(scan: Scan, group: Group) -> bool:
    """Whether a bare number is only of those before, by how they are: "three men, one critically, in Hit"."""
    tags, end = scan.syntax.tags, group.end
    state = group.form == "number" and end < len(scan) and tags[end] is Tag.ADVERB
    return state and scan.word(end + 1) in {",", ".", ")", "-", ""}


def _is_what(scan: Scan, group: Group) -> bool:
    """Whether a bare "one" is told by a noun of its own: "three people, one a child, in Hit"."""
    alone = group.form == "number" and group.low == 1 and not group.head
    end = _past_noun(scan, group.end) if alone else group.end
    return end > group.end and not scan.plays(end, "genitive")


def _past_noun(scan: Scan, start: int) -> int:
    """Return where "a child", "an off-duty nurse" ends that begins at a token; the token itself if none does."""
    tags, end = scan.syntax.tags, start + 1
    if start >= len(scan) or tags[start] is not Tag.DETERMINER:
        return start
    while end < len(scan) and tags[end] in NOUNS | {Tag.ADJECTIVE}:
        end += 1
    return end if end > start + 1 and tags[end - 1] in NOUNS else start


def past_inside(scan: Scan, end: int, words: PersonWords) -> int:
    """Return where a description ends: past "among them", and past the noun in "one of them a boy".

    Parameters
    ----------
    scan : Scan
    end : int
        Of the group that describes.
    words : PersonWords

    Returns
    -------
    int
    """
    phrase = words.phrase_at("inside", scan.lows, end)
    if phrase is not None:
        return end + len(phrase)
    if scan.syntax.tags[min(end, len(scan) - 1)] is Tag.ADVERB:
        return end + 1
    return _past_noun(scan, end)


def is_apposed(scan: Scan, at: int, group: Group, groups: Sequence[Group]) -> bool:
    """Whether a group after a comma says who those before are: "Salim Hadi and Karim Nuri, two retired clerks".

    Parameters
    ----------
    scan : Scan
    at : int
        Where the group begins.
    group : Group
    groups : sequence of Group
        Those before it.

    Returns
    -------
    bool
    """
    if scan.word(at - 1) != "," and not scan.word(at - 2).isdecimal():
        return False
    last = groups[-1]
    if _tells_names(group, groups) or _tells_one(scan, group, last):
        return True
    # "seven villagers, members of three families, perished"
    return last.form == "counted" and group.form == "bare" and group.vague and _closed(scan, past_pair(scan, group))


def past_pair(scan: Scan, group: Group) -> int:
    """Return where what tells of people counted ends, with a second plural: "40 people, women as well as children,".

    Parameters
    ----------
    scan : Scan
    group : Group
        The first plural.

    Returns
    -------
    int
        The end of the first alone if no comma closes the two.
    """
    joint = next((i for i in range(group.end, min(group.end + 4, len(scan))) if _joins(scan, i)), None)
    second = parse_group(scan, joint + 1) if joint is not None and group.form == "bare" else None
    closed = second is not None and second.form == "bare" and scan.word(second.end) == ","
    return second.end if second is not None and closed else group.end


def _joins(scan: Scan, i: int) -> bool:
    return scan.syntax.tags[i] is Tag.COORDINATOR


def _tells_names(group: Group, groups: Sequence[Group]) -> bool:
    """Whether a noun counts as many as there are names before it."""
    if group.form not in _OF_ONE | {"counted"} or any(g.form != "name" for g in groups):
        return False
    return group.low == sum(g.low or 0 for g in groups)


def _tells_one(scan: Scan, group: Group, last: Group) -> bool:
    """Whether a noun tells who one person is, or a name who bears it."""
    if last.low == 1 and last.form in _OWNED | _INDEFINITE and group.form == "name":
        return True
    if group.low != 1:
        return False
    if last.form == "name":
        return group.form in _OF_ONE
    return last.low == 1 and _tells_noun(scan, group, last)


def _tells_noun(scan: Scan, group: Group, last: Group) -> bool:
    words = person_words(scan.language)
    if group.form == "article" and last.head in words["whole"]:
        return True  # "one of them, a sailor, has died"
    if last.form == "counted" and last.head in words["general_one"]:
        return _closed(scan, group.end)  # "one person, the driver of the car, was killed"
    return last.form in _OWNED and group.form in _INDEFINITE and _closed(scan, group.end)


def is_last_apposed(scan: Scan, at: int, group: Group, groups: Sequence[Group], limit: int) -> bool:
    """Whether a list would end in a mere comma, so that the last is an apposition: "a guard, the chief's driver".

    One person after a comma and nobody else is an apposition too ("its driver, a judge."; "a teacher, a father of four,
    in Kut"): a list of two would have "and".

    Parameters
    ----------
    scan : Scan
    at : int
        Where the group begins.
    group : Group
    groups : sequence of Group
        Those before it.
    limit : int
        Where the list ends at the latest.

    Returns
    -------
    bool
    """
    last = groups[-1]
    if scan.word(at - 1) != "," or last.low != 1 or group.low != 1:
        return False
    if group.form == "article" and (len(groups) == 1 or scan.plays(last.start - 1, "additive")):
        return _ends_list(scan, group.end)
    if group.form not in _OWNED:
        return False
    end = group.end
    if _ends_list(scan, end):
        return True
    return end >= limit and scan.word(end) != "," and not scan.plays(end, "additive")


def _ends_list(scan: Scan, end: int) -> bool:
    """Whether nobody follows a noun phrase and what modifies it: a full stop does, or a comma before something else."""
    for j in range(end, min(end + 7, len(scan))):
        if scan.word(j) in {".", ";", ")"}:
            return True
        if scan.word(j) == ",":
            return scan.syntax.tags[min(j + 1, len(scan) - 1)] not in NOUNS | INNER | {Tag.COORDINATOR}
        if scan.syntax.tags[j] not in NOUNS | INNER | {Tag.PREPOSITION}:
            return False
    return end >= len(scan)


def _closed(scan: Scan, end: int) -> bool:
    """Whether a comma closes what may be an apposition, past what modifies it."""
    for j in range(end, min(end + 9, len(scan))):
        if scan.word(j) == ",":
            return True
        if scan.syntax.tags[j] not in NOUNS | INNER | {Tag.PREPOSITION}:
            return False
    return False


def gaps(scan: Scan, group: Group, before: int) -> bool:
    """Whether a group has a place of its own, and so a verb left out: "five in Mosul and three in Hawija".

    Parameters
    ----------
    scan : Scan
    group : Group
    before : int
        Token after the group before it, where the place of that one would stand.

    Returns
    -------
    bool
    """
    if scan.at("place_prepositions", group.end) is None:
        return False
    if group.form != "number":
        return in_town(scan, before) and in_town(scan, group.end)
    return any(scan.tokens[j].capital for j in range(group.end + 1, min(group.end + 5, len(scan))))


def in_town(scan: Scan, i: int) -> bool:
    """Whether a place is told at token `i` by its bare name: "in Mosul", not "in the Interior Ministry".

    Parameters
    ----------
    scan : Scan
    i : int
    """
    hit = scan.at("place_prepositions", i)
    end = hit.end if hit is not None else len(scan)
    named = end < len(scan) and scan.tokens[end].capital and scan.syntax.tags[end] is Tag.NAME
    return named and scan.syntax.tags[min(end + 1, len(scan) - 1)] not in {Tag.GENITIVE, *NOUNS}


def ends_clause(scan: Scan, group: Group, verb: int | None) -> bool:
    """Whether the group is the subject of a verb of its own, so no part of the list before it.

    Parameters
    ----------
    scan : Scan
    group : Group
    verb : int or None
        The verb that the list belongs to.

    Returns
    -------
    bool
    """
    if verb is not None and group.end == verb:
        return False
    j = _past(scan, group.end, frozenset({Tag.ADVERB}))
    if verb is None and scan.word(group.start - 1) == ",":
        j = _past_phrases(scan, j)
    follower = next((g for g in scan.syntax.groups if g.start == j), None)
    if follower is None or follower.infinitive or follower.reduced or _describes(scan, group, follower):
        return False
    return verb is None or j < verb


def _describes(scan: Scan, group: Group, follower: VerbGroup) -> bool:
    """Whether a participle says what the last of a list were doing: "a baker and four people | queuing for bread"."""
    return follower.form is Tag.ING and scan.plays(group.start - 1, "additive")


def _past(scan: Scan, j: int, tags: frozenset[Tag]) -> int:
    while j < len(scan) and scan.syntax.tags[j] in tags:
        j += 1
    return j


def _past_phrases(scan: Scan, j: int) -> int:
    """Step over prepositions and what they govern: "a doctor at the hospital said"."""
    while j + 1 < len(scan) and scan.syntax.tags[j] is Tag.PREPOSITION:
        j = _past(scan, j + 1, NOUNS | INNER)
    return j
