"""Online tiles, only when somebody asks for them by name."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from conflictmap.model import BadInputError

__all__ = ["Tiles", "find_tiles"]


@dataclass(frozen=True, slots=True)
class Tiles:
    """A source of tiles.

    Attributes
    ----------
    name : str
        As xyzservices has it.
    url : str
        With ``{z}``, ``{x}``, ``{y}``, and perhaps ``{s}`` and ``{r}``.
    subdomains : tuple of str
        What ``{s}`` stands for.
    max_zoom : int
        Deepest level there is.
    attribution : str
        Plain text.
    hosts : tuple of str
        Origins the page must be allowed to load pictures from.
    """

    name: str
    url: str
    subdomains: tuple[str, ...]
    max_zoom: int
    attribution: str
    hosts: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return what the page needs of it."""
        return {
            "url": self.url,
            "subdomains": list(self.subdomains),
            "maxZoom": self.max_zoom,
            "attribution": self.attribution,
        }


def find_tiles(name: str) -> Tiles:
    """Look a tile source up by name.

    Parameters
    ----------
    name : str
        Such as ``"OpenStreetMap.Mapnik"`` or ``"CartoDB Positron"``; case, spaces and dots do not matter.

    Returns
    -------
    Tiles

    Raises
    ------
    BadInputError
        If xyzservices is not installed, has no such source, or the source needs a key.
    """
    try:
        import xyzservices  # noqa: PLC0415  (optional)
    except ImportError:
        raise BadInputError('online tiles need xyzservices: pip install "conflictmap[tiles]"') from None
    known = xyzservices.providers
    try:
        found = known.query_name(name)
    except ValueError:
        near = difflib.get_close_matches(name, list(known.flatten()), n=3, cutoff=0.4)
        hint = f" (near: {', '.join(near)})" if near else ""
        raise BadInputError(f"no tiles are called {name!r}{hint}") from None
    if found.requires_token():
        raise BadInputError(f"the tiles {found.name} need a key, which a map that is handed on would give away")
    url = found.build_url(scale_factor="{r}", fill_subdomain=False)
    subdomains = tuple(found.get("subdomains", "abc"))
    return Tiles(
        name=str(found.name),
        url=url,
        subdomains=subdomains,
        max_zoom=int(found.get("max_zoom", 18)),
        attribution=str(found.get("attribution", "")),
        hosts=_hosts(url, subdomains),
    )


def _hosts(url: str, subdomains: tuple[str, ...]) -> tuple[str, ...]:
    each = [url.replace("{s}", letter) for letter in subdomains] if "{s}" in url else [url]
    origins = {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, each)}
    bad = [origin for origin in origins if not re.fullmatch(r"https?://[\w.-]+(:\d+)?", origin)]
    if bad:
        raise BadInputError(f"the tiles come from {bad[0]!r}, which is not a web address")
    return tuple(sorted(origins))
