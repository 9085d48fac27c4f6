"""Files: valid for those who read them, whole or not at all."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace

import geopandas as gpd
import pandas as pd
import pytest
from handmade import LOCATED, NOWHERE, located

from conflictmap.export import FORMATS, defuse, formats_named, write, write_csv, write_geojson
from conflictmap.frame import to_geodataframe
from conflictmap.model import Actor, BadInputError, PlacePhrase, Report, Span
from conflictmap.record import COLUMNS
from conflictmap.tables.tablecells import restored

HOSTILE = "=cmd|' /C calc'!A0 </script><img src=x onerror=alert(1)> {{ 7*7 }} \"q\", ’—\nline two \ud800"
HOSTILE_REPORT = Report(HOSTILE, HOSTILE, HOSTILE, source=HOSTILE, url=HOSTILE)


@pytest.fixture
def frame():
    hostile = located(
        2,
        report=HOSTILE_REPORT,
        sentence=Span(0, len(HOSTILE)),
        evidence=(),
        perpetrator=Actor(HOSTILE, "unknown"),
        places=(PlacePhrase(HOSTILE, None, "clause"),),
    )
    return to_geodataframe([LOCATED, located(1, NOWHERE), hostile])


def refuse(token):
    raise AssertionError(f"{token} is no JSON")


def test_geojson_is_rfc_7946(frame, tmp_path):
    path = tmp_path / "a.geojson"
    write_geojson(frame, path)
    data = json.loads(path.read_bytes().decode("utf-8"), parse_constant=refuse)
    assert set(data) == {"type", "features"}  # no crs: it is always WGS 84
    assert data["type"] == "FeatureCollection"
    for feature in data["features"]:
        assert feature["type"] == "Feature"
        assert feature["id"] == feature["properties"]["incident_id"]
        assert list(feature["properties"]) == [c.name for c in COLUMNS if c.type != "geometry"]
    assert [feature["geometry"] for feature in data["features"]] == [
        {"type": "Point", "coordinates": [44.6437, 33.746612]},
        None,
        {"type": "Point", "coordinates": [44.6437, 33.746612]},
    ]
    assert data["features"][0]["properties"]["killed_high"] is None
    assert data["features"][2]["properties"]["perpetrator"]["text"] == HOSTILE.replace("\ud800", "\ufffd")


def test_geojson_is_the_same_each_time_and_read_by_gdal(frame, tmp_path):
    for name in ("a.geojson", "b.geojson"):
        write_geojson(frame, tmp_path / name)
    assert (tmp_path / "a.geojson").read_bytes() == (tmp_path / "b.geojson").read_bytes()
    assert len(gpd.read_file(tmp_path / "a.geojson")) == 3


def test_empty_frame(tmp_path):
    frame = to_geodataframe([])
    write_geojson(frame, tmp_path / "a.geojson")
    write_csv(frame, tmp_path / "a.csv")
    assert json.loads((tmp_path / "a.geojson").read_text()) == {"type": "FeatureCollection", "features": []}
    assert pd.read_csv(tmp_path / "a.csv").empty


def test_csv(frame, tmp_path):
    path = tmp_path / "a.csv"
    write_csv(frame, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfincident_id,")
    table = pd.read_csv(path)
    assert list(table.columns) == [c.name for c in COLUMNS if c.type != "geometry"] + ["lat", "lon"]
    assert table["killed"].tolist() == [6, 6, 6]
    assert table["lat"][0] == 33.746612
    assert pd.isna(table["lat"][1])
    assert json.loads(table["victims"][0])[0]["low"] == 6


def test_no_cell_of_the_csv_runs(frame, tmp_path):
    write_csv(frame, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert len({len(row) for row in rows}) == 1
    assert not [cell for row in rows for cell in row if cell.lstrip()[:1] in tuple("=+@")]
    assert rows[3][1] == "'" + HOSTILE.replace("\ud800", "\ufffd")


UNSEEN = (
    "\u200b",
    "\ufeff",
    "\u200b \u2060",
    "\u00ad",
    "\u3164",
    "\x00",
    "\u202e",
    "\U000e0020",
    "\ufe0f",
    "\x1f",
    "\xa0",
)
CELLS = [
    ("=1+1", "'=1+1"),
    ("+1", "'+1"),
    ("-x", "'-x"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "'\tx"),
    ("\r=x", "'\r=x"),
    ("  =x", "'  =x"),
    ("＝1", "'＝1"),
    *((f"{unseen}=1", f"'{unseen}=1") for unseen in UNSEEN),
    *((f"{unseen}Kut", f"{unseen}Kut") for unseen in UNSEEN),
    ("Kut", "Kut"),
    ("a = b", "a = b"),
    ("", ""),
    (-3, -3),
    (-33.5, -33.5),
    (None, None),
]


@pytest.mark.parametrize(("cell", "expected"), CELLS)
def test_defuse(cell, expected):
    assert defuse(cell) == expected
    assert not isinstance(cell, str) or restored(defuse(cell)) == cell


def test_a_source_that_begins_with_what_nobody_sees_does_not_run(tmp_path):
    report = replace(LOCATED.incident.report, source="\u200b=cmd()", url="\ufeff@SUM(A1)")
    located = replace(LOCATED, incident=replace(LOCATED.incident, report=report))
    write_csv(to_geodataframe([located]), tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert (row["source"], row["url"]) == ("'\u200b=cmd()", "'\ufeff@SUM(A1)")


@pytest.mark.parametrize("name", ["file/a.csv", "folder", "x" * 300, "/proc/nothing/a.csv"])
def test_unwritable_targets(tmp_path, frame, name):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInputError, match="cannot write") as caught:
        write_csv(frame, tmp_path / name)
    assert "\n" not in str(caught.value)
    assert ".part" not in str(caught.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder"]


def test_a_geopackage_counts_no_changes_and_is_whole(frame, tmp_path):
    write(frame, tmp_path / "points.gpkg")
    header = (tmp_path / "points.gpkg").read_bytes()[:100]
    assert header[24:28] == header[92:96] == b"\0\0\0\1"
    with closing(sqlite3.connect(tmp_path / "points.gpkg")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.id)
def test_each_format_writes_a_file_by_its_ending(form, frame, tmp_path):
    for suffix in form.suffixes:
        write(frame, tmp_path / f"by_name{suffix.upper()}")
        form.write(frame, tmp_path / "by_format")
        assert (tmp_path / f"by_name{suffix.upper()}").read_bytes() == (tmp_path / "by_format").read_bytes()


def test_a_data_package_holds_no_time_of_day(frame, tmp_path):
    write(frame, tmp_path / "a.datapackage.zip")
    with zipfile.ZipFile(tmp_path / "a.datapackage.zip") as package:
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {member.compress_type for member in package.infolist()} == {zipfile.ZIP_DEFLATED}


def test_endings_and_ids_belong_to_one_format_each():
    suffixes = [suffix for form in FORMATS for suffix in form.suffixes]
    assert len(set(suffixes)) == len(suffixes)
    assert len({form.id for form in FORMATS}) == len(FORMATS)


def test_formats_by_name():
    assert [form.id for form in formats_named()] == ["geojson", "csv"]
    assert [form.id for form in formats_named([".CSV", "csv"])] == ["csv"]
    with pytest.raises(BadInputError, match="unknown format 'xls'; known are geojson, csv"):
        formats_named(["xls"])


def test_an_unknown_ending_is_refused(frame, tmp_path):
    with pytest.raises(BadInputError, match=r"a\.xls: no format has this ending; known are \.geojson"):
        write(frame, tmp_path / "a.xls")
    assert not list(tmp_path.iterdir())
