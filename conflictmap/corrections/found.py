"""To which rows corrections belong today: by id where the words agree, else by their anchor, one to one row."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from conflictmap.corrections.anchors import Anchor, anchor_of, likeness, pair_up
from conflictmap.corrections.correction import ANCHOR, Correction

__all__ = ["find_rows", "partner_of"]

Row = Mapping[str, Any]


def partner_of(correction: Correction) -> Correction:
    """Return what a merge or a split says of the other incident, as if it were said of that one.

    Parameters
    ----------
    correction : Correction
    """
    try:
        told = json.loads(correction.other or "{}")
    except (ValueError, RecursionError):
        told = {}
    cells = {name: str(told.get(name) or "") for name in ANCHOR} if isinstance(told, dict) else {}
    return Correction("", correction.action, correction.value, **cells)


def find_rows(corrections: Iterable[Correction], rows: Sequence[Row]) -> dict[str, int]:
    """Find the rows that corrections are said of.

    Parameters
    ----------
    corrections : iterable of Correction
        Those of one `Correction.target` are of one row.
    rows : sequence of mapping
        As `record.record` makes them.

    Returns
    -------
    dict of str to int
        Target -> position of its row. A target that is not in it was not found.
    """
    anchors: dict[str, set[Anchor]] = defaultdict(set)
    for correction in corrections:
        if correction.target:
            c = correction
            anchors[c.target].add(Anchor(c.target, c.report_id, c.sentence, c.kind, c.place_text))
    table = _Table(rows)
    groups: dict[str, list[str]] = defaultdict(list)
    for target in sorted(anchors):
        groups[table.report_of(target, anchors[target])].append(target)
    found: dict[str, int] = {}
    for report, targets in groups.items():
        at = table.by_report.get(report, [])
        scores = [[_best(anchors[target], table.anchor(position)) for position in at] for target in targets]
        found |= {targets[one]: at[other] for one, other in pair_up(scores).items()}
    return found


def _best(anchors: Iterable[Anchor], row: Anchor) -> float:
    return max(likeness(anchor, row) for anchor in anchors)


class _Table:
    """Rows by report, by id and by sentence."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._anchors: dict[int, Anchor] = {}
        self.by_report: dict[str, list[int]] = defaultdict(list)
        self._reports: dict[str, str] = {}
        self._sentences: dict[str, set[str]] = defaultdict(set)
        for at, row in enumerate(rows):
            report = str(row["report_id"] or "")
            self.by_report[report].append(at)
            self._reports[str(row["incident_id"])] = report
            if row["sentence"]:
                self._sentences[row["sentence"]].add(report)

    def anchor(self, at: int) -> Anchor:
        """Return the anchor of a row, made once."""
        found = self._anchors.get(at)
        if found is None:
            found = self._anchors[at] = anchor_of(self._rows[at])
        return found

    def report_of(self, target: str, anchors: Iterable[Anchor]) -> str:
        """Return the report in whose rows to look: the one that is named, else that of the id, else of the words."""
        said = sorted({anchor.report_id for anchor in anchors if anchor.report_id in self.by_report})
        if said:
            return said[0]
        if target in self._reports:
            return self._reports[target]
        sentences = {anchor.sentence for anchor in anchors if anchor.sentence}
        held = sorted(set().union(*(self._sentences.get(sentence, set()) for sentence in sentences)))
        return held[0] if len(held) == 1 else ""
