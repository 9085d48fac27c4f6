"""Cyclomatic complexity as radon counts it: every decision, `and` and `or` too, of a function, a method, a class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from radon.complexity import cc_visit_ast

from gates.source import Source

__all__ = ["MOST", "MOST_ON_AVERAGE", "Block", "Complexity", "measure"]

MOST = 15
"""Of one block."""

MOST_ON_AVERAGE = 5.0
"""Over the blocks of a package."""


@dataclass(frozen=True, slots=True)
class Block:
    """A function, a method or a class; a class counts the mean of its methods.

    Attributes
    ----------
    where : str
        File and line.
    name : str
    complexity : int
    """

    where: str
    name: str
    complexity: int


@dataclass(frozen=True, slots=True)
class Complexity:
    """What is measured of a package.

    Attributes
    ----------
    mean : float
        Over its blocks, to two decimals; 0 where there is none.
    worst : int
        Of any block.
    over : tuple of Block
        Those above `MOST`, the worst first.
    """

    mean: float
    worst: int
    over: tuple[Block, ...]


def measure(sources: Iterable[Source]) -> Complexity:
    """Measure the files of a package.

    Parameters
    ----------
    sources : iterable of Source

    Returns
    -------
    Complexity
    """
    blocks = [
        Block(f"{source.path}:{block.lineno}", block.fullname, block.complexity)
        for source in sources
        for block in cc_visit_ast(source.tree)
    ]
    if not blocks:
        return Complexity(0.0, 0, ())
    found = [block.complexity for block in blocks]
    over = sorted((block for block in blocks if block.complexity > MOST), key=lambda block: -block.complexity)
    return Complexity(round(sum(found) / len(found), 2), max(found), tuple(over))
