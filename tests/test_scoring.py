"""What people put right tells how good the reading is, and what to mend."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner

from conflictmap.archive import Archive, Reading
from conflictmap.cli import app
from conflictmap.corrections import Correction, correction_of
from conflictmap.defaults import extract
from conflictmap.geocoding import geocode
from conflictmap.model import BadInputError, Report
from conflictmap.record import record
from conflictmap.scoring import checked_rows, faults_of, our_sets, score_rows, sets_of, wilson

TEXT = (
    "A car bomb exploded near a market in Kut on Tuesday, killing six people and wounding several, police said.\n"
    "Gunmen shot dead two barbers in Amara on Tuesday evening.\n"
    "Police found three bodies in Baquba on Tuesday.\n"
    "A mortar round killed a shepherd in Hilla on Tuesday.\n"
)


def run(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("scored") / "a.gpkg"
    report = Report("a", TEXT, "A title", date(2006, 9, 13), "Wire")
    with Archive(path, make=True) as archive:
        archive.put([Reading(report, tuple(record(item) for item in geocode(extract(report))))])
        kut, amara, baquba, _ = archive.rows()
        archive.correct(
            [
                correction_of(kut, "edit", column="killed", value="7"),
                correction_of(kut, "move", value="33.34,44.4"),
                correction_of(amara, "confirm", who="Amal"),
                correction_of(baquba, "reject"),
                correction_of(amara, "doubt", column="place", who="Basim", why="there are two\x1b[31m"),
                Correction(
                    "",
                    "add",
                    report_id="a",
                    sentence=TEXT.splitlines()[0],
                    value='{"kind": "shooting", "lat": 33, "lon": 44}',
                ),
                Correction("", "confirm", "gone-1", made_at="2026-01-01"),
            ]
        )
    return path


def test_an_archive_is_scored_by_what_people_made_of_it(path):
    with Archive(path) as archive:
        checked = list(checked_rows(archive.rows(corrected=False), archive.corrected()))
        made = score_rows(checked)
    assert (made.reports, made.found, made.invented, made.missed) == (1, 2, 1, 1)
    told = {name: made.shares[name] for name in ("precision", "recall", "killed", "wounded", "province", "radius")}
    assert told == {
        "precision": (2, 3),
        "recall": (2, 3),
        "killed": (1, 2),
        "wounded": (2, 2),
        "province": (1, 2),
        "radius": (1, 2),
    }


def test_rules_places_and_doubts_are_told_by_how_often_they_were_put_right(path):
    with Archive(path) as archive:
        found = faults_of(checked_rows(archive.rows(corrected=False), archive.corrected()))
    rules, places, doubts = found["rule"], found["place"], found["doubt"]
    killed = next(name for name in rules.checked if name.startswith("killed.kill/"))
    assert (rules.corrected[killed], rules.checked[killed]) == (1, 2)
    wounded = next(name for name in rules.checked if name.startswith("wounded."))
    assert rules.corrected[wounded] == 0
    assert dict(places.corrected) == {"Kut": 1, "Amara": 0, "Baquba": 1}
    assert doubts.corrected["vague_number"] == 1
    assert places.worst() == ["Baquba", "Kut", "Amara"]


def test_the_report_tells_all_that_wants_a_look(path):
    done = run("report", path)
    assert done.exit_code == 0, done.output
    assert "3 of 4 incidents checked: 1 confirmed, 1 added, 1 changed, 1 rejected" in done.output
    lines = [line.split() for line in done.output.splitlines()]
    assert ["Kut", "1", "1"] in lines
    assert ["vague_number", "1", "1"] in lines
    assert any(line[:2] == ["a-2", "place"] and "Basim" in line for line in lines)
    assert "\x1b" not in done.output
    assert "1 correction match nothing today and are kept" in done.output
    assert any(line[:2] == ["confirm", "gone-1"] for line in lines)


def test_the_score_of_an_archive_has_intervals(path):
    done = run("score", path)
    assert done.exit_code == 0, done.output
    lines = [" ".join(line.split()) for line in done.output.splitlines()]
    low, high = wilson(2, 3)
    assert f"Precision 0.67 ({low:.2f}–{high:.2f}) 2 of 3" in lines
    assert run("score", path, "--halves").exit_code == 2


def test_the_sets_that_ship_are_scored_without_an_archive(tmp_path):
    assert {"gtd_b", "wire_c", "talk_b"} <= set(sets_of(our_sets()))
    for name in ("wire_c.gold.json", "wire_c.reports.jsonl"):
        (tmp_path / name).write_bytes((our_sets() / name).read_bytes())
    done = run("score", tmp_path, "--halves")
    assert done.exit_code == 0, done.output
    assert [line.split()[:3] for line in done.output.splitlines()[2:]] == [
        ["wire_c", "40", "1.00"],
        ["wire_c", "read", "20"],
        ["wire_c", "unread", "20"],
    ]


def test_what_is_no_set_and_an_archive_that_nobody_checked_are_told(tmp_path):
    with pytest.raises(BadInputError, match="no labelled set"):
        sets_of(tmp_path)
    (tmp_path / "x.gold.json").write_text("[1]")
    (tmp_path / "x.reports.jsonl").write_text('{"id": "a"}')
    done = run("score", tmp_path)
    assert (done.exit_code, len(done.output.splitlines())) == (2, 1)
    with Archive(tmp_path / "b.gpkg", make=True):
        pass
    assert "nobody has checked" in run("score", tmp_path / "b.gpkg").output
    assert run("report", tmp_path / "none.gpkg").exit_code == 2


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"), [(0, 0, 0, 1), (0, 10, 0, 0.278), (10, 10, 0.722, 1), (8, 10, 0.490, 0.943)]
)
def test_wilson(hits, total, low, high):
    assert wilson(hits, total) == pytest.approx((low, high), abs=0.001)
