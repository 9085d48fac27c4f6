"""The head noun of a phrase, and whose people the words before it make them."""

from __future__ import annotations

from collections.abc import Collection

from conflictmap.extraction.quantities import parse_quantity
from conflictmap.extraction.sentence import Scan
from conflictmap.language import Hit, Language

__all__ = ["allegiance", "find_head", "people_ending_at"]


def people_ending_at(scan: Scan, end: int) -> Hit | None:
    """Return the noun of people that ends before token `end`."""
    found = None
    for start in range(max(0, end - 5), end):
        hit = scan.at("people", start)
        if hit is not None and hit.end == end:
            found = found or hit
    return found


_REACH = 8
"""Tokens from the number to the head noun, modifiers included."""


def find_head(scan: Scan, j: int) -> tuple[int, str, str, bool] | None:
    """Find the head noun from token `j`: (token after it, group, noun, whether it names people).

    ``None`` means that no noun stands there at all; a group of ``"?"`` is a word the language does not know.
    """
    best: Hit | None = None
    unknown, k, modifiers = -1, j, []
    while k < min(len(scan), j + _REACH):
        word, hit, thing = scan.word(k), scan.at("people", k), scan.at("not_people", k)
        if scan.at("body", k) is not None and (hit is None or hit.end == k + 1):
            return k + 1, "", word, False
        if hit is not None and (thing is None or hit.end >= thing.end):
            if not _only_modifies(scan, hit, best):
                best = hit
            modifiers.extend(scan.lows[hit.start : hit.end])
            k = hit.end
            if best is hit and not _continues_noun(scan, k):
                break
        elif best is not None and word != "'s":
            break
        elif thing is not None and not (word in scan.grammar.ordinals and k == j):
            if not _continues_noun(scan, thing.end):
                return thing.end, "", thing.entry.value, False
            k = thing.end
        elif word != "'s" and not _may_stand_before(scan, k, j):
            break
        else:
            if word != "'s" and word not in scan.grammar.ordinals and word != ",":
                modifiers.append(word)
                unknown = k
            k += 1
    if best is not None:
        noun = " ".join(scan.lows[best.start : best.end])
        return best.end, _refine(scan, best.entry.value, modifiers), noun, True
    if unknown >= j and not scan.tokens[unknown].capital and unknown - j < 4:
        return unknown + 1, "?", scan.word(unknown), _may_be_people(scan, unknown)
    return None


def _only_modifies(scan: Scan, hit: Hit, best: Hit | None) -> bool:
    """Whether a noun of people only says what kind: "police stations", "Iraqi army soldiers"."""
    if best is None and _thing_at(scan, hit.end):
        return True
    return hit.entry.value == "unknown" and scan.tokens[hit.start].capital and _people_beyond(scan, hit.end)


def _may_stand_before(scan: Scan, k: int, j: int) -> bool:
    """Whether the word at `k` can stand between the number at `j` and its noun."""
    word = scan.word(k)
    if word in scan.grammar.ordinals and k == j:
        return True
    if (
        word in scan.grammar.noun_phrase_ends
        or not word[0].isalnum()
        or _is_verb(scan, k, j)
        or (k > j and _begins_anew(scan, k))
    ):
        return word == "," and k > j and _adjective_pair(scan, k)
    return True


def _thing_at(scan: Scan, k: int) -> bool:
    if k >= len(scan) or scan.at("people", k) is not None or scan.at("outcome", k) is not None:
        return False
    if scan.word(k) in {"uniform", "uniforms", "fatigues", "dress"}:
        return True
    return any(scan.at(name, k) is not None for name in ("place_sites", "place_kinds", "not_people"))


def _begins_anew(scan: Scan, k: int) -> bool:
    """Whether a time word, a determiner or another number stands here, so that the noun phrase is over."""
    word = scan.word(k)
    return (
        word in scan.grammar.time_words
        or word in scan.grammar.possessives
        or word in scan.grammar.definite
        or word in {"a", "an"}
        or parse_quantity(scan, k) is not None
    )


def _people_beyond(scan: Scan, k: int) -> bool:
    """Whether after a nationality the noun itself is still to come ("Iraqi army soldiers")."""
    for j in range(k, min(k + 4, len(scan))):
        word = scan.word(j)
        if scan.at("people", j) is not None and not (word == "police" and scan.at("said", j + 1) is not None):
            return True
        if (
            word in scan.grammar.noun_phrase_ends
            or not word[0].isalnum()
            or scan.at("outcome", j) is not None
            or word in scan.grammar.time_words
        ):
            return False
    return False


def _adjective_pair(scan: Scan, comma: int) -> bool:
    """Whether the comma joins two adjectives of one noun ("young, unarmed men")."""
    after = scan.at("people", comma + 2)
    return (
        after is not None
        and scan.word(comma + 1) not in scan.grammar.noun_phrase_ends
        and parse_quantity(scan, comma + 1) is None
        and not scan.tokens[comma + 1].capital
    )


def _may_be_people(scan: Scan, k: int) -> bool:
    word = scan.word(k)
    return word[-1:] == "s" or word.endswith(scan.grammar.person_endings)


def _continues_noun(scan: Scan, k: int) -> bool:
    """Whether a people noun follows at once, so that what stands before it only modifies it ("bus passengers")."""
    if k >= len(scan):
        return False
    if scan.word(k) == "'s":  # "the officer's son"
        return any(scan.at("people", i) is not None for i in range(k + 1, min(k + 4, len(scan))))
    hit = scan.at("people", k)
    return (
        hit is not None
        and scan.word(k) not in {"police", "other", "others", "general", "head", "chief"} | scan.grammar.time_words
    ) or (hit is not None and hit.end > k + 1)


def _is_verb(scan: Scan, k: int, start: int) -> bool:
    hit = scan.at("outcome", k)
    if hit is not None and k > start:
        return True
    if hit is not None and hit.entry.form not in {"past_participle", "word"}:
        return True
    if hit is not None and scan.at("people", hit.end) is None:
        return True
    return scan.word(k) in scan.grammar.be


def _refine(scan: Scan, group: str, modifiers: list[str]) -> str:
    """Let the words before the noun decide whose soldiers and officers they are."""
    found = set(modifiers)
    whose = allegiance(scan.language, group, found)
    if whose != "regional_forces" and group in {"state_forces", "unknown"} and "police" in found:
        return "police"
    if whose == "unknown" and found & {"civilian", "innocent", "unarmed"}:
        return "civilian"
    return whose


_OF_A_REGION = frozenset({"state_forces", "foreign_forces", "police", "militant", "unknown"})


def allegiance(language: Language, group: str, words: Collection[str]) -> str:
    """Return the group of forces that the words beside a noun make of it: "Danish soldiers" are foreign.

    Parameters
    ----------
    language : Language
        It knows the country, and so whose demonyms are foreign.
    group : str
        What the noun says alone.
    words : collection of str
        In lower case.
    """

    def of(name: str) -> bool:
        return not language.forces.get(name, frozenset()).isdisjoint(words)

    if group in _OF_A_REGION and of("regional_forces"):
        return "regional_forces"
    if group == "state_forces" and of("foreign_forces"):
        return "foreign_forces"
    if group == "state_forces" and of("volunteer_forces"):
        return "volunteer_forces"
    if group == "foreign_forces" and of("state_forces"):
        return "state_forces"
    return group
