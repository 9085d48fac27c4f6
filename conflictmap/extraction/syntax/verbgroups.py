"""Verb groups: auxiliaries, negation and the verb they serve, with what they say of voice, tense and mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from conflictmap.extraction.syntax.syntaxwords import SyntaxWords
from conflictmap.extraction.syntax.tags import NOUNS, VERBS, Tag

__all__ = ["VerbGroup", "find_verb_groups"]

_AUXILIARIES = frozenset({Tag.BE, Tag.HAVE, Tag.DO, Tag.GET, Tag.MODAL})
_BETWEEN = frozenset({Tag.ADVERB, Tag.NEGATION})
_LEADING = _AUXILIARIES | _BETWEEN
_BREAKS = frozenset({Tag.SUBORDINATOR, Tag.RELATIVE, Tag.COORDINATOR, Tag.MARK})
_BEGINS = _AUXILIARIES | VERBS | {Tag.TO}
_NONFINITE = frozenset({Tag.TO, Tag.ING, Tag.PARTICIPLE})
_NOMINAL = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.PRONOUN, Tag.ADJECTIVE, *NOUNS})
_BEFORE_REDUCED = NOUNS | {Tag.NUMBER, Tag.PRONOUN, Tag.MARK}
_BEFORE_AGENT = NOUNS | {Tag.DETERMINER, Tag.ADJECTIVE, Tag.TIME, Tag.PREPOSITION, Tag.GENITIVE}


class VerbGroup(NamedTuple):
    """Tokens `start` to `end` of a verb and its auxiliaries.

    Attributes
    ----------
    head : int
        The verb itself; of a copula, the form of "be".
    passive : bool
        Whether the subject is what the verb befalls: after "be" or "get", or a participle after its noun.
    finite : bool
        Whether it makes a clause by itself: no infinitive, no participle.
    form : Tag
        Of the head.
    modal : str
        "would", "may" ...; empty if there is none.
    negated, perfect, past_perfect, infinitive, reduced, copula : bool
        `reduced` is a participle without an auxiliary ("six men shot in Kut").
    """

    start: int
    end: int
    head: int
    form: Tag
    passive: bool = False
    finite: bool = True
    modal: str = ""
    negated: bool = False
    perfect: bool = False
    past_perfect: bool = False
    infinitive: bool = False
    reduced: bool = False
    copula: bool = False


def find_verb_groups(lows: Sequence[str], tags: Sequence[Tag], words: SyntaxWords) -> list[VerbGroup]:
    """Find the verb groups of a tagged sentence, in order.

    Parameters
    ----------
    lows : sequence of str
    tags : sequence of Tag
    words : SyntaxWords

    Returns
    -------
    list of VerbGroup
    """
    return _Grouping(lows, tags, words).run()


@dataclass(slots=True)
class _Grouping:
    """The words and tags of one sentence, whose verb groups are being found."""

    lows: Sequence[str]
    tags: Sequence[Tag]
    words: SyntaxWords

    def run(self) -> list[VerbGroup]:
        groups: list[VerbGroup] = []
        end = 0
        for i, tag in enumerate(self.tags):
            made = self._group(i) if tag in _BEGINS and i >= end else None
            if made is not None:
                groups.append(made)
                end = made.end
        return self._settle(groups)

    def _group(self, i: int) -> VerbGroup | None:
        """Read the auxiliaries at token `i` and the verb they serve."""
        aux, j = self._auxiliaries(i)
        if j < len(self.tags) and self.tags[j] in VERBS:
            return self._made(i, aux, j)
        if not aux or self.tags[aux[-1]] is Tag.TO:
            return None
        return self._made(i, aux[:-1], aux[-1])

    def _auxiliaries(self, i: int) -> tuple[list[int], int]:
        """Return the tokens of the auxiliaries, and the token after them and what stands between."""
        j, aux = i, list[int]()
        while j < len(self.tags) and (self.tags[j] in _LEADING or (self.tags[j] is Tag.TO and j == i)):
            if self.tags[j] not in _BETWEEN:
                aux.append(j)
            j += 1
        return aux, j

    def _made(self, i: int, aux: list[int], head: int) -> VerbGroup:
        tags, lows = self.tags, self.lows
        end = head + 1
        while end < len(tags) and tags[end] is Tag.PARTICLE:
            end += 1
        kinds = {tags[k] for k in aux}
        past = tags[head] in {Tag.PAST, Tag.PARTICIPLE}
        return VerbGroup(
            i,
            end,
            head,
            tags[head],
            passive=past and bool(kinds & {Tag.BE, Tag.GET}),
            finite=not (tags[i] in _NONFINITE or lows[i] in self.words.function["nonfinite_auxiliaries"]),
            modal=next((lows[k] for k in aux if tags[k] is Tag.MODAL), ""),
            negated=any(tags[k] is Tag.NEGATION for k in range(i, head)),
            perfect=Tag.HAVE in kinds,
            past_perfect=any(lows[k] in self.words.function["past_have"] for k in aux),
            infinitive=tags[i] is Tag.TO,
            reduced=past and tags[i] is Tag.PARTICIPLE and not aux,
            copula=tags[head] is Tag.BE,
        )

    def _settle(self, groups: list[VerbGroup]) -> list[VerbGroup]:
        """Decide which bare past forms are participles: "four men shot in Kut were buried", "six killed in Kut"."""
        settled: list[VerbGroup] = []
        for n, group in enumerate(groups):
            if self._may_be_participle(group) and self._is_reduced(groups, settled, n):
                settled.append(group._replace(reduced=True, passive=True, finite=False))
            elif group.reduced:
                settled.append(group._replace(passive=True, finite=False))
            else:
                settled.append(group)
        return settled

    def _may_be_participle(self, group: VerbGroup) -> bool:
        """Whether a past form stands alone, of a verb that can be in the passive."""
        lemma = self.words.lemma(self.lows[group.head])
        bare = group.form is Tag.PAST and group.start == group.head
        if not bare or lemma in self.words.intransitive:
            return False
        return not self._says(group) or self._is_said_of(group.end) or self._is_heard_of(group)

    def _is_heard_of(self, group: VerbGroup) -> bool:
        """Whether what is heard or reported stands before the verb, and where behind it: "blasts | heard in Kut"."""
        follows = self.tags[group.end : group.end + 1] == [Tag.PREPOSITION]
        return follows and self.lows[group.head] in self.words.function["perceived"]

    def _is_said_of(self, i: int) -> bool:
        """Whether a verb of saying tells what somebody is held to be: "suspected | of helping", "said | to have"."""
        if i >= len(self.tags):
            return False
        return self.tags[i] is Tag.TO or self.lows[i] in self.words.function["genitive"]

    def _is_reduced(self, groups: list[VerbGroup], before: list[VerbGroup], n: int) -> bool:
        group, last = groups[n], before[-1] if before else None
        if self._after_state(last, group) or self._in_aside(groups, n):
            return True
        left = self._left_of(group)
        if left < 0 or self.tags[left] not in _BEFORE_REDUCED:
            return False
        if self._by_soon(group.end):
            return True
        if self._has_object(group.end):
            return False
        if self._between_commas(groups, n) or self._after_participle(before, group) or self._of_last(last, group):
            return True
        if last is not None and self._goes_with(last, group, left):
            return not self._says(last)
        return self._finite_follows(groups, n)

    def _goes_with(self, last: VerbGroup, group: VerbGroup, left: int) -> bool:
        """Whether the verb before is that of the clause, and does not only say what "blasts | heard in Kut" were."""
        if self.tags[left] is Tag.MARK or not self._has_its_verb(last, group):
            return False
        return not (self._says(last) and self._is_heard_of(group))

    def _after_state(self, last: VerbGroup | None, group: VerbGroup) -> bool:
        """Whether the verb right before can have no object: "were reported | killed", "were lying | injured"."""
        if last is None or last.end != group.start:
            return False
        state = self.words.lemma(self.lows[last.head]) in self.words.intransitive
        return last.passive or (state and not self._has_object(group.end))

    def _in_aside(self, groups: list[VerbGroup], n: int) -> bool:
        """Whether a past form is one of two set between commas: "two men, | stabbed and bound, | were found"."""
        first = n - 1 if n and self._pairs(groups[n - 1], groups[n]) else n
        if first + 2 >= len(groups) or not self._pairs(groups[first], groups[first + 1]):
            return False
        opens, resumed = groups[first].start - 1, groups[first + 2]
        set_off = opens > 0 and self.lows[opens] == self.lows[resumed.start - 1] == ","
        return set_off and self.tags[opens - 1] in NOUNS and resumed.start < resumed.head

    def _pairs(self, one: VerbGroup, other: VerbGroup) -> bool:
        """Whether "and" joins two bare past forms, with no object between them."""
        between = self.tags[one.end : other.start]
        joined = between.count(Tag.COORDINATOR) == 1 and set(between) <= {Tag.COORDINATOR, Tag.ADVERB}
        return joined and self._may_be_participle(one) and self._may_be_participle(other)

    def _of_last(self, last: VerbGroup | None, group: VerbGroup) -> bool:
        """Whether a verb that needs an object describes the last of a list: "of a man and a boy | killed in Kut"."""
        if last is None or not last.finite or not self._lacks_object(group):
            return False
        between = self.tags[last.end : group.start]
        joints = [i for i, tag in enumerate(between) if tag in _BREAKS]
        return len(joints) == 1 and between[joints[0]] is Tag.COORDINATOR and between[joints[0] - 1] in NOUNS

    def _lacks_object(self, group: VerbGroup) -> bool:
        """Whether a preposition stands where a verb of harm needs its object."""
        needs = self.words.lemma(self.lows[group.head]) in self.words.transitive
        return needs and group.end < len(self.tags) and self.tags[group.end] is Tag.PREPOSITION

    def _says(self, group: VerbGroup) -> bool:
        return self.words.lemma(self.lows[group.head]) in self.words.saying

    def _has_object(self, i: int) -> bool:
        """Whether an object follows, bounded or not: "killed | at least 13"; not "killed nearly two weeks ago"."""
        j = i
        while j < len(self.tags) and self.tags[j] is Tag.ADVERB:
            j += 1
        if j == i:
            return j < len(self.tags) and self.tags[j] in _NOMINAL
        return Tag.NUMBER in self.tags[j : j + 1] and Tag.TIME not in self.tags[j : j + 2]

    def _has_its_verb(self, last: VerbGroup, group: VerbGroup) -> bool:
        """Whether the clause of a past form has a finite verb before it."""
        return last.finite and self._same_clause(last, group)

    def _between_commas(self, groups: list[VerbGroup], n: int) -> bool:
        """Whether a participle with its complement is set off: "a guard, assigned to the bank, was killed"."""
        group, following = groups[n], groups[n + 1] if n + 1 < len(groups) else None
        if following is None or not following.finite or self.lows[group.start - 1] != ",":
            return False
        if group.end >= len(self.tags) or self.tags[group.end] is not Tag.PREPOSITION:
            return False
        inner = range(group.end, following.start - 1)
        closed = self.lows[following.start - 1] == ","
        return closed and not any(self.tags[i] in _BREAKS for i in inner if self.lows[i] != ",")

    def _after_participle(self, before: list[VerbGroup], group: VerbGroup) -> bool:
        """Whether a participle describes the object of another: "a bus carrying lawyers involved in a trial"."""
        if len(before) < 2 or before[-1].form is not Tag.ING or before[-1].finite:
            return False
        told = any(verb.finite and not self._says(verb) for verb in before[:-1])
        follows = group.end < len(self.tags) and self.tags[group.end] is Tag.PREPOSITION
        noun = self.tags[group.start - 1] in NOUNS
        return noun and told and follows and not _BREAKS & set(self.tags[before[-1].end : group.start])

    def _left_of(self, group: VerbGroup) -> int:
        """Return the token before a group, adverbs and words of time aside."""
        left = group.start - 1
        while left >= 0 and self.tags[left] in {Tag.ADVERB, Tag.TIME}:
            left -= 1
        return left

    def _same_clause(self, last: VerbGroup, group: VerbGroup) -> bool:
        """Whether nothing that could begin a clause stands between two verbs, but something does."""
        between = self.tags[last.end : group.start]
        return bool(between) and not _BREAKS & set(between)

    def _by_soon(self, i: int) -> bool:
        """Whether "by" follows the verb, or only a short phrase between ("seized in Iraq by militants")."""
        agent = self.words.function["agent"]
        if i >= len(self.lows):
            return False
        if self.lows[i] in agent or self.tags[i] is not Tag.PREPOSITION:
            return self.lows[i] in agent
        for j in range(i + 1, min(i + 6, len(self.lows))):
            if self.lows[j] in agent:
                return True
            if self.tags[j] not in _BEFORE_AGENT:
                return False
        return False

    def _finite_follows(self, groups: list[VerbGroup], n: int) -> bool:
        """Whether the next verb group is finite and nothing that could begin a clause stands between."""
        later = next((group for group in groups[n + 1 :] if group.finite), None)
        if later is None or (later is not groups[n + 1] and not self._resumes(groups[n], later)):
            return False
        between = self.tags[groups[n].end : later.start]
        if later is not groups[n + 1] and self._closes_aside(between, later):
            between = between[:-1]
        if _BREAKS & set(between):
            return False
        return not any(tag in _NOMINAL for tag in between[-1:]) or self._complemented(groups[n].end)

    def _closes_aside(self, between: Sequence[Tag], later: VerbGroup) -> bool:
        """Whether one stray comma ends what describes the subject: "a trader suspected of helping, was killed"."""
        return self.lows[later.start - 1] == "," and between.count(Tag.MARK) == 1

    def _resumes(self, group: VerbGroup, later: VerbGroup) -> bool:
        """Whether a verb past what a participle governs is the one of the clause: it has an auxiliary or an object."""
        sure = later.start < later.head or self._has_object(later.end)
        return sure and self._complemented(group.end)

    def _complemented(self, i: int) -> bool:
        """Whether what follows a verb is no object but a phrase of its own: "suspected of", "seen | planting"."""
        follows = self.tags[i : i + 2]
        return Tag.PREPOSITION in follows or bool(follows and follows[0] in {Tag.TO, Tag.ING})
