"""The kind words of a sentence: the longest of those that overlap, nouns and verbs told apart by their tags."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS
from conflictmap.extraction.violence.means import is_verb
from conflictmap.language import Hit, Language

__all__ = ["KindWords", "kind_hits", "kind_words"]

_PHRASES = ("roadside", "in_vehicle", "under_fire")


@dataclass(frozen=True, slots=True)
class KindWords:
    """See ``rules/<language>/reading/manner.toml``."""

    buried: frozenset[str]
    roadside: tuple[tuple[str, ...], ...]
    shown: frozenset[str]
    ramming: frozenset[str]
    aboard: frozenset[str]
    in_vehicle: tuple[tuple[str, ...], ...]
    possessive: frozenset[str]
    beside: frozenset[str]
    armed_with: frozenset[str]
    gunfire: frozenset[str]
    under_fire: tuple[tuple[str, ...], ...]
    assault: frozenset[str]
    armed_things: frozenset[str]
    captives: frozenset[str]
    seized: frozenset[str]
    ambush: frozenset[str]
    bound: frozenset[str]
    combat: frozenset[str]
    hand_verbs: frozenset[str]
    putting_to_death: frozenset[str]
    defusing: frozenset[str]
    retreating: frozenset[str]
    leaving: frozenset[str]
    helping: frozenset[str]
    garments: frozenset[str]
    body: frozenset[str]
    filled: frozenset[str]
    filled_with: frozenset[str]
    ramming_verbs: frozenset[str]
    bombing_verbs: frozenset[str]
    detonating: frozenset[str]
    explosive: tuple[str, ...]
    keeping_off: tuple[str, ...]


@lru_cache(maxsize=8)
def kind_words(language: Language) -> KindWords:
    """Return the words of a language that make a kind more exact, from ``reading/manner.toml``, compiled once.

    Parameters
    ----------
    language : Language
    """
    lists = language.lists("manner")
    phrases = lists.of("phrases", _PHRASES)
    made: dict[str, Any] = {name: tuple(tuple(phrase.split()) for phrase in phrases[name]) for name in _PHRASES}
    made |= lists.sets("words", [field.name for field in fields(KindWords) if field.name not in _PHRASES])
    return KindWords(**{**made, "explosive": tuple(made["explosive"]), "keeping_off": tuple(made["keeping_off"])})


def kind_hits(scan: Scan) -> list[Hit]:
    """Return the kind words of a sentence, those that lie within a longer one left out ("bomb" in "car bomb").

    Parameters
    ----------
    scan : Scan
    """
    hits = sorted(
        (hit for hit in scan.all("kind") if not _other_part(scan, hit)),
        key=lambda h: (-(h.end - h.start), -h.entry.rank, h.entry.inflection != "plural"),
    )
    kept: list[Hit] = []
    for hit in hits:
        if not any(_holds(other, hit) for other in kept):
            kept.append(hit)
    ends = {hit.end for hit in kept}
    kept = [h for h in kept if scan.word(h.start - 1) != "(" or h.start - 1 not in ends]  # "... device (IED)"
    return sorted(kept, key=lambda h: (h.start, h.end))


def _holds(longer: Hit, hit: Hit) -> bool:
    """Whether a word lies within a longer one, or is another form of the same row."""
    if hit.start < longer.start or longer.end < hit.end:
        return False
    return longer.end - longer.start > hit.end - hit.start or longer.entry.rule == hit.entry.rule


def _other_part(scan: Scan, hit: Hit) -> bool:
    """Whether a word that is noun and verb ("attack", "bombs") stands here as the other of the two."""
    verb = scan.syntax.tags[hit.start] in VERBS
    if is_verb(hit.entry):
        return not verb and hit.entry.inflection in _LIKE_NOUNS
    if hit.end > hit.start + 1:
        return verb and "general" in hit.entry.traits and _is_finite(scan, hit.start)  # "he coordinated attacks"
    if not verb:
        return False
    return scan.at("outcome", hit.start) is not None or any(map(_is_verb, scan.starting("kind", hit.start)))


def _is_finite(scan: Scan, i: int) -> bool:
    group = scan.syntax.group_over(i)
    return group is not None and not group.reduced


_LIKE_NOUNS = frozenset({"base", "third"})
"""Forms of a verb that a noun may have: "attack", "attacks"."""


def _is_verb(hit: Hit) -> bool:
    return is_verb(hit.entry)
