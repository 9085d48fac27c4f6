"""One question to a server that speaks OpenAI's chat completions, and what of its answer can be believed."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from conflictmap.model import ConflictmapError
from conflictmap.modelreader.answerschema import schema
from conflictmap.modelreader.endpoint import Endpoint
from conflictmap.modelreader.prompting import Message
from conflictmap.webclient import Reply, Unanswered, ask, ask_again, parsed

__all__ = ["Conversation", "Said"]

_REFUSED = frozenset({400, 404, 415, 422, 501})
"""What servers say to a form of answer that they do not know."""

_MOST_TOKENS = 1_000_000_000
_DOWN = 3
"""Reports in a row without an answer, after which nobody waits for the server any more."""

_MESSAGE_CHARS = 160

_NAME = "incidents"


@dataclass(frozen=True, slots=True)
class Said:
    """What a model said.

    Attributes
    ----------
    content : str
    tokens_in, tokens_out : int or None
        What the server counted; ``None`` where it does not say.
    """

    content: str
    tokens_in: int | None
    tokens_out: int | None


class Conversation:
    """A server, and what is known of how it likes to be asked.

    Parameters
    ----------
    endpoint : Endpoint
    """

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._key = endpoint.key()
        self._form = 0
        self._silent = 0

    @property
    def spells_out(self) -> bool:
        """Whether the server takes no schema, so that the words must hold it."""
        return self._form > 0

    def put(self, messages: Sequence[Message], until: float) -> Said | None:
        """Put a question.

        Parameters
        ----------
        messages : sequence of dict
            ``role`` and ``content``.
        until : float
            On the clock of `time.monotonic`.

        Returns
        -------
        Said or None
            ``None`` where the server does not take the form of answer that was asked for: the next question asks for a
            plainer one.

        Raises
        ------
        Unanswered
            If there is no answer in time, the server refuses, or what it sends is none.
        """
        tries = 1 if self._silent >= _DOWN else 4
        body = self._body(messages)
        try:
            reply = ask_again(lambda left: self._ask(body, left), until - time.monotonic(), tries=tries)
        except Unanswered:
            self._silent += 1
            raise
        if reply.status in _REFUSED and self._form + 1 < len(_FORMS):
            self._form += 1
            return None
        self._silent = 0 if reply.good else self._silent + 1
        if not reply.good:
            raise Unanswered(f"the server answers {reply.status}{self._told(reply)}")
        return _said(reply.body)

    def _ask(self, body: bytes, seconds: float) -> Reply:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key is not None:
            headers["Authorization"] = f"Bearer {self._key}"
        return ask(self._endpoint.url, seconds=seconds, most=self._endpoint.most, body=body, headers=headers)

    def _body(self, messages: Sequence[Message]) -> bytes:
        body: dict[str, Any] = {"messages": list(messages), "stream": False}
        if self._endpoint.model is not None:
            body["model"] = self._endpoint.model
        return json.dumps(body | _FORMS[self._form]()).encode("ascii")

    def _told(self, reply: Reply) -> str:
        """Return what a server says of its refusal, for a person; a key that it repeats is taken out."""
        try:
            message = parsed(reply.body.decode("utf-8", "replace"))["error"]["message"]
        except (ConflictmapError, LookupError, TypeError):
            return ""
        told = " ".join(str(message).split())
        return ": " + (told.replace(self._key, "...") if self._key else told)[:_MESSAGE_CHARS]


def _by_schema() -> dict[str, Any]:
    form = {"type": "json_schema", "json_schema": {"name": _NAME, "strict": True, "schema": schema()}}
    return {"temperature": 0, "response_format": form}


def _by_object() -> dict[str, Any]:
    return {"temperature": 0, "response_format": {"type": "json_object"}}


_FORMS = (_by_schema, _by_object, dict[str, Any])
"""How an answer is asked for: by our schema, as any object, in words alone; some models take no temperature either."""


def _said(body: bytes) -> Said:
    try:
        answer = parsed(body.decode("utf-8", "replace"))
        content = answer["choices"][0]["message"]["content"]
    except (ConflictmapError, LookupError, TypeError):
        raise Unanswered("the server sends no chat completion") from None
    if not isinstance(content, str):
        raise Unanswered("the model says nothing")
    usage = answer.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    return Said(content, _tokens(usage.get("prompt_tokens")), _tokens(usage.get("completion_tokens")))


def _tokens(value: Any) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS
    return value if whole else None
