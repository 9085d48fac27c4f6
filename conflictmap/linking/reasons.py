"""Why two accounts may tell one event, or two: each reason a number from 0 to 1, weighed by ``rules/linking.toml``."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from conflictmap.geometry import distance_km
from conflictmap.linking.accounts import Account, Ends, called_alike, reach
from conflictmap.linking.linkingrules import Alike, LinkingRules

__all__ = ["REASONS", "Comparison", "reasons_of"]

Reason = tuple[str, float]

_COARSE = 3  # where_prec of a district; above it a place is larger still
_NO_PLACE = 6
_FEW = 3  # words; sentences that share no more are alike by chance
_TENTH = 0.1  # two sources that counted one event differ by so much at most, as a rule


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing needs to know of all accounts.

    Attributes
    ----------
    rules : LinkingRules
    twins : frozenset of (str, str)
        Ids of reports that are nearly the same.
    weights : mapping of str to float
        Word -> how much it tells: few accounts have it. Of 0 to 1.
    places : frozenset of str
        Words that name the place of any account, and so no person.
    lengths : mapping of int to float
        Position of an account -> how much all its words tell, as the length of a vector.
    """

    rules: LinkingRules
    twins: frozenset[tuple[str, str]]
    weights: Mapping[str, float]
    places: frozenset[str]
    lengths: Mapping[int, float]

    @classmethod
    def over(cls, accounts: Sequence[Account], twins: frozenset[tuple[str, str]], rules: LinkingRules) -> Comparison:
        """Return a comparison that knows how frequent each word is."""
        counts = Counter(word for account in accounts for word in account.words)
        most = math.log(len(accounts) + 2)
        weights = {word: 1 - math.log(n) / most for word, n in counts.items()}
        places = frozenset().union(*(account.place_words for account in accounts))
        lengths = {account.at: math.sqrt(sum(weights[word] ** 2 for word in account.words)) for account in accounts}
        return cls(rules, twins, weights, places, lengths)

    def score(self, one: Account, other: Account) -> tuple[float, tuple[Reason, ...]]:
        """Return the log-odds that two accounts tell one event, and what each reason adds to them."""
        weights = self.rules.weights
        found = tuple((name, round(value * weights.get(name, 0.0), 3)) for name, value in reasons_of(one, other, self))
        return self.rules.limits.prior + sum(value for _, value in found), found


def reasons_of(one: Account, other: Account, known: Comparison) -> Iterator[Reason]:
    """Yield the reasons that hold of two accounts, each with its strength from 0 to 1."""
    for rule in REASONS:
        yield from rule(one, other, known)


def _place(one: Account, other: Account, known: Comparison) -> Iterator[Reason]:
    if one.point is None or other.point is None or _NO_PLACE in {one.where_prec, other.where_prec}:
        return
    within = reach(one, other, known.rules.limits.reach_km)
    apart = distance_km(*one.point, *other.point)
    coarse = max(one.where_prec, other.where_prec) >= _COARSE
    if coarse:
        if one.provinces & other.provinces or apart <= within:
            yield "within", 1.0
        else:
            yield "beyond_reach", 1.0
    elif one.place == other.place and one.place:
        yield "same_spot", 1.0
    elif apart <= within:
        yield "near", 1 - apart / within
        if max(one.radius_km, other.radius_km) < apart:
            yield "other_spot", 1.0
    else:
        yield "beyond_reach", min(1.0, apart / (2 * within))


def _name(one: Account, other: Account, _: Comparison) -> Iterator[Reason]:
    """Yield whether places held apart are called alike: one of the two may have been found wrongly."""
    if (one.place and one.place == other.place) or not one.place_names or not other.place_names:
        return
    if called_alike(one, other):
        yield "same_name", 1.0
    elif max(one.where_prec, other.where_prec) < _COARSE:
        yield "other_name", 1.0


def _time(one: Account, other: Account, _: Comparison) -> Iterator[Reason]:
    if one.days is None or other.days is None:
        return
    gap = max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])
    if gap > 0:
        yield "next_day", 1.0
    elif one.exact_day and other.exact_day:
        yield "same_day", 1.0
    else:
        yield "days_overlap", 1.0


def _kind(one: Account, other: Account, known: Comparison) -> Iterator[Reason]:
    if one.kind == other.kind:
        yield "same_kind", 1.0
    elif frozenset((one.kind, other.kind)) in known.rules.confused:
        yield "kinds_confused", 1.0
    elif one.means and one.means == other.means:
        yield "kinds_differ", 1.0
    elif one.means and other.means:
        yield "means_differ", 1.0
    if (one.attacks > 1) != (other.attacks > 1):
        yield "attacks_differ", 1.0


def _counts(one: Account, other: Account, _: Comparison) -> Iterator[Reason]:
    for name in one.counts.keys() & other.counts.keys():
        word, strength = _alike(one.counts[name], other.counts[name], _later(one, other))
        yield f"{name}_{word}", strength


def _later(one: Account, other: Account) -> int:
    """Return 1 if the other account was published later, -1 if earlier, 0 if on one day or not known."""
    if one.published is None or other.published is None:
        return 0
    return (other.published > one.published) - (other.published < one.published)


def _alike(one: Ends, other: Ends, later: int) -> tuple[Alike, float]:
    mine, theirs = _best(one), _best(other)
    most = max(mine, theirs)
    if mine == theirs:
        return "same", most / (most + 2.0)  # nobody killed tells nothing, 23 killed nearly all
    if _overlap(one, other) or abs(mine - theirs) <= _TENTH * most:
        return "close", 1.0
    if later and (theirs - mine) * later > 0 and min(mine, theirs) > 0:
        return "risen", (most - min(mine, theirs)) / most
    return "apart", (most - min(mine, theirs)) / most


def _best(ends: Ends) -> int:
    low, high = ends
    return low if low is not None else high or 0


def _overlap(one: Ends, other: Ends) -> bool:
    return all(low is None or high is None or low <= high for low, high in ((one[0], other[1]), (other[0], one[1])))


def _people(one: Account, other: Account, _: Comparison) -> Iterator[Reason]:
    if one.groups and other.groups:
        yield ("same_group" if one.groups & other.groups else "groups_differ"), 1.0
    if one.perpetrators & other.perpetrators:
        yield "same_perpetrator", 1.0


def _words(one: Account, other: Account, known: Comparison) -> Iterator[Reason]:
    shared = one.words & other.words
    mine, theirs = known.lengths[one.at], known.lengths[other.at]
    if mine and theirs:
        yield "words", sum(known.weights[word] ** 2 for word in shared) / (mine * theirs)
    if (one.names & other.names) - known.places:
        yield "names", 1.0
    if len(shared) > _FEW and _tell_alike(one, other, known.rules.limits.sentence_similarity):
        yield "same_sentence", 1.0


def _tell_alike(one: Account, other: Account, least: float) -> bool:
    return fuzz.token_set_ratio(one.sentence, other.sentence, score_cutoff=least) >= least


def _standing(one: Account, other: Account, known: Comparison) -> Iterator[Reason]:
    if one.background != other.background:
        yield "history", 1.0
    if (min(one.report, other.report), max(one.report, other.report)) in known.twins:
        yield "twins", 1.0


REASONS: tuple[Callable[[Account, Account, Comparison], Iterator[Reason]], ...] = (
    _place,
    _name,
    _time,
    _kind,
    _counts,
    _people,
    _words,
    _standing,
)
"""What is asked of two accounts, one rule a subject."""
