"""Formats and stores beside GeoJSON and CSV: what is written is read back equal, and says how it is to be drawn."""

from __future__ import annotations

import csv
import json
import sqlite3
import zipfile
from collections import Counter
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pytest
from click.testing import CliRunner
from factory import make_frame
from postgres import database

from conflictmap import codebook
from conflictmap.cli import app
from conflictmap.export import FORMATS, format_of, write
from conflictmap.export.postgis_store import store
from conflictmap.export.qgisstyle import layer_style
from conflictmap.frame import flatten, plain
from conflictmap.model import BadInputError, ConflictmapError
from conflictmap.record import COLUMNS


@pytest.fixture(scope="module")
def frame():
    made = make_frame(60)
    made.loc[0, "sentence"] = "A bomb \u0000 <b>&amp; {{x}} =1+1 went off in بعقوبة."
    made["victims"] = [[{"group": "child", "outcome": "killed", "low": 2, "high": None}], *made["victims"][1:]]
    return made


def cells(frame, name):
    """A column as JSON knows it: what is the same in every format."""
    kind = next(column.type for column in COLUMNS if column.name == name)
    made = [plain(cell) for cell in frame[name].astype("object")]
    if kind in {"int", "real"}:
        return [None if cell in (None, "") else float(cell) for cell in made]
    if kind == "day":
        return [None if cell in (None, "") else str(cell)[:10].replace("/", "-") for cell in made]
    return [None if cell == "" else cell for cell in made]


def points(frame):
    return [(round(point.x, 6), round(point.y, 6)) if point else None for point in frame.geometry]


def assert_same(read, frame):
    flat = flatten(frame)
    for column in COLUMNS:
        if column.type != "geometry":
            assert cells(read, column.name) == cells(flat, column.name), column.name
    assert points(read) == points(frame)


def test_a_geopackage_is_read_back_and_brings_its_style(frame, tmp_path):
    file = tmp_path / "a.gpkg"
    write(frame, file)
    read = gpd.read_file(file, layer="incidents")
    assert read.crs == frame.crs
    assert_same(read, frame)
    with sqlite3.connect(file) as database_file:
        (style, is_default) = database_file.execute("SELECT styleQML, useAsDefault FROM layer_styles").fetchone()
        listed = database_file.execute("SELECT table_name FROM gpkg_contents ORDER BY 1").fetchall()
    assert is_default
    assert style == layer_style()
    assert [name for (name,) in listed] == ["incidents", "layer_styles"]


def test_columns_have_their_types_also_where_nothing_is_in_them(frame, tmp_path):
    """GeoJSON has no types: a column of nulls is text there. In these formats two runs never differ."""
    empty = frame.assign(killed_low=pd.array([None] * len(frame), dtype="Int64"))
    for name in ("a.gpkg", "a.parquet"):
        write(empty, tmp_path / name)
        write(frame, tmp_path / f"b{name}")
    assert gpd.read_parquet(tmp_path / "a.parquet").dtypes.equals(gpd.read_parquet(tmp_path / "ba.parquet").dtypes)
    with sqlite3.connect(tmp_path / "a.gpkg") as one, sqlite3.connect(tmp_path / "ba.gpkg") as other:
        kinds = [base.execute("PRAGMA table_info(incidents)").fetchall() for base in (one, other)]
    assert kinds[0] == kinds[1]
    assert {row[1]: row[2] for row in kinds[0]}["killed_low"] in {"INTEGER", "MEDIUMINT"}


def test_the_style_draws_every_kind_once():
    style = ET.fromstring(layer_style())
    rules = [rule.get("filter") for rule in style.iter("rule")]
    told = Counter(kind for kind in codebook.kinds() for rule in rules if f"'{kind}'" in rule)
    assert told == Counter(codebook.kinds())
    colours = [option.get("value") for option in style.iter("Option") if option.get("name") == "color"]
    assert len(set(colours)) == len(codebook.load_codebook().families)


def test_parquet_is_read_back(frame, tmp_path):
    write(frame, tmp_path / "a.parquet")
    read = gpd.read_parquet(tmp_path / "a.parquet")
    assert_same(read, frame)
    assert read.crs == frame.crs


def test_kml_is_read_back_and_names_its_placemarks(frame, tmp_path):
    write(frame, tmp_path / "a.kml")
    read = gpd.read_file(tmp_path / "a.kml")
    label = codebook.labels().kinds[frame["kind"][1]]
    assert read["Name"][1].startswith(label)
    assert points(read) == points(frame)
    assert cells(read, "killed_low") == cells(frame, "killed_low")
    assert cells(read, "province") == cells(frame, "province")


def test_a_second_row_of_hxl_tags(frame, tmp_path):
    write(frame, tmp_path / "a.hxl.csv")
    with (tmp_path / "a.hxl.csv").open(encoding="utf-8-sig", newline="") as lines:
        header, tags, *rows = csv.reader(lines)
    assert len(rows) == len(frame)
    tagged = dict(zip(header, tags, strict=True))
    assert (tagged["killed"], tagged["lat"], tagged["rules"]) == ("#affected+killed", "#geo+lat", "")
    assert len([tag for tag in tags if tag]) == len({tag for tag in tags if tag})


def test_a_data_package_describes_every_column(frame, tmp_path):
    write(frame, tmp_path / "a.datapackage.zip")
    with zipfile.ZipFile(tmp_path / "a.datapackage.zip") as package:
        (resource,) = json.loads(package.read("datapackage.json"))["resources"]
        header, *rows = csv.reader(package.read(resource["path"]).decode("utf-8").splitlines())
    fields = resource["schema"]["fields"]
    assert [field["name"] for field in fields] == header
    assert {field["name"]: field["type"] for field in fields}["killed_low"] == "integer"
    assert all(field.get("description") for field in fields)
    assert len(rows) >= len(frame)


def test_the_ending_tells_the_format():
    assert {format_of(f"x{suffix}").id for form in FORMATS for suffix in form.suffixes} == {form.id for form in FORMATS}
    assert format_of("a.HXL.CSV").id == "hxl"
    assert format_of("a.csv").id == "csv"
    assert format_of("a.doc") is None


@pytest.fixture(scope="module")
def address():
    with database() as address:
        yield address


@pytest.mark.slow
class TestPostgis:
    @staticmethod
    def rows(address, query):
        psycopg = pytest.importorskip("psycopg")
        with psycopg.connect(address) as connection:
            return connection.execute(query).fetchall()

    def test_rows_are_read_back_and_the_same_again_change_nothing(self, frame, address):
        assert store(frame, address) == len(frame)
        everything = "SELECT incident_id, md5(t::text) FROM incidents t ORDER BY 1"
        before = self.rows(address, everything)
        assert store(frame, address) == len(frame)
        assert self.rows(address, everything) == before
        assert len(before) == len(frame)
        (killed,) = self.rows(address, "SELECT sum(killed) FROM incidents")[0]
        assert int(killed) == int(frame["killed"].sum())
        names = ", ".join(f'"{column.name}"' for column in COLUMNS if column.type not in {"list", "object", "geometry"})
        where = "ST_X(geometry) AS x, ST_Y(geometry) AS y"
        read = pd.DataFrame(
            self.rows(address, f"SELECT {names}, {where} FROM incidents ORDER BY incident_id"),
            columns=[*names.replace('"', "").split(", "), "x", "y"],
        )
        ordered = frame.sort_values("incident_id")
        ordered = flatten(ordered)
        for name in read.columns[:-2]:
            assert cells(read, name) == cells(ordered, name), name
        (victims,) = self.rows(address, "SELECT victims FROM incidents WHERE sentence LIKE 'A bomb %%'")[0]
        assert victims == frame["victims"][0]

    def test_a_report_read_anew_replaces_what_was_read_of_it(self, frame, address):
        store(frame, address, "anew")
        changed = frame[frame["report_id"] == frame["report_id"][0]].head(1).assign(killed_low=99)
        store(changed, address, "anew")
        of_report = f"SELECT killed_low FROM anew WHERE report_id = '{frame['report_id'][0]}'"
        assert self.rows(address, of_report) == [(99,)]
        (count,) = self.rows(address, "SELECT count(*) FROM anew")[0]
        assert count == len(frame) - (frame["report_id"] == frame["report_id"][0]).sum() + 1

    def test_what_the_database_refuses_is_told_without_the_password(self, frame, address):
        with pytest.raises(ConflictmapError, match=r"nothing was written") as failure:
            store(frame, address.replace("/postgres", "/nowhere"))
        assert "not-needed" not in str(failure.value)
        self.rows(address, "SELECT 1")

    def test_the_command_line_puts_rows_into_it(self, address, tmp_path):
        (tmp_path / "a.txt").write_text("A car bomb killed six people in Kut on Tuesday.", encoding="utf-8")
        given = ["extract", tmp_path / "a.txt", "--published", "2006-09-13", "--to", address, "--table", "cli"]
        result = CliRunner().invoke(app, [str(word) for word in [*given, "-o", tmp_path / "a.jsonl"]])
        assert result.exit_code == 0, result.output
        assert self.rows(address, "SELECT killed, province FROM cli") == [(6, "Wasit")]


@pytest.mark.parametrize(
    ("address", "table", "said"),
    [
        ("mysql://a/b", "incidents", "no address of PostgreSQL"),
        ("postgresql://localhost/a", "incidents; DROP TABLE x", "no name of a table"),
    ],
)
def test_what_is_no_address_and_no_table_is_refused(frame, address, table, said):
    with pytest.raises(BadInputError, match=said):
        store(frame, address, table)
