"""Lists of words as regular expressions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

__all__ = ["alternation", "forms"]


def alternation(words: Iterable[str]) -> str:
    """Return a regular expression for any of `words`, as a prefix tree, with white space in them stretched.

    A prefix tree costs one test a character instead of one a word, which is most of the speed of the search.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for piece in re.findall(r"\s+|.", word, re.DOTALL):
            node = node.setdefault(r"\s+" if piece.isspace() else re.escape(piece), {})
        node[""] = {}
    return _branch(tree) if tree else r"(?!)"


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    arms = [piece + _branch(below) for piece, below in node.items() if piece]
    if not arms:
        return ""
    body = arms[0] if len(arms) == 1 and not ends else f"(?:{'|'.join(arms)})"
    return body + "?" if ends else body


def forms(word: str, *, lower: bool = False) -> list[str]:
    """Return `word` as written and in capitals, and in lower case if asked."""
    made = [word, word.upper(), word[:1].upper() + word[1:]]
    if lower:
        made.append(word.lower())
    return list(dict.fromkeys(made))
