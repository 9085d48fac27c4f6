"""Cells of tables: what spreadsheets must not run, and from text or JSON to a number, a day, a list."""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from conflictmap.model import MOST_PEOPLE, YEARS

__all__ = ["defuse", "flag", "key_of", "number", "parse_day", "real", "restored", "structure", "text_of"]

_FORMULA = re.compile(
    r"[\t\r\n]|[\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff]*[=+\-@＝＋－＠]"
)
"""What a spreadsheet may run: also behind what nobody sees, blanks, controls and what Unicode calls ignorable. The
page's `defuse` has the same."""
_NO_NAME = re.compile(r"[\W_]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_MOST_CHARS = 20_000


def key_of(name: str) -> str:
    """Return the name of a column as formats write it: ``"IBC code"`` is ``"ibc_code"``.

    Parameters
    ----------
    name : str
        As it stands in the file.
    """
    return _NO_NAME.sub("_", name.casefold()).strip("_")


def defuse(cell: Any) -> Any:
    """Put an apostrophe before text that a spreadsheet would take for a formula; leave all else alone.

    Parameters
    ----------
    cell : object
        Any value.

    Returns
    -------
    object
        The same, or defused text.

    Examples
    --------
    >>> defuse("=1+1"), defuse("- three killed"), defuse(-3)
    ("'=1+1", "'- three killed", -3)
    """
    return f"'{cell}" if isinstance(cell, str) and _runs(cell) else cell


def restored(cell: str) -> str:
    """Take off the apostrophe that `defuse` puts before text.

    Parameters
    ----------
    cell : str

    Returns
    -------
    str

    Examples
    --------
    >>> restored("'=1+1"), restored("'tis")
    ('=1+1', "'tis")
    """
    return cell[1:] if cell.startswith("'") and _runs(cell[1:]) else cell


def _runs(cell: str) -> bool:
    return _FORMULA.match(cell) is not None


def text_of(cell: Any) -> str | None:
    """Return a cell as text that no terminal, page or table acts on; ``None`` for an empty one.

    Parameters
    ----------
    cell : object
    """
    if not isinstance(cell, str):
        if cell is None or isinstance(cell, (dict, list)) or cell != cell:  # noqa: PLR0124  (a NaN)
            return None
        cell = str(cell)
    found = cell[:_MOST_CHARS]
    return (found if found.isprintable() else _CONTROLS.sub(" ", found)).strip() or None


def number(cell: Any) -> int:
    """Return a whole number that counts something.

    Parameters
    ----------
    cell : object
        ``4``, ``"4"``, ``"4.0"``, ``"1,200"``.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If it is none, or below 0, or beyond what can be.
    """
    value = real(cell)
    if not value.is_integer() or not 0 <= value <= MOST_PEOPLE:
        raise ValueError("is no count")
    return int(value)


def real(cell: Any) -> float:
    """Return a finite number.

    Parameters
    ----------
    cell : object

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If it is none.
    """
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        raise ValueError("is no number")
    try:
        value = float(cell.strip().replace(",", "") if isinstance(cell, str) else cell)
    except (ValueError, OverflowError):
        raise ValueError("is no number") from None
    if not math.isfinite(value):
        raise ValueError("is no number")
    return value


def flag(cell: Any) -> bool:
    """Return whether a cell says yes; an empty one does not.

    Parameters
    ----------
    cell : object
        ``True``, ``"true"``, ``1``, ``"0"`` ...

    Returns
    -------
    bool

    Raises
    ------
    ValueError
        If it says neither.
    """
    if cell is None or isinstance(cell, bool):
        return bool(cell)
    said = json_word(str(cell))
    if said in (True, False, None):
        return bool(said)
    raise ValueError("is neither true nor false")


def json_word(text: str) -> Any:
    """Return what text in any case means in JSON, the text itself if nothing.

    Parameters
    ----------
    text : str
    """
    try:
        return json.loads(text.strip().casefold() or "null")
    except (ValueError, RecursionError):
        return text


def structure(cell: Any) -> Any:
    """Return a list or an object, which a plain cell holds as JSON text.

    Parameters
    ----------
    cell : object

    Returns
    -------
    object

    Raises
    ------
    ValueError
        If the text is no JSON.
    """
    if not isinstance(cell, str):
        return cell
    try:
        return json.loads(cell)
    except (ValueError, RecursionError):
        raise ValueError("is no JSON") from None


@lru_cache(maxsize=50_000)
def parse_day(text: str, patterns: tuple[str, ...]) -> date:
    """Return a day.

    Parameters
    ----------
    text : str
        ISO 8601, or as one of `patterns`.
    patterns : tuple of str
        Of `datetime.strptime`.

    Returns
    -------
    datetime.date

    Raises
    ------
    ValueError
        If it is none, or reads two ways.
    """
    for pattern in (None, *patterns):
        try:
            found = datetime.fromisoformat(text) if pattern is None else datetime.strptime(text, pattern)
        except ValueError:
            continue
        if found.year in YEARS:
            return found.date()
    raise ValueError("is no date; write it as 2006-09-12, or say --day-first or --month-first")
