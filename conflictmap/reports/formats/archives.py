"""ZIP archives: the files in them, one after the other, nothing written to disk."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator

from conflictmap.model import Problem
from conflictmap.reports.inputfile import Format, InputFile, Item
from conflictmap.reports.packing import opened_zip

__all__ = ["FORMAT"]

_DEEPEST = 2


def read(file: InputFile) -> Iterator[Item]:
    """Read the files of an archive in order of their names."""
    if file.depth >= _DEEPEST:
        yield Problem(file.name, "is an archive within an archive within an archive; unpack it", whole=True)
        return
    with opened_zip(file.stream) as archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            if not member.is_dir():
                yield from _member(archive, member, file)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: InputFile) -> Iterator[Item]:
    name = f"{file.name}/{member.filename}"
    if member.flag_bits & 1:
        yield Problem(name, "is locked with a password; unpack the archive", whole=True)
    elif stat.S_ISLNK(member.external_attr >> 16):
        yield Problem(name, "is a link, not a file", whole=True)
    else:
        try:
            with archive.open(member) as packed:
                yield from file.inside(packed, member.filename)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
            yield Problem(name, f"cannot be unpacked ({error})", damaged=True, whole=True)


FORMAT = Format("zip", (".zip",), read, "All files in it that are read, as those of a folder.", binary=True)
