"""Lines and polygons as short lists of whole numbers: the basemap, and the areas of places that are not points."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

__all__ = ["AreaSource", "areas_block", "basemap_block", "encode_shape"]

_UNITS = 10_000
"""Whole numbers a degree: 11 m, under a pixel at the deepest zoom of the basemap."""


class AreaSource(Protocol):
    """What the map asks of a gazetteer."""

    @property
    def basemap(self) -> Mapping[str, Any]:
        """The offline basemap, a GeoJSON FeatureCollection."""

    def area(self, place_id: str, /) -> BaseGeometry | None:
        """Return the area of a place that is not a point."""


def encode_shape(geometry: BaseGeometry, tolerance: float = 0.0) -> dict[str, Any] | None:
    """Encode a polygon or line.

    Parameters
    ----------
    geometry : shapely geometry
        Polygons or lines in degrees; collections are taken apart, points are passed over.
    tolerance : float
        How far the outline may be moved, in degrees.

    Returns
    -------
    dict or None
        ``{"fill": bool, "parts": [[x0, y0, dx1, dy1, ...], ...]}`` in ten-thousandths of a degree; holes follow the
        even-odd rule. ``None`` if nothing is left.
    """
    tidy = geometry.simplify(tolerance, preserve_topology=True) if tolerance else geometry
    parts: list[list[int]] = []
    fill = False
    for part in _flat(tidy):
        if part.geom_type == "Polygon":
            fill = True
            parts += [_delta(ring.coords) for ring in (part.exterior, *part.interiors)]
        elif part.geom_type in {"LineString", "LinearRing"}:
            parts.append(_delta(part.coords))
    parts = [part for part in parts if len(part) >= (6 if fill else 4)]
    return {"fill": fill, "parts": parts} if parts else None


def _flat(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    if hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from _flat(part)
    elif not geometry.is_empty:
        yield geometry


def _delta(coords: Iterable[tuple[float, ...]]) -> list[int]:
    out: list[int] = []
    at_x = at_y = 0
    for lon, lat, *_ in coords:
        x, y = round(lon * _UNITS), round(lat * _UNITS)
        if out and (x, y) == (at_x, at_y):
            continue
        out += (x - at_x, y - at_y)
        at_x, at_y = x, y
    return out


def areas_block(places: Iterable[str], gazetteer: AreaSource) -> dict[str, Any]:
    """Encode the areas of places that are not points.

    Parameters
    ----------
    places : iterable of str
        Their ids.
    gazetteer : Gazetteer
        Asked for ``area(place_id)``; a place it gives none for is drawn as a disc of its radius.

    Returns
    -------
    dict of str to dict
        Place id to shape.
    """
    out: dict[str, Any] = {}
    for place_id in sorted(places):
        area = gazetteer.area(place_id)
        if area is None or area.is_empty:
            continue
        encoded = encode_shape(area, tolerance=0.004 * math.sqrt(max(_spread(area), 1e-6)))
        if encoded:
            out[place_id] = encoded
    return out


def _spread(area: BaseGeometry) -> float:
    west, south, east, north = area.bounds
    return float(max(east - west, north - south))


def basemap_block(collection: Mapping[str, Any]) -> dict[str, Any]:
    """Encode the offline basemap.

    Parameters
    ----------
    collection : dict
        GeoJSON FeatureCollection; each feature's property ``layer`` says what it is (``neighbour``, ``province``,
        ``district``, ``river``, ``lake``, ``label``), ``name``, ``name_ar`` and ``name_ku`` what it is called; a label
        has its ``kind`` and the ``zoom`` it is wanted from.

    Returns
    -------
    dict
        ``{"shapes": {layer: [{"name", "name_ar", "name_ku", "at", "fill", "parts"}]}, "labels": [{...}],
        "bounds": [w, s, e, n]}``.
    """
    shapes: dict[str, list[dict[str, Any]]] = {}
    labels: list[dict[str, Any]] = []
    country: list[BaseGeometry] = []
    for feature in collection.get("features", []):
        properties = dict(feature.get("properties") or {})
        layer = str(properties.pop("layer", "other"))
        geometry = shape(feature["geometry"])
        if geometry.geom_type == "Point":
            labels.append(_label(layer, properties, geometry))
            continue
        encoded = encode_shape(geometry, tolerance=0.002)
        if encoded is None:
            continue
        if layer == "province":
            country.append(geometry)
        inside = _middle(geometry)
        named = {key: properties.get(key) for key in ("name", "name_ar", "name_ku") if properties.get(key) is not None}
        at = [round(inside.x, 4), round(inside.y, 4)]
        shapes.setdefault(layer, []).append({**named, "at": at, **encoded})
    bounds = list(shapely.total_bounds(country)) if country else None
    return {
        "shapes": shapes,
        "labels": labels,
        "bounds": [round(float(side), 4) for side in bounds] if bounds else None,
    }


def _middle(geometry: BaseGeometry) -> shapely.Point:
    """Return where a name fits best: the point of a polygon that is farthest from its edge."""
    widest = max(_flat(geometry), key=lambda part: part.area)
    return polylabel(widest, tolerance=0.01) if widest.geom_type == "Polygon" else shapely.point_on_surface(geometry)


def _label(layer: str, properties: dict[str, Any], point: BaseGeometry) -> dict[str, Any]:
    keep = {key: value for key, value in properties.items() if value is not None}
    return {"layer": layer, **keep, "at": [round(point.x, 4), round(point.y, 4)]}
