"""ZIP archives: the files in them, one after the other, nothing written to disk."""

from __future__ import annotations

import errno
import stat
import zipfile
from collections.abc import Iterator

from conflictmap.model import Problem
from conflictmap.reports.inputfile import Format, InputFile, Item
from conflictmap.reports.packing import opened_zip
from conflictmap.unpacking import opened_member

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
    if stat.S_ISLNK(member.external_attr >> 16):
        yield Problem(name, "is a link, not a file", whole=True)
    else:
        try:
            with opened_member(archive, member) as packed:
                yield from file.inside(packed, member.filename)
        except OSError as error:
            yield Problem(name, error.strerror or str(error), damaged=error.errno != errno.EACCES, whole=True)


FORMAT = Format("zip", (".zip",), read, "All files in it that are read, as those of a folder.", binary=True)
