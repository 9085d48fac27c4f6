"""What a gazetteer is made of: a place, a province or district, the country."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["COLUMNS", "Area", "Country", "Place", "Province", "is_shape"]

COLUMNS: list[str] = [
    "place_id",
    "name",
    "kind",
    "lat",
    "lon",
    "radius_km",
    "province",
    "district",
    "province_pcode",
    "district_pcode",
    "parent",
    "aliases",
    "name_ar",
    "name_ku",
    "population",
    "source",
    "source_id",
    "wkt",
]
"""Columns of places.csv, in order. `aliases` are separated by ``|``; an empty field is a fact unknown."""


@dataclass(frozen=True, slots=True)
class Place:
    """One row of places.csv.

    Attributes
    ----------
    place_id : str
        Stable id, such as ``"iq-baghdad"``.
    name : str
        The name to show.
    kind : str
        One of `conflictmap.gazetteer.KINDS`.
    lat, lon : float
        Degrees, WGS 84.
    radius_km : float
        How far the thing itself reaches from its point, km: of a road half its length, and not its width.
    province, district, province_pcode, district_pcode : str or None
        By today's boundaries; ``None`` for what lies in several or none.
    parent : str or None
        place_id of the city, town or district that contains it.
    aliases : tuple of str
        Other spellings, the Arabic and Kurdish names not among them.
    name_ar, name_ku : str or None
        In Arabic script.
    population : int
        Persons; 0 where unknown.
    source, source_id : str or None
        Where the row comes from; see SOURCES.md.
    wkt : str or None
        A line (road) or polygon (region), longitude before latitude.
    """

    place_id: str
    name: str
    kind: str
    lat: float
    lon: float
    radius_km: float
    province: str | None = None
    district: str | None = None
    province_pcode: str | None = None
    district_pcode: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    name_ar: str | None = None
    name_ku: str | None = None
    population: int = 0
    source: str | None = None
    source_id: str | None = None
    wkt: str | None = None

    def __hash__(self) -> int:
        """Return the hash of its id, which tells rows apart: that of all its fields takes ten times as long."""
        return hash(self.place_id)

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the one to show first."""
        local = tuple(n for n in (self.name_ar, self.name_ku) if n)
        return (self.name, *self.aliases, *local)


@dataclass(frozen=True, slots=True)
class Province:
    """A first-level division as country.toml lists it; `capital` is the place_id of its seat."""

    place_id: str
    name: str
    pcode: str | None
    capital: str | None
    name_ar: str | None
    name_ku: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """What country.toml says.

    Attributes
    ----------
    place_id, name, iso2, iso3 : str
        ``"iq"``, the English name, ISO 3166 codes.
    names : tuple of str
        Other names of the land.
    demonyms : tuple of str
        Words for its people ("Iraqi", "Iraqis").
    languages : tuple of str
        ISO 639 codes.
    bbox : tuple of float
        West, south, east, north; degrees.
    lat, lon : float
        A point in its middle, degrees.
    capital : str or None
        place_id.
    provinces : tuple of Province
        In the order of their codes.
    seats : tuple of (str, str)
        place_id of a region that has a government, and of the town where that sits.
    """

    place_id: str
    name: str
    iso2: str
    iso3: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    languages: tuple[str, ...]
    bbox: tuple[float, float, float, float]
    lat: float
    lon: float
    capital: str | None
    provinces: tuple[Province, ...]
    seats: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A province or district with its polygon (degrees, longitude first)."""

    place_id: str
    name: str
    name_ar: str | None
    name_ku: str | None
    pcode: str | None
    province: str
    shape: BaseGeometry


def is_shape(wkt: str) -> bool:
    """Tell whether text is a line or a polygon of this earth in well-known text, in degrees.

    Parameters
    ----------
    wkt : str
    """
    from shapely import from_wkt  # noqa: PLC0415 - few rows have one

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # of numpy, for numbers that are none
        shape = from_wkt(wkt, on_invalid="ignore")
    if shape is None or shape.is_empty or not shape.is_valid or not shape.length:
        return False
    west, south, east, north = shape.bounds
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)
