"""Tables as ACLED and UCDP publish theirs: all their columns, and read back what was written."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from handmade import NOWHERE, PLACE, located

from conflictmap.export import write
from conflictmap.export.sides import sides_of, written
from conflictmap.export.theirs import facts_of
from conflictmap.frame import to_geodataframe
from conflictmap.gazetteer import load_gazetteer
from conflictmap.model import Actor, Count, DateSpan, Toll, Victim
from conflictmap.record import record
from conflictmap.tables import find_tables, read_table

ACLED = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2"
    " assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude"
    " geo_precision source source_scale notes fatalities tags timestamp"
).split()
GED = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id"
    " dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources"
    " source_article source_office source_date source_headline source_original where_prec where_coordinates"
    " where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity"
    " date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob"
).split()

SPOT = replace(PLACE, district="Baqubah")
BOMB = located(0, SPOT)
POLICE = located(
    1,
    SPOT,
    kind="shooting",
    killed=Count(3, 5),
    wounded=None,
    victims=(Victim("police", "killed", Count(2, 2)), Victim("civilian", "killed", Count(1, 1))),
    perpetrator=Actor("Islamic State", "militant"),
    target=Actor("a police patrol", "police"),
)
ROWS = [BOMB, POLICE, located(2, NOWHERE, kind="abduction", killed=None, wounded=None, target=None)]


def written_as(form, tmp_path, rows=ROWS):
    path = tmp_path / f"out.{form}.csv"
    write(to_geodataframe(rows), path)
    with path.open(encoding="utf-8", newline="") as file:
        return path, list(csv.DictReader(file))


def read_back(path):
    told = []
    (table,) = find_tables(path)
    found = list(read_table(table, load_gazetteer("iraq"), on_error=told.append))
    assert told == []
    return table, [record(item) for item in found]


@pytest.mark.parametrize(("form", "columns"), [("acled", ACLED), ("ged", GED)])
def test_all_columns_of_the_codebook_in_their_order(form, columns, tmp_path):
    path, rows = written_as(form, tmp_path)
    assert list(rows[0]) == columns
    assert len(rows) == 3
    frame = pd.read_csv(path)
    assert frame["latitude"].notna().tolist() == [True, True, False]
    assert pd.api.types.is_integer_dtype(frame[{"acled": "fatalities", "ged": "best"}[form]])


def test_acled(tmp_path):
    _, (bomb, police, taken) = written_as("acled", tmp_path)
    assert (bomb["event_type"], bomb["sub_event_type"]) == (
        "Explosions/Remote violence",
        "Remote explosive/landmine/IED",
    )
    assert (bomb["event_date"], bomb["year"], bomb["time_precision"]) == ("2006-09-12", "2006", "1")
    assert (bomb["country"], bomb["iso"], bomb["region"], bomb["admin1"]) == ("Iraq", "368", "Middle East", "Diyala")
    assert (bomb["actor1"], bomb["inter1"]) == ("Unidentified Armed Group (Iraq)", "Political militia")
    assert (bomb["actor2"], bomb["civilian_targeting"], bomb["fatalities"]) == (
        "Civilians (Iraq)",
        "Civilian targeting",
        "6",
    )
    assert (police["actor1"], police["actor2"]) == ("Islamic State", "Police Forces of Iraq")
    assert (police["interaction"], police["civilian_targeting"]) == ("State forces-Political militia", "")
    assert (police["event_type"], police["disorder_type"]) == ("Battles", "Political violence")
    assert (taken["fatalities"], taken["latitude"], taken["geo_precision"]) == ("0", "", "3")


def test_ged(tmp_path):
    _, (bomb, police, taken) = written_as("ged", tmp_path)
    assert (bomb["type_of_violence"], bomb["side_a"], bomb["side_b"]) == ("3", "XXX", "Civilians")
    assert (bomb["deaths_civilians"], bomb["deaths_unknown"], bomb["low"], bomb["best"], bomb["high"]) == (
        "6",
        "0",
        "6",
        "6",
        "6",
    )
    assert (bomb["country_id"], bomb["region"], bomb["priogrid_gid"]) == ("645", "Middle East", "178290")
    assert (police["type_of_violence"], police["side_a"], police["side_b"]) == (
        "1",
        "Government of Iraq",
        "Islamic State",
    )
    assert [police[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")] == ["2", "0", "1", "0"]
    assert (police["low"], police["best"], police["high"], police["gwnoa"]) == ("3", "3", "5", "645")
    assert (taken["best"], taken["geom_wkt"], taken["priogrid_gid"]) == ("0", "", "")
    assert all(row["id"].isdigit() for row in (bomb, police, taken))


@pytest.mark.parametrize("form", ["acled", "ged"])
def test_what_is_written_is_read_back(form, tmp_path):
    path, _ = written_as(form, tmp_path, ROWS[:2])
    table, back = read_back(path)
    assert table.form.id == form
    ours = [record(item) for item in ROWS[:2]]
    same = [
        "date_start",
        "date_end",
        "date_prec",
        "province",
        "place",
        "country",
        "where_prec",
        "geo_precision",
        "sentence",
    ]
    for row, own in zip(back, ours, strict=True):
        assert {name: row[name] for name in same} == {name: own[name] for name in same}
        assert (row["lat"], row["lon"]) == (pytest.approx(own["lat"], abs=1e-6), own["lon"])
        assert row["killed_low"] == own["killed_low"]
    if form == "acled":
        assert [row["sub_event_type"] for row in back] == [row["sub_event_type"] for row in ours]
        assert [row["incident_id"] for row in back] == [row["incident_id"] for row in ours]
        assert [row["kind"] for row in back] == ["car_bomb", "armed_clash"]
    else:
        assert [row["killed_high"] for row in back] == [6, 5]
        assert back[1]["victims"] == [
            {"group": "state_forces", "outcome": "killed", "low": 2, "high": 2},
            {"group": "civilian", "outcome": "killed", "low": 1, "high": 1},
        ]


@pytest.mark.parametrize("form", ["acled", "ged"])
def test_written_twice_is_the_same(form, tmp_path):
    """What was read back and written again is what was written: nothing wanders with each pass."""
    path, first = written_as(form, tmp_path, ROWS[:2])
    (table,) = find_tables(path)
    found = list(read_table(table, load_gazetteer("iraq"), on_error=lambda problem: None))
    again = tmp_path / f"again.{form}.csv"
    write(to_geodataframe(found), again)
    with again.open(encoding="utf-8", newline="") as file:
        second = list(csv.DictReader(file))
    free = {"relid", "source_article", "timestamp", "where_description"}
    for one, other in zip(first, second, strict=True):
        differ = {key: (one[key], other[key]) for key in one if one[key] != other[key] and key not in free}
        assert differ == {}


def test_persons_count_once(tmp_path):
    whole = located(4, aggregate=True, killed=Count(10, 10))
    whole = type(whole)(whole.incident, whole.geocode, whole.phrase, None, (), Toll(killed=Count(4, 4)))
    empty = type(whole)(whole.incident, whole.geocode, whole.phrase, None, (), Toll(killed=Count(0, 0)))
    history = located(5, background=True)
    _, rows = written_as("acled", tmp_path, [whole, empty, history])
    assert [row["fatalities"] for row in rows] == ["4"]


def test_no_cell_runs(tmp_path):
    _, rows = written_as("acled", tmp_path, [located(0, perpetrator=Actor("=HYPERLINK", "militant"))])
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row.values())


def test_sides():
    def of(**changes):
        return sides_of(record(located(0, **changes)))

    own = (Victim("civilian", "killed", Count(3, 3)), Victim("militant", "killed", Count(1, 1)))
    assert of(victims=own, perpetrator=Actor("gunmen", "militant")).hit == "civilian"
    assert of(victims=(), target=Actor("an oil pipeline", "infrastructure")).hit_side == "thing"
    feud = of(victims=(Victim("militant", "killed", Count(2, 2)),), perpetrator=Actor("gunmen", "militant"))
    assert (feud.hit, feud.hit_side) == ("militant", "armed")


def test_an_unknown_country_has_no_codes():
    row = dict.fromkeys(to_geodataframe([]).columns) | {"lat": None, "lon": None, "incident_id": "x"}
    facts = facts_of(row)
    assert (facts["iso"], facts["gw"], facts["country_name"], facts["year"]) == (None, None, "", "")


def test_every_column_is_filled_by_something_there_is():
    facts = facts_of(dict.fromkeys(to_geodataframe([]).columns) | {"lat": 1.0, "lon": 2.0, "incident_id": "x"})
    for table in ("acled", "ged"):
        for column in written()[table]:
            assert column.get("from", "year") in facts, column["id"]


def test_a_span_of_days(tmp_path):
    item = located(0, when=DateSpan(date(2006, 9, 1), date(2006, 9, 30), 4))
    _, (row,) = written_as("acled", tmp_path, [item])
    assert row["time_precision"] == "3"
