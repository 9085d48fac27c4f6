"""Points that coders gave, against those of the geocoder: how often the radius holds them, how true the probability is.

usage: python benchmarks/coded_places.py FOLDER [--ged FILE] [--check]

FOLDER has ``summaries.jsonl.gz`` and ``wire.jsonl.gz``, reports with the point and town that coders gave; FILE has
names of UCDP GED with theirs. What has an even crc32 of its id (or name) may be read and fitted to; the odd half is
only counted. Left out is a row whose town contains the place that was found, for then the coder gave the centre of the
whole, and a row coded to a district, a province or an unknown place. ``--check`` fails where a class of fifty is off.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import conflictmap as cm
from conflictmap.gazetteer import Gazetteer, Place, load_gazetteer
from conflictmap.geocoding import geocode, place
from conflictmap.geometry import distance_km
from conflictmap.model import Geocode, Report

WANTED, MARGIN = 0.90, 0.02
ENOUGH = 50
"""Points from which on a class is checked."""

NEAR_KM = 10.0
"""A place this close to the coder's is the one that was meant, whatever its radius."""

BINS = (0.0, 0.4, 0.6, 0.7, 0.8, 0.9, 1.01)
VAGUE = ("", "template", "unclear", "multiple locations", "various", "multiple", "unknown")


@dataclass(frozen=True)
class Point:
    """A geocode with the distance, km, to what a coder gave; `unread` for the half that only counts."""

    made: Geocode
    away: float
    unread: bool

    @property
    def held(self) -> bool:
        """Whether the radius holds the coder's point."""
        return self.away <= (self.made.radius_km or 0.0)

    @property
    def meant(self) -> bool:
        """Whether the place found is the one meant, as far as a point can tell."""
        return self.away <= max(NEAR_KM, self.made.radius_km or 0.0)


def rows(path: Path) -> list[dict[str, Any]]:
    """Return the rows of a file of JSON lines, compressed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def is_unread(key: str) -> bool:
    """Whether a row belongs to the half that is only counted."""
    return bool(zlib.crc32(key.encode()) % 2)


def bare(name: str) -> str:
    """Return a name in lower case without the article."""
    return name.casefold().replace("al-", "")


def holders(made: Geocode, gazetteer: Gazetteer) -> set[str]:
    """Return the names of what contains a place, the place itself not among them."""
    row: Place | None = gazetteer.get((made.place_id or "").split("@")[0].split("~")[0])
    own = {bare(name) for name in row.names} if row is not None else set()
    found: set[str] = set()
    while row is not None and row.parent:
        row = gazetteer.get(row.parent)
        found |= {bare(name) for name in row.names} if row is not None else set()
    return found - own


def coded(folder: Path, gazetteer: Gazetteer) -> Iterator[Point]:
    """Yield the points of reports whose coder gave a point of his own."""
    for name in ("summaries", "wire"):
        for row in rows(folder / f"{name}.jsonl.gz"):
            town = bare(row.get("city") or row.get("locality") or "")
            if not row["lat"] or town in VAGUE or town.endswith(" district") or (row.get("specificity") or 1) >= 3:
                continue
            made = first(row)
            if made is not None and made.lat is not None and town not in holders(made, gazetteer):
                away = distance_km(made.lat, made.lon or 0.0, row["lat"], row["lon"])
                yield Point(made, away, is_unread(row["id"]))


def first(row: dict[str, Any]) -> Geocode | None:
    """Return where the first incident of a report lies."""
    day = row.get("date") or row.get("event_date")
    published = date.fromisoformat(day) + timedelta(1) if day else None
    found = geocode(cm.extract(Report(id=row["id"], text=row["text"], published=published)))
    kept = (x for x in found if not (x.left_out or x.incident.background or x.incident.aggregate))
    return next((x.geocode for x in kept), None)


def names(path: Path) -> Iterator[Point]:
    """Yield the points of names of UCDP GED."""
    for row in rows(path):
        made = place(row["where"])
        if made is not None and made.lat is not None:
            away = distance_km(made.lat, made.lon or 0.0, row["lat"], row["lon"])
            yield Point(made, away, is_unread(row["where"]))


def share(points: list[Point], what: str) -> str:
    """Return how many of points are held or meant."""
    right = sum(getattr(p, what) for p in points)
    return f"{right / len(points):.3f} ({len(points)})" if points else "-"


def radius_table(found: list[Point]) -> list[int]:
    """Print how often the radius holds the point; return the classes that are off on the half that only counts."""
    print("radius holds the point, by where_prec: read half, other half")
    off = []
    for precision in range(1, 6):
        halves = [[p for p in found if p.made.where_prec == precision and p.unread is half] for half in (False, True)]
        print(f"  {precision}  {share(halves[0], 'held')}  {share(halves[1], 'held')}")
        held = sum(p.held for p in halves[1]) / max(1, len(halves[1]))
        off += [precision] if len(halves[1]) >= ENOUGH and abs(held - WANTED) > MARGIN else []
    return off


def reliability_table(found: list[Point]) -> None:
    """Print how often the place found is the one meant, by the probability that is told with it."""
    print("probability, and how often the place is the one meant: read half, other half")
    by_bin: dict[tuple[float, bool], list[Point]] = defaultdict(list)
    for point in found:
        by_bin[max(b for b in BINS if b <= point.made.score), point.unread].append(point)
    for low, high in pairwise(BINS):
        said = [p.made.score for half in (False, True) for p in by_bin[low, half]]
        mean = f"{sum(said) / len(said):.2f}" if said else "-"
        parts = [share(by_bin[low, half], "meant") for half in (False, True)]
        print(f"  {low:.1f} to {min(high, 1.0):.1f}, mean {mean}:  {'  '.join(parts)}")


def main() -> None:
    """Count and print; end with an error if a class that counts is off."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--ged", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = [*coded(options.folder, load_gazetteer()), *(names(options.ged) if options.ged else ())]
    off = radius_table(found)
    reliability_table(found)
    if options.check and off:
        sys.exit(
            f"radius of where_prec {', '.join(map(str, off))} does not hold nine points in ten within two in a hundred"
        )


if __name__ == "__main__":
    main()
