"""Leaflet from its Python package, its pictures as data URIs: nothing is fetched, nothing copied into this project."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from importlib.resources import files

__all__ = ["leaflet_script", "leaflet_style"]

_URL = re.compile(r"url\((images/[\w.-]+)\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@cache
def leaflet_script() -> str:
    """Return Leaflet 1.9.4, its default marker pictures set to data URIs.

    Returns
    -------
    str
        JavaScript. The pointer to a source map is removed: a browser's tools would try to fetch it.
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
    """
    return _URL.sub(lambda found: f"url({_data_uri(found[1])})", _static("leaflet.css").decode("utf-8"))


def _static(name: str) -> bytes:
    here = files("js_lib_leaflet").joinpath("static").joinpath("js_lib_leaflet")
    for part in name.split("/"):
        here = here.joinpath(part)
    return here.read_bytes()


def _data_uri(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_static(name)).decode("ascii")
