"""Provinces of other eras: the shipped table is sound, and a claim goes as far as it says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from conflictmap.gazetteer import CLAIM_SOURCES, load_gazetteer
from conflictmap.gazetteer.claims import CLAIM_COLUMNS, read_claims
from conflictmap.model import BadInputError

TABLE = Path(__file__).resolve().parents[1] / "gazetteer" / "iraq" / "claimed_provinces.csv"


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer()


def test_the_table_is_sound(gazetteer):
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    assert lines[0].split(",") == CLAIM_COLUMNS
    assert all(line.count(",") == len(CLAIM_COLUMNS) - 1 for line in lines)
    rows = gazetteer.claims.rows
    assert len(rows) == len(lines) - 1 > 50
    assert max(Counter((r.place_id, r.province_id, r.source) for r in rows).values()) == 1
    for row in rows:
        place, province = gazetteer.by_id[row.place_id], gazetteer.by_id[row.province_id]
        assert province.kind == "province"
        assert place.province != province.name, row
        assert row.note, row
        assert (row.reach_km == 0) == (place.kind == "district"), row
    assert {r.source for r in rows} == set(CLAIM_SOURCES)


@pytest.mark.parametrize(
    ("place_id", "province", "claimed"),
    [
        ("iq-mahmudiyah", "Babil", True),
        ("iq-yusufiyah", "Babil", True),
        ("iq-tarmiyah", "Salah al-Din", True),
        ("iq-tarmiyah", "Diyala", True),
        ("iq-abu-ghraib-prison", "Anbar", True),  # its neighbour
        ("iq-makhmur", "Nineveh", True),  # its district
        ("iq-tuz-khurmatu", "Kirkuk", True),
        ("iq-tuz-khurmatu", "Basra", False),
        ("iq-mahmudiyah", "Baghdad", False),  # where it lies: no claim
        ("iq-baghdad", "Babil", False),
        ("iq-karbala", "Diyala", False),
    ],
)
def test_who_claims_what(gazetteer, place_id, province, claimed):
    wanted = gazetteer.province_named(province).place_id
    assert gazetteer.claims.supports(gazetteer.by_id[place_id], wanted) == claimed


def test_the_long_tail_shares_the_claims_to_its_district(gazetteer):
    village = next(p for p in gazetteer.long_tail if p.district == "Mahmudiyah")
    assert {c.province_id for c in gazetteer.claims.of(village)} == {"iq-province-babil"}


def test_claims_that_do_not_differ_from_the_map_are_none(gazetteer):
    """A claim reaches over the border too: what lies in the claimed province anyway needs none."""
    for place in gazetteer.places:
        for claim in gazetteer.claims.of(place):
            assert gazetteer.by_id[claim.province_id].name != place.province


def test_a_country_without_claims(gazetteer, tmp_path):
    claims = read_claims((tmp_path,), gazetteer.by_id)
    assert claims.rows == ()
    assert claims.of(gazetteer.by_id["iq-mahmudiyah"]) == ()


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("iq-nowhere,iq-province-babil,ged,,x", "no place 'iq-nowhere'"),
        ("iq-hilla,iq-province-x,ged,,x", "no place 'iq-province-x'"),
        ("iq-hilla,iq-province-baghdad,hearsay,,x", "source 'hearsay'"),
        ("iq-hilla,iq-province-baghdad,ged,far,x", "far"),
        ("iq-hilla", "wanted are place_id"),
    ],
)
def test_a_broken_row_is_told(gazetteer, tmp_path, row, complaint):
    path = tmp_path / "claimed_provinces.csv"
    path.write_text(",".join(CLAIM_COLUMNS) + f"\n{row}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"claimed_provinces\.csv:2: ") as caught:
        read_claims((tmp_path,), gazetteer.by_id)
    assert complaint in str(caught.value)
