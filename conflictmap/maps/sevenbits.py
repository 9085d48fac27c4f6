"""Bytes as text that may stand inside a script element of a UTF-8 page: seven bits a byte, where base64 has six.

Seven bits are one character of ASCII. Those that a parser of HTML, a terminal or an attribute would not leave alone are
never written: each stands, together with the seven bits behind it, for one character of two bytes, so that it costs no
room at all.
"""

from __future__ import annotations

from typing import Any

import numpy as np

__all__ = ["BARRED", "MARK", "TWO_BYTES", "sevenbits"]

MARK = "~"
"""With which the text begins: JSON never does."""

BARRED = tuple(b'\0\b\t\n\f\r\x1a\x1b"&<>\\\x7f')
"""Characters that are never written; `web/data/sevenbits.mjs` has the same."""

TWO_BYTES = 0xA0
"""The first character of two bytes that is no control character."""

_BITS = 7

Numbers = np.ndarray[Any, Any]


def sevenbits(data: bytes) -> str:
    """Return bytes as text.

    Parameters
    ----------
    data : bytes
        Any.

    Returns
    -------
    str
        `MARK`, how many bytes there are, a blank, and they; without any of `BARRED`.
    """
    digits = _digits(data)
    place = np.full(2**_BITS, -1, dtype=np.int64)
    place[list(BARRED)] = np.arange(len(BARRED))
    barred = place[digits] >= 0
    # Of barred ones in a row every second stands behind another and goes with it.
    at = np.arange(len(digits))
    before = np.maximum.accumulate(np.where(barred, -1, at))
    heads = barred & ((at - before) % 2 == 1)
    behind = np.append(digits[1:], 0)
    codes = np.where(heads, TWO_BYTES + place[digits] * 2**_BITS + behind, digits)
    kept = np.ones(len(digits), dtype=bool)
    kept[1:] = ~heads[:-1]
    return f"{MARK}{len(data)} {codes[kept].astype('<u2').tobytes().decode('utf-16-le')}"


def _digits(data: bytes) -> Numbers:
    """Return seven bits after seven bits, the first being the highest of the first byte; at the end noughts."""
    bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8))
    whole = np.append(bits, np.zeros(-len(bits) % _BITS, dtype=np.uint8))
    return np.packbits(whole.reshape(-1, _BITS), axis=1)[:, 0].astype(np.int64) >> 1
