"""How precisely each kind of place is known: ``rules/precision.toml``, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from conflictmap import codebook
from conflictmap.model import BadInputError
from conflictmap.placekinds import KINDS

__all__ = ["Class", "DerivedRules", "Precision", "load_precision"]


@dataclass(frozen=True, slots=True)
class Class:
    """What holds for the places of some kinds.

    Attributes
    ----------
    name : str
    level : int
        0 country, 1 region, 2 province, 3 district, 4 town, 5 part of a town, 6 a single thing.
    prior : float
        How likely a place of this kind is meant when a name is shared, from 0 to 1.
    where_prec, geo : int
        UCDP and ACLED codes.
    scale, add : float
        The radius that holds nine true places in ten is ``scale * radius_km + add``, km.
    """

    name: str
    level: int
    prior: float
    where_prec: int
    geo: int
    scale: float
    add: float


@dataclass(frozen=True, slots=True)
class DerivedRules:
    """What holds for places that words only lead to ("south of", "between"); lengths in km, shares from 0 to 1."""

    near_km: float
    near_where_prec: int
    near_geo: int
    outside_km: float
    outside_middle: float
    outside_share: float
    outside_where_prec: int
    outside_geo: int
    offset_share: float
    offset_add: float
    between_share: float
    between_add: float
    far_km: float
    sector_where_prec: int
    sector_geo: int
    capital_reach_km: float
    capital_share: float
    home_km: float
    own_share: float
    clear_share: float


@dataclass(frozen=True, slots=True)
class Precision:
    """The whole table: the class of each gazetteer kind, and the rules of derived places."""

    by_kind: Mapping[str, Class]
    derived: DerivedRules


@lru_cache(maxsize=1)
def load_precision() -> Precision:
    """Return the shipped table.

    Raises
    ------
    BadInputError
        If it is misspelt, or leaves out a kind of place.
    """
    return compile_precision(codebook.shipped_rules("precision.toml")[0])


def compile_precision(table: Mapping[str, Any]) -> Precision:
    """Check the table and file it by kind.

    Raises
    ------
    BadInputError
        If a key is unknown or missing, or a kind stands in no class or in two.
    """
    by_kind: dict[str, Class] = {}
    try:
        for row in table["class"]:
            fields = {k: v for k, v in row.items() if k != "kinds"}
            entry = Class(**fields)
            for kind in row["kinds"]:
                if kind not in KINDS or kind in by_kind:
                    raise BadInputError(f"rules of precision: kind {kind!r} is unknown or stands twice")
                by_kind[kind] = entry
        derived = DerivedRules(**table["derived"])
    except (KeyError, TypeError) as error:
        raise BadInputError(f"rules of precision: {error}") from error
    if missing := KINDS - set(by_kind):
        raise BadInputError(f"rules of precision: no class for kind {sorted(missing)[0]!r}")
    return Precision(by_kind, derived)
