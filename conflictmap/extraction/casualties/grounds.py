"""For what somebody was killed: "hanged six men for the killing of nine policemen" tells of six, and why."""

from __future__ import annotations

from conflictmap.extraction.casualties.casualtywords import casualty_words
from conflictmap.extraction.casualties.mentions import Mention
from conflictmap.extraction.sentence import Scan

__all__ = ["without_grounds"]

_NEAR = 3
"""Tokens from "for" to the deed: "for the deadly | bombing"."""


def without_grounds(scan: Scan, found: list[Mention]) -> list[Mention]:
    """Return the mentions without those of a deed for which the others were killed.

    Parameters
    ----------
    scan : Scan
    found : list of Mention
        In the order of their verbs.
    """
    cut = next((at for mention in found if (at := _grounds_of(scan, mention)) is not None), len(scan))
    return [mention for mention in found if mention.verb < cut]


def _grounds_of(scan: Scan, mention: Mention) -> int | None:
    """Return where the deed is told for which people were killed, in the clause of its own verb."""
    clause = scan.syntax.clause_at(mention.verb) if mention.outcome == "killed" and mention.low else None
    if clause is None or mention.construction not in {"active", "passive"}:
        return None
    reasons = scan.found(casualty_words(scan.language)["subjects.grounds"])
    return next((i for i in reasons if mention.verb < i < clause.end and _is_deed(scan, i)), None)


def _is_deed(scan: Scan, i: int) -> bool:
    """Whether a noun of violence with an article follows: "for | the killing of", not "for shooting at"."""
    led = scan.plays(i + 1, "definite") or scan.word(i + 1) in scan.grammar.articles
    return led and any(hit.entry.form == "event" for hit in scan.inside("kind", i + 2, i + 2 + _NEAR))
