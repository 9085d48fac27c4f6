"""Totals: which counts stand for several attacks, towns or days, and which of the attacks told are their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from conflictmap.extraction.attacks.terms import Term
from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.history.anchoring import Sign, is_rank, of_years
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.tellings.telling import Telling
from conflictmap.extraction.totals.bands import is_one_band
from conflictmap.extraction.violence.means import is_specific, is_verb
from conflictmap.extraction.where.placephrases import PlaceHit
from conflictmap.language import Hit, Language

__all__ = [
    "is_statistic",
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


_WAR = 365 * 2
_WHOLE_WAR = 3000
"""Days, and dead, that no report of attacks counts."""


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
    if _of_whole_war(mentions):
        return True
    if not any((mention.low or mention.high or 0) > 1 for mention in mentions):
        return False
    if any(_of_a_war(telling.scan, date) for date in dates):
        return not _single_attack(telling)
    return of_years(telling.scan, telling.start, telling.end) is not None and not _single_attack(telling)


def _of_whole_war(mentions: Sequence[Mention]) -> bool:
    return any(mention.outcome == "killed" and (mention.low or 0) >= _WHOLE_WAR for mention in mentions)


def _of_a_war(scan: Scan, date: DateMention) -> bool:
    """Whether a count is told over years, and not something that is the first or the worst since then."""
    if date.span is None or date.of_next or (date.span.end - date.span.start).days < _WAR:
        return False
    first, _ = _tokens(scan, date)
    return not any(is_rank(scan.language, scan.word(i)) for i in range(max(0, first - 5), first))


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


_MONTH = 26


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
    return next(found, None) or (_over_time(telling, mentions, dates, attacks) if mentions else None)


def _over_time(
    telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention], attacks: int
) -> Sign | None:
    """Read a count over days that are dated, or over a period that has no date: "during the reporting week"."""
    dated = _over_days(telling, mentions, dates, attacks)
    return dated or (_over_period(telling) if _of_several(telling, mentions, attacks) else None)


_SEVERAL = 5
"""Dead from which on a count over a period, of attacks nobody counted, is of several."""


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
    for i in range(telling.start, telling.end):
        if scan.word(i) in words["units"] and _spans_it(scan, i, words):
            return Sign("aggregate.period", i, i + 1)
    return None


def _spans_it(scan: Scan, i: int, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether a unit of time is that over which something is counted, and no mere date: not "last week"."""
    start = scan.syntax.phrase_start(i)
    if scan.word(start) not in words["determiners"]:
        return False
    over = scan.word(start - 1) in words["within"] or not words["reporting"].isdisjoint(scan.lows[start:i])
    saw = scan.syntax.words.lemma(scan.word(i + 1)) in words["seeing"]
    return over or saw or (start == 0 and scan.plays(i + 1, "genitive"))


def _signs(telling: Telling, main: Mention | None) -> Iterator[Sign | None]:
    """Yield what each way of telling a total gives, the surest first."""
    yield _over_provinces(telling)
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
    return (led or not told.verb.finite) and scan.syntax.parent(told) is clause


_RANKED = 5
"""Tokens behind "was" within which a ranked month is named: "the second most violent month"."""


def _over_provinces(telling: Telling) -> Sign | None:
    """Whether the place is several provinces or parts of the land at once ("Anbar and Nineveh provinces")."""
    found = (_several(telling, place) or _number_of_towns(telling, place) for place in telling.places)
    return next((sign for sign in found if sign is not None), None) or _towns_hit(telling)


def _towns_hit(telling: Telling) -> Sign | None:
    """Whether towns are what several attacks with a count hit: "Bombs hit four towns in Diyala, killing 12"."""
    scan, nouns = telling.scan, telling.scan.language.lists("totals")["towns"]["nouns"]
    if not telling.mentions or not _asserts_many(telling):
        return None
    towns = (i for i in scan.found(nouns) if telling.start <= i < telling.end and _is_hit(scan, i))
    return next((Sign("aggregate.towns", i, i + 1) for i in towns), None)


def _is_hit(scan: Scan, i: int) -> bool:
    """Whether a noun is the object of a verb for striking: "rocked | half a dozen cities"."""
    context = scan.syntax.context(i)
    return context.role == "object" and context.clause is not None and not context.clause.verb.negated


def _asserts_many(telling: Telling) -> bool:
    return any(term.asserts and term.hit.entry.inflection == "plural" for term in telling.terms)


def _number_of_towns(telling: Telling, place: PlaceHit) -> Sign | None:
    """Whether several attacks are counted over several towns: "bombings in three towns south of Baghdad"."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["towns"]
    near = range(place.start, min(place.start + 5, place.end))
    number = next((i for i in near if scan.word(i) in words["several"]), None)
    if number is None or not telling.mentions or words["nouns"].isdisjoint(scan.lows[number : number + 3]):
        return None
    return Sign("aggregate.towns", number, place.end) if _asserts_many(telling) else None


def _several(telling: Telling, place: PlaceHit) -> Sign | None:
    """Whether the words of a place join provinces or directions."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["provinces"]
    joint = next((i for i in range(place.start, place.end) if scan.word(i) in words["joins"]), None)
    if joint is None:
        return None
    kinds = words["plural"] | words["singular"]
    if telling.mentions and not kinds.isdisjoint(scan.lows[joint : place.end]):
        return Sign("aggregate.provinces", place.start, place.end)
    if sum(scan.at("place_directions", i) is not None for i in range(place.start, place.end)) >= 2:
        return Sign("aggregate.parts_of_the_land", place.start, place.end)
    return None


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
    real = [t for t in telling.terms if t.real and not telling.only_speaks_of(t)]
    told = [t.hit for t in real if not is_verb(t.hit.entry)]
    mixed = len({hit.entry.value for hit in told if hit.entry.inflection == "plural"}) > 1
    runs = ((hit, _run_before(telling, hit)) for hit in told if mixed or not is_specific(hit.entry))
    return next((Sign("aggregate.run", of - 1, hit.end) for hit, of in runs if of is not None), None)


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


def _over_days(
    telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention], attacks: int
) -> Sign | None:
    """Read a count over a month or more, and one of several attacks over some days."""
    killed = max((mention.low or 0 for mention in mentions), default=0)
    if killed < 100 and any(mention.bodies for mention in mentions):
        return None
    many = attacks > 1 or _many_kinds(telling) or _is_mass(telling)
    monthly = killed >= 5 and (many or not _single_attack(telling)) and not is_one_band(telling, killed)
    found = (date for date in dates if _spans(telling.scan, date, many=many, monthly=monthly))
    date = next(found, None)
    return Sign("aggregate.days", *_tokens(telling.scan, date)) if date is not None else None


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
