"""Tables as ACLED and UCDP publish theirs: all columns of their codebooks, so that what opens theirs opens ours."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import Any

import geopandas as gpd

from conflictmap.export.fileformat import DECIMALS, Format
from conflictmap.export.sides import written
from conflictmap.export.theirs import facts_of
from conflictmap.files import staged
from conflictmap.frame import counted_once, plain
from conflictmap.tables import defuse

__all__ = ["ACLED", "GED", "write_theirs"]


def write_theirs(frame: gpd.GeoDataFrame, path: str | os.PathLike[str], *, table: str) -> None:
    """Write the incidents as a table of somebody else's.

    Neither knows totals or history: a total becomes an event with what it tells beyond its parts, history is left out,
    as in all sums.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        N rows in EPSG:4326.
    path : str or path
        The file.
    table : str
        ``"acled"`` or ``"ged"``: a table of ``rules/tables/written.toml``.

    Raises
    ------
    BadInputError
        If it cannot be written.
    """
    _write_parts([frame], path, table=table)


def _write_parts(frames: Iterable[gpd.GeoDataFrame], path: str | os.PathLike[str], *, table: str) -> None:
    columns = written()[table]
    with staged(path) as (temporary,), temporary.open("w", encoding="utf-8", errors="replace", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([column["id"] for column in columns])
        for row in chain.from_iterable(map(_rows, frames)):
            facts = facts_of(row)
            writer.writerow([defuse(_cell(column, facts)) for column in columns])


def _rows(frame: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    counted = counted_once(frame)
    names = [name for name in counted.columns if name != counted.geometry.name]
    cells = counted[names].itertuples(index=False, name=None)
    for values, point in zip(cells, counted.geometry, strict=True):
        there = point is not None and not point.is_empty
        position = (round(point.y, DECIMALS), round(point.x, DECIMALS)) if there else (None, None)
        yield {name: plain(value) for name, value in zip(names, values, strict=True)} | dict(
            zip(("lat", "lon"), position, strict=True)
        )


def _cell(column: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
    value = facts.get(column["from"]) if "from" in column else column.get("value")
    given = column.get("values")
    return value if given is None else given.get(str(value))


ACLED = Format(
    id="acled",
    suffixes=(".acled.csv",),
    write=partial(write_theirs, table="acled"),
    write_parts=partial(_write_parts, table="acled"),
    title="ACLED",
    doc="An event a row with the columns of ACLED's codebook, for what reads ACLED.",
    once=True,
)
GED = Format(
    id="ged",
    suffixes=(".ged.csv",),
    write=partial(write_theirs, table="ged"),
    write_parts=partial(_write_parts, table="ged"),
    title="UCDP GED",
    doc="An event a row with the columns of UCDP GED's codebook, for what reads GED.",
    once=True,
)
