"""People who were told before: "the captives", "they", "three of the victims", "the remaining five", "his body"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.casualties.bodies import are_of_known
from conflictmap.extraction.casualties.remnants import let_go
from conflictmap.extraction.numbers.quantities import parse_quantity, quantity_starts
from conflictmap.extraction.people import Group, parse_group, total
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.language import Language, WordLists
from conflictmap.model import Span

__all__ = ["Memory", "dies_later", "points_back", "read_people"]

Ends = tuple[int | None, int | None]


@dataclass(slots=True)
class Memory:
    """Who was spoken of so far in a report.

    Attributes
    ----------
    language : Language
    by_noun : dict
        Noun -> how many of them were last spoken of, for "the soldiers all died".
    last : tuple or None
        How many people were spoken of last, attackers aside.
    attackers : tuple or None
        How many attackers were told last by number.
    captives : tuple or None
        How many were abducted last.
    outcomes : dict
        Outcome -> number of the sentence that last told it.
    hurt : frozenset of str
        By which nouns people were last told as wounded.
    unnamed : int
        Number of the sentence that last told dead by their number alone, before any -1.
    numbered : dict
        How many -> where people of that number were told last.
    """

    language: Language
    by_noun: dict[str, Ends] = field(default_factory=dict)
    last: Ends | None = None
    attackers: Ends | None = None
    captives: Ends | None = None
    outcomes: dict[str, int] = field(default_factory=dict)
    hurt: frozenset[str] = frozenset()
    unnamed: int = -1
    numbered: dict[Ends, Span] = field(default_factory=dict)

    def introduce(self, groups: Sequence[Group]) -> None:
        """Remember groups of people that were given a number."""
        for group in groups:
            if group.form != "counted" or not group.head or (group.low or 0) < 2:
                continue
            for head in {group.head, group.head.split()[-1]}:
                self.by_noun[head] = (group.low, group.high)
            if group.group == "militant":
                self.attackers = (group.low, group.high)
            if group.group != "militant" or self.last is None:
                self.last = (group.low, group.high)

    def resolve(self, scan: Scan, mention: Mention, earlier: Sequence[Group]) -> Mention:
        """Give "the soldiers", "them", "the rest" the number they were introduced with, or what is left of it.

        Parameters
        ----------
        scan : Scan
        mention : Mention
        earlier : sequence of Group
            Those of the sentence that stand before it.
        """
        if mention.bodies and not mention.groups:
            return self._of_captives(scan, mention)
        fresh = replace(self, by_noun=dict(self.by_noun))
        fresh.introduce(earlier)
        groups = tuple(
            fresh.left(scan, group) if _are_left(scan, group) else fresh.number(group) for group in mention.groups
        )
        if groups == mention.groups:
            return mention
        low, high = total(groups)
        numbered = (group.start for group in earlier if group.low and (group.low, group.high) == (low, high))
        start = min([mention.start, *numbered])  # where the number stands
        vague = any(group.vague for group in groups)
        return replace(mention, low=low, high=high, start=start, groups=groups, vague=vague)

    def _of_captives(self, scan: Scan, mention: Mention) -> Mention:
        """Count "their bodies" as those of the people carried off before, where nobody counted them."""
        if self.captives is None or not mention.vague or not are_of_known(scan, mention):
            return mention
        return replace(mention, low=self.captives[0], high=self.captives[1], vague=False)

    def numbered_at(self, mention: Mention) -> Span | None:
        """Return where those were counted to whom a mention points: "all", "they", "their bodies".

        Parameters
        ----------
        mention : Mention
        """
        pointing = all(group.form in {"definite", "pronoun"} for group in mention.groups)
        return self.numbered.get((mention.low, mention.high)) if pointing and not mention.vague else None

    def left(self, scan: Scan, group: Group) -> Group:
        """Return those left of the captives with their number: "two were freed; | the rest | were killed"."""
        low, high = self.captives or (None, None)
        gone = let_go(scan, group.start) if low == high and group.vague else 0
        number = (low or 0) - gone if gone else 0
        return group if number <= 0 else replace(group, low=number, high=number, vague=False)

    def number(self, group: Group) -> Group:
        """Return a group with the number of those it points to."""
        if group.form not in {"definite", "pronoun"} or not group.vague:
            return group
        words = self.language.lists("anaphora")
        known = self.by_noun.get(group.head)
        if known is None and group.head in words["captives"]["nouns"]:
            known = self.captives
        if known is None and group.head in words["people"]["nouns"]:
            known = self.last
        if known is None and group.head in self.language.grammar.attackers:
            known = self.attackers  # "Five suicide bombers struck. The assailants were killed"
        return group if known is None else replace(group, low=known[0], high=known[1], vague=False)

    def told(self, mention: Mention, index: int) -> None:
        """Remember a casualty that was told in a sentence."""
        if mention.low == 0:
            return
        self.outcomes[mention.outcome] = index
        self.unnamed = index if _are_unnamed_dead(mention) else self.unnamed
        if mention.outcome == "wounded":
            self.hurt = frozenset(group.head for group in mention.groups)
        if mention.outcome == "abducted":
            self.captives = (mention.low, mention.high)

    def are_of_hurt(self, scan: Scan, mention: Mention, index: int) -> bool:
        """Whether those who died are some of the people just told as hurt: "three of the children died", "one died".

        Parameters
        ----------
        scan : Scan
        mention : Mention
        index : int
            Number of the sentence.
        """
        late = mention.outcome == "killed" and mention.construction == "intransitive" and not mention.toll
        if not late or len(mention.groups) != 1 or index - self.outcomes.get("wounded", -9) != 1:
            return False
        whose = self.unnamed == index - 1  # "hurt five pupils and killed three. Two of the pupils died": of which?
        return not whose and self._is_one_hurt(scan, mention.groups[0])

    def _is_one_hurt(self, scan: Scan, group: Group) -> bool:
        """Whether a noun, or nothing but the number, says that people are some of those hurt."""
        return _is_share_of(scan, group, self.hurt) or (
            set(self.outcomes) == {"wounded"} and _is_one_alone(scan, group)
        )

    def is_new(self, mention: Mention) -> bool:
        """Whether an outcome was not told before; who was thought to be held may since be told to have died."""
        return mention.outcome not in self.outcomes and not (mention.outcome == "abducted" and self.outcomes)

    def of_others(self, mention: Mention, index: int) -> bool:
        """Whether a share of people was told before with another outcome: some of the captives now killed."""
        words = self.language.lists("anaphora")
        if not self.outcomes and _are_killed(mention, words["held"]["nouns"]):
            return True  # "Two of the hostages were beheaded": nothing was told before of which they are a part
        near = {outcome for outcome, at in self.outcomes.items() if index - at <= 3}
        if mention.outcome not in near and _are_shares(self.language, mention):
            return True  # "Six people were pulled out, two of them dead": of the others nothing is told
        of_known = mention.outcome not in near or _are_killed(mention, words["hurt"]["nouns"])
        return bool(near - {mention.outcome}) and of_known


def _are_unnamed_dead(mention: Mention) -> bool:
    return mention.outcome == "killed" and any(group.form == "number" for group in mention.groups)


def _is_share_of(scan: Scan, group: Group, nouns: frozenset[str]) -> bool:
    """Whether a number is a share of people known by a noun: "three of the | children"."""
    of = next((i for i in range(group.start, group.end) if scan.plays(i, "genitive")), None)
    known = of is not None and scan.plays(of + 1, "definite") and group.head in nouns - {""}
    return known and not group.vague


def _is_one_alone(scan: Scan, group: Group) -> bool:
    """Whether "one" without a noun opens a sentence that names nobody and no place: "One, a baker, died"."""
    named = Tag.NAME in scan.syntax.tags[1:]
    return group.start == 0 and group.form == "number" and group.low == 1 and not named


def _are_left(scan: Scan, group: Group) -> bool:
    """Whether a group is what is left of people told before: "the rest", "the remaining hostages"."""
    words = scan.language.lists("anaphora")["left"]
    left = group.head in words["nouns"] or not words["adjectives"].isdisjoint(scan.lows[group.start : group.end])
    return group.form == "definite" and left


def _are_killed(mention: Mention, nouns: frozenset[str]) -> bool:
    """Whether those who died are told by one of some nouns: the wounded, the captives."""
    return mention.outcome == "killed" and any(group.head in nouns for group in mention.groups)


def _are_shares(language: Language, mention: Mention) -> bool:
    """Whether pronouns alone say of whom some are a share: "two of them", "two of whom", not "two of the dead"."""
    whole = person_words(language)["whole"]
    return bool(mention.groups) and all(group.head in whole for group in mention.groups)


def read_people(scan: Scan) -> list[Group]:
    """Return the groups of people of a sentence that have a number, in order.

    Parameters
    ----------
    scan : Scan
    """
    found: list[Group] = []
    end = 0
    for i in quantity_starts(scan):
        group = parse_group(scan, i) if i >= end and parse_quantity(scan, i) is not None else None
        if group is not None:
            found.append(group)
            end = max(group.end, i + 1)
    return found


def points_back(scan: Scan, mentions: Sequence[Mention]) -> bool:
    """Whether all people hurt are known already: by a pronoun, a share, "the remaining", a body that is somebody's.

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
    """
    told = [mention for mention in mentions if mention.low != 0]
    return bool(told) and all(_points_back(scan, mention) for mention in told)


def _points_back(scan: Scan, mention: Mention) -> bool:
    words = scan.language.lists("anaphora")
    if not mention.groups:
        return not words["body"]["owners"].isdisjoint(scan.lows[max(0, mention.start - 1) : mention.end])
    if words["rest"]["words"] & set(scan.lows[max(0, mention.start - 2) : mention.end]):
        return True
    return all(_is_known(scan, group, words) for group in mention.groups)


def _is_known(scan: Scan, group: Group, words: WordLists) -> bool:
    if group.form == "pronoun" or group.part or _definite(group, words) or _are_left(scan, group):
        return True
    first = scan.word(group.start), scan.word(group.start - 1)
    bare = group.form == "number" or group.head in words["captives"]["nouns"]
    return bare and not words["every"]["words"].isdisjoint(first)


def _definite(group: Group, words: WordLists) -> bool:
    known = words["captives"]["nouns"] | words["people"]["nouns"]
    opens = group.start == 0 and group.vague  # "The officers from the brigade were killed when", of nine told before
    return group.form == "definite" and (opens or group.head in known)


def dies_later(scan: Scan, mentions: Sequence[Mention]) -> bool:
    """Whether those told before as hurt have died: "he died in hospital", "one of them has since died".

    Parameters
    ----------
    scan : Scan
    mentions : sequence of Mention
    """
    lemmas = scan.language.lists("anaphora")["later"]["lemmas"]
    return any(m.outcome == "killed" and scan.syntax.words.lemma(scan.word(m.verb)) in lemmas for m in mentions)
