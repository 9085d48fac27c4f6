"""Score the reader on labelled reports and print a table.

usage: python benchmarks/score_reports.py [FOLDER] [NAME ...] [--halves]

FOLDER holds NAME.reports.jsonl and NAME.gold.json; by default the sets of the tests. Without names every set of the
folder is scored. How incidents are paired is told in conflictmap/scoring/scores.py, what a record holds in
tests/data/reports/README.md. With --halves each set has three rows: all of it, the half that may be
looked at, and the half of which only figures are (ids with an odd crc32). Figures told to others are those of the last.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from conflictmap.scoring import halves, our_sets, sets_of, table  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=our_sets())
    parser.add_argument("names", nargs="*")
    parser.add_argument("--halves", action="store_true")
    options = parser.parse_args()
    names = options.names or sets_of(options.folder)
    parts = ("", " read", " unread") if options.halves else ("",)
    rows = (
        (name, part, made) for name in names for part, made in zip(parts, halves(options.folder, name), strict=False)
    )
    print(table((name + part, made) for name, part, made in rows))


if __name__ == "__main__":
    main()
