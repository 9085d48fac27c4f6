"""The kind words of a sentence: the longest of those that overlap, nouns and verbs told apart by their tags."""

from __future__ import annotations

from conflictmap.extraction.means import is_verb
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS
from conflictmap.language import Hit

__all__ = ["kind_hits"]


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
    if not verb or hit.end > hit.start + 1:
        return False
    return scan.at("outcome", hit.start) is not None or any(map(_is_verb, scan.starting("kind", hit.start)))


_LIKE_NOUNS = frozenset({"base", "third"})
"""Forms of a verb that a noun may have: "attack", "attacks"."""


def _is_verb(hit: Hit) -> bool:
    return is_verb(hit.entry)
