"""From what a person named to files: one, all of a folder, standard input; opened, unpacked, able to peek."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, cast

from conflictmap.model import BadInputError
from conflictmap.reports.decoding import HEAD
from conflictmap.reports.formats import BY_ENDING
from conflictmap.reports.inputtables import pattern, table
from conflictmap.reports.ledger import Ledger
from conflictmap.unpacking import is_gzip, opened_gzip

__all__ = ["STDIN", "Source", "file_key", "files_below", "find", "inner", "is_regular", "opened", "refusal", "unpacked"]

STDIN = "-"
_NO_FILE = "no regular file"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes
    ----------
    path : pathlib.Path or None
        ``None`` is standard input.
    """

    path: Path | None

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return "standard input" if self.path is None else str(self.path)

    @property
    def file(self) -> str:
        """Its name without folders."""
        return "stdin" if self.path is None else self.path.name


def find(name: str | os.PathLike[str], ledger: Ledger, taken: Collection[str] = ()) -> list[Source]:
    """Resolve one input to its files: itself, or all readable files of a folder in order of their paths.

    Parameters
    ----------
    name : str or path
    ledger : Ledger
        Told of the files of a folder that are passed over.
    taken : collection of str
        Keys of files that somebody else reads; they are found and not told, whatever they are.

    Raises
    ------
    BadInputError
        If there is no such file, or the folder holds nothing readable.
    """
    if str(name) == STDIN:
        return [Source(None)]
    if not str(name).strip():
        raise BadInputError("an input is empty: name a file, a folder, or - for standard input")
    path = Path(name)
    try:
        if path.is_dir():
            return _in_folder(path, ledger, taken)
        if not path.exists():
            raise BadInputError(f"{path}: no such file or folder")
    except (OSError, ValueError) as error:
        raise BadInputError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    return [Source(path)]


def _in_folder(folder: Path, ledger: Ledger, taken: Collection[str]) -> list[Source]:
    found = []
    for path in files_below(folder, lambda path, reason: ledger.skip(str(path), reason)):
        reason = refusal(path.relative_to(folder).as_posix(), partial(_beside, path))
        if reason is None and not path.is_file():
            reason = _NO_FILE
        if reason is None or file_key(path) in taken:
            found.append(Source(path))
        elif reason:
            ledger.skip(str(path), reason)
    if not found:
        raise BadInputError(f"{folder}: the folder holds no {', '.join(sorted(BY_ENDING))} file")
    return found


def files_below(folder: Path, on_error: Callable[[Path, str], None] | None = None) -> list[Path]:
    """Return all that a folder and those in it hold, in order of their paths; links to folders are not followed.

    Parameters
    ----------
    folder : pathlib.Path
    on_error : callable, optional
        Called with a folder that cannot be looked into, and why.
    """

    def told(error: OSError) -> None:
        if on_error is not None:
            on_error(Path(error.filename or folder), error.strerror or str(error))

    return sorted(Path(above, name) for above, _, names in os.walk(folder, onerror=told) for name in names)


def is_regular(path: Path) -> bool:
    """Tell whether a file can be looked into and read again: what comes through a pipe can be read once."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def file_key(path: str | os.PathLike[str]) -> str:
    """Return what tells a file from others, whatever name it goes by."""
    return STDIN if str(path) == STDIN else os.path.realpath(path)


def _beside(path: Path, page: str) -> bool:
    """Tell whether a page lies beside one of the folders that a file lies in."""
    return any((parent.parent / page).is_file() for parent in path.parents)


def refusal(name: str, is_there: Callable[[str], bool] | None = None) -> str | None:
    """Return why a file of a folder or an archive is not to be opened; ``None`` if it is.

    Parameters
    ----------
    name : str
        Its path in there.
    is_there : callable, optional
        Tells whether a page of a name lies beside a folder on the way to the file.

    Returns
    -------
    str or None
        Empty for what systems hide from people.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    if any(part.startswith((".", "__MACOSX", "~$")) for part in path.parts if part not in (".", "..", "/")):
        return ""
    for part in path.parts[:-1]:
        page = pattern("saved", "folders").sub("", part)
        if page != part and is_there and any(is_there(page + ending) for ending in table("saved")["pages"]):
            return "part of a saved page"
    return _other().get(inner(path).suffix.casefold())


@cache
def _other() -> dict[str, str]:
    return {ending: str(kind["means"]) for kind in table("other") for ending in kind["endings"]}


def inner(path: PurePath) -> PurePath:
    """Return the name of what a file holds: itself, or what gzip packed in it."""
    return PurePath(path.stem) if path.suffix.casefold() == ".gz" else path


@contextmanager
def opened(source: Source, head: int = 2 * HEAD) -> Iterator[io.BufferedReader]:
    """Open a source for reading, unpacked, with its beginning ready to be peeked at: `head` bytes of it.

    Raises
    ------
    OSError
        As the file system has it.
    """
    if source.path is None:
        if sys.stdin is None:  # of a program that has none, such as one with windows only
            raise OSError("there is no standard input")
        stdin: Any = sys.stdin.buffer
        ready = hasattr(stdin, "peek")
        yield unpacked(stdin if ready else io.BufferedReader(stdin, head), head)
        return
    with source.path.open("rb", buffering=head) as raw:
        yield unpacked(cast("io.BufferedReader", raw), head)


def unpacked(stream: io.BufferedReader, buffer: int = 2 * HEAD) -> io.BufferedReader:
    """Give a stream that reads what gzip packed, if it did; `buffer` bytes of it can be peeked at."""
    return opened_gzip(stream, buffer) if is_gzip(stream.peek(2)) else stream
