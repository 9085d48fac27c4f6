"""What people put right, which holds for ever: corrections as a table, and rows with them applied.

Floor 4, no pandas. Pure: the same corrections in any order, any of them twice, give the same rows. A correction knows
its incident by an anchor (report, sentence, kind, words for the place): it finds it again when ids have changed.
"""

from __future__ import annotations

from conflictmap.corrections.correction import (
    ACTIONS,
    ANCHOR,
    ANCHORED,
    FIELDS,
    Action,
    Correction,
    anchored,
    correction_of,
)
from conflictmap.corrections.correctionfile import (
    fault_of,
    find_corrections,
    is_corrections,
    read_corrections,
    write_corrections,
)
from conflictmap.corrections.found import partner_of
from conflictmap.corrections.inheriting import Inherited, inherit
from conflictmap.corrections.moving import spot_of, spot_value
from conflictmap.corrections.replay import Corrected, Reason, Unmatched, apply_corrections

__all__ = [
    "ACTIONS",
    "ANCHOR",
    "ANCHORED",
    "FIELDS",
    "Action",
    "Corrected",
    "Correction",
    "Inherited",
    "Reason",
    "Unmatched",
    "anchored",
    "apply_corrections",
    "correction_of",
    "fault_of",
    "find_corrections",
    "inherit",
    "is_corrections",
    "partner_of",
    "read_corrections",
    "spot_of",
    "spot_value",
    "write_corrections",
]
