"""What goes on at large and is no incident: "has been bombing the city for months", "is regularly shelled".

Beside rates ("nine people a day") only a telling without figures is judged here; one that counts people over months or
years is a total or a statistic: see ``totals``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.history.signs import only_ranks
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.violence.recaptures import was_lost

__all__ = ["is_general"]

_LONG = 20
"""Days from which on a stretch of time is too long for one incident that nobody counted."""

_WHOLE = 3
"""Tokens before a month or a season within which a word says that all of it is meant."""

_Words = Mapping[str, frozenset[str]]


def is_general(telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention], today: date | None) -> bool:
    """Whether a telling gives a rate, is of centuries ago, or without figures says what goes on and no single attack.

    Parameters
    ----------
    telling : Telling
    mentions : sequence of Mention
        Its casualties.
    dates : sequence of DateMention
        The dates told in it.
    today : datetime.date or None
        The day the report speaks from.

    Returns
    -------
    bool
    """
    if _is_rate(telling, mentions) or _is_ancient(telling, mentions, dates) or _defines(telling, mentions):
        return True
    if any(map(_counts, mentions)) or any(map(_is_of_a_day, dates)):
        return False
    told = _telling_clauses(telling, mentions)
    if any(was_lost(telling.scan, clause) for clause in told):
        return False  # "retook a bridge that had been captured last month"
    return bool(told) and (_is_long(telling, dates, today) or _goes_on_and_on(telling, mentions, told))


def _defines(telling: Telling, mentions: Sequence[Mention]) -> bool:
    """Whether a sentence says what a word means: "A strike, as defined by the Coalition, means one or more events"."""
    scan, words = telling.scan, _words(telling.scan)
    opens = scan.word(0) in scan.grammar.articles and not scan.plays(0, "definite")
    return opens and not mentions and not words["defining"].isdisjoint(scan.lows[:_OPENING])


_OPENING = 16
"""Tokens within which a sentence says that it defines a word."""


def _is_ancient(telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention]) -> bool:
    """Whether all that is told is dated centuries ago: "men who fell 4,300 years ago", not at a shrine built then."""
    starts = {date.start for date in dates if date.ancient}
    if not starts:
        return False
    scan, told = telling.scan, _telling_clauses(telling, mentions)
    dated = {scan.syntax.clause_at(i) for i in range(len(scan)) if scan.offset(i) in starts}
    found = {scan.syntax.clause_at(mention.verb) for mention in mentions if mention.bodies}  # when is all the same
    return dated | found >= set(told)


def _is_long(telling: Telling, dates: Sequence[DateMention], today: date | None) -> bool:
    """Whether what is told takes weeks or months."""
    words = _words(telling.scan)
    return any(_lasts(telling.scan, mention, today, words) for mention in dates) or _for_long(telling, words)


def _goes_on_and_on(telling: Telling, mentions: Sequence[Mention], told: Sequence[Clause]) -> bool:
    """Whether every clause says that it goes on, or that a place has suffered many such attacks."""
    scan, words = telling.scan, _words(telling.scan)
    if all(_recurs(scan, clause, words) for clause in told):
        return True
    return not mentions and all(_one_of_a_wave(term, words) for term in telling.terms if term.asserts)


def _words(scan: Scan) -> _Words:
    return scan.language.lists("history")["general"]


def _recurs(scan: Scan, clause: Clause, words: _Words) -> bool:
    if _is_habit(scan, clause, words) or _goes_on(scan, clause, words):
        return True
    above = scan.syntax.parent(clause) if clause.link == "shared" else None
    return above is not None and _recurs(scan, above, words)


def _one_of_a_wave(term: Term, words: _Words) -> bool:
    """Whether a noun tells of how many attacks a place has suffered: "has been gripped by a wave of killings"."""
    context = term.context
    if context is None or context.clause is None or context.governor not in words["waves"]:
        return False
    verb = context.clause.verb
    return verb.perfect and not verb.past_perfect


def _is_rate(telling: Telling, mentions: Sequence[Mention]) -> bool:
    """Whether people are counted by the day: "killing nine people a day", "four are shot every week"."""
    scan, words = telling.scan, _words(telling.scan)
    told = _telling_clauses(telling, mentions)
    units = (i for i in scan.found(words["rate_units"]) if telling.start < i < telling.end)
    return any(_per(scan, i, words) for i in units if scan.syntax.clause_at(i) in told)


def _per(scan: Scan, unit: int, words: _Words) -> bool:
    """Whether a unit of time is one of many: after "every", or with an article where the phrase ends."""
    if scan.word(unit - 1) in words["rates"]:
        return True
    ends = unit + 1 >= len(scan) or scan.syntax.tags[unit + 1] in {Tag.MARK, Tag.COORDINATOR}
    placed = scan.at("place_prepositions", unit + 1) is not None
    return (ends or placed) and scan.plays(unit - 1, "indefinite") and scan.syntax.tags[unit - 2] in _COUNTED


_COUNTED = NOUNS | {Tag.NUMBER, Tag.PAST}


def _counts(mention: Mention) -> bool:
    return mention.low != 0 and not mention.vague


def _telling_clauses(telling: Telling, mentions: Sequence[Mention]) -> list[Clause]:
    """Return the clauses that tell the violence."""
    told = [term.clause for term in telling.terms if term.asserts]
    told += [telling.scan.syntax.clause_at(mention.verb) for mention in mentions]
    return [clause for clause in told if clause is not None]


def _is_of_a_day(mention: DateMention) -> bool:
    """Whether a date is one of a few days."""
    span = mention.span
    return mention.kind not in {"vague", "historic"} and (span is None or (span.end - span.start).days < _LONG)


def _lasts(scan: Scan, mention: DateMention, today: date | None, words: _Words) -> bool:
    """Whether a date is a stretch of weeks that goes on until now: "since mid-February", "in recent months"."""
    first = next((i for i in range(len(scan)) if scan.offset(i) >= mention.start), len(scan))
    if mention.span is None or mention.of_next or only_ranks(scan, first):
        return False
    begun = not words["since"].isdisjoint({scan.word(first), scan.word(first - 1), _clause_marker(scan, first)})
    end = today if begun and today is not None else mention.span.end
    running = begun or not words["running"].isdisjoint(mention.text.lower().split())
    return running and (end - mention.span.start).days >= _LONG


def _clause_marker(scan: Scan, i: int) -> str:
    clause = scan.syntax.clause_at(i)
    return clause.marker if clause is not None else ""


def _for_long(telling: Telling, words: _Words) -> bool:
    """Whether a telling holds "for months", "for more than two years", "for most of the summer"."""
    units = (i for i in range(telling.start, telling.end) if telling.scan.word(i) in words["units"])
    return _all_of_it(telling, words) or any(_governor(telling, unit) in words["for"] for unit in units)


def _all_of_it(telling: Telling, words: _Words) -> bool:
    units = (i for i in range(telling.start, telling.end) if telling.scan.word(i) in words["whole_units"])
    return any(_is_whole(telling, i, words) for i in units)


def _is_whole(telling: Telling, unit: int, words: _Words) -> bool:
    """Whether all of a month or a season is meant: "most of | the summer", not "the most violent month"."""
    scan = telling.scan
    if unit + 1 < len(scan) and scan.syntax.tags[unit + 1] in NOUNS:
        return False  # "most of the summer | guests"
    wholes = (i for i in range(max(telling.start, unit - _WHOLE), unit) if scan.word(i) in words["wholes"])
    return any(i + 1 == unit or _leads(scan, i + 1) for i in wholes)


def _leads(scan: Scan, i: int) -> bool:
    """Whether token `i` leads to the noun that a word before it is about: "throughout | the summer"."""
    return scan.syntax.tags[i] is Tag.DETERMINER or scan.plays(i, "genitive")


def _governor(telling: Telling, unit: int) -> str:
    """Return the word before a unit of time that begins its phrase: a noun or a preposition, numbers aside."""
    scan, at = telling.scan, unit - 1
    words = scan.language.lists("history")["general"]["for"]
    while at > telling.start and scan.syntax.tags[at] not in NOUNS and scan.word(at) not in words:
        at -= 1
    return scan.word(at)


def _is_habit(scan: Scan, clause: Clause, words: _Words) -> bool:
    """Whether an adverb in a clause or its end says that it happens again and again."""
    return not words["adverbs"].isdisjoint(scan.lows[clause.start : clause.end]) or _ever(scan, clause, words)


def _ever(scan: Scan, clause: Clause, words: _Words) -> bool:
    """Whether a clause ends in a word for any time at all: "have been attacked | before"."""
    told = [i for i in range(clause.verb.end, clause.end) if scan.syntax.tags[i] is not Tag.MARK]
    ends = bool(told) and scan.word(told[-1]) in words["ever"]
    return ends and clause.verb.perfect and not clause.verb.past_perfect


def _goes_on(scan: Scan, clause: Clause, words: _Words) -> bool:
    """Whether a verb tells what has been going on: "has been conducting", "continues to bomb"."""
    verb = clause.verb
    lasting = not verb.past_perfect and scan.syntax.lemma(clause) in words["lasting"]
    if verb.perfect and (verb.form is Tag.ING or lasting):
        return True
    above = scan.syntax.parent(clause) if clause.link in {"infinitive", "participial"} else None
    if above is None:
        return False
    present = above.verb.form in {Tag.BASE, Tag.THIRD}
    return (present and scan.syntax.lemma(above) in words["continuing"]) or _goes_on(scan, above, words)
