"""The kind of an attack by what is told before and behind it: "Another went off", what a suicide bomber drove."""

from __future__ import annotations

from conflictmap import codebook
from conflictmap.extraction.coreference.sequels import FROM_AFAR
from conflictmap.extraction.drafts import BORROWED, GUESSED, Draft
from conflictmap.extraction.violence.means import family

__all__ = ["absorb_kind", "take_kind"]


def take_kind(joined: list[Draft], draft: Draft) -> None:
    """Give an attack that names no means the kind of the one told before it: "Another went off in Mansour".

    Those killed after they were kidnapped died where they were taken, if nobody says otherwise.

    Parameters
    ----------
    joined : list of Draft
        What was told before.
    draft : Draft
    """
    if not joined:
        return
    last = joined[-1]
    if _was_held(last, draft):
        draft.kind = "execution" if draft.kind == "other" else draft.kind
        draft.carried = [*last.places, *draft.carried]
    elif last.paragraph == draft.paragraph and draft.kind == "other" and _leaves_kind_open(draft, last):
        draft.kind, draft.rank = last.kind, BORROWED
    elif draft.kind == "bombing" and (_flew_in(draft, last) or _is_alike(draft, last)):
        draft.kind = last.kind


def _was_held(last: Draft, draft: Draft) -> bool:
    """Whether those just told to have been kidnapped are killed, nobody says how: "He was killed on June 4"."""
    bare = draft.known or draft.rank == GUESSED
    near = last.item == draft.item and draft.index - last.last == 1
    return near and bare and not (draft.named_places() or draft.aggregate) and _not_taken(draft, last)


def _not_taken(draft: Draft, last: Draft) -> bool:
    """Whether people are killed, and none abducted, behind an abduction."""
    return last.kind == "abduction" and "killed" in draft.tallies and "abducted" not in draft.tallies


def _flew_in(draft: Draft, last: Draft) -> bool:
    """Whether what exploded is one of the rounds told before: "One fell short and exploded in a market"."""
    flew = codebook.kind(last.kind).family in FROM_AFAR and family(last.kind) not in draft.families
    return draft.elliptic and flew and last.item == draft.item


def _is_alike(draft: Draft, last: Draft) -> bool:
    """Whether an attack is told as one more like the last, as one of those, or as all of them."""
    if family(last.kind) not in draft.families:
        return False
    one_of_them = draft.worst or (draft.ordinal > 0 and last.attacks > 1)
    return draft.aggregate or ((draft.another or draft.similar or one_of_them) and draft.unnamed)


def _leaves_kind_open(draft: Draft, last: Draft) -> bool:
    """Whether only the attack told last says how this one was done."""
    if draft.likewise or (draft.rank == GUESSED and not draft.aggregate and not _is_another_matter(draft, last)):
        return True  # "In Hilla two of them killed 16; near Kut a third wounded 11"
    if draft.ordinal and draft.general and last.attacks > 1:
        return True  # "two car bombs hit Kut. The first struck a bank"
    if draft.similar and draft.general:
        return True  # "a grocer was wounded in a similar attack"
    return draft.elliptic and bool(last.families)  # "another hit a hospital"


def _is_another_matter(draft: Draft, last: Draft) -> bool:
    """Whether people come to harm elsewhere than in the one attack counted last: "Elsewhere, three men were killed"."""
    if _not_taken(draft, last):
        return True
    single = last.counted and not last.several and last.attacks == 1 and draft.new and draft.index != last.index
    return single and bool(draft.named_places() and last.named_places()) and _is_suffered(draft)


def _is_suffered(draft: Draft) -> bool:
    return any(item.rule.endswith(_SUFFERED) for item in draft.evidence)


_SUFFERED = ("/passive", "/intransitive")
"""Endings of rules by which people come to harm, and nobody is said to have done it."""


def absorb_kind(host: Draft, draft: Draft) -> None:
    """Take the kind of a later stretch where it says more.

    Parameters
    ----------
    host : Draft
        The attack.
    draft : Draft
        What the later stretch tells.
    """
    if _says_more(host, draft) and _may_be_by(host, draft):
        _take_closer(host, draft)
    elif _names_vehicle(host, draft):
        host.kind = "suicide_car_bomb"
    host.families |= draft.families
    host.suicide = host.suicide or draft.suicide


def _says_more(host: Draft, draft: Draft) -> bool:
    """Whether a later stretch tells the kind more surely, or more exactly."""
    more = draft.rank > host.rank or _is_exacter(host, draft)
    return more and (not draft.adds or host.rank == GUESSED)


def _may_be_by(host: Draft, draft: Draft) -> bool:
    """Whether an attack may have been done as a later stretch tells, which does not only count its dead."""
    known_dead = draft.kind == "body_found" and draft.received and "killed" in host.tallies
    if known_dead or _confirms(host, draft):
        return False
    return bool(draft.families & host.families) or not host.families or host.general


def _is_exacter(host: Draft, draft: Draft) -> bool:
    """Whether a bombing told at first is told by what carried the bomb."""
    return host.kind == "bombing" != draft.kind and draft.rank == host.rank and host.families == draft.families


def _take_closer(host: Draft, draft: Draft) -> None:
    """Take the kind that a later stretch tells; who set off a car bomb does not make it one without a car."""
    if host.kind != "car_bomb" or draft.kind != "suicide_bombing":
        host.take_kind(draft)
    elif not draft.several:  # "The bombers struck at noon" may have parked their cars
        host.take_kind(draft)
        host.kind = "suicide_car_bomb"


def _names_vehicle(host: Draft, draft: Draft) -> bool:
    """Whether what a suicide bomber drove is told later: "The bomber rammed a truck of explosives into it"."""
    return host.kind == "suicide_bombing" and draft.refers and draft.kind in {"car_bomb", "suicide_car_bomb"}


def _confirms(host: Draft, draft: Draft) -> bool:
    """Whether a clash stays one, whatever it was fought with: "The fighting began after a grenade was thrown"."""
    told = draft.refers or draft.pronoun or not draft.counted
    return told and host.kind == "armed_clash" and family(host.kind) in draft.families
