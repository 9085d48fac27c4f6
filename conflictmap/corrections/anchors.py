"""Incidents found again: by their sentence, kind, place and counts, one old to at most one new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from conflictmap import codebook

__all__ = ["Anchor", "anchor_of", "likeness", "pair_up", "weights"]

_CHARS = 2_000  # of a sentence that are compared
_SHORTEST = 20  # characters; what is shorter stands in many sentences


@dataclass(frozen=True, slots=True)
class Anchor:
    """By what an incident is known again; ``None`` and empty text are not told.

    Attributes
    ----------
    incident_id, report_id, sentence, kind, place_text : str
    killed : (int or None, int or None) or None
        Both ends; two that are missing are told to be missing.
    """

    incident_id: str
    report_id: str = ""
    sentence: str = ""
    kind: str = ""
    place_text: str = ""
    killed: tuple[int | None, int | None] | None = None


def anchor_of(row: Mapping[str, Any]) -> Anchor:
    """Return the anchor of a row.

    Parameters
    ----------
    row : mapping
        As `record.record` makes it.
    """
    return Anchor(
        incident_id=str(row["incident_id"]),
        report_id=row["report_id"] or "",
        sentence=row["sentence"] or "",
        kind=row["kind"],
        place_text=row["place_text"] or "",
        killed=(row["killed_low"], row["killed_high"]),
    )


@cache
def weights() -> Mapping[str, Any]:
    """Return `rules/corrections.toml`."""
    table, _ = codebook.shipped_rules("corrections.toml")
    return table


def likeness(one: Anchor, other: Anchor) -> float:
    """Return how surely two anchors are of one incident.

    Parameters
    ----------
    one, other : Anchor

    Returns
    -------
    float
        From 0 to 1; 0 where they are hardly the same.
    """
    same_id = float(bool(one.incident_id) and one.incident_id == other.incident_id)
    if not one.sentence or not other.sentence:
        return same_id
    told = {"sentence": _of_sentences(one.sentence[:_CHARS], other.sentence[:_CHARS]), "ids": same_id}
    if told["sentence"] < weights()["least"]["sentence"]:
        return 0.0
    told |= _of_facts(one, other)
    weight = weights()["weight"]
    found = sum(weight[name] * value for name, value in told.items()) / sum(weight[name] for name in told)
    return found if found >= weights()["least"]["all"] else 0.0


def _of_facts(one: Anchor, other: Anchor) -> dict[str, float]:
    """Return how like the facts are that both tell."""
    told: dict[str, float] = {}
    if one.kind and other.kind:
        told["kinds"] = _of_kinds(one.kind, other.kind)
    if one.place_text and other.place_text:
        told["words"] = fuzz.token_set_ratio(one.place_text.casefold(), other.place_text.casefold()) / 100
    if one.killed is not None and other.killed is not None:
        told["dead"] = float(one.killed == other.killed)
    return told


def _of_sentences(one: str, other: str) -> float:
    """Return how like two sentences are; one that stands in the other is, since rules part and join sentences."""
    if one == other:
        return 1.0
    whole = fuzz.ratio(one, other) / 100
    if min(len(one), len(other)) < _SHORTEST:
        return whole
    held: float = weights()["held"]
    return max(whole, held * fuzz.partial_ratio(one, other) / 100)


def _of_kinds(one: str, other: str) -> float:
    if one == other:
        return 1.0
    known = codebook.kinds()
    means = {codebook.kind(kind).means for kind in (one, other) if kind in known}
    return 0.5 if len(means) == 1 and "" not in means and one in known and other in known else 0.0


def pair_up(scores: Sequence[Sequence[float]]) -> dict[int, int]:
    """Pair up two lists so that the sum of likenesses is greatest, one to one.

    Parameters
    ----------
    scores : sequence of sequence of float
        A row for each of N old ones, with M likenesses; 0 is never paired.

    Returns
    -------
    dict of int to int
        Old to new.
    """
    if not scores or not scores[0]:
        return {}
    if len(scores) == 1:  # as most often: no need of the library
        best = max(range(len(scores[0])), key=lambda at: (scores[0][at], -at))
        return {0: best} if scores[0][best] > 0 else {}
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - takes a third of a second

    old, new = linear_sum_assignment(scores, maximize=True)
    return {int(a): int(b) for a, b in zip(old, new, strict=True) if scores[a][b] > 0}
