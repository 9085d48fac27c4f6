"""Questions put to a server that nobody trusts: bounded in time and in size, and asked of no other address.

Floor 1, standard library only. A server may drip a byte a second, send an answer without an end, redirect to elsewhere,
pack a gigabyte into a kilobyte or say nothing at all: the caller waits no longer and reads no more than was agreed, and
gets either an answer or one line that says why there is none.
"""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from functools import partial
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, NoReturn
from urllib.request import HTTPHandler, HTTPSHandler, OpenerDirector, ProxyHandler, Request

from conflictmap.model import ConflictmapError
from conflictmap.model.oneline import one_line

__all__ = ["Reply", "Unanswered", "ask", "ask_again", "parsed"]

_AT_ONCE = 65_536  # bytes
_TRIES = 4
_LONGEST_WAIT = 60.0  # seconds, whatever the server asks for
_LATER = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
"""States of a server that may pass."""

_UNPACKED = "identity"

_sleep = time.sleep
_now = time.monotonic


class Unanswered(ConflictmapError):  # noqa: N818 - no fault of ours, and expected
    """There is no answer; the message says why, in one line."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered.

    Attributes
    ----------
    status : int
        200 and its like are answers; redirects and errors are not followed up and given as they are.
    headers : mapping of str to str
        Names in lower case.
    body : bytes
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def good(self) -> bool:
        """Whether it is an answer to the question."""
        return 200 <= self.status < 300


@dataclass(slots=True)
class _Line:
    """The connections of one question, so that they can be cut from outside, whatever they wait for."""

    connections: list[socket.socket] = field(default_factory=list)
    over: bool = False

    def opened(self, connection: socket.socket) -> None:
        self.connections.append(connection)
        if self.over:  # nobody waits any more
            self.cut()

    def cut(self) -> None:
        self.over = True
        for connection in self.connections:
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class _Plain(http.client.HTTPConnection):
    line: _Line

    def connect(self) -> None:
        super().connect()
        self.line.opened(self.sock)


class _Secure(http.client.HTTPSConnection):
    line: _Line

    def connect(self) -> None:
        super().connect()
        self.line.opened(self.sock)


def _made(kind: type[_Plain] | type[_Secure], line: _Line, host: str, **options: Any) -> http.client.HTTPConnection:
    connection = kind(host, **options)
    connection.line = line
    return connection


class _PlainHandler(HTTPHandler):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def http_open(self, req: Request) -> http.client.HTTPResponse:
        return self.do_open(partial(_made, _Plain, self._line), req)


class _SecureHandler(HTTPSHandler):
    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line

    def https_open(self, req: Request) -> http.client.HTTPResponse:
        made = partial(_made, _Secure, self._line)
        return self.do_open(made, req, context=ssl.create_default_context())


def ask(
    url: str,
    *,
    seconds: float,
    most: int,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    """Put one question.

    Parameters
    ----------
    url : str
        With ``http`` or ``https``. Proxies are those of the environment.
    seconds : float
        For all of it, to the last byte of the answer.
    most : int
        Bytes of an answer.
    body : bytes, optional
        Sent with POST; without it the question is a GET.
    headers : mapping of str to str, optional

    Returns
    -------
    Reply
        Also where the server says no, and where it redirects: nobody is asked but who was to be asked.

    Raises
    ------
    Unanswered
        If there is no whole answer within the bounds.
    """
    line = _Line()
    told: SimpleQueue[Reply | Unanswered] = SimpleQueue()

    def work() -> None:
        try:
            told.put(_answer(Request(url, body, dict(headers or {})), line, seconds, most))  # noqa: S310 - see `_answer`
        except Unanswered as error:
            told.put(error)
        except Exception as error:  # a library that reads bytes of others may raise anything
            told.put(Unanswered(_reason(error)))

    # In a thread of its own: a socket's time limit starts anew with each byte that comes.
    Thread(target=work, daemon=True).start()
    try:
        reply = told.get(timeout=max(seconds, 0.0))
    except Empty:
        raise Unanswered(f"no whole answer within {seconds:g} s") from None
    finally:
        line.cut()
    if isinstance(reply, Unanswered):
        raise reply
    return reply


def _answer(request: Request, line: _Line, seconds: float, most: int) -> Reply:
    # No handler follows redirects, none opens files; an error of the server is an answer like any other.
    opener = OpenerDirector()
    for handler in (ProxyHandler(), _PlainHandler(line), _SecureHandler(line)):
        opener.add_handler(handler)
    response = opener.open(request, timeout=seconds)
    if response is None:
        raise Unanswered(f"{request.type}: no such way to ask")
    with response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        if headers.get("content-encoding", _UNPACKED).lower() != _UNPACKED:
            raise Unanswered("a packed answer, though none was asked for")
        return Reply(response.status, headers, _read(response, headers, most))


def _read(response: http.client.HTTPResponse, headers: Mapping[str, str], most: int) -> bytes:
    promised = headers.get("content-length", "")
    length = int(promised) if promised.isdecimal() and len(promised) < 20 else None
    if len(promised) >= 20 or (length is not None and length > most):
        raise Unanswered(f"an answer of more than {most:,} bytes")
    found = bytearray()
    while chunk := response.read1(_AT_ONCE):
        found += chunk
        if len(found) > most:
            raise Unanswered(f"an answer of more than {most:,} bytes")
    if length is not None and len(found) < length:
        raise Unanswered("the answer ends in the middle")
    return bytes(found)


def _reason(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    told = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return one_line(told)[:200]


def ask_again(put: Callable[[float], Reply], seconds: float, *, tries: int = _TRIES) -> Reply:
    """Put a question until it is answered, and wait longer each time.

    Parameters
    ----------
    put : callable
        Takes the seconds that are left, asks, and returns the `Reply`; it is what calls `ask`.
    seconds : float
        For all of it, waiting included.
    tries : int
        How often to ask at most.

    Returns
    -------
    Reply
        Of whatever status, but for those that may pass: these are tried again. A server that says when to come back
        (``Retry-After``) is believed up to a minute.

    Raises
    ------
    Unanswered
        If the last try or the time is over.
    """
    end = _now() + seconds
    for number in range(1, tries + 1):
        wait = min(2.0 ** (number - 1), _LONGEST_WAIT)
        try:
            reply = put(end - _now())
        except Unanswered as error:
            reason = str(error)
        else:
            if reply.status not in _LATER:
                return reply
            reason = f"the server answers {reply.status}"
            wait = max(wait, min(_asked_for(reply.headers.get("retry-after", "")), _LONGEST_WAIT))
        if number == tries or _now() + wait >= end:
            break
        _sleep(wait)
    raise Unanswered(f"{reason} (asked {number} time{'s' * (number > 1)})")


def _asked_for(text: str) -> float:
    """Return the seconds that a server asks for, as a number or as a day; 0 for what is neither."""
    if text.isdecimal():
        return float(text[:6])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0.0


def parsed(text: str) -> Any:
    """Return what JSON text holds, whatever tries to get past a parser.

    Parameters
    ----------
    text : str

    Raises
    ------
    ConflictmapError
        If it is no JSON: numbers that JSON does not have, numbers of thousands of digits and depths without an end
        among it.
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError, MemoryError) as error:
        raise ConflictmapError("no JSON") from error


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")
