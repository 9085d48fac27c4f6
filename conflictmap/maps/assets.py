"""Leaflet from its Python package, its pictures as data URIs: nothing is fetched, nothing copied into this project."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from functools import cache
from importlib.resources import files

from conflictmap.model import ConflictmapError

__all__ = ["leaflet_script", "leaflet_style"]

# As Leaflet itself publishes them for 1.9.4 (the integrity attributes of its download page): whoever packs the files
# for Python, these are the ones that go into a page.
_PUBLISHED = {
    "leaflet.js": "20nQCchB9co0qIjJZRGuk2/Z9VM+kNiyxNV1lvTlZBo=",
    "leaflet.css": "p4NxAoJBhIIN+hmNHrzRCf9tD/miZyoHS5obTRR9BMY=",
}
_URL = re.compile(r"url\((images/[\w.-]+)\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@cache
def leaflet_script() -> str:
    """Return Leaflet 1.9.4, its default marker pictures set to data URIs.

    Returns
    -------
    str
        JavaScript. The pointer to a source map is removed: a browser's tools would try to fetch it.

    Raises
    ------
    ConflictmapError
        If the installed file is not the one that Leaflet published.
    """
    icons = {
        "iconUrl": _data_uri("images/marker-icon.png"),
        "iconRetinaUrl": _data_uri("images/marker-icon-2x.png"),
        "shadowUrl": _data_uri("images/marker-shadow.png"),
    }
    text = _SOURCE_MAP.sub("", _static("leaflet.js").decode("utf-8"))
    return f"{text}\nL.Icon.Default.mergeOptions({json.dumps(icons)});\n"


@cache
def leaflet_style() -> str:
    """Return Leaflet's style sheet with its pictures inside.

    Returns
    -------
    str

    Raises
    ------
    ConflictmapError
        If the installed file is not the one that Leaflet published.
    """
    return _URL.sub(lambda found: f"url({_data_uri(found[1])})", _static("leaflet.css").decode("utf-8"))


def _static(name: str) -> bytes:
    here = files("js_lib_leaflet").joinpath("static").joinpath("js_lib_leaflet")
    for part in name.split("/"):
        here = here.joinpath(part)
    data = here.read_bytes()
    if name in _PUBLISHED and base64.b64encode(hashlib.sha256(data).digest()).decode("ascii") != _PUBLISHED[name]:
        raise ConflictmapError(
            f"{here}: not the file that Leaflet 1.9.4 has; install django-js-lib-leaflet 1.9.4.1 anew"
        )
    return data


def _data_uri(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_static(name)).decode("ascii")
