"""Items of a ticker that run on in one line: "MOSUL - 5 bodies * BASRA - Oil exec seized * KUT - Roadside bomb"."""

from __future__ import annotations

import re

__all__ = ["in_lines"]

_SEPARATORS = ("*", "•", "●", "▪", "·", "|", "/", "+", "~")
_BETWEEN = re.compile("|".join(rf" {re.escape(mark)}{{1,3}} " for mark in _SEPARATORS))
_WORD = r"[^\W\d_][\w'’.-]*+"  # possessive: a long word is tried once
_HEADED = re.compile(rf"\s*{_WORD}(?: {_WORD}){{0,3}}\s?(?::|--|[-–—])\s")
_FEWEST, _SHARE = 2, 2 / 3
"""Separators of one line, and the share of its items that begin with a head."""


def in_lines(text: str) -> str:
    """Put each item of a ticker on a line of its own, so that it is read as the item of a list.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        As long, so that offsets hold.
    """
    if not _BETWEEN.search(text):
        return text
    return "".join(_parted(line) for line in text.splitlines(keepends=True))


def _parted(line: str) -> str:
    items = _BETWEEN.split(line)
    headed = sum(_HEADED.match(item) is not None for item in items)
    if len(items) <= _FEWEST or headed < _SHARE * len(items):
        return line
    return _BETWEEN.sub(lambda found: "\n*".ljust(len(found[0])), line)
