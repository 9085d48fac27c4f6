"""Where, as far as the words go: phrases that may name a place, before anybody looks them up.

::

    chain := preposition np (("," | "of" | "in" | "near" | ...) np)*     "in the Nabi Yunis quarter of the same city"
           | distance? direction "of" np                                 "about 40 km south of Kirkuk"
           | target-verb np                                              "shelled the border villages of Zharawa"
           | Name (site | event)                                         "a Baghdad hotel", "the Kirkuk bombing"
           | "there" | "nearby" | "the city"                             pointing back
    np    := determiner? modifier* (Name | kind | site)+

Whether a capitalised word is a place is for the geocoder to say; here it only must stand where places stand.
"""

from __future__ import annotations

from dataclasses import dataclass

from conflictmap.extraction.quantities import parse_number
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS, Tag

__all__ = ["PlaceHit", "find_places"]


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A candidate: tokens `start` to `end`, and how it stands in the sentence.

    Attributes
    ----------
    start, end : int
        Tokens of the location words, the leading preposition left out unless it is part of the place ("south of").
    how : str
        ``"in"`` (after a preposition of place), ``"target"`` (what a verb struck), ``"name"`` (before a noun),
        ``"weak"`` (after "from" or "to"), ``"points"`` ("there", "the city").
    named : bool
        Whether a capitalised name stands in it.
    """

    start: int
    end: int
    how: str
    named: bool


def find_places(scan: Scan) -> list[PlaceHit]:
    """Return the place candidates of a sentence in order."""
    found: list[PlaceHit] = []
    i = 0
    while i < len(scan):
        hit = _at(scan, i)
        if hit is None:
            i += 1
            continue
        found.append(hit)
        i = max(hit.end, i + 1)
    return found


def _holds_office(scan: Scan, i: int) -> bool:
    """Whether the noun before token `i` is an office that belongs to a place."""
    return scan.word(i - 1) in {"mayor", "governor", "chief", "judge", "commander", "council", "imam", "police"}


_POINTS = frozenset({"n", "s", "e", "w"})


def _at(scan: Scan, i: int) -> PlaceHit | None:
    """Read the place phrase that begins at token `i`."""
    led = _led(scan, i)
    if led is not None:
        return led
    directed = _directed(scan, i)
    if directed is not None:
        return directed
    if scan.word(i) == "of" and _holds_office(scan, i) and _name_soon(scan, i + 1):
        return _weak(scan, i + 1)  # "the mayor of Khalis"
    weak = scan.at("place_weak_prepositions", i)
    if weak is not None and scan.word(i - 1) != "according" and _name_soon(scan, weak.end):
        return _weak(scan, weak.end)
    target = scan.at("place_targets", i)
    if target is not None:
        chain = _chain(scan, target.end + (scan.word(target.end) == "of"))
        if chain is not None and chain[2]:
            return PlaceHit(chain[0], chain[1], "target", True)
    if scan.at("place_pointing", i) is not None and (
        scan.word(i) == "nearby" or scan.word(i + 1) not in scan.grammar.be
    ):
        return PlaceHit(i, i + 1, "points", False)
    return _before_noun(scan, i)


def _led(scan: Scan, i: int) -> PlaceHit | None:
    """Read a phrase after a preposition of place; the preposition is part of it where it tells how far off."""
    word, preposition = scan.word(i), scan.at("place_prepositions", i)
    if preposition is None or (word in scan.grammar.far_prepositions and not _name_soon(scan, preposition.end)):
        return None
    chain = _chain(scan, preposition.end)
    if chain is None or (word in {"by", "against", "over", "into", "amid"} and not chain[2]):
        return None
    inner = word in scan.grammar.kept_prepositions or scan.word(i + 1) == "and"
    how = "weak" if word in {"by", "against", "over", "amid"} else "in"
    return PlaceHit(i if inner else chain[0], chain[1], how, chain[2])


def _weak(scan: Scan, i: int) -> PlaceHit | None:
    chain = _chain(scan, i)
    return PlaceHit(chain[0], chain[1], "weak", True) if chain is not None and chain[2] else None


def _directed(scan: Scan, i: int) -> PlaceHit | None:
    """Read "40 km (25 miles) south of Kirkuk", "Northeast of Samarra"."""
    j = i
    while scan.word(j) in {"about", "around", "some", "roughly", "approximately", "just", "nearly"}:
        j += 1
    number = parse_number(scan, j)
    if number is not None and scan.at("place_units", number[1]) is not None:
        j = number[1] + 1
        if scan.word(j) == "(":
            while j < len(scan) and scan.word(j) != ")":
                j += 1
            j += 1
        if scan.word(j) in {"to", "away"}:
            j += 2 if scan.word(j) == "to" and scan.word(j + 1) == "the" else 1
    elif j > i:
        return None
    if scan.at("place_directions", j) is None and not (number is not None and scan.word(j) in _POINTS):
        if number is not None and j > i and scan.word(j) == "from":
            pass
        else:
            return None
    if scan.word(j + 1) not in {"of", "from"} and scan.word(j) != "from":
        return None
    chain = _chain(scan, j + (2 if scan.word(j) != "from" else 1))
    return PlaceHit(i, chain[1], "in", chain[2]) if chain is not None else None


def _chain(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    """Read an np and what is joined to it: (first token, token after, whether a name stands in it)."""
    first = _np(scan, i)
    if first is None:
        return None
    end, named = first
    pointing = _points(scan, i, end)
    while True:
        joined = _joined(scan, end)
        if joined is None:
            break
        end, more = joined
        named = named or more
    pointing = pointing or (
        scan.word(end - 1) in {"city", "capital", "town", "district"} and scan.word(end - 2) in {"the", "same"}
    )
    return (i, end, named) if named or pointing else None


def _joined(scan: Scan, end: int) -> tuple[int, bool] | None:
    """Read what is joined to a noun phrase of place: (token after it, whether a name stands in it)."""
    word = scan.word(end)
    if word == ",":
        return _after_comma(scan, end + 1)
    if word == "(" and scan.tokens[min(end + 1, len(scan) - 1)].capital:
        inner = _np(scan, end + 1)
        return (inner[0] + 1, inner[1]) if inner is not None and scan.word(inner[0]) == ")" else None
    directed = _directed(scan, end)
    if directed is not None:
        return directed.end, directed.named
    return _after_preposition(scan, end) if word in scan.grammar.inner_prepositions or word in {"and", "'s"} else None


def _after_comma(scan: Scan, j: int) -> tuple[int, bool] | None:
    """Read "Dora, southern Baghdad", "Falluja, some 50 km west of Baghdad", "Dibis, also in Kirkuk"."""
    directed = _directed(scan, j)
    if directed is not None:
        return directed.end, directed.named
    j += scan.word(j) == "also"
    if scan.word(j) in {"in", "near", "on", "outside"}:
        inner = _np(scan, j + 1)
        return inner if inner is not None and inner[0] - j <= 8 else None
    inner = _np(scan, j)
    opens = scan.word(j) in {"a", "an", "the"}
    if inner is not None and not inner[1] and opens and scan.word(inner[0]) in {"of", "in"}:
        beyond = _np(scan, inner[0] + 1)  # "Salam, a quarter of Mosul"
        inner = beyond if beyond is not None and _name_soon(scan, inner[0] + 1) else None
    return inner if inner is not None and inner[1] and _locates(scan, j, inner[0]) else None


def _after_preposition(scan: Scan, end: int) -> tuple[int, bool] | None:
    """Read "the market of Kut", "an entrance to the city of Hilla", "the road out of Kut"."""
    word = scan.word(end)
    if word == "and" and not _name_soon(scan, end + 1):
        return None
    if word == "out":
        end += scan.word(end + 1) == "of"
    inner = _np(scan, end + 1)
    if inner is not None and word == "to" and not inner[1] and scan.word(inner[0]) == "of":
        inner = _np(scan, inner[0] + 1)
    if inner is None or (word in {"and", "to", "from"} and not inner[1]):
        return None
    return inner


def _name_soon(scan: Scan, i: int) -> bool:
    """Whether a name begins at token `i`, an article or direction word aside ("and the Karrada district")."""
    while i < len(scan) and (scan.word(i) in {"the", "in", "near"} or scan.at("place_directions", i) is not None):
        i += 1
    return i < len(scan) and _is_name(scan, i)


def _locates(scan: Scan, start: int, end: int) -> bool:
    """Whether what follows a comma can contain the place before it: a name, and no verb right behind a lone subject."""
    after = scan.at("outcome", end) or scan.at("kind", end)
    if after is not None and after.entry.form in {"past", "past_participle", "verb"}:
        return False
    if scan.word(end) in scan.grammar.be | {"said", "told", "who", "has", "had"}:
        return False
    if not (
        _name_soon(scan, start)
        or scan.word(start) in {"the", "a", "an", "capital", "about", "some"}
        or scan.at("place_kinds", start)
    ):
        return False
    return scan.word(start) not in {"a", "an"} or scan.at("place_kinds", start + 1) is not None


def _np(scan: Scan, i: int) -> tuple[int, bool] | None:
    """Read one noun phrase of place: (token after it, whether a name stands in it)."""
    j, named, content = i, False, -1
    while j < len(scan) and j < i + 14:
        word = scan.word(j)
        if _is_name(scan, j):
            named, content = True, j
        elif scan.at("place_kinds", j) is not None or scan.at("place_sites", j) is not None:
            hit = scan.at("place_sites", j) or scan.at("place_kinds", j)
            content = (hit.end if hit else j + 1) - 1
            j = content
        elif (
            word == "and"
            and scan.at("place_directions", j - 1) is not None
            and scan.at("place_directions", j + 1) is not None
        ):
            pass  # "central and northern Iraq"
        elif scan.at("place_directions", j) is not None:
            content = j if scan.word(j - 1) == "the" else content
        elif (word == "'s" and content == j - 1 and named) or (
            word in scan.grammar.name_joints
            and content == j - 1
            and named
            and j + 1 < len(scan)
            and _is_name(scan, j + 1)
            and word != "and"
        ):
            pass
        elif word in scan.grammar.place_determiners:
            if content >= i:
                break
        elif not _may_modify(scan, j, content, i):
            break
        j += 1
    if content < i:
        return None
    return content + 1, named


def _points(scan: Scan, i: int, end: int) -> bool:
    """Whether a phrase without a name still is a place: "the city", "a market", "the north"."""
    pointing = (
        scan.word(i) in {"the", "this", "that", "same", "their", "his", "her", "another", "a", "an", "its"}
        or scan.at("place_directions", i) is not None
    )
    return pointing or scan.at("place_sites", end - 1) is not None


def _may_modify(scan: Scan, j: int, content: int, start: int) -> bool:
    """Whether the word can stand before the noun of a place: "rebel-held", "busy", "Sunni", "crowded vegetable"."""
    word = scan.word(j)
    if (
        not word[0].isalnum()
        or word in scan.grammar.no_place_modifiers
        or word in scan.grammar.inner_prepositions
        or word in scan.grammar.be
    ):
        return False
    outcome, kind = scan.at("outcome", j), scan.at("kind", j)
    if outcome is not None or (
        kind is not None and kind.entry.form == "verb" and scan.syntax.tags[j] is not Tag.ADJECTIVE
    ):
        return False
    if content >= start:  # after a name or a noun, only what leads to a noun of place goes on
        ahead = min(j + 2, len(scan) - 1)
        return (
            any(scan.at("place_kinds", k) or scan.at("place_sites", k) for k in range(j, ahead + 1))
            and word not in {"on", "in"}
            and not scan.at("said", j)
        )
    if j - start >= 6:
        return False
    if scan.tokens[j].capital:
        return word not in scan.grammar.day_names
    if scan.syntax.tags[j] is Tag.ADJECTIVE:
        return True
    return parse_number(scan, j) is None or scan.word(j) in {"one"}


def _is_name(scan: Scan, j: int) -> bool:
    token = scan.tokens[j]
    if scan.without_case and scan.syntax.tags[j] in VERBS:
        return False  # "ROADSIDE BOMB KILLS THREE"
    if scan.without_capitals:
        return _may_be_name(scan, j)
    if token.low in {"ivo", "vic"}:
        return False
    return token.capital and token.low not in scan.language.not_names and (len(token.text) > 1 or token.text.isdigit())


def _may_be_name(scan: Scan, j: int) -> bool:
    """Whether a noun of a text without capitals may be a name: one that the lexicon does not know."""
    token = scan.tokens[j]
    unknown = not any(scan.at(category, j) for category in _KNOWN)
    grammar = scan.grammar
    small = (grammar.inner_prepositions, grammar.no_place_modifiers, grammar.place_determiners, grammar.day_names)
    fits = token.low not in scan.language.not_names and not any(token.low in words for words in small)
    return unknown and fits and len(token.text) > 2 and token.text.isalpha() and scan.syntax.tags[j] in NOUNS


_KNOWN = ("kind", "people", "outcome", "place_kinds", "place_sites", "place_directions", "place_units", "said", "body")


def _title_case(scan: Scan) -> bool:
    """Whether the whole line is set in capitals or title case, as headlines are."""
    long = [token for token in scan.tokens if len(token.text) > 3 and token.text[0].isalpha()]
    return len(long) > 2 and sum(token.capital for token in long) >= 0.6 * len(long)


def _before_noun(scan: Scan, i: int) -> PlaceHit | None:
    """Read a name that stands before a noun of place or of violence: "a Baghdad hotel", "the Kirkuk bombing"."""
    if not _is_name(scan, i) and scan.at("place_directions", i) is None:
        return None
    if i and _is_name(scan, i - 1):
        return None
    j = i
    while j < len(scan) and (_is_name(scan, j) or (j == i and scan.at("place_directions", j) is not None)):
        j += 1
    if not any(_is_name(scan, k) for k in range(i, j)):
        return None
    possessive = scan.word(j) == "'s"
    if (
        i == 0
        and not possessive
        and j == 1
        and scan.at("place_kinds", j) is None
        and scan.tokens[0].text != scan.tokens[0].text.upper()
        and not _title_case(scan)
    ):
        return None  # the capital of a sentence's first word says nothing
    k = j + 1 if possessive else j
    for ahead in range(k, min(k + 4, len(scan))):
        kind = scan.at("kind", ahead)
        if scan.at("place_sites", ahead) is not None or scan.at("place_kinds", ahead) is not None:
            end = ahead + 1 if possessive or scan.at("place_kinds", ahead) is not None else j
            fits = scan.at("place_kinds", ahead) is not None and end == ahead + 1
            return PlaceHit(i, end, "target" if fits else "name", True)
        if kind is not None and kind.entry.form in {"event", "means"} and ahead - k <= 2:
            return PlaceHit(i, j, "name", True)
        word = scan.word(ahead)
        if (
            not word[0].isalpha()
            or word in scan.grammar.no_place_modifiers
            or word in scan.grammar.inner_prepositions
            or word in scan.grammar.be
            or scan.at("outcome", ahead)
        ):
            break
    return None
