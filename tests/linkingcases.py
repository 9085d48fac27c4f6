"""Score linking on labelled reports: which pairs of rows are held to tell one event, and which truly do.

A set is two files of ``tests/data/linking``: ``reports.jsonl`` (one report a line) and ``gold.json`` with ``events`` (id ->
ids of incidents, ``report#number``), ``incidents`` (id -> kind, place, killed, wounded, date, evidence) and
``look_alikes`` (pairs of incidents that are two events, and why). What the reader found is matched to an incident by the
words of its evidence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any
from zlib import crc32

from conflictmap.defaults import extract
from conflictmap.geocoding import geocode
from conflictmap.linking import link
from conflictmap.linking.linkingrules import LinkingRules
from conflictmap.model import Count, DateSpan, Incident, PlacePhrase, Report, Span
from conflictmap.record import record

DATA = Path(__file__).parent / "data" / "linking"

Pair = frozenset[str]


def is_unread(event: str) -> bool:
    """Whether an event is of the half that nobody looks at."""
    return crc32(event.encode()) % 2 == 1


@dataclass
class LinkingSet:
    """Reports, their rows, and what is true of them.

    Attributes
    ----------
    rows : list of dict
        As the reader made them.
    event_of : mapping of str to str
        Id of a row -> its event, where the row is one of the labelled incidents.
    told : int
        Labelled incidents.
    """

    rows: list[dict[str, Any]]
    event_of: dict[str, str]
    told: int
    gold_pairs: set[tuple[str, Pair]] = field(default_factory=set)

    @classmethod
    def load(cls, folder: Path = DATA) -> LinkingSet:
        """Read the reports and match what is found to the labels."""
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        event_of_gold = {incident: event for event, incidents in gold["events"].items() for incident in incidents}
        rows: list[dict[str, Any]] = []
        event_of: dict[str, str] = {}
        for line in (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines():
            told = json.loads(line)
            report = Report(
                told["id"], told["text"], told.get("title") or "", date.fromisoformat(told["published"]), told["source"]
            )
            found = [item for item in geocode(extract(report)) if item.left_out is None]
            made = [record(item) for item in found]
            labels = {key: value for key, value in gold["incidents"].items() if key.rsplit("#", 1)[0] == report.id}
            for row, incident in _matched(made, found, labels, report):
                if incident in event_of_gold:
                    event_of[row["incident_id"]] = event_of_gold[incident]
            rows.extend(made)
        made_set = cls(rows, event_of, len(gold["incidents"]))
        for event, incidents in gold["events"].items():
            for one, other in combinations(incidents, 2):
                if one.rsplit("#", 1)[0] != other.rsplit("#", 1)[0]:
                    made_set.gold_pairs.add((event, frozenset((one, other))))
        return made_set

    @classmethod
    def by_hand(cls, folder: Path = DATA) -> LinkingSet:
        """Return rows made of the labels, places looked up: what linking does where reading makes no mistake."""
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        lines = (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines()
        reports = {told["id"]: told for told in map(json.loads, lines)}
        event_of_gold = {incident: event for event, incidents in gold["events"].items() for incident in incidents}
        rows = []
        for key, facts in gold["incidents"].items():
            others = [f for k, f in gold["incidents"].items() if k.rsplit("#", 1)[0] == key.rsplit("#", 1)[0]]
            place = facts.get("place") or next((f["place"] for f in others if f.get("place")), None)
            rows.append(_row_of(key, {**facts, "place": place}, reports[key.rsplit("#", 1)[0]]))
        made = cls(rows, event_of_gold, len(rows))
        made.gold_pairs = {(event, pair) for pair, event in made.true_pairs().items()}
        return made

    def true_pairs(self) -> dict[Pair, str]:
        """Return the pairs of rows of two reports that tell one event, with the event."""
        report_of = {row["incident_id"]: row["report_id"] for row in self.rows}
        by_event: dict[str, list[str]] = {}
        for row, event in self.event_of.items():
            by_event.setdefault(event, []).append(row)
        return {
            frozenset(pair): event
            for event, rows in by_event.items()
            for pair in combinations(rows, 2)
            if report_of[pair[0]] != report_of[pair[1]]
        }


def _row_of(key: str, facts: Mapping[str, Any], told: Mapping[str, Any]) -> dict[str, Any]:
    report = Report(
        told["id"], told["text"], told.get("title") or "", date.fromisoformat(told["published"]), told["source"]
    )
    start = max(0, report.text.find(facts["evidence"]))
    end = report.text.find(".", start + len(facts["evidence"]) - 1) + 1 or len(report.text)
    begin = max(report.text.rfind(". ", 0, start) + 2, 0) if ". " in report.text[:start] else 0
    day = date.fromisoformat(facts["date"]) if facts.get("date") else None
    phrase = PlacePhrase(facts["place"], None, "clause") if facts.get("place") else None
    counts = {
        name: Count(*facts[f"{name}_range"]) if facts.get(f"{name}_range") and any(facts[f"{name}_range"]) else None
        for name in ("killed", "wounded")
    }
    (located,) = geocode(
        [
            Incident(
                report, 0, facts["kind"], facts.get("attacks", 1), counts["killed"], counts["wounded"], None,
                Span(begin, end), places=(phrase,) if phrase else (), when=day and DateSpan(day, day, 1),
                aggregate=bool(facts.get("aggregate")), background=bool(facts.get("background")),
            )
        ]
    )  # fmt: skip
    return record(located) | {"incident_id": key}


def _matched(
    rows: list[dict[str, Any]], found: list[Any], labels: Mapping[str, Mapping[str, Any]], report: Report
) -> Iterable[tuple[dict[str, Any], str]]:
    """Pair rows with labels: those whose evidence overlaps most, and whose dead and kind agree."""
    scored = []
    for label, facts in labels.items():
        start = report.text.find(facts["evidence"])
        for n, (row, item) in enumerate(zip(rows, found, strict=True)):
            span = item.incident.sentence
            inside = (
                span.field == "text" and start >= 0 and span.start < start + len(facts["evidence"]) and start < span.end
            )
            if not inside:
                continue
            marks = [e.span for e in item.incident.evidence if e.span.field == "text"]
            near = sum(mark.start < start + len(facts["evidence"]) and start < mark.end for mark in marks)
            same = (row["killed_low"] == facts.get("killed")) + (row["kind"] == facts["kind"])
            scored.append((near + 2 * same, n, label))
    used_rows: set[int] = set()
    used_labels: set[str] = set()
    for _, n, label in sorted(scored, key=lambda one: (-one[0], one[1])):
        if n not in used_rows and label not in used_labels:
            used_rows.add(n)
            used_labels.add(label)
            yield rows[n], label


@dataclass(frozen=True)
class LinkingScore:
    """Figures over pairs of rows of two reports; shares run from 0 to 1.

    Attributes
    ----------
    joined, right, true : int
        Pairs that were joined, those of them that are of one event, and those that should have been.
    lost : int
        Pairs that cannot be joined, since the reader did not find one of the two.
    wrong : list of (str, str)
        Pairs that were joined and are two events.
    missed : list of (str, str)
        Pairs of one event that were not joined.
    """

    joined: int
    right: int
    true: int
    lost: int
    wrong: list[tuple[str, ...]]
    missed: list[tuple[str, ...]]

    @property
    def precision(self) -> float:
        """Share of joined pairs that are right."""
        return self.right / self.joined if self.joined else 1.0

    @property
    def recall(self) -> float:
        """Share of true pairs among what was read that were joined."""
        return self.right / self.true if self.true else 1.0


def score(made: LinkingSet, *, unread: bool | None = None, rules: LinkingRules | None = None) -> LinkingScore:
    """Link all rows and count pairs: of all, or of the half that is read or not.

    A joined pair of two events counts to the half of the first one.
    """
    true = made.true_pairs()
    joined: set[Pair] = set()
    for row in link(made.rows, rules=rules).rows:
        ids = [member["incident_id"] for member in row["members"] if member["incident_id"] in made.event_of]
        joined.update(frozenset(pair) for pair in combinations(ids, 2))

    def wanted(pair: Pair) -> bool:
        return unread is None or is_unread(made.event_of[min(pair)]) is unread

    right = {pair for pair in joined & true.keys() if wanted(pair)}
    wrong = sorted(tuple(sorted(pair)) for pair in joined - true.keys() if wanted(pair))
    missed = sorted(tuple(sorted(pair)) for pair in true.keys() - joined if wanted(pair))
    gold = sum(unread is None or is_unread(event) is unread for event, _ in made.gold_pairs)
    return LinkingScore(
        len(right) + len(wrong), len(right), len(right) + len(missed), gold - len(right) - len(missed), wrong, missed
    )
