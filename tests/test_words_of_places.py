"""Words for a place that somebody puts right at the desk: where they lead is told, and nothing moves by itself."""

from __future__ import annotations

import json

import pytest
from deskwork import make_archive, sitting, written

from conflictmap.archive import Archive, WatchedArchive
from conflictmap.corrections import apply_corrections


@pytest.fixture
def path(tmp_path):
    return make_archive(tmp_path / "a.gpkg")


@pytest.fixture
def desk(path):
    with sitting(path) as client:
        yield client


def test_words_for_the_place_that_are_put_right_place_it_anew(desk, path, tmp_path):
    (first, *others) = desk.get("words", q="20 km south of Kirkuk")["choices"]
    assert (first["name"], first["where_prec"], first["doubts"]) == ("20 km south of Kirkuk", 2, [])
    assert "iq-province-kirkuk" in [other["value"] for other in others]
    before = desk.get("case", id="r1-1")["case"]["row"]
    words = desk.act("r1-1", ("edit", "place_text", "20 km south of Kirkuk"))["case"]["row"]
    assert (words["place_text"], words["lat"]) == ("20 km south of Kirkuk", before["lat"])  # nothing moves by itself
    desk.post("undo", who="Amal")
    told = desk.act("r1-1", ("edit", "place_text", "20 km south of Kirkuk"), ("move", "", first["value"]))["case"]
    same = ("place_id", "lat", "lon", "radius_km", "where_prec", "province")
    assert {name: told["row"][name] for name in same} == {name: first[name] for name in same}
    assert (told["row"]["place"], told["row"]["district"]) == ("20 km south of Kirkuk", "Kirkuk")
    assert {deed["means"] for deed in told["deeds"] if deed["standing"]} == {None, "20 km south of Kirkuk"}
    # In an archive that is built anew the same table gives the same dot.
    with WatchedArchive(path) as kept, Archive(make_archive(tmp_path / "b.gpkg")) as anew:
        made = kept.corrections()
        rows = {row["incident_id"]: row for row in apply_corrections(anew.rows(), made).rows}
    assert {name: rows["r1-1"][name] for name in same} == {name: first[name] for name in same}
    row = desk.post("undo", who="Amal")["case"]["row"]  # words and place are one go
    assert (row["place_text"], row["lat"]) == (before["place_text"], before["lat"])


def test_words_that_leave_the_province_open_leave_it_open(desk):
    first = desk.get("words", q="north of Baghdad")["choices"][0]
    row = desk.act("r1-1", ("move", "", first["value"]))["case"]["row"]
    assert (row["province"], row["district"], row["where_prec"]) == (None, None, 5)
    assert row["radius_km"] >= 50


def test_words_that_name_several_places_say_so(desk):
    first = desk.get("words", q="Mahmudiya")["choices"][0]
    assert "ambiguous_place" in first["doubts"]
    assert desk.get("words", q="the Ruritanian coast") == desk.get("words") == {"choices": []}


def test_an_incident_that_is_added_lies_where_its_words_lead(desk):
    first = desk.get("words", q="20 km south of Kirkuk")["choices"][0]
    value = {"kind": "shooting", "place_text": "20 km south of Kirkuk", "place_id": first["value"]}
    row = desk.act("r2-1", ("add", "", json.dumps(value), "Gunmen killed a baker"))["case"]["row"]
    assert (row["place"], row["lat"], row["radius_km"]) == (first["name"], first["lat"], first["radius_km"])


@pytest.mark.parametrize(
    "spot",
    [
        {},
        {"lat": 35.2, "lon": 44.3},
        {"lat": 35.2, "lon": 44.3, "radius_km": 9},
        {"lat": 135.2, "lon": 44.3, "radius_km": 9, "where_prec": 2},
        {"lat": 35.2, "lon": 44.3, "radius_km": -9, "where_prec": 2},
        {"lat": 35.2, "lon": 44.3, "radius_km": 9, "where_prec": 99},
        {"lat": 35.2, "lon": 44.3, "radius_km": 9, "where_prec": 2, "killed_low": 9},
        {"lat": {}, "lon": [], "radius_km": "", "where_prec": 2},
    ],
)
def test_what_is_no_place_in_words_is_refused(desk, path, spot):
    assert desk.act("r1-1", ("move", "", json.dumps(spot)), status=400)["error"].startswith("move: ")
    assert desk.act("r1-1", ("move", "", "{"), status=400)["error"].startswith("move: ")
    assert written(path) == []
