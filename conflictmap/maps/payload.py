"""From the frame to the columns the page reads. Nothing is dropped: what the page exports is what the frame holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from conflictmap.maps.encoding import encode_group, factorise, nested_text, tidy
from conflictmap.model import BadInputError
from conflictmap.record import COLUMNS

__all__ = ["CORE_GROUPS", "DETAIL_GROUPS", "NESTED", "columns_of", "core_block", "detail_block"]

_CORE = ("where", "what", "when", "toll", "standing", "victims", "doubts")


def _grouped(*, core: bool) -> dict[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for column in COLUMNS:
        if (column.group in _CORE) is core:
            names = ("lon", "lat") if column.type == "geometry" else (column.name,)
            groups[column.group] = groups.get(column.group, ()) + names
    return groups


CORE_GROUPS = _grouped(core=True)
"""What filters, totals and marks need: read before the first frame."""

DETAIL_GROUPS = _grouped(core=False)
"""What reading one incident, searching and exporting need: read after the first frame. A new group comes here."""

NESTED = tuple(column.name for column in COLUMNS if column.type in {"list", "object"})
"""Columns of lists and dicts. They travel as JSON text and are parsed row by row, when somebody looks."""

_DEGREES = 6
"""Decimal places of a coordinate: 0.1 m."""


def columns_of(frame: gpd.GeoDataFrame) -> list[str]:
    """Return the names of the columns the page exports, in the frame's order and without the geometry.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As `frame.to_geodataframe` makes it.

    Returns
    -------
    list of str
    """
    known = {name for group in (*CORE_GROUPS.values(), *DETAIL_GROUPS.values()) for name in group}
    return [str(name) for name in frame.columns if name in known]


def core_block(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Encode what the first frame of the map needs.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N incidents in EPSG:4326; rows without a geometry are listed and counted, never drawn.

    Returns
    -------
    dict
        ``{"n": N, "columns": [...], "nested": [...], "groups": {name: {"cols", "codes"}}}``; nested are the columns
        whose cells are JSON text.

    Raises
    ------
    BadInputError
        If a column is missing or the CRS is another one.
    """
    _check(frame)
    return {
        "n": len(frame),
        "columns": columns_of(frame),
        "nested": list(NESTED),
        "groups": _groups(frame, CORE_GROUPS),
    }


def detail_block(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Encode the texts: sentences, rules, sources, runners-up.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        The same N incidents in the same order.

    Returns
    -------
    dict
        ``{"tails": bool, "groups": {...}}``. With ``tails`` an incident id is the id of its report, a hyphen, and
        what the column holds.
    """
    groups = _groups(frame, DETAIL_GROUPS, skip=("incident_id",))
    ids = [tidy(value) for value in frame["incident_id"]]
    tails = _tails(ids, [tidy(value) for value in frame["report_id"]])
    numbers = pd.Series(ids if tails is None else tails, dtype=object)
    groups["number"] = encode_group({"incident_id": factorise(numbers, tidy)})
    return {"tails": tails is not None, "groups": groups}


def _check(frame: gpd.GeoDataFrame) -> None:
    wanted = {name for group in (*CORE_GROUPS.values(), *DETAIL_GROUPS.values()) for name in group} - {"lon", "lat"}
    missing = sorted(wanted - set(frame.columns))
    if missing:
        raise BadInputError(f"the frame lacks the columns {', '.join(missing)}: make it with to_geodataframe()")
    if frame.crs is not None and frame.crs.to_epsg() != 4326:
        raise BadInputError(f"the frame is in {frame.crs.to_string()}: use frame.to_crs(4326)")


def _groups(
    frame: gpd.GeoDataFrame, groups: dict[str, tuple[str, ...]], skip: Sequence[str] = ()
) -> dict[str, dict[str, Any]]:
    place = {"lon": _axis(frame, "x"), "lat": _axis(frame, "y")}
    out: dict[str, dict[str, Any]] = {}
    for name, columns in groups.items():
        if not set(columns) <= set(skip):
            cells = {column: place[column] if column in place else frame[column] for column in columns}
            out[name] = encode_group(
                {column: factorise(cell, nested_text if column in NESTED else tidy) for column, cell in cells.items()}
            )
    return out


def _axis(frame: gpd.GeoDataFrame, axis: str) -> pd.Series[Any]:
    """Return longitudes ("x") or latitudes ("y") in degrees, missing where there is no point."""
    points = frame.geometry
    drawable = (points.notna() & ~points.is_empty).to_numpy()
    values = np.full(len(frame), np.nan)
    values[drawable] = getattr(points[drawable], axis).to_numpy()
    return pd.Series(values).round(_DEGREES)


def _tails(ids: list[Any], reports: list[Any]) -> list[str] | None:
    """Return the incident ids without the report id they begin with, or None if one of them does not."""
    tails = []
    for own, report in zip(ids, reports, strict=True):
        head = f"{report}-"
        if report is None or own is None or not str(own).startswith(head):
            return None
        tails.append(str(own)[len(head) :])
    return tails
