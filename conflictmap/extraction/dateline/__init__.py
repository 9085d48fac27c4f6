"""Datelines and the heads of round-up items: where the text proper begins, and what stands before it.

"BAGHDAD, Sept 12 (Reuters) -", "Kirkuk:", "* NEAR KHALIS -", "Mosul / NINA / --". Only the form is judged here: a run
of capitals or capitalised words in front of a mark that ends a dateline. Whether the words are a place the gazetteer
says later; a name it does not know costs nothing.
"""

from __future__ import annotations

from conflictmap.extraction.dateline.alerts import past_alert
from conflictmap.extraction.dateline.frontmatter import FrontMatter, front_matter
from conflictmap.extraction.dateline.headings import Dateline, Head, Words
from conflictmap.extraction.dateline.itemheads import item_heads, office_place, parse_dateline
from conflictmap.extraction.dateline.tickers import in_lines

__all__ = [
    "Dateline",
    "FrontMatter",
    "Head",
    "Words",
    "front_matter",
    "in_lines",
    "item_heads",
    "office_place",
    "parse_dateline",
    "past_alert",
]
