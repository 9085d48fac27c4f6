"""Words of a language that stand in Python, where a table of the language should hold them.

A word counts where text is compared or looked up: in a comparison or a `case`; in a set, a tuple or a list; as a key
of a table that a module holds; in a string that is split; in a pattern; as an argument of `startswith` and its like.
A word is a run of up to 15 lower-case letters. Messages, docstrings, keys of records and arguments of other functions
stand elsewhere and do not count. Nor does a word that the project declares as a code: a member of a `Literal` or an
enumeration, a constant or a field of a record of the room `model`, a column or an identifier of a data file.
"""

from __future__ import annotations

import ast
import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from gates.source import Source

__all__ = ["codes", "words"]

_PLAIN = re.compile(r"[a-z]+(?:['\s-]+[a-z]+)*[\s'-]*")
_WORD = re.compile(r"(?<![a-zA-Z])[a-z]{1,15}(?![a-zA-Z])")
_NO_WORD = re.compile(r"\\.|\(\?P?[<=!]?(?:\w+>)?|\[[^\]]*\]")
"""What has letters in a pattern and is no word: escapes, heads of groups, classes of characters."""

_OF_TEXT = frozenset(
    {"startswith", "endswith", "removeprefix", "removesuffix", "count", "find", "rfind", "index", "partition",
     "rpartition", "replace"}
)  # fmt: skip
_OF_PATTERNS = frozenset({"compile", "match", "fullmatch", "search", "sub", "split", "finditer", "findall"})
_IDENTIFYING = frozenset({"id", "kind", "class", "category"})
_LISTING = (ast.Set, ast.Tuple, ast.List)


def words(sources: Iterable[Source], declared: frozenset[str] = frozenset()) -> set[str]:
    """Return the distinct words in the files of a package.

    Parameters
    ----------
    sources : iterable of Source
    declared : frozenset of str
        Codes, which do not count.
    """
    return {word for source in sources for text in _texts(source) for word in _WORD.findall(text)} - declared


def _texts(source: Source) -> Iterator[str]:
    """Yield the strings that stand where text is compared or looked up; patterns without what is no word."""
    unseen = {id(item) for node in source.nodes for item in _unseen(node)}
    for table in source.tree.body:
        yield from _keys(table)
    for node in source.nodes:
        if id(node) not in unseen:
            yield from _compared(node)


def _unseen(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what lists names of the code and no words: `__all__`, `__slots__`, what an annotation holds."""
    if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id.startswith("__") for t in node.targets):
        yield node.value
    if isinstance(node, (ast.AnnAssign, ast.arg)) and node.annotation is not None:
        yield from ast.walk(node.annotation)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
        yield from ast.walk(node.slice)


def _compared(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Compare):
        yield from _plain([node.left, *node.comparators])
    elif isinstance(node, _LISTING):
        yield from _plain(node.elts)
    elif isinstance(node, ast.MatchValue):
        yield from _plain([node.value])
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _called(node.func, node.args)


def _called(function: ast.Attribute, arguments: list[ast.expr]) -> Iterator[str]:
    if isinstance(function.value, ast.Name) and function.value.id == "re" and function.attr in _OF_PATTERNS:
        for part in ast.walk(arguments[0]) if arguments else ():
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield _NO_WORD.sub(" ", part.value)
    elif function.attr in {"split", "splitlines"}:
        yield from _plain([function.value])
    elif function.attr in _OF_TEXT:
        yield from _plain(arguments)


def _keys(node: ast.stmt) -> Iterator[str]:
    """Yield the keys of a table that a module holds."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Dict):
        yield from _plain([key for key in node.value.keys if key is not None])


def _plain(nodes: Iterable[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _PLAIN.fullmatch(node.value.strip()):
            yield node.value


def codes(root: Path, sources: Iterable[Source]) -> frozenset[str]:
    """Return the words that the project declares as codes.

    Parameters
    ----------
    root : pathlib.Path
        Of the project; its data files are the TOML of `conflictmap/rules/` and the tables of `gazetteer/`.
    sources : iterable of Source
        All files of the package.
    """
    found: set[str] = set()
    for source in sources:
        for node in source.nodes:
            found.update(_declared(node))
            if source.module.startswith("conflictmap.model"):
                found.update(_recorded(node))
    for path in sorted((root / "conflictmap" / "rules").rglob("*.toml")):
        found.update(_identifiers(tomllib.loads(path.read_text(encoding="utf-8"))))
    for path in sorted((root / "gazetteer").rglob("*.[ct]sv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            found.update(_columns(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ",")))
    return frozenset(word for word in found if _PLAIN.fullmatch(word))


def _columns(rows: csv.DictReader[str]) -> Iterator[str]:
    """Yield the heads of a table, and the kinds that its rows are of."""
    yield from rows.fieldnames or ()
    yield from {row.get("kind") or "" for row in rows}


def _declared(node: ast.AST) -> Iterator[str]:
    """Yield the members of a `Literal` and the values of an enumeration."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
        yield from _constants(node.slice)
    elif isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Enum") for base in node.bases):
        for member in node.body:
            if isinstance(member, ast.Assign):
                yield from _constants(member.value)


def _recorded(node: ast.AST) -> Iterator[str]:
    """Yield the fields of a record, and the constants beside the records."""
    if isinstance(node, ast.ClassDef):
        for member in node.body:
            if isinstance(member, ast.AnnAssign) and isinstance(member.target, ast.Name):
                yield member.target.id
    elif isinstance(node, ast.Module):
        for table in node.body:
            if isinstance(table, (ast.Assign, ast.AnnAssign)):
                yield from _constants(table)


def _constants(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _identifiers(value: Any) -> Iterator[str]:
    """Yield what `id`, `kind`, `class` or `category` say anywhere in a data file."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _IDENTIFYING:
                yield from [inner] if isinstance(inner, str) else [text for text in inner if isinstance(text, str)]
            yield from _identifiers(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _identifiers(inner)
