"""Reports read again, by other rules or with another text: ids stay, and so does what people said."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import date, timedelta

import pytest
from click.testing import CliRunner

from conflictmap.archive import Archive, Reading, putright
from conflictmap.cli import app
from conflictmap.corrections import Correction, correction_of, inherit, write_corrections
from conflictmap.linking import Decisions, link, link_in_windows
from conflictmap.model import Report
from conflictmap.record import record
from conflictmap.scoring import read_report

TEXT = (
    "A car bomb exploded near a market in Kut on Tuesday, killing six people and wounding 15, police said.\n"
    "Gunmen shot dead two barbers in Amara on Tuesday evening.\n"
    "Police found three bodies in Baquba on Tuesday.\n"
)
LATER = "A mortar round killed a shepherd in Hilla on Monday.\n"


def read(text, report_id="a", **more):
    report = Report(report_id, text, "A title", date(2006, 9, 13), "Wire", **more)
    return Reading(report, tuple(map(record, read_report(report))))


def kinds_of(rows):
    return {row["incident_id"]: row["kind"] for row in rows}


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "a.gpkg", make=True, rules="1") as made:
        made.put([read(TEXT), read("A fair opened in Kut.", "b")])
        yield made


def test_a_run_works_out_once_what_corrections_make_of_an_archive(archive, monkeypatch):
    row = {**next(archive.rows()), "event_id": "a-1"}
    archive.correct([correction_of(row, "reject", who="Amal", of_event=True)])
    assert archive.stale, "so that what is said of an event takes a linking of all rows"
    linked = []
    monkeypatch.setattr(putright, "link", lambda *rows, **how: linked.append(how) or link(*rows, **how))
    made = run("link", archive.path)
    assert [json.loads(line)["incident_id"] for line in made.stdout.splitlines()] == ["a-2", "a-3"]
    assert len(linked) == 1


def test_a_report_that_comes_with_more_text_is_a_revision_of_it_and_ids_stay(archive):
    before = kinds_of(archive.rows())
    archive.correct([correction_of(row, "confirm", who="Amal") for row in archive.rows()])
    new = read(LATER + TEXT.replace("six people", "seven people"))
    assert [row["incident_id"] for row in new.rows] == ["a-1", "a-2", "a-3", "a-4"], "numbers by themselves would shift"
    assert archive.put([new]) == 0
    assert (archive.revised, archive.found, archive.lost, archive.reports) == (1, 1, 0, 2)
    after = {row["incident_id"]: row for row in archive.rows()}
    assert kinds_of(after.values()) == before | {"a-4": "shelling"}
    assert (after["a-1"]["killed_low"], after["a-1"]["checked"], after["a-4"]["checked"]) == (7, "confirmed", None)
    assert archive.has(new.report)
    assert archive.has(read(TEXT).report), "the former text is no new report either"
    assert archive.put([read(TEXT)]) == 0
    with sqlite3.connect(archive.path) as base:
        assert base.execute("SELECT text FROM revisions").fetchall() == [(TEXT,)]


def test_a_revision_is_known_by_its_address_too_but_not_by_another_day_or_other_words(tmp_path):
    with Archive(tmp_path / "a.gpkg", make=True) as archive:
        archive.put([read(TEXT, "a", url="https://wire.example/1")])
        assert archive.put([read(TEXT.replace("15", "16"), "other", url="https://wire.example/1")]) == 0
        assert archive.revised == 1
        assert {row["report_id"] for row in archive.rows()} == {"a"}
        late = read(TEXT.replace("15", "17"))
        late = replace(late, report=replace(late.report, published=date(2006, 9, 13) + timedelta(30)))
        assert archive.put([late]) == 1
        assert archive.put([read("A roadside bomb killed a baker in Najaf on Tuesday.")]) == 1
        assert archive.reports == 3


def test_what_is_read_no_longer_is_told_and_gets_its_id_back_when_it_is_read_again(archive):
    archive.correct([correction_of(row, "confirm", who="Amal", made_at="2026-01-01") for row in archive.rows()])
    full = read(TEXT)
    archive.read_again([Reading(full.report, (full.rows[0], full.rows[2]))])
    assert archive.lost == 1
    assert [row["incident_id"] for row in archive.rows()] == ["a-1", "a-3"]
    assert [row["incident_id"] for row in archive.retired()] == ["a-2"]
    assert [item.correction.incident_id for item in archive.corrected().unmatched] == ["a-2"]
    archive.read_again([full])
    assert [row["incident_id"] for row in archive.rows()] == ["a-1", "a-2", "a-3"]
    assert archive.corrected().unmatched == []
    assert archive.retired() == []


def test_an_id_never_comes_to_mean_another_incident():
    old = read(TEXT).rows
    new = read(LATER).rows
    made = inherit("a", old[1:], new, [old[0]], ["a-7"])
    assert [row["incident_id"] for row in made.rows] == ["a-8"]
    assert len(made.lost) == 2


def test_parts_name_their_total_by_the_id_that_it_keeps():
    text = "Three attacks killed 11 people in Baghdad, Kut and Amara on Tuesday.\n" + TEXT
    first = read(text).rows
    again = inherit("a", [{**row, "incident_id": f"x{row['incident_id']}"} for row in first], first, [], []).rows
    total = next(row for row in again if row["aggregate"])
    assert {row["total_id"] for row in again} == {None, total["incident_id"]}
    assert total["incident_id"].startswith("xa-")


def test_reading_again_by_the_same_rules_changes_nothing(tmp_path):
    source = tmp_path / "r.jsonl"
    lines = [
        {"id": f"r{i}", "text": TEXT.replace("six", str(5 + i)), "published": f"2006-0{i}-13"} for i in range(1, 5)
    ]
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    archive = tmp_path / "a.gpkg"
    assert run("add", archive, source).exit_code == 0
    with Archive(archive) as opened:
        before = list(opened.rows()), opened.events()
        opened.correct([correction_of(row, "edit", column="attacks", value="2") for row in before[0][:3]])
        changed = list(opened.rows())
    done = run("add", archive, "--again")
    assert done.exit_code == 0, done.output
    assert "4 reports read again: 0 incidents new, 0 read no longer" in done.output
    with Archive(archive) as opened:
        assert list(opened.rows(corrected=False)) == before[0]
        assert list(opened.rows()) == changed


def test_the_command_line_takes_corrections_and_says_what_matches_nothing(tmp_path):
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    archive = tmp_path / "a.gpkg"
    run("add", archive, tmp_path / "r.txt", "--published", "2006-09-13")
    with Archive(archive) as opened:
        first, second, third = opened.rows()
    table = tmp_path / "corrections.csv"
    write_corrections(
        table,
        [
            correction_of(first, "edit", column="killed", value="9", who="=Amal"),
            correction_of(second, "merge", other=first),
            correction_of(third, "reject"),
            Correction("", "reject", "no-such-1", made_at="2026-01-01"),
        ],
    )
    table.write_text(table.read_text("utf-8-sig") + "x,dance,r-1\n", encoding="utf-8")
    done = run("add", archive, table)
    assert done.exit_code == 0, done.output
    assert "4 corrections taken; 1 events in 1 reports" in done.output
    assert "unknown action 'dance'" in done.output
    assert f"1 correction no longer match; `conflictmap report {archive}` lists them" in done.output.replace("\n", " ")
    assert "0 corrections taken, 4 known already" in run("add", archive, table).output
    outputs = []
    for folder in ("one", "two"):
        made = run("map", archive, "-o", tmp_path / folder)
        assert made.exit_code == 0, made.output
        assert "no longer match" in made.output
        outputs.append([path.read_bytes() for path in sorted((tmp_path / folder).iterdir())])
    assert outputs[0] == outputs[1]
    (feature,) = json.loads((tmp_path / "one" / "incidents.geojson").read_text("utf-8"))["features"]
    told = feature["properties"]
    assert (told["killed_low"], told["killed_high"], told["checked"]) == (9, 9, "changed")
    assert (told["checked_by"], set(told["changed"])) == (["=Amal"], {"killed", "event_id"})
    assert len(told["members"]) == 2
    listed = run("extract", archive, "-o", tmp_path / "x.jsonl")
    assert listed.exit_code == 0
    assert len((tmp_path / "x.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_table_of_corrections_in_a_folder_is_taken_by_an_archive_and_passed_over_by_a_map(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "r.txt").write_text(TEXT, encoding="utf-8")
    write_corrections(folder / "corrections.csv", [Correction("", "reject", "r-2", made_at="2026-01-01")])
    made = run("map", folder, "--published", "2006-09-13", "-o", tmp_path / "out")
    assert made.exit_code == 0, made.output
    assert "corrections of an archive; `conflictmap add ARCHIVE" in made.output
    alone = run("extract", folder / "corrections.csv")
    assert "corrections of an archive" in alone.output
    added = run("add", tmp_path / "a.gpkg", folder, "--published", "2006-09-13")
    assert added.exit_code == 0, added.output
    assert "1 report added with 3 incidents; 1 correction taken; 2 events" in added.output


def test_a_new_id_is_no_other_incidents_either(archive):
    taken = {**read(LATER, "z").rows[0], "incident_id": "a-4"}
    archive.put([Reading(Report("z", LATER), (taken,))])
    archive.put([read(LATER.replace("Hilla", "Najaf") + TEXT)])
    assert sorted(row["incident_id"] for row in archive.rows()) == ["a-1", "a-2", "a-3", "a-4", "a-5"]


def test_nothing_to_add_is_said_in_one_line(tmp_path):
    for words in (["add", tmp_path / "a.gpkg"], ["add", tmp_path / "none.gpkg", "--again"]):
        done = run(*words)
        assert done.exit_code == 2
        assert done.output.startswith("conflictmap: error: ")
        assert len(done.output.splitlines()) == 1
    assert not (tmp_path / "none.gpkg").exists()


def test_what_people_joined_is_joined_in_windows_of_days_too():
    rows = [
        {**read(TEXT, f"r{number}").rows[0], "date_start": day, "date_end": day}
        for number, day in enumerate(("2006-01-01", "2007-01-01", "2008-01-01", "2009-01-01"))
    ]
    names = [row["incident_id"] for row in rows]
    decisions = Decisions(frozenset({(names[0], names[2]), (names[2], names[3])}))
    found = [members for members, _ in link_in_windows(rows, decisions=decisions, size=1)]
    assert sorted(found) == [(0, 2, 3), (1,)]
