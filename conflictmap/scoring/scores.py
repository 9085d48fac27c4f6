"""Figures of a set: which incidents were found, and which of their facts are right.

Incidents of the truth and of the reader are paired report by report, those that agree most first, and each only once. A
pair needs two of three: a kind in common, the same province, the same dead where the truth counts them. History is
optional: a true record marked background costs nothing when it is missed, and what the reader marks as background pairs
with nothing else.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from conflictmap.scoring.comparedfacts import FIELDS, Facts

__all__ = ["HEADLINES", "Score", "pair", "table", "wilson"]

Share = tuple[int, int]
"""How many of how many."""

Headline = Literal["precision", "recall", "province", "killed", "wounded", "day"]
HEADLINES: tuple[Headline, ...] = get_args(Headline)
"""Shares that are told first."""

_Z = 1.96  # of a normal distribution: 19 of 20 times


def wilson(hits: int, total: int) -> tuple[float, float]:
    """Return the interval that holds the true share 19 of 20 times, by Wilson's score.

    Parameters
    ----------
    hits, total : int

    Returns
    -------
    tuple of (float, float)
        From 0 to 1; all of it where nothing was counted.
    """
    if not total:
        return 0.0, 1.0
    share, z2 = hits / total, _Z * _Z / total
    middle, half = share + z2 / 2, _Z * math.sqrt(share * (1 - share) / total + z2 / (4 * total))
    return max(0.0, (middle - half) / (1 + z2)), min(1.0, (middle + half) / (1 + z2))


@dataclass
class Score:
    """Figures of one set; shares run from 0 to 1.

    Attributes
    ----------
    reports : int
    found, invented, missed : int
        True incidents that were found, incidents read where there is none, true incidents not found.
    whole : int
        Found incidents with every one of `FIELDS` right.
    right : Counter
        Field -> found incidents with that field right; place, day and radius beside those of `FIELDS`.
    dated, placed : int
        Found incidents whose true day, and whose true point, is known.
    """

    reports: int = 0
    found: int = 0
    invented: int = 0
    missed: int = 0
    whole: int = 0
    dated: int = 0
    placed: int = 0
    right: Counter[str] = field(default_factory=Counter)

    def f1(self, hits: int) -> float:
        """Return the harmonic mean of precision and recall, counting `hits` as right."""
        every = 2 * self.found + self.invented + self.missed
        return 2 * hits / every if every else 1.0

    @property
    def shares(self) -> dict[str, Share]:
        """How many of how many of each thing are right, by name; an interval can be told of each."""
        return {
            "precision": (self.found, self.found + self.invented),
            "recall": (self.found, self.found + self.missed),
            "whole": (self.whole, self.found),
            **{name: (self.right[name], self.found) for name in (*FIELDS, "place")},
            "day": (self.right["day"], self.dated),
            "radius": (self.right["radius"], self.placed),
        }

    @property
    def figures(self) -> dict[str, float]:
        """The share of each thing right, by name; ``"whole"`` is told of found, invented and missed alike."""
        told = {name: hits / total if total else 1.0 for name, (hits, total) in self.shares.items()}
        del told["radius"]
        return {"f1": self.f1(self.found), **told, "whole": self.f1(self.whole)}

    def add(self, golds: list[Facts], reads: list[Facts]) -> None:
        """Count one report."""
        self.reports += 1
        pairs = pair(golds, reads)
        for i, j in pairs:
            if not golds[i].background:
                self.count(golds[i], reads[j])
        left = {i for i, _ in pairs}, {j for _, j in pairs}
        self.missed += sum(not gold.background for i, gold in enumerate(golds) if i not in left[0])
        self.invented += sum(not read.background for j, read in enumerate(reads) if j not in left[1])

    def count(self, gold: Facts, read: Facts) -> None:
        """Count one incident that was found."""
        agreed = gold.agreement(read)
        self.found += 1
        self.whole += all(agreed.values())
        self.right.update(name for name, same in agreed.items() if same)
        self.right["place"] += read.has_words_of(gold)
        if gold.day:
            self.dated += 1
            self.right["day"] += gold.day == read.day
        held = read.holds(gold)
        if held is not None:
            self.placed += 1
            self.right["radius"] += held


def pair(golds: list[Facts], reads: list[Facts]) -> list[tuple[int, int]]:
    """Pair the incidents of one report, those that agree most first.

    Parameters
    ----------
    golds, reads : list of Facts

    Returns
    -------
    list of (int, int)
        Positions in `golds` and `reads`.
    """
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


def table(rows: Iterable[tuple[str, Score]]) -> str:
    """Return the figures of several sets as a table in Markdown.

    Parameters
    ----------
    rows : iterable of (str, Score)
        Name of the set and its figures.
    """
    names = list(Score().figures)
    lines = [f"| set | reports | {' | '.join(names)} |", "| --- |" + " ---: |" * (len(names) + 1)]
    for name, made in rows:
        cells = " | ".join(f"{value:.3f}" for value in made.figures.values())
        lines.append(f"| {name} | {made.reports} | {cells} |")
    return "\n".join(lines)
