"""How wide a radius must be to hold nine true places in ten, for places that words lead to.

usage: python benchmarks/calibrate_radius.py [--pairs N]

Reporters round: a place 37 km away on a bearing of 205 degrees becomes "35 km south" or "about 40 km south-west". Pairs
of a town and a village from the gazetteer are told in such words, read again, and the true place looked for. The shares
found decide the figures under [derived] in rules/precision.toml; those of the classes come from points of coders, see
coded_places.py.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import defaultdict
from collections.abc import Iterator

from conflictmap.gazetteer import Place, load_gazetteer
from conflictmap.geocoding import place
from conflictmap.geometry import BEARINGS, bearing, distance_km

WORDS = {
    "N": "north", "NE": "north-east", "E": "east", "SE": "south-east", "S": "south", "SW": "south-west", "W": "west",
    "NW": "north-west",
}  # fmt: skip
FAR_KM = 80.0
NEAR_KM = 7.0
ASIDE_KM = 14.0
"""The further off, the less likely "near X" and "south of X" are said: by a factor of e each so many km."""

COARSE = 0.35
"""Share of reports that know four directions only."""


def direction(towards: float, rng: random.Random) -> str:
    """Return the compass word a reporter would use."""
    points = "N E S W".split() if rng.random() < COARSE else list(WORDS)
    return WORDS[min(points, key=lambda p: abs((BEARINGS[p] - towards + 180) % 360 - 180))]


def told(town: Place, true: Place, away: float, rng: random.Random) -> dict[str, str]:
    """Return the ways in which the place of `true` may be told by `town`, by class."""
    towards = direction(bearing(town.lat, town.lon, true.lat, true.lon), rng)
    step = 10 if away > 40 else 5 if away > 12 else 1
    rounded = max(1, step * round(away * rng.uniform(0.85, 1.15) / step))
    ways = {"distance and direction": f"{rounded} km {towards} of {town.name}, {town.province} province"}
    beyond = max(0.0, away - town.radius_km)
    if rng.random() < math.exp(-beyond / NEAR_KM):
        ways["near"] = f"near {town.name}, {town.province} province"
    if rng.random() < math.exp(-beyond / ASIDE_KM):
        ways["direction only"] = f"{towards} of {town.name}, {town.province} province"
    return ways


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=4000)
    options = parser.parse_args()
    tally: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for true, name, text in tellings(options.pairs):
        found = place(text)
        if found is not None and found.lat is not None and found.lon is not None and found.radius_km is not None:
            tally[name].append((distance_km(found.lat, found.lon, true.lat, true.lon), found.radius_km))
    report(tally)


def tellings(pairs: int) -> Iterator[tuple[Place, str, str]]:
    """Yield true places, each with the class of words that tell it and the words, for so many pairs of places."""
    rng = random.Random(11)
    rows = load_gazetteer().places
    towns = [p for p in rows if p.kind in ("city", "town")]
    villages = [p for p in rows if p.kind in ("village", "town")]
    for _ in range(pairs):
        true = rng.choice(villages)
        # The nearer and larger a town is, the likelier it is the one that the report goes by.
        near = sorted(towns, key=lambda t: distance_km(t.lat, t.lon, true.lat, true.lon) / (t.radius_km + 1))
        town = near[rng.choice((1, 1, 2, 3))]
        away = distance_km(town.lat, town.lon, true.lat, true.lon)
        if town is true or away > FAR_KM or town.province != true.province:
            continue
        yield from ((true, name, text) for name, text in told(town, true, away, rng).items())


def report(tally: dict[str, list[tuple[float, float]]]) -> None:
    """Print for each class how many true places the radius holds, and how wide it would have to be for nine in ten."""
    for name, pairs in tally.items():
        held = sum(away <= radius for away, radius in pairs) / len(pairs)
        need = sorted(away / radius for away, radius in pairs)[int(0.9 * len(pairs))]
        widths = sorted(radius for _, radius in pairs)
        print(f"{name:<24} {len(pairs)} strings, held {held:.3f}, median radius {widths[len(widths) // 2]:.1f} km, "
              f"nine in ten within {need:.2f} of the radius")  # fmt: skip


if __name__ == "__main__":
    main()
