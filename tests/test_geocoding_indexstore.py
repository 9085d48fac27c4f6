"""Tables kept on disk: found again, checked, never trusted blindly."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import shapely

from conflictmap.defaults import load_language
from conflictmap.gazetteer import cache_folder, load_gazetteer
from conflictmap.geocoding.names import indexstore
from conflictmap.geocoding.names.indexstore import content_key, kept
from conflictmap.geocoding.placing.areas import Areas
from conflictmap.geocoding.placing.areas import _check as cells_fit
from conflictmap.geocoding.placing.precision import load_precision
from conflictmap.geocoding.resolver import Resolver


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def never():
    raise AssertionError("it was kept")


def yes(_):
    return True


def one_file(cache):
    (path,) = cache.iterdir()
    return path


def test_what_is_kept_is_not_made_again(cache):
    assert kept("t", "k", lambda: {"a": [1]}, yes) == {"a": [1]}
    assert kept("t", "k", never, yes) == {"a": [1]}
    assert [p.name for p in cache.iterdir()] == ["t-k.json"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-1],
        lambda data: data.replace(b"[1]", b"[2]"),
        lambda data: b"k " + data,
        lambda data: b"",
        lambda data: b"\xff\xfe" * 40,
        lambda data: data.split(b"\n")[1],
        lambda data: data.split(b"\n")[0] + b"\n" + b"[" * 100_000,
    ],
)
def test_a_spoiled_file_is_made_anew(cache, spoil):
    kept("t", "k", lambda: {"a": [1]}, yes)
    path = one_file(cache)
    path.write_bytes(spoil(path.read_bytes()))
    assert kept("t", "k", lambda: {"a": [3]}, yes) == {"a": [3]}
    assert kept("t", "k", never, yes) == {"a": [3]}


def test_a_file_of_another_shape_is_made_anew(cache):
    kept("t", "k", lambda: {"a": [1]}, yes)
    assert kept("t", "k", lambda: {"b": 2}, lambda table: table["b"] == 2) == {"b": 2}


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path, monkeypatch):
    (tmp_path / "in the way").write_text("", encoding="utf-8")
    monkeypatch.setenv("CONFLICTMAP_CACHE", str(tmp_path / "in the way"))
    assert kept("t", "k", lambda: {"a": 1}, yes) == {"a": 1}
    assert kept("t", "k", lambda: {"a": 2}, yes) == {"a": 2}


def test_it_can_be_switched_off(monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_CACHE", "")
    assert cache_folder() is None
    assert kept("t", "k", lambda: {"a": 1}, yes) == {"a": 1}
    assert kept("t", "k", lambda: {"a": 2}, yes) == {"a": 2}


def test_old_tables_are_cleared(cache):
    for number in range(30):
        kept("t", content_key(str(number)), lambda: {"a": 1}, yes)
    assert len(list(cache.iterdir())) == 24


def test_the_key_follows_the_code_of_every_module_that_keeps_a_table():
    package = Path(indexstore.__file__).parents[2]
    keepers = {path for path in package.rglob("*.py") if "names.indexstore import" in path.read_text(encoding="utf-8")}
    assert keepers
    assert keepers <= set(indexstore._MAKERS.rglob("*.py"))


def test_the_key_follows_the_content():
    assert content_key("a", "b") == content_key("a", "b")
    assert len({content_key("a", "b"), content_key("ab"), content_key("a", "c"), content_key(["a", "b"])}) == 4


STRINGS = (
    "Ghazaliyah, west Baghdad",
    "al-Wahdah",
    "20 km south of Baquba",
    "Tahrir Square",
    "Ghazalia",
    "Fallooja",
    "Kirkik",
)


def answers(resolver):
    return [resolver.geocode(found) for text in STRINGS if (found := resolver.read(text))]


def fits(index, table):
    """Whether a table is used; an error is taken for a table that does not fit."""
    try:
        return index._check(table)
    except (TypeError, ValueError, KeyError):
        return False


@pytest.mark.long
def test_an_index_from_disk_answers_like_one_just_made(cache, monkeypatch):
    gazetteer, language = load_gazetteer(), load_language()
    first = answers(Resolver(gazetteer, language))
    assert {p.name.split("-")[0] for p in cache.iterdir()} == {"names", "likenesses", "world", "cells"}
    monkeypatch.setattr("conflictmap.geocoding.names.nametables.NameTables.table", never)
    assert answers(Resolver(gazetteer, language)) == first


@pytest.mark.long
def test_a_row_renamed_is_another_index(cache):
    gazetteer, language = load_gazetteer(), load_language()
    Resolver(gazetteer, language)
    places = tuple(replace(p, name="Zarabad") if p.place_id == "iq-kut" else p for p in gazetteer.places)
    changed = Resolver(replace(gazetteer, places=places), language)
    assert changed.geocode(changed.read("Zarabad")).place_id == "iq-kut"
    assert len([p for p in cache.iterdir() if p.name.startswith("names")]) == 2


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "value"),
    [("numbers", 999_999), ("numbers", -1), ("numbers", "0"), ("counts", 0), ("ranks", 10_000), ("worths", 7.0)],
)
def test_an_index_with_wrong_numbers_is_not_used(cache, name, value):
    gazetteer, language = load_gazetteer(), load_language()
    index = Resolver(gazetteer, language).index
    table = json.loads(json.dumps(index._table))
    assert index._check(table)
    table[name][0] = value
    assert not fits(index, table)


@pytest.mark.long
def test_the_cells_of_the_map_are_those_of_the_polygons(cache, monkeypatch):
    gazetteer = load_gazetteer()
    areas = Areas(gazetteer, load_precision().derived)
    points = [(29.0 + 0.41 * i, 39.0 + 0.37 * j) for i in range(20) for j in range(26)]
    told = [areas.at(lat, lon) for lat, lon in points]
    middles = [(round(lat * 30) / 30, round(lon * 30) / 30) for lat, lon in points]
    tree = shapely.STRtree([a.shape for a in gazetteer.districts])
    for (lat, lon), found in zip(middles, told, strict=True):
        hits = tree.query(shapely.Point(lon, lat), predicate="intersects")
        names = {(gazetteer.districts[i].province, gazetteer.districts[i].name) for i in hits} or {(None, None)}
        assert found in names
    assert len(set(told)) > 60
    monkeypatch.setattr("conflictmap.geocoding.placing.areas.Areas._made", never)
    assert [Areas(gazetteer, load_precision().derived).at(lat, lon) for lat, lon in points] == told


@pytest.mark.long
def test_cells_tell_of_a_point_at_home_what_the_polygons_do():
    gazetteer = load_gazetteer()
    areas = Areas(gazetteer, load_precision().derived)
    points = [(28.6 + 0.093 * i, 38.3 + 0.107 * j) for i in range(100) for j in range(100)]
    told = [areas.is_home(lat, lon) for lat, lon in points]
    assert told == [gazetteer.holds(lat, lon) for lat, lon in points]
    assert 3_000 < sum(told) < 7_000
    assert sum(areas._cell(lat, lon)[2] for lat, lon in points) > 0.6 * sum(told)


@pytest.mark.parametrize(
    "spoil", [{"west": "0"}, {"south": 1.5}, {"rows": ["\u0101\u0fff"]}, {"rows": ["a"]}, {"names": [[None]]}]
)
def test_cells_of_another_shape_are_not_used(spoil):
    table = {"west": 1, "south": 2, "rows": ["\u0100\u0101"], "names": [[None, None], ["P", "D"]]}
    assert cells_fit(table)
    assert not cells_fit(table | spoil)
