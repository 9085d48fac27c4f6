"""An archive grows, loses nothing and doubles nothing, whoever writes and whenever a run is killed."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import time
from datetime import date

import geopandas as gpd
import pytest
from click.testing import CliRunner

from conflictmap.archive import Archive, Reading, is_archive
from conflictmap.cli import app
from conflictmap.defaults import extract
from conflictmap.geocoding import geocode
from conflictmap.linking import link
from conflictmap.model import BadInputError, Report
from conflictmap.record import COLUMNS, record

KUT = "A car bomb exploded near a market in Kut on Tuesday, killing six people and wounding 15, police said."
TOWNS = ("Kut", "Amara", "Baquba", "Tikrit", "Ramadi", "Mosul", "Kirkuk", "Hilla", "Najaf", "Karbala")


def reading(text=KUT, report_id="a", source="Wire"):
    report = Report(report_id, text, "A title", date(2006, 9, 13), source, None)
    return Reading(report, tuple(record(item) for item in geocode(extract(report)) if item.left_out is None))


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path / "a.gpkg", make=True, rules="1") as made:
        yield made


def test_rows_come_back_as_they_went_in(archive):
    given = [reading(), reading("Police found two bodies in Baquba.", "b"), reading("A fair opened in Kut.", "c")]
    assert archive.put(given) == 3
    rows = [dict(row) for one in given for row in one.rows]
    assert list(archive.rows()) == [{name: row[name] for name in row} for row in rows]
    assert archive.reports == 3


def test_the_same_again_changes_nothing_and_another_of_the_same_id_gets_its_own(archive):
    assert archive.put([reading()]) == 1
    assert archive.put([reading(), reading(report_id="other name")]) == 0
    assert archive.has(reading(report_id="x").report)
    assert archive.put([reading("A roadside bomb killed a shepherd in Kut on Tuesday.", "a")]) == 1
    assert [row["incident_id"] for row in archive.rows()] == ["a-1", "a-2-1"]
    assert [row["report_id"] for row in archive.rows()] == ["a", "a-2"]


def test_events_are_linked_and_know_when_they_are_stale(archive):
    archive.put([reading(), reading(source="Gazette", report_id="b")])
    assert archive.stale
    fresh = archive.events()
    assert archive.relink() == 1
    assert not archive.stale
    assert archive.events() == fresh == link(list(archive.rows())).rows


def test_qgis_finds_layers_with_points_types_and_a_style(archive):
    archive.put([reading()])
    archive.relink()
    for layer in ("incidents", "events"):
        frame = gpd.read_file(archive.path, layer=layer)
        assert frame.crs.to_epsg() == 4326
        assert (round(frame.geometry[0].x, 2), round(frame.geometry[0].y, 2)) == (45.82, 32.51)
        assert {column.name for column in COLUMNS} <= set(frame.columns)
        assert frame["killed"].tolist() == [6]
    with sqlite3.connect(archive.path) as base:
        assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("SELECT count(*) FROM layer_styles WHERE useAsDefault").fetchone() == (2,)
        assert base.execute("SELECT min_x FROM gpkg_contents WHERE table_name = 'events'").fetchone()[0] > 45


def test_all_or_nothing_of_a_batch_is_written(archive):
    bad = Reading(reading(report_id="z").report, ({"incident_id": "z-1"},))
    with pytest.raises(KeyError):
        archive.put([reading("Two bombs killed four people in Amara.", "y"), bad])
    assert archive.reports == 0


def test_what_is_no_archive_is_left_alone(tmp_path):
    (tmp_path / "text.gpkg").write_text("no database", encoding="utf-8")
    with sqlite3.connect(tmp_path / "other.gpkg") as base:
        base.execute("CREATE TABLE notes (a)")
    for name in ("text.gpkg", "other.gpkg"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(BadInputError, match=f"{name}.*not an archive"):
            Archive(tmp_path / name, make=True)
        assert (tmp_path / name).read_bytes() == before
        assert not is_archive(tmp_path / name)
    with pytest.raises(BadInputError, match="no such archive"):
        Archive(tmp_path / "none.gpkg")
    assert not is_archive(tmp_path / "none.gpkg")


def test_an_archive_of_a_newer_version_is_refused_and_an_older_gets_new_columns(archive):
    archive.put([reading()])
    with sqlite3.connect(archive.path) as base:
        base.execute("ALTER TABLE incidents DROP COLUMN province_mapped")
    with Archive(archive.path) as again:
        assert [row["province_mapped"] for row in again.rows()] == [None]
    with sqlite3.connect(archive.path) as base:
        base.execute("UPDATE archive SET value = '99' WHERE key = 'version'")
    with pytest.raises(BadInputError, match="newer conflictmap"):
        Archive(archive.path)


def test_hostile_reports_are_kept_as_text(archive):
    text = KUT + " '); DROP TABLE reports; -- \ud800 \u0000 {{x}} <script>"
    archive.put([reading(text, report_id="a'; --\udfff")])
    assert archive.reports == 1
    assert archive.relink() == 1


def reports_file(folder, count, seed=1, start=0):
    """Some reports, each of its own town, day and number."""
    rng = random.Random(seed)
    lines = []
    for i in range(start, start + count):
        day = date.fromordinal(732_500 + rng.randrange(900)).isoformat()
        text = f"A car bomb killed {rng.randrange(2, 40)} people in {rng.choice(TOWNS)} on {day}, said officer {i}."
        lines.append(json.dumps({"id": f"r{i}", "text": text, "published": day}))
    path = folder / f"{seed}-{start}.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def contents(path):
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        reports = base.execute("SELECT report_id, digest FROM reports ORDER BY 1").fetchall()
        incidents = base.execute("SELECT incident_id, killed_low, date_start FROM incidents ORDER BY 1").fetchall()
        events = base.execute("SELECT event_id, reports FROM events ORDER BY 1").fetchall()
    return reports, incidents, events


def adding(archive_path, *inputs):
    """Start a run in a copy of this process, which has all modules loaded, and return its number."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        code = 1
        try:
            code = app.main(["add", *map(str, (archive_path, *inputs))], standalone_mode=False)
        finally:
            os._exit(code or 0)
    return child


def held(path):
    """How many reports are in, -1 where there is no archive yet."""
    if not is_archive(path):
        return -1
    with sqlite3.connect(path) as base:
        return base.execute("SELECT count(*) FROM reports").fetchone()[0]


@pytest.mark.slow
def test_a_run_that_is_killed_at_any_moment_loses_and_doubles_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("conflictmap.cli.archive_commands._BATCH", 4)
    source = reports_file(tmp_path, 160)
    assert run("add", tmp_path / "whole.gpkg", source).exit_code == 0
    rng = random.Random(7)
    for _ in range(10):
        before, child = held(tmp_path / "killed.gpkg"), adding(tmp_path / "killed.gpkg", source)
        over = 0
        while not over and held(tmp_path / "killed.gpkg") == before:  # until it has begun to write
            over, _ = os.waitpid(child, os.WNOHANG)
            time.sleep(0.002)
        time.sleep(rng.uniform(0, 0.1))
        if not over:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        with Archive(tmp_path / "killed.gpkg") as opened:
            assert opened.reports == len(list(opened.rows())) <= 160
    assert run("add", tmp_path / "killed.gpkg", source).exit_code == 0
    assert contents(tmp_path / "killed.gpkg") == contents(tmp_path / "whole.gpkg")


@pytest.mark.slow
def test_two_writers_at_once_write_both_and_nothing_twice(tmp_path, monkeypatch):
    monkeypatch.setattr("conflictmap.cli.archive_commands._BATCH", 4)
    both = reports_file(tmp_path, 60)
    first, second = reports_file(tmp_path, 40, 2, 1000), reports_file(tmp_path, 40, 3, 2000)
    children = [adding(tmp_path / "a.gpkg", both, first), adding(tmp_path / "a.gpkg", both, second)]
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0]
    reports, incidents, _ = contents(tmp_path / "a.gpkg")
    assert len(reports) == len({digest for _, digest in reports}) == len(incidents) == 140


def test_the_command_line_adds_maps_and_filters(tmp_path):
    source = reports_file(tmp_path, 20)
    archive = tmp_path / "a.gpkg"
    added = run("add", archive, source)
    assert added.exit_code == 0
    assert "20 reports added with 20 incidents" in added.output
    assert "20 known already" in run("add", archive, source).output
    made = run("map", archive, "-o", tmp_path / "out")
    assert made.exit_code == 0, made.output
    assert (tmp_path / "out" / "map.html").exists()
    listed = run("extract", archive, "--province", "Wasit", "-o", tmp_path / "wasit.jsonl")
    assert listed.exit_code == 0, listed.output
    rows = [json.loads(line) for line in (tmp_path / "wasit.jsonl").read_text("utf-8").splitlines()]
    assert rows
    assert {row["province"] for row in rows} == {"Wasit"}


def test_an_archive_has_the_ending_of_a_geopackage(tmp_path):
    result = run("add", tmp_path / "a.sqlite", reports_file(tmp_path, 1))
    assert result.exit_code == 2
    assert "let its name end in .gpkg" in result.output
    assert not (tmp_path / "a.sqlite").exists()


def test_a_run_opens_each_archive_once_and_closes_it(tmp_path, monkeypatch):
    """So that what people decided and the rows are of one moment, whoever writes meanwhile."""
    paths = [tmp_path / f"{name}.gpkg" for name in "ab"]
    for path in paths:
        with Archive(path, make=True, rules="1") as made:
            made.put([reading(report_id=path.stem)])
    told = []
    opened, closed = Archive.__init__, Archive.__exit__
    monkeypatch.setattr(
        Archive, "__init__", lambda own, path, **more: (told.append(("opened", path)), opened(own, path, **more))[1]
    )
    monkeypatch.setattr(
        Archive, "__exit__", lambda own, *how: (told.append(("closed", own.path)), closed(own, *how))[1]
    )
    result = run("extract", *paths, "-o", tmp_path / "rows.jsonl")
    assert result.exit_code == 0, result.output
    assert sorted(told) == sorted((what, path) for path in paths for what in ("opened", "closed"))
    assert len((tmp_path / "rows.jsonl").read_text("utf-8").splitlines()) == 2
