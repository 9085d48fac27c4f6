"""Score the geocoder on tables of places with known answers.

usage: python benchmarks/score_places.py TABLE... [--show N]

TABLE is a .jsonl of names {where, adm_1, lat, lon} as UCDP GED writes them, or a .csv of location strings with the
columns text, province, lat, lon, within_km (province: a name, empty for "cannot be told", "abroad", or "none" for what
is no place). Prints for each table the shares found, right in province and near enough, and how many true places lie
within the radius that the geocoder gives, by class of precision.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from conflictmap.gazetteer import load_gazetteer
from conflictmap.geocoding import resolver_for
from conflictmap.geometry import distance_km
from conflictmap.language import load_language

NEAR_KM = 10.0


@dataclass(frozen=True)
class Case:
    """A location string and its answer; `within` in km."""

    text: str
    province: str | None
    lat: float | None
    lon: float | None
    within: float


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of one table."""
    gazetteer = load_gazetteer()
    with path.open(encoding="utf-8", newline="") as file:
        if path.suffix == ".csv":
            for row in csv.DictReader(file):
                spot = (float(row["lat"]), float(row["lon"])) if row["lat"] else (None, None)
                yield Case(row["text"], row["province"] or None, *spot, float(row["within_km"] or NEAR_KM))
            return
        for line in file:
            row = json.loads(line)
            named = gazetteer.province_named(row["adm_1"].replace(" province", "")) if row["adm_1"] else None
            yield Case(row["where"], named.name if named else None, row["lat"], row["lon"], NEAR_KM)


@dataclass(frozen=True)
class Outcome:
    """What the geocoder made of a case; `away` in km."""

    case: Case
    found: bool
    province: str | None
    away: float | None
    radius: float | None
    group: str

    @property
    def known(self) -> bool:
        """Whether it was found, or is no place."""
        return self.found or self.case.province == "none"

    @property
    def near(self) -> bool:
        """Whether the answer is near enough."""
        return self.away is not None and self.away <= self.case.within

    @property
    def held(self) -> bool:
        """Whether the true place lies within the radius of the answer."""
        return self.away is not None and self.radius is not None and self.away <= self.radius


def run(case: Case) -> Outcome:
    """Geocode one case."""
    resolver = resolver_for(load_gazetteer(), load_language())
    reading = resolver.read(case.text)
    if reading is None:
        return Outcome(case, False, "none", None, None, "none")
    if reading.abroad is not None:
        return Outcome(case, True, "abroad", None, None, "abroad")
    geocode = resolver.geocode(reading)
    assert geocode is not None
    away = None
    if geocode.lat is not None and geocode.lon is not None and case.lat is not None and case.lon is not None:
        away = distance_km(geocode.lat, geocode.lon, case.lat, case.lon)
    group = geocode.kind if geocode.match != "container" else "container"
    return Outcome(case, True, geocode.province, away, geocode.radius_km, group)


def share(part: int, whole: int) -> str:
    """Return a share as text."""
    return f"{part}/{whole} = {part / whole:.3f}" if whole else "none"


def same_province(one: str | None, other: str | None) -> bool:
    """Whether two names are one province to OCHA: its P-codes keep Halabja, young as it is, with its mother."""
    if one == other or one is None or other is None:
        return one == other
    named = load_gazetteer().province_named
    first, second = named(one), named(other)
    return first is not None and second is not None and first.pcode == second.pcode


def report(path: Path, show: int) -> None:
    """Print the scores of one table, and the cases that went wrong."""
    started = time.perf_counter()
    outcomes = [run(case) for case in read_cases(path)]
    taken = time.perf_counter() - started
    found = [o for o in outcomes if o.known]
    told = [o for o in found if o.case.province is not None] if path.suffix == ".jsonl" else outcomes
    right = [o for o in told if same_province(o.province, o.case.province)]
    placed = [o for o in outcomes if o.away is not None]
    near = [o for o in placed if o.near]
    print(f"{path.name}: {len(outcomes)} strings, {taken:.2f} s")
    print(f"  found           {share(len(found), len(outcomes))}")
    print(f"  province right  {share(len(right), len(told))}")
    print(f"  near enough     {share(len(near), len(placed))}")
    report_radii(placed)
    missed = _without(outcomes, found) | _without(told, right) | _without(placed, near)
    report_cases([o for o in outcomes if id(o) in missed][:show])


def report_cases(outcomes: list[Outcome]) -> None:
    """Print what was wanted and what was got."""
    for o in outcomes:
        print(f"    {o.case.text!r}: wanted {o.case.province}, got {o.province}, {o.away and round(o.away, 1)} km away")


def report_radii(placed: list[Outcome]) -> None:
    """Print how many true places lie within the radius, by class of precision."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in placed:
        groups[outcome.group].append(outcome)
    for group, members in sorted(groups.items(), key=lambda pair: -len(pair[1])):
        widths = sorted(o.radius or 0.0 for o in members)
        told = f"(median radius {widths[len(widths) // 2]} km)"
        print(f"  within radius   {group:<14} {share(sum(o.held for o in members), len(members))}  {told}")
    print(f"  within radius   {'all':<14} {share(sum(o.held for o in placed), len(placed))}")


def _without(outcomes: list[Outcome], others: list[Outcome]) -> set[int]:
    """Return which outcomes are not among the others, by identity: two cases may be equal."""
    return {id(o) for o in outcomes} - {id(o) for o in others}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", nargs="+", type=Path)
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    for path in options.tables:
        report(path, options.show)


if __name__ == "__main__":
    main()
