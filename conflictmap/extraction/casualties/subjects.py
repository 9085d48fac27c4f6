"""Who a verb is about: the people among its subject."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.companions import with_whom
from conflictmap.extraction.casualties.mentions import Construction, Mention, mention_of
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people import Group, GroupList, describes, parse_group, parse_list
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.language import Hit

__all__ = ["needs_human", "subject_groups", "subject_mention"]

_NEAREST = frozenset({"relative", "reduced", "participial"})


def subject_mention(scan: Scan, hit: Hit, clause: Clause, construction: Construction) -> Mention | None:
    """Read the people that are the subject of a clause as what `hit` befell.

    Parameters
    ----------
    scan : Scan
    hit : Hit
    clause : Clause
    construction : Construction

    Returns
    -------
    Mention or None
    """
    groups = subject_groups(scan, clause, human=needs_human(hit))
    if groups is None or ("counted_only" in hit.entry.traits and not _counted(groups)):
        return None
    end = max(hit.end, clause.verb.end)
    extra = with_whom(scan, end)
    if extra is not None:
        groups, end = GroupList((*groups.groups, *extra.groups), groups.parts), extra.end
    beside = _not_counting(scan, end)
    if beside is not None:
        groups, end = GroupList((*groups.groups, beside), groups.parts), beside.end
    made = mention_of(hit, groups, construction, min(groups.start, hit.start), end)
    words = casualty_words(scan.language)
    also = not words["subjects.also"].isdisjoint(scan.lows[groups.groups[0].end : hit.end + 1])
    too = words.phrase_at("subjects.too", scan.lows, hit.end) > hit.end
    return replace(made, more=True) if also or too else made


def _counted(groups: GroupList) -> bool:
    """Whether a number is told of all of them: by "both" too, not by "they"."""
    return all(
        group.form in {"counted", "number"} or (group.form == "pronoun" and group.low) for group in groups.groups
    )


def _not_counting(scan: Scan, i: int) -> Group | None:
    """Read "..., not counting the eight attackers": dead attackers beside a count belong to it."""
    j = i + 1 if scan.word(i) == "," else i
    end = casualty_words(scan.language).phrase_at("subjects.not_counting", scan.lows, j)
    group = parse_group(scan, end) if end > j else None
    return group if group is not None and group.group == "militant" and group.low else None


def needs_human(hit: Hit) -> bool:
    """Whether what a verb befalls can only be a person: not where it hits, takes or holds things too.

    Parameters
    ----------
    hit : Hit

    Returns
    -------
    bool
    """
    return hit.entry.form != "word" and _OF_THINGS.isdisjoint(hit.entry.traits)


_OF_THINGS = frozenset({"passive_only", "needs_people", "active_only"})


def subject_groups(scan: Scan, clause: Clause, *, human: bool = False) -> GroupList | None:
    """Find the people a verb is about: the first that no preposition governs, the nearest of a relative.

    Parameters
    ----------
    scan : Scan
    clause : Clause
    human : bool
        Whether only a person can be the subject.

    Returns
    -------
    GroupList or None
    """
    share = _share_of_whom(scan, clause)
    if share is not None:
        return GroupList((share,))
    start, end = clause.subject
    if (scan.plays(start, "nought") and parse_quantity(scan, start) is None) or _ends_in_nobody(scan, start, end):
        return None  # "No civilians, Afghan or coalition forces were harmed"
    found = _first_subject(scan, clause, human=human)
    parent = scan.syntax.parent(clause) if clause.link == "relative" else None
    if parent is not None and found is not None and found.end <= parent.verb.start:
        found = _antecedent(scan, end, found)
    return found if found is not None else _unnamed(scan, clause, human=human)


def _ends_in_nobody(scan: Scan, start: int, end: int) -> bool:
    """Whether nobody stands right before the verb, whatever stands before: "another in Kut, but | no one"."""
    pair = scan.plays(end - 2, "nought") and scan.plays(end - 1, "one")
    return end - start > 2 and (pair or scan.word(end - 1) in casualty_words(scan.language)["nought.pronouns"])


def _first_subject(scan: Scan, clause: Clause, *, human: bool) -> GroupList | None:
    """Return the first people of a subject, the nearest of a relative clause."""
    found = None
    for groups in _subjects(scan, *clause.subject, human=human):
        found = _with_surname(scan, clause.subject[0], groups)
        if clause.link not in _NEAREST:
            break
    return found


def _with_surname(scan: Scan, start: int, groups: GroupList) -> GroupList:
    """Add who is told by a bare surname before his company: "Saleh and his driver"."""
    joined = scan.plays(start + 1, "additive") and groups.start == start + 2
    named = _surname(scan, start, start + 1) if joined and groups.groups[0].form == "possessive" else None
    return groups if named is None else GroupList((*named.groups, *groups.groups), groups.parts)


def _unnamed(scan: Scan, clause: Clause, *, human: bool) -> GroupList | None:
    """Read a subject that is a pronoun, a bare surname, or "who" of somebody behind a preposition."""
    start, end = clause.subject
    if scan.word(clause.verb.start) in casualty_words(scan.language)["subjects.being"]:
        return _right_before(scan, clause)
    if clause.link == "relative" and clause.marker in casualty_words(scan.language)["subjects.who"]:
        return _owner(scan, start, end)
    if end - start > 2:
        return None
    return _pronoun_subject(scan, start, end) or (_surname(scan, start, end) if human else None)


def _right_before(scan: Scan, clause: Clause) -> GroupList | None:
    """Read whom a noun is told of that governs them: "word of | two teachers | being beheaded"."""
    at = clause.verb.start
    found = (parse_group(scan, i) for i in range(max(0, at - _NEAR), at))
    group = next((group for group in found if group is not None and group.end == at and group.low), None)
    return GroupList((group,)) if group is not None else None


def _antecedent(scan: Scan, end: int, found: GroupList) -> GroupList | None:
    """Take those right before "who" for others further off: "Hundreds attended the funeral of three men | who"."""
    if scan.word(end - 1) not in casualty_words(scan.language)["subjects.who"]:
        return found if "," in scan.lows[found.end : end] else None  # "Men returned to the market that was hit"
    for i in range(max(found.end, end - _NEAR), end - 1):
        group = parse_group(scan, i)
        if group is not None and group.end == end - 1 and group.low is not None:
            return GroupList((group,))
    return found


_NEAR = 8
"""Tokens before "who" within which those it tells of begin."""


def _owner(scan: Scan, start: int, end: int) -> GroupList | None:
    """Read whom "who" tells of where a preposition governs them: "the car of a judge, who was hurt"."""
    for i in range(start, end) if "," in scan.lows[end - 2 : end] else ():
        group = parse_group(scan, i)
        if group is not None and end - 2 <= group.end <= end:
            return GroupList((group,))
    return None


def _subjects(scan: Scan, start: int, end: int, *, human: bool) -> Iterator[GroupList]:
    """Yield the people among tokens `start` to `end` that no preposition governs."""
    i = start
    while i < end:
        if _governed(scan, i):
            i = _past_source(scan, i, end) or _past_phrase(scan, i + 1, end)
            continue
        groups = parse_list(scan, i, names=_may_be_name(scan, i), human=human, verb=end) or _single(scan, i, end)
        if groups is None:
            i += 1
        elif _may_be_subject(scan, groups, opens=i == start):
            yield groups
            i = max(groups.end, i + 1)
        else:
            i = groups.groups[0].end


def _share_of_whom(scan: Scan, clause: Clause) -> Group | None:
    """Read "one of whom (later died)": the number stands before the relative word."""
    of = clause.start - 2
    if clause.link != "relative" or of < 1 or not scan.plays(of, "genitive"):
        return None
    shares = (parse_group(scan, k) for k in range(max(0, of - 4), of))  # with what qualifies it: "at least 12 of whom"
    return next((group for group in shares if group is not None and group.end == clause.start), None)


def _governed(scan: Scan, i: int) -> bool:
    """Whether a preposition stands here that begins no number ("at least six")."""
    return scan.syntax.tags[i] in {Tag.PREPOSITION, Tag.TO} and parse_quantity(scan, i) is None


def _past_source(scan: Scan, i: int, end: int) -> int:
    """Step over a source with who he is: "according to Ali Hadi, the mayor of Kut, | 15 people"; 0 if none is here."""
    if scan.word(i) not in scan.language.lists("placement")["media"]["sources"]:
        return 0
    marks = [j for j in range(i, end) if scan.word(j) == ","]
    if len(marks) < _SET_IN or scan.syntax.tags[marks[0] - 1] is not Tag.NAME:
        return 0
    told = parse_group(scan, marks[0] + 1)
    one = told is not None and told.low == told.high == 1 and told.end <= marks[1]
    return marks[1] if one else 0


_SET_IN = 2
"""Commas around who somebody is."""

_INSIDE = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.ADJECTIVE, Tag.GENITIVE, Tag.TIME, *NOUNS})
_LEADS = frozenset({Tag.DETERMINER, Tag.NUMBER})


def _past_phrase(scan: Scan, i: int, end: int) -> int:
    """Step over the noun phrase that a preposition governs."""
    tags, j = scan.syntax.tags, i
    while j < end and tags[j] in _INSIDE:
        j += 1
        fresh = j < end and tags[j] in _LEADS
        if fresh and tags[j - 1] not in _LEADS and tags[j - 1] is not Tag.POSSESSIVE:
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
        if scan.word(i) in casualty_words(scan.language)["subjects.pronouns"]:
            return GroupList((Group(i, i + 1, 1, 1, "unknown", "them", "pronoun"),))
    return None


def _may_be_name(scan: Scan, i: int) -> bool:
    tags = scan.syntax.tags
    return tags[i] is not Tag.DETERMINER and (i == 0 or tags[i - 1] is not Tag.NAME)


def _single(scan: Scan, i: int, end: int) -> GroupList | None:
    group = parse_group(scan, i)
    if group is not None and group.end <= end:
        return GroupList((group,))
    return _number_alone(scan, i, end)


def _number_alone(scan: Scan, i: int, end: int) -> GroupList | None:
    """Read a number right before the verb, whatever noun stands behind that: "three | lost limbs"."""
    number = parse_quantity(scan, i)
    if number is None or number.article or number.end != end:
        return None
    return GroupList((Group(i, end, number.low, number.high, "unknown", "", "number", vague=number.vague),))


def _opens(scan: Scan, i: int) -> bool:
    """Whether a clause opens at token `i`: behind a mark, "and", "that" or a verb of saying."""
    before, words = scan.word(i - 1), scan.syntax.words
    told = before in {"", ".", ";", ","} or scan.plays(i - 1, "additive", "complementizer")
    return told or words.lemma(before) in words.saying


def _may_be_subject(scan: Scan, groups: GroupList, *, opens: bool) -> bool:
    first = groups.groups[0]
    if describes(scan, first):
        return False
    if first.part:
        return opens or _opens(scan, first.start)
    return first.head != "" or first.form in {"number", "name", "pronoun"} or first.more
