"""Our JavaScript modules as one script.

The modules are plain ES modules, so Node imports and tests them as they are. A page opened from a disk cannot load
modules from files, so here each becomes a function scope in one classic script, in order of their imports.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from posixpath import dirname, join, normpath

__all__ = ["script", "style"]

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/[\w./-]+)\.mjs";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
_NAMES = re.compile(r"^export (?:async )?(?:function\*?|const|class) (\w+)", re.MULTILINE)
_MAP = "main"
_BASE = "parts/base.css"  # what all other sheets build on


@cache
def script(entry: str = _MAP) -> str:
    """Return every module that a page needs, as one classic script that defines ``conflictmap``.

    A module goes by its path below ``conflictmap/web``, such as ``filter/kind``.

    Parameters
    ----------
    entry : str
        The module with which the page begins; that of the map if left out.

    Returns
    -------
    str
        JavaScript. It contains no ``</script``.

    Raises
    ------
    ValueError
        If modules import each other in a circle, or one uses a form of import or export this reader does not know.
    """
    sources = _sources(entry)
    body = "\n".join(_scope(name, text) for name, text in sources.items())
    head = '"use strict";\nconst modules = {};'
    text = f"const conflictmap = (() => {{\n{head}\n{body}\nreturn modules['{entry}'];\n}})();\n"
    if "</script" in text.lower() or "<!--" in text:
        raise ValueError("a module holds text that would end the script element")
    return text


@cache
def style(entry: str = _MAP) -> str:
    """Return our style sheets as one: every sheet of every room that a page needs, the base before all others.

    Parameters
    ----------
    entry : str
        See `script`.

    Returns
    -------
    str
    """
    web = files("conflictmap").joinpath("web")
    rooms = {dirname(name) for name in _sources(entry)} - {""}
    sheets = [
        f"{room}/{file.name}" for room in rooms for file in web.joinpath(room).iterdir() if file.name.endswith(".css")
    ]
    return "\n".join(_read(name) for name in sorted(sheets, key=lambda name: (name != _BASE, name)))


def _sources(entry: str) -> dict[str, str]:
    """Return the modules that a page needs, each after those it imports."""
    order: list[str] = []
    sources: dict[str, str] = {}
    _visit(entry, (), order, sources)
    return {name: sources[name] for name in order}


def _read(name: str) -> str:
    return files("conflictmap").joinpath("web").joinpath(name).read_text(encoding="utf-8")


def _visit(name: str, above: tuple[str, ...], order: list[str], sources: dict[str, str]) -> None:
    if name in above:
        raise ValueError(f"modules import each other in a circle: {' -> '.join((*above, name))}")
    if name in sources:
        return
    sources[name] = text = _read(f"{name}.mjs")
    for _, other in _IMPORT.findall(text):
        _visit(_path(name, other), (*above, name), order, sources)
    order.append(name)


def _path(name: str, other: str) -> str:
    """Return the path of a module that the module `name` imports as `other`."""
    return normpath(join(dirname(name), other))


def _scope(name: str, text: str) -> str:
    exported = _NAMES.findall(text)
    text = _IMPORT.sub(
        lambda found: f"const {{{found[1].replace(' as ', ': ')}}} = modules['{_path(name, found[2])}'];", text
    )
    text = _EXPORT.sub("", text)
    left = re.search(r"^(?:import|export)\b.*", text, re.MULTILINE)
    if left:
        raise ValueError(f"{name}.mjs: cannot bundle {left[0]!r}")
    return f"modules['{name}'] = (() => {{\n{text}\nreturn {{ {', '.join(exported)} }};\n}})();"
