"""The stages composed: reports in, located incidents out, with an account of what was left out and what went wrong.

Floor 5. A report that no stage can digest costs itself only. Whether one process does it, several, or a cluster: the
results are the same, in the order of the reports.
"""

from __future__ import annotations

from conflictmap.model.engines import ENGINES, Engine
from conflictmap.pipeline.filters import Filters, make_filters
from conflictmap.pipeline.kit import Kit
from conflictmap.pipeline.outcome import REASONS, Outcome, Result
from conflictmap.pipeline.runs import iterate, outcomes_of, run
from conflictmap.pipeline.stages import Online, process, settle

__all__ = [
    "ENGINES",
    "REASONS",
    "Engine",
    "Filters",
    "Kit",
    "Online",
    "Outcome",
    "Result",
    "iterate",
    "make_filters",
    "outcomes_of",
    "process",
    "run",
    "settle",
]
