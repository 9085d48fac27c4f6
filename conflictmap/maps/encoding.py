"""Columns to JSON, and JSON to text that is safe inside an HTML page.

One encoding serves every column: a *group* of columns that vary together is written as the table of its distinct rows
and one code per incident. Where nearly every row is distinct the codes are left out and the table is in row order.
"""

from __future__ import annotations

import base64
import gzip
import json
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from conflictmap.frame import plain

__all__ = ["GZIP_FROM", "as_json_block", "encode_group", "factorise", "json_text", "nested_text", "tidy"]

GZIP_FROM = 300_000
"""Length of JSON, in characters, from which a block is compressed: below it the page stays readable as text."""

_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=plain)

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""A Python string holds astral characters whole, so any surrogate in it stands alone and cannot be written as UTF-8."""

_WORTH_SHARING = 1000
"""Rows from which a column of few distinct values is written as such."""

_IDENTITY_FROM = 0.7
"""Share of distinct rows from which codes cost more than they save."""


def tidy(value: Any) -> Any:
    """Return a cell as JSON and a dictionary key can hold it.

    Parameters
    ----------
    value : object
        Anything a cell of the frame may hold.

    Returns
    -------
    object
        As `frame.plain`, but a number that is not finite is ``None``, a whole float is an int (a nullable count that
        passed through float), and what is neither number, flag nor text becomes text.
    """
    value = plain(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    return value if value is None or isinstance(value, (str, bool, int)) else str(value)


def nested_text(value: Any) -> str | None:
    """Return a cell of lists and dicts as JSON text.

    Parameters
    ----------
    value : object
        A list, a dict, a missing value, or JSON text already (as a frame has that was read back from a file).

    Returns
    -------
    str or None
        ``[]`` for "none found" stays apart from ``None`` for "not looked for".
    """
    if isinstance(value, (list, dict)):
        try:
            return _text_of(value)
        except ValueError:  # a number that is not finite
            return _text_of(_finite(plain(value)))
    value = plain(value)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return _text_of(_finite(value)) if isinstance(value, (list, dict)) else None


def _text_of(value: Any) -> str:
    return _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", _COMPACT.encode(value))


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list) else tidy(value)


def json_text(value: Any) -> str:
    """Return `value` as compact JSON that UTF-8 can carry (half a surrogate pair becomes U+FFFD).

    Parameters
    ----------
    value : object
        What `json.dumps` accepts.

    Returns
    -------
    str
    """
    return _text_of(value)


def as_json_block(value: Any) -> str:
    r"""Return the text of a ``<script type="application/json">`` element that holds `value`.

    Parameters
    ----------
    value : object
        What `json.dumps` accepts.

    Returns
    -------
    str
        JSON with every ``<`` written as ``\u003c``, so that no text can end the element or open a comment; past
        `GZIP_FROM` characters ``{"gzip": "<base64>"}``. The same value gives the same bytes.
    """
    text = json_text(value)
    if len(text) > GZIP_FROM:
        packed = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
        return '{"gzip":"' + base64.b64encode(packed).decode("ascii") + '"}'
    return text.replace("<", "\\u003c")


def factorise(column: pd.Series[Any], convert: Callable[[Any], Any]) -> tuple[np.ndarray[Any, Any], list[Any]]:
    """Return the distinct values of a column, converted, and the number of each row's.

    Parameters
    ----------
    column : pandas.Series
        N cells.
    convert : callable
        `tidy` or `nested_text`.

    Returns
    -------
    codes : numpy.ndarray
        N whole numbers.
    values : list
        ``values[codes[i]]`` is the value of row i. Two may be equal, when different cells convert to one value.
    """
    try:
        # Converting each distinct cell once is what makes large frames bearable.
        codes, cells = pd.factorize(column, use_na_sentinel=False)
        return codes, [convert(cell) for cell in cells]
    except TypeError:  # lists and dicts cannot be told apart by hash
        texts = pd.Series([convert(cell) for cell in column], dtype=object)
        codes, cells = pd.factorize(texts, use_na_sentinel=False)
        return codes, [None if cell is None or cell != cell else cell for cell in cells]  # noqa: PLR0124  (NaN)


def encode_group(columns: Mapping[str, tuple[np.ndarray[Any, Any], Sequence[Any]]]) -> dict[str, Any]:
    """Encode columns that vary together.

    Parameters
    ----------
    columns : dict of str to (codes, values)
        As `factorise` makes them, all of N rows.

    Returns
    -------
    dict
        ``{"cols": {name: column of the distinct rows}, "codes": [N ints]}``; no ``"codes"`` where the columns are in
        row order already. A column is a list, or ``{"of": distinct values, "at": which of them each is}``.
    """
    code, first = _joint_codes([codes for codes, _ in columns.values()])
    size = len(code)
    if len(first) > _IDENTITY_FROM * size:
        return {"cols": {name: _column(codes, values) for name, (codes, values) in columns.items()}}
    cols = {name: _column(codes[first], values) for name, (codes, values) in columns.items()}
    return {"cols": cols, "codes": code.tolist()}


def _column(codes: np.ndarray[Any, Any], values: Sequence[Any]) -> list[Any] | dict[str, Any]:
    """Return the values of a column, or the distinct ones (``of``) and where each stands (``at``) if that is less."""
    used, at = np.unique(codes, return_inverse=True)
    if len(codes) > _WORTH_SHARING and len(used) < len(codes) / 4:
        return {"of": [values[i] for i in used.tolist()], "at": at.tolist()}
    return [values[i] for i in codes.tolist()]


def _joint_codes(columns: Sequence[np.ndarray[Any, Any]]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Return a number for each row, equal rows alike, in order of first appearance; and where each first appears."""
    code = np.zeros(len(columns[0]), dtype=np.int64)
    for own in columns:
        code, _ = pd.factorize(code * (int(own.max(initial=0)) + 1) + own)
    _, first = np.unique(code, return_index=True)
    return code, first
