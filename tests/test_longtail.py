"""The second layer: what is filed can be found under the geocoder's own keys, and never stands against a curated row."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from instructions import instructions

from conflictmap.gazetteer import KINDS, LongTail, load_gazetteer
from conflictmap.gazetteer.longtail import COLUMNS, SOURCE, STAGES
from conflictmap.geocoding.names.romanisation import consonants, load_romanisation
from conflictmap.geocoding.resolver import resolver_for
from conflictmap.geometry import distance_km
from conflictmap.language import load_language
from conflictmap.model import BadInputError
from conflictmap.placekinds import SETTLEMENT_KINDS

ROOT = Path(__file__).resolve().parents[1] / "gazetteer"
sys.path.insert(0, str(ROOT))

from steps import localities  # noqa: E402


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


@pytest.fixture(scope="module")
def tail(gazetteer):
    return gazetteer.long_tail


@pytest.fixture(scope="module")
def folder(gazetteer):
    return resolver_for(gazetteer, load_language()).folder


def test_it_is_long_and_sound(tail, gazetteer):
    rows = list(tail)
    assert len(rows) == len(tail) > 21_000
    provinces = {p.name for p in gazetteer.country.provinces}
    assert len({p.place_id for p in rows}) == len(rows)
    for place in rows:
        assert place.kind in KINDS & SETTLEMENT_KINDS
        assert place.source == SOURCE
        assert place.province in provinces
        assert place.district
        assert place.district_pcode.startswith(place.province_pcode)
        assert gazetteer.by_id[place.parent].kind == "district"


def test_every_name_is_found_under_the_geocoders_keys(tail, folder):
    """The keys are made when the gazetteer is built; the folding of today must be the one they were made with."""
    romanisation = load_romanisation()
    for place in list(tail)[::7]:
        for name in place.names:
            key = folder.exact(name)
            if not key:
                continue
            assert place in tail.lookup(key), f"run: python gazetteer/build.py merge ({name})"
            if key.isascii():
                assert place in tail.lookup(folder.vowels(key), "vowels"), name
                spelled = {romanisation.skeleton(reading) for reading in romanisation.readings(key)}
                assert all(place in tail.lookup(s, "spelled") for s in spelled if consonants(s) >= 3), name


def test_a_village_is_found_without_the_word_for_village(tail, folder):
    (place,) = [p for p in tail.lookup(folder.exact("Nughran")) if p.source_id == "1327222167"]
    assert (place.province, place.district) == ("Erbil", "Makhmur")
    whole = [p for p in tail if p.name.startswith("Qaryat ")]
    assert len(whole) > 100
    assert all(p in tail.lookup(folder.exact(p.name.removeprefix("Qaryat "))) for p in whole[::10])


def test_no_row_is_a_curated_place(tail, gazetteer, folder):
    ids = {p.source_id for p in gazetteer.places if p.source == "wof"}
    assert not [p.place_id for p in tail if p.source_id in ids]
    for place in gazetteer.places:
        if place.kind not in SETTLEMENT_KINDS:
            continue
        for row in tail.lookup(folder.exact(place.name)):
            if row.source != SOURCE:  # another place of the first layer, under a name of its own
                continue
            assert distance_km(row.lat, row.lon, place.lat, place.lon) > max(8.0, place.radius_km), (row, place)


def test_further_names_lead_to_the_curated_place(tail, gazetteer, folder):
    """ "Qizil Ribat" is the old name of a town that has a curated row without it."""
    place = gazetteer.by_id["iq-saadiya-diyala"]
    key = folder.exact("Qizil Ribat")
    assert key not in {folder.exact(name) for name in place.names}
    assert tail.lookup(key) == (place,)
    assert tail.get(place.place_id) is None


def test_an_unknown_name_and_an_unknown_stage(tail):
    assert tail.lookup("nosuchplaceatall") == ()
    assert tail.lookup("") == ()
    assert tail.get("iq-wof-0") is None
    with pytest.raises(KeyError):
        tail.lookup("x", "likeness")


def test_the_gazetteer_knows_its_rows_by_id(gazetteer, tail):
    place = next(iter(tail))
    assert gazetteer.get(place.place_id) is place
    assert place.place_id not in gazetteer.by_id
    assert gazetteer.area(place.place_id).area > 0
    assert gazetteer.get("iq-nowhere") is None


def test_it_loads_without_going_through_its_rows(gazetteer):
    """Files, index and a first look-up: work that does not grow with 22,000 places, counted and not timed."""

    def look_up():
        tail = LongTail.find(gazetteer.folders, gazetteer.by_id)
        return tail.lookup("nughran")

    assert instructions(look_up) < 40_000


def test_a_country_without_one(gazetteer, tmp_path):
    assert LongTail.find((tmp_path,), gazetteer.by_id) is None


def write(folder, rows, keys):
    (folder / "longtail.tsv").write_text("\t".join(COLUMNS) + "\n" + rows, encoding="utf-8")
    (folder / "longtail.keys").write_text(keys, encoding="utf-8")
    return LongTail.find((folder,), {})


ROW = "zz-1\tAlpha\tvillage\t33.0\t44.0\t\t\t\t\t\t1\n"


def test_a_small_one(tmp_path):
    tail = write(tmp_path, ROW, "exact 1\nalpha\n0\nvowels 0\nspelled 0\n")
    (place,) = tail.lookup("alpha")
    assert (place.name, place.province, place.aliases, place.radius_km) == ("Alpha", None, (), 1.5)
    assert tail.lookup("alpha", "spelled") == ()


@pytest.mark.parametrize("keys", ["exact 2\nalpha\n0\n", "exact\nalpha\n0\n", "exact x\n", "exact 1\nalpha"])
def test_broken_keys_are_told(tmp_path, keys):
    with pytest.raises(BadInputError, match=r"longtail\.keys"):
        write(tmp_path, ROW, keys).lookup("alpha")


def test_a_broken_table_is_told(tmp_path):
    tail = write(tmp_path, ROW, "exact 1\nalpha\n0\n")
    (tmp_path / "longtail.tsv").write_text("a\tb\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"longtail\.tsv"):
        tail.lookup("alpha")


# ---- the build


def test_the_committed_copy_has_the_columns_in_use():
    with (ROOT / "raw" / "iraq" / "localities.tsv").open(encoding="utf-8") as file:
        lines = file.read().splitlines()
    assert lines[0].split("\t") == localities.RAW
    assert len(lines) == 22_764
    assert all(line.count("\t") == len(localities.RAW) - 1 for line in lines)


def test_copying_keeps_settlements_by_id(tmp_path):
    source = tmp_path / "a.tsv"
    header = "wof_id\tname\tplacetype\tlat\tlon\tpopulation\tgeometry_source\talternate_names\n"
    source.write_text(
        header + '20\t"B"\tlocality\t1\t2\t\tx\tBe|Bee\n9\tA\tlocality\t1\t2\t5\tx\t\n3\tC\tcounty\t1\t2\t\tx\t\n',
        encoding="utf-8",
    )
    assert localities.copy(source).splitlines()[1:] == [
        "9\tA\tlocality\t1\t2\t5\t",
        '20\t"B"\tlocality\t1\t2\t\tBe|Bee',
    ]


DISTRICTS = [
    {
        "properties": {"pcode": "ZZ01"},
        "geometry": {"type": "Polygon", "coordinates": [[[44, 33], [45, 33], [45, 34], [44, 34], [44, 33]]]},
    }
]
PLACES = [
    {"place_id": "zz", "name": "Zed", "kind": "country", "aliases": "", "name_ar": "", "name_ku": "", "source": "own"},
    {
        "place_id": "zz-omega", "name": "Omega", "kind": "town", "lat": "33.5", "lon": "44.5", "radius_km": "3",
        "aliases": "Umega", "name_ar": "", "name_ku": "", "source": "wof", "source_id": "7",
    },
]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("1\tAlpha\tlocality\t33.5\t44.5\t\t", True),
        ("1\tAlpha\tlocality\t33.5\t45.02\t\t", True),  # just over the border
        ("1\tAlpha\tlocality\t33.5\t45.2\t\t", False),  # abroad
        ("7\tAlpha\tlocality\t33.9\t44.9\t\t", False),  # the id of a curated row
        ("1\tUmega\tlocality\t33.55\t44.5\t\t", False),  # its name, 5.6 km away
        ("1\tAlpha\tlocality\t33.55\t44.5\t\tQaryat al Omega", False),  # a spelling of it
        ("1\tOmega\tlocality\t33.6\t44.5\t\t", True),  # a namesake, 11 km away
    ],
)
def test_what_is_left_out(tmp_path, row, kept):
    raw = tmp_path / "localities.tsv"
    raw.write_text("\t".join(localities.RAW) + "\n" + row + "\n", encoding="utf-8")
    texts = localities.long_tail(raw, PLACES, DISTRICTS)
    ids = [line.split("\t")[0] for line in texts["longtail.tsv"].splitlines()[1:]]
    assert ("zz-wof-1" in ids) == kept


def test_names_that_the_curated_row_lacks_point_to_it(tmp_path):
    raw = tmp_path / "localities.tsv"
    row = "1\tOmega\tlocality\t33.5\t44.5\t\tOmegah|Tel Zeta|أوميغا\n"
    raw.write_text("\t".join(localities.RAW) + "\n" + row, encoding="utf-8")
    texts = localities.long_tail(raw, PLACES, DISTRICTS)
    (line,) = texts["longtail.tsv"].splitlines()[1:]
    assert line.split("\t")[:2] == ["zz-omega", "Tel Zeta"]
    assert texts["longtail.keys"].splitlines() == [
        "exact 1",
        "tallzeta",
        "0",
        *("vowels 1", "talzita", "0"),
        *("spelled 1", "tlzt", "0"),
    ]


def test_spellings_are_sorted(tmp_path):
    raw = tmp_path / "localities.tsv"
    names = "قرية|Qaryat al ‘Āliyah|ALX|aliya|Альфа|گوندە|Aliyeh|قرية"
    raw.write_text(
        "\t".join(localities.RAW) + f"\n1\tQaryat al `Aliyah\tlocality\t33.5\t44.5\t12000\t{names}\n", "utf-8"
    )
    texts = localities.long_tail(raw, PLACES, DISTRICTS)
    fields = dict(zip(COLUMNS, texts["longtail.tsv"].splitlines()[1].split("\t"), strict=True))
    assert (fields["name"], fields["aliases"]) == ("Qaryat al Aliyah", "Aliyeh")
    assert (fields["name_ar"], fields["name_ku"], fields["kind"]) == ("قرية", "گوندە", "town")
    assert [line.split()[0] for line in texts["longtail.keys"].splitlines() if line.split()[0] in STAGES] == list(
        STAGES
    )
    assert "aliyah" in texts["longtail.keys"].splitlines()
