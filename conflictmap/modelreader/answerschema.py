"""The shape of an answer: a JSON Schema of the codes of the codebook, for the server and against its answer."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any, get_args

from conflictmap import codebook
from conflictmap.model import BadInputError
from conflictmap.model.housemates import STATUSES, Outcome

__all__ = ["COUNTS", "MOST_PERSONS", "checker", "schema", "schema_text"]

COUNTS: tuple[Outcome, ...] = get_args(Outcome)
MOST_PERSONS = 1_000_000
_MOST_ATTACKS = 1_000
_MOST_INCIDENTS = 200
_NULL = "null"
_HINT = "--reader llm needs the package jsonschema: pip install 'conflictmap[llm]'"

Schema = dict[str, Any]


@lru_cache(maxsize=1)
def schema() -> Schema:
    """Return the JSON Schema of an answer.

    Returns
    -------
    dict
        Every key is required and no other allowed, as servers want it that hold a model to a schema.
    """
    groups = list(codebook.groups())
    actor = {
        "quote": {"type": "string"},
        "group": {"enum": list(codebook.actors())},
        "status": {"enum": list(STATUSES)},
    }
    persons = {**_perhaps("integer"), "minimum": 0, "maximum": MOST_PERSONS}
    count = {"quote": {"type": "string"}, "low": persons, "high": persons, "group": {"enum": groups}}
    words = _perhaps("string")
    counts: Schema = {name: _or_null(_object(count)) for name in COUNTS}
    incident = {
        "quote": {"type": "string"},
        "kind": {"enum": list(codebook.kinds())},
        "attacks": {"type": "integer", "minimum": 1, "maximum": _MOST_ATTACKS},
        **counts,
        "place": words,
        "date": words,
        "perpetrator": _or_null(_object(actor)),
        "target": _or_null(_object(actor)),
        "aggregate": {"type": "boolean"},
        "total": {**_perhaps("integer"), "minimum": 0, "maximum": _MOST_INCIDENTS},
        "background": {"type": "boolean"},
    }
    listed = {"type": "array", "maxItems": _MOST_INCIDENTS, "items": _object(incident)}
    return _object({"incidents": listed})


def _object(properties: Schema) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


def _perhaps(kind: str) -> Schema:
    return {"type": [kind, _NULL]}


def _or_null(shape: Schema) -> Schema:
    return {"anyOf": [{"type": _NULL}, shape]}


def schema_text() -> str:
    """Return the schema as text, the same each time."""
    return json.dumps(schema(), sort_keys=True)


def checker() -> Callable[[Any], bool]:
    """Return a function that tells whether a value fits the schema.

    Raises
    ------
    BadInputError
        If the package jsonschema is not installed.
    """
    try:
        from jsonschema import Draft202012Validator  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise BadInputError(_HINT) from error
    validator = Draft202012Validator(schema())
    return lambda value: bool(validator.is_valid(value))
