"""Groups joined by commas and "and", their appositions and their parts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from conflictmap.extraction.people.apposition import (
    INNER,
    describes,
    ends_clause,
    gaps,
    is_apposed,
    is_last_apposed,
    past_inside,
    past_pair,
    trailing_parts,
)
from conflictmap.extraction.people.asides import past_age, past_aside, past_bracket, past_name, past_title
from conflictmap.extraction.people.groups import MOST, Group, GroupList
from conflictmap.extraction.people.nounphrases import parse_group
from conflictmap.extraction.people.personwords import PersonWords, person_words
from conflictmap.extraction.people.shares import tells_how
from conflictmap.extraction.people.unmarked import goes_on_unmarked, past_each
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag

__all__ = ["parse_list"]

_OPENERS = frozenset({"(", "-", ","})


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

    Returns
    -------
    GroupList or None
    """
    if verb is not None:
        limit = verb
    elif limit is None:
        limit = len(scan)
    first = parse_group(scan, i, names=names, human=human)
    if first is None or first.end > limit:
        return None
    named = names or verb is not None
    return _Reading(scan, person_words(scan.language), limit, verb, first.end, [first], names=named, human=human).run()


@dataclass(slots=True)
class _Reading:
    """A list as far as it has been read.

    Attributes
    ----------
    limit : int
        Nothing is read past it.
    verb : int or None
        Of a subject.
    end : int
        Token after what has been read.
    groups, parts : list of Group
    names : bool
        Whether bare personal names count.
    human : bool
        Whether only persons can stand here, so that any noun with a possessive is one, and any at all before the verb.
    """

    scan: Scan
    words: PersonWords
    limit: int
    verb: int | None
    end: int
    groups: list[Group]
    parts: list[Group] = field(default_factory=list)
    names: bool = False
    human: bool = False

    def run(self) -> GroupList:
        """Read as long as something goes on."""
        while len(self.groups) < MOST and (self._shares_number() or self._takes_parts() or self._goes_on()):
            pass
        return self._told_apart() or _settled(self.scan, self.groups, self.parts, self.words)

    def _told_apart(self) -> GroupList | None:
        """Read who several are, set in between commas before the verb: "the brothers, a baker and a guard, | died"."""
        first, rest = self.groups[0], tuple(self.groups[1:])
        if self.parts or (first.low or 0) < 2 or not self._set_in(first, rest):
            return None
        if first.vague:
            return GroupList(rest, ())
        return GroupList((first,), rest) if sum(group.low or 0 for group in rest) == first.low else None

    def _set_in(self, first: Group, rest: tuple[Group, ...]) -> bool:
        """Whether commas stand around all groups but the first, and the verb behind them."""
        marks = (self.scan.word(first.end), self.scan.word(rest[-1].end)) if len(rest) > 1 else ()
        return marks == (",", ",") and rest[-1].end + 1 == self.verb

    def _shares_number(self) -> bool:
        """Read a second noun of the number just read: "16 soldiers and volunteers"."""
        last = self.groups[-1]
        if last.form != "counted" or not last.head or last.part:
            return False
        end = _second_noun(self.scan, self.end, self.limit, self.words)
        if end is not None:
            self.end = end
            self.groups[-1] = replace(last, end=end)
        return end is not None

    def _takes_parts(self) -> bool:
        """Read the parts that follow what has been read."""
        found = _parts(self.scan, self.end, self.words, self.limit, self.verb)
        if found is not None:
            self.parts += found[0]
            self.end = found[1]
        return found is not None

    def _goes_on(self) -> bool:
        """Read one more group, or what describes those before."""
        start = past_each(self.scan, self.end, self.groups[-1], self.limit)
        if self.verb is not None and start == self.end:
            start = _past_relative(self.scan, self.end, self.verb)
        at = _join(self.scan, start, self.words, self.limit)
        group = self._joined(at) if at is not None and not _is_said(self.scan, at) else None
        if at is None or group is None:
            return False
        if describes(self.scan, group):
            self._take_description(group)
        elif is_apposed(self.scan, at, group, self.groups):
            self.end = _close(self.scan, past_pair(self.scan, group), self.limit)
        else:
            last = is_last_apposed(self.scan, at, group, self.groups, self.limit)
            (self.parts if last else self.groups).append(group)
            self.end = group.end
        return True

    def _joined(self, at: int) -> Group | None:
        """Read the group at a joint, if it belongs to the list and to no clause of its own."""
        group = self._group_at(at)
        if group is None or group.end > self.limit or group.part or self._is_label(at, group):
            return None
        gapped = gaps(self.scan, group, self.groups[-1].end)
        apart = gapped or _speaks(self.scan, group) or ends_clause(self.scan, group, self.verb)
        apart = apart or tells_how(self.scan, group)
        return None if apart else group

    def _group_at(self, at: int) -> Group | None:
        """Read the group at a joint; right before the verb it can be any noun: "the owner and an apprentice were"."""
        additive = self.scan.plays(at - 1, "additive")
        group = parse_group(self.scan, at, names=self.names or additive)
        if group is not None or not self.human:
            return group
        last = parse_group(self.scan, at, names=True, human=True)
        return last if last is not None and self._may_be_anybody(last, additive=additive) else None

    def _may_be_anybody(self, group: Group, *, additive: bool) -> bool:
        """Whether a noun that only its place in a list makes one of people stands in such a place."""
        if group.form == "possessive" or (additive and self._before_verb(group.end)):
            return True
        if group.form != "article":
            return False
        if additive:
            return self.verb is None  # "beheaded a couple and | a maid"
        at = _join(self.scan, group.end, self.words, self.limit)
        return at is not None and parse_group(self.scan, at, names=True) is not None

    def _before_verb(self, end: int) -> bool:
        """Whether the verb follows, at once or past an age: "two bakers and an apprentice, 16, | died"."""
        if self.verb is None or end == self.verb:
            return end == self.verb
        return self.scan.word(end) == "," and past_age(self.scan, end + 1, self.words, self.limit) == self.verb

    def _is_label(self, at: int, group: Group) -> bool:
        """Whether a number behind a comma only counts what a label says: "guards of a bank, 1 killed"."""
        return self.verb is not None and group.form == "number" and self.scan.word(at - 1) == ","

    def _take_description(self, group: Group) -> None:
        """Make parts of what describes those before: "six people, a nurse and a driver among them"."""
        told = trailing_parts(self.scan, [*self.groups, group], self.words)
        for _ in range(told - 1):
            self.parts.append(self.groups.pop())
        self.parts.append(group)
        self.end = past_inside(self.scan, group.end, self.words)


def _is_said(scan: Scan, at: int) -> bool:
    """Whether a verb of saying follows, and no more people: ", said Iraqi officials"."""
    words = scan.syntax.words
    return at < len(scan) and not scan.tokens[at].capital and words.lemma(scan.word(at)) in words.saying


def _speaks(scan: Scan, group: Group) -> bool:
    """Whether somebody behind a comma has a name and says it: "five dead, | a commander, Omar Hadi, said"."""
    if scan.word(group.start - 1) != "," or scan.word(group.end) != ",":
        return False
    end = group.end + 1
    while end < len(scan) and scan.syntax.tags[end] in NOUNS:
        end += 1
    return end > group.end + 1 and _is_said(scan, end + (scan.word(end) == ","))


def _settled(scan: Scan, groups: list[Group], parts: list[Group], words: PersonWords) -> GroupList:
    """Tell the groups that add up from those that only spell out others."""
    trailing = trailing_parts(scan, groups, words)
    if trailing:
        return GroupList(tuple(groups[: len(groups) - trailing]), (*parts, *groups[len(groups) - trailing :]))
    first, rest = groups[0], groups[1:]
    if rest and first.low is not None and _spelled_out(scan, first, rest, words):
        return GroupList((first,), tuple(rest))
    return GroupList(tuple(_unnamed(scan, groups)), tuple(parts))


def _unnamed(scan: Scan, groups: list[Group]) -> list[Group]:
    """Leave out names that only say who those counted are: "two clerks, Amal Hadi and Suha Majid, and a porter"."""
    for at, group in enumerate(groups[:-1]):
        size = group.low or 0
        named = groups[at + 1 : at + 1 + size]
        if group.form == "counted" and size > 1 and scan.word(group.end) in _OPENERS and _all_names(named, size):
            return [*groups[: at + 1], *_unnamed(scan, groups[at + 1 + size :])]
    return groups


def _all_names(named: list[Group], size: int) -> bool:
    return len(named) == size and all(group.form == "name" for group in named)


def _spelled_out(scan: Scan, first: Group, rest: list[Group], words: PersonWords) -> bool:
    """Whether the others add up to the first: "thirteen people, ten engineers and three drivers"."""
    if first.form != "counted" or first.head not in words["general"] | words["whole"] | {""}:
        return False
    behind = _past_modifiers(scan, first.end, words, rest[0].start)  # "three members | of one family"
    told = scan.word(behind) in {",", "-", "(", ":"} or first.end == rest[0].start
    told = told and rest[0].form != "possessive"  # "two men, their mother and a sister"
    return told and sum(group.low or 0 for group in rest) == first.low


def _second_noun(scan: Scan, end: int, limit: int, words: PersonWords) -> int | None:
    """Return where a second noun ends that shares the number; past another: "36 tribesmen, women and children"."""
    listed = scan.word(end) == ","
    if not listed and scan.word(end) not in words["sharing"]:
        return None
    group = parse_group(scan, end + 1, names=not listed)
    if group is None or group.form != "bare" or not group.vague:
        return None
    if listed:
        return _behind_listed(scan, group.end, limit, words)
    return group.end if group.end <= limit else None


def _behind_listed(scan: Scan, end: int, limit: int, words: PersonWords) -> int | None:
    """Return where the last noun of a row ends; right before the verb a headline's comma stands for "and"."""
    if end == limit:
        return end
    closing = scan.word(end) == "&" or scan.plays(end, "additive")
    return _second_noun(scan, end, limit, words) if closing else None


def _join(scan: Scan, end: int, words: PersonWords, limit: int) -> int | None:
    """Find where the next group of a list begins: after a comma, "and", and past what only modifies the last one."""
    j = past_bracket(scan, _past_modifiers(scan, end, words, limit), limit)
    comma = scan.word(j) == ","
    k = past_age(scan, past_title(scan, past_name(scan, j + 1)), words, limit) if comma else j
    join = words.phrase_at("words", scan.lows, k)
    if join is not None:
        return past_aside(scan, k + len(join), limit)
    if comma:
        return k if k < limit else None
    return end if goes_on_unmarked(scan, end, limit) else None


def _past_relative(scan: Scan, end: int, verb: int) -> int:
    """Step over a relative clause in a list of subjects: "a porter, who was 60, and a woman | were killed"."""
    comma = scan.word(end) == ","
    opening = scan.syntax.tags[min(end + comma, verb)]
    if comma and opening is Tag.PREPOSITION:
        return _past_prepositions(scan, end, verb)
    if opening is not Tag.RELATIVE:
        return end
    for m in range(end + 2, verb - 1):
        closed = scan.word(m - 1) == "," or not comma
        if closed and scan.syntax.tags[m] is Tag.COORDINATOR and _opens_group(scan, m + 1, verb):
            return m - (scan.word(m - 1) == ",")
    return end


def _past_prepositions(scan: Scan, comma: int, verb: int) -> int:
    """Step over what only modifies, between commas: "Omar Hadi, of the ministry, and two guards | were shot"."""
    for m in range(comma + 2, verb - 1):
        if scan.word(m) == ",":
            more = scan.syntax.tags[m + 1] is Tag.COORDINATOR and _opens_group(scan, m + 2, verb)
            return m if more else comma
        if scan.syntax.tags[m] not in NOUNS | INNER | {Tag.PREPOSITION}:
            return comma
    return comma


def _opens_group(scan: Scan, i: int, verb: int) -> bool:
    group = parse_group(scan, i, names=True)
    return group is not None and group.end <= verb and not ends_clause(scan, group, verb)


def _past_modifiers(scan: Scan, end: int, words: PersonWords, limit: int) -> int:
    """Skip a short phrase that modifies the last noun: "a boy of 12", "the imam of a mosque in Baiji"."""
    j = end
    while j < limit and scan.word(j) in words["modifiers"]:
        k = _past_governed(scan, j, words, limit)
        if k == j + 1:
            return j
        j = k
        while scan.word(j) == "," and (inner := _container(scan, j, limit) or _renamed(scan, j, limit)) is not None:
            j = inner
    return j


def _renamed(scan: Scan, comma: int, limit: int) -> int | None:
    """Return where an apposition of a name ends: "two of the Asayish, | the security service, | and a clerk"."""
    j = comma + 1
    if scan.syntax.tags[comma - 1] is not Tag.NAME or not scan.plays(j, "definite") or parse_group(scan, j) is not None:
        return None
    while j < limit and scan.syntax.tags[j] in NOUNS | {Tag.DETERMINER, Tag.ADJECTIVE, Tag.GENITIVE}:
        j += 1
    return j if j + 1 < limit and scan.word(j) == "," and scan.plays(j + 1, "additive") else None


def _past_governed(scan: Scan, j: int, words: PersonWords, limit: int) -> int:
    """Step over the preposition at `j` and the noun phrase it governs."""
    k = j + 1
    while k < min(limit, j + 9) and _is_governed(scan, k, words):
        k += 1
    return k


def _is_governed(scan: Scan, k: int, words: PersonWords) -> bool:
    inside = scan.syntax.tags[k] in NOUNS | INNER or scan.plays(k, "one")
    return inside or scan.word(k) in words["modifiers"]


def _container(scan: Scan, comma: int, limit: int) -> int | None:
    """Return where a name after a comma ends that only says where: "in Baiji, Salah ad Din, and two pupils"."""
    j = comma + 1
    if scan.at("place_prepositions", _name_start(scan, comma) - 1) is None or parse_group(scan, j) is not None:
        return None
    while j < limit and _is_place(scan, j):
        j += 1
    return j if j > comma + 1 and (j >= limit or scan.word(j) in {",", ".", ";", ")"}) else None


def _name_start(scan: Scan, end: int) -> int:
    """Return where the names that end at token `end`, other names and commas among them, begin."""
    j = end
    while j > 0 and (scan.word(j - 1) == "," or _is_place(scan, j - 1)):
        j -= 1
    return j


def _is_place(scan: Scan, j: int) -> bool:
    return scan.syntax.tags[j] is Tag.NAME or scan.at("place_kinds", j) is not None


def _parts(
    scan: Scan, end: int, words: PersonWords, limit: int, verb: int | None
) -> tuple[tuple[Group, ...], int] | None:
    """Read "..., including two boys", "(three of them children)"; return the parts and where they end."""
    j = end + (scan.word(end) in _OPENERS)
    phrase = words.phrase_at("parts", scan.lows, j)
    if phrase is not None:
        shared = bool(scan.function["genitive"] & set(phrase))
        return _introduced(scan, j + len(phrase), limit, verb, shared=shared, vague=j > end and not shared)
    return _set_off(scan, j, limit) if j > end and scan.word(j - 1) in {"(", "-"} else None


def _introduced(
    scan: Scan, start: int, limit: int, verb: int | None, *, shared: bool, vague: bool
) -> tuple[tuple[Group, ...], int] | None:
    """Read the parts after "including"; a `vague` phrase may stand alone (", most of them")."""
    inner = parse_list(scan, start, names=True, human=verb is not None, verb=verb)
    if inner is not None and gaps(scan, inner.groups[0], start):
        return None  # "54 in all, including nine in Kut and 12 in Hilla": told place by place
    if inner is not None and _closed_by_comma(scan, inner, shared=shared):
        return inner.groups[:1], inner.groups[0].end + 1
    if inner is not None and inner.end <= limit:
        return inner.groups, _close(scan, inner.end, limit)
    return ((), _close(scan, start, limit)) if vague else None


def _closed_by_comma(scan: Scan, parts: GroupList, *, shared: bool) -> bool:
    """Whether the first part is all that is set off: "six people, including a boy, and two gunmen"."""
    if len(parts.groups) != 2:
        return False
    first, second = parts.groups
    closed = scan.word(first.end) == "," and scan.plays(first.end + 1, "additive")
    return closed and (shared or second.form == "counted")


def _set_off(scan: Scan, j: int, limit: int) -> tuple[tuple[Group, ...], int] | None:
    """Read the parts in brackets or between dashes."""
    inner = parse_list(scan, j)
    if inner is None or inner.end > limit or (len(inner.groups) == 1 and scan.word(j - 1) != "("):
        return None
    state = inner.end < limit and scan.syntax.tags[inner.end] is Tag.ADVERB  # "(one gravely)"
    return inner.groups, _close(scan, inner.end + state, limit)


def _close(scan: Scan, end: int, limit: int) -> int:
    """Step over the comma or bracket that closes an aside, if more of the list or the verb follows it."""
    closes = scan.word(end) in {")", "-"} or (scan.word(end) == "," and end + 1 == limit)
    return end + 1 if end < limit and closes else end
