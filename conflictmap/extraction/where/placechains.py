"""A chain of places, each within or beside the next: "in the Nabi Yunis quarter of the same city", "20 km S of Kut".

::

    chain := np (("," | "of" | "in" | "near" | ...) np)*
           | distance? direction "of" np
"""

from __future__ import annotations

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS
from conflictmap.extraction.where.placehits import PlaceHit
from conflictmap.extraction.where.placenames import (
    distance_end,
    is_distance,
    is_name,
    is_subject,
    name_soon,
    small_words,
    whole_name,
)
from conflictmap.extraction.where.placenouns import Phrase, noun_phrase

__all__ = ["holds_office", "read_chain", "read_directed"]


def read_chain(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    """Read an np and what is joined to it.

    Parameters
    ----------
    scan : Scan
    i : int
        Its first token.

    Returns
    -------
    tuple of (int, int, bool) or None
        First token, token after, whether a name stands in it.
    """
    first = noun_phrase(scan, i)
    if first is None:
        return None
    end, named = first
    pointing = _points(scan, i, end)
    while (joined := _joined(scan, i, end) or _linked(scan, i, end)) is not None:
        end, named = joined[0], named or joined[1]
    return (i, end, named) if named or pointing or _known_town(scan, end) else None


def read_directed(scan: Scan, i: int) -> PlaceHit | None:
    """Read "40 km (25 miles) south of Kirkuk", "20km W of Kut", "Northeast of Samarra".

    Parameters
    ----------
    scan : Scan
    i : int
        Its first token.
    """
    lists = small_words(scan, "distances")
    led = i + (scan.word(i) in lists["merely"])
    if not (scan.all("place_units") or is_distance(scan, led) or scan.at("place_directions", led)):
        return None
    j = distance_end(scan, led)
    if j is None:
        return None
    measured, direct = j > led, scan.word(j) in lists["from"]
    points = scan.at("place_directions", j) is not None or (measured and (direct or scan.word(j) in lists["points"]))
    start = j + 1 if direct else _pointed(scan, j + 1, measured=measured)
    chain = read_chain(scan, start) if points and start is not None else None
    return PlaceHit(i, chain[1], "in", chain[2]) if chain is not None else None


def _pointed(scan: Scan, j: int, *, measured: bool) -> int | None:
    """Return where the place begins behind a direction; logs leave out "of" behind a distance: "5 km S | Taji"."""
    lists = small_words(scan, "distances")
    if scan.word(j) in lists["of"] | lists["from"]:
        return j + 1
    return j if measured and j < len(scan) and is_name(scan, j) else None


def _linked(scan: Scan, start: int, end: int) -> Phrase:
    """Read what a road links: "the road | that links Ramadi", "the road that links Ramadi | with Rutba"."""
    joints = small_words(scan, "joints")
    if scan.word(end) in joints["that"] and scan.word(end + 1) in joints["linking"]:
        end += 1
    elif scan.word(end) not in joints["beyond"] or joints["linking"].isdisjoint(scan.lows[start:end]):
        return None
    inner = noun_phrase(scan, end + 1)
    return inner if inner is not None and inner[1] else None


def _known_town(scan: Scan, end: int) -> bool:
    """Whether a phrase ends with "the city", "the same district"."""
    return (
        scan.word(end - 1) in small_words(scan, "nouns")["whole"]
        and scan.word(end - 2) in small_words(scan, "articles")["known"]
    )


def _joined(scan: Scan, start: int, end: int) -> Phrase:
    """Read what is joined to a noun phrase of place: (token after it, whether a name stands in it)."""
    word = scan.word(end)
    if word == ",":
        inner = _after_comma(scan, end + 1)
        return None if inner is not None and _is_holder(scan, start, end + 1, inner[0]) else inner
    if word == "(" and scan.tokens[min(end + 1, len(scan) - 1)].capital:
        return _in_brackets(scan, end + 1)
    directed = read_directed(scan, end)
    if directed is not None:
        return directed.end, directed.named
    return _after_preposition(scan, end) if _joins(scan, end) else None


def _in_brackets(scan: Scan, start: int) -> Phrase:
    inner = noun_phrase(scan, start)
    return (inner[0] + 1, inner[1]) if inner is not None and scan.word(inner[0]) == ")" else None


def _joins(scan: Scan, i: int) -> bool:
    """Whether a word joins places: "of", "and", "in", behind a border "with"."""
    word, joints = scan.word(i), small_words(scan, "joints")
    if word in joints["beyond"] and scan.word(i - 1) in small_words(scan, "nouns")["borders"]:
        return True
    return word in scan.grammar.inner_prepositions or word in joints["and"] or word in joints["genitive"]


def _is_holder(scan: Scan, start: int, name: int, end: int) -> bool:
    """Whether a name set off by commas is that of who holds an office: "the mayor of Hit, | Talib Hasan, said"."""
    whole = end > name + 1 and all(token.capital for token in scan.tokens[name:end])
    if not whole or not scan.plays(start - 1, "genitive") or scan.word(end) != ",":
        return False
    return holds_office(scan, start - 1) or any(h.end == start - 1 for h in scan.inside("people", start - 5, start - 1))


def _after_comma(scan: Scan, j: int) -> Phrase:
    """Read "Dora, southern Baghdad", "Ramadi, about 110 km west of Baghdad", "Taji, also in Baghdad"."""
    directed = read_directed(scan, j)
    if directed is not None:
        return directed.end, directed.named
    joints = small_words(scan, "joints")
    j += scan.word(j) in joints["also"]
    if scan.word(j) in joints["inside"]:
        inner = noun_phrase(scan, j + 1)
        return inner if inner is not None and inner[0] - j <= 8 else None
    inner = _within(scan, j)
    return inner if inner is not None and inner[1] and _locates(scan, j, inner[0]) else None


def _within(scan: Scan, j: int) -> Phrase:
    """Read an apposition that says what holds the place; its name may follow: "Salam, a quarter of Mosul"."""
    inner = noun_phrase(scan, j)
    if inner is None or inner[1] or scan.word(j) not in small_words(scan, "articles")["all"]:
        return inner
    if scan.word(inner[0]) not in small_words(scan, "joints")["holding"]:
        return inner
    beyond = noun_phrase(scan, inner[0] + 1)
    return beyond if beyond is not None and name_soon(scan, inner[0] + 1) else None


def _after_preposition(scan: Scan, end: int) -> Phrase:
    """Read "the market of Kut", "an approach to the city of Samarra", "the road out of Kut"."""
    word, joints = scan.word(end), small_words(scan, "joints")
    if word in joints["and"] and not name_soon(scan, end + 1):
        return None
    if word in joints["out"]:
        end += scan.word(end + 1) in joints["of"]
    inner = _led_to(scan, end + 1) if word in joints["to"] else noun_phrase(scan, end + 1)
    needs_name = word in joints["and"] or word in joints["way"]
    return None if inner is None or (needs_name and not (inner[1] or _is_border(scan, inner[0]))) else inner


def _led_to(scan: Scan, start: int) -> Phrase:
    """Read what one comes to, by its name if it has one: "an approach to | the city of Samarra"."""
    inner = noun_phrase(scan, start)
    if inner is None or inner[1] or scan.word(inner[0]) not in small_words(scan, "joints")["of"]:
        return inner
    return noun_phrase(scan, inner[0] + 1)


def _is_border(scan: Scan, end: int) -> bool:
    return scan.word(end - 1) in small_words(scan, "nouns")["borders"]


def _locates(scan: Scan, start: int, end: int) -> bool:
    """Whether what follows a comma can contain the place before it: a name, and no verb right behind a lone subject."""
    if is_subject(scan, _past_capitals(scan, end)):
        return False
    articles, kind = small_words(scan, "articles"), scan.at("place_kinds", start) or whole_name(scan, start, end)
    if not (name_soon(scan, start) or scan.word(start) in articles["opening"] or kind):
        return False
    return scan.word(start) not in articles["indefinite"] or scan.at("place_kinds", start + 1) is not None


def _past_capitals(scan: Scan, i: int) -> int:
    """Step over the rest of a long name: "the Joint Operations | Command | said"."""
    while i < len(scan) and scan.tokens[i].capital and scan.syntax.tags[i] in NOUNS:
        i += 1
    return i


def _points(scan: Scan, i: int, end: int) -> bool:
    """Whether a phrase without a name still is a place: "the city", "a market", "the north"."""
    pointing = scan.word(i) in small_words(scan, "articles")["pointing"] or scan.at("place_directions", i) is not None
    return pointing or scan.at("place_sites", end - 1) is not None


def holds_office(scan: Scan, i: int) -> bool:
    """Whether the noun before a preposition is an office that belongs to a place.

    Parameters
    ----------
    scan : Scan
    i : int
        The preposition.
    """
    return scan.word(i - 1) in small_words(scan, "nouns")["offices"]
