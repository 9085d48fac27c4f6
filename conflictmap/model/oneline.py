"""Text of others in one line."""

from __future__ import annotations

__all__ = ["one_line"]


def one_line(text: str) -> str:
    """Return text that no terminal acts on and that any file can hold, in one line.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        What cannot be printed is a blank, and several blanks are one.
    """
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
