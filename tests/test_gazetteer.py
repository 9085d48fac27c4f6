"""The shipped gazetteer: loading, polygons, names, and areas of places told by their relation to others."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from conflictmap.gazetteer import (
    KINDS,
    Gazetteer,
    Place,
    between_id,
    check,
    countries,
    data_folder,
    load_gazetteer,
    offset_id,
    parse_id,
    part_id,
)
from conflictmap.gazetteer.checks import check_places
from conflictmap.geometry import BEARINGS, POINTS, bearing, distance_km
from conflictmap.model import BadInputError

GOVERNORATES = [
    "Anbar", "Babil", "Baghdad", "Basra", "Dhi Qar", "Diyala", "Duhok", "Erbil", "Halabja", "Karbala", "Kirkuk", "Maysan",
    "Muthanna", "Najaf", "Nineveh", "Qadisiyah", "Salah al-Din", "Sulaymaniyah", "Wasit",
]  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """An empty data folder, so that what this machine's user has imported does not count."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def gazetteer(home):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CONFLICTMAP_DATA", str(home))
        yield load_gazetteer()


@pytest.fixture(autouse=True)
def _no_user_data(home, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(home))


# ---- what is shipped


def test_all_governorates_and_districts(gazetteer):
    assert sorted(a.name for a in gazetteer.provinces) == GOVERNORATES
    assert sorted(p.name for p in gazetteer.country.provinces) == GOVERNORATES
    assert len(gazetteer.districts) == 101
    assert len({a.pcode for a in gazetteer.districts}) == 101
    assert {a.province for a in gazetteer.districts} == set(GOVERNORATES)


def test_polygons_share_borders_and_nothing_else(gazetteer):
    for areas in (gazetteer.provinces, gazetteer.districts):
        shapes = [a.shape for a in areas]
        assert all(s.is_valid and s.geom_type == "Polygon" for s in shapes)
        assert shapely.coverage_is_valid(shapes)
        union = shapely.union_all(shapes)
        assert union.geom_type == "Polygon"
        assert not union.interiors
        assert sum(s.area for s in shapes) == pytest.approx(union.area, abs=1e-9)


def test_the_land_is_as_large_as_it_is_known_to_be(gazetteer):
    km2 = {a.name: a.shape.area * 111.195**2 * _cos(a.shape.centroid.y) for a in gazetteer.provinces}
    assert sum(km2.values()) == pytest.approx(437_000, rel=0.02)
    for name, known in [
        ("Anbar", 138_000),
        ("Muthanna", 51_700),
        ("Nineveh", 37_300),
        ("Kirkuk", 9_700),
        ("Halabja", 1_400),
    ]:
        assert km2[name] == pytest.approx(known, rel=0.15), name


def _cos(degrees):
    import math

    return math.cos(math.radians(degrees))


@pytest.mark.parametrize(
    ("lat", "lon", "province", "district"),
    [
        (33.30, 44.40, "Baghdad", None),
        (36.34, 43.13, "Nineveh", "Mosul"),
        (35.47, 44.39, "Kirkuk", "Kirkuk"),
        (30.51, 47.78, "Basra", "Basra"),
        (33.35, 43.78, "Anbar", "Fallujah"),
        (34.60, 43.68, "Salah al-Din", "Tikrit"),
        (33.75, 44.64, "Diyala", "Baqubah"),
        (36.37, 42.45, "Nineveh", "Tal Afar"),
        (35.18, 45.98, "Halabja", "Halabja"),
        (35.56, 45.43, "Sulaymaniyah", "Sulaymaniyah"),
        (36.19, 44.01, "Erbil", "Erbil"),
        (36.87, 42.99, "Duhok", "Duhok"),
        (32.61, 44.02, "Karbala", "Karbala"),
        (32.00, 44.33, "Najaf", "Najaf"),
        (32.48, 44.43, "Babil", "Hilla"),
        (32.51, 45.82, "Wasit", "Kut"),
        (31.99, 44.93, "Qadisiyah", "Diwaniyah"),
        (31.04, 46.26, "Dhi Qar", "Nasiriyah"),
        (31.84, 47.15, "Maysan", None),
        (31.31, 45.28, "Muthanna", "Samawah"),
        (33.06, 44.36, "Baghdad", "Mahmudiyah"),
        (35.32, 43.77, "Kirkuk", "Hawija"),
        (34.88, 44.63, "Salah al-Din", "Tuz Khurmatu"),
        (35.77, 43.60, "Erbil", "Makhmur"),
        (33.51, 36.29, None, None),  # Damascus
        (29.37, 47.98, None, None),  # Kuwait City
        (0.0, 0.0, None, None),
    ],
)
def test_what_lies_where(gazetteer, lat, lon, province, district):
    assert gazetteer.province_of(lat, lon) == province
    if district or province is None:
        assert gazetteer.district_of(lat, lon) == district


@pytest.mark.parametrize("likely", [None, "Baghdad", "Basra", "Nowhere"])
def test_the_country_holds_a_point_wherever_it_is_looked_for_first(gazetteer, likely):
    assert gazetteer.holds(33.31, 44.37, likely)
    assert gazetteer.holds(30.51, 47.80, likely)
    assert not gazetteer.holds(35.69, 51.42, likely)


def test_a_district_lies_in_its_province(gazetteer):
    whole = {a.name: a.shape for a in gazetteer.provinces}
    for district in gazetteer.districts:
        assert whole[district.province].buffer(1e-9).covers(district.shape), district.name


@pytest.mark.parametrize(
    ("spelling", "name"),
    [
        ("Ninewa", "Nineveh"), ("ninawa", "Nineveh"), ("At-Ta'mim", "Kirkuk"), ("Tameem", "Kirkuk"), ("Saladin", "Salah al-Din"),
        ("Salahuddin", "Salah al-Din"), ("salah ad-din", "Salah al-Din"), ("Babylon", "Babil"), ("Thi-Qar", "Dhi Qar"),
        ("Missan", "Maysan"), ("Dahuk", "Duhok"), ("Dohuk", "Duhok"), ("Arbil", "Erbil"), ("Irbil", "Erbil"), ("Hawler", "Erbil"),
        ("Al-Qadissiya", "Qadisiyah"), ("Al-Anbar", "Anbar"), ("Anbar province", "Anbar"), ("province of Diyala", "Diyala"),
        ("Kerbala", "Karbala"), ("Wassit", "Wasit"), ("Basrah", "Basra"), ("Halabcha", "Halabja"), ("IQG15", "Nineveh"),
        ("نينوى", "Nineveh"), ("BAGHDAD GOVERNORATE", "Baghdad"), ("Suleimaniya", "Sulaymaniyah"), ("An Najaf", "Najaf"),
    ],
)  # fmt: skip
def test_every_spelling_of_a_province(gazetteer, spelling, name):
    assert gazetteer.province_named(spelling).name == name


@pytest.mark.parametrize("text", ["", "Aleppo", "province", "Ninevehh"])
def test_no_province(gazetteer, text):
    assert gazetteer.province_named(text) is None


def test_near_misses_are_offered(gazetteer):
    assert gazetteer.provinces_like("Ninevehh")[0] == "Nineveh"
    assert gazetteer.provinces_like("Dyalla")[0] == "Diyala"
    assert gazetteer.provinces_like("xqz") == []


def test_rows(gazetteer):
    assert len(gazetteer.places) > 1500
    ids = [p.place_id for p in gazetteer.places]
    assert ids == sorted(set(ids))
    assert {p.kind for p in gazetteer.places} <= KINDS
    assert {p.province for p in gazetteer.places} <= {*GOVERNORATES, None}
    assert gazetteer.get("iq-mosul").province_pcode == "IQG15"
    assert gazetteer.get("iq-mosul").district_pcode == "IQG15Q05"
    assert gazetteer.get("iq-amara").district == "Amarah"
    assert gazetteer.get("iq-province-halabja").province_pcode == "IQG06"
    assert gazetteer.get("no-such-place") is None
    for province in gazetteer.country.provinces:
        assert gazetteer.get(province.place_id).kind == "province"
        assert gazetteer.get(province.capital).province == province.name, province.capital


def test_the_index_of_names(gazetteer):
    names = dict(gazetteer.names())
    assert names["بغداد"].province == "Baghdad"
    assert names["Iraq"].kind == "country"
    assert "" not in names


def test_nothing_is_wrong_with_it():
    assert check() == []


def test_shapely_is_not_needed_to_load_the_table():
    code = (
        "import sys; from conflictmap.gazetteer import load_gazetteer; load_gazetteer();"
        "print(sorted({'shapely', 'pandas', 'geopandas', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_basemap(gazetteer):
    features = gazetteer.basemap["features"]
    layers = {}
    for feature in features:
        layers.setdefault(feature["properties"]["layer"], []).append(feature)
    assert set(layers) == {"neighbour", "district", "province", "river", "lake", "label"}
    assert len(layers["province"]) == 19
    assert {"Tigris", "Euphrates"} <= {f["properties"]["name"] for f in layers["river"]}
    assert {"Iran", "Syria", "Turkey", "Jordan", "Kuwait", "Saudi Arabia"} <= {
        f["properties"]["name"] for f in layers["neighbour"]
    }
    assert all(4 <= f["properties"]["zoom"] <= 12 for f in layers["label"])
    assert len(json.dumps(gazetteer.basemap, ensure_ascii=False, separators=(",", ":")).encode()) < 500_000


def test_an_unknown_layer_is_empty(gazetteer):
    assert gazetteer.features("oceans") == []


# ---- finding a country


@pytest.mark.parametrize("name", ["iraq", "Iraq", "IQ", "iq", "IRQ"])
def test_a_country_has_several_names(name):
    assert load_gazetteer(name).country.place_id == "iq"


@pytest.mark.parametrize("name", ["atlantis", "", "..", "../../etc", "steps"])
def test_no_such_country(name):
    with pytest.raises(BadInputError, match="there are iraq"):
        load_gazetteer(name)


def test_it_is_read_once(gazetteer):
    assert load_gazetteer() is gazetteer
    assert countries() == ["iraq"]


def test_the_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.delenv("CONFLICTMAP_DATA")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "xdg"))
    assert data_folder() == tmp_path / "xdg" / "conflictmap"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert data_folder() == Path.home() / ".local" / "share" / "conflictmap"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert data_folder() == Path.home() / "Library" / "Application Support" / "conflictmap"
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    assert data_folder() == tmp_path / "local" / "conflictmap"


OWN = "place_id,name,kind,lat,lon,province\niq-my-village,My Village,village,33.1,44.1,Babil\niq-mosul,Mawsil,city,36.3,43.1,Nineveh\n"


def test_rows_of_the_users_own_are_added_and_win(monkeypatch, tmp_path):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path))
    folder = tmp_path / "gazetteer" / "iraq"
    folder.mkdir(parents=True)
    (folder / "own.csv").write_text(OWN, encoding="utf-8")
    gazetteer = load_gazetteer()
    assert gazetteer.get("iq-my-village").radius_km == 1.5
    assert gazetteer.get("iq-mosul").name == "Mawsil"
    (folder / "own.csv").unlink()
    assert load_gazetteer().get("iq-my-village") is None


def test_a_changed_country_file_is_read_again(monkeypatch, tmp_path):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path))
    file = tmp_path / "gazetteer" / "land" / "country.toml"
    file.parent.mkdir(parents=True)
    table = 'place_id = "xl"\nname = "{}"\niso2 = "XL"\niso3 = "XLA"\nbbox = [0, 0, 1, 1]\nlat = 0.5\nlon = 0.5\n'
    file.write_text(table.format("Oldland"), encoding="utf-8")
    assert load_gazetteer("Oldland").country.name == "Oldland"
    file.write_text(table.format("Newland"), encoding="utf-8")
    os.utime(file, ns=(1, 1))
    assert load_gazetteer("Newland").country.name == "Newland"
    with pytest.raises(BadInputError):
        load_gazetteer("Oldland")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("name,kind\na,b\n", "no column place_id"),
        ("place_id,name,kind,lat,lon\niq-a,A,village,north,44\n", "own.csv:2: unusable: north, 44 are no degrees"),
        *(
            (f"place_id,name,kind,lat,lon,radius_km\niq-a,A,village,33,44,{radius}\n", "is no distance in km")
            for radius in ("-5", "0", "nan", "inf", "1e99", "1_5", "9" * 400, "٥", "five")
        ),
        *(
            (
                f"place_id,name,kind,lat,lon,population\niq-a,A,village,33,44,{population}\n",
                "is no number of inhabitants",
            )
            for population in ("-5", "1_5", "1.5", "9" * 4_000, "9" * 5_000, "٥", "many")
        ),
        *(
            (f"place_id,name,kind,lat,lon\niq-a,A,village,{lat},44\n", "are no degrees")
            for lat in ("nan", "3_3", "inf", "1e1000", "٣٣", " ", "3" * 5_000)
        ),
        ("place_id,name,kind,lat,lon\niq-a,A,village,133,44\n", "own.csv:2: unusable: 133, 44 are no degrees"),
        ("place_id,name,kind,lat,lon\niq-a,A,hamlet,33,44\n", "kind 'hamlet' is unknown"),
        ("place_id,name,kind,lat,lon\niq-a,A,village,33\n", "4 fields where the header has 5"),
        ("", "no column"),
    ],
)
def test_bad_rows_are_named(monkeypatch, tmp_path, text, complaint):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path))
    folder = tmp_path / "gazetteer" / "iraq"
    folder.mkdir(parents=True)
    (folder / "own.csv").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as caught:
        load_gazetteer()
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


LAND = 'place_id = "xl"\nname = "X"\niso2 = "XL"\niso3 = "XLA"\nbbox = [0, 0, 1, 1]\nlat = 0.5\nlon = 0.5\n'
BAD_LANDS = [
    (LAND.replace(old, new), complaint)
    for old, new, complaint in (
        ("lat = 0.5", "lat = nan", "are no degrees"),
        ("lon = 0.5", "lon = -inf", "are no degrees"),
        ("lon = 0.5", "lon = 181", "are no degrees"),
        ("[0, 0, 1, 1]", "[0, nan, 1, 1]", "are no degrees"),
        ("[0, 0, 1, 1]", "[0, 0]", "IndexError"),
    )
]


@pytest.mark.parametrize(("text", "complaint"), [("name = ", "unusable"), ('name = "X"\n', "KeyError"), *BAD_LANDS])
def test_a_bad_country_file_is_named(monkeypatch, tmp_path, text, complaint):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path))
    folder = tmp_path / "gazetteer" / "nowhere"
    folder.mkdir(parents=True)
    (folder / "country.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=complaint):
        load_gazetteer("nowhere")


# ---- what the check finds


def _broken(gazetteer, *places):
    return "\n".join(check_places(Gazetteer(gazetteer.country, places, gazetteer.folders)))


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        (Place("iq-x", "X", "village", 33.3, 44.4, 1.0, province="Basra"), "lies in Baghdad, not in Basra"),
        (Place("iq-x", "X", "village", 33.3, 44.4, 1.0, province="Mordor"), "province 'Mordor' is unknown"),
        (Place("iq-x", "X", "village", 51.5, 0.0, 1.0), "outside Iraq"),
        (Place("iq-x", "X", "village", 33.3, 44.4, 1.0, parent="iq-y"), "parent 'iq-y' is unknown"),
        (Place("iq-x", "X", "village", 33.3, 44.4, 1.0, parent="iq-x"), "in a circle"),
        (Place("iq x", "X", "village", 33.3, 44.4, 1.0), "not a well-formed id"),
        (Place("iq-x", " ", "village", 33.3, 44.4, 1.0), "no name"),
        (Place("iq-x", "X", "village", 33.3, 44.4, 0.0), "radius 0 km"),
        (Place("iq-x", "X", "road", 33.3, 44.4, 1.0, wkt="LINESTRING (1 2"), "no valid line or polygon"),
    ],
)
def test_what_the_check_finds(gazetteer, place, complaint):
    assert complaint in _broken(gazetteer, place)


def test_two_rows_at_one_spot(gazetteer):
    first = Place("iq-a", "A", "village", 33.3, 44.4, 1.0)
    between = Place("iq-m", "M", "village", 33.30001, 45.4, 1.0)
    second = Place("iq-z", "Z", "village", 33.30002, 44.4, 1.0)
    assert "iq-a and iq-z: two rows at one spot" in _broken(gazetteer, first, between, second)
    trio = Gazetteer(gazetteer.country, (first, between, second), gazetteer.folders)
    assert list(check_places(trio, frozenset({"iq-z"}))) == []


# ---- areas


@pytest.mark.parametrize(
    ("place_id", "parts"),
    [
        ("iq-baghdad", ("iq-baghdad", "self", None, None, None)),
        ("iq-baghdad@in-W", ("iq-baghdad", "part", "W", None, None)),
        ("iq-baghdad@in-C", ("iq-baghdad", "part", "C", None, None)),
        ("iq-baghdad@W", ("iq-baghdad", "outside", "W", None, None)),
        ("iq-kirkuk@S20", ("iq-kirkuk", "offset", "S", 20.0, None)),
        ("iq-kirkuk@NNE7.5", ("iq-kirkuk", "offset", "NNE", 7.5, None)),
        ("iq-tikrit~iq-baiji", ("iq-tikrit", "between", None, None, "iq-baiji")),
    ],
)
def test_ids_are_taken_apart(place_id, parts):
    found = parse_id(place_id)
    assert (found.base, found.relation, found.direction, found.km, found.other) == parts


@pytest.mark.parametrize(
    "place_id", ["", "@W", "iq-a@", "iq-a@C", "iq-a@in-W20", "iq-a@X", "iq-a@NS", "a~b~c", "a b", "a@W@E", "a~"]
)
def test_ill_formed_ids(place_id, gazetteer):
    assert parse_id(place_id) is None
    assert gazetteer.area(place_id) is None


def test_ids_are_put_together():
    assert part_id("iq-baghdad", "W") == "iq-baghdad@in-W"
    assert offset_id("iq-kirkuk", "S") == "iq-kirkuk@S"
    assert offset_id("iq-kirkuk", "S", 20.0) == "iq-kirkuk@S20"
    assert offset_id("iq-kirkuk", "S", 32.18) == "iq-kirkuk@S32.2"
    assert between_id("iq-tikrit", "iq-baiji") == between_id("iq-baiji", "iq-tikrit") == "iq-baiji~iq-tikrit"


@given(st.sampled_from(POINTS), st.floats(0.1, 500))
def test_ids_survive_the_round(point, km):
    found = parse_id(offset_id("iq-kirkuk", point, km))
    assert (found.relation, found.direction) == ("offset", point)
    assert found.km == pytest.approx(km, abs=0.051)


@pytest.mark.parametrize("point", POINTS)
def test_a_sector_is_in_the_town_and_on_its_side(gazetteer, point):
    town = gazetteer.get("iq-baghdad")
    whole, part = gazetteer.area(town.place_id), gazetteer.area(part_id(town.place_id, point))
    assert whole.buffer(1e-3).covers(part)
    assert part.area == pytest.approx(whole.area / 4, rel=0.05)
    turned = abs(bearing(town.lat, town.lon, part.centroid.y, part.centroid.x) - BEARINGS[point]) % 360
    assert min(turned, 360 - turned) < 2


@pytest.mark.parametrize("point", POINTS)
def test_outside_is_outside_and_on_its_side(gazetteer, point):
    town = gazetteer.get("iq-kirkuk")
    beyond = gazetteer.area(offset_id(town.place_id, point))
    assert not beyond.covers(shapely.Point(town.lon, town.lat))
    assert beyond.centroid.distance(shapely.Point(town.lon, town.lat)) > 0.05
    turned = abs(bearing(town.lat, town.lon, beyond.centroid.y, beyond.centroid.x) - BEARINGS[point]) % 360
    assert min(turned, 360 - turned) < 3


@pytest.mark.parametrize("km", [1, 20, 75])
def test_an_offset_disc(gazetteer, km):
    town = gazetteer.get("iq-kirkuk")
    disc = gazetteer.area(offset_id(town.place_id, "S", km))
    assert distance_km(town.lat, town.lon, disc.centroid.y, disc.centroid.x) == pytest.approx(km, abs=0.05)
    assert disc.centroid.y < town.lat


def test_between_two_places(gazetteer):
    first, second = gazetteer.get("iq-tikrit"), gazetteer.get("iq-samarra")
    corridor = gazetteer.area(between_id(first.place_id, second.place_id))
    assert corridor.covers(shapely.Point((first.lon + second.lon) / 2, (first.lat + second.lat) / 2))
    assert gazetteer.area("iq-tikrit~iq-nowhere") is None


@pytest.mark.parametrize(("place_id", "point", "inside", "outside"), [
    ("iq-province-anbar", "W", (40.0, 32.8), (43.8, 33.3)),
    ("iq-province-anbar", "E", (43.8, 33.3), (40.0, 32.8)),
    ("iq", "N", (43.1, 36.3), (47.8, 30.5)),
    ("iq", "S", (47.8, 30.5), (43.1, 36.3)),
])  # fmt: skip
def test_parts_of_polygons(gazetteer, place_id, point, inside, outside):
    whole, part = gazetteer.area(place_id), gazetteer.area(part_id(place_id, point))
    assert whole.buffer(1e-6).covers(part)
    assert part.covers(shapely.Point(inside))
    assert not part.covers(shapely.Point(outside))


def test_the_middle_and_the_outside_of_a_polygon(gazetteer):
    whole = gazetteer.area("iq-province-diyala")
    assert whole.covers(gazetteer.area("iq-province-diyala@in-C").centroid)
    beyond = gazetteer.area("iq-province-diyala@S")
    assert beyond.intersection(whole).area < 1e-9


def test_every_row_has_an_area(gazetteer):
    for place in gazetteer.places:
        area = gazetteer.area(place.place_id)
        assert area.area > 0, place.place_id
        assert area.is_valid, place.place_id


@pytest.mark.parametrize(("kind", "reach", "half"), [("road", 190.0, 5.0), ("street", 2.0, 0.4), ("road", 2.0, 2.0)])
def test_a_line_is_a_ribbon_as_wide_as_its_kind_and_not_as_its_reach(gazetteer, kind, reach, half):
    line = Place("iq-line", "Line", kind, 33.5, 44.5, reach, wkt="LINESTRING (44 33, 45 34)")
    area = Gazetteer(gazetteer.country, (line,), gazetteer.folders).area("iq-line")
    assert area.covers(shapely.Point(44.5, 33.5))
    width_km = area.area * _cos(33.5) * 111.195**2 / distance_km(33, 44, 34, 45)
    assert width_km == pytest.approx(2 * half, rel=0.08)
