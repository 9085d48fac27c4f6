"""Readers and geocoders that come with the package, by name: where each is made. Others come by entry points.

Beside them the codes of the model that readers of others have to use.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from conflictmap.model import Field

__all__ = [
    "FIELDS",
    "GEOCODER",
    "GROUPS",
    "LEFT_OUT",
    "LLM",
    "OURS",
    "OWN",
    "PACKAGE",
    "READER",
    "STATUSES",
    "Group",
    "Outcome",
]

PACKAGE = "conflictmap"

FIELDS: tuple[Field, ...] = get_args(Field)

Outcome = Literal["killed", "wounded", "abducted"]
"""What befalls people, see `Victim`."""

STATUSES = ("stated", "claimed", "alleged")
"""Of an `Actor`."""

LEFT_OUT = ("abroad", "no_place")
"""Why a geocoder may leave an incident out, see `Located`."""

Group = Literal["conflictmap.readers", "conflictmap.geocoders"]
"""Entry-point groups."""

GROUPS: tuple[Group, ...] = get_args(Group)

READER = "rules"
"""The reader that is used if no other is asked for."""

LLM = "llm"

OWN = ("clause", "subject", "sentence", "header")
"""Origins of a place phrase that stands with its incident and not elsewhere in the report, see `PlacePhrase`."""

GEOCODER = "gazetteer"
"""The geocoder that is used if no other is asked for."""

OURS: Mapping[Group, Mapping[str, str]] = {
    "conflictmap.readers": {
        READER: "conflictmap.pipeline.stages:rules_reader",
        LLM: "conflictmap.modelreader:model_reader",
    },
    "conflictmap.geocoders": {GEOCODER: "conflictmap.pipeline.stages:gazetteer_geocoder"},
}
"""Name to module and function, as pyproject.toml registers them: these are there in a tree that nobody installed, and
no other package can take their names."""
