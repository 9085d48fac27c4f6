"""Frame to data elements: nothing lost, nothing made up, the same bytes each time."""

from __future__ import annotations

import json
import re
from typing import ClassVar

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from factory import make_frame
from pagetexts import unpacked
from shapely.geometry import GeometryCollection, LineString, Point, Polygon

from conflictmap.gazetteer import load_gazetteer
from conflictmap.maps import dataelements
from conflictmap.maps.dataelements import Degrees, as_json_block, json_text
from conflictmap.maps.encoding import encode_group, factorise, nested_text, tidy
from conflictmap.maps.outlines import areas_block, basemap_block, encode_shape
from conflictmap.maps.payload import NESTED, Core, core_block, detail_block
from conflictmap.maps.spellings import spellings_block
from conflictmap.model import BadInputError


def cells_of(block, n, name):
    """Column `name` as the page reads it."""
    group = next(group for group in block["groups"].values() if name in group["cols"])
    codes = group.get("codes", range(n))
    column = group["cols"][name]
    if isinstance(column, dict) and "near" in column:
        at = group["cols"][column["near"]]["at"]
        steps = zip(np.asarray(column["by"]).tolist(), at, strict=True)
        whole = [column["from"][place] + (by - 1) * column["unit"] if by else 0 for by, place in steps]
        column = list(Degrees(np.array(whole)))
    elif isinstance(column, dict):
        stands = column["at"] if "at" in column else group["cols"][column["as"]]["at"]
        column = [column["of"][at] for at in stands]
    values = [column[code] for code in codes]
    return [json.loads(value) if name in NESTED and value is not None else value for value in values]


@pytest.mark.parametrize("n", [0, 1, 7, 300, 3000])
def test_every_cell_comes_back(n):
    frame = make_frame(n)
    core, detail = core_block(frame), detail_block(frame)
    assert core["n"] == n
    assert core["columns"] == [name for name in frame.columns if name != "geometry"]
    for name in core["columns"]:
        block = core if any(name in group["cols"] for group in core["groups"].values()) else detail
        got = cells_of(block, n, name)
        if name == "incident_id" and detail["tails"]:
            reports = cells_of(detail, n, "report_id")
            got = [f"{report}-{tail}" for report, tail in zip(reports, got, strict=True)]
        expected = [value if name in NESTED else tidy(value) for value in frame[name]]
        assert got == expected, name
    points = [(None, None) if p is None else (p.x, p.y) for p in frame.geometry]
    assert list(zip(cells_of(core, n, "lon"), cells_of(core, n, "lat"), strict=True)) == points


def test_ids_that_do_not_begin_with_their_report_are_kept_whole():
    frame = make_frame(9)
    frame.loc[4, "incident_id"] = "elsewhere"
    detail = detail_block(frame)
    assert detail["tails"] is False
    assert cells_of(detail, 9, "incident_id")[4] == "elsewhere"


PLAIN = [
    (None, None),
    (pd.NA, None),
    (pd.NaT, None),
    (float("nan"), None),
    (float("inf"), None),
    (np.float64(6.0), 6),
    (6.5, 6.5),
    (np.int64(3), 3),
    (np.bool_(True), True),
    (True, True),
    (0, 0),
    ("", ""),
    (pd.Timestamp("2006-09-12 10:00"), "2006-09-12"),
    (pd.Timestamp("2006-09-12").date(), "2006-09-12"),
    (["a"], "['a']"),
    (10**30, 10**30),
]


@pytest.mark.parametrize(("value", "expected"), PLAIN, ids=[repr(value)[:30] for value, _ in PLAIN])
def test_cells_as_json_knows_them(value, expected):
    got = tidy(value)
    assert got == expected
    assert type(got) is type(expected)


NESTED_CASES = [
    ([], "[]"),
    (None, None),
    (pd.NA, None),
    ([{"low": np.int64(2), "high": None}], '[{"low":2,"high":null}]'),
    ([{"score": float("nan")}], '[{"score":null}]'),
    ('[{"a": 1}]', '[{"a":1}]'),
    ("not json", None),
    (7, None),
    ({"text": "\ud83d"}, '{"text":"\N{REPLACEMENT CHARACTER}"}'),
]


@pytest.mark.parametrize(("value", "expected"), NESTED_CASES, ids=[repr(value)[:30] for value, _ in NESTED_CASES])
def test_nested_cells_as_text(value, expected):
    assert nested_text(value) == expected


def test_points_near_their_place_come_back():
    frame = make_frame(4000, spread=0.05)
    core = core_block(frame)
    where = core["groups"]["where"]["cols"]
    assert where["lon"]["near"] == where["lat"]["near"] == "place"
    assert where["lon"]["unit"] == 100  # four places
    points = [(None, None) if p is None else (p.x, p.y) for p in frame.geometry]
    assert list(zip(cells_of(core, 4000, "lon"), cells_of(core, 4000, "lat"), strict=True)) == points


def test_half_a_surrogate_pair_can_be_written():
    assert json_text("a\ud800b\udfff") == '"a�b�"'.encode().decode()
    json_text("a\ud800").encode("utf-8")


def test_groups_are_shared_where_rows_repeat():
    def column(values):
        return factorise(pd.Series(values, dtype=object), tidy)

    repeated = encode_group({"a": column(["x", "y", "x", "x"] * 9), "b": column([1, None, 1, 2] * 9)})
    assert repeated["cols"] == {"a": ["x", "y", "x"], "b": [1, None, 2]}
    assert repeated["codes"].tolist() == [0, 1, 0, 2] * 9
    assert "codes" not in encode_group({"a": column(["x", "y", "z", "x"])})
    lists = encode_group({"a": column([["x"], ["y"], ["x"]])})
    assert (lists["cols"], lists["codes"].tolist()) == ({"a": ["['x']", "['y']"]}, [0, 1, 0])


def test_blocks_end_nowhere_and_pack_past_a_size(monkeypatch):
    value = {"a": "</script><!--<script>", "b": ["<"] * 3}
    block = as_json_block(value)
    assert "<" not in block
    assert json.loads(block) == value
    monkeypatch.setattr(dataelements, "GZIP_FROM", 10)
    packed = as_json_block(value)
    assert packed == as_json_block(value)
    assert unpacked(packed) == value


@pytest.mark.long
@pytest.mark.parametrize(("n", "spread"), [(0, 0.0), (3000, 0.0), (3000, 0.05), (17_000, 0.05)])
def test_what_is_packed_is_what_would_stand_in_json(n, spread, monkeypatch):
    blocks = [read(make_frame(n, spread=spread)) for read in (core_block, detail_block)]
    monkeypatch.setattr(dataelements, "GZIP_FROM", 10)
    for block in blocks:
        assert unpacked(as_json_block(block)) == json.loads(json_text(block))


def test_incidents_in_parts_are_those_of_one_frame():
    frame = make_frame(5000, spread=0.01)
    parts = Core()
    for start in range(0, 5000, 700):
        parts.add(frame.iloc[start : start + 700])
    assert json_text(parts.block()) == json_text(core_block(frame))
    assert parts.areas


def test_a_page_in_parts_is_written_as_it_is_rendered(tmp_path):
    from conflictmap.maps import save, webmap

    frame = make_frame(300)
    page = webmap(iter([frame.iloc[:120], frame.iloc[120:]]), title="cm-core {{ x }}")
    text = save(page, tmp_path / "map.html").read_bytes().decode("utf-8")
    assert text == page.get_root().render()
    details = [json.loads(found) for found in re.findall(r'id="cm-detail-\d">(.*?)</script>', text)]
    assert [part["n"] for part in details] == [120, 180]
    sentences = [cell for part in details for cell in cells_of(part, part["n"], "sentence")]
    assert sentences == list(frame["sentence"])


def test_frames_of_any_index_and_order_of_points():
    frame = make_frame(12)
    doubled = pd.concat([frame, frame])
    core = core_block(doubled)
    assert core["n"] == 24
    assert cells_of(core, 24, "lon")[:12] == cells_of(core, 24, "lon")[12:]


def test_a_frame_read_back_from_a_file(tmp_path):
    from conflictmap.export import write_geojson

    frame = make_frame(30)
    write_geojson(frame, tmp_path / "x.geojson")
    back = gpd.read_file(tmp_path / "x.geojson")
    assert cells_of(detail_block(back), 30, "rules") == list(frame["rules"])
    assert cells_of(core_block(back), 30, "killed") == [tidy(value) for value in frame["killed"]]


def test_frames_that_are_not_ours():
    frame = make_frame(5)
    with pytest.raises(BadInputError, match="lacks the columns killed, sentence"):
        core_block(frame.drop(columns=["sentence", "killed"]))
    with pytest.raises(BadInputError, match=r"use frame\.to_crs\(4326\)"):
        core_block(frame.to_crs(3857))


def decoded(shape):
    out = []
    for part in shape["parts"]:
        x = y = 0
        points = []
        for dx, dy in zip(part[::2], part[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x / 10_000, y / 10_000))
        out.append(points)
    return out


def test_shapes_come_back_to_eleven_metres():
    square = Polygon([(44, 33), (45.12345, 33), (45, 34), (44, 34)], [[(44.2, 33.2), (44.4, 33.2), (44.4, 33.4)]])
    shape = encode_shape(square)
    outer, inner = decoded(shape)
    assert shape["fill"]
    assert outer == [(44, 33), (45.1234, 33), (45, 34), (44, 34), (44, 33)] or outer[1][0] == pytest.approx(
        45.12345, abs=6e-5
    )
    assert len(inner) == 4
    line = encode_shape(LineString([(44, 33), (44, 33), (45, 34)]))
    assert not line["fill"]
    assert decoded(line) == [[(44, 33), (45, 34)]]
    assert encode_shape(Point(1, 1)) is None
    assert encode_shape(GeometryCollection()) is None


class Atlas:
    """A gazetteer that knows one area."""

    basemap: ClassVar = {"type": "FeatureCollection", "features": []}

    def area(self, place_id):
        return Point(41.7, 33).buffer(1) if place_id == "iq-province-anbar" else None


def areas_of(frame):
    core = Core()
    core.add(frame)
    return areas_block(core.areas, Atlas())


def test_only_uncertain_places_get_an_area():
    frame = make_frame(300)
    areas = areas_of(frame)
    assert set(areas) == {"iq-province-anbar"}
    assert areas_of(frame[frame["where_prec"] == 1]) == {}


def test_the_basemap_keeps_layers_names_and_bounds():
    ring = [[44, 33], [45, 33], [45, 34], [44, 33]]
    features = [
        {
            "properties": {"layer": "province", "name": "A", "name_ar": "أ", "place_id": "x"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        },
        {"properties": {"layer": "river", "name": "R"}, "geometry": {"type": "LineString", "coordinates": ring[:2]}},
        {
            "properties": {"layer": "label", "kind": "city", "zoom": 5, "name": "C", "name_ku": None},
            "geometry": {"type": "Point", "coordinates": [44.1, 33.1]},
        },
    ]
    block = basemap_block({"features": features})
    assert set(block["shapes"]) == {"province", "river"}
    assert block["shapes"]["province"][0]["name_ar"] == "أ"
    assert block["labels"] == [{"layer": "label", "kind": "city", "zoom": 5, "name": "C", "at": [44.1, 33.1]}]
    assert block["bounds"] == [44, 33, 45, 34]
    assert basemap_block({})["bounds"] is None


def spellings_of(frame):
    core = Core()
    core.add(frame)
    return spellings_block(core.places, core.provinces, load_gazetteer())


def test_other_spellings_travel_with_the_places_that_are_used():
    frame = make_frame(400)
    block = spellings_of(frame)
    assert set(block["places"]) <= set(frame["place_id"].dropna())
    assert "Ba'quba" in block["places"]["iq-baquba"]["also"]
    assert block["places"]["iq-baquba"]["ar"] == "بعقوبة"
    assert "Ninewa" in block["provinces"]["Nineveh"]["also"]
    # Mosul is not all of Nineveh.
    assert not any(name.startswith("Mosul") for name in block["provinces"]["Nineveh"]["also"])
    # What is told by another place has that one's names, and none of its own.
    assert "Kirkuk" in block["places"]["iq-kirkuk@S20"]["also"]
    assert "ar" not in block["places"]["iq-kirkuk@S20"]
    assert {"Tikrit", "Baiji"} <= set(block["places"]["iq-tikrit~iq-baiji"]["also"])


def test_places_that_the_gazetteer_does_not_have_have_no_spellings():
    frame = make_frame(5)
    frame["place_id"] = ["iq-nowhere", "not an id@@", "iq-nowhere@N3", None, "__proto__"]
    frame["province"] = "Atlantis"
    assert spellings_of(frame) == {"places": {}, "provinces": {}}
