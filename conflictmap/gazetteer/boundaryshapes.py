"""Polygons made fit to be stored and drawn: fewer corners, whole rings, a radius, names beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conflictmap.gazetteer.entries import Place
from conflictmap.geometry import distance_km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

__all__ = ["geojson_text", "labels", "radius_of", "rounded", "simplified"]

SIMPLE_DEGREES = 0.002
"""Borders are simplified to this: some 200 m, below what a map of a country shows."""

GRID_DEGREES = 0.0001
"""Coordinates are stored to this, some 11 m. Polygons are mended on this grid: rounding makes rings cross."""

_STEPS = 40


def simplified(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return polygons with fewer corners, simplified together so that neighbours keep sharing their borders.

    Parameters
    ----------
    shapes : sequence of shapely geometry
        Degrees.
    """
    import shapely  # noqa: PLC0415

    together: Callable[..., Any] | None = getattr(shapely, "coverage_simplify", None)
    if shapes and together is not None:
        simple = list(together(shapes, SIMPLE_DEGREES))
    else:
        simple = [shape.simplify(SIMPLE_DEGREES) for shape in shapes]
    return [_whole(thin if not thin.is_empty else shape) for shape, thin in zip(shapes, simple, strict=True)]


def _whole(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a shape, outer rings counter-clockwise, as GeoJSON asks."""
    import shapely  # noqa: PLC0415
    from shapely.geometry.polygon import orient  # noqa: PLC0415

    on_grid = shapely.set_precision(shapely.make_valid(shape), GRID_DEGREES)
    valid = shapely.get_parts(shapely.get_parts(on_grid if not on_grid.is_empty else shape))
    parts = [orient(part) for part in valid if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def rounded(value: Any) -> Any:
    """Return a GeoJSON geometry with its coordinates to four decimals, some 11 m."""
    if isinstance(value, Mapping):
        return {"type": value["type"], "coordinates": rounded(value["coordinates"])}
    return [rounded(v) for v in value] if isinstance(value, (list, tuple)) else round(float(value), 4)


def radius_of(shape: BaseGeometry, centre: Any) -> float:
    """Return the radius in km round `centre` that holds nine tenths of the area of a shape."""
    import shapely  # noqa: PLC0415

    west, south, east, north = shape.bounds
    lons = [west + (i + 0.5) * (east - west) / _STEPS for i in range(_STEPS) for _ in range(_STEPS)]
    lats = [south + (j + 0.5) * (north - south) / _STEPS for _ in range(_STEPS) for j in range(_STEPS)]
    hits = shapely.contains_xy(shape, lons, lats)
    away = sorted(
        distance_km(centre.y, centre.x, lat, lon) for lat, lon, hit in zip(lats, lons, hits, strict=True) if hit
    )
    return away[int(0.9 * len(away))] if away else 1.0


def labels(places: Iterable[Place], seats: frozenset[str]) -> list[dict[str, Any]]:
    """Return points for names; `zoom` is the level of the map from which one is worth its room."""
    zooms = {"city": 7, "town": 9}
    found = []
    for place in places:
        zoom = zooms.get(place.kind, 0)
        if place.place_id in seats or place.population > 1_000_000:
            zoom = min(zoom or 5, 5)
        if zoom:
            properties = {"layer": "label", "kind": place.kind, "zoom": zoom, "name": place.name}
            properties |= {"name_ar": place.name_ar} if place.name_ar else {}
            point = {"type": "Point", "coordinates": [round(place.lon, 4), round(place.lat, 4)]}
            found.append({"type": "Feature", "properties": properties, "geometry": point})
    return sorted(found, key=lambda f: (f["properties"]["zoom"], f["properties"]["name"]))


def geojson_text(features: Sequence[Mapping[str, Any]]) -> str:
    """Return the text of a GeoJSON file, a line a feature."""
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'
