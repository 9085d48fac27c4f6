"""The kind words of a sentence: the longest of those that overlap, nouns and verbs told apart by their tags."""

from __future__ import annotations

from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import VERBS
from conflictmap.language import Hit

__all__ = ["kind_hits"]


def kind_hits(scan: Scan) -> list[Hit]:
    """Return the kind words of a sentence, those that lie within a longer one left out ("bomb" in "car bomb")."""
    hits = sorted(
        (hit for hit in scan.all("kind") if not _other_part(scan, hit)),
        key=lambda h: (-(h.end - h.start), -h.entry.rank, h.entry.inflection != "plural"),
    )
    kept: list[Hit] = []
    for hit in hits:
        if not any(
            other.start <= hit.start
            and hit.end <= other.end
            and (other.end - other.start > hit.end - hit.start or other.entry.rule == hit.entry.rule)
            for other in kept
        ):
            kept.append(hit)
    ends = {hit.end for hit in kept}
    kept = [
        hit for hit in kept if not (scan.word(hit.start - 1) == "(" and hit.start - 1 in ends)
    ]  # "... device (IED)"
    return sorted(kept, key=lambda h: (h.start, h.end))


def _other_part(scan: Scan, hit: Hit) -> bool:
    """Whether a word that is noun and verb ("attack", "bombs") stands here as the other of the two."""
    verb = scan.syntax.tags[hit.start] in VERBS
    if hit.entry.form == "verb":
        return not verb and bool(hit.entry.inflection in {"base", "third"})
    if not verb or hit.end > hit.start + 1:
        return False
    return scan.at("outcome", hit.start) is not None or any(
        k.entry.form == "verb" for k in scan.starting("kind", hit.start)
    )
