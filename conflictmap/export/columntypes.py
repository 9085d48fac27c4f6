"""Types of columns as other systems name them."""

from __future__ import annotations

from functools import cache

from conflictmap.codebook import shipped_rules

__all__ = ["types_of"]


@cache
def types_of(system: str) -> dict[str, str]:
    """Return type of `record.TYPES` -> its name in a system of ``rules/columntypes.toml``."""
    table, _ = shipped_rules("columntypes.toml")
    return {kind: names[system] for kind, names in table.items() if system in names}
