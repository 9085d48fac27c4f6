"""The source files that are measured, by package: a room of `conflictmap/`, or a folder of scripts beside it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

__all__ = ["Source", "packages", "rooms", "sources"]

_FOLDERS = ("gazetteer", "benchmarks", "docs", "gates")


@dataclass(frozen=True)
class Source:
    """A file of Python.

    Attributes
    ----------
    path : pathlib.Path
    module : str
        Its dotted name, counted from the root of the project.
    """

    path: Path
    module: str

    @cached_property
    def text(self) -> str:
        """What the file holds."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """All nodes of the tree, walked once: most checks look at every one."""
        return tuple(ast.walk(self.tree))


def sources(root: Path, folder: str) -> list[Source]:
    """Return the files of Python below a folder of the project, in order of their paths.

    Parameters
    ----------
    root : pathlib.Path
        Of the project.
    folder : str
        Below it.
    """
    return [Source(path, _module(path.relative_to(root))) for path in sorted((root / folder).rglob("*.py"))]


def _module(path: Path) -> str:
    """Return conflictmap.reports for conflictmap/reports/__init__.py."""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def rooms(house: Iterable[Source]) -> dict[str, list[Source]]:
    """Return the files of each room by its path, "conflictmap/reports"; a room is a module or a package.

    `__init__` and `__main__` of conflictmap/ itself are doors, and no rooms.

    Parameters
    ----------
    house : iterable of Source
        All files of conflictmap/.
    """
    found: dict[str, list[Source]] = {}
    for source in house:
        name = (source.module + ".").split(".")[1]
        if name not in {"", "__main__"}:
            found.setdefault(f"conflictmap/{name}", []).append(source)
    return found


def packages(root: Path, house: Iterable[Source]) -> Mapping[str, list[Source]]:
    """Return what is measured as one: each room, then each folder of scripts.

    Parameters
    ----------
    root : pathlib.Path
        Of the project.
    house : iterable of Source
        All files of conflictmap/.
    """
    return dict(_packages(root, house))


def _packages(root: Path, house: Iterable[Source]) -> Iterator[tuple[str, list[Source]]]:
    yield from rooms(house).items()
    for folder in _FOLDERS:
        if found := sources(root, folder):
            yield folder, found
