"""Fit the weights of coreference (``rules/coreference.toml``) on labelled reports by coordinate ascent.

    python benchmarks/fit_coreference.py FOLDER/NAME [...] [--table report] [--only far] [--rounds 1] [--write]

Each argument names a labelled set: ``FOLDER/NAME.reports.jsonl`` and ``FOLDER/NAME.gold.json``. Reports whose id has an
even checksum are fitted on; the others are only measured, before and after, so that a weight fitted to single texts
shows. Every weight is tried a step up and down, and halved steps where neither helps; a change is kept if the records
that are wholly right, and the incidents found, rise together. Prints both halves before and after; ``--write`` puts the
weights that changed into the file, comments kept.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections.abc import Iterator, MutableMapping
from importlib.resources import files
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from conflictmap.extraction.tellings.telling import load_weights  # noqa: E402
from conflictmap.scoring import Score, labelled, load_reports, read_off, read_report  # noqa: E402

STEPS = (1.0, 0.5)
"""By how much a weight is moved, the larger step first."""
Half = list[tuple[Any, list[Any]]]


def halves(names: list[str]) -> tuple[Half, Half]:
    """Load labelled sets and part them into the reports to fit on and those to check with."""
    fitted: Half = []
    checked: Half = []
    for name in map(Path, names):
        gold = json.loads(name.with_name(f"{name.name}.gold.json").read_text(encoding="utf-8"))
        for report in load_reports(name.with_name(f"{name.name}.reports.jsonl")):
            records = [labelled(record) for record in gold[report.id]]
            (checked if zlib.crc32(report.id.encode()) % 2 else fitted).append((report, records))
    return fitted, checked


def measure(half: Half) -> dict[str, float]:
    """Score the reports of a half with the weights as they are."""
    score = Score()
    for report, records in half:
        score.add(records, [read_off(item) for item in read_report(report)])
    return cast("dict[str, float]", score.figures)


def worth(figures: dict[str, float]) -> float:
    """Return what is maximised: records wholly right, and a little for incidents found."""
    return figures["whole"] + 0.5 * figures["f1"]


def ascend(weights: MutableMapping[str, float], names: list[str], half: Half) -> Iterator[tuple[str, float, float]]:
    """Move each weight in turn; yield those that changed, with the value before and after."""
    best = worth(measure(half))
    for name in names:
        before = weights[name]
        for move in (sign * step for step in STEPS for sign in (1, -1)):
            weights[name] = round(before + move, 2)
            found = worth(measure(half))
            if found > best + 1e-9:
                best = found
                yield name, before, weights[name]
                break
            weights[name] = before


def write_back(table: str, changed: dict[str, float]) -> None:
    """Put new weights into the file, its comments kept."""
    path = Path(str(files("conflictmap") / "rules" / "coreference.toml"))
    head, mark, rest = path.read_text(encoding="utf-8").partition(f"[{table}]")
    body, other, tail = rest.partition("\n[")
    for name, value in changed.items():
        body = re.sub(rf"^({name} = )\S+", rf"\g<1>{value}", body, flags=re.MULTILINE)
    path.write_text(head + mark + body + other + tail, encoding="utf-8")


def told(half: str, figures: dict[str, float]) -> str:
    """Return one line of figures."""
    return f"{half:8} f1 {figures['f1']:.3f}  whole {figures['whole']:.3f}  killed {figures['killed']:.3f}"


def main() -> None:
    """Fit, and print what changed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--table", choices=["clauses", "report"], default="report")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    fitted, checked = halves(given.sets)
    weights = cast("MutableMapping[str, float]", load_weights()[given.table])
    for half, reports in (("fitted", fitted), ("checked", checked)):
        print("before", told(half, measure(reports)))
    changed: dict[str, float] = {}
    for _ in range(given.rounds):
        for name, before, after in ascend(weights, given.only or list(weights), fitted):
            print(f"       {name}: {before} -> {after}", flush=True)
            changed[name] = after
    for half, reports in (("fitted", fitted), ("checked", checked)):
        print("after ", told(half, measure(reports)))
    if given.write:
        write_back(given.table, changed)


if __name__ == "__main__":
    main()
