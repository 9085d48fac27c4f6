"""What a country's folder tells a language: forces.toml, the names of country.toml, and the demonyms of all nations."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from conflictmap.codebook import fact_keys
from conflictmap.gazetteer.atlas import Gazetteer
from conflictmap.gazetteer.entries import Country
from conflictmap.gazetteer.loading import country_folders, read_country, read_toml
from conflictmap.model import BadInputError, CountryFacts

__all__ = ["FORCES_FILE", "country_facts", "facts_of", "load_country_facts", "read_forces"]

FORCES_FILE = "forces.toml"
_CODES = ("neighbours", "present")
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
    folders = tuple(country_folders(country))
    path = next(f / "country.toml" for f in folders if (f / "country.toml").is_file())
    return _load(_country(path, path.stat().st_mtime_ns), folders, language)


def facts_of(gazetteer: Gazetteer, language: str = "en") -> CountryFacts:
    """Return what a language is told of the country of a gazetteer.

    Parameters
    ----------
    gazetteer : Gazetteer
    language : str, default "en"

    Raises
    ------
    BadInputError
        If a forces.toml in its folders is unusable.
    """
    return _load(gazetteer.country, gazetteer.folders, language)


@lru_cache(maxsize=16)
def _country(path: Path, stamp: int) -> Country:  # noqa: ARG001  (cache key)
    return read_country(path)


def _load(country: Country, folders: tuple[Path, ...], language: str) -> CountryFacts:
    # The user's folder comes last and adds to the shipped one.
    paths = [folder / FORCES_FILE for folder in folders if (folder / FORCES_FILE).is_file()]
    return _facts(country, tuple((path, path.stat().st_mtime_ns) for path in paths), language)


@lru_cache(maxsize=16)
def _facts(country: Country, stamps: tuple[tuple[Path, int], ...], language: str) -> CountryFacts:
    return country_facts(country, [read_forces(path, language) for path, _ in stamps])


def country_facts(country: Country, forces: Iterable[Mapping[str, Any]] = ()) -> CountryFacts:
    """Return the facts of a country.

    Parameters
    ----------
    country : Country
    forces : iterable of mapping
        What `read_forces` returned, of one file or several.
    """
    table = _countries()
    merged = _merged(forces)
    codes, words, times = merged.codes, merged.words, merged.times
    others = {code: row for code, row in table.items() if code != country.iso2}
    return CountryFacts(
        name=country.name,
        iso2=country.iso2,
        names=tuple(dict.fromkeys((country.name, *country.names))),
        demonyms=country.demonyms,
        neighbours=tuple(name for code in codes["neighbours"] for name in table[code]["names"]),
        present=codes["present"],
        nations=(
            (country.iso2, country.demonyms),
            *((code, row["demonyms"]) for code, row in others.items() if row["demonyms"]),
        ),
        attributive=tuple(word for row in others.values() for word in row["attributive"]),
        words=tuple((key, found) for key, found in words.items() if found),
        days=tuple(times["history.days"].items()),
        periods=tuple((name, first, last) for name, (first, last) in times["history.periods"].items()),
    )


class _Merged(NamedTuple):
    """What several files tell, one after the other."""

    codes: dict[str, tuple[str, ...]]
    words: dict[str, tuple[str, ...]]
    times: dict[str, dict[str, Any]]


def _merged(forces: Iterable[Mapping[str, Any]]) -> _Merged:
    told = list(forces)
    return _Merged(
        {key: tuple(dict.fromkeys(code for f in told for code in f.get(key, ()))) for key in _CODES},
        {key: tuple(word for f in told for word in f.get(key, ())) for key in fact_keys()},
        {key: {name: time for f in told for name, time in f.get(key, {}).items()} for key in _TABLES},
    )


def read_forces(path: Path, language: str) -> dict[str, Any]:
    """Read forces.toml: the neighbours, the nations present, and one language's words by key (``"people.militant"``).

    Raises
    ------
    BadInputError
        If it cannot be read, a key is unknown, or a value is of another kind than its key wants.
    """
    table = read_toml(path)
    told: dict[str, Any] = {key: _words(path, key, table.pop(key, [])) for key in _CODES}
    for key in _CODES:
        if unknown := [code for code in told[key] if code not in _countries()]:
            raise BadInputError(f"{path}: {key}: {unknown[0]!r} is no country's two-letter code (ISO 3166)")
    for code, sections in table.items():
        found = dict(_flat(path, code, sections))
        if code == language:
            told |= found
    return told


def _flat(path: Path, code: str, sections: Any) -> Iterable[tuple[str, Any]]:
    """Yield key and value of one language's table, checked."""
    if not isinstance(sections, dict):
        raise BadInputError(
            f"{path}: unknown key {code!r}; known are neighbours, present, and tables named after a language"
        )
    for section, inner in sections.items():
        for name, value in inner.items() if isinstance(inner, dict) else [("", inner)]:
            key = f"{section}.{name}"
            if key in fact_keys():
                yield key, _words(path, f"{code}.{key}", value)
            elif key in _TABLES:
                yield key, _times(path, f"{code}.{key}", value)
            else:
                known = ", ".join(k for k in (*fact_keys(), *sorted(_TABLES)) if k.startswith(f"{section}."))
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
