"""From pairs to events: groups of accounts joined best pair first, as long as the whole groups agree."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from conflictmap.linking.reasons import Reason

__all__ = ["UNDECIDED", "Decided", "Decisions", "Merge", "cluster"]

Pair = tuple[int, int]

Decision = Literal["decided"]
_DECIDED: Decision = "decided"
_UNCOMPARED = -1.0  # log-odds of two accounts of two groups that no block brought together


@dataclass(frozen=True, slots=True)
class Merge:
    """Why two groups of accounts became one.

    Attributes
    ----------
    pair : (int, int)
        The two accounts that speak for it most.
    score : float
        Log-odds of that pair.
    reasons : tuple of (str, float)
        What each reason adds to the score, log-odds.
    """

    pair: Pair
    score: float
    reasons: tuple[Reason, ...]


class Decisions(NamedTuple):
    """What a person has decided, by the ids of incidents.

    Attributes
    ----------
    together, apart : frozenset of (str, str)
        Pairs that are one event, and pairs that are two.
    alone : frozenset of str
        Those that are linked to none, but for what is in `together`.
    """

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    alone: frozenset[str] = frozenset()

    def joined(self, other: Decisions) -> Decisions:
        """Return both."""
        return Decisions(self.together | other.together, self.apart | other.apart, self.alone | other.alone)


UNDECIDED = Decisions()


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person has decided: pairs of accounts that are one event, pairs that are two, and whom none belongs to."""

    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    alone: frozenset[int] = frozenset()


def cluster(
    scores: Mapping[Pair, float],
    reports: Mapping[int, str],
    join: float,
    decided: Decided = Decided(),
    *,
    explain: Callable[[Pair], tuple[Reason, ...]],
) -> list[tuple[tuple[int, ...], tuple[Merge, ...]]]:
    """Group accounts into events.

    Parameters
    ----------
    scores : mapping of (int, int) to float
        Log-odds of each pair that was compared.
    reports : mapping of int to str
        Account -> its report. Two accounts of one report are two events: the reader has joined what it could.
    join : float
        Log-odds above which groups are joined, on average over all pairs between them.
    decided : Decided
    explain : callable
        Pair -> its reasons. It is asked of the pairs that join groups alone: kept for all that were compared they would
        take most of the memory.

    Returns
    -------
    list of (tuple of int, tuple of Merge)
        Groups of two accounts and more, and what made each. Accounts in none stay alone.
    """
    groups = _Groups(scores, reports, decided)
    for pair in sorted(decided.together):
        groups.join(pair, Merge(pair, math.inf, ((_DECIDED, 0.0),)))
    open_ = ((score, pair) for pair, score in scores.items() if decided.alone.isdisjoint(pair))
    likely = sorted(((score, pair) for score, pair in open_ if score > join), key=lambda s: (-s[0], s[1]))
    for score, pair in likely:
        if groups.agree(pair, join):
            groups.join(pair, Merge(pair, score, explain(pair)))
    return groups.result()


class _Groups:
    """Disjoint groups of accounts, with the merges that made each."""

    def __init__(
        self,
        scores: Mapping[Pair, float],
        reports: Mapping[int, str],
        decided: Decided,
    ) -> None:
        self._scores = scores
        self._reports = reports
        self._apart = decided.apart
        self._members: dict[int, list[int]] = {}
        self._merges: dict[int, list[Merge]] = {}
        self._root: dict[int, int] = {}

    def _find(self, at: int) -> int:
        while (up := self._root.get(at, at)) != at:
            self._root[at] = self._root.get(up, up)
            at = up
        return at

    def _of(self, root: int) -> list[int]:
        return self._members.get(root, [root])

    def agree(self, pair: Pair, join: float) -> bool:
        """Whether the groups of two accounts may be one: no pair is forbidden, and on average they speak for it."""
        one, other = map(self._find, pair)
        if one == other:
            return False
        mine, theirs = self._of(one), self._of(other)
        if {self._reports[at] for at in mine} & {self._reports[at] for at in theirs}:
            return False
        pairs = [(a, b) if a < b else (b, a) for a in mine for b in theirs]
        if self._apart.intersection(pairs):
            return False
        return sum(self._score(pair) for pair in pairs) / len(pairs) > join

    def _score(self, pair: Pair) -> float:
        return self._scores.get(pair, _UNCOMPARED)

    def join(self, pair: Pair, merge: Merge) -> None:
        """Make the groups of two accounts one."""
        one, other = sorted(map(self._find, pair))
        if one != other:
            self._root[other] = one
            self._members[one] = [*self._of(one), *self._of(other)]
            self._merges[one] = [*self._merges.get(one, ()), *self._merges.pop(other, ()), merge]

    def result(self) -> list[tuple[tuple[int, ...], tuple[Merge, ...]]]:
        """Return the groups of more than one, in order of their first account."""
        roots: Iterable[int] = (root for root in sorted(self._members) if self._find(root) == root)
        return [(tuple(sorted(self._members[root])), tuple(self._merges.get(root, ()))) for root in roots]
