"""Signs of what a telling is beside the news, and counts over years: "in 14 years of war", "since the invasion"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS
from conflictmap.language import Language

__all__ = ["Sign", "is_rank", "of_years", "only_ranks", "rank_in"]


@dataclass(frozen=True, slots=True)
class Sign:
    """Why a flag is set: the id of the rule, and the tokens that say so."""

    rule: str
    start: int
    end: int


def is_rank(language: Language, word: str) -> bool:
    """Whether a word ranks something among what was before: "the worst attack since 2003".

    Parameters
    ----------
    language : Language
    word : str
        In lower case.

    Returns
    -------
    bool
    """
    return word in language.lists("history")["dates"]["ranks"]


def rank_in(scan: Scan, start: int, end: int) -> int | None:
    """Return the first word of some tokens that ranks something.

    Parameters
    ----------
    scan : Scan
    start, end : int
        Either may lie beyond the sentence.
    """
    return next((i for i in range(start, end) if is_rank(scan.language, scan.word(i))), None)


def only_ranks(scan: Scan, first: int) -> bool:
    """Whether a date only says since when an attack is the first or the worst.

    Parameters
    ----------
    scan : Scan
    first : int
        Its first token.
    """
    return rank_in(scan, first - _BEFORE_DATE, first) is not None


_BEFORE_DATE = 5
"""Tokens before a date within which it is told what stands out since then."""


def of_years(scan: Scan, start: int, end: int) -> Sign | None:
    """Return the words that make a count one of months or years: "over months of protest", "since the invasion".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Tokens of the telling.

    Returns
    -------
    Sign or None
    """
    return next((sign for i in range(start, end) if (sign := _over_years(scan, i, end)) is not None), None)


def _is_ranked(scan: Scan, i: int) -> bool:
    """Whether an attack is told as the first or worst since a time: "the deadliest blast in Kut since the war"."""
    ranks = (j for j in range(max(0, i - _RANKED), i) if is_rank(scan.language, scan.word(j)))
    return any(VERBS.isdisjoint(scan.syntax.tags[j:i]) for j in ranks)


_RANKED = 8
"""Tokens before "since", none of them a verb, within which an attack is told as the worst of them."""


def _over_years(scan: Scan, i: int, end: int) -> Sign | None:
    """Read a preposition at token `i` with a stretch of years after it."""
    history = scan.language.lists("history")
    words, near = history["statistics"], range(i + 1, min(i + 5, end))
    if (
        not _is_ranked(scan, i)
        and scan.word(i) in history["dates"]["since"]
        and any(scan.word(j) in words["since"] for j in near)
    ):
        return Sign("aggregate.since", i, min(i + 3, end))
    if scan.word(i) not in words["prepositions"]:
        return None
    unit = next((j for j in near if _unit_of(scan, j, words)), None)
    return Sign("aggregate.years", i, unit + 1) if unit is not None else None


def _unit_of(scan: Scan, j: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a unit of years stands here, of war or the like: "years of violence"."""
    unit = scan.word(j) in words["units"] or scan.word(j) in words["singular"]
    return unit and scan.plays(j + 1, "genitive") and not words["of"].isdisjoint(scan.lows[j + 2 : j + 4])
