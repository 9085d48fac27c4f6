"""Limits on what packed files may unpack to: a few bytes can stand for many gigabytes."""

from __future__ import annotations

import zipfile
from typing import IO

from conflictmap.reports.decoding import NotTextError

__all__ = ["LARGEST", "MEMBERS", "opened_zip", "refuse_bomb"]

LARGEST = 2 * 2**30
"""Bytes that an archive may unpack to in all."""
MEMBERS = 20_000
_SIGNATURE = b"PK\x03\x04"
_SMALL = 256 * 2**20
_RATIO = 200
"""What unpacks to more than `_SMALL` bytes may not be this many times as large as it was."""


def opened_zip(stream: IO[bytes]) -> zipfile.ZipFile:
    """Open a ZIP archive that keeps to the limits.

    Raises
    ------
    NotTextError
        If it is none, or a bomb.
    """
    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise NotTextError(f"cannot be unpacked, it may be cut off ({error})") from None
    members = archive.infolist()
    if _begins_later(stream, members):
        raise NotTextError("cannot be unpacked, it may be cut off (only an archive within it is whole)")
    if len(members) > MEMBERS:
        raise NotTextError(f"holds more than {MEMBERS:,} files; unpack it and give the folder")
    large, small = sum(member.file_size for member in members), sum(member.compress_size for member in members)
    if large > LARGEST or (large > _SMALL and large > _RATIO * max(small, 1)):
        raise NotTextError(f"would unpack to {large / 2**30:.1f} GiB, which looks like a bomb; unpack it yourself")
    return archive


def _begins_later(stream: IO[bytes], members: list[zipfile.ZipInfo]) -> bool:
    """Whether the list of files is that of an archive inside: of one that is cut off the outer list is gone."""
    stream.seek(0)
    signed = stream.read(len(_SIGNATURE)) == _SIGNATURE
    return signed and bool(members) and min(member.header_offset for member in members) > 0


def refuse_bomb(stream: IO[bytes]) -> None:
    """Raise if an office document would unpack to far more than it is.

    Raises
    ------
    NotTextError
        If it is a bomb.
    """
    if zipfile.is_zipfile(stream):
        stream.seek(0)
        opened_zip(stream)
    stream.seek(0)
