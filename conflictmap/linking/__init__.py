"""Incidents of many reports to events: what tells one event is one row, every link explained and undone at will.

Floor 3. Works on rows, so that incidents read from reports, from an archive and from others' tables are linked alike.
"""

from __future__ import annotations

from conflictmap.linking.clustering import UNDECIDED, Decisions
from conflictmap.linking.events import Event
from conflictmap.linking.linker import Linking, link
from conflictmap.linking.linkingrules import LinkingRules, compile_rules, linking_rules
from conflictmap.linking.windows import link_in_windows

__all__ = [
    "UNDECIDED",
    "Decisions",
    "Event",
    "Linking",
    "LinkingRules",
    "compile_rules",
    "link",
    "link_in_windows",
    "linking_rules",
]
