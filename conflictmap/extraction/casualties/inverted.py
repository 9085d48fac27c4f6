"""People behind what befell them: "Killed were a guard and two clerks", "Dead are five officers"."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.people import parse_list
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag
from conflictmap.language import Hit

__all__ = ["read_inverted"]

_BETWEEN = frozenset({Tag.PREPOSITION, Tag.DETERMINER, Tag.ADJECTIVE, Tag.TIME, Tag.ADVERB, *NOUNS})
_REACH = 10


def read_inverted(scan: Scan) -> list[Mention]:
    """Read each word for the dead or hurt that opens a clause, with its people behind "were".

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    openings = (hit for hit in scan.all("outcome") if _opens(scan, hit))
    found = (_read(scan, hit) for hit in openings)
    return [mention for mention in found if mention is not None]


def _opens(scan: Scan, hit: Hit) -> bool:
    """Whether a participle or an adjective stands at the head of a clause."""
    told = (
        scan.word(hit.start)
        in casualty_words(scan.language)["tolls.dead"] | casualty_words(scan.language)["tolls.hurt"]
    )
    return told and hit.end == hit.start + 1 and scan.word(hit.start - 1) in {"", ";", ":", "."}


def _read(scan: Scan, hit: Hit) -> Mention | None:
    tags, at = scan.syntax.tags, hit.end
    while at < min(len(scan), hit.end + _REACH) and tags[at] in _BETWEEN:
        at += 1
    if at >= len(scan) or tags[at] is not Tag.BE:
        return None
    groups = parse_list(scan, at + 1, names=True, human=True)
    return mention_of(hit, groups, "reduced", hit.start, groups.end) if groups is not None else None
