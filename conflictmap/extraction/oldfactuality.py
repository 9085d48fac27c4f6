"""Is it today's news? History told as the object of a protest, or in a relative clause about somebody."""

from __future__ import annotations

from conflictmap.extraction.casualties import Mention
from conflictmap.extraction.sentence import BE, Scan
from conflictmap.language import Hit

__all__ = ["is_background"]

