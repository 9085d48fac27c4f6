"""How many location strings a second the geocoder reads on one core, and how long it takes to get ready.

usage: python benchmarks/bench_geocode.py [--strings N] [--places M]

Strings are made from the gazetteer's own names and spellings in the styles of reports, no two alike; a second pass
over the same strings shows what memory saves. With --places the gazetteer is filled up to M rows with made-up villages.
Beside it stand geotext and flashgeotext, which find names of a list of cities and countries of the world in a text: no
relations, no kinds of places, no choice between places of one name, and no place that is not in their lists.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from conflictmap.defaults import load_language
from conflictmap.gazetteer import Gazetteer, Place, load_gazetteer
from conflictmap.geocoding.resolver import Resolver

TEMPLATES = (
    "{a}",
    "{a}, {b}",
    "{a}, west {b}",
    "near {a}, {b}",
    "{n} km south of {a}",
    "{a}, {n} miles north-east of {b}",
    "between {a} and {b}",
    "bodies found in {a}",
    "checkpoint near {a}, {b}",
    "{a} district, {b}",
    "a village north of {a}",
    "police station in {a}, {b} province",
    "Hay {a}, {b}",
)
UNKNOWN = ("{u} Street, {b}", "house of {u}, {a}", "{u} village, {b} province", "{u}")
SYLLABLES = "ba da ra ma na sa ha ja ka la ta wa za qi di ri mi ni si hi ji ki li ti bu du ru mu nu su hu ghu".split()


def made_up(rng: random.Random) -> str:
    """Return a name that no place bears."""
    return "".join(rng.choice(SYLLABLES) for _ in range(rng.randint(3, 5))).capitalize()


def filled(gazetteer: Gazetteer, count: int, rng: random.Random) -> Gazetteer:
    """Return the gazetteer with so many rows, made-up villages added."""
    west, south, east, north = gazetteer.country.bbox
    extra = [
        Place(
            f"x-{i}",
            made_up(rng),
            "village",
            rng.uniform(south, north),
            rng.uniform(west, east),
            1.5,
            province=rng.choice(gazetteer.country.provinces).name,
            aliases=(made_up(rng), made_up(rng), made_up(rng)),
        )
        for i in range(count - len(gazetteer.places))
    ]
    return replace(gazetteer, places=(*gazetteer.places, *extra))


def strings(
    gazetteer: Gazetteer, count: int, rng: random.Random, templates: Sequence[str] = TEMPLATES
) -> Iterator[str]:
    """Yield location strings, no two alike."""
    towns = [p.name for p in gazetteer.places if p.kind in ("city", "town")]
    names = [n for p in gazetteer.places for n in (p.name, *p.aliases) if n.isascii()]
    seen: set[str] = set()
    while len(seen) < count:
        text = rng.choice(templates).format(
            a=rng.choice(names), b=rng.choice(towns), n=rng.randint(2, 60), u=made_up(rng)
        )
        if text not in seen:
            seen.add(text)
            yield text


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--strings", type=int, default=20_000)
    parser.add_argument("--places", type=int, default=0)
    options = parser.parse_args()
    rng = random.Random(7)
    started = time.process_time()
    gazetteer = load_gazetteer()
    print(f"gazetteer: {len(gazetteer.places)} places loaded in {1000 * (time.process_time() - started):.0f} ms")
    if options.places:
        gazetteer = filled(gazetteer, options.places, rng)
        print(f"filled up to {len(gazetteer.places)} places")
    started = time.process_time()
    resolver = Resolver(gazetteer, load_language())
    print(f"index: {1000 * (time.process_time() - started):.0f} ms")
    started = time.process_time()
    for text in ("Xarabad, Baghdad", "20 km south of Kirkuk"):
        resolver.read(text)
    print(f"looser indexes, at the first unknown name: {1000 * (time.process_time() - started):.0f} ms")
    known = list(strings(gazetteer, options.strings, rng))
    unknown = list(strings(gazetteer, options.strings // 10, rng, UNKNOWN))
    places = partial(placed, resolver)
    rates = [
        rate(label, texts, places)
        for label, texts in (("new strings", known), ("the same again", known), ("of unknown names", unknown))
    ]
    for name, finds in others():
        theirs = rate(name, known, finds)
        print(f"ratio: new strings, of {name}'s speed: {rates[0] / theirs:.2f}")


def rate(label: str, texts: Sequence[str], finds: Callable[[str], bool]) -> float:
    """Print how many strings a second are read, and how many are found; return the first."""
    started = time.process_time()
    found = sum(map(finds, texts))
    taken = time.process_time() - started
    print(f"{label}: {len(texts) / taken:,.0f} strings/s ({found} of {len(texts)} placed)")
    return len(texts) / taken


def placed(resolver: Resolver, text: str) -> bool:
    """Tell whether a string is given a place."""
    reading = resolver.read(text)
    return reading is not None and resolver.geocode(reading) is not None


def others() -> Iterator[tuple[str, Callable[[str], bool]]]:
    """Yield other geocoders by name, of those that are installed."""
    try:
        from geotext import GeoText  # noqa: PLC0415 - an extra

        yield "geotext", lambda text: bool(GeoText(text).cities)
    except ImportError:
        print("geotext is not installed")
    try:
        import flashgeotext.geotext  # noqa: PLC0415 - an extra

        finder = flashgeotext.geotext.GeoText()
        yield "flashgeotext", lambda text: bool(finder.extract(text)["cities"])
    except ImportError:
        print("flashgeotext is not installed")


if __name__ == "__main__":
    main()
