"""The codes of the data: ``rules/codebook.toml`` and, for people to read, ``rules/<language>/labels.toml``.

Floor 0, on the model alone. The one place that says which kinds, groups of victims, doubts and precisions there are. A
row without a label, a label without a row, a misspelt key: an error in one line when the codes are first asked for.
"""

from __future__ import annotations

from conflictmap.codebook.codetables import compile_codebook, compile_labels
from conflictmap.codebook.crosswalk import codes_of, hit_by
from conflictmap.codebook.definitions import Codebook, Codes, DoubtLabel, Family, IncidentKind, Labels
from conflictmap.codebook.lookup import (
    FORCES,
    LABELS,
    actors,
    codes,
    doubt,
    doubts,
    fact_keys,
    groups,
    kind,
    kinds,
    kinds_with,
    labels,
    load_codebook,
    shipped_rules,
    vocabulary,
)

__all__ = [
    "FORCES",
    "LABELS",
    "Codebook",
    "Codes",
    "DoubtLabel",
    "Family",
    "IncidentKind",
    "Labels",
    "actors",
    "codes",
    "codes_of",
    "compile_codebook",
    "compile_labels",
    "doubt",
    "doubts",
    "fact_keys",
    "groups",
    "hit_by",
    "kind",
    "kinds",
    "kinds_with",
    "labels",
    "load_codebook",
    "shipped_rules",
    "vocabulary",
]
