"""Count the well-known names that a one-sentence report loses when nothing beside them tells the country.

usage: python benchmarks/home_names.py [--show]

Each name of ``home_names.csv`` (name, province; several provinces with ``|``) stands in each of seven sentences, one
that men bear ("Mansour was hit") only in those in which a place must be meant. Lost is
a sentence that yields no incident or one that is left out as abroad or unplaced; astray is one in another province.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import conflictmap as cm
from conflictmap.defaults import load_language
from conflictmap.gazetteer import load_gazetteer
from conflictmap.geocoding import resolver_for
from conflictmap.model import Report

NAMES = Path(__file__).with_name("home_names.csv")

SENTENCES = (
    "Four people died when a bomb went off in {name} on Sunday, a medic said.",
    "Gunmen opened fire near {name}, killing two guards and a cook.",
    "{dateline} - Three policemen were wounded by a mine.",
    "A rocket struck {name} late on Wednesday and injured seven.",
)

AS_SUBJECT = (
    "{opening} was shaken by a car bomb on Sunday that killed four shoppers.",
    "On Monday {name} was the scene of a suicide attack that killed six policemen.",
    "{opening}, rocked by two car bombs, was under curfew on Sunday; six people died.",
)


def sentences(name: str) -> Iterator[str]:
    """Yield the sentences with a name in them."""
    mans = resolver_for(load_gazetteer(), load_language()).is_mans(name)
    for sentence in SENTENCES if mans else SENTENCES + AS_SUBJECT:
        opening, dateline = name[:1].upper() + name[1:], name.removeprefix("the ").upper()
        yield sentence.format(name=name, opening=opening, dateline=dateline)


def outcome(text: str, provinces: set[str]) -> str:
    """Return ``"right"``, ``"astray in X"`` or the reason why nothing is placed."""
    report = Report("home", text, published=date(2006, 9, 12))
    rows = list(cm.geocode(cm.extract(report)))
    if not rows:
        return "no incident"
    row = rows[0]
    if row.left_out:
        return str(row.left_out)
    found = row.geocode.province if row.geocode else None
    return "right" if (found or "") in provinces else f"astray in {found}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--show", action="store_true", help="print each sentence that is lost or astray")
    options = parser.parse_args()
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts: Counter[str] = Counter()
    for row in rows:
        for text in sentences(row["name"]):
            got = outcome(text, set(row["province"].split("|")))
            counts[got.split(" in ")[0]] += 1
            if options.show and got != "right":
                print(f"  {got:<24} {text}")
    whole = sum(counts.values())
    lost = whole - counts["right"] - counts["astray"]
    print(f"{len(rows)} names, {whole} sentences: lost {lost}, astray {counts['astray']}")
    print(", ".join(f"{reason} {number}" for reason, number in counts.most_common()))


if __name__ == "__main__":
    main()
