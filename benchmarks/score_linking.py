"""Score linking on the labelled reports of the tests, and print what is wrong in the half that may be read.

usage: python benchmarks/score_linking.py [FOLDER] [--show]

FOLDER holds reports.jsonl and gold.json; by default those of tests/data/linking. Precision and recall count pairs of
rows of two reports; lost are pairs of which the reader found only one side. First of rows made of the labels, which is
what linking does by itself, then of what the reader makes of the texts.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from linkingcases import DATA, LinkingSet, score  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    print("| rows | half | pairs joined | precision | recall | lost to reading |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for what, made in (("labels", LinkingSet.by_hand(options.folder)), ("as read", LinkingSet.load(options.folder))):
        for half, unread in (("read", False), ("unread", True)):
            found = score(made, unread=unread)
            print(f"| {what} | {half} | {found.joined} | {found.precision:.3f} | {found.recall:.3f} | {found.lost} |")
        if options.show:
            _show(made)


def _show(made: LinkingSet) -> None:
    found = score(made, unread=False)
    told = {
        row["incident_id"]: f"{row['kind']} {row['place']} {row['date_start']}: {row['sentence']}" for row in made.rows
    }
    for name, pairs in (("wrong", found.wrong), ("missed", found.missed)):
        for pair in pairs:
            print(name, *(f"\n   {one} {told[one][:300]}" for one in pair))


if __name__ == "__main__":
    main()
