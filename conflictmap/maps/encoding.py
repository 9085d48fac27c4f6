"""Columns to tables of distinct rows: what varies together is written once.

One encoding serves every column: a *group* of columns that vary together is written as the table of its distinct rows
and one code per incident. Where nearly every row is distinct the codes are left out and the table is in row order.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from conflictmap.frame import plain
from conflictmap.maps.dataelements import Degrees, json_text, narrowed

__all__ = ["ColumnParts", "DegreeParts", "encode_group", "factorise", "nested_text", "tidy"]

_WORTH_SHARING = 1000
"""Rows from which a column of few distinct values is written as such."""

_IDENTITY_FROM = 0.7
"""Share of distinct rows from which codes cost more than they save."""

Codes = np.ndarray[Any, Any]


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
            return json_text(value) if value else str(value)
        except ValueError:  # a number that is not finite
            return json_text(_finite(plain(value)))
    value = plain(value)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    return json_text(_finite(value)) if isinstance(value, (list, dict)) else None


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _finite(item) for key, item in value.items()}
    return [_finite(item) for item in value] if isinstance(value, list) else tidy(value)


def factorise(column: pd.Series[Any], convert: Callable[[Any], Any]) -> tuple[Codes, list[Any]]:
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


class ColumnParts:
    """A column that comes in parts: its distinct values, and which of them each row has.

    Parameters
    ----------
    convert : callable
        `tidy` or `nested_text`.
    """

    def __init__(self, convert: Callable[[Any], Any]) -> None:
        self._convert = convert
        self._numbers: dict[Any, int] = {}
        self._parts: list[Codes] = []

    def add(self, cells: pd.Series[Any]) -> None:
        """Add the cells of the next rows."""
        codes, values = factorise(cells, self._convert)
        numbers = self._numbers
        own = [numbers.setdefault(value, len(numbers)) for value in values]
        self._parts.append(narrowed(np.array(own, dtype=np.int64)[codes]))

    def whole(self) -> tuple[Codes, Sequence[Any]]:
        """Return codes and values, as `factorise` does."""
        return _joined(self._parts), list(self._numbers)


class DegreeParts:
    """Longitudes or latitudes that come in parts."""

    def __init__(self) -> None:
        self._parts: list[Codes] = []

    def add(self, cells: Codes) -> None:
        """Add degrees, not a number where there is no point."""
        self._parts.append(Degrees.of(cells).whole.astype(np.uint32))

    def whole(self) -> tuple[Codes, Degrees]:
        """Return whole numbers, and nothing beside them: they tell their values themselves."""
        codes = _joined(self._parts)
        return codes, Degrees(codes)


def _joined(parts: Sequence[Codes]) -> Codes:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.uint8)


def encode_group(columns: Mapping[str, tuple[Codes, Sequence[Any]]]) -> dict[str, Any]:
    """Encode columns that vary together.

    Parameters
    ----------
    columns : dict of str to (codes, values)
        As `factorise` makes them, all of N rows.

    Returns
    -------
    dict
        ``{"cols": {name: column of the distinct rows}, "codes": [N ints]}``; no ``"codes"`` where the columns are in
        row order already. A column is a list, or ``{"of": distinct values, "at": which of them each is}``, or
        ``{"of": ..., "as": name of a column with the same "at"}``, or degrees by what they lie near, see `_near`.
    """
    code, first = _joint_codes([codes for codes, _ in columns.values()])
    if len(first) > _IDENTITY_FROM * len(code):
        return {"cols": _columns(columns)}
    chosen = {name: (codes[first], values) for name, (codes, values) in columns.items()}
    return {"cols": _columns(chosen), "codes": code}


def _columns(columns: Mapping[str, tuple[Codes, Sequence[Any]]]) -> dict[str, Any]:
    """Return each column as values, or as distinct ones and where each stands if that is less."""
    out: dict[str, Any] = {}
    shared: dict[str, tuple[Codes, Codes]] = {}  # of each column with an `at`: where its values first stand, and `at`
    for name, (codes, values) in columns.items():
        if isinstance(values, Degrees):
            near = next(iter(shared), None)
            out[name] = Degrees(codes) if near is None else _near(codes, near, shared[near][1])
            continue
        used, first, at = np.unique(codes, return_index=True, return_inverse=True)
        if len(codes) <= _WORTH_SHARING or len(used) >= len(codes) / 4:
            out[name] = [values[i] for i in codes.tolist()]
            continue
        like = next((other for other, (start, theirs) in shared.items() if (codes[start][theirs] == codes).all()), None)
        if like is None:
            out[name] = {"of": [values[i] for i in used.tolist()], "at": narrowed(at)}
            shared[name] = (first, at)
        else:
            out[name] = {"of": [values[i] for i in codes[shared[like][0]].tolist()], "as": like}
    return out


def _near(whole: Codes, name: str, at: Codes) -> dict[str, Any]:
    """Return degrees as steps from the least of those that have the same value in another column.

    What is called by one name lies close together, and files rarely give all six places: small numbers are left.

    Returns
    -------
    dict
        ``{"near": name of the column, "from": [a whole number for each of its values], "unit": length of a step,
        "by": [0 where there is no point, else 1 and the steps, for each row]}``.
    """
    known = whole > 0
    start = np.full(int(at.max()) + 1, np.iinfo(np.int64).max)
    np.minimum.at(start, at[known], whole[known].astype(np.int64))
    start[start == np.iinfo(np.int64).max] = 0
    steps = np.where(known, whole.astype(np.int64) - start[at], 0)
    unit = max(1, int(np.gcd.reduce(steps)))
    return {"near": name, "from": start.tolist(), "unit": unit, "by": narrowed(np.where(known, steps // unit + 1, 0))}


def _joint_codes(columns: Sequence[Codes]) -> tuple[Codes, Codes]:
    """Return a number for each row, equal rows alike, in order of first appearance; and where each first appears."""
    code = np.zeros(len(columns[0]), dtype=np.int64)
    for own in columns:
        code, _ = pd.factorize(code * (int(own.max(initial=0)) + 1) + own)
    _, first = np.unique(code, return_index=True)
    return narrowed(code), first
