"""Numbers in the files of a gazetteer, others' and one's own: what Python would take for one is not always one.

`float` takes ``nan``, ``1e999`` and ``1_5``, `int` takes ``1_5`` and four thousand digits.
"""

from __future__ import annotations

import re
from reprlib import Repr

__all__ = ["degrees", "kilometres", "persons"]

_NUMBER = re.compile(r"[+-]?(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_WHOLE = re.compile(r"\d{1,10}", re.ASCII)
_MOST_KM = 10_000.0
"""Half of the way round the globe holds any place."""

_SHORT = Repr()
_SHORT.maxstring = 40


def degrees(lat: str, lon: str) -> tuple[float, float]:
    """Return a latitude and a longitude.

    Parameters
    ----------
    lat, lon : str
        As they stand in the file.

    Returns
    -------
    tuple of float

    Raises
    ------
    ValueError
        If they are none.
    """
    if not (_NUMBER.fullmatch(lat) and _NUMBER.fullmatch(lon) and abs(float(lat)) <= 90 and abs(float(lon)) <= 180):
        raise ValueError(f"{_shown(lat)}, {_shown(lon)} are no degrees")
    return float(lat), float(lon)


def kilometres(text: str) -> float:
    """Return a distance that is more than nothing, such as a radius.

    Parameters
    ----------
    text : str

    Raises
    ------
    ValueError
        If it is none.
    """
    if not (_NUMBER.fullmatch(text) and 0 < float(text) <= _MOST_KM):
        raise ValueError(f"{_shown(text)} is no distance in km")
    return float(text)


def persons(text: str) -> int:
    """Return a number of inhabitants; nothing is 0.

    Parameters
    ----------
    text : str

    Raises
    ------
    ValueError
        If it is none.
    """
    if not text:
        return 0
    if not _WHOLE.fullmatch(text):
        raise ValueError(f"{_shown(text)} is no number of inhabitants")
    return int(text)


def _shown(text: str) -> str:
    """Return text for a message: plain where it is short and shows what it is."""
    return text if len(text) < 20 and text.isprintable() and text else _SHORT.repr(text)
