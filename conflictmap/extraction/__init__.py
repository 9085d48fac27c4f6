"""Reading a report: what happened, to how many, where and when, each fact with the words that carry it.

The report goes through these rooms in turn::

    text  -> dateline, dates         where and when it was written, which items it has
          -> sentence, syntax        its tokens, what the language says of them, its clauses
          -> numbers, people         how many of whom: noun phrases that count
          -> violence, factuality    words of violence and the roles they give; did it happen
          -> casualties              killed, wounded, abducted: the constructions
          -> where                   where the words say
          -> attacks                 which words tell an attack, and by what means
          -> history, nonevents      what is no news, and what is no attack
          -> tellings, drafting      a sentence cut into stretches, one an attack, each a draft
          -> discourse               what earlier sentences named and counted
          -> totals, coreference     several sentences, one incident; headline and body; totals and parts
          -> assembly                drafts to incidents

Nothing here looks a place up: that is geocoding.
"""

from __future__ import annotations

from conflictmap.extraction.reader import Reading, extract, read_report

__all__ = ["Reading", "extract", "read_report"]
