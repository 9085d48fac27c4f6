"""From a folder of rules to its language."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from conflictmap.codebook import LABELS
from conflictmap.language.compilation import Language, compile_language
from conflictmap.language.countrywords import NOWHERE
from conflictmap.language.wordclasses import fill_lists
from conflictmap.model import BadInputError, CountryFacts

__all__ = ["load_language", "read_rules"]


def load_language(code: str | Path = "en", *, country: CountryFacts = NOWHERE) -> Language:
    """Load a language and compile it for a country.

    Parameters
    ----------
    code : str or pathlib.Path
        Name of a language that ships with the package, or the folder of rules of your own.
    country : CountryFacts
        What its folder tells; without, the language knows no nation and no country's forces.

    Returns
    -------
    Language
        One that ships with the package is compiled once for a country, and the same object each time.

    Raises
    ------
    BadInputError
        If there is no such language or folder, a file cannot be read, or a row is wrong.
    """
    if isinstance(code, Path):
        return compile_language(read_rules(code), code.name, str(code), country)
    return _shipped(code, country)


@lru_cache(maxsize=8)
def _shipped(code: str, country: CountryFacts) -> Language:
    rules = files("conflictmap") / "rules"
    folder = rules / code
    if not code.isidentifier() or not (folder / LABELS).is_file():
        known = sorted(entry.name for entry in rules.iterdir() if (entry / LABELS).is_file())
        raise BadInputError(f"no rules for language {code!r}; there is {', '.join(known)}, or a folder of your own")
    return compile_language(read_rules(folder), code, f"rules/{code}", country)


def read_rules(folder: Path | Traversable) -> dict[str, dict[str, Any]]:
    """Parse the files of a folder of rules.

    Parameters
    ----------
    folder : pathlib.Path or Traversable

    Returns
    -------
    dict
        Name of each ``.toml`` file, without its ending, -> its tables. Labels, which the codebook reads, are left out;
        so are the classes of words, which stand in the lists that take them in.

    Raises
    ------
    BadInputError
        If there is no such folder, no such file in it, or one that is no TOML.
    """
    if not folder.is_dir():
        raise BadInputError(f"{folder}: no such folder of rules")
    found = _files(folder)
    if (folder / READING).is_dir():
        found[READING] = _files(folder / READING)
    if not found:
        raise BadInputError(f"{folder}: holds no rules (*.toml)")
    return fill_lists(found, str(folder))


READING = "reading"
"""The folder of lists that the rooms of extraction compile for themselves."""


def _files(folder: Path | Traversable) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.name.endswith(".toml") or entry.name == LABELS:
            continue
        try:
            found[entry.name.removesuffix(".toml")] = tomllib.loads(entry.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise BadInputError(f"{folder}/{entry.name}: cannot be read ({error})") from error
    return found
