"""How good the reading is: against labelled reports, and against what people put right in an archive.

Floor 5, standard library and the rooms below. One scorer for the command line, the tests and the benchmarks.
"""

from __future__ import annotations

from conflictmap.scoring.checkedrows import SIDES, Checked, Faults, checked_rows, faults_of, score_rows
from conflictmap.scoring.comparedfacts import COUNTS, FIELDS, Facts, labelled, of_row, read_off
from conflictmap.scoring.labelledsets import halves, load_reports, our_sets, read_report, score, sets_of
from conflictmap.scoring.scores import HEADLINES, Score, pair, table, wilson

__all__ = [
    "COUNTS",
    "FIELDS",
    "HEADLINES",
    "SIDES",
    "Checked",
    "Facts",
    "Faults",
    "Score",
    "checked_rows",
    "faults_of",
    "halves",
    "labelled",
    "load_reports",
    "of_row",
    "our_sets",
    "pair",
    "read_off",
    "read_report",
    "score",
    "score_rows",
    "sets_of",
    "table",
    "wilson",
]
