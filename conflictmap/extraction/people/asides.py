"""What stands between the groups of a list and counts nobody: brackets, names, ages, titles, who says it."""

from __future__ import annotations

from conflictmap.extraction.people.nounphrases import parse_group
from conflictmap.extraction.people.personwords import PersonWords
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag

__all__ = ["past_age", "past_aside", "past_bracket", "past_name", "past_title"]


def past_bracket(scan: Scan, j: int, limit: int) -> int:
    """Step over what stands in brackets.

    Parameters
    ----------
    scan : Scan
    j : int
    limit : int
    """
    if scan.word(j) != "(":
        return j
    return next((m + 1 for m in range(j + 1, min(j + 12, limit)) if scan.word(m) == ")"), j)


def past_name(scan: Scan, k: int) -> int:
    """Step over one name between commas behind a noun: "his wife, Zahra, and their baby".

    Parameters
    ----------
    scan : Scan
    k : int
    """
    set_off = scan.word(k + 1) == "," and scan.syntax.tags[k - 2] is Tag.NOUN
    return k + 2 if set_off and scan.syntax.tags[k] is Tag.NAME else k


def past_title(scan: Scan, k: int) -> int:
    """Step over who somebody is between commas behind a name: "Amir Said, | the Baquba mufti, | two guards".

    Parameters
    ----------
    scan : Scan
    k : int
    """
    named = scan.syntax.tags[k - 2] is Tag.NAME and scan.plays(k, "definite")
    if not named or parse_group(scan, k) is not None:
        return k
    end = next((i for i in range(k + 1, len(scan)) if scan.syntax.tags[i] not in _OF_TITLES), len(scan))
    return end + 1 if _lists_on(scan, end) else k


_OF_TITLES = NOUNS | {Tag.ADJECTIVE}


def _lists_on(scan: Scan, end: int) -> bool:
    """Whether a comma closes a title and more people follow it."""
    titled = scan.word(end) == "," and scan.syntax.tags[end - 1] in {Tag.NOUN, Tag.PLURAL}
    return titled and parse_group(scan, end + 1) is not None


def past_age(scan: Scan, k: int, words: PersonWords, limit: int) -> int:
    """Step over an age between commas: "Abbas Tahir, 43, a dentist", "aged about 40,".

    Parameters
    ----------
    scan : Scan
    k : int
    words : PersonWords
    limit : int
    """
    if scan.word(k).isdecimal() and scan.word(k + 1) == ",":
        return k + 2
    if scan.word(k) not in words["aged"]:
        return k
    return next((m + 1 for m in range(k, min(k + 6, limit)) if scan.word(m) == ","), k)


def past_aside(scan: Scan, k: int, limit: int) -> int:
    """Step over what stands between two commas after "and": "three soldiers and, officers said, himself".

    Parameters
    ----------
    scan : Scan
    k : int
    limit : int
    """
    if scan.word(k) != "," or scan.at("place_prepositions", k + 1) is not None:
        return k
    closing = next((m + 1 for m in range(k + 1, min(k + 9, limit)) if scan.word(m) == ","), None)
    return closing if closing is not None and parse_group(scan, closing) is not None else k
