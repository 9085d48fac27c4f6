"""Where, as far as the words go: phrases that may name a place, before anybody looks them up.

::

    chain := preposition np (("," | "of" | "in" | "near" | ...) np)*     "in the Nabi Yunis quarter of the same city"
           | distance? direction "of" np                                 "about 40 km south of Kirkuk"
           | target-verb np                                              "shelled the border villages of Zharawa"
           | Name (site | event)                                         "a Baghdad hotel", "the Kirkuk bombing"
           | np verb                                                     "Kut was shelled", "Hilla, hit by two bombs,"
           | "there" | "nearby" | "the city"                             pointing back
    np    := determiner? modifier* (Name | kind | site)+

Whether a capitalised word is a place is for the geocoder to say; here it only must stand where places stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from conflictmap.extraction.casualties.rankedtowns import ranked_towns
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, VERBS
from conflictmap.extraction.violence.means import is_verb
from conflictmap.extraction.where import loneplaces as lone
from conflictmap.extraction.where.placehits import PlaceHit, Standing
from conflictmap.extraction.where.placenames import (
    distance_end,
    is_distance,
    is_name,
    is_small,
    is_subject,
    name_soon,
    small_words,
    tells_deed,
    title_case,
    whole_name,
)
from conflictmap.extraction.where.placenouns import Phrase, noun_phrase
from conflictmap.extraction.where.townsubjects import follows_name, may_open, name_end, stands_as_subject
from conflictmap.extraction.where.troopmoves import moved_to_or_from, won_back

__all__ = ["PlaceHit", "Standing", "find_places"]


def find_places(scan: Scan) -> list[PlaceHit]:
    """Return the place candidates of a sentence in order.

    Parameters
    ----------
    scan : Scan
    """
    found: list[PlaceHit] = []
    end = 0
    for i in _starts(scan):
        hit = _at(scan, i) if i >= end else None
        if hit is not None:
            found.append(hit)
            end = max(hit.end, i + 1)
    return found


_LEADS = ("place_prepositions", "place_weak_prepositions", "place_targets", "place_pointing", "place_directions")


def _starts(scan: Scan) -> Iterable[int]:
    """Return the tokens at which a place phrase may begin, in order: any beside distances or without capitals."""
    if scan.without_capitals or scan.all("place_units"):
        return range(len(scan))
    pointing, of = small_words(scan, "prepositions")["nearby"], small_words(scan, "joints")["of"]
    starts = {hit.start for category in _LEADS for hit in scan.all(category)}
    opening = [
        i for i, token in enumerate(scan.tokens) if token.capital or (token.low[0].isdecimal() and is_distance(scan, i))
    ]
    return sorted(starts.union(opening, scan.found(pointing), scan.found(of)))


def _at(scan: Scan, i: int) -> PlaceHit | None:
    """Read the place phrase that begins at token `i`."""
    found = (
        _led(scan, i)
        or _directed(scan, i)
        or _introduced(scan, i)
        or _moved(scan, i)
        or _slightly(scan, i)
        or _struck(scan, i)
        or _pointing(scan, i)
    )
    return found or _alone(scan, i)


def _alone(scan: Scan, i: int) -> PlaceHit | None:
    """Read a place that nothing leads: in a line of a log, or where somebody is from."""
    for standing, way in _ALONE:
        end = way(scan, i)
        if end is not None:
            return PlaceHit(i, end, standing, True)
    return _entered(scan, i) or _heads_line(scan, i) or _befallen(scan, i)


def _ranked(scan: Scan, i: int) -> int | None:
    """Return the token after the name of a town that is ranked by its dead: "| Mosul | was worst hit"."""
    return next((town.end for town in ranked_towns(scan) if town.start == i), None)


_ALONE: tuple[tuple[Standing, Callable[[Scan, int], int | None]], ...] = (
    ("in", lone.log_place),
    ("in", lone.counting_place),
    ("in", _ranked),
    ("in", lone.bracketed_place),
    ("name", lone.described_place),
    ("home", lone.home_place),
)


def _befallen(scan: Scan, i: int) -> PlaceHit | None:
    """Read a town as the subject of what befell it: "Balad, 80 km north of Baghdad, | was hit"."""
    chain = _chain(scan, i) if may_open(scan, i) else None
    if chain is None:
        return None
    standing = stands_as_subject(scan, i, chain[1])
    end = name_end(scan, i, chain[1]) if standing == "town" else chain[1]
    return PlaceHit(i, end, standing, True) if standing is not None else None


_OPENS_FIELD = frozenset({",", ":", ";", "-"})
_ENDS_FIELD = frozenset({",", ":", ";", "-", ".", ""})


def _heads_line(scan: Scan, i: int) -> PlaceHit | None:
    """Read the place that a line without verbs opens with: "Karbala | 2 bombs 13 dead"."""
    chain = _chain(scan, 0) if i == 0 and is_name(scan, 0) and lone.is_log(scan) else None
    return PlaceHit(0, chain[1], "in", True) if chain is not None and lone.counts_after(scan, chain[1]) else None


def _entered(scan: Scan, i: int) -> PlaceHit | None:
    """Read the names that are a field of a log: "Shooting, Mosul, 4 dead", "Place: Kut", "Airstrike | Tal Afar"."""
    opens = scan.word(i - 1) in _OPENS_FIELD or lone.names_event(scan, i)
    if not opens or not (is_name(scan, i) or whole_name(scan, i, i + 2)) or not lone.is_log(scan):
        return None
    chain = _chain(scan, i)
    if chain is None or scan.word(chain[1]) not in _ENDS_FIELD or scan.inside("kind", *chain[:2]):
        return None
    return PlaceHit(chain[0], chain[1], "in", True)


def _led(scan: Scan, i: int) -> PlaceHit | None:
    """Read a phrase after a preposition of place; the preposition is part of it where it tells how far off."""
    preposition = scan.at("place_prepositions", i)
    if preposition is None:
        return None
    word = scan.word(i)
    far = word in scan.grammar.far_prepositions
    if far and not name_soon(scan, preposition.end):
        return None
    chain = _chain(scan, preposition.end)
    if chain is None or ((far or word in small_words(scan, "prepositions")["into"]) and not chain[2]):
        return None
    if _only_describes(scan, chain):
        return PlaceHit(*chain[:2], "name", chain[2])
    inner = word in scan.grammar.kept_prepositions or scan.word(i + 1) in small_words(scan, "joints")["and"]
    return PlaceHit(i if inner else chain[0], chain[1], _standing(scan, chain[1]) if far else "in", chain[2])


def _only_describes(scan: Scan, chain: tuple[int, int, bool]) -> bool:
    """Whether a name stands before a noun that is no place, or is that of a man: "on a Kut Dairies truck"."""
    start, end, named = chain
    if not named or end >= len(scan) or not is_name(scan, end - 1):
        return False
    if scan.tokens[end].capital:
        return scan.word(end) in scan.language.places.given
    return scan.word(start) in small_words(scan, "articles")["all"] and scan.syntax.tags[end] in NOUNS


def _slightly(scan: Scan, i: int) -> PlaceHit | None:
    """Read a name that may say where: after "from" or "to", or as the place of an office ("the mayor of Khalis")."""
    if scan.word(i) in small_words(scan, "joints")["of"] and _holds_office(scan, i) and name_soon(scan, i + 1):
        return _weak(scan, i + 1)
    weak = scan.at("place_weak_prepositions", i)
    if (
        weak is None
        or scan.word(i - 1) in small_words(scan, "prepositions")["sources"]
        or not (name_soon(scan, weak.end) or _kind_soon(scan, weak.end))
    ):
        return None
    return _weak(scan, weak.end)


_NEAR_KIND = 4


def _kind_soon(scan: Scan, i: int) -> bool:
    """Whether a kind of place is told with its name: "from | the Turkmen village of Bashir"."""
    near = range(i, min(i + _NEAR_KIND, len(scan) - 1))
    kind = next((hit for k in near if (hit := scan.at("place_kinds", k)) is not None), None)
    return (
        kind is not None and scan.word(kind.end) in small_words(scan, "joints")["of"] and name_soon(scan, kind.end + 1)
    )


def _moved(scan: Scan, i: int) -> PlaceHit | None:
    chains = (_chain(scan, start) for start in moved_to_or_from(scan, i))
    chain = next((chain for chain in chains if chain is not None and chain[2]), None)
    return PlaceHit(chain[0], chain[1], "in", True) if chain is not None else None


def _holds_office(scan: Scan, i: int) -> bool:
    """Whether the noun before token `i` is an office that belongs to a place."""
    return scan.word(i - 1) in small_words(scan, "nouns")["offices"]


def _weak(scan: Scan, i: int) -> PlaceHit | None:
    chain = _chain(scan, i)
    if chain is None or not chain[2]:
        return None
    return PlaceHit(chain[0], chain[1], _standing(scan, chain[1]), True)


def _standing(scan: Scan, end: int) -> Standing:
    """Return how a place stands that may only be where somebody is from: "followed by Kut, where 11 were killed"."""
    told = scan.word(end + (scan.word(end) == ",")) in small_words(scan, "joints")["where"]
    return "in" if told else "weak"


def _struck(scan: Scan, i: int) -> PlaceHit | None:
    """Read what a verb struck: "shelled the border villages of Zharawa"."""
    target = scan.at("place_targets", i)
    if target is None:
        return _won_back(scan, i)
    if scan.syntax.tags[i] in NOUNS and VERBS.issuperset(scan.syntax.tags[target.end : target.end + 1]):
        return None  # "a car | bomb | shook Kut"
    chain = _chain(scan, target.end + (scan.word(target.end) in small_words(scan, "joints")["of"]))
    if chain is None:
        return None
    points = scan.word(chain[0]) in small_words(scan, "articles")["definite"]
    points = points and scan.word(chain[1] - 1) in small_words(scan, "nouns")["struck"]
    return PlaceHit(chain[0], chain[1], "target", chain[2]) if chain[2] or points else None


def _introduced(scan: Scan, i: int) -> PlaceHit | None:
    """Read the name that a sentence gives to a place spoken of: "The village, | Bashir |, lies south of Kirkuk"."""
    introduced = lone.introduced_place(scan, i)
    chain = _chain(scan, introduced[0]) if introduced is not None else None
    return PlaceHit(chain[0], chain[1], "in", True) if chain is not None else None


def _won_back(scan: Scan, i: int) -> PlaceHit | None:
    """Read what fighters win back: "to win | Haditha | back"."""
    end = _names_end(scan, i) if is_name(scan, i) else None
    return PlaceHit(i, end, "target", True) if end is not None and won_back(scan, i, end) else None


def _pointing(scan: Scan, i: int) -> PlaceHit | None:
    """Read "there" and "nearby", else a name before a noun."""
    alone = scan.word(i) in small_words(scan, "prepositions")["nearby"] or scan.word(i + 1) not in scan.grammar.be
    if scan.at("place_pointing", i) is not None and alone:
        beside = _chain(scan, i + 1) if i + 1 < len(scan) and is_name(scan, i + 1) else None
        if beside is not None:
            return PlaceHit(beside[0], beside[1], "in", True)  # "in Baquba and nearby Khalis"
        return PlaceHit(i, i + 1, "points", False)
    return _before_noun(scan, i)


def _directed(scan: Scan, i: int) -> PlaceHit | None:
    """Read "40 km (25 miles) south of Kirkuk", "20km W of Kut", "Northeast of Samarra"."""
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
    chain = _chain(scan, start) if points and start is not None else None
    return PlaceHit(i, chain[1], "in", chain[2]) if chain is not None else None


def _pointed(scan: Scan, j: int, *, measured: bool) -> int | None:
    """Return where the place begins behind a direction; logs leave out "of" behind a distance: "5 km S | Taji"."""
    lists = small_words(scan, "distances")
    if scan.word(j) in lists["of"] | lists["from"]:
        return j + 1
    return j if measured and j < len(scan) and is_name(scan, j) else None


def _chain(scan: Scan, i: int) -> tuple[int, int, bool] | None:
    """Read an np and what is joined to it: (first token, token after, whether a name stands in it)."""
    first = noun_phrase(scan, i)
    if first is None:
        return None
    end, named = first
    pointing = _points(scan, i, end)
    while (joined := _joined(scan, end) or _linked(scan, i, end)) is not None:
        end, named = joined[0], named or joined[1]
    return (i, end, named) if named or pointing or _known_town(scan, end) else None


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


def _joined(scan: Scan, end: int) -> Phrase:
    """Read what is joined to a noun phrase of place: (token after it, whether a name stands in it)."""
    word, joints = scan.word(end), small_words(scan, "joints")
    if word == ",":
        return _after_comma(scan, end + 1)
    if word == "(" and scan.tokens[min(end + 1, len(scan) - 1)].capital:
        inner = noun_phrase(scan, end + 1)
        return (inner[0] + 1, inner[1]) if inner is not None and scan.word(inner[0]) == ")" else None
    directed = _directed(scan, end)
    if directed is not None:
        return directed.end, directed.named
    joins = word in scan.grammar.inner_prepositions or word in joints["and"] or word in joints["genitive"]
    beyond = word in joints["beyond"] and scan.word(end - 1) in small_words(scan, "nouns")["borders"]
    return _after_preposition(scan, end) if joins or beyond else None


def _after_comma(scan: Scan, j: int) -> Phrase:
    """Read "Dora, southern Baghdad", "Ramadi, about 110 km west of Baghdad", "Taji, also in Baghdad"."""
    directed = _directed(scan, j)
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
    inner = noun_phrase(scan, end + 1)
    if inner is not None and not inner[1] and word in joints["to"] and scan.word(inner[0]) in joints["of"]:
        inner = noun_phrase(scan, inner[0] + 1)
    needs_name = word in joints["and"] or word in joints["way"]
    border = inner is not None and scan.word(inner[0] - 1) in small_words(scan, "nouns")["borders"]
    return None if inner is None or (needs_name and not (inner[1] or border)) else inner


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


def _before_noun(scan: Scan, i: int) -> PlaceHit | None:
    """Read a name that stands before a noun of place or of violence: "a Baghdad hotel", "the Kirkuk bombing"."""
    end = _names_end(scan, i)
    if end is None:
        return None
    possessive = scan.word(end) in small_words(scan, "joints")["genitive"]
    if i == 0 and end == 1 and not possessive and _opens_sentence(scan):
        return None
    first = end + 1 if possessive else end
    for ahead in range(first, min(first + 4, len(scan))):
        hit = _named_noun(scan, (i, end), first, ahead)
        if hit is not None:
            return hit
        word = scan.word(ahead)
        if not word[0].isalpha() or is_small(scan, word) or tells_deed(scan, ahead):
            return None
    return None


def _names_end(scan: Scan, i: int) -> int | None:
    """Return the token after a run of names that begins at `i`, with a direction before them or not."""
    if follows_name(scan, i) or scan.at("kind", i) is not None:
        return None
    first = i + (not is_name(scan, i) and scan.at("place_directions", i) is not None)
    end = first
    while end < len(scan) and is_name(scan, end):
        end += 1
    return end if end > first else None


def _opens_sentence(scan: Scan) -> bool:
    """Whether the first word of a sentence has its capital from there only, so that it says nothing."""
    if scan.at("place_kinds", 1) is not None:
        return False
    return scan.tokens[0].text != scan.tokens[0].text.upper() and not title_case(scan)


def _named_noun(scan: Scan, name: tuple[int, int], first: int, ahead: int) -> PlaceHit | None:
    """Read the noun at `ahead` if the name belongs to it; `first` is the token after the name and its genitive."""
    start, end = name
    if scan.word(ahead) in small_words(scan, "nouns")["named_for_subject"]:
        return None
    place, kind = scan.at("place_kinds", ahead), scan.at("kind", ahead)
    if place is not None:
        chain = _chain(scan, start)
        return PlaceHit(start, max(ahead + 1, chain[1] if chain is not None else 0), "target", True)
    site = scan.at("place_sites", ahead)
    if site is not None:
        return PlaceHit(start, site.end if first > end else end, "name", True)
    if kind is not None and not is_verb(kind.entry) and ahead - first <= 2:
        return PlaceHit(start, end, "name", True)
    return None
