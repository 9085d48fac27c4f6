"""What the site does beyond its pages: a link that leads out of docs/ is told as what it is, a file of the project."""

from __future__ import annotations

import posixpath
import re
from typing import Any

_LINK = re.compile(r"\[([^\]]+)\]\((\.\./[^)\s]+|schema/[^)\s]+)\)")

_PAGES = {
    "CHANGELOG.md": "reference/changelog.md",
    "CONTRIBUTING.md": "reference/contributing.md",
    "README.md": "index.md",
    "SECURITY.md": "reference/security.md",
    "docs/schema/incident.schema.json": "reference/schema.md",
    "gazetteer/SOURCES.md": "reference/sources.md",
}
"""Files of the project that are pages of the site."""


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Return a page whose links to files of the project lead to their page, or are their path where there is none."""
    home = posixpath.join("docs", posixpath.dirname(page.file.src_uri))

    def rewritten(found: re.Match[str]) -> str:
        words, target = found.groups()
        name, _, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(home, name))
        if path.startswith("docs/") and path not in _PAGES:
            return found[0]
        if path not in _PAGES:
            return words if words.strip("`") == path else f"{words} (`{path}`)"
        there = posixpath.relpath(_PAGES[path], posixpath.dirname(page.file.src_uri) or ".")
        return f"[{words}]({there}{'#' + anchor if anchor else ''})"

    return _LINK.sub(rewritten, markdown)
