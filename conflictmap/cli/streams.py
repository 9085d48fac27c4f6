"""Standard input, output and error as they may come: closed, full, or with nobody who reads any more."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import Any, TextIO

from conflictmap.model import BadInputError

__all__ = ["EnoughError", "OutputError", "flush", "hold", "mute"]

_OUT, _ERR = 1, 2
_CLOSED = "it is closed"


class OutputError(BadInputError):
    """Standard output cannot be written."""


class EnoughError(Exception):
    """Who reads standard output has had enough (``| head``); that is no failure."""


class _Output(io.FileIO):
    """Standard output whose errors are its own: an `OSError` would be taken for one of the file that is being made."""

    def __init__(self, number: int) -> None:
        super().__init__(number, "w", closefd=False)
        self.over = False

    def write(self, data: Any) -> int:
        """Write, or raise once and swallow all that follows: what is still held back must not fail again at exit."""
        if self.over:
            return len(data)
        try:
            return super().write(data) or 0
        except BrokenPipeError:
            self.over = True
            raise EnoughError from None
        except OSError as error:
            self.over = True
            reason = _CLOSED if error.errno == errno.EBADF else error.strerror or error
            raise OutputError(f"cannot write standard output: {reason}") from error


def hold() -> None:
    """Make the three standard streams of this process what the rest may rely on.

    One that is closed is opened, on nothing and the wrong way round: to use it is an error, and no file that is opened
    later takes its number, on which some library may write.
    """
    for number, flags in enumerate((os.O_WRONLY, os.O_RDONLY, os.O_RDONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, flags)  # takes the lowest number that is free
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - a number, and it stays open
    if sys.stderr is None:
        sys.stderr = open(_ERR, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stdout is None or (_is_number(sys.stdout, _OUT) and not sys.stdout.isatty()):
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(_Output(_OUT)), encoding, errors="replace")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a letter the terminal lacks is no reason to fail
            stream.reconfigure(errors="replace")


def _is_number(stream: TextIO, number: int) -> bool:
    try:
        return stream.fileno() == number
    except (OSError, ValueError):
        return False


def flush() -> None:
    """Write out what standard output holds back, while somebody can still be told of an error."""
    if sys.stdout is not None:
        sys.stdout.flush()


def mute() -> None:
    """Give up on standard error: nobody can be told, and the exit code says enough."""
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, _ERR)
        os.close(nothing)
