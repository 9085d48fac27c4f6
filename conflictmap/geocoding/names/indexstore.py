"""Tables that take a while to make, kept on disk between runs.

A table is kept in the user's cache folder under a key made of all that it is made from: the names and words that go in,
and the code that turns them into keys. So a table never needs to be thrown away for being old; it is not found again.
What is read is checked and made anew if anything is amiss; where nothing can be written, nothing is kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from conflictmap.files import staged
from conflictmap.gazetteer import cache_folder
from conflictmap.model import BadInputError

__all__ = ["Table", "content_key", "kept"]

Table = dict[str, Any]
"""Strings, numbers, lists and tables only: what JSON holds. Reading one runs no code."""

_MOST_FILES = 24
_LARGEST = 64_000_000
"""Bytes: a larger file is none of ours."""


_MAKERS = Path(__file__).parents[1]
"""All geocoding: the rooms that make keys and tables."""


@lru_cache(maxsize=1)
def _code() -> bytes:
    """Return a digest of the code that makes keys and tables: other code, other tables."""
    digest = hashlib.sha256()
    for path in sorted(_MAKERS.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.digest()


def content_key(*content: str | Iterable[str]) -> str:
    """Return the name under which a table made of this content is kept.

    Parameters
    ----------
    *content : str or iterable of str
        All that the table depends on, in an order that is always the same.
    """
    digest = hashlib.sha256(_code())
    for part in content:
        text = part if isinstance(part, str) else "\n".join(part)
        digest.update(f"{len(text)}\n".encode())
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:40]


def kept(name: str, key: str, make: Callable[[], Table], check: Callable[[Table], bool]) -> Table:
    """Return a table from the cache, or make it and keep it.

    Parameters
    ----------
    name : str
        What it is, for the name of its file.
    key : str
        Of `content_key`.
    make : callable
        Makes the table.
    check : callable
        Whether a table that was read has the shape that is wanted; may raise `KeyError`, `TypeError` or `ValueError`.
    """
    folder = cache_folder()
    if folder is None:
        return make()
    path = folder / f"{name}-{key}.json"
    found = _read(path, key, check)
    if found is None:
        found = make()
        _write(path, key, found)
    return found


def _read(path: Path, key: str, check: Callable[[Table], bool]) -> Table | None:
    """Return the table of a file; ``None`` if there is none, it is not whole, or not of the shape that is wanted."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode("ascii") != _head(key, body):
            return None
        table = json.loads(body)
        return table if isinstance(table, dict) and check(table) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _head(key: str, body: bytes) -> str:
    return f"{key} {hashlib.sha256(body).hexdigest()}"


def _write(path: Path, key: str, table: Table) -> None:
    body = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    with suppress(OSError, BadInputError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with staged(path) as (temporary,):
            temporary.write_bytes(_head(key, body).encode("ascii") + b"\n" + body)
        _clear(path.parent)


def _clear(folder: Path) -> None:
    """Remove the oldest tables where there are many."""
    files = sorted(folder.glob("*-*.json"), key=lambda p: p.stat().st_mtime_ns, reverse=True)
    for path in files[_MOST_FILES:]:
        path.unlink(missing_ok=True)
