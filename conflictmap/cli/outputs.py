"""Which files a command writes: told by the ending of what ``-o`` names, and by ``--format``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from conflictmap.cli.app import many
from conflictmap.model import BadInputError

if TYPE_CHECKING:
    from conflictmap.cli.options import Wanted
    from conflictmap.export.fileformat import Format

__all__ = ["Output", "outputs_of", "store_rows"]

_PAGE = ".html"


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write.

    Attributes
    ----------
    title : str
        What to call it: ``"Map"``.
    path : pathlib.Path
    form : Format or None
        ``None`` is the map, which needs more than rows.
    """

    title: str
    path: Path
    form: Format | None


def outputs_of(where: Path, formats: Sequence[str]) -> list[Output]:
    """Return the files that ``-o`` and ``--format`` ask for.

    Parameters
    ----------
    where : pathlib.Path
        A folder for the map and the files beside it; or one file, ``.html`` or the ending of a format.
    formats : sequence of str
        Ids of formats; without any those that are usual.

    Returns
    -------
    list of Output

    Raises
    ------
    BadInputError
        For an unknown format, and for a file whose ending no format has.
    """
    from conflictmap.export import FORMATS, format_of, formats_named

    if where.is_dir() or not where.suffix:
        page = Output("Map", where / f"map{_PAGE}", None)
        files = [Output(form.title, where / f"incidents{form.suffixes[0]}", form) for form in formats_named(formats)]
        return [page, *files]
    if where.suffix.lower() == _PAGE:
        beside = formats_named(formats) if formats else ()
        files = [Output(form.title, where.with_suffix(form.suffixes[0]), form) for form in beside]
        return [Output("Map", where, None), *files]
    form = format_of(where)
    if form is None:
        known = ", ".join([_PAGE, *(suffix for known in FORMATS for suffix in known.suffixes)])
        raise BadInputError(f"{where}: no format has this ending; give a folder, or one of {known}")
    if formats:
        raise BadInputError(f"--format and the file {where} both say what to write: leave one out")
    return [Output(form.title, where, form)]


def store_rows(frames: Iterable[Any], wanted: Wanted) -> str | None:
    """Put rows into the database that ``--to`` names, if it names one, and say so; raises what `store` raises."""
    if wanted.address is None:
        return None
    from conflictmap.export.postgis_store import store

    count = store(frames, wanted.address, wanted.table)
    return f"{many(count, 'row')} in the table {wanted.table}"
