"""From the frame to the columns the page reads. Nothing is dropped: what the page exports is what the frame holds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from conflictmap.maps.dataelements import json_text
from conflictmap.maps.encoding import ColumnParts, DegreeParts, encode_group, factorise, nested_text, tidy
from conflictmap.model import BadInputError
from conflictmap.record import COLUMNS

__all__ = ["CORE_GROUPS", "DETAIL_GROUPS", "NESTED", "Core", "columns_of", "core_block", "detail_block"]

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

_AXES = {"lon": "x", "lat": "y"}


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


class Core:
    """What the first frame of the map needs, of incidents that come in parts."""

    def __init__(self) -> None:
        self.size = 0
        """Incidents so far."""
        self.areas: set[str] = set()
        """Ids of places that may not be drawn as points."""
        self._names: list[str] = []
        self._ids = hashlib.sha256()
        self._columns: dict[str, ColumnParts | DegreeParts] = {
            name: DegreeParts() if name in _AXES else ColumnParts(_converter(name))
            for group in CORE_GROUPS.values()
            for name in group
        }

    def add(self, frame: gpd.GeoDataFrame) -> None:
        """Add incidents.

        Parameters
        ----------
        frame : geopandas.GeoDataFrame
            In EPSG:4326; rows without a geometry are listed and counted, never drawn.

        Raises
        ------
        BadInputError
            If a column is missing or the CRS is another one.
        """
        _check(frame)
        self.size += len(frame)
        self._names = self._names or columns_of(frame)
        self._ids.update("".join(f"{value}\n" for value in frame["incident_id"]).encode("utf-8", "replace"))
        for name, column in self._columns.items():
            if isinstance(column, DegreeParts):
                column.add(_axis(frame, _AXES[name]))
            else:
                column.add(frame[name])
        uncertain = frame.geometry.notna() & (frame["where_prec"] >= 2).fillna(value=False).astype(bool)
        self.areas.update(map(str, frame.loc[uncertain, "place_id"].dropna().unique()))

    @property
    def places(self) -> set[str]:
        """Ids of all places."""
        return self._texts("place_id")

    @property
    def provinces(self) -> set[str]:
        """Names of all provinces, those that only a report has too."""
        return self._texts("province", "province_reported", "province_mapped")

    def _texts(self, *columns: str) -> set[str]:
        values = (value for name in columns for value in self._columns[name].whole()[1])
        return {str(value) for value in values if value is not None}

    @property
    def digest(self) -> str:
        """What names the data, however they came in parts: marks made on a map are found again where it is the same."""
        digest = self._ids.copy()
        for column in self._columns.values():
            codes, values = column.whole()
            digest.update(codes.astype("<u4").tobytes())
            digest.update(b"" if isinstance(column, DegreeParts) else json_text(values).encode())
        return digest.hexdigest()[:20]

    def block(self) -> dict[str, Any]:
        """Return it, encoded.

        Returns
        -------
        dict
            ``{"n": N, "digest": "...", "columns": [...], "nested": [...], "groups": {...}}``; nested
            are the columns whose cells are JSON text.
        """
        groups = {
            name: encode_group({column: self._columns[column].whole() for column in columns})
            for name, columns in CORE_GROUPS.items()
        }
        whole = {"n": self.size, "digest": self.digest, "columns": self._names, "nested": list(NESTED)}
        return {**whole, "groups": groups}


def core_block(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Encode what the first frame of the map needs.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N incidents, see `Core.add`.

    Returns
    -------
    dict
        See `Core.block`.

    Raises
    ------
    BadInputError
        If a column is missing or the CRS is another one.
    """
    core = Core()
    core.add(frame)
    return core.block()


def detail_block(frame: gpd.GeoDataFrame) -> dict[str, Any]:
    """Encode the texts: sentences, rules, sources, runners-up.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N incidents that `core_block` knows, or some that follow each other.

    Returns
    -------
    dict
        ``{"n": N, "tails": bool, "groups": {...}}``. With ``tails`` an incident id is the id of its report, a hyphen,
        and what the column holds.
    """
    groups = {
        name: encode_group({column: factorise(frame[column], _converter(column)) for column in columns})
        for name, columns in DETAIL_GROUPS.items()
        if "incident_id" not in columns
    }
    ids = [tidy(value) for value in frame["incident_id"]]
    tails = _tails(ids, [tidy(value) for value in frame["report_id"]])
    numbers = pd.Series(ids if tails is None else tails, dtype=object)
    groups["number"] = encode_group({"incident_id": factorise(numbers, tidy)})
    return {"n": len(frame), "tails": tails is not None, "groups": groups}


def _converter(column: str) -> Callable[[Any], Any]:
    return nested_text if column in NESTED else tidy


def _check(frame: gpd.GeoDataFrame) -> None:
    wanted = {name for group in (*CORE_GROUPS.values(), *DETAIL_GROUPS.values()) for name in group} - _AXES.keys()
    missing = sorted(wanted - set(frame.columns))
    if missing:
        raise BadInputError(f"the frame lacks the columns {', '.join(missing)}: make it with to_geodataframe()")
    if frame.crs is not None and frame.crs.to_epsg() != 4326:
        raise BadInputError(f"the frame is in {frame.crs.to_string()}: use frame.to_crs(4326)")


def _axis(frame: gpd.GeoDataFrame, axis: str) -> np.ndarray[Any, Any]:
    """Return longitudes ("x") or latitudes ("y") in degrees, not a number where there is no point."""
    points = frame.geometry
    drawable = (points.notna() & ~points.is_empty).to_numpy()
    values = np.full(len(frame), np.nan)
    values[drawable] = getattr(points[drawable], axis).to_numpy()
    return values


def _tails(ids: list[Any], reports: list[Any]) -> list[str] | None:
    """Return the incident ids without the report id they begin with, or None if one of them does not."""
    tails = []
    for own, report in zip(ids, reports, strict=True):
        head = f"{report}-"
        if report is None or own is None or not str(own).startswith(head):
            return None
        tails.append(str(own)[len(head) :])
    return tails
