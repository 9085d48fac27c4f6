"""From news reports of armed violence to a map one can trust.

>>> import conflictmap as cm
>>> reports = cm.read("reports/")  # doctest: +SKIP
>>> located = [place for report in reports for place in cm.geocode(cm.extract(report))]  # doctest: +SKIP
>>> frame = cm.to_geodataframe(located)  # doctest: +SKIP
>>> cm.webmap(frame)  # doctest: +SKIP
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conflictmap.extract import extract as extract
    from conflictmap.frame import to_geodataframe as to_geodataframe
    from conflictmap.gazetteer import load_gazetteer as load_gazetteer
    from conflictmap.geocode import GazetteerGeocoder as GazetteerGeocoder
    from conflictmap.geocode import geocode as geocode
    from conflictmap.lexicon import load_lexicon as load_lexicon
    from conflictmap.read import read as read
    from conflictmap.webmap import webmap as webmap

__version__ = "0.1.0"
__all__ = [
    "GazetteerGeocoder",
    "extract",
    "geocode",
    "load_gazetteer",
    "load_lexicon",
    "read",
    "to_geodataframe",
    "webmap",
]

# Name -> module. Loaded when first used: geopandas and folium cost a second that `conflictmap --help` should not pay.
_HOMES = {
    "GazetteerGeocoder": "conflictmap.geocode",
    "extract": "conflictmap.extract",
    "geocode": "conflictmap.geocode",
    "load_gazetteer": "conflictmap.gazetteer",
    "load_lexicon": "conflictmap.lexicon",
    "read": "conflictmap.read",
    "to_geodataframe": "conflictmap.frame",
    "webmap": "conflictmap.webmap",
}


class _Package(ModuleType):
    """A package whose public names win over its modules of the same name.

    ``conflictmap.read`` is both a function and the module that holds it. Importing a module binds it as an attribute
    of its package, which would hide the function from then on; here the function is bound in its stead. The module
    stays importable: ``from conflictmap.read import ...``.
    """

    def __getattr__(self, name: str) -> Any:
        """Load a public name when it is first asked for."""
        if name not in _HOMES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name]), name)
        super().__setattr__(name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        """Bind the function where the import system binds its module."""
        if name in _HOMES and isinstance(value, ModuleType):
            value = getattr(value, name)
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        """List the public names too, loaded or not."""
        return sorted({*super().__dir__(), *__all__})


sys.modules[__name__].__class__ = _Package
