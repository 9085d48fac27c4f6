"""The frame: columns, types, points, and that plain geopandas can work with it."""

from __future__ import annotations

import json

import geopandas as gpd
import pandas as pd
import pytest
from handmade import LOCATED, NOWHERE, located

from conflictmap.export import write_geojson
from conflictmap.frame import flatten, plain, read_geojson, to_geodataframe
from conflictmap.model import BadInputError
from conflictmap.record import COLUMNS

ROWS = [LOCATED, located(1, NOWHERE, killed=None, when=None, perpetrator=None), located(2, None, victims=())]
DTYPES = {"text": "string", "int": "Int64", "real": "Float64", "flag": "boolean", "day": "datetime64[ns]"}


@pytest.fixture
def frame():
    return to_geodataframe(ROWS)


@pytest.mark.parametrize("rows", [ROWS, [], iter(ROWS)])
def test_columns_types_and_crs(rows):
    frame = to_geodataframe(rows)
    assert isinstance(frame, gpd.GeoDataFrame)
    assert list(frame.columns) == [column.name for column in COLUMNS]
    for column in COLUMNS:
        assert str(frame[column.name].dtype) == DTYPES.get(
            column.type, "geometry" if column.type == "geometry" else "object"
        )
    assert frame.crs.to_epsg() == 4326
    assert frame.geometry.name == "geometry"


def test_longitude_is_x(frame):
    assert (frame.geometry[0].x, frame.geometry[0].y) == (44.6437, 33.7466123456)
    assert frame.geometry.isna().tolist() == [False, True, True]


def test_missing_is_missing_and_not_zero(frame):
    assert frame["killed"].isna().tolist() == [False, True, False]
    assert frame["date_start"].isna().tolist() == [False, True, False]
    assert frame["killed"].sum() == 12


def test_what_is_left_out_is_not_in_the_frame():
    assert to_geodataframe([LOCATED, located(1, None, "abroad")])["incident_id"].tolist() == ["r1-1"]


QUERIES = [
    ("province == 'Diyala'", 1),
    ("province == 'Basra'", 0),
    ("killed >= 6 and not aggregate", 2),
    ("date_start >= '2006-09-12'", 2),
    ("kind.isin(['car_bomb', 'shelling'])", 3),
    ("province.isna()", 2),
]


@pytest.mark.parametrize(("query", "count"), QUERIES)
def test_query(frame, query, count):
    assert len(frame.query(query)) == count


def test_civilians_killed_can_be_summed(frame):
    victims = frame.explode("victims")["victims"].dropna().apply(pd.Series)
    assert victims.query("group == 'civilian' and outcome == 'killed'")["low"].sum() == 12


def test_geojson_round_trip(frame, tmp_path):
    write_geojson(frame, tmp_path / "a.geojson")
    back = read_geojson(tmp_path / "a.geojson")
    assert back.geometry[0].y == 33.746612
    left, right = (f.drop(columns="geometry") for f in (frame, back))
    pd.testing.assert_frame_equal(left, right)
    assert back.crs == frame.crs


@pytest.mark.parametrize(
    "content", ["", "{}", '{"features": [{"geometry": null, "properties": {}}]}', "[1]", '{"features": 3}']
)
def test_what_is_not_ours_is_refused(tmp_path, content):
    path = tmp_path / "a.geojson"
    path.write_text(content)
    with pytest.raises(BadInputError, match="not a GeoJSON file written by conflictmap"):
        read_geojson(path)
    with pytest.raises(BadInputError, match="No such file"):
        read_geojson(tmp_path / "missing")


def test_geopandas_writes_it(frame, tmp_path):
    frame.to_file(tmp_path / "a.geojson")
    flatten(frame).to_file(tmp_path / "a.gpkg")
    back = gpd.read_file(tmp_path / "a.gpkg")
    assert json.loads(back["victims"][0]) == frame["victims"][0]
    assert back["perpetrator"][1] is None or pd.isna(back["perpetrator"][1])
    frame.to_parquet(tmp_path / "a.parquet")
    parquet = gpd.read_parquet(tmp_path / "a.parquet")
    assert [plain(cell) for cell in parquet["victims"]] == [plain(cell) for cell in frame["victims"]]
    assert parquet.crs == frame.crs


@pytest.mark.slow
@pytest.mark.parametrize("column", [None, "province", "killed"])
def test_plain_explore_works(frame, column):
    page = frame.explore(column=column, tiles=None).get_root().render()
    assert "near Baquba" in page


def test_flatten_leaves_the_frame_alone(frame):
    flat = flatten(frame)
    assert json.loads(flat["rules"][0])[0] == {"role": "kind", "rule": "kind.car_bomb", "start": 2, "end": 10}
    assert flat["target"].isna().all()
    assert isinstance(frame["rules"][0], list)


def test_plain_values(frame):
    cells = [plain(cell) for cell in frame.drop(columns="geometry").iloc[1]]
    assert json.loads(json.dumps(cells, allow_nan=False)) == cells
    assert plain(float("nan")) is None
    assert plain(pd.Timestamp("2006-09-12")) == "2006-09-12"
