"""Where fighting is told by who was moved: "drove rebels from the centre of Kut", "rushed reinforcements to Mosul"."""

from __future__ import annotations

from collections.abc import Iterator

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VerbGroup
from conflictmap.extraction.where.placenames import is_name, small_words

__all__ = ["moved_to_or_from", "won_back"]

_FAR = 8
"""Tokens within which the name of a place stands behind what describes it."""


def moved_to_or_from(scan: Scan, i: int) -> Iterator[int]:
    """Yield the tokens at which the place may begin from or to which fighters were moved, the likeliest first.

    Parameters
    ----------
    scan : Scan
    i : int
        Where "from" or "to" stands.
    """
    word = scan.word(i)
    if word in small_words(scan, "distances")["from"] and _cleared(scan, i):
        yield i + 1
        yield from _behind(scan, i, small_words(scan, "joints")["of"])  # "from the alleys of | Samarra"
    elif word in small_words(scan, "joints")["to"] and _sent(scan, i):
        yield i + 1
        yield from _named(scan, i)  # "to the third-largest city, | Mosul"


def won_back(scan: Scan, start: int, end: int) -> bool:
    """Whether a place at these tokens was fought for: "win | Haditha | back".

    Parameters
    ----------
    scan : Scan
    start, end : int
    """
    verbs = small_words(scan, "verbs")
    verb = start - 1 - (scan.word(start - 1) in small_words(scan, "articles")["definite"])
    back = scan.word(end) in verbs["regained"]
    return back and verb >= 0 and scan.syntax.words.lemma(scan.word(verb)) in verbs["regaining"]


def _cleared(scan: Scan, i: int) -> bool:
    """Whether fighters were driven out."""
    group = _governing(scan, i, "clearing")
    return group is not None and any(hit.entry.value == "militant" for hit in scan.inside("people", group.end, i))


def _sent(scan: Scan, i: int) -> bool:
    """Whether troops were sent."""
    group = _governing(scan, i, "sending")
    return group is not None and not small_words(scan, "nouns")["troops"].isdisjoint(scan.lows[group.end : i])


def _governing(scan: Scan, i: int, verbs: str) -> VerbGroup | None:
    """Return the verb before a token if it is of a list."""
    group = next((group for group in reversed(scan.syntax.groups) if group.end <= i), None)
    listed = group is not None and scan.syntax.words.lemma(scan.word(group.head)) in small_words(scan, "verbs")[verbs]
    return group if listed else None


def _behind(scan: Scan, i: int, words: frozenset[str]) -> Iterator[int]:
    return (j + 1 for j in range(i, min(i + _FAR, len(scan) - 1)) if scan.word(j) in words)


def _named(scan: Scan, i: int) -> Iterator[int]:
    """Yield where a name stands behind a comma that closes what kind of place it is."""
    return (j for j in _behind(scan, i, frozenset({","})) if scan.at("place_kinds", j - 2) and is_name(scan, j))
