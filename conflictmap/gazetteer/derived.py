"""Ids of places that have no row of their own but are told by their relation to one that has.

============== ==================================== ===========================================
id             words                                 meaning
============== ==================================== ===========================================
iq-baghdad     Baghdad                               the row itself
iq-baghdad@in-W western Baghdad                      a part of the thing: N, NE ... NW, or C (centre)
iq-baghdad@W   west of Baghdad                       outside it in that direction, no distance told
iq-kirkuk@S20  20 km south of Kirkuk                 a disc that many km away
iq-a~iq-b      between A and B, the road from A to B the corridor between two places
============== ==================================== ===========================================
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from conflictmap.geometry import BEARINGS

__all__ = ["Derived", "between_id", "offset_id", "parse_id", "part_id"]

_ID = re.compile(r"([^@~\s]+)(?:@(in-)?([NESW]{1,3}|C)(\d+(?:\.\d+)?)?|~([^@~\s]+))?")


@dataclass(frozen=True, slots=True)
class Derived:
    """A parsed id.

    Attributes
    ----------
    base : str
        place_id of the row it starts from.
    relation : str
        ``"self"``, ``"part"``, ``"outside"``, ``"offset"`` or ``"between"``.
    direction : str or None
        Compass point, or ``"C"`` for the centre of a thing.
    km : float or None
        Distance of an offset, km.
    other : str or None
        place_id of the second row of ``"between"``.
    """

    base: str
    relation: Literal["self", "part", "outside", "offset", "between"]
    direction: str | None = None
    km: float | None = None
    other: str | None = None


def parse_id(place_id: str) -> Derived | None:
    """Return the parts of an id, ``None`` if it is not well formed.

    Parameters
    ----------
    place_id : str
        Of a row or of a derived place.
    """
    match = _ID.fullmatch(place_id)
    if match is None:
        return None
    base, inside, direction, km, other = match.groups()
    if other is not None:
        return Derived(base, "between", other=other)
    if direction is None:
        return Derived(base, "self")
    if (direction not in BEARINGS and not (direction == "C" and inside)) or (inside and km):
        return None
    if inside:
        return Derived(base, "part", direction)
    return Derived(base, "outside", direction) if km is None else Derived(base, "offset", direction, float(km))


def part_id(place_id: str, direction: str) -> str:
    """Return the id of a part of a place.

    Parameters
    ----------
    place_id : str
        Of a row.
    direction : str
        Compass point, or ``"C"`` for the centre.
    """
    return f"{place_id}@in-{direction}"


def offset_id(place_id: str, direction: str, km: float | None = None) -> str:
    """Return the id of what lies outside a place in one direction.

    Parameters
    ----------
    place_id : str
        Of a row.
    direction : str
        Compass point.
    km : float, optional
        Distance, kept to 0.1 km; by default none is known.
    """
    return f"{place_id}@{direction}" + ("" if km is None else f"{round(km, 1):g}")


def between_id(place_id: str, other: str) -> str:
    """Return the id of the corridor between two places, the same whichever is named first.

    Parameters
    ----------
    place_id, other : str
        Of two rows.
    """
    first, second = sorted((place_id, other))
    return f"{first}~{second}"
