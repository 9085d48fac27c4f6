"""Lists of people that no mark holds together: their commas are lost, or two are told from each other in between."""

from __future__ import annotations

from conflictmap.extraction.people.groups import MOST, Form, Group
from conflictmap.extraction.people.nounphrases import parse_group
from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS

__all__ = ["goes_on_unmarked", "past_each"]

_UNMARKED: frozenset[Form] = frozenset({"counted", "article", "possessive"})
"""How a group of a list begins that has lost its commas: "a doctor | two nurses and a guard"."""


def goes_on_unmarked(scan: Scan, at: int, limit: int) -> bool:
    """Whether a list that has lost its commas goes on at token `at`: an article or a number each, "and" at the end.

    Parameters
    ----------
    scan : Scan
    at, limit : int
        Tokens: where the next group would begin, and behind the last that may belong to the list.
    """
    if scan.syntax.tags[at - 1] not in NOUNS:
        return False  # "both | the driver and his passenger"
    for _ in range(MOST):
        end = _item_end(scan, at, limit)
        if end is None or scan.plays(end, "additive"):
            return end is not None and _closes(scan, end + 1, limit)
        at = end
    return False


def _item_end(scan: Scan, at: int, limit: int) -> int | None:
    """Return where a group ends that may stand in a list without commas."""
    group = parse_group(scan, at) if at < limit else None
    return group.end if group is not None and group.end <= limit and _is_item(scan, group) else None


def _is_item(scan: Scan, group: Group) -> bool:
    """Whether a group is counted or has an article, and is no share of those before."""
    if group.form not in _UNMARKED and (group.form != "definite" or group.low != 1):
        return False
    return not group.part and group.head not in person_words(scan.language)["whole"] | {""}


def _closes(scan: Scan, at: int, limit: int) -> bool:
    """Whether a list may end with the group at `at`, who do nothing themselves: "| a doctor and a nurse said"."""
    last = parse_group(scan, at)
    if last is None or last.end > limit:
        return False
    return last.end == limit or not _acts(scan, last.end)


def _acts(scan: Scan, end: int) -> bool:
    return any(verb.start == end and verb.finite and not verb.reduced for verb in scan.syntax.groups)


def past_each(scan: Scan, end: int, last: Group, limit: int) -> int:
    """Step over what tells two from each other: "two hostages, | one Italian and the other Turkish, | were shot".

    Parameters
    ----------
    scan : Scan
    end, limit : int
        Tokens: behind the group, and behind the last that may belong to the list.
    last : Group
    """
    if last.low != 2 or scan.word(end) != "," or not scan.plays(end + 1, "one"):
        return end
    close = next((i for i in range(end + 2, min(end + _ASIDE, limit)) if scan.word(i) == ","), limit)
    return close + (close < limit) if _tells_apart(scan, end + 2, close) else end


def _tells_apart(scan: Scan, start: int, end: int) -> bool:
    """Whether "and the other" stands among tokens."""
    return any(scan.plays(i, "additive") and _other(scan, i + 1) for i in range(start, end))


_ASIDE = 10


def _other(scan: Scan, i: int) -> bool:
    """Whether "one" or "the other" stands here."""
    more = person_words(scan.language)["more"]
    return scan.plays(i, "one", "another") or (scan.plays(i, "definite") and scan.word(i + 1) in more)
