"""What other data sets call an incident: by its kind, by who was hit and by whom (``[[crosswalk]]`` of the codebook).

ACLED files gunfire on soldiers under battles, on civilians under violence against civilians: no kind alone tells.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache

from conflictmap.codebook.definitions import Codes, Crossing
from conflictmap.codebook.lookup import load_codebook
from conflictmap.model import Incident

__all__ = ["codes_of", "hit_by"]

_NOBODY = "unknown"


def codes_of(incident: Incident) -> Codes:
    """Return what an incident is called in other data sets.

    Parameters
    ----------
    incident : Incident

    Returns
    -------
    Codes
        ACLED's are those that a coder gave, where a table has them.
    """
    hit, by = hit_by(incident)
    counts = (incident.killed, incident.wounded)
    hurt = any(count is not None and (count.low or count.high) for count in counts)
    codes, given = _codes(incident.kind, hit, by, hurt), incident.given
    if given is None or given.sub_event_type is None:
        return codes
    return replace(codes, event_type=given.event_type or codes.event_type, sub_event_type=given.sub_event_type)


@lru_cache(maxsize=4096)
def _codes(kind: str, hit: frozenset[str], by: frozenset[str], hurt: bool) -> Codes:
    book = load_codebook()
    found: dict[str, object] = {}
    told: set[str] = set()
    for row in book.crosswalk:
        if _fits(row, kind, hit, by, hurt=hurt):
            for data_set, codes in row.codes.items():
                if data_set not in told:
                    told.add(data_set)
                    found |= codes
    return replace(book.kinds[kind].codes, **found)  # type: ignore[arg-type]


def _fits(row: Crossing, kind: str, hit: AbstractSet[str], by: AbstractSet[str], *, hurt: bool) -> bool:
    if kind not in row.kinds or (row.hurt is not None and row.hurt != hurt):
        return False
    return (row.hit is None or bool(row.hit & hit)) and (row.by is None or bool(row.by & by))


def hit_by(incident: Incident) -> tuple[frozenset[str], frozenset[str]]:
    """Return who was hit and who did it, as the crosswalk asks.

    Parameters
    ----------
    incident : Incident

    Returns
    -------
    tuple of (frozenset of str, frozenset of str)
        Groups with their sides; ``{"unknown"}`` where nobody is known. Attackers who died in their own attack were not
        hit by it. Whom the attack was aimed at counts before those it hit besides, unless only others were hit.
    """
    sides = load_codebook().sides
    doer = incident.perpetrator.group if incident.perpetrator else _NOBODY
    aim = incident.target.group if incident.target else _NOBODY
    told = {v.group for v in incident.victims if v.outcome != "abducted" and v.count.high != 0} - {_NOBODY}
    hit = told - {doer} or (told if aim == _NOBODY else set())
    if not hit or sides.get(aim) in {"armed", "crowd", *(sides.get(group) for group in hit)}:
        hit = {aim}
    elif armed := {group for group in hit if sides.get(group) == "armed"}:
        hit = armed
    return _with_sides(hit), _with_sides({doer})


def _with_sides(groups: AbstractSet[str]) -> frozenset[str]:
    sides = load_codebook().sides
    return frozenset(groups) | {sides[group] for group in groups if group in sides}
