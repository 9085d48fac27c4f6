"""What can be: figures and years beyond these are slips, or meant to do harm."""

from __future__ import annotations

__all__ = ["MOST_PEOPLE", "YEARS"]

MOST_PEOPLE = 10_000_000
"""That a number may count."""

YEARS = range(1700, 2201)
"""Of days that are used; no table of pandas could hold a day much further off."""
