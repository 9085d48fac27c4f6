"""From drafts to incidents: victims, places in order, the date, and what a person should check first."""

from __future__ import annotations

from datetime import timedelta

from conflictmap.codebook import doubt
from conflictmap.extraction.dates import Anchor, DateMention
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
    tallies = dict(draft.tallies)
    killed = tallies.get("killed")
    if killed is not None and draft.with_attacker and killed.low:
        killed.low += draft.with_attacker
        killed.high = None if killed.high is None else killed.high + draft.with_attacker
    places = [*draft.places, *(place for place in fallback if place.text not in {p.text for p in draft.places})]
    when, dated = _when(draft, anchor, governing)
    evidence = list(draft.evidence)
    evidence.extend(
        Evidence("place", f"place.{place.origin}", place.span) for place in draft.places[:1] if place.span is not None
    )
    evidence.extend(
        Evidence("date", mention.rule, Span(mention.start, mention.end, draft.where))
        for mention in draft.dates[:4]
        if when is not None and mention.span == when
    )
    return Incident(
        report=report,
        number=number,
        kind=draft.kind,
        attacks=draft.attacks,
        killed=_count(killed),
        wounded=_count(tallies.get("wounded")),
        abducted=_count(tallies.get("abducted")),
        sentence=draft.sentence,
        victims=tuple(_victims(tallies)),
        perpetrator=draft.perpetrator,
        target=draft.target,
        places=tuple(places),
        when=when,
        aggregate=draft.aggregate,
        background=draft.background,
        evidence=tuple(evidence),
        doubts=tuple(_doubts(draft, when, dated)),
        total=total,
    )


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
    parts = [part for part in tally.parts if part.low]
    if not parts:
        return [(group.group, group.low, group.high) for group in tally.groups if group.low or group.high] or [
            ("unknown", tally.low, tally.high)
        ]
    named = sum(part.low or 0 for part in parts)
    shares = [(part.group, part.low, part.high) for part in parts]
    if tally.low is not None and named < tally.low:
        rest = tally.low - named
        shares.append((_general(tally.groups), rest, None if tally.high is None else rest))
    return shares


def _general(groups: tuple[Group, ...]) -> str:
    return groups[0].group if groups else "unknown"


def _when(draft: Draft, anchor: Anchor, governing: DateSpan | None) -> tuple[DateSpan | None, bool]:
    """Choose the date: the words beside the incident, then the governing header; the flag says if words told it."""
    spans = [
        mention
        for mention in draft.dates
        if mention.span is not None
        and mention.kind not in {"future", "historic"}
        and not mention.of_next
        and not mention.said
    ]
    days = [mention for mention in spans if mention.day is not None]
    if days:
        return _best_day(days).span, True
    if spans and (governing is None or spans[0].kind != "vague" or draft.background):
        return spans[0].span, True
    if draft.background:
        historic = [mention for mention in draft.dates if mention.span is not None and mention.kind == "historic"]
        return (historic[0].span if historic else None), bool(historic)
    if governing is not None:
        return governing, True
    if anchor.day is not None:
        return DateSpan(anchor.day - timedelta(days=6), anchor.day, 3), False
    return None, False


def _best_day(days: list[DateMention]) -> DateMention:
    told = [day for day in days if day.kind == "day"]
    return (told or days)[0]


def _doubts(draft: Draft, when: DateSpan | None, dated: bool) -> list[str]:
    doubts = list(draft.doubts)
    if not any(place.origin == "clause" and place.text[:1] for place in draft.places):
        doubts.append(doubt("place_inherited"))
    if any(tally.vague for tally in draft.tallies.values()):
        doubts.append(doubt("vague_number"))
    if any(tally.conflicting for tally in draft.tallies.values()):
        doubts.append(doubt("conflicting_tolls"))
    if when is None:
        doubts.append(doubt("date_unknown"))
    elif not dated:
        doubts.append(doubt("date_assumed"))
    elif when.prec > 1:
        doubts.append(doubt("date_imprecise"))
    if draft.rank == GUESSED:
        doubts.append(doubt("kind_guessed"))
    return doubts
