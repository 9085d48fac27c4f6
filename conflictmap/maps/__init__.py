"""From the frame to one HTML file: an interactive map that loads nothing.

folium is the host; the layer, the panel and the arithmetic are our own JavaScript in ``conflictmap/web``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import geopandas as gpd

from conflictmap.codebook import vocabulary
from conflictmap.gazetteer import load_gazetteer
from conflictmap.maps.dataelements import PageTexts, as_json_block
from conflictmap.maps.outlines import AreaSource, areas_block, basemap_block
from conflictmap.maps.page import ConflictMap
from conflictmap.maps.payload import Core, detail_block
from conflictmap.maps.spellings import NameSource, spellings_block
from conflictmap.maps.tiles import find_tiles

__all__ = ["save", "webmap"]

_ANYWHERE = (0.0, 0.0)  # the page looks for its incidents by itself

_OUTLINES = 30_000  # characters of a basemap that is left as it is: nobody reads coordinates in a page

_PART = 20_000  # rows whose texts travel together


class Atlas(AreaSource, NameSource, Protocol):
    """What the map asks of a gazetteer: areas, the basemap, names."""


def webmap(
    frame: gpd.GeoDataFrame | Iterable[gpd.GeoDataFrame],
    *,
    gazetteer: Atlas | None = None,
    tiles: str | None = None,
    title: str | None = None,
) -> ConflictMap:
    """Make the interactive map of a frame.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame or iterable of them
        N incidents as `to_geodataframe` makes them, in EPSG:4326. Of several frames, one after the other, no more than
        one is held in memory, and their texts lie in a temporary file until the map is saved.
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
    texts = PageTexts()
    core = Core()
    for number, part in enumerate(_parts(frame)):
        core.add(part)
        texts.put(f"cm-detail-{number}", as_json_block(detail_block(part)))
    whole = {**core.block(), "areas": areas_block(core.areas, atlas), "title": heading}
    texts.put("cm-core", as_json_block({**whole, "tiles": found.as_json() if found else None}))
    texts.put("cm-spellings", as_json_block(spellings_block(core.places, core.provinces, atlas)))
    texts.put("cm-codebook", as_json_block(vocabulary()))
    texts.put("cm-basemap", as_json_block(basemap, _OUTLINES))
    bounds = basemap["bounds"]
    centre = ((bounds[1] + bounds[3]) / 2, (bounds[0] + bounds[2]) / 2) if bounds else _ANYWHERE
    return ConflictMap(texts, heading, centre, found)


def _parts(frame: gpd.GeoDataFrame | Iterable[gpd.GeoDataFrame]) -> Iterator[gpd.GeoDataFrame]:
    """Yield frames as they come, or one in parts."""
    if isinstance(frame, gpd.GeoDataFrame):
        yield from (frame.iloc[start : start + _PART] for start in range(0, max(len(frame), 1), _PART))
    else:
        yield from frame


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
