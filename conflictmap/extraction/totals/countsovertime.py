"""Counts over time: the days, months or years over which attacks are counted, and when a count is a statistic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.history.signs import Sign, is_rank, of_years, only_ranks
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.violence.means import is_specific, is_verb

__all__ = ["is_statistic", "over_time"]

_WAR = 365 * 2
_WHOLE_WAR = 3000
"""Days, and dead, that no report of attacks counts."""

_MONTH = 26

_SEVERAL = 5
"""Dead from which on a count over a period, of attacks nobody counted, is of several."""


def is_statistic(telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention]) -> bool:
    """Whether a count is one of a whole war, or of an unnamed stretch of months or years, and so no incident.

    Parameters
    ----------
    telling : Telling
    mentions : sequence of Mention
        Its casualties.
    dates : sequence of DateMention
        The dates told in it.

    Returns
    -------
    bool
    """
    if _of_whole_war(mentions) or _raised_over_years(telling, mentions, dates):
        return True
    if not any((mention.low or mention.high or 0) > 1 for mention in mentions):
        return False
    if any(_of_a_war(telling.scan, date) for date in dates):
        return not _single_attack(telling)
    return of_years(telling.scan, telling.start, telling.end) is not None and not _single_attack(telling)


def _of_whole_war(mentions: Sequence[Mention]) -> bool:
    return any(mention.outcome == "killed" and (mention.low or 0) >= _WHOLE_WAR for mention in mentions)


def _raised_over_years(telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention]) -> bool:
    """Whether a telling only says to what an attack raised a count of years: "bringing to 90 the dead of this year"."""
    if not mentions or not all(mention.wide for mention in mentions):
        return False
    scan, span = telling.scan, (telling.start, telling.end)
    years = scan.language.lists("totals")["period"]["years"]
    cued = any("statistics" in cue.entry.traits for cue in scan.inside("cancel", *span))
    dated = any(_of_a_war(scan, date) for date in dates)
    return cued or dated or of_years(scan, *span) is not None or not years.isdisjoint(scan.lows[slice(*span)])


def _of_a_war(scan: Scan, date: DateMention) -> bool:
    """Whether a count is told over years, and not something that is the first or the worst since then."""
    if date.span is None or date.of_next or (date.span.end - date.span.start).days < _WAR:
        return False
    return not only_ranks(scan, _tokens(scan, date)[0])


def _ranks(scan: Scan, date: DateMention) -> bool:
    """Whether a date says among which attacks one stands out: "the deadliest attack in Kut this year"."""
    first, _ = _tokens(scan, date)
    spans = scan.language.lists("totals")["worst"]["not_parts"]
    near = range(max(0, first - 7), first)
    return any(is_rank(scan.language, scan.word(i)) and scan.word(i + 1) not in spans for i in near)


def _single_attack(telling: Telling) -> bool:
    """Whether one attack is told beside the count: "a bomb", not "bombs" or "violence"."""
    told = [term.hit.entry for term in telling.terms if term.asserts or _is_meant(term)]
    return any(entry.inflection != "plural" and is_specific(entry) and entry.form != "verb" for entry in told)


def _is_meant(term: Term) -> bool:
    """Whether one attack is spoken of by an article: "tried over | a mosque blast in 2005 that killed 20"."""
    return term.context is not None and bool(term.context.determiner) and term.hit.entry.form == "event"


def over_time(telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention], attacks: int) -> Sign | None:
    """Return what tells a count over days that are dated, or over a period without a date: "during the reporting week".

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
    dated = _over_days(telling, mentions, dates, attacks)
    return dated or (_over_period(telling) if _of_several(telling, mentions, attacks) else None)


def _of_several(telling: Telling, mentions: Sequence[Mention], attacks: int) -> bool:
    """Whether a count is of several attacks: by their number, or by the dead of what is told at large."""
    killed = max((mention.low or 0 for mention in mentions), default=0)
    return attacks > 1 or (killed >= _SEVERAL and (_many_kinds(telling) or _is_mass(telling)))


def _is_mass(telling: Telling) -> bool:
    """Whether only a noun for what went on is told, and no attack: "the fighting", not "the shelling of Kut"."""
    scan, kinds = telling.scan, telling.kinds
    mass = scan.language.lists("totals")["period"]["mass"]
    at_large = (scan.word(hit.end - 1) in mass and not scan.plays(hit.end, "genitive") for hit in kinds)
    return bool(kinds) and all(at_large)


def _over_period(telling: Telling) -> Sign | None:
    """Read "during the reporting week", "over the month", "this fortnight saw", "the week of 3 to 9 May"."""
    scan = telling.scan
    words = scan.language.lists("totals")["period"]
    month = next((i for i in range(telling.start, min(telling.start + 2, telling.end)) if _month_saw(scan, i)), None)
    if month is not None:
        return Sign("aggregate.period", month, month + 1)
    for i in range(telling.start, telling.end):
        if scan.word(i) in words["units"] and _spans_it(scan, i, words):
            return Sign("aggregate.period", i, i + 1)
    return None


def _month_saw(scan: Scan, i: int) -> bool:
    """Whether a month, and no day of it, is told to have seen what is counted: "August | saw the deaths of 60"."""
    words = scan.language.lists("totals")["period"]
    return scan.word(i) in words["months"] and scan.syntax.words.lemma(scan.word(i + 1)) in words["seeing"]


def _spans_it(scan: Scan, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a unit of time is that over which something is counted, and no mere date: not "last week"."""
    start = scan.syntax.phrase_start(i)
    if scan.word(start) not in words["determiners"]:
        return False
    over = scan.word(start - 1) in words["within"] or not words["reporting"].isdisjoint(scan.lows[start:i])
    saw = scan.syntax.words.lemma(scan.word(i + 1)) in words["seeing"]
    return over or saw or (start == 0 and scan.plays(i + 1, "genitive"))


def _over_days(
    telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention], attacks: int
) -> Sign | None:
    """Read a count over a month or more, and one of several attacks over some days."""
    killed = max((mention.low or 0 for mention in mentions), default=0)
    if killed < 100 and any(mention.bodies for mention in mentions):
        return None
    many = attacks > 1 or _many_kinds(telling) or _is_mass(telling)
    monthly = _may_span_months(telling, killed, many=many)
    found = (date for date in dates if _spans(telling.scan, date, many=many, monthly=monthly))
    date = next(found, None)
    return Sign("aggregate.days", *_tokens(telling.scan, date)) if date is not None else None


def _may_span_months(telling: Telling, killed: int, *, many: bool) -> bool:
    """Whether so many may have died over months: in no single attack, and not by one band."""
    return killed >= _SEVERAL and (many or not _single_attack(telling)) and not _is_one_band(telling, killed)


def _is_one_band(telling: Telling, killed: int) -> bool:
    """Whether those who attacked a town together are told, and no attacks: "gunmen killed nine in Kut in 2007"."""
    told = [term for term in telling.terms if term.real]
    town = any(place.named and place.how == "in" for place in telling.places)
    one = bool(told) and len(telling.mentions) == 1 and killed < _MASSACRE
    return one and town and all(map(_does_it, told))


def _does_it(term: Term) -> bool:
    """Whether a word of violence is the subject of what is told: "gunmen", "mortars"."""
    return term.part in {"agent", "weapon"} and term.context is not None and term.context.role == "subject"


_MASSACRE = 40
"""Dead from which on a count over a month or more is of several attacks, though one band is told."""


def _spans(scan: Scan, date: DateMention, *, many: bool, monthly: bool) -> bool:
    """Whether a date spans the time over which attacks are counted."""
    spans = (monthly and _days(scan, date) >= _MONTH) or (many and _some_days(scan, date))
    return spans and not _ranks(scan, date)


def _many_kinds(telling: Telling) -> bool:
    """Whether several attacks may be told: by a plural, by no word for one, or by one for violence at large."""
    if not telling.kinds or any(hit.entry.inflection == "plural" for hit in telling.kinds):
        return True
    return all(_at_large(term) for term in telling.terms if term.hit in telling.kinds)


def _at_large(term: Term) -> bool:
    """Whether a noun without an article tells no single attack: "in violence", "in fighting"."""
    bare = term.context is not None and term.context.role == "adjunct" and not term.context.determiner
    return bare and not is_verb(term.hit.entry) and not is_specific(term.hit.entry)


def _some_days(scan: Scan, date: DateMention) -> bool:
    return date.kind == "range" and _days(scan, date) >= 1 and not _night(scan, date)


def _is_month(scan: Scan, date: DateMention) -> bool:
    """Whether a date that nobody can place is a month long or longer: "last month"."""
    return date.text.lower().split()[-1] in scan.language.lists("totals")["ranked"]["months"]


def _days(scan: Scan, date: DateMention) -> int:
    if date.of_next or date.kind not in {"range", "vague", "historic"}:
        return 0
    if date.span is None:
        return 30 if date.rule == "date.month" or _is_month(scan, date) else 0
    return (date.span.end - date.span.start).days


def _night(scan: Scan, date: DateMention) -> bool:
    """Whether a date is of one night, or of a span nobody knows."""
    text = date.text.lower()
    return any(word in text for word in scan.language.lists("totals")["nights"]["words"])


def _tokens(scan: Scan, date: DateMention) -> tuple[int, int]:
    """Return the tokens of the words of a date."""
    inside = [i for i in range(len(scan)) if date.start <= scan.offset(i) < date.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 1)
