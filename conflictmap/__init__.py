"""From news reports of armed violence to a map one can trust.

>>> import conflictmap as cm
>>> reports = cm.read("reports/")  # doctest: +SKIP
>>> located = [place for report in reports for place in cm.geocode(cm.extract(report))]  # doctest: +SKIP
>>> frame = cm.to_geodataframe(located)  # doctest: +SKIP
>>> cm.webmap(frame)  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conflictmap.defaults import extract as extract
    from conflictmap.defaults import load_language as load_language
    from conflictmap.frame import counted_once as counted_once
    from conflictmap.frame import to_geodataframe as to_geodataframe
    from conflictmap.gazetteer import load_gazetteer as load_gazetteer
    from conflictmap.geocoding import GazetteerGeocoder as GazetteerGeocoder
    from conflictmap.geocoding import geocode as geocode
    from conflictmap.linking import link as link
    from conflictmap.maps import webmap as webmap
    from conflictmap.reports import read as read

__version__ = "0.1.0"
__all__ = [
    "GazetteerGeocoder",
    "counted_once",
    "extract",
    "geocode",
    "link",
    "load_gazetteer",
    "load_language",
    "read",
    "to_geodataframe",
    "webmap",
]

# Name -> module. Loaded when first used: geopandas and folium cost a second that `conflictmap --help` should not pay.
_HOMES = {
    "GazetteerGeocoder": "conflictmap.geocoding",
    "counted_once": "conflictmap.frame",
    "extract": "conflictmap.defaults",
    "geocode": "conflictmap.geocoding",
    "link": "conflictmap.linking",
    "load_gazetteer": "conflictmap.gazetteer",
    "load_language": "conflictmap.defaults",
    "read": "conflictmap.reports",
    "to_geodataframe": "conflictmap.frame",
    "webmap": "conflictmap.maps",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names too, loaded or not."""
    return sorted({*globals(), *__all__})
