"""What a model is told: fixed words, and the report behind a fence that it cannot climb."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from conflictmap.codebook import shipped_rules
from conflictmap.model import Report
from conflictmap.modelreader.answerschema import schema_text

__all__ = ["MOST_CHARS", "Message", "Prompt", "load_prompt"]

MOST_CHARS = 60_000
"""Of a report that are sent."""

_FOLDER, _FILE = "prompts", "en.toml"

Message = dict[str, str]


@dataclass(frozen=True, slots=True)
class Prompt:
    """The words for one country.

    Attributes
    ----------
    version, system, report, schema, again : str
        As the file of prompts has them, the country and the schema filled in.
    """

    version: str
    system: str
    report: str
    schema: str
    again: str

    def messages(self, report: Report, *, spell_out: bool) -> list[Message]:
        """Return what is sent of a report: its title and its text, and nothing else that is known of it.

        Parameters
        ----------
        report : Report
        spell_out : bool
            Whether the words hold the schema, for a server that takes none.
        """
        boundary = secrets.token_hex(16)
        while boundary in report.text or boundary in report.title:  # does not happen, and must not
            boundary = secrets.token_hex(16)
        # One pass over the words of the file: what the report holds is never looked through for places to fill.
        filled = self.report.format(boundary=boundary, title=report.title, text=report.text[:MOST_CHARS])
        system = f"{self.system}\n\n{self.schema}" if spell_out else self.system
        return [{"role": "system", "content": system}, {"role": "user", "content": filled}]

    def key(self, report: Report, model: str) -> str:
        """Return what tells an answer from others: by all that it depends on, but for the boundary.

        Parameters
        ----------
        report : Report
        model : str
        """
        told: list[Any] = [model, self.version, self.system, self.report, schema_text()]
        told += [report.title, report.text[:MOST_CHARS]]
        return hashlib.sha256(json.dumps(told).encode("ascii")).hexdigest()


@lru_cache(maxsize=8)
def load_prompt(country: str) -> Prompt:
    """Load the shipped words and fill in the country.

    Parameters
    ----------
    country : str
        Its name.

    Returns
    -------
    Prompt

    Raises
    ------
    BadInputError
        If the file is damaged.
    """
    raw, _ = shipped_rules(_FOLDER, _FILE)
    return Prompt(
        raw["version"],
        raw["system"].strip().replace("{country}", country),
        raw["report"].strip(),
        raw["schema"].strip().replace("{schema}", schema_text()),
        raw["again"].strip(),
    )
