"""Verb groups: auxiliaries, negation and the verb they serve, with what they say of voice, tense and mood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from conflictmap.extraction.syntax.tagging import NOUNS, VERBS, Tag
from conflictmap.extraction.syntax.words import SyntaxWords

__all__ = ["VerbGroup", "find_verb_groups"]

_AUXILIARIES = frozenset({Tag.BE, Tag.HAVE, Tag.DO, Tag.GET, Tag.MODAL})
_BETWEEN = frozenset({Tag.ADVERB, Tag.NEGATION})
_BREAKS = frozenset({Tag.SUBORDINATOR, Tag.RELATIVE, Tag.COORDINATOR, Tag.MARK})
_NOMINAL = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.PRONOUN, Tag.ADJECTIVE, *NOUNS})


@dataclass(frozen=True, slots=True)
class VerbGroup:
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
    """
    groups: list[VerbGroup] = []
    i = 0
    while i < len(tags):
        made = _group(lows, tags, i)
        if made is None:
            i += 1
            continue
        groups.append(made)
        i = made.end
    return _settle(tags, groups, words, lows)


def _group(lows: Sequence[str], tags: Sequence[Tag], i: int) -> VerbGroup | None:
    first = tags[i]
    if first not in _AUXILIARIES | VERBS and first is not Tag.TO:
        return None
    j, aux = i, []
    while j < len(tags) and (tags[j] in _AUXILIARIES | _BETWEEN or (tags[j] is Tag.TO and j == i)):
        if tags[j] not in _BETWEEN:
            aux.append(j)
        j += 1
    if j < len(tags) and tags[j] in VERBS:
        head = j
    elif aux:
        head = aux.pop()
        j = head
        if tags[head] is Tag.TO:
            return None
    else:
        return None
    end = j + 1
    while end < len(tags) and tags[end] is Tag.PARTICLE:
        end += 1
    kinds = {tags[k] for k in aux}
    past = tags[head] in {Tag.PAST, Tag.PARTICIPLE}
    nonfinite = (
        first is Tag.TO or (first is Tag.ING) or lows[i] in {"being", "having", "been", "be"} or first is Tag.PARTICIPLE
    )
    return VerbGroup(
        i,
        end,
        head,
        tags[head],
        passive=past and bool(kinds & {Tag.BE, Tag.GET}),
        finite=not nonfinite,
        modal=next((lows[k] for k in aux if tags[k] is Tag.MODAL), ""),
        negated=any(tags[k] is Tag.NEGATION for k in range(i, head)),
        perfect=Tag.HAVE in kinds,
        past_perfect=any(lows[k] == "had" for k in aux),
        infinitive=first is Tag.TO,
        reduced=past and first is Tag.PARTICIPLE and not aux,
        copula=tags[head] is Tag.BE,
    )


def _settle(tags: Sequence[Tag], groups: list[VerbGroup], words: SyntaxWords, lows: Sequence[str]) -> list[VerbGroup]:
    """Decide which bare past forms are participles: "four men shot in Kut were buried", "six killed in Kut"."""
    settled: list[VerbGroup] = []
    for n, group in enumerate(groups):
        bare = group.form is Tag.PAST and group.start == group.head
        lemma = words.lemma(lows[group.head])
        if (
            bare
            and lemma not in words.intransitive
            and lemma not in words.saying
            and _is_reduced(tags, groups, settled, n, lows, words)
        ):
            group = replace(group, reduced=True, passive=True, finite=False)
        elif group.reduced:
            group = replace(group, passive=True, finite=False)
        settled.append(group)
    return settled


def _is_reduced(
    tags: Sequence[Tag],
    groups: list[VerbGroup],
    before: list[VerbGroup],
    n: int,
    lows: Sequence[str],
    words: SyntaxWords,
) -> bool:
    group = groups[n]
    left = group.start - 1
    while left >= 0 and tags[left] in {Tag.ADVERB, Tag.TIME}:
        left -= 1
    if before and before[-1].passive and before[-1].end == group.start:  # "were reported killed"
        return True
    if left < 0 or tags[left] not in NOUNS | {Tag.NUMBER, Tag.PRONOUN, Tag.MARK}:
        return False
    if group.end < len(lows) and (lows[group.end] == "by" or _by_soon(lows, tags, group.end)):
        return True
    if group.end < len(tags) and tags[group.end] in _NOMINAL and tags[group.end] is not Tag.TIME:
        return False
    if _between_commas(lows, tags, groups, n) or _after_participle(tags, before, group, words, lows):
        return True
    if before and before[-1].finite and tags[left] is not Tag.MARK:
        between = tags[before[-1].end : group.start]
        if not _BREAKS & set(between) and Tag.PREPOSITION in between or (between and not _BREAKS & set(between)):
            return words.lemma(lows[before[-1].head]) not in words.saying
    return _finite_follows(tags, groups, n)


def _between_commas(lows: Sequence[str], tags: Sequence[Tag], groups: list[VerbGroup], n: int) -> bool:
    """Whether a participle with its complement stands between commas: "a guard, assigned to the bank, was killed"."""
    group = groups[n]
    if n + 1 >= len(groups) or not groups[n + 1].finite or lows[group.start - 1] != ",":
        return False
    if group.end >= len(tags) or tags[group.end] is not Tag.PREPOSITION:
        return False
    inner = range(group.end, groups[n + 1].start - 1)
    return lows[groups[n + 1].start - 1] == "," and not any(tags[i] in _BREAKS for i in inner if lows[i] != ",")


def _after_participle(
    tags: Sequence[Tag], before: list[VerbGroup], group: VerbGroup, words: SyntaxWords, lows: Sequence[str]
) -> bool:
    """Whether a participle describes the object of another: "a bus carrying lawyers involved in a trial"."""
    if len(before) < 2 or before[-1].form is not Tag.ING or before[-1].finite or tags[group.start - 1] not in NOUNS:
        return False
    told = any(verb.finite and words.lemma(lows[verb.head]) not in words.saying for verb in before[:-1])
    follows = group.end < len(tags) and tags[group.end] is Tag.PREPOSITION
    return told and follows and not _BREAKS & set(tags[before[-1].end : group.start])


def _by_soon(lows: Sequence[str], tags: Sequence[Tag], i: int) -> bool:
    """Whether only a short phrase stands between the verb and "by" ("seized in Iraq by militants")."""
    if tags[i] is not Tag.PREPOSITION:
        return False
    for j in range(i + 1, min(i + 6, len(lows))):
        if lows[j] == "by":
            return True
        if tags[j] not in NOUNS | {Tag.DETERMINER, Tag.ADJECTIVE, Tag.TIME, Tag.PREPOSITION, Tag.GENITIVE}:
            return False
    return False


def _finite_follows(tags: Sequence[Tag], groups: list[VerbGroup], n: int) -> bool:
    """Whether the next verb group is finite and nothing that could begin a clause stands between."""
    if n + 1 >= len(groups) or not groups[n + 1].finite:
        return False
    between = tags[groups[n].end : groups[n + 1].start]
    if _BREAKS & set(between):
        return False
    return not any(tag in _NOMINAL for tag in between[-1:]) or Tag.PREPOSITION in between[:2]
