"""What goes on in the next sentence: the attackers' next deed at the same spot, one of several told closer."""

from __future__ import annotations

from conflictmap import codebook
from conflictmap.extraction.coreference.whereabouts import names_a_place, names_in
from conflictmap.extraction.drafts import Draft

__all__ = [
    "FROM_AFAR",
    "comes_from_above",
    "does_otherwise",
    "done_next",
    "one_of_those",
    "same_means",
    "told_below",
    "told_closer",
]

FROM_AFAR = frozenset({"bomb", "fire"})
"""Families of kinds that are done without coming near; others may come after."""


def same_means(host: Draft, draft: Draft) -> bool:
    """Whether the means told do not speak against one attack.

    Parameters
    ----------
    host, draft : Draft
    """
    return bool(draft.families & host.families) or not draft.families or not host.families


def one_of_those(host: Draft, draft: Draft) -> bool:
    """Join "The first attacker struck at a tent" to several attacks counted together, where it names no place.

    Parameters
    ----------
    host, draft : Draft
    """
    several = host.attacks > 1 and host.counted and not (draft.counted or names_a_place(draft))
    return draft.ordinal > 0 and several and same_means(host, draft) and draft.paragraph == host.paragraph


def done_next(host: Draft, draft: Draft) -> bool:
    """Join what the attackers did next at the same spot: "A bomb hit a convoy. Gunmen then raked the trucks".

    Parameters
    ----------
    host, draft : Draft
    """
    near = draft.paragraph == host.paragraph and draft.index - host.last <= 1
    if not (draft.then and near) or draft.new or draft.named_places() or comes_from_above(host, draft):
        return False
    return _is_assault(host) and not (_count_alike(host, draft) or _by_others(host, draft))


def comes_from_above(host: Draft, draft: Draft) -> bool:
    """Whether aircraft come after a fight on the ground whose dead are counted: "Helicopters then strafed the rest".

    Parameters
    ----------
    host, draft : Draft
    """
    flown = draft.kind == "air_strike" and draft.own and (draft.then or draft.later)
    return flown and host.counted and host.kind in _ON_THE_GROUND


_ON_THE_GROUND = frozenset({"armed_clash", "raid", "shooting"})


def _by_others(host: Draft, draft: Draft) -> bool:
    """Whether each names who did it, by another word: "Militants set fire to a farm. Gunmen then opened fire".

    Those who come after a bomb or shells bear another name than those who sent them, and are of one assault with them.
    """
    before, after = host.perpetrator, draft.perpetrator
    named = before is not None and after is not None and not before.text.endswith(after.text.casefold())
    return named and codebook.kind(host.kind).family not in FROM_AFAR


def _is_assault(draft: Draft) -> bool:
    """Whether one attack of today is told, which may go on."""
    return not (draft.background or draft.aggregate or draft.kind == "body_found")


_SOON = 3
"""Sentences in which a lead is told more closely, or somebody is quoted on it."""


def told_closer(host: Draft, draft: Draft) -> bool:
    """Join what tells the attack of a lead again, closer: "Bombers killed 120 in Hilla.", "Two men blew themselves up".

    So too what somebody says of it: '"They fired at everything that moved," said a driver.'

    Parameters
    ----------
    host, draft : Draft
    """
    if not _adds_to(host, draft) or draft.index - host.last > _SOON or names_a_place(draft):
        return False
    quoted = draft.pronoun and not draft.counted and bool(draft.families & host.families)
    return quoted or (host.first and _is_alike(host, draft))


def told_below(host: Draft, draft: Draft) -> bool:
    """Join what a paragraph further down tells of an attack that the lead only counted, in the same town.

    "A gunfight at the edge of Falluja left four soldiers dead. ... Near Falluja, militants attacked a post."

    Parameters
    ----------
    host, draft : Draft
    """
    lead = host.paragraph == 0 < draft.paragraph and host.counted and host.item == draft.item < 0
    return lead and _goes_into(host, draft) and _one_fight(host, draft) and _in_one_town(host, draft)


def _goes_into(host: Draft, draft: Draft) -> bool:
    """Whether a stretch tells an attack without figures, and no other one by its words."""
    apart = draft.new or draft.another or draft.later or draft.more
    whole = draft.aggregate or host.aggregate or draft.past != host.past
    return draft.own and not (apart or whole or draft.counted)


def _one_fight(host: Draft, draft: Draft) -> bool:
    """Whether two may be one by their means; a fight is told by its weapons as well."""
    at_hand = all(codebook.kind(one.kind).family not in FROM_AFAR for one in (host, draft))
    return same_means(host, draft) or (at_hand and "armed_clash" in {host.kind, draft.kind})


def _in_one_town(host: Draft, draft: Draft) -> bool:
    """Whether both name a place first by one name: "near Kut" and "at Kut market", not "Zab in Kirkuk" and "Kirkuk"."""
    told = [[names_in(place.text, one.vacant) for place in one.named_places()] for one in (host, draft)]
    mine, theirs = ({names[0] for names in phrases if names} for phrases in told)
    return names_a_place(host) and not mine.isdisjoint(theirs)


def _adds_to(host: Draft, draft: Draft) -> bool:
    """Whether a draft tells an attack like one of today that is counted, and counts nothing that is known of it."""
    apart = draft.new or draft.later or draft.aggregate or draft.past != host.past
    counts = host.counted and not host.aggregate and set(host.tallies).isdisjoint(draft.tallies)
    return draft.own and counts and not apart


def _is_alike(host: Draft, draft: Draft) -> bool:
    """Whether as many attacks of one kind are told."""
    return draft.kind == host.kind and draft.attacks == host.attacks and draft.where == host.where


def does_otherwise(host: Draft, draft: Draft) -> bool:
    """Whether a deed of its own kills otherwise than what was told before.

    Parameters
    ----------
    host, draft : Draft
    """
    apart = draft.own and host.kind != "body_found" and not same_means(host, draft)
    return apart and _count_alike(host, draft)


def _count_alike(host: Draft, draft: Draft) -> bool:
    """Whether both count people of one fate, more than nobody."""
    return any(draft.tallies[key].low != 0 for key in draft.tallies if key in host.tallies)
