"""Places that no preposition leads: "IED, Tarmiya, two killed", "a Basra lawyer was shot".

::

    log  := event ","? Name ("," | "." | ":")          a line of a log, its facts set off by marks
          | Name ":" event                            where capitals do not tell a heading
    told := Name "," "where" clause                    a town with a clause of its own
    seen := Name "'s" "morgue"                         a town where the dead were counted
    home := ("a" | "the") Name noun of people         where somebody is from, if nothing better is told
    name := "the" kind ("," Name "," | "of" Name)     a place that was just spoken of, and now is called by its name
"""

from __future__ import annotations

from itertools import pairwise

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.means import is_gun, is_means, is_verb
from conflictmap.extraction.where.placenames import is_name, small_words, whole_name
from conflictmap.language import Hit

__all__ = [
    "bracketed_place",
    "counting_place",
    "counts_after",
    "described_next",
    "described_place",
    "described_row",
    "home_place",
    "introduced_place",
    "is_log",
    "log_place",
    "logged",
    "names_event",
    "next_bracketed",
    "opens_row",
]

_SEPARATES = frozenset({",", ".", ":", ";", "-", "/", "("})
_LONGEST = 3


def is_log(scan: Scan) -> bool:
    """Whether a sentence has no verb but those that label a count: "4 killed", "killed: 4".

    Parameters
    ----------
    scan : Scan
    """
    tags = scan.syntax.tags
    return all(
        tags[clause.verb.start - 1] is Tag.NUMBER or scan.word(clause.verb.end) == ":" for clause in scan.syntax.clauses
    )


def introduced_place(scan: Scan, i: int) -> tuple[int, int] | None:
    """Return the tokens of a name that a sentence gives to a place spoken of: "The village, | Bashir |, lies ...".

    Parameters
    ----------
    scan : Scan
    i : int
        Where the sentence begins.
    """
    joints, kind = small_words(scan, "joints"), scan.at("place_kinds", i + 1)
    if i or scan.word(i) not in small_words(scan, "articles")["definite"] or kind is None:
        return None
    comma = scan.word(kind.end) == ","
    end = _names_end(scan, kind.end + 1) if comma or scan.word(kind.end) in joints["of"] else None
    return (kind.end + 1, end) if end is not None and (not comma or scan.word(end) == ",") else None


def log_place(scan: Scan, i: int) -> int | None:
    """Return the token after a name that stands alone between marks beside a bare word of violence.

    Parameters
    ----------
    scan : Scan
    i : int
        Where the name begins.
    """
    end = _names_end(scan, i)
    if end is None or not _closed(scan, end):
        return None
    if i == 0:
        return end if _opens_log(scan, end) else None
    if scan.word(i - 1) == "." and scan.word(end) == ":":
        return None  # a label: "Means: shooting. Context: ambush."
    before = _before_marks(scan, i)
    if before < i:
        return end if any(_is_bare(scan, hit) for hit in _ending(scan, before)) else None
    return end if is_log(scan) and names_event(scan, i) else None


def _opens_log(scan: Scan, end: int) -> bool:
    """Whether a bare word of violence follows a name at the head of a line: "Jamia, IED vs. patrol"."""
    marked = scan.word(end) == "," or (scan.word(end) == ":" and scan.without_capitals)
    return marked and _event_at(scan, end + 1) is not None


def logged(scan: Scan, hit: Hit) -> bool:
    """Whether a line of a log says no more of an attack than a word of violence and a place: "IED, Baquba".

    Parameters
    ----------
    scan : Scan
    hit : Hit
    """
    if not _is_bare(scan, hit):
        return False
    at = hit.end + (scan.word(hit.end) in _SEPARATES)
    return at > hit.end and at < len(scan) and log_place(scan, at) is not None


_ITEM = 7
"""Tokens between two brackets within which the next place stands."""


def next_bracketed(scan: Scan, close: int) -> int | None:
    """Return where the next place of a row begins, each with its count in brackets: "in Kut (five dead), | Hit (two".

    Parameters
    ----------
    scan : Scan
    close : int
        The bracket that closes the count before.
    """
    start = _past_joints(scan, close + 1)
    opening = next((i for i in range(start, min(start + _ITEM, len(scan) - 1)) if scan.word(i) == "("), start)
    if start == close + 1 or opening == start:
        return None
    return start if _names_one(scan, start, opening) and _counts(scan, opening + 1) else None


def _past_joints(scan: Scan, i: int) -> int:
    """Step over what joins the parts of a row."""
    while i < len(scan) and (scan.word(i) == "," or scan.syntax.tags[i] is Tag.COORDINATOR):
        i += 1
    return i


def _names_one(scan: Scan, start: int, end: int) -> bool:
    """Whether tokens name a place, and no verb stands among them."""
    tags = scan.syntax.tags[start:end]
    return tags[-1] is Tag.NAME and all(tag in _OF_PLACES for tag in tags)


def opens_row(scan: Scan, end: int) -> bool:
    """Whether what ends before token `end` is the first of such a row, so that one attack of several is told in it.

    Parameters
    ----------
    scan : Scan
    end : int
    """
    near = range(max(0, end - 3), end)
    return any(scan.word(i) == ")" and next_bracketed(scan, i) == end for i in near)


_OF_PLACES = frozenset({Tag.PREPOSITION, Tag.DETERMINER, Tag.ADJECTIVE, *NOUNS})


def _counts(scan: Scan, i: int) -> bool:
    return scan.syntax.tags[min(i, len(scan) - 1)] is Tag.NUMBER


def bracketed_place(scan: Scan, i: int) -> int | None:
    """Return the token after a name that opens such an item: "(five dead), | Hilla | (two killed)".

    Parameters
    ----------
    scan : Scan
    i : int
    """
    close = i - 1
    while close > 0 and (scan.word(close) == "," or scan.syntax.tags[close] is Tag.COORDINATOR):
        close -= 1
    if scan.word(close) != ")" or next_bracketed(scan, close) != i:
        return None
    end = _names_end(scan, i)
    return end if end is not None and scan.word(end) == "(" else None


def _place_start(scan: Scan, end: int) -> int:
    """Return where the words of a place that end before token `end` begin; `end` where no name ends there."""
    start = end
    while start > 0 and _is_of_place(scan, start - 1):
        start -= 1
    return start if start < end and is_name(scan, end - 1) else end


def _is_of_place(scan: Scan, i: int) -> bool:
    tag = scan.syntax.tags[i]
    leads = scan.at("place_prepositions", i) is not None or scan.plays(i, "genitive")
    return tag in _OF_PLACES and (tag is not Tag.PREPOSITION or leads)


def described_row(scan: Scan) -> list[tuple[int, int]]:
    """Return where each town of a row begins that has a clause of its own, and where that clause does.

    "Two died in | Kut, where | a mine went off, and | in Hit, where | gunmen struck".

    Parameters
    ----------
    scan : Scan
    """
    where = small_words(scan, "joints")["where"]
    if len(scan.found(where)) < _ROW:
        return []  # asked for every name of every sentence
    told = [c.start for c in scan.syntax.clauses if c.marker in where and scan.word(c.start - 1) in where]
    row = [(_place_start(scan, start - 1 - (scan.word(start - 2) == ",")), start) for start in told]
    return row if len(row) >= _ROW else []


_ROW = 2
"""Towns of a row."""


def described_next(scan: Scan) -> list[int]:
    """Return where a town begins that "and" adds and that is described before its own clause.

    "In Hit a mine killed two, and | in Ana, where a curfew was on, a sniper killed one".

    Parameters
    ----------
    scan : Scan
    """
    where, clauses = small_words(scan, "joints")["where"], scan.syntax.clauses
    told = [one.start for one, other in pairwise(clauses) if one.marker in where and _resumes(other)]
    starts = [_place_start(scan, start - 1 - (scan.word(start - 2) == ",")) for start in told]
    return [start for start in starts if start and scan.syntax.tags[start - 1] is Tag.COORDINATOR]


def _resumes(clause: Clause) -> bool:
    """Whether a clause follows the comma that closes another."""
    return clause.link == "coordinate" and clause.marker == ","


def described_place(scan: Scan, i: int) -> int | None:
    """Return the token after the name of a town in such a row: "hit Kut, where two died, and | Hit |, where one did".

    Parameters
    ----------
    scan : Scan
    i : int
    """
    if scan.tokens[i].capital and any(start == i for start, _ in described_row(scan)):
        return _names_end(scan, i)
    return None


def counting_place(scan: Scan, i: int) -> int | None:
    """Return the token after the name of a town whose morgue or hospital counts: "| Baghdad |'s main morgue received".

    Parameters
    ----------
    scan : Scan
    i : int
    """
    end = _names_end(scan, i) if scan.tokens[i].capital else None
    clause = next((c for c in scan.syntax.clauses if c.subject[0] == i), None)
    if end is None or clause is None:
        return None
    last = clause.subject[1]
    owned = end < last and scan.syntax.tags[end] is Tag.GENITIVE
    return end if owned and scan.word(last - 1) in small_words(scan, "nouns")["counting"] else None


def home_place(scan: Scan, i: int) -> int | None:
    """Return the token after a name that says where somebody is from: "a | Basra | lawyer", "residents of | Basra |".

    Parameters
    ----------
    scan : Scan
    i : int
    """
    if scan.without_case or not is_name(scan, i):
        return None
    if scan.plays(i - 1, "genitive") and scan.word(i - 2) in small_words(scan, "nouns")["inhabitants"]:
        return _names_end(scan, i)
    if scan.word(i - 1) not in small_words(scan, "articles")["all"]:
        return _owns_office(scan, i)
    noun = scan.at("people", i + 1)
    known = noun is not None or scan.syntax.tags[min(i + 1, len(scan) - 1)] is Tag.NOUN
    fits = known and not scan.tokens[min(i + 1, len(scan) - 1)].capital
    return i + 1 if fits and scan.at("people", i) is None else None


def _owns_office(scan: Scan, i: int) -> int | None:
    """Return the token after the name of a town whose office somebody holds: "| Mosul |'s deputy governor"."""
    end = _names_end(scan, i)
    if end is None or end >= len(scan) or scan.syntax.tags[end] is not Tag.GENITIVE:
        return None
    offices = small_words(scan, "nouns")["offices"]
    return None if offices.isdisjoint(scan.lows[end + 1 : end + 4]) else end


def _names_end(scan: Scan, i: int) -> int | None:
    """Return the token after a run of names that begins at `i` and nothing else stands in."""
    end = i + 2 if whole_name(scan, i, min(i + 2, len(scan))) else i
    while end < len(scan) and end - i < _LONGEST and (is_name(scan, end) or _joins(scan, i, end)):
        end += 1
    return end if end > i else None


def _joins(scan: Scan, start: int, i: int) -> bool:
    """Whether a hyphen joins two parts of a name: "Jurf al-Sakhr" in several tokens."""
    return i > start and scan.word(i) == "-" and i + 1 < len(scan) and is_name(scan, i + 1)


def _closed(scan: Scan, end: int) -> bool:
    return end >= len(scan) or scan.word(end) in _SEPARATES


def _before_marks(scan: Scan, i: int) -> int:
    """Return the token after the last word before the marks that stand before `i`."""
    j = i
    while j > 0 and scan.word(j - 1) in _SEPARATES:
        j -= 1
    return j


def _ending(scan: Scan, end: int) -> list[Hit]:
    """Return the words of violence that end before token `end`."""
    return [hit for hit in scan.inside("kind", max(0, end - 4), end) if hit.end == end]


def names_event(scan: Scan, i: int) -> bool:
    """Whether token `i` follows a word of violence that stands alone in its line: "Airstrike | Tal Afar".

    A weapon right before a name may only have been found there; those counted fell: "3 rockets | Green Zone".

    Parameters
    ----------
    scan : Scan
    i : int
    """
    return any(_is_bare(scan, hit) and (not is_means(hit.entry) or hit.start) for hit in _ending(scan, i))


def counts_after(scan: Scan, end: int) -> bool:
    """Whether an event or a count follows the name that a line opens with: "Muqdadiya restaurant | 47 dead".

    Parameters
    ----------
    scan : Scan
    end : int
        The token after the name.
    """
    told = scan.syntax.tags[0] not in NOUNS or scan.at("kind", 0) or scan.at("people", 0)
    if told or end + 1 >= len(scan) or scan.inside("people", 0, end):
        return False
    return scan.at("kind", end) is not None or _is_count(scan, end)


def _is_count(scan: Scan, i: int) -> bool:
    """Whether a number stands here, an adverb before it or not: "now nine dead"."""
    tags = scan.syntax.tags
    return tags[i] is Tag.NUMBER or (tags[i] is Tag.ADVERB and tags[i + 1] is Tag.NUMBER)


def _event_at(scan: Scan, i: int) -> Hit | None:
    return next((hit for hit in scan.starting("kind", i) if _is_bare(scan, hit)), None)


def _is_bare(scan: Scan, hit: Hit) -> bool:
    """Whether a noun of violence stands by itself between two marks, or with its number: "IED", "2 explosions"."""
    if is_verb(hit.entry) or is_gun(hit.entry):
        return False
    first = hit.start - (hit.start > 0 and scan.syntax.tags[hit.start - 1] is Tag.NUMBER)
    return first == 0 or scan.word(first - 1) in _SEPARATES
