"""How long a hundred incidents take at the desk, checked in a browser by the keys alone: machine time, nobody thinks.

usage: python benchmarks/desk.py [--incidents N] [--reports N]

An archive of made-up reports is written, the desk is opened in a process of its own, and the worst incidents are gone
through: most are confirmed, some get another count, another place, a note, some are rejected, merged, taken back. A
key is pressed when what the one before asked for is on the disk and shown.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browser import Visit, launched  # noqa: E402
from deskwork import make_archive, opened_id, press, running, seated, written  # noqa: E402

TOWNS = "Kut Amara Baquba Tikrit Ramadi Mosul Kirkuk Hilla Najaf Karbala Samarra Khalis Falluja Basra".split()
DEEDS = [
    "A car bomb killed {n} people and wounded {m} near a market in {town} on {day}, police said.",
    "Gunmen shot dead {n} policemen in {town} on {day}, a doctor said. A bomb wounded {m} people in {other}.",
    "Several people were killed when mortar rounds hit a street in {town} on {day}, residents said.",
    "Police found {n} bodies north of {town} on {day}, with wounds of bullets.",
]
FIRST = date(2006, 9, 1)
WAYS = {"confirm": 62, "count": 14, "place": 10, "note": 4, "reject": 6, "merge": 2, "undo": 2}


def texts(count: int) -> list[str]:
    """Made-up reports, the same each time."""
    rng = random.Random(11)
    made = []
    for _ in range(count):
        day = f"{FIRST + timedelta(days=rng.randrange(300)):%B %-d, %Y}"
        town, other = rng.sample(TOWNS, 2)
        told = {"n": rng.randrange(2, 40), "m": rng.randrange(3, 90), "town": town, "other": other, "day": day}
        made.append(rng.choice(DEEDS).format(**told))
    return made


def check(visit: Visit, way: str) -> None:
    """Check the incident that is open and go on to the next one."""
    keyboard, incident = visit.page.keyboard, opened_id(visit)
    if way == "count":
        press(visit, "e")
        visit.page.focus("#cmd-killed")
        visit.page.fill("#cmd-killed", "7-9")
        press(visit, "Enter", "c")
    elif way == "place":
        press(visit, "1", "c")
    elif way == "note":
        press(visit, "n")
        keyboard.type("seen in two papers")
        press(visit, "Enter", "c")
    elif way == "undo":
        press(visit, "s", "u", "c")
    else:
        press(visit, {"confirm": "c", "reject": "x", "merge": "m"}[way])
        if opened_id(visit) == incident:  # there was none to merge it with
            press(visit, "c")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--incidents", type=int, default=100, help="how many to check")
    parser.add_argument("--reports", type=int, default=150, help="how many reports the archive holds")
    options = parser.parse_args()
    ways = random.Random(4).choices(list(WAYS), weights=list(WAYS.values()), k=options.incidents)
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        archive = make_archive(Path(folder) / "bench.gpkg", texts(options.reports))
        with running(archive) as desk, seated(browser, desk) as visit:
            press(visit, "Shift")
            times = []
            begin = time.perf_counter()
            for way in ways:
                start = time.perf_counter()
                check(visit, way)
                times.append(time.perf_counter() - start)
            whole = time.perf_counter() - begin
            told = visit.page.inner_text("#cmd-checked")
            assert visit.errors == [], visit.errors
        kept = Counter(made.action for made in written(archive))
    ordered = sorted(times)
    print(
        f"{options.incidents} incidents in {whole:.1f} s: {whole / options.incidents:.2f} s an incident of machine time"
    )
    print(f"median {statistics.median(times):.2f} s, nine in ten below {ordered[int(0.9 * len(ordered))]:.2f} s")
    print(f"the page says: {told}; the archive holds {', '.join(f'{n} {action}' for action, n in kept.most_common())}")


if __name__ == "__main__":
    main()
