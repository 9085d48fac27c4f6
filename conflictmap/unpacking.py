"""Packed bytes, whoever packed them: whatever is wrong with them is one `OSError` with words for a person.

Floor 0, standard library only.
"""

from __future__ import annotations

import errno
import gzip
import io
import lzma
import zipfile
import zlib
from typing import IO, cast

__all__ = ["is_gzip", "opened_gzip", "opened_member"]

_GZIP = b"\x1f\x8b"
_FAULTS = (zlib.error, lzma.LZMAError, EOFError, zipfile.BadZipFile, gzip.BadGzipFile, NotImplementedError)
"""What the standard library raises of bytes that were damaged, cut off, or packed in a way that it does not know."""


class _Unpacked(io.RawIOBase):
    """What a packed stream holds."""

    def __init__(self, packed: IO[bytes], largest: int | None = None) -> None:
        self._packed = packed
        self._left = largest

    def readable(self) -> bool:
        """Return that it is."""
        return True

    def readinto(self, buffer: object) -> int:
        """Read what is there into a buffer, and return how much that is."""
        room = memoryview(buffer)  # type: ignore[arg-type]  # of bytes: io asks for no other
        some = getattr(self._packed, "read1", self._packed.read)
        try:
            data: bytes = some(len(room))
        except _FAULTS as error:
            raise _damaged(error) from error
        except OSError as error:
            if error.errno is not None:
                raise
            raise _damaged(error) from error  # bz2 has no error of its own
        if self._left is not None:
            self._left -= len(data)
            if self._left < 0:
                raise OSError(errno.EFBIG, "unpacks to more than it says, which looks like a bomb")
        room[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close both."""
        self._packed.close()
        super().close()


def _damaged(error: BaseException) -> OSError:
    if isinstance(error, NotImplementedError):
        return OSError(errno.EINVAL, "cannot be unpacked: it is packed in a way that is not known here")
    return OSError(errno.EIO, "cannot be unpacked, it may be damaged or cut off")


def is_gzip(head: bytes) -> bool:
    """Tell whether a file is packed by gzip.

    Parameters
    ----------
    head : bytes
        Its beginning, two bytes at least.

    Returns
    -------
    bool
    """
    return head.startswith(_GZIP)


def opened_gzip(stream: IO[bytes], buffer: int = io.DEFAULT_BUFFER_SIZE) -> io.BufferedReader:
    """Return a stream of what gzip packed.

    Parameters
    ----------
    stream : binary stream
    buffer : int
        How many bytes can be peeked at.

    Returns
    -------
    io.BufferedReader
        Reading it raises `OSError`, with words in `strerror`, whatever is wrong.
    """
    packed = gzip.GzipFile(fileobj=stream, mode="rb")
    return io.BufferedReader(_Unpacked(cast("IO[bytes]", packed)), buffer)


def opened_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, buffer: int = 8192) -> io.BufferedReader:
    """Return a stream of what a ZIP archive holds under a name.

    Parameters
    ----------
    archive : zipfile.ZipFile
    member : zipfile.ZipInfo
    buffer : int
        How many bytes can be peeked at.

    Returns
    -------
    io.BufferedReader
        Reading it raises `OSError`, with words in `strerror`, whatever is wrong.

    Raises
    ------
    OSError
        If it is locked, damaged, or packed in a way that is not known.
    """
    if member.flag_bits & 1:
        raise OSError(errno.EACCES, "is locked with a password; unpack the archive")
    try:
        packed = archive.open(member)
    except (*_FAULTS, RuntimeError, ValueError) as error:
        raise _damaged(error) from error
    return io.BufferedReader(_Unpacked(packed, member.file_size), buffer)
