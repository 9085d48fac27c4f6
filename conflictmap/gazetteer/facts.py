"""What a country's folder tells a language: forces.toml, the names of country.toml, and the demonyms of all nations."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from conflictmap.gazetteer.entries import Country
from conflictmap.gazetteer.loading import country_folders, read_country, read_toml
from conflictmap.model import FACT_KEYS, BadInputError, CountryFacts

__all__ = ["FORCES_FILE", "country_facts", "load_country_facts", "read_forces"]

FORCES_FILE = "forces.toml"
_TABLES = {"history.days", "history.periods"}


def load_country_facts(country: str = "iraq", language: str = "en") -> CountryFacts:
    """Return what a language is told of a country; read once, and again only when its files have changed.

    Parameters
    ----------
    country : str, default "iraq"
        Folder name, English name or ISO 3166 code.
    language : str, default "en"
        Table of forces.toml. A country without the file, or a file without the table, has names and demonyms only.

    Raises
    ------
    BadInputError
        If there is no such country, or one of its files is unusable.
    """
    folders = country_folders(country)
    paths = [f / name for f in folders for name in ("country.toml", FORCES_FILE) if (f / name).is_file()]
    return _load(tuple((path, path.stat().st_mtime_ns) for path in paths), language)


@lru_cache(maxsize=16)
def _load(stamps: tuple[tuple[Path, int], ...], language: str) -> CountryFacts:
    paths = [path for path, _ in stamps]
    country = read_country(next(path for path in paths if path.name == "country.toml"))
    # The user's file comes last and adds to the shipped one.
    forces = [read_forces(path, language) for path in paths if path.name == FORCES_FILE]
    return country_facts(country, forces)


def country_facts(country: Country, forces: Iterable[Mapping[str, Any]] = ()) -> CountryFacts:
    """Return the facts of a country.

    Parameters
    ----------
    country : Country
    forces : iterable of mapping
        What `read_forces` returned, of one file or several.
    """
    table = _countries()
    words: dict[str, tuple[str, ...]] = {}
    merged: dict[str, Any] = {"neighbours": (), "history.days": {}, "history.periods": {}}
    for told in forces:
        for key in FACT_KEYS:
            words[key] = (*words.get(key, ()), *told.get(key, ()))
        merged["neighbours"] += tuple(told.get("neighbours", ()))
        for key in _TABLES:
            merged[key] |= told.get(key, {})
    others = {code: row for code, row in table.items() if code != country.iso2}
    return CountryFacts(
        name=country.name,
        iso2=country.iso2,
        names=tuple(dict.fromkeys((country.name, *country.names))),
        demonyms=country.demonyms,
        neighbours=tuple(name for code in dict.fromkeys(merged["neighbours"]) for name in table[code]["names"]),
        nations=(
            (country.iso2, country.demonyms),
            *((code, row["demonyms"]) for code, row in others.items() if row["demonyms"]),
        ),
        attributive=tuple(word for row in others.values() for word in row["attributive"]),
        words=tuple((key, found) for key, found in words.items() if found),
        days=tuple(merged["history.days"].items()),
        periods=tuple((name, first, last) for name, (first, last) in merged["history.periods"].items()),
    )


def read_forces(path: Path, language: str) -> dict[str, Any]:
    """Read forces.toml: the neighbours, and one language's words by key (``"people.militant"``).

    Raises
    ------
    BadInputError
        If it cannot be read, a key is unknown, or a value is of another kind than its key wants.
    """
    table = read_toml(path)
    told: dict[str, Any] = {"neighbours": _words(path, "neighbours", table.pop("neighbours", []))}
    if unknown := [code for code in told["neighbours"] if code not in _countries()]:
        raise BadInputError(f"{path}: neighbours: {unknown[0]!r} is no country's two-letter code (ISO 3166)")
    for code, sections in table.items():
        found = dict(_flat(path, code, sections))
        if code == language:
            told |= found
    return told


def _flat(path: Path, code: str, sections: Any) -> Iterable[tuple[str, Any]]:
    """Yield key and value of one language's table, checked."""
    if not isinstance(sections, dict):
        raise BadInputError(f"{path}: unknown key {code!r}; known are neighbours, and tables named after a language")
    for section, inner in sections.items():
        for name, value in inner.items() if isinstance(inner, dict) else [("", inner)]:
            key = f"{section}.{name}"
            if key in FACT_KEYS:
                yield key, _words(path, f"{code}.{key}", value)
            elif key in _TABLES:
                yield key, _times(path, f"{code}.{key}", value)
            else:
                known = ", ".join(k for k in (*FACT_KEYS, *sorted(_TABLES)) if k.startswith(f"{section}."))
                raise BadInputError(
                    f"{path}: unknown key {code}.{key.rstrip('.')}; known are "
                    f"{known or 'people, allegiance, names, history'}"
                )


def _words(path: Path, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip() for word in value):
        raise BadInputError(f"{path}: {key} must be a list of words")
    return tuple(value)


def _times(path: Path, key: str, value: Any) -> dict[str, Any]:
    """Return named days (name -> "2003-04-09") or periods (name -> first and last year)."""
    if not isinstance(value, dict):
        raise BadInputError(f"{path}: {key} must be a table")
    for name, time in value.items():
        if key.endswith("days") and not isinstance(time, str):
            raise BadInputError(f'{path}: {key}: {name!r} must be a day such as "2003-04-09" or "04-09"')
        pair = isinstance(time, list) and len(time) == 2 and all(isinstance(year, int) for year in time)
        if key.endswith("periods") and not pair:
            raise BadInputError(f"{path}: {key}: {name!r} must be a first and a last year, such as [1980, 1988]")
    return value


@lru_cache(maxsize=1)
def _countries() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return code -> names (the first is the usual one), demonyms and attributive names of every country."""
    with (files("conflictmap.gazetteer") / "countries.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        row["iso2"]: {
            "names": (row["name"], *_parts(row["names"])),
            "demonyms": _parts(row["demonyms"]),
            "attributive": _parts(row["attributive"]),
        }
        for row in rows
    }


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split("|") if part)
