"""Towns ranked by what befell them: "Mosul was worst hit with 14 killed, followed by Tikrit with nine".

::

    first := Name verb ... superlative                       a town as the subject of what is the most of its kind
           | superlative ... copula Name
    next  := Name (adverb | ordinal)? "with" number          and those behind it, each with its count
           | Name "," "where" clause
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.people import parse_group
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag

__all__ = ["RankedTown", "is_ranked_further", "ranked_towns", "read_ranked"]


class RankedTown(NamedTuple):
    """A town of such a row.

    Attributes
    ----------
    start, end : int
        Tokens of its name.
    number : int
        Token where its count begins; for the first town the one behind its verb.
    cut : int
        Token where what is told of it begins.
    """

    start: int
    end: int
    number: int
    cut: int


def ranked_towns(scan: Scan) -> list[RankedTown]:
    """Return the towns that a sentence ranks, in order; none where it ranks nothing.

    Parameters
    ----------
    scan : Scan
    """
    words = casualty_words(scan.language)["ranking.superlatives"]
    if (words | casualty_words(scan.language)["ranking.lists"]).isdisjoint(scan.lows) or not scan.has(
        "outcome", 0, len(scan)
    ):
        return []  # asked for every name of every sentence
    first = _found(_first(scan, clause, words) for clause in scan.syntax.clauses)
    return first and [*first, *_found(_later(scan, i, first[0].number) for i in range(first[0].number, len(scan)))]


def _found(towns: Iterable[RankedTown | None]) -> list[RankedTown]:
    return [town for town in towns if town is not None]


def read_ranked(scan: Scan, told: list[Mention]) -> list[Mention]:
    """Read the counts of ranked towns whose fate is told only once: "with 31 dead, followed by Tikrit with | 12".

    Parameters
    ----------
    scan : Scan
    told : list of Mention
        What was read of the sentence.
    """
    first = min((mention for mention in told if mention.low), key=lambda mention: mention.verb, default=None)
    if first is None:
        return []
    taken = {i for mention in told for i in range(mention.start, mention.end)}
    free = (town.number for town in ranked_towns(scan)[1:] if town.number not in taken)
    return [_like(scan, first, i) for i in free if i > first.verb and _is_bare(scan, i)]


def _is_bare(scan: Scan, i: int) -> bool:
    """Whether a number stands alone."""
    quantity = parse_quantity(scan, i)
    return quantity is not None and (scan.word(quantity.end) in _ENDS or scan.plays(quantity.end, "additive"))


_ENDS = frozenset({"", ".", ",", ";"})


def _like(scan: Scan, first: Mention, i: int) -> Mention:
    group = parse_group(scan, i)
    groups = () if group is None else (group,)
    quantity = parse_quantity(scan, i)
    low, high, end = (None, None, i + 1) if quantity is None else (quantity.low, quantity.high, quantity.end)
    rule = first.rule + _FURTHER
    return replace(first, low=low, high=high, start=i, end=end, verb=i, rule=rule, groups=groups, parts=(), gapped=True)


_FURTHER = "/ranked"
"""Ending of the rule of a count whose fate is told of the first town."""


def is_ranked_further(mention: Mention) -> bool:
    """Whether a count is that of a further town of such a row, told by its number alone.

    Parameters
    ----------
    mention : Mention
    """
    return mention.rule.endswith(_FURTHER)


def _first(scan: Scan, clause: Clause, words: frozenset[str]) -> RankedTown | None:
    """Read the town of which a clause says that it had the most of them: "| Anbar | was the worst hit"."""
    start, end = clause.subject
    if start >= end or clause.verb.negated or clause.verb.modal:
        return None
    if not words.isdisjoint(scan.lows[start:end]):
        return _behind(scan, clause.verb.end) if clause.verb.copula else None
    ranked = not words.isdisjoint(scan.lows[clause.verb.start : clause.verb.end + _NEAR]) or _leads(scan, clause)
    return RankedTown(start, end, clause.verb.end, start) if ranked and _names_start(scan, end) == start else None


def _leads(scan: Scan, clause: Clause) -> bool:
    """Whether a town leads a toll or a list: "Baquba | led the toll | with nine dead"."""
    words, near = casualty_words(scan.language), scan.lows[clause.verb.end : clause.verb.end + _NEAR]
    return scan.syntax.lemma(clause) in words["ranking.leading"] and not words["ranking.lists"].isdisjoint(near)


_NEAR = 3
"""Tokens behind a verb within which a superlative ranks its subject."""


def _behind(scan: Scan, start: int) -> RankedTown | None:
    """Read the town behind a copula: "hardest hit was | Ramadi | with 17 dead"."""
    end = start
    while end < len(scan) and _names(scan, end):
        end += 1
    return RankedTown(start, end, end, start) if end > start else None


def _later(scan: Scan, i: int, floor: int) -> RankedTown | None:
    """Read a further town whose count begins at token `i`."""
    if scan.plays(i - 1, "comitative"):
        end = i - 1 - (scan.syntax.tags[i - 2] in _RANKS)
        quantity = parse_quantity(scan, i)
        counted = quantity is not None and not quantity.article
    else:
        counted = scan.word(i - 1) in casualty_words(scan.language)["ranking.where"] and scan.word(i - 2) == ","
        end = i - 2
    start = _names_start(scan, end) if counted else end
    return RankedTown(start, end, i, _cut(scan, start, floor)) if start < end and start > floor else None


_RANKS = frozenset({Tag.ADVERB, Tag.ADJECTIVE, Tag.NUMBER, Tag.TIME})
"""How a town is ranked behind its name: "Kirkuk | next | with six"."""


def _cut(scan: Scan, start: int, floor: int) -> int:
    """Return where a part of the row begins: behind the last comma or "and" before its town."""
    marks = (i for i in range(start - 1, floor, -1) if scan.word(i) in {",", ";"} or scan.plays(i, "additive"))
    return next(marks, start - 1) + 1


def _names_start(scan: Scan, end: int) -> int:
    start = end
    while start > 0 and _names(scan, start - 1):
        start -= 1
    return start


def _names(scan: Scan, i: int) -> bool:
    return scan.tokens[i].capital and scan.syntax.tags[i] in NOUNS and scan.word(i) not in scan.language.not_names
