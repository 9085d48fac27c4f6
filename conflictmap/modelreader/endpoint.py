"""Where a model is asked, and within what bounds."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit, urlunsplit

from conflictmap.model import BadInputError

__all__ = ["Endpoint"]

_SCHEMES = ("http", "https")
_CHAT = "/chat/completions"
_VERSIONED = "/v1"
_MOST_SECONDS = 86_400.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server that speaks OpenAI's chat completions, and how it is asked.

    Attributes
    ----------
    url : str
        Of the server, with or without ``/v1`` and ``/chat/completions`` at its end.
    model : str or None
        Its name there; some servers have one only.
    api_key_env : str or None
        Name of the environment variable that holds the key; nothing is sent without.
    cache : pathlib.Path or None
        Folder of kept answers; in the user's cache if not given.
    price_in, price_out : float or None
        Of a million tokens.
    seconds : float
        For one report, tries and waits included.
    most : int
        Bytes of one answer.

    Raises
    ------
    BadInputError
        If the address, a price or the time is no such thing.
    """

    url: str
    model: str | None = None
    api_key_env: str | None = None
    cache: Path | None = None
    price_in: float | None = None
    price_out: float | None = None
    seconds: float = 180.0
    most: int = 2_000_000

    def __post_init__(self) -> None:
        """Refuse what cannot be asked, and complete the address."""
        object.__setattr__(self, "url", _completed(self.url))
        for name, price in (("--price-in", self.price_in), ("--price-out", self.price_out)):
            if price is not None and not 0 <= price < 1e9:
                raise BadInputError(f"{name} {price}: no price of a million tokens")
        if not 0 < self.seconds <= _MOST_SECONDS:
            raise BadInputError(f"--time-limit {self.seconds}: no time in seconds")

    def key(self) -> str | None:
        """Return the key that the environment holds.

        Returns
        -------
        str or None
            ``None`` if none is to be sent.

        Raises
        ------
        BadInputError
            If there is none, or it cannot be sent; the message does not hold it.
        """
        if self.api_key_env is None:
            return None
        key = os.environ.get(self.api_key_env, "").strip()
        if not key:
            raise BadInputError(f"--api-key-env {self.api_key_env}: no such variable, or it is empty")
        if not (key.isascii() and key.isprintable()):
            raise BadInputError(f"--api-key-env {self.api_key_env}: holds letters that no key has")
        return key


def _completed(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in _SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or not url.strip().isascii() or not url.strip().isprintable() or " " in url.strip():
        raise BadInputError(f"--endpoint {url}: no address; write it as http://localhost:11434/v1")
    if parts.username is not None or parts.password is not None:
        raise BadInputError("--endpoint: the address holds a password; name a variable with --api-key-env instead")
    return urlunsplit(SplitResult(parts.scheme, parts.netloc, _path(parts.path), parts.query, ""))


def _path(path: str) -> str:
    path = path.rstrip("/")
    if path.endswith(_CHAT):
        return path
    return (path or _VERSIONED) + _CHAT
