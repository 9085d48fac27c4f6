"""What imports have in common: a row of a source, and names made plain."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

__all__ = ["SourceRow", "key_of", "plain_name", "slug"]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One place of a source."""

    source_id: str
    name: str
    alternates: list[str]
    kind: str
    lat: float
    lon: float
    admin1: str
    population: int


def plain_name(name: str) -> str:
    """Return a romanised name without diacritics and the sign for ain."""
    text = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[‘’`ʻʼ|]", "", text).strip("' ") or name


def key_of(name: str) -> str:
    """Return what two spellings of a name have in common: small letters and digits only."""
    return re.sub(r"[\W_]+", "", plain_name(name).casefold())


def slug(text: str) -> str:
    """Return a name as it may stand in an id: small letters a-z, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain_name(text).casefold()).strip("-")
