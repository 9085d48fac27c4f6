"""What became of a report, and of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from conflictmap.model import Located, Problem
from conflictmap.record import record
from conflictmap.tables import NOT_VIOLENT

__all__ = ["REASONS", "Outcome", "Result"]

REASONS = {
    "elsewhere": "reports that name nothing of the country",
    "abroad": "in another country",
    "no_place": "tied to no place in the country",
    NOT_VIOLENT: "without violence",
    "other_province": "in another province",
    "outside_dates": "outside the dates asked for",
    "no_date": "of unknown date",
    "other_kind": "of another kind",
}
"""Why an incident may be left out, in words, in the order they are asked."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one report.

    Attributes
    ----------
    report_id : str
    located : tuple of Located
        Incidents to keep.
    rows : tuple of dict
        The same as `record.record` flattens them, where rows were asked for.
    left_out : tuple of tuple of str
        (incident id, key of `REASONS`) for the others; a report that names nothing of the country stands for itself.
    problem : Problem or None
        Why there are none, if a stage failed; or how far a report was read that is too long.
    of_table : bool
        Whether it is a row of a table and no report.
    counted : tuple of (str, int)
        What the reader wants added up, see `Reading`.
    """

    report_id: str
    located: tuple[Located, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    problem: Problem | None = None
    of_table: bool = False
    rows: tuple[dict[str, Any], ...] = ()
    counted: tuple[tuple[str, int], ...] = ()

    def flattened(self, codes: Sequence[str] = ()) -> Outcome:
        """Return the same with rows; rows weigh a tenth of the incidents when they travel between processes.

        Parameters
        ----------
        codes : sequence of str
            Of `record.CODED`.
        """
        return replace(self, rows=tuple(record(located, codes) for located in self.located))


@dataclass(slots=True)
class Result:
    """What became of all reports.

    Attributes
    ----------
    reports, rows : int
        How many were read; rows are those of tables of incidents.
    located : list of Located
        Incidents to keep, in order of the reports.
    left_out : collections.Counter
        How many incidents were left out, by key of `REASONS`.
    problems : list of Problem
        Reports that a stage failed on.
    counted : collections.Counter
        Sums of what the reader counted.
    """

    reports: int = 0
    rows: int = 0
    located: list[Located] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    counted: Counter[str] = field(default_factory=Counter)

    def add(self, outcome: Outcome, *, keep: bool = True) -> None:
        """Count one more report or row in; with ``keep=False`` its incidents are not held on to."""
        self.reports += not outcome.of_table
        self.rows += outcome.of_table
        if keep:
            self.located.extend(outcome.located)
        self.left_out.update(reason for _, reason in outcome.left_out)
        for name, number in outcome.counted:
            self.counted[name] += number
        if outcome.problem:
            self.problems.append(outcome.problem)
