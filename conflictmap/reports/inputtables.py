"""`rules/inputs.toml`: what columns are called, what first bytes tell, what divides articles."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["pattern", "table", "whole_line"]


@cache
def table(name: str) -> Any:
    """Return a table of the file, or a list of tables.

    Parameters
    ----------
    name : str
        Such as ``"columns"``.
    """
    return _all()[name]


@cache
def _all() -> dict[str, Any]:
    path = resources.files("conflictmap") / "rules" / "inputs.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def pattern(name: str, key: str) -> re.Pattern[str]:
    """Return the pattern, or the alternatives, that a table holds under `key`."""
    return re.compile(_alternatives(name, key), re.IGNORECASE)


@cache
def whole_line(name: str, key: str) -> re.Pattern[str]:
    """Return the same for a whole line, blanks around it set aside."""
    return re.compile(rf"\s*(?:{_alternatives(name, key)})\s*", re.IGNORECASE)


def _alternatives(name: str, key: str) -> str:
    value = table(name)[key]
    return value if isinstance(value, str) else "|".join(f"(?:{each})" for each in value)
