"""Groups joined by commas and "and", their appositions and their parts."""

from __future__ import annotations

from conflictmap.extraction.people.groups import Group, GroupList
from conflictmap.extraction.people.nounphrases import parse_group
from conflictmap.extraction.sentence import Scan

__all__ = ["describes", "parse_list"]


def parse_list(scan: Scan, i: int, *, names: bool = False, verb: int | None = None) -> GroupList | None:
    """Read coordinated groups at token `i`, with the parts that follow them.

    Parameters
    ----------
    scan : Scan
    i : int
        First token.
    names : bool
        Whether bare personal names count as persons.
    verb : int or None
        For a subject: the token of the verb that the whole list belongs to.
    """
    first = parse_group(scan, i, names=names)
    if first is None:
        return None
    groups, end = [first], first.end
    while len(groups) < 12:
        at = _join(scan, end, groups)
        if at is None:
            break
        group = parse_group(scan, at, names=names and scan.word(at - 1) == "and")
        if (
            group is None
            or describes(scan, group)
            or group.part
            or (group.end != verb and _own_clause(scan, group, groups))
        ):
            break
        end = group.end
        if group.form == "bare" and group.vague and groups[-1].form == "counted" and groups[-1].head:
            continue  # "18 employees and visitors": both nouns share the number
        groups.append(group)
    parts = _parts(scan, end)
    first, rest = groups[0], groups[1:]
    general = not first.head or first.head in scan.grammar.general_nouns
    if (
        rest
        and general
        and first.low is not None
        and first.form == "counted"
        and sum(group.low or 0 for group in rest) == first.low
        and scan.word(first.end) in {",", "-", "("}
    ):
        return GroupList((first,), tuple(rest))  # "thirteen people, ten engineers and three drivers"
    return GroupList(tuple(groups), parts)


def describes(scan: Scan, group: Group) -> bool:
    """Whether the group after a comma only tells more of those before: "one of them a boy", "a child among them"."""
    if scan.word(group.start - 1) in {",", "-", "("} and group.head in {"them", "whom"}:
        return True
    return scan.word(group.end) == "included" or (
        scan.word(group.end) in {"among", "amongst"} and scan.word(group.end + 1) in {"them", "those", "whom"}
    )


def _join(scan: Scan, end: int, groups: list[Group]) -> int | None:
    """Find where the next group of a list begins: after a comma, "and", and past what only modifies the last one."""
    j = _past_modifiers(scan, end)
    comma = scan.word(j) == ","
    k = j + 1 if comma else j
    for join in scan.grammar.joins:
        if tuple(scan.lows[k : k + len(join)]) == join:
            return k + len(join)
    if not comma:
        return None
    if scan.word(k).isdigit() and scan.word(k + 1) == "," and groups[-1].low == 1:
        k += 2  # an age: "killed Abbas Tahir, 43, a dentist"
    beyond = _apposition(scan, k, groups)
    return beyond if beyond is not None else k


def _apposition(scan: Scan, k: int, groups: list[Group]) -> int | None:
    """Skip ", a council member," after a definite single person: it says who, it adds nobody."""
    last = groups[-1]
    if last.low != 1 or (last.form not in {"possessive", "definite", "name", "bare"} and not _named_at(scan, k)):
        return None
    described = parse_group(scan, k, names=True)
    if described is None or described.low != 1 or described.form == "possessive":
        return None
    j = described.end
    while j < described.end + 9 and j < len(scan) and scan.word(j) != "," and _is_plain(scan, j):
        j += 1
    if scan.word(j) != ",":
        # "Sayyid Radhi, an aide to the ayatollah, died": nobody is added even if the list ends here
        return described.end if last.form == "name" and described.form == "article" else None
    j += 1
    for join in scan.grammar.joins:
        if tuple(scan.lows[j : j + len(join)]) == join:
            return j + len(join)
    return j


def _is_plain(scan: Scan, j: int) -> bool:
    """Whether the word is no verb, so that a phrase may run over it."""
    return (
        (scan.word(j) not in scan.grammar.be or scan.word(j) == "'s")
        and scan.at("outcome", j) is None
        and scan.word(j) not in {".", ";", "when"}
    )


def _named_at(scan: Scan, k: int) -> bool:
    return k + 1 < len(scan) and scan.tokens[k].capital and scan.tokens[k + 1].capital


def _past_modifiers(scan: Scan, end: int) -> int:
    """Skip a name, an age, and a short prepositional phrase after a head: "a boy of 12", "a judge, Tariq al-Amiri"."""
    j = end
    while (
        j < len(scan)
        and scan.tokens[j].capital
        and scan.word(j) not in scan.grammar.time_words
        and scan.at("outcome", j) is None
    ):
        j += 1
    if scan.word(j) not in scan.grammar.modifier_starts:
        return j
    k = j + 1
    while k < len(scan) and k < j + 16:
        word = scan.word(k)
        if word == "," and k + 1 < len(scan) and scan.tokens[k + 1].capital and not _group_follows(scan, k):
            k += 1  # "the imam of a mosque in Baiji, Salah ad Din, and two of his pupils"
            continue
        if word in {",", "and"}:
            return k if _group_follows(scan, k) else j
        if (
            not (word[0].isalnum() or word == "'s")
            or scan.at("outcome", k)
            or (word in scan.grammar.be and word != "'s")
            or word in {"when", "while", "after", "as"}
        ):
            return j
        k += 1
    return j


def _group_follows(scan: Scan, k: int) -> bool:
    """Whether after the joint at `k` a counted or possessive group stands, so that a list plainly goes on."""
    at = k + 1 if scan.word(k) == "and" or scan.word(k + 1) != "and" else k + 2
    group = parse_group(scan, at)
    return group is not None and group.form in {"counted", "article", "possessive"}


def _own_clause(scan: Scan, group: Group, groups: list[Group]) -> bool:
    """Whether the group is the subject of what follows ("and two others were hurt"), so no part of the list."""
    j = group.end
    while scan.word(j) in {"also", "later", "reportedly", "seriously", "critically", "slightly"}:
        j += 1
    hit = scan.at("outcome", j)
    if hit is not None and hit.entry.form in {"past", "past_participle", "participle", "word", "phrase", "third"}:
        return True
    if scan.word(j) in scan.grammar.be or scan.word(j) in {
        "who",
        "had",
        "have",
        "has",
        "said",
        "say",
        "told",
        "opened",
        "exploded",
        "added",
    }:
        return True
    if group.form == "bare" and (scan.word(group.start - 1) == "," or not group.vague):
        return True
    if scan.word(group.start - 1) == "," and group.form in {"article", "bare", "definite"} and _speaks(scan, group.end):
        return True
    if (
        group.form == "number"
        and scan.word(j) in {"in", "at", "near"}
        and j + 1 < len(scan)
        and scan.tokens[j + 1].capital
    ):
        return True
    return (
        bool(scan.inside("kind", group.start, group.end))
        and scan.at("kind", j) is not None
        and groups[-1].end != group.start - 1
    )


def _speaks(scan: Scan, i: int) -> bool:
    """Whether what begins here goes on to a verb of saying ("..., a doctor at the hospital said")."""
    for j in range(i, min(i + 8, len(scan))):
        if scan.word(j) in {"said", "told", "says", "added", "reported", "confirmed"}:
            return True
        if scan.word(j) in {",", ".", ";", "and"}:
            return False
    return False


def _parts(scan: Scan, end: int) -> tuple[Group, ...]:
    j = end
    if scan.word(j) in {",", "-", "(", ":"}:
        j += 1
    opened = scan.word(j - 1) in {"-", "(", ":"} and j > end
    for words in sorted(scan.grammar.parts, key=len, reverse=True):
        if tuple(scan.lows[j : j + len(words)]) == words:
            inner = parse_list(scan, j + len(words))
            return inner.groups if inner is not None else ()
    if opened:
        inner = parse_list(scan, j)
        if inner is not None and len(inner.groups) > 1:
            return inner.groups
    return ()
