"""Reading a report: what happened, to how many, where and when, each fact with the words that carry it.

The report goes through these rooms in turn::

    text  -> dateline, dates                    where and when it was written, which items it has
          -> sentence                           its tokens and what the language says of them
          -> quantities, people                 how many of whom: noun phrases that count
          -> casualties                         killed, wounded, abducted: the constructions
          -> classification, factuality         by what means; did it happen
          -> placephrases                       where the words say
          -> segmentation, drafting             a sentence cut into stretches, one a draft
          -> coreference                        several sentences, one incident; headline and body; totals and parts
          -> assembly                           drafts to incidents

Nothing here looks a place up: that is geocoding.
"""

from __future__ import annotations

from conflictmap.extraction.reader import Reading, extract, read_report

__all__ = ["Reading", "extract", "read_report"]
