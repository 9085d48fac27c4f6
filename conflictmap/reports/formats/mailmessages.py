"""Mail, by the standard library: one message, a mailbox of many, a page saved with its pictures as one message."""

from __future__ import annotations

import email
import email.policy
import io
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message
from email.utils import parseaddr
from typing import IO, Literal, get_args

from conflictmap.model import Problem
from conflictmap.reports.decoding import NotTextError, bytes_whole
from conflictmap.reports.formats.webpages import page_articles
from conflictmap.reports.inputfile import Article, Format, InputFile, Item
from conflictmap.reports.markup import plain

__all__ = ["MAIL", "MAILBOX", "SAVED"]

Body = Literal["plain", "html"]
_QUOTED = re.compile(r"^(?:> ?)+", re.MULTILINE)
_BODIES: tuple[Body, ...] = get_args(Body)
_FROM = b"From "
_LARGEST = 64 * 2**20


def read(file: InputFile) -> Iterator[Article | Item]:
    """Read a message: its subject, its day, its text, and the files that come with it."""
    yield from _message(bytes_whole(file.stream), file, file.name, file.stem)


def read_mailbox(file: InputFile) -> Iterator[Article | Item]:
    """Read the messages of a mailbox one after the other."""
    for number, data in enumerate(_messages(file.stream), 1):
        name = f"{file.name}, message {number}"
        if isinstance(data, NotTextError):
            yield Problem(name, str(data), damaged=True)
        else:
            yield from _message(data, file, name, f"{file.stem}-{number}")


def read_saved(file: InputFile) -> Iterator[Article | Problem]:
    """Read the page out of what a browser saved as one file."""
    message = _parsed(bytes_whole(file.stream))
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            yield from page_articles(_bytes_of(part), file.name, file.stem)
            return
    yield Problem(file.name, "holds no page", damaged=True, whole=True)


def _parsed(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def _messages(stream: IO[bytes]) -> Iterator[bytes | NotTextError]:
    """Yield the messages of a mailbox: each begins with "From " after a blank line."""
    lines: list[bytes] = []
    size, blank = 0, True
    for line in stream:
        if blank and line.startswith(_FROM):
            if lines:
                yield _joined(lines, size)
            lines, size = [], 0
        else:
            size += len(line)
            if size <= _LARGEST:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if lines:
        yield _joined(lines, size)


def _joined(lines: list[bytes], size: int) -> bytes | NotTextError:
    return b"".join(lines) if size <= _LARGEST else NotTextError(f"is larger than {_LARGEST >> 20} MiB")


def _message(data: bytes, file: InputFile, name: str, stem: str) -> Iterator[Article | Item]:
    message = _parsed(data)
    text = _text(message)
    sender, address = parseaddr(str(message.get("From") or ""))
    if text.strip():
        values = {
            "title": str(message.get("Subject") or ""),
            "text": text,
            "published": message.get("Date"),
            "source": sender or address,
        }
        yield Article(values, name, stem)
    attached = 0
    for part in message.iter_attachments():
        held = part.get_filename()
        if held:
            attached += 1
            yield from file.inside(io.BytesIO(_bytes_of(part)), held)
    if not text.strip() and not attached:
        yield Problem(name, "the message has no text", whole=True)


def _text(message: EmailMessage) -> str:
    body = message.get_body(_BODIES)
    if body is None:
        return ""
    try:
        content = str(body.get_content())
    except (LookupError, ValueError):  # a character set that does not exist
        content = _bytes_of(body).decode("utf-8", errors="replace")
    if body.get_content_type() == "text/html":
        return plain(content)
    return _QUOTED.sub("", content)


def _bytes_of(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


MAIL = Format(
    "mail", (".eml", ".emlx"), read, "One report: subject, day and text; files that come with it are read too."
)
MAILBOX = Format("mailbox", (".mbox", ".mbx"), read_mailbox, "One report a message.")
SAVED = Format("saved", (".mht", ".mhtml"), read_saved, "The article of the page in it.", extra="html")
