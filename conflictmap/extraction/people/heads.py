"""Whether the head of a noun phrase counts people, and of which group they are."""

from __future__ import annotations

from conflictmap.extraction.people.allegiance import allegiance
from conflictmap.extraction.people.extent import Phrase, people_ending_at
from conflictmap.extraction.people.personwords import PersonWords, person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import Tag
from conflictmap.language import Category, Hit

__all__ = ["group_of", "looks_human"]

_THINGS: tuple[Category, ...] = (
    "not_people",
    "vehicle",
    "body",
    "infrastructure",
    "place_kinds",
    "place_sites",
    "kind",  # the last: beside a noun of people it is none
)


def group_of(scan: Scan, phrase: Phrase, *, counted: bool, human: bool = False) -> str | None:
    """Return the group that the head names, ``None`` if it is no noun of people.

    Parameters
    ----------
    scan : Scan
    phrase : Phrase
    counted : bool
        Whether a number stands before it, so that a plural may be people.
    human : bool
        Whether only a person can stand here, so that any noun that names no thing is one.

    Returns
    -------
    str or None
        One of `codebook.groups`.
    """
    hit = people_ending_at(scan, phrase.head + 1)
    if hit is not None and not _thing(scan, phrase.head + 1, hit):
        return _whose(scan, hit.entry.value, scan.lows[phrase.start : phrase.head + 1])
    if phrase.name == phrase.start:
        return None if counted else "unknown"
    return "unknown" if _looks_human(scan, phrase.head, counted=counted, human=human) else None


def looks_human(scan: Scan, head: int) -> bool:
    """Whether a noun, or its singular, ends as nouns of people do: "settlers", "the baker".

    Parameters
    ----------
    scan : Scan
    head : int
        Its token.
    """
    low, words = scan.syntax.words.singular(scan.word(head)), person_words(scan.language)
    return low in words["age"] or (low.endswith(words.endings) and not low.endswith(words.thing_endings))


def _looks_human(scan: Scan, head: int, *, counted: bool, human: bool) -> bool:
    """Whether a noun that the lexicon has not may name a person."""
    low, words = scan.word(head), person_words(scan.language)
    if _thing(scan, head + 1, None) or _no_person(scan, low, words):
        return False
    if low in words["age"]:
        return True  # "the 34-year-old died"
    one = scan.syntax.words.singular(low)
    thing = one.endswith(words.thing_endings)
    if human and low.replace("-", "").isalpha() and not thing:
        return True
    plural = scan.syntax.tags[head] is Tag.PLURAL or one != low
    if counted and plural:
        return not thing
    return low.endswith(words.endings) and (counted or not plural)


def _no_person(scan: Scan, low: str, words: PersonWords) -> bool:
    return low in words["not_heads"] or scan.syntax.words.singular(low) in words["not_heads"]


def _thing(scan: Scan, end: int, person: Hit | None) -> bool:
    """Whether a noun for a thing ends here, longer than the noun of people that does: no deed, "killed a hostage"."""
    things = _THINGS if person is None else _THINGS[:-1]
    present = [category for category in things if category in scan.by_category]
    hits = (hit for category in present for hit in scan.ending(category, end))
    return any((person is None or hit.start < person.start) and not _names_people(scan, hit) for hit in hits)


def _names_people(scan: Scan, hit: Hit) -> bool:
    return hit.entry.category == "kind" and scan.at("people", hit.start) is not None


def _whose(scan: Scan, group: str, lows: list[str]) -> str:
    """Let the words before the noun decide whose soldiers and officers they are."""
    found, words = set(lows), person_words(scan.language)
    if group in {"state_forces", "unknown"} and found & words["police"]:
        return "police"
    if group == "unknown" and found & words["harmless"]:
        return "civilian"
    return allegiance(scan.language, group, found)
