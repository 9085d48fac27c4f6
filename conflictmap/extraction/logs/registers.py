"""Registers of a morgue or a hospital: each line is people, whether or not it says what became of them.

::

    line   := who ("," what was done to them)* "," from where     "Five males, bound, shot. Found in canal, Mahmudiya."
    who    := number noun | noun | noun "and" noun
"""

from __future__ import annotations

import re

from conflictmap.extraction.drafts import Draft, Tally
from conflictmap.extraction.logs.lines import Line
from conflictmap.extraction.logs.logwords import log_words
from conflictmap.extraction.numbers.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan

__all__ = ["count_entered"]

_LETTER = re.compile(r"[^\W\d_]")


def count_entered(line: Line, draft: Draft) -> None:
    """Count the people of a line of a register, if nothing else in it does.

    Parameters
    ----------
    line : Line
    draft : Draft
        What the line tells.
    """
    words = log_words(line.whole.language)
    if not line.register or any(tally.low for tally in draft.tallies.values()):
        return
    number = next((_who(stretch.scan) for stretch in line.stretches if _is_worded(stretch.scan)), 0)
    outcome = "killed" if line.register == "killed" or words.died.search(line.words) else "wounded"
    if number:
        draft.tallies = {outcome: Tally(number, number)}


def _is_worded(made: Scan) -> bool:
    """Whether a sentence is more than a number of the list."""
    return any(_LETTER.search(low) for low in made.lows)


def _who(first: Scan) -> int:
    """Return how many people a line opens with: "Five males", "Male, about 30", "Woman and man"."""
    quantity = parse_quantity(first, 0)
    if quantity is not None:
        return quantity.low or 0
    end = next((i for i in range(len(first)) if not _LETTER.search(first.word(i))), len(first))
    people = [hit for hit in first.all("people") if hit.end <= end]
    return min(len(people), 2)
