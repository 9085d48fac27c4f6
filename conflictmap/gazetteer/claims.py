"""Provinces of other eras and other coders: where else than on today's map a place is said to lie.

A text that says "Mahmudiyah, Babil" means the town that our polygons have in Baghdad. ``claimed_provinces.csv`` of a
country lists such claims with who makes them, so that a province that does not hold a place is known to be the same
place told by another map, and not a reason to look for a namesake.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from conflictmap.gazetteer.cellnumbers import kilometres
from conflictmap.gazetteer.entries import Place
from conflictmap.geometry import distance_km
from conflictmap.model import BadInputError

__all__ = ["CLAIM_COLUMNS", "CLAIM_SOURCES", "Claim", "Claims", "read_claims"]

CLAIM_COLUMNS: list[str] = ["place_id", "province_place_id", "source", "reach_km", "note"]
"""Columns of claimed_provinces.csv."""

ClaimSource = Literal["ged", "events", "locations", "law", "administration"]
"""Codes of who makes a claim."""

CLAIM_SOURCES: Mapping[ClaimSource, str] = {
    "ged": "UCDP GED, adm_1",
    "events": "summaries of an event database, provstate",
    "locations": "a table of location strings with the governorate that its coders gave",
    "law": "boundaries by law at another time",
    "administration": "who runs the district, whatever the law says",
}
"""What `Claim.source` may say."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A province that somebody puts a place in.

    Attributes
    ----------
    place_id : str
        Of a settlement or a district; of a district all that lies in it.
    province_id : str
        place_id of the province, which is not the one that today's polygons give.
    source : str
        Key of `CLAIM_SOURCES`.
    reach_km : float
        Settlements within so many km of the place share the claim; 0 for a district.
    note : str
        How often, or when.
    """

    place_id: str
    province_id: str
    source: str
    reach_km: float
    note: str


@dataclass(frozen=True, slots=True)
class Claims:
    """The claims of one country.

    Attributes
    ----------
    rows : tuple of Claim
        As the file has them.
    places : Mapping[str, Place]
        The rows of the gazetteer by id.
    """

    rows: tuple[Claim, ...]
    places: Mapping[str, Place]

    def of(self, place: Place) -> tuple[Claim, ...]:
        """Return the claims to a place, those to its parents and neighbours included, in the order of the file.

        Parameters
        ----------
        place : Place
            Of either layer.
        """
        holders = set(self._holders(place))
        return tuple(
            claim
            for claim in self.rows
            if self.places[claim.province_id].name != place.province and self._applies(claim, place, holders)
        )

    def supports(self, place: Place, province_id: str) -> bool:
        """Whether somebody puts a place into a province that does not hold it on today's map.

        Parameters
        ----------
        place : Place
            Of either layer.
        province_id : str
            place_id of the province.
        """
        claims = [claim for claim in self.rows if claim.province_id == province_id]
        if not claims or self.places[province_id].name == place.province:
            return False
        holders = set(self._holders(place))
        return any(self._applies(claim, place, holders) for claim in claims)

    def _holders(self, place: Place) -> Iterator[str]:
        """Yield the ids of a place and of what contains it."""
        seen: set[str] = set()
        current: Place | None = place
        while current is not None and current.place_id not in seen:
            seen.add(current.place_id)
            yield current.place_id
            current = self.places.get(current.parent or "")

    def _applies(self, claim: Claim, place: Place, holders: set[str]) -> bool:
        """Whether a claim holds for a place: itself, one of its holders, its district, or a neighbour within reach."""
        if claim.place_id in holders:
            return True
        centre = self.places[claim.place_id]
        if centre.kind == "district":
            return centre.district_pcode == place.district_pcode
        near = claim.reach_km > 0 and abs(centre.lat - place.lat) < 1
        return near and distance_km(centre.lat, centre.lon, place.lat, place.lon) <= claim.reach_km


def read_claims(folders: tuple[Path, ...], places: Mapping[str, Place]) -> Claims:
    """Read claimed_provinces.csv of a country; without one there are no claims.

    Parameters
    ----------
    folders : tuple of pathlib.Path
        Of the country.
    places : Mapping[str, Place]
        Its rows by id.

    Raises
    ------
    BadInputError
        If a file cannot be read, or a row names a place or source that there is not.
    """
    rows = [claim for folder in folders for claim in _read(folder / "claimed_provinces.csv", places)]
    return Claims(tuple(rows), places)


def _read(path: Path, places: Mapping[str, Place]) -> Iterator[Claim]:
    if not path.is_file():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line, row in enumerate(csv.DictReader(file), start=2):
                yield _claim(row, f"{path}:{line}", places)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInputError(f"{path}: unusable: {error}") from error


def _claim(row: Mapping[str, str], where: str, places: Mapping[str, Place]) -> Claim:
    try:
        if None in row.values() or None in row:
            raise ValueError(f"{len(CLAIM_COLUMNS)} fields")
        claim = Claim(
            row["place_id"],
            row["province_place_id"],
            row["source"],
            kilometres(row["reach_km"]) if row["reach_km"] else 0.0,
            row["note"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadInputError(f"{where}: wanted are {', '.join(CLAIM_COLUMNS)}: {error}") from error
    if claim.source not in CLAIM_SOURCES:
        raise BadInputError(f"{where}: source {claim.source!r} is none of {', '.join(CLAIM_SOURCES)}")
    for place_id in (claim.place_id, claim.province_id):
        if place_id not in places:
            raise BadInputError(f"{where}: there is no place {place_id!r}")
    return claim
