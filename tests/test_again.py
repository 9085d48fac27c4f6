"""What was written is read again: linked files, files beside their copies, tables that grow in an archive."""

from __future__ import annotations

import json

import geopandas as gpd
import pytest
from click.testing import CliRunner

from conflictmap.archive import Archive
from conflictmap.cli import app
from conflictmap.tables import find_tables

IBC = """IBC code,Start Date,End Date,Location,Target,Weapons,Reported Minimum,Reported Maximum,Sources
k1,09 Jun 2014,09 Jun 2014,Kut,market,car bomb,11,13,Wire
k2,09 Jun 2014,09 Jun 2014,Kut,market,car bomb,11,12,Gazette
k3,10 Jun 2014,10 Jun 2014,Hilla,police at checkpoint,gunfire,2,2,Wire
"""
OFFICE = """kind,date,place,killed,wounded,source
car bomb,2014-06-09,Kut,11,24,field office
car bomb,2014-06-09,Kut,12,25,second office
shooting,2014-06-10,Hilla,2,,field office
"""
KEPT = (
    "incident_id", "report_id", "kind", "date_start", "killed_low", "killed_high", "killed_best", "wounded_low",
    "wounded_best", "event_id", "reports", "members", "doubts", "victims", "total_id", "beyond",
)  # fmt: skip


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ibc.csv").write_text(IBC)
    (tmp_path / "office.csv").write_text(OFFICE)

    def invoke(*words):
        result = CliRunner().invoke(app, [str(word) for word in words])
        assert result.exit_code == 0, result.output
        return result

    return invoke


def rows(path):
    return [{name: row[name] for name in KEPT} for row in map(json.loads, path.read_text().splitlines())]


@pytest.mark.parametrize("ending", ["csv", "geojson", "jsonl", "parquet", "gpkg"])
def test_a_linked_file_is_read_as_it_was_written(run, tmp_path, ending):
    run("link", "ibc.csv", "office.csv", "-o", "linked.jsonl")
    written = rows(tmp_path / "linked.jsonl")
    assert any(len(row["members"]) > 1 and row["killed_best"] for row in written)
    run("link", "ibc.csv", "office.csv", "-o", f"copy.{ending}")
    run("link", f"copy.{ending}", "-o", "again.jsonl")
    assert rows(tmp_path / "again.jsonl") == written
    assert run("map", f"copy.{ending}", "-o", "x.html").stdout.count("Wasit") == 1


def test_a_file_beside_its_copy_in_another_format_counts_once(run, tmp_path):
    first = run("map", "office.csv", "-o", "out", "--format", "csv", "--format", "geojson", "--format", "parquet")
    (tmp_path / "out" / "map.html").unlink()
    again = run("map", "out", "-o", "x.html")
    table = [line for line in first.stdout.splitlines() if line.startswith(("All", "Wasit", "Babil"))]
    assert [line for line in again.stdout.splitlines() if line.startswith(("All", "Wasit", "Babil"))] == table
    assert "2 of them in another table too, counted once" in again.stderr


def test_rows_of_a_coded_data_set_stay_apart_and_those_of_two_sources_of_an_office_may_be_one(run, tmp_path):
    run("link", "ibc.csv", "-o", "coded.jsonl")
    assert len(rows(tmp_path / "coded.jsonl")) == 3
    run("link", "office.csv", "-o", "own.jsonl")
    assert [row["reports"] for row in rows(tmp_path / "own.jsonl")] == [2, 1]


def test_exports_of_one_data_set_that_overlap_count_once(run, tmp_path):
    (tmp_path / "june.csv").write_text(IBC.replace("k1,", "k0,"))
    assert "2 of them in another table too" in run("extract", "ibc.csv", "june.csv", "-o", "both.jsonl").stderr
    assert sorted(row["incident_id"] for row in rows(tmp_path / "both.jsonl")) == ["k0", "k1", "k2", "k3"]


def test_tables_of_one_name_give_ids_of_their_own(run, tmp_path):
    (tmp_path / "north").mkdir()
    (tmp_path / "north" / "office.csv").write_text(OFFICE.replace("Kut", "Mosul").replace("Hilla", "Mosul"))
    run("extract", "office.csv", "north", "-o", "both.jsonl")
    assert len({row["incident_id"] for row in rows(tmp_path / "both.jsonl")}) == 6


def kept(tmp_path):
    with Archive(tmp_path / "a.gpkg") as archive:
        return {row["incident_id"]: (row["report_id"], row["killed_high"]) for row in archive.rows()}


def test_an_archive_keeps_each_row_of_a_table_once_and_by_its_own_id(run, tmp_path):
    assert "6 reports added with 6 incidents" in run("add", "a.gpkg", "ibc.csv", "office.csv").stderr
    assert kept(tmp_path) == {
        "k1": ("ibc", 13), "k2": ("ibc", 12), "k3": ("ibc", 2),
        "office-1": ("office/field office", 11), "office-2": ("office/second office", 12),
        "office-3": ("office/field office", 2),
    }  # fmt: skip
    assert "0 reports added with 0 incidents; 6 known" in run("add", "a.gpkg", "ibc.csv", "office.csv").stderr


def test_a_table_that_grew_adds_what_is_new_and_a_code_that_was_corrected_takes_its_place(run, tmp_path):
    run("add", "a.gpkg", "ibc.csv", "office.csv")
    head, rest = OFFICE.split("\n", 1)
    (tmp_path / "office.csv").write_text(f"{head}\nshooting,2014-06-11,Baquba,1,,field office\n{rest}")
    (tmp_path / "ibc.csv").write_text(IBC.replace("11,12,Gazette", "11,14,Gazette"))
    assert "2 reports added with 2 incidents; 5 known" in run("add", "a.gpkg", "ibc.csv", "office.csv").stderr
    found = kept(tmp_path)
    assert len(found) == 7
    assert found["k2"] == ("ibc", 14)


def test_own_rows_of_one_report_are_added_together_and_ids_that_are_taken_get_a_suffix(run, tmp_path):
    run("add", "a.gpkg", "ibc.csv")
    run("map", "ibc.csv", "-o", "own.csv")
    assert "1 report added with 3 incidents" in run("add", "a.gpkg", "own.csv").stderr
    assert set(kept(tmp_path)) == {"k1", "k2", "k3", "k1-2", "k2-2", "k3-2"}


def test_an_archive_is_not_added_to_an_archive(run):
    run("add", "a.gpkg", "ibc.csv")
    result = CliRunner().invoke(app, ["add", "b.gpkg", "a.gpkg"])
    assert result.exit_code == 2
    assert "a.gpkg: is an archive itself" in result.stderr


def test_export_says_when_the_ending_is_of_another_format_and_does_not_pass_over_a_database(run):
    result = CliRunner().invoke(app, ["export", "ibc.csv", "--as", "kml", "-o", "x.csv"])
    assert (result.exit_code, ".kml" in result.stderr) == (2, True)
    result = CliRunner().invoke(app, ["export", "ibc.csv", "--as", "acled", "-o", "x.csv", "--to", "mysql://host/x"])
    assert (result.exit_code, "no address of PostgreSQL" in result.stderr) == (2, True)


def test_an_archive_of_ours_in_a_folder_is_no_table(run, tmp_path):
    (tmp_path / "folder").mkdir()
    run("add", "folder/a.gpkg", "ibc.csv")
    assert find_tables(tmp_path / "folder") == []


def test_a_table_with_types_that_is_damaged_is_told(run, tmp_path):
    run("link", "ibc.csv", "-o", "x.gpkg")
    whole = (tmp_path / "x.gpkg").read_bytes()
    (tmp_path / "x.gpkg").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "x.parquet").write_bytes(b"PAR1 nothing")
    for name in ("x.gpkg", "x.parquet"):
        result = CliRunner().invoke(app, ["extract", name])
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert f"error: {name}: " in result.stderr


def test_a_geopackage_in_another_projection_lies_where_it_lay(run, tmp_path):
    run("link", "ibc.csv", "-o", "x.gpkg")
    gpd.read_file(tmp_path / "x.gpkg", layer="incidents").to_crs(3857).to_file(tmp_path / "y.gpkg", layer="points")
    run("link", "y.gpkg", "-o", "y.jsonl")
    row = json.loads((tmp_path / "y.jsonl").read_text().splitlines()[0])
    assert (round(row["lat"], 2), round(row["lon"], 2), row["killed_high"]) == (32.51, 45.82, 13)
