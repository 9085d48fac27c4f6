"""People told by their fate: "Killed were two clerks", "Among the dead were a judge", "whose son was killed"."""

from __future__ import annotations

from dataclasses import replace

from conflictmap.extraction.casualties.casualtywords import CasualtyWords, casualty_words
from conflictmap.extraction.casualties.mentions import Mention, mention_of
from conflictmap.extraction.casualties.subjects import subject_mention
from conflictmap.extraction.people import parse_list
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Tag
from conflictmap.language import Hit

__all__ = ["read_inverted", "with_kin"]

_BETWEEN = frozenset({Tag.PREPOSITION, Tag.DETERMINER, Tag.ADJECTIVE, Tag.TIME, Tag.ADVERB, *NOUNS})
_REACH = 10
_PAST = frozenset({"past", "past_participle", "participle"})


def read_inverted(scan: Scan) -> list[Mention]:
    """Read each word for the dead or hurt that opens a clause, with its people behind "were", or is said of them.

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
        Of people "among" them the upper end is open.
    """
    words = casualty_words(scan.language)
    fates = (hit for hit in scan.all("outcome") if _names_fate(scan, hit, words))
    found = (_of_fate(scan, hit, words) for hit in fates)
    return [mention for mention in found if mention is not None]


def _names_fate(scan: Scan, hit: Hit, words: CasualtyWords) -> bool:
    if hit.end > hit.start + 1:
        return hit.start == 0 and hit.entry.form in _PAST  # "Shot dead in Kut was the mayor"
    return scan.word(hit.start) in words["tolls.dead"] | words["tolls.hurt"]


def _of_fate(scan: Scan, hit: Hit, words: CasualtyWords) -> Mention | None:
    """Read the people behind a fate that opens a clause, or before "were among" it."""
    start = hit.start - (scan.word(hit.start - 1) in words["inverted.heads"])
    some = scan.word(start - 1) in words["inverted.among"]
    start -= some
    if some and start > 0 and scan.syntax.tags[start - 1] is Tag.BE:
        return _among(scan, hit, start - 1)
    if scan.word(start - 1) not in _BEFORE:
        return None
    return _behind(scan, hit, words, some=some, led=start < hit.start)


_BEFORE = frozenset({"", ";", ":", "."})


def with_kin(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Mark whose kin were hit as some of those whom the text may count: "Sergeant Aziz, | whose cousin was killed |".

    Parameters
    ----------
    scan : Scan
    found : list of Mention

    Returns
    -------
    list of Mention
        As many.
    """
    return [replace(mention, among=True) if _is_kin(scan, mention) else mention for mention in found]


def _is_kin(scan: Scan, mention: Mention) -> bool:
    clause = scan.syntax.clause_at(mention.verb)
    if clause is None or not scan.syntax.is_owned(clause):
        return False
    return any(group.start == clause.start for group in mention.groups)


def _among(scan: Scan, hit: Hit, copula: int) -> Mention | None:
    """Read "a judge and two clerks were | among the dead"."""
    clause = scan.syntax.clause_over(copula)
    made = subject_mention(scan, hit, clause, "passive") if clause is not None else None
    return None if made is None else replace(made, high=None, among=True)


def _behind(scan: Scan, hit: Hit, words: CasualtyWords, *, some: bool, led: bool) -> Mention | None:
    """Read the people behind the verb: "killed were", "among the dead in Kut were", "the dead included"."""
    tags, at = scan.syntax.tags, hit.end
    while at < min(len(scan), hit.end + _REACH) and tags[at] in _BETWEEN:
        at += 1
    part = led and scan.word(at) in words["inverted.verbs"]
    if at >= len(scan) or not (part or tags[at] is Tag.BE):
        return None
    groups = parse_list(scan, at + 1, names=True, human=True)
    if groups is None:
        return None
    made = mention_of(hit, groups, "reduced", hit.start, groups.end)
    return replace(made, high=None, among=True) if some or part else made
