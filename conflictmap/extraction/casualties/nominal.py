"""Deeds told by a noun: "the assassination of a judge", "the murder of six priests"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.factuality import Factuality, noun_factuality
from conflictmap.extraction.people import parse_list, total
from conflictmap.extraction.sentence import Scan
from conflictmap.extraction.syntax import NOUNS
from conflictmap.language import Language

__all__ = ["read_nominal"]

_TOLD = frozenset({Factuality.ASSERTED, Factuality.RETOLD})


@lru_cache(maxsize=8)
def deed_nouns(language: Language) -> Mapping[str, str]:
    """Return the outcome of each noun that names a deed done to people, from ``reading/events.toml``.

    Parameters
    ----------
    language : Language
    """
    nominal = language.lists("events").table("nominal")
    return {noun: outcome for outcome, nouns in nominal.items() for noun in nouns}


def read_nominal(scan: Scan) -> list[Mention]:
    """Read the people after "of" as those whom the noun befell, where it is told as having happened."""
    nouns, found = deed_nouns(scan.language), list[Mention]()
    for i in range(len(scan) - 2):
        outcome = nouns.get(scan.word(i))
        if outcome is None or scan.word(i + 1) != "of" or scan.syntax.tags[i] not in NOUNS:
            continue
        groups = parse_list(scan, i + 2, names=True)
        if groups is None or noun_factuality(scan, scan.syntax.context(i), i) not in _TOLD:
            continue
        low, high = total(groups.groups)
        if low is None and high is None:
            low = 1
        vague = any(group.vague for group in groups.groups)
        found.append(
            Mention(
                outcome,
                low,
                high,
                i,
                groups.end,
                i,
                f"{outcome}.noun/nominal",
                groups.groups,
                groups.parts,
                vague=vague,
            )
        )
    return found
