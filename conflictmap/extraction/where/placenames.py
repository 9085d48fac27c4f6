"""Words of a place phrase: what may be a name, what may stand before a noun of place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from conflictmap.extraction.numbers.numerals import parse_number
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Tag
from conflictmap.extraction.violence.means import is_verb

__all__ = [
    "distance_end",
    "inside_name",
    "is_distance",
    "is_letter",
    "is_name",
    "is_small",
    "is_subject",
    "joins_directions",
    "may_modify",
    "name_soon",
    "numbers_name",
    "small_words",
    "tells_deed",
    "title_case",
    "whole_name",
]


def small_words(scan: Scan, table: str) -> Mapping[str, frozenset[str]]:
    """Return the lists of a table of ``reading/placephrases.toml``.

    Parameters
    ----------
    scan : Scan
    table : str
    """
    return scan.language.lists("placephrases")[table]


def name_soon(scan: Scan, i: int) -> bool:
    """Whether a name begins at token `i`, an article or direction word aside ("and the Karrada district").

    Parameters
    ----------
    scan : Scan
    i : int
    """
    aside = small_words(scan, "articles")["before_names"]
    while i < len(scan) and (scan.word(i) in aside or scan.at("place_directions", i) is not None):
        i += 1
    return i < len(scan) and (is_name(scan, i) or _begins_name(scan, i))


def _begins_name(scan: Scan, i: int) -> bool:
    """Whether a capital that makes no name by itself stands before one: "Abu Ghraib"."""
    return scan.tokens[i].capital and inside_name(scan, i)


def inside_name(scan: Scan, j: int) -> bool:
    """Whether a word behind a name goes on with it: "Kut's market", "Khan al Baghdadi".

    Parameters
    ----------
    scan : Scan
    j : int
    """
    word, joints = scan.word(j), small_words(scan, "joints")
    if word in joints["genitive"]:
        return True
    joint = (word in scan.grammar.name_joints and word not in joints["and"]) or is_letter(scan, j)
    following = j + 1 + is_letter(scan, j + 1)
    return joint and following < len(scan) and is_name(scan, following)


def numbers_name(scan: Scan, j: int, last: int) -> bool:
    """Whether a number is part of the name before it: "Camp | Nine", "Kilometre | 11", "Sector | 5".

    Parameters
    ----------
    scan : Scan
    j : int
    last : int
        Where the last noun or name of the phrase stands.
    """
    if not 0 <= last == j - 1:
        return False
    named = scan.tokens[j - 1].capital and scan.word(j - 1) in scan.language.lists("persons")["words"]["numbered"]
    number = scan.syntax.tags[j] is Tag.NUMBER or scan.plays(j, "one")
    return named and number and (scan.tokens[j].capital or scan.word(j).isdecimal())


def is_letter(scan: Scan, j: int) -> bool:
    """Whether a mark between names is a letter of one: "Wadi al 'Asal", "Rabi' al-Awwal"; no mark of a quotation.

    Parameters
    ----------
    scan : Scan
    j : int
    """
    if scan.word(j) not in small_words(scan, "joints")["letters"] or not 0 < j < len(scan) - 1:
        return False
    before, after = scan.tokens[j - 1], scan.tokens[j + 1]
    leading = before.low in scan.grammar.name_joints or before.low in scan.language.places.elements
    led = leading and after.start == scan.tokens[j].end
    return led or (before.end == scan.tokens[j].start and after.low.partition("-")[0] in scan.grammar.name_joints)


def may_modify(scan: Scan, j: int, content: int, start: int) -> bool:
    """Whether the word can stand before the noun of a place: "rebel-held", "busy", "Sunni", "crowded vegetable".

    Parameters
    ----------
    scan : Scan
    j : int
    content : int
    start : int
    """
    word = scan.word(j)
    if not word[0].isalnum() or is_small(scan, word) or tells_deed(scan, j):
        return False
    if content >= start:
        return _leads_to_place(scan, j)
    if j - start >= 6:
        return False
    if scan.tokens[j].capital:
        return word not in scan.grammar.day_names
    adjective = scan.syntax.tags[j] is Tag.ADJECTIVE
    return adjective or parse_number(scan, j) is None or word in small_words(scan, "articles")["one"]


def is_small(scan: Scan, word: str) -> bool:
    """Whether a word is one of the small ones that never describe a place.

    Parameters
    ----------
    scan : Scan
    word : str
    """
    grammar = scan.grammar
    return word in grammar.no_place_modifiers or word in grammar.inner_prepositions or word in grammar.be


def tells_deed(scan: Scan, j: int) -> bool:
    """Whether a word says what happened, so that it describes no place.

    Parameters
    ----------
    scan : Scan
    j : int
    """
    if scan.at("outcome", j) is not None:
        return True
    kind = scan.at("kind", j)
    return kind is not None and is_verb(kind.entry) and scan.syntax.tags[j] is not Tag.ADJECTIVE


def _leads_to_place(scan: Scan, j: int) -> bool:
    """Whether a noun of place follows soon: after a name or a noun, only what leads to one goes on."""
    ahead = range(j, min(j + 2, len(scan) - 1) + 1)
    if scan.word(j) in small_words(scan, "joints")["no_modifier"] or scan.at("said", j):
        return False
    return any(scan.at("place_kinds", k) or scan.at("place_sites", k) for k in ahead)


def whole_name(scan: Scan, start: int, end: int) -> bool:
    """Whether a name is one only with the kind of place behind it: "Sadr City".

    Parameters
    ----------
    scan : Scan
    start, end : int
        Its tokens.
    """
    kind = end - start == 2 and scan.at("place_kinds", end - 1) is not None
    return kind and all(scan.tokens[i].capital for i in (start, end - 1))


def is_subject(scan: Scan, end: int) -> bool:
    """Whether a verb follows at once, so that the name before it is a subject.

    Parameters
    ----------
    scan : Scan
    end : int
        The token after the name.
    """
    after = scan.at("outcome", end) or scan.at("kind", end)
    if after is not None and after.entry.form in _VERB_FORMS:
        return True
    return scan.word(end) in scan.grammar.be or scan.word(end) in small_words(scan, "verbs")["of_subjects"]


_VERB_FORMS = frozenset({"past", "past_participle", "verb"})


def is_name(scan: Scan, j: int) -> bool:
    """Whether a token may be a name, or part of one: by its capital, where capitals tell.

    Parameters
    ----------
    scan : Scan
    j : int
    """
    token = scan.tokens[j]
    if not (token.capital or scan.without_capitals):
        return False
    if scan.syntax.tags[j] is Tag.POSSESSIVE:
        return False  # "Our ambush lay in wait"
    if scan.without_case and scan.syntax.tags[j] in VERBS:
        return False  # "ROADSIDE BOMB KILLS THREE"
    if scan.without_capitals:
        return _may_be_name(scan, j)
    if token.low in small_words(scan, "nouns")["abbreviations"]:
        return False
    return token.low not in scan.language.not_names and (len(token.text) > 1 or token.text.isdecimal())


def _may_be_name(scan: Scan, j: int) -> bool:
    """Whether a noun of a text without capitals may be a name: one that the lexicon does not know."""
    token = scan.tokens[j]
    unknown = not any(scan.at(category, j) for category in _KNOWN)
    grammar = scan.grammar
    small = (grammar.inner_prepositions, grammar.no_place_modifiers, grammar.place_determiners, grammar.day_names)
    fits = token.low not in scan.language.not_names and not any(token.low in words for words in small)
    return unknown and fits and len(token.text) > 2 and token.text.isalpha() and scan.syntax.tags[j] in NOUNS


_Category = Literal[
    "kind", "people", "outcome", "place_kinds", "place_sites", "place_directions", "place_units", "said", "body"
]


_KNOWN: tuple[_Category, ...] = get_args(_Category)


def title_case(scan: Scan) -> bool:
    """Whether the whole line is set in capitals or title case, as headlines are.

    Parameters
    ----------
    scan : Scan
    """
    long = [token for token in scan.tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(long) > 2 and sum(token.capital for token in long) >= 0.6 * len(long)


def distance_end(scan: Scan, i: int) -> int | None:
    """Return the token after a distance at `i`, `i` itself if none stands there; nothing for "about" without one.

    Parameters
    ----------
    scan : Scan
    i : int
    """
    lists = small_words(scan, "distances")
    j = i
    while scan.word(j) in lists["roughly"]:
        j += 1
    end = _measure_end(scan, j)
    if end is None:
        return i if j == i else None
    j = _after_brackets(scan, end)
    if scan.word(j) not in lists["led"]:
        return j
    to_the = (
        scan.word(j) in small_words(scan, "joints")["to"]
        and scan.word(j + 1) in small_words(scan, "articles")["definite"]
    )
    return j + (2 if to_the else 1)


def _measure_end(scan: Scan, j: int) -> int | None:
    """Return the token after a number with its unit, in one token or in several."""
    if is_distance(scan, j):
        return j + 1
    number = parse_number(scan, j)
    return None if number is None or scan.at("place_units", number[1]) is None else number[1] + 1


_DIGITS = "0123456789.,"


def is_distance(scan: Scan, i: int) -> bool:
    """Whether a token is a number with its unit: "20km".

    Parameters
    ----------
    scan : Scan
    i : int
    """
    word = scan.word(i)
    if not word[:1].isdecimal() or word[-1:].isdecimal():
        return False
    tag = scan.language.places.tags.get(word.lstrip(_DIGITS))
    return tag is not None and tag.role == "unit"


def _after_brackets(scan: Scan, j: int) -> int:
    """Return the token after what stands in brackets at `j`: "40 km (25 miles) | south"."""
    if scan.word(j) != "(":
        return j
    while j < len(scan) and scan.word(j) != ")":
        j += 1
    return j + 1


def joins_directions(scan: Scan, j: int) -> bool:
    """Whether an "and" joins two directions: "central and northern Iraq".

    Parameters
    ----------
    scan : Scan
    j : int
        Its token.
    """
    directions = scan.first("place_directions")
    return j - 1 in directions and j + 1 in directions and scan.word(j) in small_words(scan, "joints")["and"]
