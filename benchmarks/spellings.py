"""How often another spelling of a place is known for that place: names of the gazetteer, each sought by the others.

usage: python benchmarks/spellings.py [--country NAME]

Of each settlement with several names in Latin letters every one is held out and sought by what remains, within its
province and within its district, as the geocoder does: written just so, folded, then by spelling. Then every settlement
is taken out whole and its first name sought: whatever is found is false. Weights were fitted on places with an even
crc32 of their id; the others are the unread half. Many names are no spellings of each other, so not all can be found.
"""

from __future__ import annotations

import argparse
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from conflictmap.defaults import load_language
from conflictmap.gazetteer import Place, load_gazetteer
from conflictmap.geocoding import resolver_for
from conflictmap.geocoding.choosing.relations import flat_km
from conflictmap.geocoding.choosing.weights import WEIGHTS
from conflictmap.geocoding.names.nametables import tail_keys
from conflictmap.geocoding.names.romanisation import consonants, load_romanisation
from conflictmap.placekinds import SETTLEMENT_KINDS

SAME_KM = 3.0
"""Rows this close are one place."""

STAGES = ("exact", "vowels", "spelled")


@dataclass(frozen=True)
class Name:
    """A name of a place: its number and its keys by stage."""

    place: int
    key: str
    keys: dict[str, frozenset[str]] = field(compare=False)


class Names:
    """All names of the settlements of a country, filed by stage and key."""

    def __init__(self, country: str) -> None:
        gazetteer = load_gazetteer(country)
        resolver = resolver_for(gazetteer, load_language())
        self.folder, self.words = resolver.folder, resolver.words
        self.romanisation = load_romanisation()
        self.places = [*(gazetteer.long_tail or ()), *(p for p in gazetteer.places if p.kind in SETTLEMENT_KINDS)]
        self.names = [list(self._names(number)) for number in range(len(self.places))]

    def _names(self, number: int) -> Iterator[Name]:
        """Yield the names of a place that differ by more than typography."""
        known: set[str] = set()
        for name in filter(str.isascii, self.places[number].names):
            keys = list(tail_keys(name, self.words, self.folder))
            if keys and keys[0] not in known:
                known.add(keys[0])
                readings = frozenset(r for key in keys for r in self.romanisation.readings(key))
                vowels = frozenset(map(self.folder.vowels, keys))
                yield Name(number, keys[0], {"exact": frozenset(keys), "vowels": vowels, "spelled": readings})

    @cached_property
    def filed(self) -> dict[tuple[str, str], list[tuple[Name, str]]]:
        """Names by stage and key; with the reading, for those filed by spelling."""
        found: dict[tuple[str, str], list[tuple[Name, str]]] = defaultdict(list)
        for name in (name for own in self.names for name in own):
            for stage in STAGES:
                for key in name.keys[stage]:
                    found[stage, self.romanisation.skeleton(key) if stage == "spelled" else key].append((name, key))
        return found

    def seek(self, sought: Name, area: str, hidden: set[Name], most: float) -> tuple[str, list[int]]:
        """Return the stage at which a name is found within its area, and the places that it is found for."""
        where = getattr(self.places[sought.place], area)
        for stage in STAGES[:2]:
            found = {n.place for key in sought.keys[stage] for n, _ in self.filed[stage, key] if n not in hidden}
            if found := {n for n in found if getattr(self.places[n], area) == where}:
                return stage, sorted(found)
        costs = self.costs(sought, area, hidden, most)
        least = min(costs.values(), default=0.0)
        near = [n for n, cost in sorted(costs.items()) if cost <= least + WEIGHTS.spelled_clear]
        if not near:
            return "none", []
        first = min(near, key=costs.__getitem__)
        return ("spelled", [first]) if all(self.same(first, n) for n in near) else ("several", near)

    def costs(self, sought: Name, area: str, hidden: set[Name], most: float) -> dict[int, float]:
        """Return the places of the area that a name may be a spelling of, with what that costs."""
        where = getattr(self.places[sought.place], area)
        costs: dict[int, float] = {}
        for reading in sought.keys["spelled"]:
            skeleton = self.romanisation.skeleton(reading)
            if consonants(skeleton) < WEIGHTS.spelled_least:
                continue
            for name, other in self.filed["spelled", skeleton]:
                if name not in hidden and getattr(self.places[name.place], area) == where:
                    cost = self.romanisation.apart(reading, other)
                    if cost <= min(most * consonants(skeleton), costs.get(name.place, most * consonants(skeleton))):
                        costs[name.place] = cost
        return costs

    def same(self, one: int, other: int) -> bool:
        """Whether two rows are one place."""
        first, second = self.places[one], self.places[other]
        return one == other or flat_km(first.lat, first.lon, second.lat, second.lon) <= SAME_KM

    def half(self, unread: bool) -> Iterator[int]:
        """Yield the places of one half."""
        return (n for n, p in enumerate(self.places) if zlib.crc32(p.place_id.encode()) % 2 == unread)


def held_out(names: Names, area: str, most: float, places: Iterable[int]) -> str:
    """Seek each name of places with several by the others; return the figures."""
    told: Counter[tuple[str, bool]] = Counter()
    for number in places:
        for name in names.names[number] if len(names.names[number]) > 1 else ():
            stage, found = names.seek(name, area, {name}, most)
            told[stage, any(names.same(number, n) for n in found)] += 1
    left = sum(told.values())
    parts = [f"{left} held out"]
    for stage in STAGES:
        right, wrong = told[stage, True], told[stage, False]
        parts.append(f"{stage}: recall {right / left:.3f} of {left}, precision {right / max(1, right + wrong):.3f}")
        left -= right + wrong
    return "; ".join(parts)


def taken_out(names: Names, area: str, most: float, places: Iterable[int]) -> str:
    """Seek the first name of places that are hidden with all that lies there; return the share found: all false."""
    rows = [p for p in places if names.names[p]]
    near: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, place in enumerate(names.places):
        near[cell(place)].append(number)
    told: Counter[str] = Counter()
    for number in rows:
        row, column = cell(names.places[number])
        around = [n for i in (-1, 0, 1) for j in (-1, 0, 1) for n in near[row + i, column + j] if names.same(number, n)]
        told[names.seek(names.names[number][0], area, {n for o in around for n in names.names[o]}, most)[0]] += 1
    return f"{len(rows)} taken out; false " + ", ".join(f"{s} {told[s] / len(rows):.3f}" for s in STAGES)


def cell(place: Place) -> tuple[int, int]:
    """Return the cell of a place in a grid whose cells are wider than `SAME_KM`."""
    return int(place.lat * 20), int(place.lon * 20)


def main() -> None:
    """Print the figures of both halves."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--country", default="iraq")
    names = Names(parser.parse_args().country)
    for area, most in (("province", WEIGHTS.spelled_far), ("district", WEIGHTS.spelled_near)):
        for unread in (False, True):
            print(f"within its {area}, {'unread' if unread else 'read'} half")
            print("  ", held_out(names, area, most, names.half(unread)))
            print("  ", taken_out(names, area, most, names.half(unread)))


if __name__ == "__main__":
    main()
