"""Totals: which counts stand for several attacks, towns or days, and which of the attacks told are their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.history.signs import Sign, is_rank
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.totals.countsovertime import over_time
from conflictmap.extraction.totals.overtowns import over_towns
from conflictmap.extraction.violence.means import is_specific, is_verb
from conflictmap.language import Hit, Language

__all__ = [
    "picks_worst",
    "sums_up",
    "total_sign",
]


def sums_up(scan: Scan, start: int, end: int) -> bool:
    """Whether a count is told of several attacks at once: "a total of", "in all", "the explosions", "both blasts".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.

    Returns
    -------
    bool
    """
    words = scan.language.lists("totals")["sums"]
    return any(_sums(scan, start, i, words) for i in scan.found(_summing(scan.language)) if start <= i < end - 1)


@lru_cache(maxsize=8)
def _summing(language: Language) -> frozenset[str]:
    """Return the words with which what sums up may begin."""
    words = language.lists("totals")["sums"]
    return frozenset(phrase.split()[0] for phrase in words["free"]) | words["nouns"]


def _sums(scan: Scan, start: int, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    said = any(" ".join(scan.lows[i : i + size]) in words["free"] for size in (1, 2, 3))
    return said or (scan.word(i) in words["nouns"] and _definite(scan, start, i, words))


def _definite(scan: Scan, start: int, noun: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a plural noun of attack is definite: "the blasts", "both attacks", "the two car bombs"."""
    return scan.word(max(start, scan.syntax.phrase_start(noun))) in words["definite"]


def picks_worst(scan: Scan, start: int) -> bool:
    """Whether a stretch opens with one of several attacks: "The deadliest attack", "In the worst of them".

    Parameters
    ----------
    scan : Scan
    start : int
        Its first token.

    Returns
    -------
    bool
    """
    words = scan.language.lists("totals")["worst"]
    start += 2 * (" ".join(scan.lows[start : start + 2]) in words["by_far"])
    at = next((i for i in range(start, start + 5) if scan.word(i) in words["words"]), start)
    if at == start or scan.word(at - 1) not in words["lead"]:
        return False
    return scan.word(start) in words["articles"] and scan.word(at + 1) not in words["not_parts"]


def total_sign(
    telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention], attacks: int
) -> Sign | None:
    """Return what tells that a telling counts over several attacks, towns or days.

    Parameters
    ----------
    telling : Telling
    mentions : sequence of Mention
        Its casualties.
    dates : sequence of DateMention
        The dates told in it.
    attacks : int
        For how many attacks it stands.

    Returns
    -------
    Sign or None
    """
    main = next((mention for mention in mentions if mention.low != 0), None)
    if main is not None and main.wide:
        return Sign("aggregate.raised", main.start, main.end)
    found = (sign for sign in _signs(telling, main) if sign is not None)
    return next(found, None) or (over_time(telling, mentions, dates, attacks) if mentions else None)


def _signs(telling: Telling, main: Mention | None) -> Iterator[Sign | None]:
    """Yield what each way of telling a total gives, the surest first."""
    yield over_towns(telling)
    yield _over_the_land(telling, main)
    yield _at_the_head(telling)
    yield _behind_a_part(telling)
    yield _run_of_attacks(telling, main)
    yield _summed(telling)
    yield _over_ranked_span(telling.scan, main, telling.start, telling.end) if main is not None else None


def _over_ranked_span(scan: Scan, main: Mention, start: int, end: int) -> Sign | None:
    """Read a count of a month or the like that is ranked among others: "August was the worst month, with 74 dead"."""
    words = scan.language.lists("totals")["ranked"]
    ranking = (c for c in scan.syntax.clauses if c.verb.copula and start <= c.verb.start < end)
    for clause in (c for c in ranking if _counts_in(scan, main, c)):
        near = range(clause.verb.end, min(clause.verb.end + _RANKED, end))
        span = next((i for i in near if scan.word(i) in words["spans"]), None)
        if span is not None and not words["words"].isdisjoint(scan.lows[clause.verb.end : span]):
            return Sign("aggregate.ranked_span", clause.verb.end, span + 1)
    return None


def _counts_in(scan: Scan, main: Mention, clause: Clause) -> bool:
    """Whether a count is part of what a clause says, and no attack told beside it: "a bad week: a bomb killed 40"."""
    told = scan.syntax.clause_at(main.verb)
    if told is None or told is clause:
        return True
    led = scan.syntax.tags[told.subject[0]] is Tag.PREPOSITION  # "the worst month, | with 51 killed"
    if led and told.subject[0] == 0:
        return clause.number == told.number + 1  # "With 51 killed, | it was the worst month"
    above = scan.syntax.parent(told)
    if led and above is not None and above.link == "adverbial":
        above = scan.syntax.parent(above)  # "since the war began, | with 51 killed"
    return (led or not told.verb.finite) and above is clause


_RANKED = 5
"""Tokens behind "was" within which a ranked month is named: "the second most violent month"."""


def _over_the_land(telling: Telling, main: Mention | None) -> Sign | None:
    """Whether the count is for the whole country, not told beside it ("amid attacks across the country")."""
    scan = telling.scan
    for hit in scan.inside("country_words", telling.start, telling.end):
        if scan.word(hit.end) == "'s" or _modifies(scan, hit):
            continue  # "around Iraq's capital", "a nationwide strike"
        if _counts_over(scan, set(scan.lows[main.end : hit.start]) if main is not None else set()):
            return Sign("aggregate.country", hit.start, hit.end)
    return None


def _modifies(scan: Scan, hit: Hit) -> bool:
    """Whether one word for the whole country only describes what is no attack: "a day of nationwide mourning"."""
    if hit.end != hit.start + 1 or hit.end >= len(scan) or scan.syntax.tags[hit.start] is Tag.NAME:
        return False
    return scan.syntax.tags[hit.end] in NOUNS | {Tag.ING} and scan.at("kind", hit.end) is None


def _counts_over(scan: Scan, between: set[str]) -> bool:
    """Whether the words between a count and the country do not set the country apart as the scene."""
    words = scan.language.lists("totals")["land"]
    if not between & words["aside"] or between & words["across"]:
        return True
    return bool(between & words["short"]) and len(between) < 8


def _at_the_head(telling: Telling) -> Sign | None:
    """Whether a word of summing up stands at the head, or at that of a clause ("one of three; together they ...")."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["head"]
    told = (scan.syntax.clause_at(mention.verb) for mention in telling.mentions)
    for start in (telling.start, *(clause.start for clause in told if clause is not None)):
        if " ".join(scan.lows[start : start + 2]) in words["pairs"]:
            return Sign("aggregate.in_all", start, start + 2)
        at = next((i for i in range(start, min(start + 4, telling.end)) if scan.word(i) in words["words"]), None)
        if at is not None:
            return Sign("aggregate.in_all", at, at + 1)
    return None


def _behind_a_part(telling: Telling) -> Sign | None:
    """Read what stands behind one of its parts: "a mine killed two, one of three blasts that killed nine"."""
    start = telling.start
    opens = start > 0 and bool(telling.mentions) and _opens_with_one_of(telling.scan, start)
    return Sign("aggregate.one_of", start, start + 2) if opens else None


def _opens_with_one_of(scan: Scan, start: int) -> bool:
    return scan.word(start) in scan.language.lists("tellings")["whole"]["ones"] and scan.plays(start + 1, "genitive")


def _run_of_attacks(telling: Telling, main: Mention | None) -> Sign | None:
    """Read "a spate of attacks" as a total where no means is named and the count is told of it."""
    if main is None or _one_spot(telling):
        return None
    told = _nouns_told(telling)
    mixed = len({hit.entry.value for hit in told if hit.entry.inflection == "plural"}) > 1
    runs = (_run_sign(telling, main, hit) for hit in told if mixed or not is_specific(hit.entry))
    return next((sign for sign in runs if sign is not None), None)


def _nouns_told(telling: Telling) -> list[Hit]:
    """Return the nouns for attacks that a telling asserts."""
    real = (t for t in telling.terms if t.real and not telling.only_speaks_of(t))
    return [t.hit for t in real if not is_verb(t.hit.entry)]


def _run_sign(telling: Telling, main: Mention, hit: Hit) -> Sign | None:
    of = _run_before(telling, hit)
    return None if of is None or _ranked_in(telling.scan, main, of) else Sign("aggregate.run", of - 1, hit.end)


def _ranked_in(scan: Scan, main: Mention, of: int) -> bool:
    """Whether an attack already counted is only ranked among many: ", the latest in | a wave of attacks"."""
    start = scan.syntax.phrase_start(of - 1)
    led = start > 1 and scan.syntax.tags[start - 1] is Tag.PREPOSITION
    return led and main.verb < start and is_rank(scan.language, scan.word(start - 2))


def _run_before(telling: Telling, hit: Hit) -> int | None:
    """Return where "of" stands between a noun for many and the attacks, unless they only set the scene."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["run"]
    near = range(max(telling.start, hit.start - 4), hit.end)
    of = next((i for i in reversed(near) if scan.plays(i, "genitive")), None)
    if of is None or scan.word(of - 1) not in words["nouns"]:
        return None
    return None if {scan.word(of - 2), scan.word(of - 3)} & words["scene"] else of


def _one_spot(telling: Telling) -> bool:
    return any(place.how in {"target", "name"} and place.named for place in telling.places)


def _summed(telling: Telling) -> Sign | None:
    """Read "bringing the number to", "over the weekend", "during the month"."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["sum"]
    for hit in scan.inside("aggregate", telling.start, telling.end):
        if scan.word(hit.end) != "'s" and hit.end - hit.start >= 2 and scan.word(hit.start) in words["words"]:
            return Sign("aggregate.sum", hit.start, hit.end)
    return None
