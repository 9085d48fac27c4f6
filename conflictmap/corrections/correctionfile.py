"""corrections.csv: read whatever spreadsheet wrote it, written so that no cell runs."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from conflictmap.corrections.additions import SPOTS, told_columns
from conflictmap.corrections.correction import ACTIONS, FIELDS, Action, Correction
from conflictmap.corrections.edits import read_cell
from conflictmap.corrections.moving import point_of, spot_of
from conflictmap.files import staged
from conflictmap.model import BadInputError, Problem
from conflictmap.record import sound
from conflictmap.tables import defuse
from conflictmap.tables.opening import Shape, TableFile, head_of, opened, tables_among
from conflictmap.tables.tablecells import key_of
from conflictmap.tables.tablerows import header_of, rows_of

__all__ = ["fault_of", "find_corrections", "is_corrections", "read_corrections", "write_corrections"]

_SHAPE: Shape = "csv"
_NEEDED = frozenset(FIELDS[:3])
"""Columns by which the file is known: id, action, incident."""
_CHARS = 20_000  # of a cell
_SHOWN = 60

_ADD: Action = "add"
_EDIT: Action = "edit"
_MERGE: Action = "merge"
_MOVE: Action = "move"
_UNDO: Action = "undo"


def is_corrections(path: str | os.PathLike[str]) -> bool:
    """Tell whether a file is a table of corrections, by its header.

    Parameters
    ----------
    path : str or path

    Returns
    -------
    bool
    """
    return _header(Path(path)) is not None


def find_corrections(*inputs: str | os.PathLike[str]) -> list[Path]:
    """Look for tables of corrections among inputs.

    Parameters
    ----------
    *inputs : str or path
        Files and folders. What is none, or is not there, is passed over.

    Returns
    -------
    list of pathlib.Path
    """
    files = (file.path for name in inputs for file in tables_among(name) if file.shape == _SHAPE)
    return list(dict.fromkeys(path for path in files if path is not None and is_corrections(path)))


def _header(path: Path) -> frozenset[str] | None:
    try:
        with opened(TableFile(path, _SHAPE)) as stream:
            heads = header_of(head_of(stream), _SHAPE)
    except (OSError, EOFError, ValueError):
        return None
    return next((head for head in heads if frozenset(map(key_of, head)) >= _NEEDED), None)


def read_corrections(
    path: str | os.PathLike[str], on_error: Callable[[Problem], None] | None = None
) -> list[Correction]:
    """Read a table of corrections.

    Parameters
    ----------
    path : str or path
        As `write_corrections` or the map's page writes it, or a spreadsheet saved it.
    on_error : callable, optional
        Called with a `Problem` for each row that cannot be used; without it the first one is an error.

    Returns
    -------
    list of Correction
        In the order of the file; columns that nobody knows are passed over.

    Raises
    ------
    BadInputError
        If there is no such file, or it is no table of corrections.
    """
    path = Path(path)
    if not path.is_file():
        raise BadInputError(f"{path}: no such file")
    header = _header(path)
    if header is None:
        raise BadInputError(f"{path}: no table of corrections; its columns are {', '.join(FIELDS)}")
    found = []
    for row in _rows(path, header):
        if isinstance(row, Correction):
            found.append(row)
        elif on_error is None:
            raise BadInputError(str(row))
        else:
            on_error(row)
    return found


def _rows(path: Path, header: frozenset[str]) -> Iterator[Correction | Problem]:
    with opened(TableFile(path, _SHAPE)) as stream:
        for row in rows_of(stream, str(path), _SHAPE, header):
            if isinstance(row, Problem):
                yield row
                continue
            made = _of_cells(row.cells)
            fault = fault_of(made)
            yield made if fault is None else Problem(f"{path}, {row.where}", fault)


def _of_cells(cells: Mapping[str, Any]) -> Correction:
    texts = {name: (sound(str(cells.get(name) or "")) or "")[:_CHARS].replace("\0", "") for name in FIELDS}
    return Correction(**{name: text if name in _WORDS else text.strip() for name, text in texts.items()})


_WORDS = frozenset({"sentence"})
"""Columns whose cells are kept to the letter."""


def fault_of(correction: Correction) -> str | None:
    """Return what is wrong with a correction, in words; ``None`` if nothing is.

    Parameters
    ----------
    correction : Correction
        Whether its incident is there is not asked.
    """
    action, value = correction.action, correction.value
    if action not in ACTIONS:
        return f"unknown action {action[:_SHOWN]!r}: known are {', '.join(ACTIONS)}"
    if action in {_MERGE, _UNDO} and not value:
        return f"{action} of nothing: its value is missing"
    if action not in {_ADD, _UNDO} and not correction.target:
        return "names neither an incident nor an event"
    try:
        if action in _CHECKS:
            _CHECKS[action](correction)
    except ValueError as error:
        return f"{action}: {error}"
    return None


def _check_edit(correction: Correction) -> None:
    read_cell(correction.column, correction.value)


def _check_move(correction: Correction) -> None:
    if not correction.value:
        raise ValueError("its value is missing: a place_id, or lat,lon")
    if spot_of(correction.value) is None:
        point_of(correction.value)


def _check_addition(correction: Correction) -> None:
    if not correction.report_id:
        raise ValueError("names no report")
    told = told_columns(correction)
    for name, text in told.items():
        if name not in SPOTS:
            read_cell(name, text)
    read_cell("kind", told.get("kind", ""))


_CHECKS: Mapping[str, Callable[[Correction], None]] = {
    _EDIT: _check_edit,
    _MOVE: _check_move,
    _ADD: _check_addition,
}


def write_corrections(path: str | os.PathLike[str], corrections: Iterable[Correction]) -> None:
    """Write a table of corrections, ready for spreadsheets.

    Parameters
    ----------
    path : str or path
    corrections : iterable of Correction

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    with staged(path) as (temporary,), temporary.open("w", encoding="utf-8-sig", errors="replace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(FIELDS)
        writer.writerows([defuse(getattr(correction, name)) for name in FIELDS] for correction in corrections)
