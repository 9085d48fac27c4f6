"""A style for QGIS: the map's colours and shapes for families of kinds, the area of a mark by the killed."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from importlib.resources import files
from xml.etree.ElementTree import Element, SubElement, tostring

from conflictmap import codebook

__all__ = ["add_style", "layer_style", "make_styles"]

_COLOUR = re.compile(r"--[a-z]+-([a-z_]+):\s*(#[0-9a-f]{6})")
_SIZE = 'coalesce(2.2 + 1.1 * sqrt("killed"), 2.2)'  # mm: the area grows with the number, and a mark of nobody is seen


# As QGIS makes it: a GeoPackage that has this table brings its own styles.
_TABLE = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME
)
"""
_CONTENTS = """
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 'layer_styles')
"""
_ROW = """
INSERT INTO layer_styles (
    f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault,
    description, owner
) VALUES ('', '', ?, ?, 'conflictmap', ?, '', 1, 'Kind by colour, killed by size', '')
"""


def make_styles(database: sqlite3.Connection) -> None:
    """Make the table of styles in a GeoPackage that has none, and list it among the contents.

    Parameters
    ----------
    database : sqlite3.Connection
    """
    database.execute(_TABLE)
    database.execute(_CONTENTS)


def add_style(database: sqlite3.Connection, layer: str, geometry: str) -> None:
    """Let QGIS draw a layer of a GeoPackage by `layer_style` unless told otherwise.

    Parameters
    ----------
    database : sqlite3.Connection
        After `make_styles`.
    layer, geometry : str
        Names of the table and of its column of points.
    """
    database.execute(_ROW, (layer, geometry, layer_style()))


def layer_style() -> str:
    """Return the style as QML, the XML that QGIS keeps styles in.

    Returns
    -------
    str
    """
    words, colours = codebook.labels(), _colours()
    root = Element("qgis", version="3.28", styleCategories="Symbology|Fields")
    renderer = SubElement(root, "renderer-v2", type="RuleRenderer", symbollevels="0", enableorderby="1")
    rules = SubElement(renderer, "rules", key="conflictmap")
    symbols = SubElement(renderer, "symbols")
    for number, family in enumerate(codebook.load_codebook().families.values()):
        kinds = [kind.id for kind in codebook.load_codebook().kinds.values() if kind.family == family.id]
        listed = ", ".join(f"'{kind}'" for kind in kinds)
        shown = f'"background" = 0 AND "kind" IN ({listed})' if kinds else "FALSE"
        label = words.families[family.id]
        SubElement(rules, "rule", key=family.id, symbol=str(number), label=label, filter=shown)
        symbol = SubElement(symbols, "symbol", type="marker", name=str(number), alpha="0.85")
        layer = SubElement(symbol, "layer", {"class": "SimpleMarker", "enabled": "1", "pass": "0"})
        _options(layer, {"name": family.shape, "color": colours[family.id], "outline_color": "#ffffff", "size": "2.2"})
        _sized(layer)
    return tostring(root, encoding="unicode")


def _colours() -> dict[str, str]:
    """Return family -> colour as the page has them: the first of each in its sheet, which is that of daylight."""
    sheet = files("conflictmap").joinpath("web", "parts", "base.css").read_text(encoding="utf-8")
    families = codebook.load_codebook().families
    return {name: colour for name, colour in reversed(_COLOUR.findall(sheet)) if name in families}


def _options(parent: Element, values: Mapping[str, str]) -> None:
    held = SubElement(parent, "Option", type="Map")
    for name, value in values.items():
        SubElement(held, "Option", type="QString", name=name, value=value)


def _sized(layer: Element) -> None:
    """Let the size follow the killed, as QGIS writes a property that data define."""
    properties = SubElement(layer, "data_defined_properties")
    held = SubElement(properties, "Option", type="Map")
    own = SubElement(SubElement(held, "Option", type="Map", name="properties"), "Option", type="Map", name="size")
    SubElement(own, "Option", type="bool", name="active", value="true")
    SubElement(own, "Option", type="QString", name="expression", value=_SIZE)
    SubElement(own, "Option", type="int", name="type", value="3")
    SubElement(held, "Option", type="QString", name="type", value="collection")
