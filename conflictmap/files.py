"""Files written whole or not at all.

Floor 0, standard library only.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Literal

from conflictmap.model import BadInputError

__all__ = ["staged"]

_STAGED = re.compile(r"\..+\.(?P<pid>\d+)-(?P<host>[0-9a-f]{8})-(?P<token>[0-9a-f]{12})\.[a-z]{4,5}")
_MOVES: Literal[".moves"] = ".moves"
_KEPT: Literal[".kept"] = ".kept"
_OWN: set[str] = set()
"""What tells the names that this process gave from those of an earlier one of the same number."""
_POSIX = hasattr(os, "getuid")  # elsewhere a signal that only asks would end the process


@contextmanager
def staged(*paths: str | os.PathLike[str]) -> Iterator[tuple[Path, ...]]:
    """Give temporary names beside `paths` to write to, and move all into place if the block ends well.

    Parameters
    ----------
    *paths : str or path
        Files to be made or replaced. Missing folders are made, and removed again if nothing comes to lie in them.

    Yields
    ------
    tuple of pathlib.Path
        One empty file for each of `paths`, in the same folder, so that the move is atomic.

    Raises
    ------
    BadInputError
        If one of them cannot be written; then, as after any other exception, none is changed.
    """
    targets = [Path(path) for path in paths]
    temporary: list[Path] = []
    made: list[Path] = []
    try:
        targets = [_settled(target) for target in targets]
        for target in targets:
            _make_folder(target.parent, made)
            _sweep(target.parent)
            temporary.append(_beside(target))
        yield tuple(temporary)
        for path in temporary:
            _sync(path)
        _put_in_place(list(zip(temporary, targets, strict=True)))
    except OSError as error:
        raise BadInputError(f"cannot write {_named(error, targets)}: {error.strerror or error}") from error
    except BadInputError as error:  # of who was given a temporary name to write to, and wrote beside it in turn
        told = str(error)
        for path, target in zip(temporary, targets, strict=False):
            told = told.replace(str(path), str(target))
        if told == str(error):
            raise
        raise BadInputError(told) from error
    finally:
        _drop(temporary)
        for folder in reversed(made):
            with suppress(OSError):  # not empty: what was to go in is in
                folder.rmdir()


def _put_in_place(pairs: list[tuple[Path, Path]]) -> None:
    """Move files to where they belong, so that nothing that ends a process leaves an old file beside a new one.

    The first is replaced in one step and is always there; the old ones beside it go before it, the new ones come after
    it. Notes say what is still to be moved: who next writes into the folder finishes it. Where it is an exception that
    ends it, all is put back as it was, and the notes say that of the old files.
    """
    notes: list[Path] = []
    kept: dict[Path, Path] = {}
    moved: list[Path] = []
    try:
        if len(pairs) > 1:
            _note_all(pairs, notes)
            _keep_all([target for _, target in pairs], kept)
        for path, target in pairs:
            moved.append(target)
            path.replace(target)
    except BaseException:
        _turn(notes, kept)
        _put_back(kept, moved)
        _drop(notes)
        raise
    for folder in {target.parent for _, target in pairs}:
        _sync(folder)
    _drop([*notes, *kept.values()])


def _drop(paths: list[Path]) -> None:
    """Remove files that have done their work; what stays is swept later, for its name is no longer one of ours."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        if found := _STAGED.fullmatch(path.name):
            _OWN.discard(found["token"])


def _keep_all(targets: list[Path], kept: dict[Path, Path]) -> None:
    """Put old files aside until the new ones are there; the first stays where it is as well."""
    for target in targets:
        if target.exists():
            kept[target] = aside = _named_beside(target, _KEPT)
            if target == targets[0]:
                _copy(target, aside)
            else:
                target.replace(aside)


def _copy(target: Path, aside: Path) -> None:
    try:
        os.link(target, aside)
    except OSError:  # a file system without links
        shutil.copy2(target, aside)


def _put_back(kept: dict[Path, Path], moved: list[Path]) -> None:
    """Put files where they were, and take away what came where nothing was."""
    for target in moved:
        if target not in kept:
            target.unlink(missing_ok=True)
    for target, aside in kept.items():
        if aside.exists():
            aside.replace(target)
            aside.unlink(missing_ok=True)  # of two links to one file neither goes by being put in place of the other


def _note_all(pairs: list[tuple[Path, Path]], notes: list[Path]) -> None:
    """Write down in each folder which of its files are to be moved where, whole and on the disk."""
    for folder in dict.fromkeys(target.parent for _, target in pairs):
        moves = [(path.name, target.name) for path, target in pairs if target.parent == folder]
        made = _beside(folder / moves[0][1])
        notes.append(made)
        made.write_text(json.dumps(moves), encoding="utf-8")
        _sync(made)
        notes[-1] = made.replace(made.with_suffix(_MOVES))
        _sync(folder)


def _turn(notes: list[Path], kept: dict[Path, Path]) -> None:
    """Let the notes say that the old files go back; each is replaced in one step, or goes if that cannot be written."""
    for note in notes:
        moves = [(aside.name, target.name) for target, aside in kept.items() if target.parent == note.parent]
        try:
            made = _beside(note)
            made.write_text(json.dumps(moves), encoding="utf-8")
            _sync(made)
            made.replace(note)
        except OSError:
            with suppress(OSError):
                note.unlink(missing_ok=True)


def _finish(note: Path) -> None:
    """Move what a process could not that was killed; a note that is none of ours moves nothing."""
    with suppress(OSError, ValueError, TypeError):
        for name, target in json.loads(note.read_text(encoding="utf-8")):
            staged_here = _STAGED.fullmatch(name) and name.startswith(f".{target[:100]}.")
            if staged_here and target == Path(target).name and (note.parent / name).exists():
                (note.parent / name).replace(note.parent / target)


def _settled(path: Path) -> Path:
    """Return the file a path leads to, so that a link stays one; a device or a pipe is no file to be replaced."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise BadInputError(f"cannot write {path}: it is no regular file; use -o - for standard output")
    return path.resolve() if path.is_symlink() else path


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, and note which were not there."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        made.append(path)


def _beside(target: Path) -> Path:
    if target.is_dir():
        raise IsADirectoryError(21, "it is a folder", str(target))
    path = _named_beside(target, ".part")
    with path.open("xb"):
        return path


def _named_beside(target: Path, suffix: str) -> Path:
    """Return a name of our own and not tempfile's, whose files only their owner may read."""
    token = secrets.token_hex(6)
    _OWN.add(token)
    return target.with_name(f".{target.name[:100]}.{os.getpid()}-{_host()}-{token}{suffix}")


def _host() -> str:
    return hashlib.sha256(socket.gethostname().encode("utf-8", "replace")).hexdigest()[:8]


def _sweep(folder: Path) -> None:
    """Finish or remove what processes of this machine left because they were killed."""
    left = [(path, found) for path in folder.glob(".*") if (found := _STAGED.fullmatch(path.name))]
    for path, found in sorted(left, key=lambda pair: pair[0].suffix != _MOVES):  # what is to be moved first
        if found["host"] == _host() and _is_left(found):
            if path.suffix == _MOVES:
                _finish(path)
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _is_left(found: re.Match[str]) -> bool:
    """Whether a file is of a process that has ended, which may have had the number of this one."""
    pid = int(found["pid"])
    return found["token"] not in _OWN if pid == os.getpid() else _gone(pid)


def _gone(pid: int) -> bool:
    """Whether a process has ended, as far as can be told: one of the same number may have begun since."""
    if not _POSIX:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        with suppress(OSError):  # some file systems cannot sync a folder
            os.fsync(handle)
    finally:
        os.close(handle)


def _named(error: OSError, targets: list[Path]) -> str:
    """Name the file a person asked for, not the temporary one beside it."""
    failed = str(error.filename or "")
    if failed or len(targets) == 1:
        return next(
            (str(target) for target in targets if f".{target.name[:100]}." in failed), failed or str(targets[0])
        )
    return ", ".join(map(str, targets))  # the disk is full, and which of them that hit is not told
