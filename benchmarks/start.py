"""How long the command takes that does nothing, and the one that the README begins with.

usage: python benchmarks/start.py [--rounds N]

Each is a new process, best of N; the first round, which reads all files for the first time, is told apart.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def seconds(*words: str) -> float:
    """Return how long the command takes."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "conflictmap", *words], check=True, capture_output=True, cwd=ROOT)
    return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for name, words in (("--help", ["--help"]), ("map of the examples", ["map", "examples/", "-o", folder])):
            first, *more = (seconds(*words) for _ in range(options.rounds))
            print(f"{name}: {min(more):.2f} s, the first time {first:.2f} s")


if __name__ == "__main__":
    main()
