"""Read thousands of made-up hostile reports and files, and hold what comes out against what must hold of all of them.

    python benchmarks/fuzz.py [--reports 10000] [--files 5000] [--seed 0]

The same seed makes the same reports. A failure is told with its seed; the run goes on, and ends with 1.
`tests/fuzzing.py` makes them and says what must hold; `tests/test_fuzz.py` runs a few hundred.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

import fuzzing

CHUNK = 500  # reports whose rows are written together


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    seeds = range(asked.seed, asked.seed + asked.reports)
    faults: Counter[str] = Counter()
    incidents = read = 0
    for start in range(0, len(seeds), CHUNK):
        chunk, rows = seeds[start : start + CHUNK], list[dict[str, Any]]()
        for seed in chunk:
            with told(faults, f"report of seed {seed}"):
                rows += fuzzing.check_report(fuzzing.made_report(seed))
        with told(faults, f"outputs of seeds {chunk[0]} to {chunk[-1]}"):
            fuzzing.check_outputs(rows)
        incidents += len(rows)
        print(f"{start + len(chunk):,} reports, {incidents:,} incidents, {faults.total()} faults", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(asked.seed, asked.seed + asked.files):
            with told(faults, f"file {fuzzing.made_file(seed)[0]} of seed {seed}"):
                read += fuzzing.check_file(Path(folder), seed)
    print(f"{asked.files:,} files, {read:,} reports in them, {faults.total()} faults")
    for fault, count in faults.most_common(10):
        print(f"{count:6} {fault}")
    return 1 if faults else 0


@contextmanager
def told(faults: Counter[str], what: str) -> Iterator[None]:
    """Tell a fault with what it is of, the first of each kind with its traceback, and go on."""
    try:
        yield
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        kind = f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
        faults[kind] += 1
        print(f"FAULT {what}: {kind}: {str(error)[:200]}")
        if faults[kind] == 1:
            traceback.print_exc()


if __name__ == "__main__":
    sys.exit(main())
