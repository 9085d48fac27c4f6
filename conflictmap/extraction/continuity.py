"""Does a stretch of text tell more of the attack just told, or of another? Ordered rules, each with one say.

A rule looks at the draft told before (the host) and the next one, and says yes (join), no (another incident), or
nothing. The first that speaks decides. To change how sentences are joined, change, add or move one rule.
"""

from __future__ import annotations

from collections.abc import Callable

from conflictmap.extraction.drafts import GUESSED, Draft

__all__ = ["continues", "elsewhere", "names_something"]


def continues(host: Draft, draft: Draft) -> bool:
    """Return whether `draft` goes on about the attack that `host` tells."""
    for rule in _RULES:
        verdict = rule(host, draft)
        if verdict is not None:
            return verdict
    return False


def _same_sentence(host: Draft, draft: Draft) -> bool | None:
    """Stretches of one sentence were cut apart for a reason."""
    return False if draft.index == host.index else None


def _history(host: Draft, draft: Draft) -> bool | None:
    """Keep history apart from today's attack ("His brother was killed there two years ago")."""
    return False if draft.background != host.background and not draft.claim else None


def _total(host: Draft, draft: Draft) -> bool | None:
    """Keep a total of several attacks apart from any one that has its own count."""
    apart = draft.aggregate and not host.aggregate and (host.counted or draft.rank > GUESSED or host.attacks < 2)
    return False if apart else None


def _nought_or_claim(_: Draft, draft: Draft) -> bool | None:
    """Join "There were no casualties" and "No group claimed responsibility"."""
    nought = draft.counted and all(tally.low == 0 for tally in draft.tallies.values())
    return not draft.aggregate if (nought and draft.faint) or draft.claim else None


def _found_later(host: Draft, draft: Draft) -> bool | None:
    """Join a kidnapping and "his body was found two days later"; a raid and "their bodies were left in the street"."""
    if draft.kind != "body_found":
        return None
    near = draft.paragraph == host.paragraph
    if host.kind == "abduction" and draft.index - host.index <= 3 and (draft.refers or draft.definite_body):
        return True
    if near and draft.definite_body and "killed" in host.tallies:
        return True
    return True if near and draft.received and not host.counted else None


def _leads_on(host: Draft, draft: Draft) -> bool | None:
    """Join "The blast, at al-Fatha, sent flames a hundred metres high"."""
    return True if draft.leads and not draft.counted and draft.families & host.families else None


def _other_place(host: Draft, draft: Draft) -> bool | None:
    """Keep apart what names another place."""
    return False if elsewhere(host, draft) else None


def _toll(_: Draft, draft: Draft) -> bool | None:
    """Join "The death toll later rose to 31"."""
    return True if draft.toll and not draft.new else None


def _all_together(host: Draft, draft: Draft) -> bool | None:
    """Join "Three car bombs went off in Kirkuk." and "Altogether they killed five."."""
    uncounted = not host.counted and not host.aggregate and host.attacks > 1
    return True if draft.aggregate and uncounted and draft.rank == GUESSED and not draft.named_places() else None


def _what_it_cost(host: Draft, draft: Draft) -> bool | None:
    """Join an attack told without figures and the casualties told after it."""
    cost = draft.counted and not host.counted and not host.background
    fits = not draft.new and not draft.named_places() and draft.paragraph == host.paragraph
    return True if cost and fits else None


def _another(_: Draft, draft: Draft) -> bool | None:
    """Keep apart "another", "a second", "elsewhere"."""
    return False if draft.new and not draft.refers else None


def _only_casualties(host: Draft, draft: Draft) -> bool | None:
    """Join casualties without a word of how to the attack just told."""
    if not draft.general or not (draft.counted or draft.rank == GUESSED):
        return None
    return draft.paragraph == host.paragraph or draft.index - host.index <= 1 or draft.refers


def _more_of_them(host: Draft, draft: Draft) -> bool | None:
    """Join "Two others were hurt when the truck blew up"."""
    near = draft.paragraph == host.paragraph and not draft.named_places()
    return True if draft.more and near and _same_means(host, draft) else None


def _refers_back(host: Draft, draft: Draft) -> bool | None:
    """Join what speaks of "the blast", "the attackers"."""
    return (_same_means(host, draft) or not draft.named_places()) if draft.refers else None


def _more_detail(host: Draft, draft: Draft) -> bool | None:
    """Join what adds neither figures nor a place, in the same paragraph."""
    adds_nothing = not draft.counted and not draft.named_places()
    if adds_nothing and (_same_means(host, draft) or not host.counted):
        return draft.paragraph == host.paragraph
    return None


def _same_again(host: Draft, draft: Draft) -> bool | None:
    """Join the next sentence where it tells the same kind again, now with figures."""
    if host.counted or draft.index - host.index > 1 or draft.paragraph != host.paragraph:
        return None
    return True if draft.kind == host.kind and _same_means(host, draft) else None


_RULES: tuple[Callable[[Draft, Draft], bool | None], ...] = (
    _same_sentence,
    _history,
    _total,
    _nought_or_claim,
    _found_later,
    _leads_on,
    _other_place,
    _toll,
    _all_together,
    _what_it_cost,
    _another,
    _only_casualties,
    _more_of_them,
    _refers_back,
    _more_detail,
    _same_again,
)


def _same_means(host: Draft, draft: Draft) -> bool:
    return bool(draft.families & host.families) or not draft.families or not host.families


def elsewhere(host: Draft, draft: Draft) -> bool:
    """Whether the later draft names a place of its own that the earlier one does not."""
    mine = [place for place in draft.places if place.origin == "clause" and names_something(place.text)]
    if not mine:
        return False
    theirs = " ".join(place.text.lower() for place in host.places)
    if not theirs:
        return draft.paragraph != host.paragraph
    first = mine[0].text.lower()
    if any(word in theirs for word in _content(first, draft.country)):
        return False
    return not any(place.text.lower() in {"there", "nearby", "the city", "the town"} for place in draft.places[:1])


def names_something(text: str) -> bool:
    """Whether a phrase holds a proper name."""
    return any(word[:1].isupper() or word.lower().startswith(("al-", "el-")) for word in text.split())


def _content(text: str, country: frozenset[str]) -> list[str]:
    skip = country | {
        "the",
        "of",
        "in",
        "at",
        "near",
        "outside",
        "city",
        "town",
        "village",
        "district",
        "neighborhood",
        "neighbourhood",
        "area",
        "province",
        "a",
        "an",
        "south",
        "north",
        "east",
        "west",
        "km",
        "and",
    }
    return [word.strip(",.'()") for word in text.split() if word.strip(",.'()") not in skip and len(word) > 3]
