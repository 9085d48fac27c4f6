"""Joining drafts: several sentences about one attack, a headline and its body, totals and their parts."""

from __future__ import annotations

import itertools
from dataclasses import replace

from conflictmap.extraction.continuity import announces, elsewhere, names_something, same_event, within
from conflictmap.extraction.drafts import BORROWED, GUESSED, Draft, Tally, counted_as
from conflictmap.language import Grammar
from conflictmap.model import Span

__all__ = ["drop_overture", "join_drafts", "join_title"]


def join_drafts(drafts: list[Draft], grammar: Grammar) -> list[Draft]:
    """Join each draft to the one before it where it only tells more of the same attack."""
    joined: list[Draft] = []
    for draft in drafts:
        if _opens_parts(joined, draft):
            whole = joined.pop()
            if draft.rank < whole.rank:
                draft.take_kind(whole)
                draft.families = whole.families
            draft.carried = [*whole.places, *draft.carried]
        summed = _sum_of(joined, draft)
        if summed:
            joined.extend(summed)
            continue
        _mark_worst(joined, draft)
        _mark_part(joined, draft)
        host = None if draft.whole is not None else _host(joined, draft)
        if host is None and _says_nothing(draft):
            continue
        if host is None:
            _take_kind(joined, draft)
            joined.append(draft)
        else:
            _absorb(host, draft, grammar)
    return joined


def _take_kind(joined: list[Draft], draft: Draft) -> None:
    """Give an attack that names no means the kind of the one told before it: "Another went off in Mansour"."""
    if not joined:
        return
    last = joined[-1]
    if last.paragraph == draft.paragraph and draft.kind == "other" and _leaves_kind_open(draft, last):
        draft.kind, draft.rank = last.kind, BORROWED
    elif draft.kind == "bombing" and draft.families & last.families:
        alike = draft.new or draft.aggregate or draft.similar
        if alike and (draft.unnamed or draft.aggregate):
            draft.kind = last.kind


def _leaves_kind_open(draft: Draft, last: Draft) -> bool:
    """Whether only the attack told last says how this one was done."""
    if draft.rank == GUESSED and not draft.aggregate:
        return True  # "In Hilla two of them killed 16; near Kut a third wounded 11"
    if draft.similar and draft.general:
        return True  # "a grocer was wounded in a similar attack"
    return draft.elliptic and bool(last.families)  # "another hit a hospital"


_SPREAD = 2
"""Sentences back to which a count over several attacks reaches."""


def _sum_of(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Make the total of attacks told before without figures: "and a bomber struck in Balad, killing a total of 13"."""
    if not draft.sums or not draft.counted or draft.background or draft.attacks > 2:
        return []
    if draft.aggregate and (draft.own or draft.rank > 0):
        return []
    parts = _uncounted_before(joined, draft)
    mine = (
        [replace(draft, tallies={}, evidence=list(draft.evidence), places=list(draft.places), sums=False)]
        if draft.own
        else []
    )
    if len(parts) + len(mine) < 2 or not parts:
        return []
    _make_sum(draft, [*parts, *mine])
    if not draft.named_places():
        draft.places = [*draft.places, *parts[-1].places]
    return [*mine, draft]


def _uncounted_before(joined: list[Draft], draft: Draft) -> list[Draft]:
    """Return the attacks just before, the nearest first, that are told without figures."""
    near = [
        other
        for other in joined
        if draft.index - other.index <= _SPREAD and other.paragraph == draft.paragraph and other.item == draft.item
    ]
    return list(itertools.takewhile(lambda other: not other.counted and not other.background, reversed(near)))


def _make_sum(draft: Draft, parts: list[Draft]) -> None:
    """Make a draft the total of `parts`."""
    for part in parts:
        part.whole = draft
    draft.aggregate = True
    draft.mark("aggregate", "aggregate.sum_of_parts")
    draft.attacks = max(draft.attacks, len(parts))
    kinds = {part.kind for part in parts}
    if len(kinds) > 1:
        draft.kind = "other"
    elif draft.general:
        draft.kind = kinds.pop()


def _mark_worst(joined: list[Draft], draft: Draft) -> None:
    """Make what was told before a total where one of its attacks is told now: "The deadliest was in Kut"."""
    if not draft.worst or not joined:
        return
    whole = joined[-1]
    dead, worst = whole.tallies.get("killed"), draft.tallies.get("killed")
    several = whole.aggregate or whole.attacks > 1 or whole.several
    if not several or dead is None or whole.background or draft.index - whole.last > 2:
        return
    if worst is None or _is_less(worst, dead):
        _make_part(whole, draft, "aggregate.worst_of_them")


def _mark_part(joined: list[Draft], draft: Draft) -> None:
    """Keep apart some of the attacks that the sentence before counted together: "In Hilla two of them killed 16"."""
    if not joined or not draft.some or draft.whole is not None:
        return
    whole = joined[-1]
    dead, mine = whole.tallies.get("killed"), draft.tallies.get("killed")
    if whole.attacks < 2 or dead is None or mine is None or draft.index - whole.last > 1 or whole.background:
        return
    if _is_less(mine, dead):
        _make_part(whole, draft, "aggregate.some_of_them")


def _is_less(part: Tally, whole: Tally) -> bool:
    return (part.low or 0) < (whole.low or whole.high or 0)


def _make_part(whole: Draft, draft: Draft, rule: str) -> None:
    """Make a draft a part of `whole`, which is a total by `rule`."""
    if not whole.aggregate:
        whole.aggregate = True
        whole.mark("aggregate", rule)
    draft.whole = whole


def _opens_parts(joined: list[Draft], draft: Draft) -> bool:
    """Whether "One ... a second ..." now tells apart what the sentence before told as a whole and did not count."""
    if (
        not joined
        or draft.ordinal != 1
        or draft.index - joined[-1].index != 1
        or joined[-1].counted
        or not (joined[-1].attacks > 1 or joined[-1].several)
        or not draft.counted
        or not draft.named_places()
    ):
        return False
    return draft.rank == GUESSED or bool(draft.families & joined[-1].families)


def _says_nothing(draft: Draft) -> bool:
    """Whether a stretch that found nothing to join stands for no incident: "no casualties", "the attack targeted"."""
    nought = draft.counted and all(tally.low == 0 for tally in draft.tallies.values())
    return (
        (nought and draft.wordless)
        or draft.claim
        or (draft.refers and not draft.counted and not draft.named_places() and not draft.later)
    )


_BACK = 3
"""How many attacks back a sentence may still speak of."""


def _host(joined: list[Draft], draft: Draft) -> Draft | None:
    """Find the earlier draft that this one continues: the best of the last few, the nearest of equals."""
    best: tuple[float, Draft] | None = None
    for host in [other for other in reversed(joined[-_BACK - 8 :]) if other.index != draft.index][:_BACK]:
        if host.item != draft.item or draft.index - host.index > 3:
            continue
        score = same_event(host, draft).score
        if score > 0 and (best is None or score > best[0]):
            best = (score, host)
    return best[1] if best is not None else None


def _absorb(host: Draft, draft: Draft, grammar: Grammar) -> None:
    """Add to an attack what a later stretch tells of it."""
    draft.host = host
    host.upto = max(host.upto, draft.index)
    _absorb_figures(host, draft, grammar)
    if draft.rank > host.rank and (draft.families & host.families or not host.families or host.general):
        host.take_kind(draft)
    host.families |= draft.families
    host.suicide = host.suicide or draft.suicide
    host.with_attacker = max(host.with_attacker, draft.with_attacker)
    fresh = [place for place in draft.places if place not in host.places]
    nearer = (draft.leads and not draft.counted) or within(host, draft)
    host.places = fresh + host.places if nearer else host.places + fresh
    host.dates.extend(draft.dates)
    host.evidence.extend(draft.evidence)
    host.perpetrator = host.perpetrator or draft.perpetrator
    host.target = host.target or draft.target
    host.attacks = max(host.attacks, draft.attacks)
    if draft.where == host.where:
        first, last = host.sentence, draft.sentence
        host.sentence = Span(min(first.start, last.start), max(first.end, last.end), host.where)


def _absorb_figures(host: Draft, draft: Draft, grammar: Grammar) -> None:
    """Bring the casualties of a later stretch together with those known."""
    if "killed" in host.tallies and not host.suicide:
        draft.with_attacker = 0  # "died with him": he was counted before
    if draft.dies:
        _leave_the_wounded(host, draft)
    for outcome, tally in draft.tallies.items():
        if outcome == "abducted" and draft.known and host.kind in {"body_found", "execution"}:
            continue  # how those found dead were taken before
        name = counted_as(host.tallies, outcome, unsaid=tally.unsaid)
        known = host.tallies.get(name)
        host.tallies[name] = tally if known is None else _merged(known, tally, name, draft, grammar)


def _merged(known: Tally, tally: Tally, outcome: str, draft: Draft, grammar: Grammar) -> Tally:
    """Return the figure of two tellings of one attack: the newer, the sum, or the range of two sources."""
    if tally.low == 0 or _says_no_more(known, tally, draft, grammar):
        return known
    if tally.rival and known.low != 0:
        return known.or_else(tally)
    if known.presumed and not tally.presumed:
        return tally  # "lined up eight men and shot them. Seven died"
    if draft.dies and outcome == "killed":
        return _sum(known, tally)
    if _is_exacter(known, tally):
        return replace(tally, parts=known.parts + tally.parts)
    if outcome == "killed" and draft.with_attacker and _only_attackers(known):
        return tally  # the dead attackers are named again beside the count
    return _updated(known, tally, draft, grammar)


def _is_exacter(known: Tally, tally: Tally) -> bool:
    """Whether a figure says in numbers what was known in words: "several", then "seven"."""
    return known.vague and not tally.vague and (tally.low or 0) >= (known.low or 0)


def _only_attackers(known: Tally) -> bool:
    return {group.group for group in known.groups} == {"militant"}


def _updated(known: Tally, tally: Tally, draft: Draft, grammar: Grammar) -> Tally:
    """Return a figure after a later one of its own right: a new toll, more people, another source."""
    if draft.toll or known.low == 0:
        return replace(tally, groups=known.groups + tally.groups, parts=known.parts + tally.parts)
    if draft.more or _different_people(known, tally, grammar):
        return _sum(known, tally)
    return known.or_else(tally) if _is_rival(known, tally, draft) else known


def _says_no_more(known: Tally, tally: Tally, draft: Draft, grammar: Grammar) -> bool:
    """Whether a figure only repeats what is known: the same number, the bodies of those killed, "the men"."""
    if draft.kind == "body_found" and draft.definite_body:
        return True
    same = (known.low, known.high) == (tally.low, tally.high)
    if same and not draft.dies and not (draft.more or _different_people(known, tally, grammar)):
        return True
    return draft.known and tally.vague


def _leave_the_wounded(host: Draft, draft: Draft) -> None:
    """Take those who died later from the wounded."""
    hurt, died = host.tallies.get("wounded"), draft.tallies.get("killed")
    if hurt is None or died is None or hurt.low is None or died.low is None:
        return
    low = hurt.low - died.low
    if low < 0:
        return
    if low == 0 and hurt.high == hurt.low:
        del host.tallies["wounded"]
    else:
        host.tallies["wounded"] = replace(hurt, low=low, high=None if hurt.high is None else hurt.high - died.low)


def _different_people(known: Tally, tally: Tally, grammar: Grammar) -> bool:
    """Whether the later count is of other people: named otherwise ("one pilot", then "eleven soldiers")."""
    if _is_the_attacker(tally, known):
        return True  # "The bomber was killed too."
    mine = {group.head for group in tally.groups if not (group.form == "definite" and group.low == 1)}  # "the man"
    theirs = {group.head for group in known.groups}
    generic = grammar.generic_people | {""}
    return bool(mine and theirs) and not mine & theirs and not (mine | theirs) & generic


def _is_the_attacker(tally: Tally, known: Tally) -> bool:
    """Whether the one who died is the attacker himself, whom the figure before does not hold."""
    alone = [(group.group, group.form, group.low) for group in tally.groups] == [("militant", "definite", 1)]
    return alone and "militant" not in {group.group for group in known.groups}


def _is_rival(known: Tally, tally: Tally, draft: Draft) -> bool:
    return (
        draft.sourced and known.low is not None and tally.low is not None and tally.low > known.low and not tally.vague
    )


def _sum(known: Tally, tally: Tally) -> Tally:
    low = None if known.low is None and tally.low is None else (known.low or 0) + (tally.low or 0)
    high = None if known.high is None or tally.high is None else known.high + tally.high
    return Tally(low, high, known.groups + tally.groups, known.parts + tally.parts, known.vague or tally.vague)


_SOON = 2
"""Sentences after which the attacks that an overture announces begin."""


def drop_overture(drafts: list[Draft]) -> list[Draft]:
    """Drop the sentence that only announces the attacks told one by one after it ("A string of bombings hit Iraq")."""
    drafts = [draft for n, draft in enumerate(drafts) if not _opens(draft, drafts[n + 1 :])]
    if len(drafts) < 4 or drafts[0].where != "text":
        return drafts
    first = drafts[0]
    general = first.attacks > 1 and not first.counted and not first.aggregate
    return drafts[1:] if general and drafts[1].index > first.index else drafts


def _opens(draft: Draft, later: list[Draft]) -> bool:
    """Whether a draft without a means, a figure or a place stands before attacks that have them."""
    return announces(draft) and any(
        0 < other.index - draft.index <= _SOON and other.own and other.families and not other.background
        for other in later[:3]
    )


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
