"""Reading and writing the files of a country folder; every byte written is the same on every machine."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

from conflictmap.gazetteer.entries import COLUMNS as PLACES

__all__ = ["PLACES", "UPSTREAM", "Row", "csv_text", "geojson_text", "read_geojson", "read_rows"]

UPSTREAM = [
    "place_id",
    "name",
    "kind",
    "lat",
    "lon",
    "province",
    "aliases",
    "name_ar",
    "name_ku",
    "population",
    "source",
    "source_id",
]
"""Columns of upstream.csv."""

Row = dict[str, str]


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a CSV file with `_file` and `_line`; a row with the wrong number of fields is an error.

    Raises
    ------
    ValueError
        Naming the file and the line.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows: list[Row] = []
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{path.name}:{reader.line_num}: {len(reader.fieldnames or ())} fields are wanted")
            rows.append({**{k: v.strip() for k, v in row.items()}, "_file": path.name, "_line": str(reader.line_num)})
    return rows


def csv_text(fields: list[str], rows: list[Row]) -> str:
    """Return rows as CSV text, Unix line ends."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fields, lineterminator="\n", extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def geojson_text(features: list[dict[str, Any]]) -> str:
    """Return a FeatureCollection with one feature a line, so that a change reads well in a diff."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def read_geojson(path: Path) -> list[dict[str, Any]]:
    """Return the features of a GeoJSON file."""
    features: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["features"]
    return features
