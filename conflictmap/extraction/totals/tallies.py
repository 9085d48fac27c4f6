"""Figures of a draft: casualties, dead attackers named beside a count, how many attacks, who "the second" is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from conflictmap.codebook import kinds_with
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.casualties.raisedtolls import counts_attacks
from conflictmap.extraction.discourse.anaphora import Memory
from conflictmap.extraction.discourse.context import Read
from conflictmap.extraction.drafts import Draft, add_mention
from conflictmap.extraction.history.signs import rank_in
from conflictmap.extraction.numbers.quantities import Quantity, parse_quantity
from conflictmap.extraction.numbers.struckthings import attacks_by_things
from conflictmap.extraction.people import parse_group
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.extraction.violence.means import is_specific
from conflictmap.extraction.where.loneplaces import described_row, opens_row
from conflictmap.language import Hit, Language
from conflictmap.model import Count, PlacePhrase, Span

__all__ = ["attacks", "count", "past_besides", "share_out"]


def share_out(read: Read, draft: Draft) -> None:
    """Give "the first" and "the second" their places: "Cars blew up in Amara and Kufa. The first ...".

    Parameters
    ----------
    read : Read
    draft : Draft
    """
    if draft.ordinal == 0 or any(place.origin == "clause" and place.text[:1].isupper() for place in draft.places):
        return
    for _, _, phrase in reversed(read.trail[-4:]):
        match = _two(read.language).match(phrase.text)
        if match is not None and phrase.span is not None:
            name, at = match[draft.ordinal], phrase.span.start + match.start(draft.ordinal)
            draft.places.insert(0, PlacePhrase(name, Span(at, at + len(name), phrase.span.field), "clause"))
            return


@lru_cache(maxsize=8)
def _two(language: Language) -> re.Pattern[str]:
    """Return the pattern of two names joined: "Amara and Kufa"."""
    words = language.lists("tallies")["pairs"]
    prefix, joint, article = (_any(words[name]) for name in ("prefixes", "joints", "articles"))
    name = rf"((?:{prefix}-)?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
    return re.compile(rf"^(?:{article} )?{name} {joint} {name}$")


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(words)))})" if words else "(?!)"


def count(draft: Draft, scan: Scan, mentions: list[Mention], people: Memory) -> None:
    """Count the casualties of a stretch into its draft.

    Parameters
    ----------
    draft : Draft
    scan : Scan
    mentions : list of Mention
    people : Memory
        Who was spoken of so far.
    """
    for mention in mentions:
        if not _is_by_the_way(scan, mention, draft.kind):
            add_mention(draft.tallies, mention)
    killed = draft.tallies.get("killed")
    if killed is not None and killed.low:
        besides = _with_the_attacker(scan, draft, people)
        draft.with_attacker = besides.low or 0
        if besides.high is None:
            draft.tallies["killed"] = replace(killed, high=None)


def _is_by_the_way(scan: Scan, mention: Mention, kind: str) -> bool:
    """Whether a verb that abducts people is of no account beside a blast: "seized by the blast"."""
    if mention.outcome != "abducted" or "needs_people" not in mention.traits:
        return False
    seizing = scan.language.lists("tallies")["seizing"]["verbs"]
    return kind not in _ABDUCTING and scan.word(mention.verb) not in seizing


_ABDUCTING = frozenset({"abduction", "other", "execution", "raid", "arson_sabotage", "shooting", "body_found"})


def _with_the_attacker(scan: Scan, draft: Draft, people: Memory) -> Count:
    """Count dead attackers named beside the count: "plus the two assailants", "died with him"."""
    with_him = scan.language.lists("tallies")["attacker"]["with"]
    for i in scan.found(_before_attackers(scan.language)):
        if not draft.start <= i < draft.end:
            continue
        if " ".join(scan.lows[i : min(i + 3, draft.end)]) in with_him:
            return _ONE
        for at in past_besides(scan, i, draft.end):
            dead = _attackers_at(scan, draft, at, people)
            if dead.low:
                return dead
    return Count(0, 0)


_ONE = Count(1, 1)


def past_besides(scan: Scan, i: int, end: int) -> list[int]:
    """Return where what is added begins, behind each word for "besides" at a token: "in addition to | the bombers".

    Parameters
    ----------
    scan : Scan
    i : int
    end : int
        Token after the stretch.
    """
    return [i + len(cue) for cue in scan.grammar.besides if tuple(scan.lows[i : min(i + len(cue), end)]) == cue]


@lru_cache(maxsize=8)
def _before_attackers(language: Language) -> frozenset[str]:
    """Return the words with which a phrase begins that adds dead attackers to a count."""
    phrases = language.lists("tallies")["attacker"]["with"]
    return frozenset([*(phrase.split()[0] for phrase in phrases), *(cue[0] for cue in language.grammar.besides)])


def _attackers_at(scan: Scan, draft: Draft, at: int, people: Memory) -> Count:
    """Return how many attackers stand at token `at`, behind a word for "besides"."""
    if " ".join(scan.lows[at : min(at + 2, draft.end)]) in scan.language.lists("tallies")["attacker"]["own"]:
        return _ONE
    if scan.grammar.attackers.isdisjoint(scan.lows[at : at + 4]) or _already(draft, at):
        return Count(0, 0)
    group = parse_group(scan, at)
    if group is None:
        return _ONE
    group = people.number(group)
    many = people.attackers if group.vague else None  # "In addition to the assailants": as many bombers were told
    low, high = many or (group.low, group.high)
    return Count(low or 1, high)


def _already(draft: Draft, at: int) -> bool:
    """Whether the attackers at token `at` are part of the count already."""
    return any(group.start <= at < group.end or group.start == at for group in draft.tallies["killed"].groups)


def attacks(scan: Scan, start: int, end: int, hits: list[Hit], kind: str) -> int:
    """Read how many attacks are told in one: "two car bombs", "separate shootings", "three different parts".

    Of a row only those of its part count: one where counts stand in brackets, those of a town's own clause.

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.
    hits : list of Hit
        Its words of violence.
    kind : str
    """
    if opens_row(scan, end):
        return 1
    start = max(start, _own_clause(scan, end))
    hits = [hit for hit in hits if hit.start >= start and not counts_attacks(scan, hit.start - 2)]
    bodies = kind == "body_found"
    found = _sites(scan, start, end) if bodies else None
    if found is not None:
        return found
    spread = scan.language.lists("tallies")["spread"]
    words = scan.lows[start:end]
    best = 2 if bodies and not spread["several"].isdisjoint(words) else 1
    best = max((best, *(_of_plural(scan, start, hit) for hit in hits), _by_things(scan, hits, kind)))
    return 2 if bodies and best == 1 and _spread_over(scan, start, end, spread["over"]) else best


def _own_clause(scan: Scan, end: int) -> int:
    """Return where the clause of the last town before token `end` begins, if the next of a row of towns follows."""
    rows = [clause for town, clause in described_row(scan) if town < end]
    return rows[-1] if rows and end < len(scan) else 0


def _by_things(scan: Scan, hits: list[Hit], kind: str) -> int:
    """Return how many attacks things tell that went off or were struck; those of sabotage are one."""
    return 1 if kind == "arson_sabotage" else max((attacks_by_things(scan, hit) for hit in hits), default=1)


def _spread_over(scan: Scan, start: int, end: int, over: frozenset[str]) -> bool:
    """Whether a preposition spreads what is told over a place: "across Kut", not "came across a body"."""
    spreads = (i for i in range(start, end) if scan.word(i) in over and scan.syntax.tags[i] is not Tag.PARTICLE)
    return any(parse_quantity(scan, i) is None for i in spreads)  # not "around 50"


def _sites(scan: Scan, start: int, end: int) -> int | None:
    """Read in how many places bodies were found: "in three different parts of the city"."""
    sites = scan.language.lists("tallies")["spread"]["sites"]
    for i in range(start, end):
        if scan.word(i) not in sites:
            continue
        for back in range(max(start, i - 3), i):
            quantity = parse_quantity(scan, back)
            if quantity is not None and not quantity.article and quantity.end <= i:
                return max(1, quantity.low or 1)
    return None


def _of_plural(scan: Scan, start: int, hit: Hit) -> int:
    """Return how many attacks a word in the plural tells."""
    if "arms" in hit.entry.traits or _is_ranked(scan, hit):
        return 1
    if hit.entry.inflection != "plural":
        return 2 if is_specific(hit.entry) and _in_series(scan, hit.start - _ROW, hit) else 1
    apart = scan.language.lists("tallies")["spread"]["apart"]
    separate = not apart.isdisjoint(scan.lows[max(start, hit.start - 2) : hit.start])
    return max(_number_before(scan, start, hit), 2 if separate else 1)


def _is_ranked(scan: Scan, hit: Hit) -> bool:
    """Whether a word only ranks an attack among others: "killed 47 in one of the deadliest attacks since 2005"."""
    start = scan.syntax.phrase_start(hit.start)
    ones = scan.language.lists("tellings")["whole"]["ones"]
    one = start > 1 and scan.plays(start - 1, "genitive") and scan.word(start - 2) in ones
    return one and rank_in(scan, start, hit.start) is not None


def _number_before(scan: Scan, start: int, hit: Hit) -> int:
    """Read the number before a plural; without one, clashes and raids are one attack, bombings two."""
    for i in range(max(start, hit.start - 4), hit.start):
        quantity = parse_quantity(scan, i)
        if quantity is not None and _counts_attacks(scan, quantity, hit.start):
            return quantity.low or 1
    if _in_series(scan, start, hit):
        return 2
    words = scan.language.lists("tallies")["plurals"]
    substance = scan.word(hit.end - 1) in words["substances"]  # in however many bombs
    one = substance or hit.entry.value in kinds_with("plural_is_one") or scan.word(hit.start - 1) in words["one"]
    return 1 if one else 2


def _in_series(scan: Scan, start: int, hit: Hit) -> bool:
    """Whether several attacks are told as a row of them: "a wave of coordinated car bombs"."""
    series = scan.language.lists("events")["told"]["series"]
    near = range(max(start, hit.start - _SERIES), hit.start - 1)
    return any(scan.word(i) in series and scan.plays(i + 1, "genitive") for i in near)


_ROW = 2
"""Tokens before a noun that has no plural: "a wave of | shelling"."""
_SERIES = 4
"""Tokens before a word of violence within which "a series of" stands."""


def _counts_attacks(scan: Scan, quantity: Quantity, at: int) -> bool:
    """Whether a number belongs to the word of violence at token `at`, not to people or things before it."""
    if quantity.end > at or quantity.article or (quantity.low or 0) >= 60:
        return False
    words = scan.language.lists("tallies")["plurals"]["between"]
    return not any(
        scan.at("people", j) or scan.at("outcome", j) or scan.word(j) in words for j in range(quantity.end, at)
    )
