"""Classes of words that several lists share, from ``classes.toml``: a list takes one in by ``"@name"``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflictmap.model import BadInputError

__all__ = ["fill_lists"]

_CLASSES = "classes"
"""The file that holds them, in one table of that name."""

_SIGN = "@"


def fill_lists(files: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """Return the parsed files of a language with the words of the classes in place of their names.

    Parameters
    ----------
    files : mapping
        Name of a file, without its ending, -> its tables. The classes themselves are left out of what is returned.
    folder : str
        For messages.

    Returns
    -------
    dict
        A list that takes a class in comes in alphabetical order.

    Raises
    ------
    BadInputError
        For a class that there is not, one that no list takes in, or one that is no list of words.
    """
    rest = {name: tables for name, tables in files.items() if name != _CLASSES}
    label = f"{folder}/{_CLASSES}.toml"
    classes = _classes(files.get(_CLASSES, {}), label)
    taken: set[str] = set()
    filled = {name: _filled(tables, classes, taken, f"{folder}/{name}.toml") for name, tables in rest.items()}
    if idle := sorted(set(classes) - taken):
        raise BadInputError(f"{label}: no list takes in {_SIGN}{idle[0]}")
    return filled


def _classes(tables: Mapping[str, Any], label: str) -> Mapping[str, list[str]]:
    if unknown := sorted(set(tables) - {_CLASSES}):
        raise BadInputError(f"{label}: unknown table [{unknown[0]}]; known is {_CLASSES}")
    classes: Mapping[str, list[str]] = tables.get(_CLASSES, {})
    for name, words in classes.items():
        if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
            raise BadInputError(f"{label}: {name}: a list of words is wanted, none of them empty")
        if any(word.startswith(_SIGN) for word in words):
            raise BadInputError(f"{label}: {name}: a class takes in no other")
    return classes


def _filled(value: Any, classes: Mapping[str, list[str]], taken: set[str], label: str) -> Any:
    if isinstance(value, dict):
        return {key: _filled(inner, classes, taken, label) for key, inner in value.items()}
    if not isinstance(value, list):
        return value
    if any(isinstance(inner, dict | list) for inner in value):
        return [_filled(inner, classes, taken, label) for inner in value]
    return _words(value, classes, taken, label)


def _words(words: list[Any], classes: Mapping[str, list[str]], taken: set[str], label: str) -> list[Any]:
    names = [word[1:] for word in words if isinstance(word, str) and word.startswith(_SIGN)]
    if not names:
        return words
    if unknown := [name for name in names if name not in classes]:
        raise BadInputError(f"{label}: there is no class {_SIGN}{unknown[0]}; known are {', '.join(sorted(classes))}")
    taken.update(names)
    own = [word for word in words if not word.startswith(_SIGN)]
    shared = {word for name in names for word in classes[name]}
    return sorted([*own, *shared], key=str.casefold)  # a word that stands twice is an error of the list, found later
