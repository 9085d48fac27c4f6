"""Which corrections stand: each once, in order of their times, without those that were taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple

from conflictmap.corrections.correction import Action, Correction

__all__ = ["settled"]

_UNDO: Action = "undo"


def settled(corrections: Iterable[Correction]) -> tuple[list[Correction], list[Correction]]:
    """Return the corrections that stand, whatever order they came in.

    Parameters
    ----------
    corrections : iterable of Correction

    Returns
    -------
    tuple of (list of Correction, list of Correction)
        Those that stand, in order of their times, and what was taken back or takes back nothing that is there. Of two
        that share an id and say different things the one that sorts first counts.
    """
    known: dict[str, Correction] = {}
    for correction in corrections:
        other = known.setdefault(correction.correction_id, correction)
        known[correction.correction_id] = min(other, correction, key=astuple)
    ordered = sorted(known.values(), key=lambda correction: correction.order)
    taken_back: set[str] = set()
    aimless = []
    for correction in reversed(ordered):  # the latest first: one that is itself taken back takes nothing back
        if correction.action == _UNDO and correction.correction_id not in taken_back:
            taken_back.add(correction.value)
            if correction.value not in known:
                aimless.append(correction)
    stand = [c for c in ordered if c.action != _UNDO and c.correction_id not in taken_back]
    return stand, aimless[::-1]
