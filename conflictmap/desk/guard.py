"""Who may ask the desk anything: this machine, this page, who holds the token. Asked before a route is looked up."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any, Literal, get_args
from urllib.parse import parse_qs

from starlette.responses import PlainTextResponse, RedirectResponse, Response

__all__ = ["KEY_HEADER", "LOOPBACK", "MOST_BODY", "Guard", "Pass"]

LOOPBACK = "127.0.0.1"
KEY_HEADER = "x-conflictmap-key"
MOST_BODY = 64 * 1024
"""Bytes of a request: a correction has a few hundred."""

_MOST_QUERY = 4 * 1024

Method = Literal["GET", "POST"]
Site = Literal["same-origin", "none"]
"""Who asks, as browsers say it: the page, or a person who typed the address."""

Served = Literal["http"]
_GET, _POST = get_args(Method)
_SITES = get_args(Site)
_HELD_TO = (
    (b"cache-control", b"no-store"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"),
)
"""What every answer says; the page says its own policy."""

_FOREIGN = "another site asked for this: type or paste the address that the command printed"

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


@dataclass(frozen=True)
class Pass:
    """What opens the desk while it runs; made anew at each start.

    Attributes
    ----------
    port : int
        Where it listens.
    token : str
        Stands in the address that is printed, and then in a cookie of this site alone.
    key : str
        Stands in the page, and in a header of whatever the page asks. Another site, or another program that got the
        cookie since cookies know no ports, does not have it.
    """

    port: int
    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32))

    @property
    def host(self) -> str:
        """What the header Host must say."""
        return f"{LOOPBACK}:{self.port}"

    @property
    def origin(self) -> str:
        """What the header Origin must say where it is sent."""
        return f"http://{self.host}"

    @property
    def cookie(self) -> str:
        """Name of the cookie: two desks on one machine do not take it from each other."""
        return f"conflictmap-desk-{self.port}"

    @property
    def address(self) -> str:
        """Where a person opens the desk."""
        return f"{self.origin}/?token={self.token}"


class Guard:
    """Lets through what comes from the desk's own page, and nothing else.

    Parameters
    ----------
    application : callable
        ASGI, asked if all is well.
    ticket : Pass
    """

    def __init__(self, application: Application, ticket: Pass) -> None:
        self._application = application
        self._pass = ticket

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or have it answered."""
        if scope["type"] not in get_args(Served):
            return
        answer = self._refused(scope) or self._let_in(scope)
        if answer is None:
            await self._application(scope, _within(scope, receive), _held(send))
        else:
            await answer(scope, receive, _held(send))

    def _refused(self, scope: Scope) -> Response | None:
        """Return the refusal of a request that is not of this machine, of this page, or too long."""
        headers = _headers(scope)
        if scope["method"] not in get_args(Method):
            return _no(405, "the desk does not do this")
        if _one(headers, "host") != self._pass.host:
            return _no(421, f"the desk answers to {self._pass.host} only")
        if (_one(headers, "sec-fetch-site") or _SITES[0]) not in _SITES:
            return _no(403, _FOREIGN)
        if (_one(headers, "origin") or self._pass.origin) != self._pass.origin:
            return _no(403, _FOREIGN)
        if len(scope["query_string"]) > _MOST_QUERY:
            return _no(414, "the address is too long")
        return _body_refused(headers) if scope["method"] == _POST else None

    def _let_in(self, scope: Scope) -> Response | None:
        """Return nothing for who holds the token; who brings it in the address gets the cookie and a clean address."""
        headers = _headers(scope)
        if scope["path"] == "/" and scope["method"] == _GET and scope["query_string"]:
            given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
            if not _same(given, self._pass.token):
                return _no(403, "this address is of a desk that was closed: open the one that the command printed")
            answer = RedirectResponse("/", 303)
            answer.set_cookie(self._pass.cookie, self._pass.token, path="/", httponly=True, samesite="strict")
            return answer
        if not _same(_cookie(headers, self._pass.cookie), self._pass.token):
            return _no(403, "open the address that the command printed: it holds the token")
        if scope["path"].startswith("/api/") and not _same(_one(headers, KEY_HEADER), self._pass.key):
            return _no(403, "only the desk's own page may ask this: load it anew")
        return None


def _no(status: int, words: str) -> Response:
    return PlainTextResponse(f"conflictmap: {words}\n", status)


def _headers(scope: Scope) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    return found


def _one(headers: Mapping[str, list[str]], name: str) -> str:
    """Return a header, empty if it is not there; one that comes twice is nothing that a browser sends."""
    values = headers.get(name, [""])
    return values[0] if len(values) == 1 else "\0"


def _cookie(headers: Mapping[str, list[str]], name: str) -> str:
    try:
        found = SimpleCookie(_one(headers, "cookie")).get(name)
    except CookieError:
        return ""
    return found.value if found else ""


def _same(given: str, wanted: str) -> bool:
    return secrets.compare_digest(given.encode("latin-1", "replace"), wanted.encode("latin-1"))


def _body_refused(headers: Mapping[str, list[str]]) -> Response | None:
    if _one(headers, "content-type").partition(";")[0].strip() != "application/json":
        return _no(415, "the desk takes JSON only")
    length = _one(headers, "content-length")
    if not length.isascii() or not length.isdecimal():
        return _no(411, "the request does not say how long it is")
    return _no(413, "the request is too long") if len(length) > 9 or int(length) > MOST_BODY else None


def _within(scope: Scope, receive: Receive) -> Receive:
    """Return a `receive` that hands on no more than was announced, and so never more than the limit."""
    length = _one(_headers(scope), "content-length")
    left = int(length) if length.isdecimal() else 0

    async def bounded() -> MutableMapping[str, Any]:
        nonlocal left
        message = await receive()
        body = message.get("body", b"")[: max(0, left)]
        left -= len(body)
        return {**message, "body": body} if "body" in message else message

    return bounded


def _held(send: Send) -> Send:
    """Return a `send` that adds what every answer says: no other site may show it, read it or keep it."""

    async def held(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", ())]
            known = {name.lower() for name, _ in headers}
            message = {**message, "headers": [*headers, *(pair for pair in _HELD_TO if pair[0] not in known)]}
        await send(message)

    return held
