"""How fast, how large and how well divided a run over very many reports is.

usage: python benchmarks/scale.py [--reports N ...] [--jobs N ...] [--commands NAME ...] [--rounds N]
       python benchmarks/scale.py --rows N ... [--no-link] [--keep FOLDER]

Writes short reports made up by chance, all of which speak of the country and tell an incident, and runs the command on
them as a person would. Peak MB is that of the largest process. The ratio of two processes to one is taken from the best
rounds by the clock; on a machine that does other work too, see the processor's seconds beside it: what the ratio could
be at best is said after it.

With --rows no report is read: what is linked, drawn and written are the incidents of some reports at the places of
others.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from conflictmap.cli.manyrows import gathered
from conflictmap.export import formats_named
from conflictmap.gazetteer import SETTLEMENT_KINDS, load_gazetteer
from conflictmap.maps import save, webmap
from conflictmap.model import Report
from conflictmap.pipeline import Kit, outcomes_of
from conflictmap.record import COLUMNS
from conflictmap.sums import Total, totals

SEED = 20060912
FIRST_DAY = date(2003, 3, 20)
DAYS = 4_000
TELLINGS = (
    "Gunmen killed {n} policemen at a checkpoint in {place} on {day}, police said.",
    "A roadside bomb wounded {n} soldiers near {place} on {day}, an army officer said.",
    "A car bomb exploded in {place} on {day}, killing {n} people and wounding {m}, hospital officials said.",
    "Police found the bodies of {n} men in {place} on {day}, with gunshot wounds.",
    "{n} people were killed and {m} wounded when mortar rounds hit a house in {place} on {day}.",
    "An official was shot dead by unknown gunmen in a shop of {place} on {day}.",
)


BASE = 2_000
PLACED = ("lat", "lon", "alternatives", "place_text", *(c.name for c in COLUMNS if c.group == "where" and c.take))
"""Columns that say where."""


class Taken(NamedTuple):
    """What one run took."""

    seconds: float
    processor: float
    peak: float


def made_up(count: int) -> Iterator[dict[str, str]]:
    """Yield reports, the same ones in every run, in order of their days."""
    rng = random.Random(SEED)
    names = [place.name for place in load_gazetteer().places if place.kind in SETTLEMENT_KINDS]
    for number in range(count):
        day = FIRST_DAY + timedelta(days=number * DAYS // count)
        text = rng.choice(TELLINGS).format(
            n=rng.randint(2, 40), m=rng.randint(2, 90), place=rng.choice(names), day=day.strftime("%A")
        )
        yield {"id": f"r{number}", "text": f"{text} The report has the number {number}.", "published": day.isoformat()}


def incidents(count: int) -> Iterator[dict[str, Any]]:
    """Yield rows as `extract` writes them: what some reports tell, at the places of others, day by day."""
    reports = (Report(one["id"], one["text"], published=date.fromisoformat(one["published"])) for one in made_up(BASE))
    told = [row for outcome in outcomes_of(Kit(codes=()), reports) for row in outcome.rows if row["place_text"]]
    rng = random.Random(SEED)
    for number in range(count):
        what, where = rng.choice(told), rng.choice(told)
        day = (FIRST_DAY + timedelta(days=number * DAYS // count)).isoformat()
        yield {
            **what,
            **{name: where[name] for name in PLACED},
            "incident_id": f"r{number}-1",
            "report_id": f"r{number}",
            "sentence": what["sentence"].replace(what["place_text"], where["place_text"]),
            **dict.fromkeys(("published", "date_start", "date_end"), day),
        }


def taken(command: list[str]) -> Taken:
    """Run a command; return the seconds it took, those of the processor, and the largest process in MB."""
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - started
    if status:
        sys.exit(f"{' '.join(command)} failed")
    return Taken(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="+", default=[10_000])
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--commands", nargs="+", default=["extract"])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--rows", type=int, nargs="+", default=[])
    parser.add_argument("--no-link", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder for the files that --rows makes")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        map_of(options.one, options.keep, link=not options.no_link)
        return
    if options.rows:
        measure_map(options.rows, ["--no-link"] * options.no_link, options.keep)
        return
    least: dict[str, list[tuple[int, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for count in options.reports:
            inputs = Path(folder) / f"{count}.jsonl"
            with inputs.open("w", encoding="utf-8") as out:
                out.writelines(json.dumps(report) + "\n" for report in made_up(count))
            for name in options.commands:
                seconds = measure(name, inputs, count, options.jobs, options.rounds)
                least.setdefault(name, []).append((count, seconds))
    for name, ((few, first), *_, (many, last)) in ((name, runs) for name, runs in least.items() if len(runs) > 1):
        print(f"ratio: {name}, {many / few:.0f} times the reports ({many:,}): {last / first:.1f} times the seconds")


def map_of(count: int, folder: Path, *, link: bool) -> None:
    """Write the map of so many incidents and the files beside it, as the command does after it has read."""
    with gathered(incidents(count), link=link) as found:
        save(webmap(found.frames()), folder / "map.html")
        for form in formats_named():
            found.write(form, folder / f"incidents{form.suffixes[0]}")
        sums = totals(found.rows)
        print(f"{len(found.rows):,} rows, {sum(sums.values(), Total()).killed:,} killed", flush=True)


def measure_map(counts: list[int], more: list[str], keep: Path | None) -> None:
    """Print what the map of so many incidents takes, each in a process of its own."""
    with tempfile.TemporaryDirectory() as made:
        for count in counts:
            folder = (keep or Path(made)) / f"map{count}"
            folder.mkdir(exist_ok=True)
            run = taken([__file__, "--one", str(count), "--keep", str(folder), *more])
            sizes = ", ".join(f"{path.name} {path.stat().st_size / 1e6:.1f} MB" for path in sorted(folder.iterdir()))
            print(
                f"map {count:>10,} incidents {' '.join(more)}  {run.seconds:8.1f} s"
                f"  {run.processor:8.1f} s of processor  peak {run.peak:6.0f} MB  {sizes}",
                flush=True,
            )


def measure(name: str, inputs: Path, count: int, jobs: list[int], rounds: int) -> float:
    """Print what one command takes with each number of processes; return the least seconds."""
    best: dict[int, Taken] = {}
    for _ in range(rounds):
        for number in jobs:  # in turns, so that what else the machine does hits all alike
            ending = "out" if name == "map" else "out.jsonl"
            command = [name, str(inputs), "--jobs", str(number), "-o", str(inputs.with_name(ending))]
            best[number] = min(best.get(number, Taken(float("inf"), 0, 0)), taken(["-m", "conflictmap", *command]))
    for number, run in best.items():
        print(
            f"{name:8}{count:>10,} reports  --jobs {number}  {run.seconds:8.1f} s {count / run.seconds:7.0f} reports/s"
            f"  {run.processor:8.1f} s of processor  peak {run.peak:6.0f} MB",
            flush=True,
        )
    if {1, 2} <= best.keys():
        faster = best[1].seconds / best[2].seconds
        print(f"ratio: {name} of {count:,} reports, speed of two processes to one: {faster:.2f}")
    return min(run.seconds for run in best.values())


if __name__ == "__main__":
    main()
