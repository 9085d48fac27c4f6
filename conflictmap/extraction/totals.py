"""Totals: which counts stand for several attacks, towns or days, and which of the attacks told are their parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.dates import DateMention
from conflictmap.extraction.drafts import Draft
from conflictmap.extraction.history import Sign, is_rank, of_years
from conflictmap.extraction.means import is_specific
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.tellings import Telling

__all__ = [
    "is_statistic",
    "link_parts",
    "mark_totals",
    "numbered_totals",
    "picks_worst",
    "sums_up",
    "total_sign",
]


def sums_up(scan: Scan, start: int, end: int) -> bool:
    """Whether a count is told of several attacks at once: "a total of", "in all", "the explosions", "both blasts"."""
    words = scan.language.lists("totals")["sums"]
    for i in range(start, end - 1):
        if (
            " ".join(scan.lows[i : i + 3]) in words["free"]
            or " ".join(scan.lows[i : i + 2]) in words["free"]
            or scan.word(i) in words["free"]
        ):
            return True
        if scan.word(i) in words["nouns"] and _definite(scan, start, i):
            return True
    return False


def _definite(scan: Scan, start: int, noun: int) -> bool:
    """Whether a plural noun of attack is definite: "the blasts", "both attacks", "the two car bombs"."""
    first = max(start, scan.syntax.phrase_start(noun))
    return scan.word(first) in {"the", "both", "these", "those"}


def picks_worst(scan: Scan, start: int) -> bool:
    """Whether a stretch opens with one of several attacks: "The deadliest attack", "In the worst of them"."""
    words = scan.language.lists("totals")["worst"]
    opening = scan.lows[start : start + 5]
    at = next((i for i, word in enumerate(opening) if word in words["words"]), -1)
    return (
        at > 0
        and opening[at - 1] in {"the", "single"}
        and opening[0] in words["articles"]
        and scan.word(start + at + 1) not in {"since", "day", "week", "month", "year"}
    )


_WAR = 365 * 2
_WHOLE_WAR = 3000
"""Days, and dead, that no report of attacks counts."""


def is_statistic(telling: Telling, mentions: Sequence[Mention], dates: Sequence[DateMention]) -> bool:
    """Whether a count is one of a whole war, or of an unnamed stretch of months or years, and so no incident."""
    if any(mention.outcome == "killed" and (mention.low or 0) >= _WHOLE_WAR for mention in mentions):
        return True
    if not any((mention.low or mention.high or 0) > 1 for mention in mentions):
        return False
    if any(_of_a_war(telling.scan, date) for date in dates):
        return not _single_attack(telling)
    return of_years(telling.scan, telling.start, telling.end) is not None and not _single_attack(telling)


def _of_a_war(scan: Scan, date: DateMention) -> bool:
    """Whether a count is told over years, and not something that is the first or the worst since then."""
    if date.span is None or date.of_next or (date.span.end - date.span.start).days < _WAR:
        return False
    first, _ = _tokens(scan, date)
    return not any(is_rank(scan.language, scan.word(i)) for i in range(max(0, first - 5), first))


def _single_attack(telling: Telling) -> bool:
    """Whether one attack is told beside the count: "a bomb", not "bombs" or "violence"."""
    told = [term.hit.entry for term in telling.terms if term.asserts]
    return any(entry.inflection != "plural" and is_specific(entry) and entry.form != "verb" for entry in told)


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
    """
    main = next((mention for mention in mentions if mention.low != 0), None)
    return (
        _over_provinces(telling)
        or _over_the_land(telling, main)
        or _at_the_head(telling)
        or _run_of_attacks(telling, main)
        or _summed(telling)
        or (_over_days(telling, mentions, dates, attacks) if mentions else None)
    )


def _over_provinces(telling: Telling) -> Sign | None:
    """Whether the place is several provinces or parts of the land at once ("Anbar and Nineveh provinces")."""
    words = telling.scan.language.lists("totals")["provinces"]
    for place in telling.places:
        inner = telling.scan.lows[place.start : place.end]
        if "and" not in inner:
            continue
        after = set(inner[inner.index("and") :])
        if telling.mentions and after & (words["plural"] | words["singular"]):
            return Sign("aggregate.provinces", place.start, place.end)
        if sum(telling.scan.at("place_directions", i) is not None for i in range(place.start, place.end)) >= 2:
            return Sign("aggregate.parts_of_the_land", place.start, place.end)
    return None


def _over_the_land(telling: Telling, main: Mention | None) -> Sign | None:
    """Whether the count is for the whole country, not told beside it ("amid attacks across the country")."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["land"]
    for hit in scan.inside("country_words", telling.start, telling.end):
        between = set(scan.lows[main.end : hit.start]) if main is not None else set()
        if not between & words["aside"] or between & words["across"] or ("during" in between and len(between) < 8):
            return Sign("aggregate.country", hit.start, hit.end)
    return None


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


def _run_of_attacks(telling: Telling, main: Mention | None) -> Sign | None:
    """Read "a spate of attacks" as a total where no means is named and the count is told of it."""
    scan, words = telling.scan, telling.scan.language.lists("totals")["run"]
    for term in telling.terms:
        hit = term.hit
        if hit.entry.inflection != "plural" or not term.real:
            continue
        of = next((i for i in range(max(telling.start, hit.start - 4), hit.start) if scan.word(i) == "of"), None)
        if of is None or scan.word(of - 1) not in words["nouns"]:
            continue
        if {scan.word(of - 2), scan.word(of - 3)} & words["scene"]:
            continue
        plurals = [t.hit.entry for t in telling.terms if t.real and t.hit.entry.inflection == "plural"]
        mixed = len({entry.value for entry in plurals}) > 1
        if (not is_specific(hit.entry) or mixed) and main is not None and not _one_spot(telling):
            return Sign("aggregate.run", of - 1, hit.end)
    return None


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
    many = attacks > 1 or not telling.kinds or any(hit.entry.inflection == "plural" for hit in telling.kinds)
    killed = max((mention.low or 0 for mention in mentions), default=0)
    if any(mention.bodies for mention in mentions) and killed < 100:
        return None
    for date in dates:
        days = _days(date)
        month = days >= _MONTH and killed >= 5 and (many or not _single_attack(telling))
        if month or (days >= 1 and date.kind == "range" and many and not _night(date)):
            first, last = _tokens(telling.scan, date)
            return Sign("aggregate.days", first, last)
    return None


def _days(date: DateMention) -> int:
    if date.of_next or date.kind not in {"range", "vague", "historic"}:
        return 0
    if date.span is None:
        return 30 if date.rule == "date.month" else 0
    return (date.span.end - date.span.start).days


_NIGHTS = ("overnight", "hours", "night", "recent", "ago")


def _night(date: DateMention) -> bool:
    return any(word in date.text.lower() for word in _NIGHTS)


def _tokens(scan: Scan, date: DateMention) -> tuple[int, int]:
    """Return the tokens of the words of a date."""
    inside = [i for i in range(len(scan)) if date.start <= scan.offset(i) < date.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 1)


_NEAR = 12
"""Drafts on either side among which a total looks for its parts."""
_NO_SINGLE_ATTACK = 100
"""Persons killed by no known means: figures of a month or a province, not of an attack."""


def mark_totals(drafts: list[Draft]) -> None:
    """Mark a draft as a total where its parts, told apart by place or by number, follow it or precede it."""
    for i, draft in enumerate(drafts):
        killed = draft.tallies.get("killed")
        if killed is None or not killed.low or draft.background or draft.gapped:
            continue
        near = range(max(0, i - _NEAR), min(len(drafts), i + _NEAR + 1))
        others = [d for d in (drafts[j] for j in near if j != i) if _is_counted(d)]
        parts = _adding_up(draft, others)
        if parts and not draft.aggregate:
            draft.aggregate = True
            draft.mark("aggregate", "aggregate.parts")
        elif not draft.aggregate and draft.kind == "other" and _dead(draft) >= _NO_SINGLE_ATTACK:
            draft.aggregate = True
            draft.mark("aggregate", "aggregate.size")
        for part in parts:
            part.whole = part.whole or draft


def _is_counted(draft: Draft) -> bool:
    return not draft.background and not draft.aggregate and draft.tallies.get("killed") is not None


def _dead(draft: Draft) -> int:
    return draft.tallies["killed"].low or 0


def _adding_up(draft: Draft, others: list[Draft]) -> list[Draft]:
    """Return the drafts whose dead add up to those of a total."""
    all_after = len(others) >= 3 and draft.index < min(other.index for other in others)
    if all_after and sum(map(_dead, others)) == _dead(draft):
        return others
    return next((parts for parts in _runs(others, _dead(draft)) if _are_parts(draft, parts)), [])


def _runs(others: list[Draft], dead: int) -> Iterator[list[Draft]]:
    """Yield the runs of two to four neighbours whose dead add up to a number."""
    for size in range(2, 5):
        for at in range(len(others) - size + 1):
            parts = others[at : at + size]
            lows = [_dead(part) for part in parts]
            if sum(lows) == dead and 0 not in lows:
                yield parts


def _are_parts(draft: Draft, parts: list[Draft]) -> bool:
    """Whether drafts whose dead add up to another's are told as its parts: by number, or right after it."""
    if any(part.gapped and part.index == draft.index for part in parts):
        return True
    if parts[0].ordinal == 1 and draft.attacks > 1 and 0 < parts[0].index - draft.index <= 3:
        return True
    if draft.toll or any(part.aggregate for part in parts):
        return False
    nowhere = draft.general and not draft.named_places()  # "Seventeen die in day of violence: a bomb killed nine"
    several = draft.aggregate or draft.attacks >= len(parts) or draft.several or nowhere
    follow = all(0 <= part.index - draft.index <= 2 * len(parts) for part in parts)
    return several and follow and _dead(draft) > 3


def link_parts(drafts: list[Draft]) -> None:
    """Name the total of each attack told after one: in the same sentence or paragraph, and within its count."""
    for i, draft in enumerate(drafts):
        if draft.whole is not None or draft.aggregate or draft.background:
            continue
        near = drafts[max(0, i - _NEAR) : i]
        before = [d for d in near if d.aggregate and (d.where, d.item) == (draft.where, draft.item)]
        if before and _fits(before[-1], draft):
            draft.whole = before[-1]


def _fits(whole: Draft, part: Draft) -> bool:
    mine, theirs = part.tallies.get("killed"), whole.tallies.get("killed")
    return mine is not None and theirs is not None and (mine.low or 0) <= (theirs.low or theirs.high or 0)


def numbered_totals(drafts: Sequence[Draft]) -> list[int | None]:
    """Return, for each draft, the position of the total that it is a part of."""
    position = {id(draft): number for number, draft in enumerate(drafts)}
    found: list[int | None] = []
    for draft in drafts:
        whole = draft.whole
        while whole is not None and whole.host is not None:
            whole = whole.host
        known = whole is not None and whole is not draft and whole.aggregate and not draft.aggregate
        found.append(position.get(id(whole)) if known else None)
    return found
