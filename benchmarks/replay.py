"""Do corrections hold when the rules change? Figures of a replay over two versions of conflictmap.

usage: python benchmarks/replay.py FOLDER

FOLDER holds NAME.jsonl for each labelled set of tests/data/reports, written by another version of conflictmap:
`conflictmap extract tests/data/reports/NAME.reports.jsonl -o FOLDER/NAME.jsonl` in a worktree of an older commit. A
made-up person checks what that version read against the labels: confirms what is right, edits what is not, moves what
lies in another province, rejects what is no incident, adds what was missed, merges and splits neighbours; takes every
tenth back. All of it is then applied to what is read today, where every id is given anew as in an archive that is built
again, and where ids were inherited as `conflictmap add --again` does. Told are how many corrections found an incident
(the others are told, not dropped), and how many the very one: `same` is paired with the same label as then, or with
none then and now; `lost` with none any more; `new` with one now; `wrong` with another one. `read` are additions that
are read by themselves now.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from conflictmap.corrections import Correction, apply_corrections, correction_of, inherit  # noqa: E402
from conflictmap.geocoding import place  # noqa: E402
from conflictmap.record import record  # noqa: E402
from conflictmap.scoring import COUNTS, Facts, labelled, load_reports, of_row, our_sets, pair, read_report, sets_of  # noqa: E402

Row = dict[str, Any]
WHEN = "2026-01-01T00:00:{:02}"


def main() -> None:
    found: dict[str, Counter[str]] = {"built again": Counter(), "read again": Counter()}
    for name in sets_of(our_sets()):
        gold = json.loads((our_sets() / f"{name}.gold.json").read_text(encoding="utf-8"))
        old: dict[str, list[Row]] = defaultdict(list)
        for line in (Path(sys.argv[1]) / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            old[row["report_id"]].append(row)
        for report in load_reports(our_sets() / f"{name}.reports.jsonl"):
            then, golds = old[report.id], gold[report.id]
            now = [record(item) for item in read_report(report)]
            corrections = list(checked(then, golds, found["built again"]))
            kept = inherit(report.id, then, now, [], []).rows
            for how, rows in (("built again", now), ("read again", list(kept))):
                found[how].update(outcome(then, rows, golds, corrections))
    for how, counted in found.items():
        print(f"\n{how}\n")
        print_table(counted)


def checked(rows: list[Row], golds: list[dict[str, Any]], before: Counter[str]) -> Iterator[Correction]:
    """Yield what a person says who knows the labels, and what of it is taken back."""
    report = str(rows[0]["report_id"]) if rows else ""
    said = [correction for correction in sayings(report, rows, golds) if correction.report_id]
    made = [replace(c, correction_id="", made_at=WHEN.format(n % 60)) for n, c in enumerate(said)]
    yield from made
    start = -sum(before[name] for name in before if name.endswith(" said")) % 10
    yield from (Correction("", "undo", value=c.correction_id, made_at="2026-01-02") for c in made[start::10])


def sayings(report: str, rows: list[Row], golds: list[dict[str, Any]]) -> Iterator[Correction]:
    facts = [labelled(one) for one in golds]
    pairs = {read: true for true, read in pair(facts, [of_row(row) for row in rows])}
    for at, row in enumerate(rows):
        if at in pairs:
            yield from put_right(row, facts[pairs[at]], golds[pairs[at]])
        else:
            yield correction_of(row, "reject")
        if at and at % 3 == 0:
            yield correction_of(row, "merge" if at % 2 else "split", other=rows[at - 1])
    yield from (added(report, one) for at, one in enumerate(golds) if at not in pairs.values())


def put_right(row: Row, true: Facts, gold: dict[str, Any]) -> Iterator[Correction]:
    same = true.agreement(of_row(row))
    if all(same.values()):
        yield correction_of(row, "confirm")
    if not same["kind"]:
        yield correction_of(row, "edit", column="kind", value=gold["kinds"][0])
    for name in COUNTS:
        if not same[name]:
            low, high = getattr(true, name) or (None, None)
            yield correction_of(row, "edit", column=f"{name}_low", value="" if low is None else str(low))
            yield correction_of(row, "edit", column=f"{name}_high", value="" if high is None else str(high))
    if not same["province"]:
        spot = place(gold["places"][0]) if gold["places"] else None
        yield correction_of(row, "move", value=f"{spot.lat},{spot.lon}" if spot and spot.lat else "33.3,44.4")


def added(report: str, gold: dict[str, Any]) -> Correction:
    told: dict[str, Any] = {"kind": gold["kinds"][0], "date_start": gold.get("date")}
    for name in COUNTS:
        if gold.get(name):
            told |= {f"{name}_low": gold[name][0], f"{name}_high": gold[name][1]}
    told = {name: value for name, value in told.items() if value is not None}
    return Correction(
        "", "add", value=json.dumps(told), report_id=report, sentence=gold.get("evidence") or "", why="missed"
    )


def outcome(
    then: list[Row], now: list[Row], golds: list[dict[str, Any]], corrections: list[Correction]
) -> Counter[str]:
    """Return how many corrections of each action there are, found an incident, and the very one."""
    made = apply_corrections(now, corrections)
    before, after = labels_of(then, golds), labels_of(now, golds)
    back = {c.value for c in corrections if c.action == "undo"}
    unmatched = {item.correction.correction_id for item in made.unmatched}
    counted = Counter({"add read": len(made.gone - made.rejected)})
    for c in corrections:
        counted[f"{c.action} said"] += c.action != "undo"
        if c.correction_id in back:
            continue
        counted[f"{c.action} all"] += 1
        counted[f"{c.action} {'told' if c.correction_id in unmatched else 'found'}"] += 1
        if c.correction_id in made.found and c.action != "add":
            counted[f"{c.action} {fate(before.get(c.incident_id), after.get(made.found[c.correction_id]))}"] += 1
    return counted


def labels_of(rows: list[Row], golds: list[dict[str, Any]]) -> dict[str, int]:
    pairs = pair([labelled(one) for one in golds], [of_row(row) for row in rows])
    return {rows[read]["incident_id"]: true for true, read in pairs}


def fate(then: int | None, now: int | None) -> str:
    if then == now:
        return "same"
    if now is None:
        return "lost"
    return "new" if then is None else "wrong"


def print_table(counted: Counter[str]) -> None:
    """Print a row an action."""
    names = ("all", "found", "told", "same", "lost", "new", "wrong", "read")
    print(f"| action | {' | '.join(names)} |\n| --- |{' ---: |' * len(names)}")
    actions = sorted({key.split()[0] for key in counted})
    for action in actions:
        print(f"| `{action}` | {' | '.join(str(counted[f'{action} {name}']) for name in names)} |")
    print(f"| all | {' | '.join(str(sum(counted[f'{action} {name}'] for action in actions)) for name in names)} |")


if __name__ == "__main__":
    main()
