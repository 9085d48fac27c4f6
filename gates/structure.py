"""How the modules stand to each other: floors, cycles, names."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from gates.source import Source

__all__ = ["cycles", "floor_breaches", "imported", "twins"]

_DOORS = frozenset({"__init__", "__main__", "conflictmap"})
"""They may open any room."""

_GROUND = frozenset({"model", "memo"})


def imported(source: Source, known: frozenset[str]) -> set[str]:
    """Return the modules that a file imports, wherever in the file it does.

    Parameters
    ----------
    source : Source
    known : frozenset of str
        Dotted names of the modules there are; others are left out.
    """
    return {name for name in _imports(source.nodes, known) if name in known}


def _imports(nodes: Iterable[ast.AST], known: frozenset[str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from inner & known
            if not inner <= known:  # else the package is only the way to its modules
                yield node.module


def _room(module: str) -> str:
    """Return reports for conflictmap.reports.fields."""
    return next(iter(module.split(".")[1:]), module)


def floor_breaches(sources: Iterable[Source], floors: Mapping[str, int]) -> list[str]:
    """Return a line for each import from a room that does not lie lower, and for each room of no floor.

    `model` and `memo` are the ground on which all stand: every other room may import them.

    Parameters
    ----------
    sources : iterable of Source
        All files of conflictmap/.
    floors : mapping of str to int
        Room to floor.
    """
    sources = list(sources)
    known = frozenset(source.module for source in sources)
    found = []
    for source in sources:
        room = _room(source.module)
        if room in _DOORS:
            continue
        if room not in floors:
            found.append(f"{source.module}: say on which floor {room} lies")
            continue
        others = sorted({_room(name) for name in imported(source, known)} - {room} - _GROUND - _DOORS)
        found += [
            f"{source.module} (floor {floors[room]}) imports {other} (floor {floors.get(other)})"
            for other in others
            if floors.get(other, floors[room]) >= floors[room]
        ]
    return found


def cycles(sources: Iterable[Source]) -> list[str]:
    """Return a line for each circle of imports, between modules and between what lies beside each other in a package.

    Beside each other lie modules and packages, each taken with all that is in it.

    Parameters
    ----------
    sources : iterable of Source
    """
    sources = [source for source in sources if _room(source.module) not in _DOORS]
    known = frozenset(source.module for source in sources)
    modules = {source.module: imported(source, known) - {source.module} for source in sources}
    graphs = [modules, *_levels(modules)]
    return sorted({" imports ".join([*ring, ring[0]]) for graph in graphs for ring in _rings(graph)})


def _levels(modules: Mapping[str, set[str]]) -> list[dict[str, set[str]]]:
    """Return, for each package, which of its parts imports which."""
    levels: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for module, others in modules.items():
        for other in others:
            if (fork := _fork(module, other)) is not None:
                package, one, two = fork
                levels[package][one].add(two)
    return list(levels.values())


def _fork(one: str, other: str) -> tuple[str, str, str] | None:
    """Return the innermost package that holds both modules and the part of it that each lies in.

    ``None`` if one of them is a package that holds the other.
    """
    left, right = one.split("."), other.split(".")
    for at, (here, there) in enumerate(zip(left, right, strict=False)):
        if here != there:
            return ".".join(left[:at]), ".".join(left[: at + 1]), ".".join(right[: at + 1])
    return None


def _rings(graph: Mapping[str, set[str]]) -> Iterator[list[str]]:
    """Yield the shortest way from each node back to itself, each circle from its first name on."""
    for start in sorted(graph):
        paths = [[start]]
        seen: set[str] = set()
        while paths:
            path = paths.pop(0)
            following = sorted(graph.get(path[-1], ()))
            if start in following:
                if start == min(path):
                    yield path
                break
            paths += [[*path, name] for name in following if name not in seen]
            seen.update(following)


def twins(sources: Iterable[Source]) -> list[str]:
    """Return a line for each two modules of one name, wherever they lie; packages count as well.

    Parameters
    ----------
    sources : iterable of Source
    """
    named: dict[str, list[str]] = defaultdict(list)
    for module in sorted({source.module for source in sources}):
        named[module.rpartition(".")[2]].append(module)
    return [f"{one} and {two} have one name" for found in named.values() for one, two in pairwise(found)]
