"""From the frame to one HTML file: an interactive map that loads nothing.

folium is the host; the layer, the panel and the arithmetic are our own JavaScript in ``conflictmap/web``.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any, Protocol

import geopandas as gpd

from conflictmap.codebook import vocabulary
from conflictmap.gazetteer import load_gazetteer
from conflictmap.maps.encoding import as_json_block, json_text
from conflictmap.maps.outlines import AreaSource, areas_block, basemap_block
from conflictmap.maps.page import ConflictMap
from conflictmap.maps.payload import core_block, detail_block
from conflictmap.maps.spellings import NameSource, spellings_block
from conflictmap.maps.tiles import find_tiles

__all__ = ["save", "webmap"]

_ANYWHERE = (0.0, 0.0)  # the page looks for its incidents by itself


class Atlas(AreaSource, NameSource, Protocol):
    """What the map asks of a gazetteer: areas, the basemap, names."""


def webmap(
    frame: gpd.GeoDataFrame,
    *,
    gazetteer: Atlas | None = None,
    tiles: str | None = None,
    title: str | None = None,
) -> ConflictMap:
    """Make the interactive map of a frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N incidents as `to_geodataframe` makes them, in EPSG:4326.
    gazetteer : Gazetteer, optional
        Gives the basemap and the areas of places that are not points; the default country's if left out.
    tiles : str, optional
        Name of an online tile source, such as ``"OpenStreetMap.Mapnik"``. Without it the page makes no request.
    title : str, optional
        Shown over the map and as the page's title; any text.

    Returns
    -------
    folium.Map
        Shows itself in a notebook; `save` writes it.

    Raises
    ------
    BadInputError
        If the frame is not one of ours, or no such tiles can be had.

    Examples
    --------
    >>> page = webmap(frame, title="Week of 12 September 2006")  # doctest: +SKIP
    >>> save(page, "map.html")  # doctest: +SKIP
    """
    found = find_tiles(tiles) if tiles else None
    heading = title or "Incidents of armed violence"
    atlas = load_gazetteer() if gazetteer is None else gazetteer
    basemap = basemap_block(atlas.basemap)
    core, detail = core_block(frame), detail_block(frame)
    core["digest"] = _digest(core, detail)
    core["areas"] = areas_block(frame, atlas)
    core["title"] = heading
    detail["spellings"] = spellings_block(frame, atlas)
    core["tiles"] = found.as_json() if found else None
    bounds = basemap["bounds"]
    centre = ((bounds[1] + bounds[3]) / 2, (bounds[0] + bounds[2]) / 2) if bounds else _ANYWHERE
    blocks = {
        "cm-codebook": as_json_block(vocabulary()),
        "cm-core": as_json_block(core),
        "cm-detail": as_json_block(detail),
        "cm-basemap": as_json_block(basemap),
    }
    return ConflictMap(blocks, heading, centre, found)


def _digest(core: dict[str, Any], detail: dict[str, Any]) -> str:
    """Return what names the data of a map: marks that a reader made on it are found again where it is the same."""
    ids = [detail["groups"][name] for name in ("number", "report")]
    return hashlib.sha256(json_text([core, ids]).encode("utf-8")).hexdigest()[:20]


def save(page: ConflictMap, path: str | os.PathLike[str]) -> Path:
    """Write a map to a file, whole or not at all.

    Parameters
    ----------
    page : folium.Map
        From `webmap`.
    path : str or os.PathLike
        Where to; its folder must exist.

    Returns
    -------
    pathlib.Path
        The file.

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    page.save(path)
    return Path(path)
