"""Reading a report: what happened, to how many, where and when, each fact with the words that carry it.

The report goes through these rooms in turn::

    text  -> dateline, dates          where and when it was written, which items it has
          -> scan                     a sentence and what the lexicon says of its words
          -> quantity, people         how many of whom: noun phrases that count
          -> casualties               killed, wounded, abducted: the constructions
          -> kinds, stance, places    by what means; did it happen; where the words say
          -> segments, reading        a sentence cut into stretches, one a draft
          -> join                     several sentences, one incident; headline and body; totals and parts
          -> finish                   drafts to incidents

Nothing here looks a place up: that is geocoding.
"""

from __future__ import annotations

from conflictmap.extraction.reader import Reading, extract, read_report

__all__ = ["Reading", "extract", "read_report"]
