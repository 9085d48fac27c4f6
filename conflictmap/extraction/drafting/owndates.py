"""The dates that a telling has of its own, not those that only say since when something else is so."""

from __future__ import annotations

from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.syntax import Clause, is_apposed
from conflictmap.extraction.tellings.telling import Telling

__all__ = ["dates_told"]


def dates_told(segment: Telling, dates: list[DateMention]) -> list[DateMention]:
    """Return the dates told in a telling, and one before it that dates just it: "a day after gunmen killed a judge".

    Parameters
    ----------
    segment : Telling
    dates : list of DateMention
        Those of the sentence.
    """
    first, stop = segment.scan.offset(segment.start), segment.scan.stop(segment.end)
    told = (date for date in dates if first <= date.start < stop or date.governs(first))
    return [date for date in told if not _dates_aside(segment, date)]


def _dates_aside(segment: Telling, date: DateMention) -> bool:
    """Whether words only say since when something else is so: "a bakery in Qaim, held by gunmen since June"."""
    scan = segment.scan
    at = next((i for i in range(segment.start, segment.end) if scan.offset(i) >= date.start), segment.end)
    clause = scan.syntax.clause_at(at)
    since = scan.word(at) in scan.language.lists("history")["dates"]["since"]
    return since and clause is not None and _only_describes(clause) and not _tells_in(segment, clause)


def _only_describes(clause: Clause) -> bool:
    """Whether a clause only says more of a noun."""
    return clause.link in _DESCRIBING or is_apposed(clause)


def _tells_in(segment: Telling, clause: Clause) -> bool:
    """Whether casualties or an attack are told in a clause."""
    told = [mention.verb for mention in segment.mentions] + [t.hit.start for t in segment.terms if t.asserts]
    return any(clause.start <= verb < clause.end for verb in told)


_DESCRIBING = frozenset({"relative", "reduced"})
