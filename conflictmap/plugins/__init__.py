"""Where other readers and geocoders plug in: what each has to be, how it is found, what it gives is looked at.

Floor 2. A reader takes a report and gives incidents, and a geocoder takes the incidents of a report and gives their
places. Packages offer them by the entry points ``conflictmap.readers`` and ``conflictmap.geocoders``; docs/readers.md
shows one.
"""

from __future__ import annotations

from conflictmap.model.housemates import GROUPS, Group
from conflictmap.plugins.discovery import Choice, load_geocoder, load_reader, names
from conflictmap.plugins.protocols import Accountant, Geocoder, Reader, Tools, by_phrase
from conflictmap.plugins.soundness import account_of, placed_by, read_by

__all__ = [
    "GROUPS",
    "Accountant",
    "Choice",
    "Geocoder",
    "Group",
    "Reader",
    "Tools",
    "account_of",
    "by_phrase",
    "load_geocoder",
    "load_reader",
    "names",
    "placed_by",
    "read_by",
]
