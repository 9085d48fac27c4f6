"""Files that GDAL writes: under a name with the ending it wants to see, then moved into place whole."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conflictmap.files import staged
from conflictmap.model import BadInputError

__all__ = ["gdal_staged"]


@contextmanager
def gdal_staged(path: str | os.PathLike[str], name: str) -> Iterator[Path]:
    """Give a file of a name to write to, and move it into place if the block ends well.

    Parameters
    ----------
    path : str or path
        The file to be made or replaced.
    name : str
        What GDAL is to see: a staged file has another ending.

    Yields
    ------
    pathlib.Path

    Raises
    ------
    BadInputError
        If `path` cannot be written.
    """
    with staged(path) as (temporary,), tempfile.TemporaryDirectory(dir=temporary.parent) as folder:
        made = Path(folder) / name
        try:
            yield made
        except RuntimeError as error:  # what pyogrio raises: the disk is full, a driver was left out of this GDAL
            reason = " ".join(str(error).replace(str(made), "").split())
            raise BadInputError(f"cannot write {path}: GDAL: {reason}") from error
        shutil.copyfile(made, temporary)
