"""The long tail of a country: small places, too many and too alike to be taken for a name without a reason.

They lie beside places.csv in two files that the build writes: ``longtail.tsv``, a row a line, and ``longtail.keys``,
the folded keys of their names with the numbers of the rows that bear them. Keys are made when the gazetteer is built,
with the geocoder's folding; here they are only looked up. A row is parsed the first time that it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from conflictmap.gazetteer.entries import Place
from conflictmap.model import BadInputError
from conflictmap.placekinds import DEFAULT_RADIUS_KM

__all__ = ["COLUMNS", "SOURCE", "STAGES", "LongTail"]

COLUMNS: list[str] = [
    "place_id",
    "name",
    "kind",
    "lat",
    "lon",
    "district_pcode",
    "population",
    "name_ar",
    "name_ku",
    "aliases",
    "source_id",
]
"""Columns of longtail.tsv, in order. Rows without a kind come last: further names of a place of the first layer."""

FiledStage = Literal["exact", "vowels", "spelled"]
STAGES: tuple[FiledStage, ...] = ("exact", "vowels", "spelled")
"""The keys that are filed, the strictest first: two of `conflictmap.geocoding.names.folding`, then the skeletons of
`conflictmap.geocoding.names.romanisation`, under which settlements of the first layer stand too, by their id."""

SOURCE = "longtail"
"""What the `source` of a row says; its `source_id` is that of Who's On First."""


@dataclass(frozen=True, eq=False)
class LongTail:
    """Places of the second layer; nothing in it changes, its files are read when first asked for.

    Attributes
    ----------
    folder : pathlib.Path
        Where ``longtail.tsv`` and ``longtail.keys`` lie.
    places : Mapping[str, Place]
        Rows of the first layer by id.
    """

    folder: Path
    places: Mapping[str, Place] = field(repr=False)

    @classmethod
    def find(cls, folders: tuple[Path, ...], places: Mapping[str, Place]) -> LongTail | None:
        """Return the long tail that lies in one of the folders of a country, ``None`` if there is none.

        Parameters
        ----------
        folders : tuple of pathlib.Path
            Searched in order.
        places : Mapping[str, Place]
            The first layer by id.
        """
        folder = next((f for f in folders if (f / "longtail.tsv").is_file()), None)
        return None if folder is None else cls(folder, places)

    @cached_property
    def _districts(self) -> dict[str, Place]:
        """Districts by P-code; they tell the names of district and province."""
        return {p.district_pcode: p for p in self.places.values() if p.kind == "district" and p.district_pcode}

    def _read(self, name: str) -> list[str]:
        path = self.folder / name
        try:
            return path.read_text(encoding="utf-8").split("\n")
        except (OSError, UnicodeDecodeError) as error:
            raise BadInputError(f"{path}: unusable: {error}") from error

    @cached_property
    def _lines(self) -> list[str]:
        header, *lines = self._read("longtail.tsv")
        if header.split("\t") != COLUMNS:
            raise BadInputError(f"{self.folder / 'longtail.tsv'}: unusable: wanted the columns {' '.join(COLUMNS)}")
        return lines[:-1]

    @cached_property
    def _keys(self) -> dict[str, dict[str, str]]:
        """Stage -> key -> numbers of rows, still as text: few of them are ever needed."""
        lines = self._read("longtail.keys")
        stages = {}
        at = 0
        try:
            while at < len(lines) - 1:
                stage, size = lines[at].split(" ")
                middle, end = at + 1 + int(size), at + 1 + 2 * int(size)
                stages[stage] = dict(zip(lines[at + 1 : middle], lines[middle:end], strict=True))
                at = end
        except ValueError as error:
            raise BadInputError(f"{self.folder / 'longtail.keys'}:{at + 1}: unusable: {error}") from error
        return stages

    @cached_property
    def _rows(self) -> dict[int, Place]:
        """Rows parsed so far."""
        return {}

    @cached_property
    def _numbers(self) -> dict[str, int]:
        """Id -> number of the rows that are places of their own."""
        ids = (line[: line.index("\t")] for line in self._lines)
        return {place_id: number for number, place_id in enumerate(ids) if place_id not in self.places}

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Place]:
        return (self._row(number) for number in self._numbers.values())

    def lookup(self, key: str, stage: str = "exact") -> tuple[Place, ...]:
        """Return the places that bear a name of this key, in the order of their names; empty if there are none.

        Among them may be a place of the first layer, under a name that it does not list itself, or by spelling.

        Parameters
        ----------
        key : str
            As `stage` says.
        stage : str, default "exact"
            One of `STAGES`.

        Raises
        ------
        BadInputError
            If a file cannot be read.
        KeyError
            If there is no such stage.
        """
        numbers = self._keys[stage].get(key)
        if not numbers:
            return ()
        return tuple(dict.fromkeys(map(self._filed, numbers.split(" "))))

    def get(self, place_id: str) -> Place | None:
        """Return the row of an id, ``None`` if there is none.

        Parameters
        ----------
        place_id : str
            ``"iq-wof-1344178513"``.
        """
        number = self._numbers.get(place_id)
        return None if number is None else self._row(number)

    def _filed(self, entry: str) -> Place:
        """Return what a key is filed for: a row by its number, or a place of the first layer by its id."""
        return self._row(int(entry)) if entry.isdecimal() else self.places[entry]

    def _row(self, number: int) -> Place:
        place = self._rows.get(number)
        if place is None:
            place = self._rows[number] = self._parse(self._lines[number])
        return place

    def _parse(self, line: str) -> Place:
        place_id, name, kind, lat, lon, pcode, population, name_ar, name_ku, aliases, source_id = line.split("\t")
        if not kind:
            return self.places[place_id]
        district = self._districts.get(pcode)
        return Place(
            place_id,
            name,
            kind,
            float(lat),
            float(lon),
            DEFAULT_RADIUS_KM[kind],
            district.province if district else None,
            district.district if district else None,
            district.province_pcode if district else None,
            pcode or None,
            district.place_id if district else None,
            tuple(aliases.split("|")) if aliases else (),
            name_ar or None,
            name_ku or None,
            int(population) if population else 0,
            SOURCE,
            source_id,
        )
