"""Score what was read of labelled reports: which incidents were found, and which of their facts are right.

A gold set is two files: ``NAME.reports.jsonl`` (one report a line) and ``NAME.gold.json`` ({report id: [record]}); what
a record holds is told in ``tests/data/reports/README.md``. Incidents of gold and of the reader are paired report by
report, those that agree most first, and each only once. A pair needs two of three: a kind in common, the same province,
the same dead where the gold counts them. History is optional: a gold record marked background costs nothing when it is
missed, and what the reader marks as background pairs with nothing else.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

from conflictmap.defaults import extract
from conflictmap.geocoding import geocode
from conflictmap.model import Count, Located, Report

COUNTS = ("killed", "wounded", "abducted")
FIELDS = ("kind", "province", *COUNTS, "aggregate")

Range = tuple[int | None, int | None] | None


@dataclass(frozen=True)
class Facts:
    """What is compared of an incident; a count is (low, high) or ``None``, a day an ISO string."""

    kinds: frozenset[str]
    province: str | None
    killed: Range
    wounded: Range
    abducted: Range
    aggregate: bool
    background: bool
    places: tuple[str, ...] = ()
    day: str | None = None

    def agreement(self, other: Facts) -> dict[str, bool]:
        """Return for each field whether the two agree."""
        same = {name: getattr(self, name) == getattr(other, name) for name in FIELDS[1:]}
        return {"kind": bool(self.kinds & other.kinds), **same}


def labelled(record: dict[str, Any]) -> Facts:
    """Return the facts of a gold record."""
    killed, wounded, abducted = ((record[name][0], record[name][1]) if record.get(name) else None for name in COUNTS)
    return Facts(
        frozenset(record["kinds"]),
        record["province"],
        killed,
        wounded,
        abducted,
        aggregate=record["aggregate"],
        background=record["background"],
        places=tuple(record["places"]),
        day=record.get("date"),
    )


def read_off(located: Located) -> Facts:
    """Return the facts of an incident that was read and placed."""
    incident, code = located.incident, located.geocode
    return Facts(
        frozenset({incident.kind}),
        code.province if code else None,
        _range(incident.killed),
        _range(incident.wounded),
        _range(incident.abducted),
        aggregate=incident.aggregate,
        background=incident.background,
        places=tuple(name for name in (located.phrase and located.phrase.text, code and code.name) if name)[:1],
        day=incident.when.start.isoformat() if incident.when else None,
    )


def _range(count: Count | None) -> Range:
    return (count.low, count.high) if count else None


@dataclass
class Score:
    """Figures of one set; shares run from 0 to 1.

    Attributes
    ----------
    found, invented, missed : int
        Gold incidents that were found, incidents read where there is none, gold incidents not found.
    whole : int
        Found incidents with every field right.
    right : Counter
        Field -> found incidents with that field right; ``"place"`` and ``"day"`` beside those of `FIELDS`.
    dated : int
        Found incidents whose day the gold tells.
    """

    reports: int = 0
    found: int = 0
    invented: int = 0
    missed: int = 0
    whole: int = 0
    dated: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def f1(self, hits: int) -> float:
        """Return the harmonic mean of precision and recall, counting `hits` as right."""
        every = 2 * self.found + self.invented + self.missed
        return 2 * hits / every if every else 1.0

    @property
    def figures(self) -> dict[str, float]:
        """The share of each thing right, by name."""
        told = self.found + self.invented
        true = self.found + self.missed
        return {
            "precision": self.found / told if told else 1.0,
            "recall": self.found / true if true else 1.0,
            "f1": self.f1(self.found),
            "whole": self.f1(self.whole),
            **{name: self.right[name] / self.found if self.found else 1.0 for name in (*FIELDS, "place")},
            "day": self.right["day"] / self.dated if self.dated else 1.0,
        }

    def add(self, golds: list[Facts], reads: list[Facts]) -> None:
        """Count one report."""
        self.reports += 1
        pairs = pair(golds, reads)
        for i, j in pairs:
            if not golds[i].background:
                self._count(golds[i], reads[j])
        left = {i for i, _ in pairs}, {j for _, j in pairs}
        self.missed += sum(not gold.background for i, gold in enumerate(golds) if i not in left[0])
        self.invented += sum(not read.background for j, read in enumerate(reads) if j not in left[1])

    def _count(self, gold: Facts, read: Facts) -> None:
        agreed = gold.agreement(read)
        self.found += 1
        self.whole += all(agreed.values())
        self.right.update(name for name, same in agreed.items() if same)
        self.right["place"] += _same_words(gold, read)
        if gold.day:
            self.dated += 1
            self.right["day"] += gold.day == read.day


def _same_words(gold: Facts, read: Facts) -> bool:
    """Whether the words used for the place hold, or are held by, one of those the gold allows."""
    mine = [_plain(text) for text in read.places if _plain(text)]
    return any(a in b or b in a for a in mine for b in map(_plain, gold.places))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def pair(golds: list[Facts], reads: list[Facts]) -> list[tuple[int, int]]:
    """Pair the incidents of one report, those that agree most first; return positions in `golds` and `reads`."""
    ranked = sorted(
        ((_weight(gold, read), -i, -j) for i, gold in enumerate(golds) for j, read in enumerate(reads)), reverse=True
    )
    pairs: list[tuple[int, int]] = []
    for weight, i, j in ranked:
        if weight and all(-i != a and -j != b for a, b in pairs):
            pairs.append((-i, -j))
    return pairs


def _weight(gold: Facts, read: Facts) -> float:
    """How well two incidents agree; 0 where they are not the same one."""
    if read.background and not gold.background:
        return 0.0
    same = gold.agreement(read)
    core = sum((same["kind"], same["province"], same["killed"] and gold.killed is not None))
    if core < 2:
        return 0.0
    return core + same["wounded"] + (same["abducted"] + same["aggregate"]) / 2 + same["killed"] / 4


def load_reports(path: Path) -> Iterator[Report]:
    """Yield the reports of a ``.jsonl`` file."""
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        yield Report(row["id"], row["text"], row.get("title") or "", published, row.get("source"))


def read_report(report: Report) -> list[Located]:
    """Read and place the incidents of a report; those abroad or tied to no place are left out, as in every output."""
    return [located for located in geocode(extract(report)) if located.left_out is None]


def score(folder: Path, name: str) -> Score:
    """Score one set: ``folder/name.reports.jsonl`` against ``folder/name.gold.json``."""
    return halves(folder, name)[0]


def halves(folder: Path, name: str) -> tuple[Score, Score, Score]:
    """Score all of a set, the half that may be looked at, and the half nobody looks at (odd crc32 of the id)."""
    gold = json.loads((folder / f"{name}.gold.json").read_text(encoding="utf-8"))
    whole, read, unread = Score(), Score(), Score()
    for report in load_reports(folder / f"{name}.reports.jsonl"):
        golds = [labelled(record) for record in gold[report.id]]
        found = [read_off(item) for item in read_report(report)]
        for made in (whole, unread if crc32(report.id.encode()) % 2 else read):
            made.add(golds, found)
    return whole, read, unread


def table(rows: Iterable[tuple[str, Score]]) -> str:
    """Return the figures of several sets as a table in Markdown."""
    names = list(Score().figures)
    lines = [f"| set | reports | {' | '.join(names)} |", "| --- |" + " ---: |" * (len(names) + 1)]
    for name, made in rows:
        cells = " | ".join(f"{value:.3f}" for value in made.figures.values())
        lines.append(f"| {name} | {made.reports} | {cells} |")
    return "\n".join(lines)
