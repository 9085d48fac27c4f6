"""Logs: duty logs, operations-room bulletins and SITREPs, whose lines are forms and no prose.

A line tells one incident by its fields: a time, a place (its own, or that of the heading it stands under), what, by
whom, and the counts. The sentence reader reads what it can of it; here the fields of a line are brought together, the
counts are read by their notation, and lines are dropped that tell an accident, are taken back or only expect.
"""

from __future__ import annotations

from conflictmap.extraction.logs.lineincidents import settle
from conflictmap.extraction.logs.lines import log_lines
from conflictmap.extraction.logs.logwords import names_means
from conflictmap.extraction.logs.records import read_records

__all__ = ["log_lines", "names_means", "read_records", "settle"]
