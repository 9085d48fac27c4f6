"""How namesakes and containers are weighed: ``rules/geocoding.toml``, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, Literal, get_args

from conflictmap import codebook
from conflictmap.model import BadInputError

__all__ = ["SCALES", "SOURCES", "WEIGHTS", "Scale", "Weights", "compile_weights", "load_weights"]

SourceCode = Literal["fitted", "cited", "chosen"]
SOURCES = frozenset(get_args(SourceCode))
"""What a row may say of where its figure comes from."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Factors by distance (km) or angle (degrees): `steps` of (up to where, factor), and the factor `beyond` them."""

    steps: tuple[tuple[float, float], ...]
    beyond: float

    def at(self, value: float) -> float:
        """Return the factor of a value."""
        for most, factor in self.steps:
            if value <= most:
                return factor
        return self.beyond


@dataclass(frozen=True, slots=True)
class Weights:
    """The figures by id; the file says what each is."""

    firm: float
    contradiction: float
    goes_well: float
    long_km: float
    small_region_km: float
    border_town_km: float
    border_km: float
    border_quarter_km: float
    beyond_km: float
    beyond_quarter_km: float
    far_km: float
    far_town_km: float
    ambiguous: float
    ambiguous_far: float
    apart_km: float
    container: float
    around_km: float
    strong: float
    certain: float
    rivalry: float
    given_up: float
    vouching: float
    tail_fits: float
    tail_round_km: float
    tail_same_km: float
    spelled_least: float
    spelled_far: float
    spelled_near: float
    spelled_clear: float
    least: float
    unfit: float
    kind_fits: float
    of_some_town: float
    quarter_beside: float
    common_towns: float
    common_name: float
    claimed: float
    in_province: float
    open_province: float
    outside_province: float
    other_district: float
    other_district_quarter: float
    other_region: float
    same_province_seat: float
    own_town: float


@dataclass(frozen=True, slots=True)
class Scales:
    """The scales by id; the file says what each is."""

    province_border: Scale
    province_border_quarter: Scale
    region: Scale
    quarter: Scale
    town_elsewhere: Scale
    town: Scale
    quarter_of_town: Scale
    near: Scale
    course: Scale


@lru_cache(maxsize=1)
def load_weights() -> tuple[Weights, Scales]:
    """Return the shipped figures.

    Raises
    ------
    BadInputError
        If the file is misspelt, or lacks one of them.
    """
    return compile_weights(codebook.shipped_rules("geocoding.toml")[0])


def compile_weights(table: Mapping[str, Any]) -> tuple[Weights, Scales]:
    """Check the table and file it by id.

    Raises
    ------
    BadInputError
        If an id is unknown, missing or stands twice, or a row says nothing of where its figure comes from.
    """
    try:
        values = _by_id(table["weight"], Weights)
        scales = _by_id(table["scale"], Scales)
        found = {key: Scale(tuple((a, b) for a, b in row["steps"]), row["beyond"]) for key, row in scales.items()}
        return Weights(**{key: float(row["value"]) for key, row in values.items()}), Scales(**found)
    except (KeyError, TypeError, ValueError) as error:
        raise BadInputError(f"rules of geocoding: {error}") from error


def _by_id(rows: list[dict[str, Any]], shape: type[Weights] | type[Scales]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["id"] in found or row["source"] not in SOURCES or not row["about"]:
            raise ValueError(f"{row['id']!r} stands twice or lacks its source or what it is")
        found[row["id"]] = row
    if set(found) != {field.name for field in fields(shape)}:
        raise ValueError(f"wanted are {', '.join(field.name for field in fields(shape))}")
    return found


WEIGHTS, SCALES = load_weights()
