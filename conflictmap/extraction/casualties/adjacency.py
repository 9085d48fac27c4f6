"""People right beside an adjective or participle: "six killed", "left four dead", "shot the man and his wife dead"."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.casualties.subjects import subject_mention
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people import Group, GroupList, parse_group, parse_list
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS, Clause, Tag
from conflictmap.language import Hit

__all__ = ["adjective", "before_noun", "people_beside"]


_REACH = 30


def people_beside(scan: Scan, hit: Hit) -> GroupList | None:
    """Read people who end right before the word: "six killed", "at least 20 dead", "two soldiers (were) wounded".

    Parameters
    ----------
    scan : Scan
    hit : Hit

    Returns
    -------
    GroupList or None
    """
    words = casualty_words(scan.language)
    if _is_owned(scan, hit.start):
        return None  # "a grandmother succumbed to her | injuries"
    end = _past_adverbs(scan, hit.start, words)
    best = _nearest(scan, end, words) or _past_age(scan, end, words)
    if best is None or (best.groups[0].part and not _is_set_apart(scan, best)) or _acts(scan, best):
        return None
    if best.end == hit.start - 1 and scan.plays(best.end, "genitive") and best.groups[-1].head:
        return None  # "120 families of martyrs"
    inner = scan.word(best.start - 1) in words["beside.inner"] and not _is_told_of(scan, best.start - 1)
    if inner and best.groups[0].form in {"bare", "number"}:
        return _past_age(scan, end, words)
    return best


def _is_owned(scan: Scan, i: int) -> bool:
    """Whether a word at token `i` stands behind "his", or "her", which is tagged as it stands alone."""
    return i > 0 and (scan.syntax.tags[i - 1] is Tag.POSSESSIVE or scan.plays(i - 1, "object_possessives"))


def _is_told_of(scan: Scan, of: int) -> bool:
    """Whether "of" leads to a figure that is told, and not to what describes people: "speak of | 20 dead"."""
    return scan.syntax.tags[of - 1] in VERBS and scan.plays(of, "genitive")


def _acts(scan: Scan, people: GroupList) -> bool:
    """Whether the people are a pronoun that can only be a subject: "when they seized a hilltop"."""
    return scan.word(people.groups[0].start) in scan.language.lists("anaphora")["subject"]["pronouns"]


def _past_adverbs(scan: Scan, end: int, words: CasualtyWords) -> int:
    """Return where people end, adverbs and "left" or "found" after them."""
    between = words["function.adverbs"] | words["beside.verbs"]
    while end > 0 and scan.word(end - 1) in between:
        end -= 1
    return end


def _nearest(scan: Scan, end: int, words: CasualtyWords) -> GroupList | None:
    """Return the longest list of people that ends at token `end`."""
    best: GroupList | None = None
    taken = _objects_at(scan, end)
    for i in range(end - 1, max(-1, end - _REACH), -1):
        if scan.word(i) in {";", "."} or (best is not None and i in taken):
            break
        groups = parse_list(scan, i, verb=end)
        if groups is not None and _reaches(scan, groups, end):
            best = _longer(groups, best, end)
            if _is_set_apart(scan, best):
                break
        elif best is not None and _parts_from(scan, i, best, words):
            break
    return best


def _is_set_apart(scan: Scan, people: GroupList) -> bool:
    """Whether only a share of people is as the word behind says: "15 passengers, | six of them | dead"."""
    first = people.groups[0]
    return first.part and first.head in person_words(scan.language)["whole"]


def _reaches(scan: Scan, groups: GroupList, end: int) -> bool:
    """Whether people end where the word begins, or at a comma before it."""
    last = groups.end
    return last == end or (last == end - 1 and scan.word(end - 1) == ",")


def _longer(groups: GroupList, best: GroupList | None, end: int) -> GroupList:
    """Return the list that begins earlier, unless it ends earlier too."""
    return groups if best is None or groups.end in {end, best.end} else best


def _parts_from(scan: Scan, i: int, best: GroupList, words: CasualtyWords) -> bool:
    """Whether the word at `i` keeps what stands before it from being of the list."""
    if scan.word(i) in words["beside.breaks"]:
        return True
    if scan.word(i) != "," or i == best.start - 1:
        return False
    described = person_words(scan.language).phrase_at("parts", scan.lows, i + 1)
    return described is None or i + 1 + len(described) != best.start


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


def _past_age(scan: Scan, end: int, words: CasualtyWords) -> GroupList | None:
    """Read "a boy of 12 dead", "four people in a minibus dead"."""
    for i in range(end - 2, max(-1, end - 9), -1):
        if scan.word(i) in {",", ";"} or scan.plays(i, "additive"):
            break
        group = parse_group(scan, i)
        described = group is not None and group.end < end and scan.word(group.end) in words["beside.modifies"]
        if group is not None and described and group.head and group.form != "bare":
            return GroupList((group,))
    return None


def adjective(scan: Scan, hit: Hit) -> Mention | None:
    """Read "20 dead", "left four people dead", "12 deaths", "treated a dozen wounded"; "30 in hospital".

    Parameters
    ----------
    scan : Scan
    hit : Hit

    Returns
    -------
    Mention or None
    """
    made = _adjective(scan, hit)
    where = made is not None and scan.syntax.tags[hit.start] is Tag.PREPOSITION  # "a doctor in hospital"
    return None if made is not None and where and made.groups[0].form != "number" else made


def _adjective(scan: Scan, hit: Hit) -> Mention | None:
    clause = scan.syntax.clause_at(hit.start)
    if clause is not None and _links(scan, clause) and hit.start - clause.verb.end <= 1:
        made = subject_mention(scan, hit, clause, "passive")
        if made is not None or hit.start == clause.verb.end:
            return made
    if _names_them(scan, hit):
        return None
    counted = before_noun(scan, hit)
    if counted is not None:
        return mention_of(hit, GroupList((counted,)), "nominal", counted.start, counted.end)
    adjacent = people_beside(scan, hit)
    if adjacent is not None:
        return mention_of(hit, adjacent, "reduced", adjacent.start, hit.end)
    return _left_so(scan, hit)


def _links(scan: Scan, clause: Clause) -> bool:
    """Whether a verb only says how its subject is: "were", "lay"."""
    return clause.verb.copula or scan.syntax.lemma(clause) in casualty_words(scan.language)["beside.lying"]


def _names_them(scan: Scan, hit: Hit) -> bool:
    """Whether the word only names people told of: "the wounded", "were wounded" of another verb."""
    words = casualty_words(scan.language)
    led = scan.word(hit.start) in words["beside.hurt"] and scan.word(hit.start - 1) in words["beside.definite"]
    return led or scan.plays(hit.start - 1, "definite")


def _left_so(scan: Scan, hit: Hit) -> Mention | None:
    """Read "left dead four people"."""
    words = casualty_words(scan.language)
    if scan.word(hit.start) not in words["beside.states"] or scan.word(hit.start - 1) not in words["beside.leaving"]:
        return None
    groups = parse_list(scan, hit.end)
    return mention_of(hit, groups, "active", hit.start, groups.end) if groups is not None else None


def before_noun(scan: Scan, hit: Hit) -> Group | None:
    """Read "31 wounded persons" where a verb only reports them: "resulted in 31 wounded persons".

    Parameters
    ----------
    scan : Scan
    hit : Hit

    Returns
    -------
    Group or None
    """
    if scan.syntax.tags[hit.start] is not Tag.ADJECTIVE:
        return None
    for i in range(hit.start - 1, max(-1, hit.start - 5), -1):
        group = parse_group(scan, i) if parse_quantity(scan, i) is not None else None
        if group is not None and group.form == "counted" and group.end > hit.end:
            return group if _only_reported(scan, i) else None
    return None


def _only_reported(scan: Scan, i: int) -> bool:
    """Whether the verb around a token reports people and does them nothing; so does none."""
    clause = scan.syntax.clause_at(i)
    while clause is not None and clause.verb.reduced and scan.at("outcome", clause.verb.head) is not None:
        clause = scan.syntax.parent(clause)  # "resulted in | three killed and | five injured civilians"
    return clause is None or scan.syntax.lemma(clause) in casualty_words(scan.language)["nominal.verbs"]
