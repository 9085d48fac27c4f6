"""The weights and limits of ``rules/linking.toml``, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Literal, get_args

from conflictmap import codebook
from conflictmap.codebook import shipped_rules
from conflictmap.model import BadInputError

__all__ = ["Alike", "Limits", "LinkingRules", "compile_rules", "linking_rules"]

Alike = Literal["same", "close", "risen", "apart"]
"""What two figures of one count are to each other."""

_Section = Literal["weights", "kinds", "limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds; the comments of the file say which were fitted and which cited.

    Attributes
    ----------
    prior, join, unsure : float
        Log-odds.
    days_apart, longest_days : float
        Days.
    reach_km : float
    twin_similarity : float
        From 0 to 1.
    sentence_similarity : float
        From 0 to 100.
    shingle, permutations, crowded : float
        Whole numbers.
    """

    prior: float
    join: float
    unsure: float
    days_apart: float
    longest_days: float
    reach_km: float
    twin_similarity: float
    sentence_similarity: float
    shingle: float
    permutations: float
    crowded: float


@dataclass(frozen=True, slots=True)
class LinkingRules:
    """What linking goes by.

    Attributes
    ----------
    weights : mapping of str to float
        Reason -> log-odds at full strength.
    limits : Limits
    confused : frozenset of frozenset of str
        Pairs of kinds by which reporters call one event.
    """

    weights: Mapping[str, float]
    limits: Limits
    confused: frozenset[frozenset[str]]


def compile_rules(table: Mapping[str, Any], where: str) -> LinkingRules:
    """Check a table and return it as rules.

    Parameters
    ----------
    table : mapping
        As TOML has it: ``weights``, ``kinds`` and ``limits``.
    where : str
        What to call it in a message.

    Returns
    -------
    LinkingRules

    Raises
    ------
    BadInputError
        For a missing or unknown limit, an unknown kind or reason, and for what is no number.
    """
    weights, limits = table.get("weights", {}), table.get("limits", {})
    known = {field.name for field in fields(Limits)}
    confused = frozenset(frozenset(pair) for pair in table.get("kinds", {}).get("confused", ()))
    strange = frozenset().union(*confused) - set(codebook.kinds())
    strange |= (table.keys() - set(get_args(_Section))) | (weights.keys() - set(codebook.load_codebook().ids("reason")))
    odd = sorted((known ^ limits.keys()) | strange)
    if odd:
        raise BadInputError(f"{where}: missing or unknown: {', '.join(odd)}")
    for name, value in {**weights, **limits}.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            raise BadInputError(f"{where}: {name} is no number")
    return LinkingRules({name: float(value) for name, value in weights.items()}, Limits(**limits), confused)


@cache
def linking_rules() -> LinkingRules:
    """Return the rules that are shipped."""
    table, where = shipped_rules("linking.toml")
    return compile_rules(table, where)
