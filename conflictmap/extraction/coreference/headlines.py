"""Headlines and the text below them: which incident a headline tells, what it adds, when it tells one of its own."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.coreference.whereabouts import elsewhere
from conflictmap.extraction.drafts import Draft, names_something

__all__ = ["join_title"]


def join_title(titles: list[Draft], body: list[Draft]) -> list[Draft]:
    """Join headline drafts to the body: the body's figures win, the headline fills what it leaves open."""
    if not body:
        return titles
    extra: list[Draft] = []
    for title in titles:
        host = _told_in_body(title, body)
        if host is not None:
            _fill_from_title(host, title, body)
        elif _stands_alone(title, body):
            extra.append(title)
        elif _is_day_total(title, body):
            title.aggregate = True
            extra.append(title)
    return body + extra


def _stands_alone(title: Draft, body: list[Draft]) -> bool:
    """Whether a headline tells an incident of its own, at a place the body does not name."""
    if not any(place.origin == "clause" and names_something(place.text) for place in title.places):
        return False
    counts = title.counted and not any(draft.counted for draft in body)
    return (title.new or counts) and _all_elsewhere(title, body)


def _fill_from_title(host: Draft, title: Draft, body: list[Draft]) -> None:
    """Take from a headline the figures, the kind and the places that the body leaves open."""
    for outcome, tally in title.tallies.items():
        told = any(outcome in draft.tallies for draft in body)
        if not told and tally.low != 0 and len(body) <= 2:
            host.tallies[outcome] = tally
    if title.rank > host.rank and host.general:
        host.take_kind(title)
    if not host.of_land:
        host.places.extend(replace(place, origin="title") for place in title.places)


def _is_day_total(title: Draft, body: list[Draft]) -> bool:
    """Whether a headline counts more dead than any incident of the body ("30 dead as attacks sweep the land")."""
    mine = title.tallies.get("killed")
    most = max((draft.tallies["killed"].low or 0 for draft in body if "killed" in draft.tallies), default=0)
    return title.kind == "other" and mine is not None and (mine.low or 0) > most > 0


def _told_in_body(title: Draft, body: list[Draft]) -> Draft | None:
    """Find the incident of the body that a headline tells."""
    live = [draft for draft in body if not draft.background] or body
    bare = [draft for draft in live if title.families and _is_bare(draft)]
    if bare:
        return bare[0]
    counted = [draft for draft in live if _same_dead(title, draft)]
    if counted:
        return counted[0]
    return None if _is_day_total(title, body) or _is_elsewhere(title, body) else _likest(title, live)


def _is_bare(draft: Draft) -> bool:
    """Whether neither means nor place is named."""
    return not draft.families and not draft.places


def _is_elsewhere(title: Draft, body: list[Draft]) -> bool:
    """Whether a headline is about another place than the body: "Marines push into Fallujah; clashes in Mosul"."""
    return title.new and bool(title.places) and _all_elsewhere(title, body)


def _same_dead(title: Draft, draft: Draft) -> bool:
    """Whether a headline and an incident count the same dead."""
    mine, theirs = title.tallies.get("killed"), draft.tallies.get("killed")
    if not mine or not theirs:
        return False
    return mine.low == theirs.low or mine.high == theirs.high


def _likest(title: Draft, live: list[Draft]) -> Draft | None:
    """Return the first incident of the headline's means, or outcomes where it names no means, or place."""
    if title.families:
        alike = [draft for draft in live if draft.families & title.families]
    else:
        alike = [draft for draft in live if not title.counted or set(title.tallies) & set(draft.tallies)]
    alike = alike or [draft for draft in live if not elsewhere(draft, title)]
    return alike[0] if alike else None


def _all_elsewhere(title: Draft, body: list[Draft]) -> bool:
    return all(elsewhere(draft, title) for draft in body)
