"""The JSON Schema of an incident, made of the columns of `record` and the codes of the codebook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from conflictmap import codebook
from conflictmap.record import COLUMNS, ROW_ONLY

__all__ = ["incident_schema"]


@cache
def incident_schema() -> Mapping[str, Any]:
    """Return the schema of one row: a line of JSON Lines, the properties of a feature, a row of a table.

    Returns
    -------
    mapping
        JSON Schema, draft 2020-12. Columns that it does not know are allowed.
    """
    more, _ = codebook.shipped_rules("tables", "schema.toml")
    types = {row["id"]: row["says"] for row in more["type"]}
    columns = [column for column in (*COLUMNS, *ROW_ONLY) if column.type in types]
    return {
        "$schema": more["id"],
        "$id": f"urn:conflictmap:incident:{more['version']}",
        "title": "Incident",
        "description": "One incident as conflictmap writes and reads it.",
        "type": "object",
        "required": more["needed"],
        "properties": {
            column.name: _property(
                {"description": column.doc} | types[column.type] | _coded(more["column"].get(column.name, {})),
                needed=column.name in more["needed"],
            )
            for column in columns
        },
    }


def _property(made: dict[str, Any], *, needed: bool) -> dict[str, Any]:
    """Return keywords of a column, which may be missing unless it is needed."""
    if needed:
        return made | {"type": made["type"][0]}
    return made


def _coded(more: Mapping[str, Any]) -> dict[str, Any]:
    """Return keywords with the codes of the codebook in the place of the names of its sections."""
    found: dict[str, Any] = {}
    for key, value in more.items():
        if key == "codes":
            found["enum"] = list(codebook.load_codebook().ids(value))
        else:
            found[key] = _coded(value) if isinstance(value, dict) else value
    return found
