"""Which accounts are compared at all: those whose days and places may be one, and those of twin reports."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from conflictmap.geometry import distance_km
from conflictmap.linking.accounts import Account, called_alike, reach
from conflictmap.linking.linkingrules import Limits

__all__ = ["candidate_pairs"]

Pair = tuple[int, int]

_CELL = 0.5  # degrees, some 50 km: twice the radius of a town and its surroundings


def candidate_pairs(accounts: Sequence[Account], twins: frozenset[tuple[str, str]], limits: Limits) -> Iterator[Pair]:
    """Yield the positions of two accounts that may tell one event, each pair once, the smaller position first.

    Parameters
    ----------
    accounts : sequence of Account
        N of them.
    twins : frozenset of (str, str)
        See `twin_reports`.
    limits : Limits

    Yields
    ------
    (int, int)
        Accounts of two reports whose days lie within `days_apart` and that share a province or lie in neighbouring
        cells of half a degree; those of one means of which one has no place, or whose places are called alike or reach
        each other; and all pairs of twin reports, whatever they say of day and place.
    """
    seen: set[Pair] = set()
    for block in _blocks(accounts, limits):
        for i, j in itertools.combinations(block, 2):
            pair = (i, j) if i < j else (j, i)
            if pair not in seen and _comparable(accounts[i], accounts[j], limits):
                seen.add(pair)
                yield pair
    yield from (pair for pair in _of_twins(accounts, twins) if pair not in seen)


def _comparable(one: Account, other: Account, limits: Limits) -> bool:
    if one.report == other.report or one.aggregate != other.aggregate or one.days is None or other.days is None:
        return False
    gap = max(one.days[0], other.days[0]) - min(one.days[1], other.days[1])
    return gap <= limits.days_apart and _neighbours(one, other, limits)


def _neighbours(one: Account, other: Account, limits: Limits) -> bool:
    """Whether two places share a province or a name, or lie within reach; one that is not known may be anywhere."""
    if one.point is None or other.point is None:
        return True
    if one.provinces & other.provinces or called_alike(one, other):
        return True
    (lat, lon), (lat2, lon2) = _cell(one), _cell(other)
    if abs(lat - lat2) <= 1 and abs(lon - lon2) <= 1:
        return True
    return distance_km(*one.point, *other.point) <= reach(one, other, limits.reach_km)


def _cell(account: Account) -> tuple[int, int]:
    lat, lon = account.point or (0.0, 0.0)
    return math.floor(lat / _CELL), math.floor(lon / _CELL)


def _blocks(accounts: Sequence[Account], limits: Limits) -> Iterator[list[int]]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        if account.days is not None and account.days[1] - account.days[0] <= limits.longest_days:
            for key in _keys(account, int(limits.days_apart)):
                blocks[key].append(at)
    for block in blocks.values():
        if len(block) > limits.crowded:
            yield from _cut(block, accounts)
        elif len(block) > 1:
            yield block


def _keys(account: Account, margin: int) -> Iterator[Hashable]:
    """Yield the keys of one account. Days after the last one reach as far as days may lie apart."""
    first, last = account.days or (0, 0)
    where: list[Hashable] = list(account.provinces)
    if account.point is not None:
        lat, lon = _cell(account)
        # overlapping cells of two by two: each point lies in four of them, and neighbours always share one
        where.extend((lat + a, lon + b) for a in (0, 1) for b in (0, 1))
    for day in range(first, last + margin + 1):
        yield day, account.means  # so that an account without a place meets those that have one
        for place in where:
            yield day, place


def _cut(block: list[int], accounts: Sequence[Account]) -> Iterator[list[int]]:
    """Cut a crowded block by means and by the dead: there accounts that differ in both are not compared."""
    parts: dict[Hashable, list[int]] = defaultdict(list)
    for at in block:
        account = accounts[at]
        parts[account.means, account.place].append(at)
        parts[account.means, account.counts.get("killed")].append(at)
    for part in parts.values():
        if len(part) > 1:
            yield part


def _of_twins(accounts: Sequence[Account], twins: frozenset[tuple[str, str]]) -> Iterator[Pair]:
    own: dict[str, list[int]] = defaultdict(list)
    for at, account in enumerate(accounts):
        own[account.report].append(at)
    for one, other in sorted(twins):
        for i, j in itertools.product(own[one], own[other]):
            if accounts[i].aggregate == accounts[j].aggregate:
                yield (i, j) if i < j else (j, i)
