"""People who are told with the sign of their death: "four drivers were found dead", "were left dead by a mine"."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.casualties.subjects import subject_groups
from conflictmap.extraction.people import GroupList, total
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS, Clause, Tag
from conflictmap.extraction.violence.means import is_means
from conflictmap.language import Hit

__all__ = ["found_dead"]


def found_dead(scan: Scan) -> list[Mention]:
    """Read "four drivers were found dead", "found with their throats cut", "were found shot".

    Parameters
    ----------
    scan : Scan

    Returns
    -------
    list of Mention
    """
    found = []
    for hit in scan.all("body_verb"):
        clause = scan.syntax.clause_over(hit.start)
        if hit.entry.value or clause is None or not _is_of_found(scan, clause) or not _signs_of_death(scan, hit.end):
            continue
        groups = subject_groups(scan, clause, human=True)
        if groups is not None:
            found.append(_found(groups, hit, seen=not _by_means(scan, hit.end)))
    return found


def _is_of_found(scan: Scan, clause: Clause) -> bool:
    """Whether those found are the subject: "were stopped in Kut | and found dead", "turned up dead"."""
    return scan.syntax.lemma(clause) in casualty_words(scan.language)["bodies.turning"] or scan.syntax.is_undergone(
        clause
    )


def _by_means(scan: Scan, end: int) -> bool:
    """Whether what killed them follows: "were left dead | by a mine", "was left dead and two hurt by a bomb"."""
    led = next((i for i in range(end, min(end + _REACH, len(scan))) if scan.plays(i, "agent")), len(scan))
    last = next((i for i in range(led + 1, len(scan)) if scan.syntax.tags[i] not in _OF_MEANS), len(scan))
    return any(is_means(hit.entry) for hit in scan.inside("kind", led + 1, last))


_REACH = 6
"""Tokens behind the verb within which "by" stands."""
_OF_MEANS = NOUNS | {Tag.DETERMINER, Tag.ADJECTIVE, Tag.NUMBER}


def _signs_of_death(scan: Scan, i: int) -> bool:
    """Whether what follows the verb says that those found were dead."""
    following = scan.lows[i : i + (5 if scan.plays(i, "comitative") else 1)]
    return bool(set(following) & casualty_words(scan.language)["bodies.signs"])


def _found(groups: GroupList, hit: Hit, *, seen: bool) -> Mention:
    low, high = total(groups.groups)
    return Mention(
        "killed",
        low,
        high,
        groups.start,
        hit.end + 1,
        hit.start,
        "bodies.verbs/found_dead",
        groups.groups,
        groups.parts,
        bodies=seen,
        construction="found_dead",
    )
