"""The files read once, and the questions that the other rooms ask of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from conflictmap.codebook.codetables import compile_codebook, compile_labels
from conflictmap.codebook.definitions import FLAGS, Codebook, Codes, IncidentKind, Labels
from conflictmap.model import BadInputError

__all__ = [
    "FORCES",
    "LABELS",
    "actors",
    "codes",
    "doubt",
    "doubts",
    "fact_keys",
    "groups",
    "kind",
    "kinds",
    "kinds_with",
    "labels",
    "load_codebook",
    "shipped_rules",
    "vocabulary",
]

LABELS = "labels.toml"
"""The file of labels in the folder of a language."""


def shipped_rules(*path: str) -> tuple[Mapping[str, Any], str]:
    """Return the tables of a shipped file of rules, and its name for messages.

    Parameters
    ----------
    *path : str
        Its name, after the folders it lies in.

    Returns
    -------
    tuple of (mapping, str)

    Raises
    ------
    BadInputError
        If there is none, or it is no TOML.
    """
    file = files("conflictmap").joinpath("rules", *path)
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")), str(file)
    except FileNotFoundError:
        raise BadInputError(f"no file {file}") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInputError(f"{file}: {error}") from error


@lru_cache(maxsize=1)
def load_codebook() -> Codebook:
    """Load and check ``rules/codebook.toml``.

    Returns
    -------
    Codebook

    Raises
    ------
    BadInputError
        If a row is not as `compile_codebook` wants it.
    """
    return compile_codebook(*shipped_rules("codebook.toml"))


@lru_cache(maxsize=4)
def labels(language: str = "en") -> Labels:
    """Load and check the labels of a language.

    Parameters
    ----------
    language : str
        Name of a folder in ``conflictmap/rules``.

    Returns
    -------
    Labels

    Raises
    ------
    BadInputError
        If there is no such file, or it and the codebook do not name the same ids.
    """
    raw, name = shipped_rules(language, LABELS)
    return compile_labels(raw, load_codebook(), name)


def kinds() -> tuple[str, ...]:
    """Return the ids of all kinds, in order."""
    return tuple(load_codebook().kinds)


def kind(name: str) -> IncidentKind:
    """Return the row of a kind.

    Parameters
    ----------
    name : str
        Id of the kind.

    Returns
    -------
    IncidentKind

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    return load_codebook().kinds[name]


def codes(name: str) -> Codes:
    """Return what a kind is called in other data sets.

    Parameters
    ----------
    name : str
        Id of the kind.

    Returns
    -------
    Codes

    Raises
    ------
    KeyError
        If there is no such kind.
    """
    return load_codebook().kinds[name].codes


@cache
def kinds_with(flag: str) -> frozenset[str]:
    """Return the ids of the kinds that have a flag.

    Parameters
    ----------
    flag : str
        Of `definitions.FLAGS`.

    Raises
    ------
    KeyError
        If there is no such flag.
    """
    if flag not in FLAGS:
        raise KeyError(f"no flag {flag!r}; known are {', '.join(FLAGS)}")
    return frozenset(name for name, row in load_codebook().kinds.items() if flag in row.flags)


def groups() -> tuple[str, ...]:
    """Return the ids of the groups of victims, in order."""
    return load_codebook().plain["group"]


def actors() -> tuple[str, ...]:
    """Return what a perpetrator or a target may be, in order: the groups of victims, and what is no group of people."""
    book = load_codebook()
    return (*book.plain["group"], *book.plain["actor"])


def doubts() -> tuple[str, ...]:
    """Return the ids of the doubts, in order."""
    return tuple(load_codebook().doubts)


def doubt(name: str) -> str:
    """Return `name`, which must be a doubt of the codebook. Code that raises a doubt writes it so, and a test looks.

    Parameters
    ----------
    name : str
        Id of the doubt.

    Returns
    -------
    str
        The same.

    Raises
    ------
    KeyError
        If there is no such doubt.
    """
    if name not in load_codebook().doubts:
        raise KeyError(f"no doubt {name!r} in codebook.toml")
    return name


def vocabulary(language: str = "en") -> dict[str, Any]:
    """Return what the page needs to know of the codes, ready for JSON.

    Parameters
    ----------
    language : str
        Of the labels.

    Returns
    -------
    dict
        ``kinds`` (list of {id, label, family}), ``families`` (list of {id, label, shape}), ``groups`` (id -> [one,
        many]), and id -> label in ``actors`` (what is no group of people), ``doubts``, ``reasons``, ``roles``,
        ``where_prec`` and ``date_prec``; all in the codebook's order.
    """
    book, said = load_codebook(), labels(language)
    return {
        "kinds": [{"id": row.id, "label": said.kinds[row.id], "family": row.family} for row in book.kinds.values()],
        "families": [
            {"id": row.id, "label": said.families[row.id], "shape": row.shape} for row in book.families.values()
        ],
        "groups": {key: list(said.groups[key]) for key in book.ids("group")},
        "actors": {key: said.actors[key] for key in book.ids("actor")},
        "doubts": {key: said.doubts[key].label for key in book.doubts},
        "reasons": {key: said.reasons[key] for key in book.ids("reason")},
        "roles": {key: said.roles[key] for key in book.ids("role")},
        "where_prec": {key: said.where_prec[key] for key in book.ids("where_prec")},
        "date_prec": {key: said.date_prec[key] for key in book.ids("date_prec")},
    }


FORCES = ("state_forces", "foreign_forces", "regional_forces", "volunteer_forces")
"""Groups of soldiers, whose members words before the noun may tell ("Syrian soldiers")."""

_NAMES = ("peoples", "no_places", "leaders", "surnames", "agencies")
_HISTORY = ("since", "campaigns", "place_days")


@cache
def fact_keys() -> tuple[str, ...]:
    """Return the lists of words that a country's folder may give a language; see `model.CountryFacts`.

    Returns
    -------
    tuple of str
        ``"people.<group>"`` for every group of victims, ``"allegiance.<group>"``, ``"names.<list>"`` and
        ``"history.<list>"``.
    """
    return (
        *(f"people.{group}" for group in groups()),
        *(f"allegiance.{group}" for group in FORCES),
        *(f"names.{name}" for name in _NAMES),
        *(f"history.{name}" for name in _HISTORY),
    )
