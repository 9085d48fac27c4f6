"""Two readers of one report: where the model's counts and those of the rules part, a person should look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from conflictmap.codebook import doubt
from conflictmap.model import Count, Incident

__all__ = ["compared"]


def compared(ours: Sequence[Incident], theirs: Sequence[Incident]) -> tuple[list[Incident], int]:
    """Hold what a model read against what the rules read in the same report.

    Parameters
    ----------
    ours : sequence of Incident
        Of the rules.
    theirs : sequence of Incident
        Of the model.

    Returns
    -------
    (list of Incident, int)
        Those of the model, with the doubt ``readers_differ`` where no incident of the rules tells the same counts; and
        how many of the rules the model does not tell at all.
    """
    found = [incident if any(_agree(incident, other) for other in ours) else _doubted(incident) for incident in theirs]
    missed = sum(not any(_alike(incident, other) for incident in theirs) for other in ours)
    return found, missed


def _agree(one: Incident, other: Incident) -> bool:
    return _alike(one, other) and _counts(one) == _counts(other)


def _alike(one: Incident, other: Incident) -> bool:
    """Whether two incidents may be one: they stand in the same sentence, or tell the same of the same kind."""
    a, b = one.sentence, other.sentence
    overlap = a.field == b.field and a.start < b.end and b.start < a.end
    return overlap or (one.kind == other.kind and _counts(one) == _counts(other))


def _counts(incident: Incident) -> tuple[Count | None, ...]:
    return (incident.killed, incident.wounded, incident.abducted)


def _doubted(incident: Incident) -> Incident:
    return replace(incident, doubts=(*incident.doubts, doubt("readers_differ")))
