"""Event coreference: whether a stretch of text tells more of an attack told before, or of another.

Every reason for and against has a name and a weight (``rules/coreference.toml``, table ``report``); the sum decides,
and the reasons that held are kept, so that every verdict explains itself. To change how sentences are joined, change a
weight, or add a reason.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from conflictmap.extraction.coreference.sequels import (
    comes_from_above,
    does_otherwise,
    done_next,
    one_of_those,
    same_means,
    told_below,
    told_closer,
)
from conflictmap.extraction.coreference.whereabouts import content, elsewhere, is_wide
from conflictmap.extraction.drafts import GUESSED, Draft, names_something
from conflictmap.extraction.tellings.telling import load_weights

__all__ = ["Verdict", "announces", "same_event", "tells_how", "tells_where"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two stretches tell one attack: the sum of weights, and the reasons that held."""

    score: float
    reasons: tuple[str, ...]


def same_event(host: Draft, draft: Draft) -> Verdict:
    """Weigh whether `draft` goes on about the attack that `host` tells.

    Parameters
    ----------
    host : Draft
        What was told before, with all that has been joined to it.
    draft : Draft
        What comes later in the report.

    Returns
    -------
    Verdict
        A score above zero says that it does.
    """
    weights = load_weights()["report"]
    reasons = tuple(name for name, holds in _REASONS.items() if holds(host, draft))
    return Verdict(weights["bias"] + sum(weights[name] for name in reasons), reasons)


def _near(host: Draft, draft: Draft) -> bool:
    return draft.paragraph == host.paragraph or draft.index - host.last <= 1


def _same_sentence(host: Draft, draft: Draft) -> bool:
    """Stretches of one sentence were cut apart for a reason."""
    return draft.index == host.last


def _history(host: Draft, draft: Draft) -> bool:
    """Keep history apart from today's attack ("His brother was killed there two years ago")."""
    return draft.past != host.past and not draft.claim


def _total(host: Draft, draft: Draft) -> bool:
    """Keep a total of several attacks apart from any one that has its own count."""
    if _all_together(host, draft):
        return False
    return draft.aggregate and not host.aggregate and (host.counted or draft.rank > GUESSED or host.attacks < 2)


def _nought(_: Draft, draft: Draft) -> bool:
    """Join "There were no casualties"."""
    nought = draft.counted and all(tally.low == 0 for tally in draft.tallies.values())
    apart = (draft.own or draft.new) and bool(draft.named_places())
    return nought and draft.faint and not draft.aggregate and not apart


def _claim(_: Draft, draft: Draft) -> bool:
    """Join "No group claimed responsibility"."""
    return draft.claim


def _found_later(host: Draft, draft: Draft) -> bool:
    """Join a kidnapping and "his body was found two days later"; a raid and "their bodies were left in the street"."""
    if draft.kind != "body_found":
        return False
    captive = host.kind == "abduction" and draft.index - host.last <= 3 and (draft.refers or draft.definite_body)
    return captive or _of_the_killed(host, draft) or _brought_in(host, draft)


def _of_the_killed(host: Draft, draft: Draft) -> bool:
    """Whether "the bodies" are those of the people just killed."""
    near = draft.paragraph == host.paragraph and draft.definite_body
    return near and "killed" in host.tallies and not elsewhere(host, draft)


def _brought_in(host: Draft, draft: Draft) -> bool:
    """Whether a hospital or rescuers count the dead: "A store of bombs blew up. By dusk 15 bodies had been dug out"."""
    if not draft.received:
        return False
    if draft.paragraph == host.paragraph or (draft.rescued and host.item == draft.item):
        return not host.counted or _counts_anew(host, draft)
    open_count = not (host.counted or host.background or elsewhere(host, draft))
    return open_count and draft.index - host.last <= _SOON


def _counts_anew(host: Draft, draft: Draft) -> bool:
    """Whether a source counts the dead just told: "killed 14, police said. A doctor said 17 bodies were brought in"."""
    told = draft.ascribed or draft.rescued
    return told and "killed" in host.tallies and not (host.aggregate or draft.more or draft.new)


def _known_people(host: Draft, draft: Draft) -> bool:
    """Join what befell those told before: "The captives were executed", "He died in hospital"."""
    of_old = draft.own and draft.past and not host.past  # "He had survived a bomb that hurt him in 2004"
    return draft.known and host.counted and not (host.aggregate or of_old) and draft.index - host.last <= 2


def _beside_them(host: Draft, draft: Draft) -> bool:
    """Join "His son died alongside him on the road to Habbaniya", whatever place it names."""
    near = draft.index - host.last <= 1 and not host.past
    return draft.alongside and host.counted and near and not host.aggregate


def _speaks_of_them(host: Draft, draft: Draft) -> bool:
    """Join "She had been hit in the neck", whose subject is somebody told before."""
    between = 2 if host.kind == "body_found" else 1  # "It lay in a ditch. He had been shot"
    return draft.pronoun and draft.index - host.last <= between


def _leads_on(host: Draft, draft: Draft) -> bool:
    """Join "The blast, at al-Fatha, sent flames a hundred metres high"."""
    return draft.leads and not draft.counted and bool(draft.families & host.families)


def _toll(_: Draft, draft: Draft) -> bool:
    """Join "The death toll later rose to 31"."""
    return draft.toll and not draft.new


def _all_together(host: Draft, draft: Draft) -> bool:
    """Join "Three car bombs went off in Kirkuk." and "Altogether they killed five."."""
    if draft.shares and draft.definite and draft.families & host.families:
        return _besides(host, draft)  # "The blasts, which also wounded nine, struck in Kut and in Amara"
    bare = draft.aggregate and draft.rank == GUESSED and not draft.named_places()
    return bare and (_besides(host, draft) or not (host.counted or host.aggregate))


def _besides(host: Draft, draft: Draft) -> bool:
    """Whether a draft counts others of several attacks than were counted before."""
    return (host.attacks > 1 or host.aggregate) and not set(host.tallies) & set(draft.tallies)


def _what_it_cost(host: Draft, draft: Draft) -> bool:
    """Join an attack told without figures and the casualties told after it."""
    cost = draft.counted and not host.counted and not host.background
    if draft.aggregate and host.whole is not None:
        return False  # what all of them cost, beside one of those that share a count
    if draft.own and (not same_means(host, draft) or (draft.families and announces(host))):
        return False  # "Gunmen then opened fire" beside a fire that was set
    return cost and not draft.new and not draft.named_places() and draft.paragraph == host.paragraph


def announces(draft: Draft) -> bool:
    """Whether a stretch only says that there was violence in the land: "Violence flared across Iraq"."""
    told = [word for place in draft.named_places() for word in content(place.text.lower(), draft.vacant)]
    return draft.general and draft.diffuse and not (draft.counted or draft.families or draft.background or told)


def _other_day(host: Draft, draft: Draft) -> bool:
    """Keep apart what befell people on two days, each named: "Sunday: mortars, six dead. Monday: mortars, six dead"."""
    theirs, mine = _days(host), _days(draft)
    if not (theirs and mine and draft.counted):
        return False
    if draft.own and max(mine) < min(theirs) - _WEEK:
        return True  # "The attacks recalled those of August 19, when a bomb killed 30"
    return host.counted and _of_its_own(draft) and theirs.isdisjoint(mine)


_WEEK = timedelta(days=7)


def _of_its_own(draft: Draft) -> bool:
    """Whether an attack is told for itself, not by what is known of it."""
    return draft.own and not (draft.toll or draft.refers or draft.known)


def _days(draft: Draft) -> set[date]:
    """Return the days told of an attack, not those of statements."""
    return {told.day for told in draft.dates if told.day is not None and not (told.said or told.of_next)}


def _killed_later(host: Draft, draft: Draft) -> bool:
    """Keep a kidnapping apart from the killing of those who were held, where that has a day of its own."""
    held = host.kind == "abduction" and "abducted" in host.tallies and "killed" not in host.tallies
    named = any(told.kind == "day" and told.rule in _CALENDAR for told in draft.dates)  # not "a day later", "on Friday"
    killed = "killed" in draft.tallies and draft.kind != "body_found" and named
    return held and killed and not draft.past and _days(draft).isdisjoint(_days(host))


_CALENDAR = frozenset({"date.month_day", "date.numeric"})
"""Rules of dates that need no other to be told from."""


def _another(host: Draft, draft: Draft) -> bool:
    """Keep apart "another", "a second", "elsewhere"."""
    if _adds(host, draft):
        return False
    other = draft.own and bool(draft.families) and not draft.families & host.families
    return draft.new and (not draft.refers or other)


def _only_casualties(host: Draft, draft: Draft) -> bool:
    """Join casualties without a word of how to the attack just told."""
    plain = draft.general and (draft.counted or draft.rank == GUESSED)
    return plain and (_near(host, draft) or draft.refers)


def _more_of_them(host: Draft, draft: Draft) -> bool:
    """Join "Two others were hurt when the truck blew up"."""
    near = draft.paragraph == host.paragraph and not draft.named_places()
    return draft.more and near and same_means(host, draft)


def _adds(host: Draft, draft: Draft) -> bool:
    """Join "In addition, three of them were abducted", which tells what else one attack cost."""
    here = draft.index - host.last <= 1 and not (draft.named_places() or host.aggregate)
    return draft.adds and here and host.counted


def _comes_next(host: Draft, draft: Draft) -> bool:
    """Whether an attack with means of its own is told as what came after one whose dead are counted."""
    if comes_from_above(host, draft):
        return True
    return draft.later and host.counted and bool(draft.families) and not draft.families & host.families


def _refers_back(host: Draft, draft: Draft) -> bool:
    """Join what speaks of "the blast", "the attackers"."""
    if (draft.new and draft.own and not same_means(host, draft)) or _comes_next(host, draft):
        return False  # "Later jets bombed the militants, an officer said of the raid"
    if host.aggregate and draft.own and draft.named_places():
        return False  # one of those that were counted
    if does_otherwise(host, draft):
        return False  # "shot four dead and left a bomb. The bomb killed two policemen"
    return draft.refers and (same_means(host, draft) or not draft.named_places())


def _more_detail(host: Draft, draft: Draft) -> bool:
    """Join what adds neither figures nor a place, in the same paragraph."""
    adds_nothing = not draft.counted and _nowhere_else(host, draft) and not _comes_next(host, draft)
    fits = same_means(host, draft) or not host.counted
    return adds_nothing and fits and draft.paragraph == host.paragraph


def _nowhere_else(host: Draft, draft: Draft) -> bool:
    """Whether no place is told, or only words of one told before ("near Erbil airport ... near the airport")."""
    theirs = " ".join(place.text.lower() for place in host.places)
    pointing = draft.lists["pointing"]["phrases"]
    told = [place.text.lower() for place in draft.named_places() if place.text.lower() not in pointing]
    named = [content(text, draft.vacant) for text in told]
    return all(words and all(word in theirs for word in words) for words in named)


def tells_where(host: Draft, draft: Draft) -> bool:
    """Whether the later draft tells more closely where an attack was that was told, with its count, of a wide place.

    "A suicide bombing in the capital killed nine. Police said the bomber struck in Baghdad's Alawi district."
    """
    if not host.counted or draft.new or draft.aggregate or draft.index - host.last > _SOON:
        return False
    if set(host.tallies) & set(draft.tallies) or (draft.counted and not _points(draft)):
        return False
    return _one_kind(host, draft) and bool(draft.named_places()) and _may_hold(host, draft)


def _points(draft: Draft) -> bool:
    return draft.definite or draft.refers


_SOON = 2
"""Sentences in which an attack of the lead is told more closely."""


def _one_kind(host: Draft, draft: Draft) -> bool:
    """Whether two drafts may be of one kind: the same, or of one means where a word points back."""
    if not host.families & draft.families or host.aggregate:
        return False
    return _points(draft) or draft.kind == host.kind or (draft.suicide and host.suicide)


def tells_how(host: Draft, draft: Draft) -> bool:
    """Whether the next sentence says how somebody came to die of whom nothing but the death was told.

    "A soldier has died of wounds he received in the south. His patrol was in Kut when a mortar bomb fell beside it."

    Parameters
    ----------
    host, draft : Draft
    """
    told = draft.own and bool(draft.families) and not (draft.counted or draft.new)
    speaks = (draft.pronoun or draft.owned) and draft.index - host.last == 1
    return told and speaks and _died_alone(host)


def _died_alone(draft: Draft) -> bool:
    """Whether the death of one is told, and not how it came about."""
    dead = draft.tallies.get("killed")
    alone = dead is not None and dead.low == dead.high == 1
    return alone and draft.wordless and not draft.families


def _may_hold(host: Draft, draft: Draft) -> bool:
    """Whether the places told first may hold the one told now: the land, a province, "north of Kut", a spot's town."""
    told = [place.text.lower() for place in host.named_places() if names_something(place.text)]
    inside = _is_local(draft.named_places()[0].text, draft)
    return all(inside or is_wide(text, draft) for text in told)


def _is_local(text: str, draft: Draft) -> bool:
    """Whether a phrase names a spot inside a town and not the town: "a shop in the Wahda district"."""
    words, local = text.lower().split(), draft.lists["local"]
    last = next((i for i in reversed(range(len(words))) if words[i] in local["before"]), -1)
    return not local["words"].isdisjoint(words[last + 1 :])


def _same_spot(host: Draft, draft: Draft) -> bool:
    """Join a count to that of several attacks told side by side where it was: "Six died at the bank"."""
    if not host.listed or host.counted or not draft.counted:
        return False
    theirs = {word for place in host.places for word in content(place.text.lower(), draft.vacant)}
    mine = draft.named_places()[:1] or draft.carried[:1]  # "The Kut bomb lay in a ditch. Five herders died"
    return any(theirs.intersection(content(place.text.lower(), draft.vacant)) for place in mine)


def _same_again(host: Draft, draft: Draft) -> bool:
    """Join the next sentence where it tells the same kind again, now with figures."""
    if host.counted or draft.index - host.last > 1 or draft.paragraph != host.paragraph:
        return False
    if _was_announced(host, draft):
        return False
    return draft.kind == host.kind and same_means(host, draft)


def _was_announced(host: Draft, draft: Draft) -> bool:
    """Whether an attack is one of those named at first: "Bombs and shootings killed 22. A bomb in Kut killed 12"."""
    one_of_many = host.listed and host.attacks > draft.attacks
    return one_of_many and draft.own and bool(draft.named_places())


def _headed(host: Draft, draft: Draft) -> bool:
    """Join what a heading inside an article announces: "Market bombing in Kut", "Also on Monday a car bomb in Kut"."""
    heads = host.heading and not host.counted and draft.index - host.last == 1
    both_placed = bool(host.named_places()) and bool(draft.named_places())
    return heads and both_placed and not draft.another and same_means(host, draft) and not elsewhere(host, draft)


def _same_toll(host: Draft, draft: Draft) -> bool:
    """Join a lead that is retold lower down: the same number of dead or hurt, three or more."""
    if draft.kind == "body_found" != host.kind and not (draft.received or draft.definite_body or draft.refers):
        return False  # as many bodies found are of others
    pairs = [(host.tallies[key], draft.tallies[key]) for key in host.tallies if key in draft.tallies]
    return bool(pairs) and all((a.low, a.high) == (b.low, b.high) and (a.low or a.high or 0) >= 3 for a, b in pairs)


def _same_place_and_toll(host: Draft, draft: Draft) -> bool:
    """Join a quotation that tells again how many died, and where."""
    killed = (host.tallies.get("killed"), draft.tallies.get("killed"))
    if killed[0] is None or killed[1] is None or draft.new or draft.more or not same_means(host, draft):
        return False
    return (killed[0].low, killed[0].high) == (killed[1].low, killed[1].high) and _may_be_here(host, draft)


def _may_be_here(host: Draft, draft: Draft) -> bool:
    """Whether the names of the later draft, if it has any, are among those of the earlier one, if it has any."""
    named = [place.text.lower() for place in draft.named_places() if names_something(place.text)]
    mine = [word for text in named for word in content(text, draft.vacant)]
    theirs = " ".join(place.text.lower() for place in host.places)
    return not mine or not content(theirs, draft.vacant) or any(word in theirs for word in mine)


def _of_a_total(host: Draft, draft: Draft) -> bool:
    """Keep an attack with a count of its own apart from a total."""
    return host.aggregate and not draft.aggregate and draft.counted and not draft.toll and not draft.refers


def _other_toll(host: Draft, draft: Draft) -> bool:
    """Keep apart what counts other dead, unless it corrects the toll or adds to it."""
    mine, theirs = draft.tallies.get("killed"), host.tallies.get("killed")
    if mine is None or theirs is None or draft.toll or draft.more or draft.refers:
        return False
    return (mine.low, mine.high) != (theirs.low, theirs.high)


def _other_means(host: Draft, draft: Draft) -> bool:
    return not same_means(host, draft)


def _far(host: Draft, draft: Draft) -> bool:
    return draft.paragraph != host.paragraph


_REASONS: dict[str, Callable[[Draft, Draft], bool]] = {
    "same_sentence": _same_sentence,
    "history": _history,
    "total": _total,
    "nought": _nought,
    "claim": _claim,
    "found_later": _found_later,
    "known_people": _known_people,
    "speaks_of_them": _speaks_of_them,
    "beside_them": _beside_them,
    "tells_how": tells_how,
    "leads_on": _leads_on,
    "elsewhere": elsewhere,
    "toll": _toll,
    "all_together": _all_together,
    "what_it_cost": _what_it_cost,
    "killed_later": _killed_later,
    "another": _another,
    "other_day": _other_day,
    "only_casualties": _only_casualties,
    "one_of_those": one_of_those,
    "done_next": done_next,
    "on_top": _adds,
    "more_of_them": _more_of_them,
    "refers_back": _refers_back,
    "more_detail": _more_detail,
    "tells_where": tells_where,
    "told_closer": told_closer,
    "told_below": told_below,
    "same_spot": _same_spot,
    "same_again": _same_again,
    "under_heading": _headed,
    "same_toll": _same_toll,
    "same_place_and_toll": _same_place_and_toll,
    "of_a_total": _of_a_total,
    "other_toll": _other_toll,
    "other_means": _other_means,
    "far": _far,
}
