"""From drafts to incidents: victims, places in order, the date, and what a person should check first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from conflictmap.codebook import doubt
from conflictmap.extraction.dates import Anchor, DateMention, dating
from conflictmap.extraction.drafts import GUESSED, Draft, Tally
from conflictmap.extraction.people import Group
from conflictmap.model import Count, DateSpan, Evidence, Incident, PlacePhrase, Report, Span, Victim

__all__ = ["finish"]


def finish(
    draft: Draft,
    number: int,
    report: Report,
    anchor: Anchor,
    governing: DateSpan | None,
    fallback: list[PlacePhrase],
    total: int | None = None,
) -> Incident:
    """Make the incident of a draft.

    Parameters
    ----------
    draft : Draft
    number : int
        Its position in the report.
    report : Report
    anchor : Anchor
        The day the report speaks from.
    governing : DateSpan or None
        The day that a header gives to all items.
    fallback : list of PlacePhrase
        Where else to look for the place, nearest first: earlier sentences, the head of the item, headline, dateline.
    total : int, optional
        Position of the total it is a part of.
    """
    killed = draft.tallies.get("killed")
    if killed is not None and draft.with_attacker and killed.low:
        killed.low += draft.with_attacker
        killed.high = None if killed.high is None else killed.high + draft.with_attacker
    told = {place.text for place in draft.places}
    when, dated = _when(draft, anchor, governing)
    return Incident(
        report=report,
        number=number,
        kind=draft.kind,
        attacks=draft.attacks,
        killed=_count(killed),
        wounded=_count(draft.tallies.get("wounded")),
        abducted=_count(draft.tallies.get("abducted")),
        sentence=draft.sentence,
        victims=tuple(_victims(draft.tallies)),
        perpetrator=draft.perpetrator,
        target=draft.target,
        places=(*draft.places, *(place for place in fallback if place.text not in told)),
        when=when,
        aggregate=draft.aggregate,
        background=draft.background,
        evidence=(*draft.evidence, *_of_place(draft), *_of_date(draft, when)),
        doubts=tuple(_doubts(draft, when, dated)),
        total=total,
    )


def _of_place(draft: Draft) -> Iterator[Evidence]:
    """Yield the words of the likeliest place."""
    for place in draft.places[:1]:
        if place.span is not None:
            yield Evidence("place", f"place.{place.origin}", place.span)


def _of_date(draft: Draft, when: DateSpan | None) -> Iterator[Evidence]:
    """Yield the words that tell the date that was chosen."""
    for mention in draft.dates[:4]:
        if when is not None and mention.span == when:
            yield Evidence("date", mention.rule, Span(mention.start, mention.end, draft.where))


def _count(tally: Tally | None) -> Count | None:
    return tally.count() if tally is not None else None


def _victims(tallies: dict[str, Tally]) -> list[Victim]:
    """Break the counts down by group; named parts take the place of the general word they describe."""
    found: list[Victim] = []
    for outcome in ("killed", "wounded", "abducted"):
        tally = tallies.get(outcome)
        if tally is None or tally.low == 0:
            continue
        for group, low, high in _shares(tally):
            if low is not None or high is not None:
                found.append(Victim(group, outcome, Count(low, high)))
    return found


def _shares(tally: Tally) -> list[tuple[str, int | None, int | None]]:
    """Return the groups of a tally with their ends; named parts take the place of the group they belong to."""
    parts = [part for part in tally.parts if part.low]
    if not parts:
        return _whole_shares(tally)
    shares = _ends(parts)
    rest = (tally.low or 0) - sum(part.low or 0 for part in parts)
    if rest > 0:
        shares.append((_general(tally.groups), rest, None if tally.high is None else rest))
    return shares


def _whole_shares(tally: Tally) -> list[tuple[str, int | None, int | None]]:
    """Return the groups that make up a count; where some have left it, the count alone: two of the wounded died."""
    shares = _ends([group for group in tally.groups if group.low or group.high])
    left = tally.high is not None and sum(low or 0 for _, low, _ in shares) > tally.high
    if shares and not left:
        return shares
    names = {name for name, _, _ in shares}
    return [(names.pop() if len(names) == 1 else "unknown", tally.low, tally.high)]


def _ends(groups: list[Group]) -> list[tuple[str, int | None, int | None]]:
    return [(group.group, group.low, group.high) for group in groups]


def _general(groups: tuple[Group, ...]) -> str:
    return groups[0].group if groups else "unknown"


def _when(draft: Draft, anchor: Anchor, governing: DateSpan | None) -> tuple[DateSpan | None, bool]:
    """Choose the date: the words beside the incident, then the governing header; the flag says if words told it."""
    told = _told_beside(draft, governing)
    if told is not None:
        return told, True
    if draft.background:
        historic = next((m.span for m in draft.dates if m.span is not None and m.kind == "historic"), None)
        return historic, historic is not None
    if governing is not None:
        return governing, True
    if anchor.day is not None:
        return DateSpan(anchor.day - timedelta(days=6), anchor.day, 3), False
    return None, False


def _told_beside(draft: Draft, governing: DateSpan | None) -> DateSpan | None:
    """Return the date told beside the incident: a day first; a vague one gives way to a governing header."""
    spans = [mention for mention in dating(draft.dates, *_told_at(draft)) if _dates_it(mention)]
    days = [mention for mention in spans if mention.day is not None]
    if days:
        return _best_day(days).span
    if spans and (governing is None or spans[0].kind != "vague" or draft.background):
        return spans[0].span
    return None


def _dates_it(mention: DateMention) -> bool:
    """Whether date words can date the incident: not what is to come, is long past, or was the day of a statement."""
    if mention.span is None or mention.kind in {"future", "historic"}:
        return False
    return not mention.said


def _told_at(draft: Draft) -> tuple[int | None, int | None]:
    """Return where the word stands that tells the attack, and the words that say what befell people."""
    told = {evidence.role: evidence.span for evidence in reversed(draft.evidence) if evidence.span.field == draft.where}
    count = next((told[role].start for role in ("killed", "wounded", "abducted") if role in told), None)
    return told["kind"].start if "kind" in told else count, count


def _best_day(days: list[DateMention]) -> DateMention:
    if days[0].reaches:
        return days[0]
    told = [day for day in days if day.kind == "day"]
    return (told or days)[0]


def _doubts(draft: Draft, when: DateSpan | None, dated: bool) -> list[str]:
    """Return what a person should check first."""
    tallies = draft.tallies.values()
    doubts: dict[str, bool] = {}
    doubts[doubt("place_inherited")] = not any(_is_own(place) for place in draft.places)
    doubts[doubt("vague_number")] = any(tally.vague for tally in tallies)
    doubts[doubt("conflicting_tolls")] = any(tally.conflicting for tally in tallies)
    doubts[doubt("date_unknown")] = when is None
    doubts[doubt("date_assumed")] = when is not None and not dated
    doubts[doubt("date_imprecise")] = when is not None and dated and when.prec > 1
    doubts[doubt("kind_guessed")] = draft.rank == GUESSED
    return [*draft.doubts, *(name for name, holds in doubts.items() if holds)]


def _is_own(place: PlacePhrase) -> bool:
    """Whether a place is told in the clause of the attack."""
    return bool(place.origin in {"clause", "subject"} and place.text[:1])
