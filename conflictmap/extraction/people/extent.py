"""How far a noun phrase of people runs, and which of its nouns is the head."""

from __future__ import annotations

from typing import NamedTuple

from conflictmap.extraction.people.personwords import person_words
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag
from conflictmap.language import Hit

__all__ = ["Phrase", "age_at", "noun_of", "people_ending_at", "read_phrase"]

BODY = frozenset({Tag.ADJECTIVE, Tag.GENITIVE, *NOUNS})
_VERBAL = frozenset({Tag.PAST, Tag.PARTICIPLE, Tag.ING})
_LEADS = frozenset({Tag.DETERMINER, Tag.POSSESSIVE, Tag.NUMBER, Tag.ADJECTIVE})
_MODIFIERS = frozenset({Tag.NOUN, Tag.NAME, Tag.ADJECTIVE})
_IN_NAMES = frozenset({Tag.NAME, Tag.COORDINATOR})


class Phrase(NamedTuple):
    """The noun phrase after a determiner and a number.

    Attributes
    ----------
    start, end : int
        Tokens.
    head : int
        Its last common noun.
    name : int
        Where a personal name begins in it, `end` if none does.
    """

    start: int
    end: int
    head: int
    name: int


def read_phrase(scan: Scan, i: int) -> Phrase | None:
    """Read adjectives and nouns from token `i` to the last that belongs together.

    Parameters
    ----------
    scan : Scan
    i : int

    Returns
    -------
    Phrase or None
    """
    k = _run(scan, i)
    k = max(k, _longest_people(scan, i, k))
    k = _past_coordinated(scan, i, k)
    k = _without_tail(scan, i, k)
    if k <= i:
        return None
    name = _name_start(scan, i, k)
    titled = i < name < k and (_people_end(scan, name) or _calling(scan, name, k))
    head = name - 1 if titled else k - 1
    return Phrase(i, k, head, name if head < k - 1 or name == i else k)


def _run(scan: Scan, i: int) -> int:
    """Return the token after the adjectives, nouns and ages at `i`."""
    k, aged = i, bool(scan.found(person_words(scan.language)["age"]))
    while k < len(scan):
        if aged and age_at(scan, k):
            k += 3 if scan.word(k + 1) == "-" else 1
        elif (k > i and _ends_here(scan, k)) or not _belongs(scan, k, i):
            break
        else:
            k += 1
    return k


def _belongs(scan: Scan, k: int, start: int) -> bool:
    """Whether a token goes on with the phrase: an adjective, a noun, a participle before its noun."""
    found = scan.syntax.tags[k]
    if found in BODY:
        return True
    if found in _VERBAL:
        return _modifies(scan, k, start)
    if found is Tag.ADVERB:
        return _intensifies(scan, k)
    return scan.word(k) == "," and _adjective_pair(scan, k, start)


def _without_tail(scan: Scan, i: int, k: int) -> int:
    """Return the end of the phrase without the adjectives behind its last noun, or what people are made."""
    if k - i > 1 and _is_made(scan, k - 1):
        return k - 1
    while k > i and scan.syntax.tags[k - 1] in {Tag.GENITIVE, Tag.ADJECTIVE} and not _people_end(scan, k):
        k -= 1
    return k


def _is_made(scan: Scan, last: int) -> bool:
    """Whether a noun says what the people before it become: "took worshippers | captive", "took a clerk | hostage"."""
    before = scan.syntax.tags[last - 1]
    led = before is Tag.PLURAL or (before is Tag.NOUN and _people_end(scan, last))
    return led and scan.word(last) in person_words(scan.language)["made"]


def _name_start(scan: Scan, i: int, k: int) -> int:
    """Return where the names begin that end the phrase."""
    while k > i and scan.syntax.tags[k - 1] is Tag.NAME:
        k -= 1
    return k


def _calling(scan: Scan, name: int, end: int) -> bool:
    """Whether an unknown noun before a full name says what somebody is: "smuggler | Adel Hadi"."""
    known = scan.at("not_people", name - 1) is not None or scan.at("place_kinds", name - 1) is not None
    return end - name > 1 and scan.syntax.tags[name - 1] is Tag.NOUN and not known


def _past_coordinated(scan: Scan, i: int, k: int) -> int:
    """Read on to the noun that two modifiers share, or that a long name stands before.

    "seven army and police officers"; "three Islamic State of Iraq and the Levant (ISIL) members".
    """
    if k <= i or k >= len(scan) or _people_end(scan, k) or scan.syntax.tags[k - 1] not in _MODIFIERS:
        return k
    long = scan.syntax.tags[k - 1] is Tag.NAME and (scan.plays(k, "genitive") or scan.word(k) == "(")
    if not long and (scan.syntax.tags[k] is not Tag.COORDINATOR or _counts_anew(scan, k)):
        return k
    for j in range(k + 1, min(k + 10, len(scan))):
        if _shared_noun(scan, k, j, long=long):
            return j + 1
        if not _steps_on(scan, j, long=long):
            return k
    return k


def _counts_anew(scan: Scan, k: int) -> bool:
    """Whether what "and" joins is a count of its own: "one fatality | and several injured shoppers"."""
    return scan.word(k + 1) in scan.language.vague or scan.at("outcome", k - 1) is not None


def _shared_noun(scan: Scan, k: int, j: int, *, long: bool) -> bool:
    """Whether the plural noun of people that what stands before `k` modifies ends with token `j`."""
    hit = people_ending_at(scan, j + 1)
    if hit is None or hit.start <= k or hit.entry.form != "plural":
        return False
    return long or scan.syntax.tags[j] is Tag.PLURAL


def _steps_on(scan: Scan, j: int, *, long: bool) -> bool:
    """Whether a token can stand between a modifier, or a long name, and the noun."""
    if not long:
        return scan.syntax.tags[j] in _MODIFIERS
    inside = scan.plays(j, "genitive", "definite") or scan.word(j) in {"(", ")"}
    return inside or scan.syntax.tags[j] in _IN_NAMES


def _ends_here(scan: Scan, k: int) -> bool:
    """Whether a noun phrase ends before token `k`: an adjective or direction after its noun, or what befell them."""
    tags = scan.syntax.tags
    if scan.word(k) in person_words(scan.language)["aged"]:
        return True
    if tags[k - 1] in NOUNS and (tags[k] is Tag.ADJECTIVE or scan.at("place_directions", k) is not None):
        return True
    told = scan.at("outcome", k)
    return told is not None and told.entry.form in {"word", "phrase"} and not _noun_at(scan, told.end)


def _noun_at(scan: Scan, k: int) -> bool:
    return k < len(scan) and scan.syntax.tags[k] in NOUNS


def age_at(scan: Scan, k: int) -> bool:
    """Whether an age stands here: "12-year-old", or "year-old" after its number.

    Parameters
    ----------
    scan : Scan
    k : int

    Returns
    -------
    bool
    """
    ages = person_words(scan.language)["age"]
    return (scan.word(k + 1) == "-" and scan.word(k + 2) in ages) or scan.word(k) in ages


def _modifies(scan: Scan, k: int, start: int) -> bool:
    """Whether a participle stands before its noun ("26 captured tribesmen")."""
    led = k > 0 and scan.syntax.tags[k - 1] in _LEADS
    if k != start and not led:
        return False
    if _noun_at(scan, k + 1) and scan.at("outcome", k) is None:
        return True
    return led and scan.at("people", k + 1) is not None


def _intensifies(scan: Scan, k: int) -> bool:
    """Whether an adverb stands before an adjective with a noun of people behind it: "49 | newly | trained soldiers"."""
    tags, noun = scan.syntax.tags, k + 2
    described = noun < len(scan) and tags[k + 1] in _DESCRIBING and scan.at("outcome", k + 1) is None
    return described and any(scan.at("people", j) is not None for j in (noun, noun + 1) if _noun_at(scan, j))


_DESCRIBING = frozenset({Tag.ADJECTIVE, Tag.PARTICIPLE, Tag.PAST})


def _adjective_pair(scan: Scan, comma: int, start: int) -> bool:
    """Whether the comma joins two adjectives of one noun ("young, unarmed men")."""
    if comma <= start or comma + 2 >= len(scan):
        return False
    around = {scan.syntax.tags[comma - 1], scan.syntax.tags[comma + 1]}
    return around == {Tag.ADJECTIVE} and scan.at("people", comma + 2) is not None


def _longest_people(scan: Scan, start: int, end: int) -> int:
    """Return where a noun of several words ends that begins inside the phrase ("member of parliament")."""
    return max((hit.end for k in range(start, end) for hit in scan.starting("people", k)), default=end)


def _people_end(scan: Scan, end: int) -> bool:
    return people_ending_at(scan, end) is not None


def people_ending_at(scan: Scan, end: int) -> Hit | None:
    """Return the longest noun of people that ends before token `end`.

    Parameters
    ----------
    scan : Scan
    end : int

    Returns
    -------
    Hit or None
    """
    return next(iter(scan.ending("people", end)), None)


def noun_of(scan: Scan, phrase: Phrase) -> str:
    """Return the head of a phrase, with the words before it that are part of the noun.

    Parameters
    ----------
    scan : Scan
    phrase : Phrase

    Returns
    -------
    str
        In lower case.
    """
    hit = people_ending_at(scan, phrase.head + 1)
    start = hit.start if hit is not None else phrase.head
    return " ".join(scan.lows[start : phrase.head + 1])
