"""Dates in reports: the day a report speaks from, and the words that date what it tells.

Two steps. `anchor` finds the day of "today" (dateline first, then `Report.published`). `find_dates` reads every date
expression of a text against it. `governing_dates` says which headings and leads date the items under them.
"""

from __future__ import annotations

from conflictmap.extraction.dates.attachment import dating
from conflictmap.extraction.dates.datefinder import find_dates
from conflictmap.extraction.dates.datemention import Anchor, DateMention
from conflictmap.extraction.dates.governing import Governing, anchor, governing_at, governing_date, governing_dates

__all__ = [
    "Anchor",
    "DateMention",
    "Governing",
    "anchor",
    "dating",
    "find_dates",
    "governing_at",
    "governing_date",
    "governing_dates",
]
