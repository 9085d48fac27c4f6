"""What only announces news at the head of a sentence: "BREAKING: ...", "UPDATE 2: ...", "Hospital: 41 dead"."""

from __future__ import annotations

import re
from functools import lru_cache

from conflictmap.extraction.wordpatterns import alternation
from conflictmap.language import Language

__all__ = ["past_alert"]


@lru_cache(maxsize=8)
def _pattern(language: Language) -> re.Pattern[str]:
    alert = rf"(?:{alternation(language.lists('drafting')['alerts']['words'])})(?!\w)"
    source = rf"(?i:{alternation(language.lists('placement')['offices']['nouns'])})(?: [\w'-]+)?:\s+"
    return re.compile(rf"(?:(?:{alert}(?:\s?\d{{1,2}}(?!\w))?[\s:!|-]+)+|{source})(?=\S)")


def past_alert(text: str, start: int, end: int, language: Language) -> int:
    """Return where a sentence begins behind the words that announce it.

    Parameters
    ----------
    text : str
        The body of a report, folded.
    start, end : int
        The sentence.
    language : Language

    Returns
    -------
    int
        `start` if nothing announces it.
    """
    found = _pattern(language).match(text, start, end)
    return found.end() if found is not None else start
