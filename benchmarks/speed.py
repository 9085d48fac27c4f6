"""How long it takes to read and place a corpus, next to what spaCy needs merely to split the same text into tokens.

usage: python benchmarks/speed.py [CORPUS] [--rounds N] [--profile]

CORPUS is whatever `conflictmap extract` reads (.jsonl, also packed with gzip). Without one, the labelled reports of the
tests are mixed with reports about other things, made from sentences of our own. Both are timed in turns in one process
on one core, and the best round of each counts. The first line is what the commands do: a report that names nothing of
the country is put aside unread. The second reads every report all the same. --profile says in which rooms and functions
the time of the second goes.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import spacy

from conflictmap.defaults import extract, load_language
from conflictmap.gazetteer import Gazetteer, load_gazetteer
from conflictmap.geocoding import geocode
from conflictmap.language import Language
from conflictmap.model import Report
from conflictmap.pipeline import process
from conflictmap.reports import read

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests" / "data" / "reports"
SHARE = 10
"""Of so many made-up reports one is about violence: most of what an agency sends is about other things."""

FILLER = (
    "The central bank left its main rate at {n}.{m} percent, saying that prices had risen less than {who} expected.",
    "Shares of {who} fell {m} percent to {n}.{k} after it cut its forecast for the quarter to {k} million.",
    "{town} won {m}-1 with two late goals before {k} spectators and now lead the table by {n} points.",
    "Negotiators from {n} countries met in {town} on {month} {m} for a second day of talks on fisheries.",
    "A strike by airport staff in {town} entered its {n}th day, leaving {k} travellers stranded.",
    "{who} said the probe had sent back {k} pictures from {n} million km away, the sharpest so far.",
    "The minister told parliament in {town} that the budget of {k} million would be put to a vote by {month}.",
    "Engineers in {town} began to repair the oldest of {n} water works, which serves {k} people.",
    "The film by {who} opens in {month} and tells of two sisters who inherit a lighthouse near {town}.",
    "Rain is expected to ease by {month} {m}, but rivers near {town} remain high, said {who}.",
    "The court in {town} adjourned the case of {who} until {month} {n} after a witness failed to appear.",
    "Doctors in {town} said that {n} of {k} patients had recovered within a week.",
    "The company, which employs {k} people in {n} countries, declined to comment on {who}.",
    "Voters in {town} and {n} other towns go to the polls in {month} for the third time since {month}.",
)
SYLLABLES = "ar be con dal el far gor hin is jor kal lem mon ner os per quin ras sol tam ur vel wes yor zan".split()
MONTHS = "January February March April May June July August September October November December".split()


def filler(rng: random.Random) -> str:
    """Return a sentence about something else, with names and numbers that hardly come twice, as in real news."""

    def name(parts: int) -> str:
        return "".join(rng.choice(SYLLABLES) for _ in range(parts)).capitalize()

    return rng.choice(FILLER).format(
        n=rng.randint(2, 30),
        m=rng.randint(2, 9),
        k=f"{rng.randint(1, 999)},{rng.randint(100, 999)}",
        who=f"{name(2)} {name(3)}",
        town=name(3),
        month=rng.choice(MONTHS),
    )


def made_up(count: int) -> Iterator[Report]:
    """Yield reports, the same ones in every run: the labelled ones in turn, and filler between them."""
    rng = random.Random(20060912)
    told = list(read(*sorted(LABELLED.glob("*.reports.jsonl"))))
    for number in range(count):
        if number % SHARE == 0:
            yield told[number // SHARE % len(told)]
        else:
            title, *body = (filler(rng) for _ in range(rng.randint(2, 5)))
            yield Report(f"filler{number}", " ".join(body), title)


def best(rounds: int, *jobs: Callable[[], object]) -> list[float]:
    """Return the shortest time in seconds of each job, run in turns."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, taken in zip(jobs, times, strict=True):
            started = time.perf_counter()
            job()
            taken.append(time.perf_counter() - started)
    return [min(taken) for taken in times]


def place_all(reports: Iterable[Report], language: Language, gazetteer: Gazetteer) -> int:
    """Read and place all reports; return the number of incidents."""
    return sum(len(geocode(extract(report, language), gazetteer, language=language)) for report in reports)


def profile(reports: Sequence[Report], language: Language, gazetteer: Gazetteer) -> None:
    """Print the functions and the rooms that take the most time themselves, built-in functions left out."""
    profiler = cProfile.Profile()
    profiler.runcall(place_all, reports, language, gazetteer)
    stats = pstats.Stats(profiler)
    rooms: Counter[str] = Counter()
    total = 0.0
    for (file, _, _), (_, _, own, _, _) in stats.stats.items():  # type: ignore[attr-defined]
        parts = Path(file).parts
        inside = parts[parts.index("conflictmap") + 1 :] if "conflictmap" in parts else ("elsewhere",)
        rooms["/".join(inside)] += own
        total += own
    for room, own in rooms.most_common(15):
        print(f"  {own / total:6.1%}  {room}")
    stats.sort_stats("tottime").print_stats(25)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--reports", type=int, default=2000, help="size of the made-up corpus")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    reports = list(read(options.corpus) if options.corpus else made_up(options.reports))
    texts = [f"{report.title}\n{report.text}" for report in reports]
    print(f"{len(reports)} reports, {sum(map(len, texts)):,} characters")

    started = time.perf_counter()
    language, gazetteer = load_language(), load_gazetteer()
    place_all([Report("first", "A car bomb killed six people in Mosul, Iraq.")], language, gazetteer)
    print(f"rules, gazetteer and index ready after {time.perf_counter() - started:.2f} s")
    if options.profile:
        profile(reports, language, gazetteer)
        return
    tokenizer = spacy.blank("en").tokenizer
    incidents = place_all(reports, language, gazetteer)
    ours, everything, spacys = best(
        options.rounds,
        lambda: [process(report, language=language, gazetteer=gazetteer) for report in reports],
        lambda: place_all(reports, language, gazetteer),
        lambda: [tokenizer(text) for text in texts],
    )
    for what, taken in (
        ("as the commands do it", ours),
        (f"every report read, {incidents} incidents", everything),
        ("spaCy, tokens only", spacys),
    ):
        print(f"{what:36}{taken:6.2f} s  {len(reports) / taken:7.0f} reports/s  {taken / spacys:5.2f} x spaCy")
    print(f"ratio: time to read and place, of spacy.blank('en') for the tokens: {ours / spacys:.2f}")
    print(f"ratio: the same where every report is read: {everything / spacys:.2f}")


if __name__ == "__main__":
    main()
