"""What a caller leaves out: English, and the default country.

Floor 3. Extraction gets a language that knows the country and never sees the country's folder; here the two meet.
"""

from __future__ import annotations

from pathlib import Path

from conflictmap import extraction, language
from conflictmap.gazetteer import load_country_facts
from conflictmap.language import Language
from conflictmap.model import Incident, Report

__all__ = ["extract", "load_language"]


def load_language(code: str | Path = "en", *, country: str = "iraq") -> Language:
    """Load a language for a country; both are read once, and again only when the country's files have changed.

    Parameters
    ----------
    code : str or pathlib.Path
        Name of a language that ships with the package, or the folder of rules of your own. Its name is the
        table of forces.toml that is read.
    country : str, default "iraq"
        Folder name of a gazetteer, English name or ISO 3166 code.

    Returns
    -------
    Language

    Raises
    ------
    BadInputError
        If there is no such language or country, or a file of theirs is unusable.
    """
    name = code.name if isinstance(code, Path) else code
    return language.load_language(code, country=load_country_facts(country, name))


def extract(report: Report, language: Language | None = None) -> list[Incident]:
    """Return the incidents that a report tells, in the order of the text.

    Parameters
    ----------
    report : Report
    language : Language, optional
        The words to read it by, from `load_language`; English for the default country if not given.

    Returns
    -------
    list of Incident
        Empty if the report tells none. Places are phrases not yet looked up.
    """
    return extraction.extract(report, language or load_language())
