"""How far two people who checked the same incidents agree, beyond what chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

__all__ = ["Agreement", "agreements", "kappa"]


@dataclass(frozen=True)
class Agreement:
    """Of two people on one field.

    Attributes
    ----------
    field : str
    one, other : str
        Who.
    both : int
        Incidents that both of them checked.
    same : int
        Of these, on which they say the same.
    kappa : float or None
        Cohen's; see `kappa`.
    """

    field: str
    one: str
    other: str
    both: int
    same: int
    kappa: float | None


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa: how far two judges agree beyond chance.

    Parameters
    ----------
    pairs : sequence of (hashable, hashable)
        What each of them says of one thing.

    Returns
    -------
    float or None
        1 for full agreement, 0 for what chance gives, below for less. ``None`` where it says nothing: there are no
        pairs, or both give one and the same answer to everything.
    """
    if not pairs:
        return None
    total = len(pairs)
    ones, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(count * others[answer] for answer, count in ones.items()) / total**2
    seen = sum(one == other for one, other in pairs) / total
    return None if chance == 1 else (seen - chance) / (1 - chance)


def agreements(answers: Mapping[str, Mapping[str, Mapping[str, Hashable]]], fields: Iterable[str]) -> list[Agreement]:
    """Return how far each two people agree on each field.

    Parameters
    ----------
    answers : mapping
        Who -> incident id -> field -> what they say of it. A field that is not there is one they do not speak of, as
        of an incident that they rejected.
    fields : iterable of str

    Returns
    -------
    list of Agreement
        Pairs of people by name, fields in order; pairs that have no incident in common are left out.
    """
    names = tuple(fields)
    return [
        found
        for one, other in combinations(sorted(answers), 2)
        for found in _of_two(one, other, answers, names)
        if found.both
    ]


def _of_two(
    one: str, other: str, answers: Mapping[str, Mapping[str, Mapping[str, Hashable]]], fields: Iterable[str]
) -> Iterable[Agreement]:
    shared = sorted(answers[one].keys() & answers[other].keys())
    for field in fields:
        told = [(answers[one][item], answers[other][item]) for item in shared]
        pairs = [(left[field], right[field]) for left, right in told if field in left and field in right]
        yield Agreement(field, one, other, len(pairs), sum(a == b for a, b in pairs), kappa(pairs))
