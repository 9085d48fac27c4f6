"""Readers and geocoders of others: found by name, looked at, and never worth more than the report they fail on."""

from __future__ import annotations

import json
import os
import pickle
import re
import sys
import tomllib
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import PLACE
from plugged import lay

from conflictmap.cli import app
from conflictmap.defaults import load_language
from conflictmap.gazetteer import load_gazetteer
from conflictmap.model import BadInputError, Count, Evidence, Incident, Located, PlacePhrase, Reading, Report, Span
from conflictmap.model.housemates import GROUPS, OURS
from conflictmap.pipeline import Kit, iterate, outcomes_of, processes, run
from conflictmap.plugins import (
    Choice,
    Tools,
    account_of,
    by_phrase,
    load_geocoder,
    load_reader,
    names,
    placed_by,
    read_by,
)

ROOT = Path(__file__).resolve().parents[1]
MANUAL = (ROOT / "docs" / "readers.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL)
REPORT = Report("r1", "Two men died near Mosul.")
INCIDENT = Incident(
    REPORT,
    0,
    "shooting",
    1,
    Count(2, 2),
    None,
    None,
    Span(0, 24),
    places=(PlacePhrase("Mosul", Span(18, 23), "clause"),),
    evidence=(Evidence("killed", "own.killed", Span(0, 7)),),
)
PLACED = Located(INCIDENT, PLACE, INCIDENT.places[0])


@pytest.fixture(scope="module")
def tools():
    return Tools(load_language(), load_gazetteer())


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A folder where packages can be laid, and from which they are imported."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def command(*arguments):
    done = CliRunner().invoke(app, [str(part) for part in arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done


@pytest.fixture
def desk(shelf, tmp_path):
    """The reader of the manual, installed as it stands there, and something for it to read."""
    lay(shelf, "deskline", BLOCKS[0], readers=["deskline = deskline:make"])
    path = tmp_path / "desk.txt"
    path.write_text("14:05 MOSUL: 3 killed, 5 wounded by mortars\n15:10 KUT: 1 killed, 0 wounded by gunmen\n")
    return path


# --- by name ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("group", GROUPS)
def test_ours_are_registered_as_the_code_knows_them(group):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"][group] == OURS[group]


def test_the_manual_shows_what_is_shipped():
    assert len(BLOCKS) == 2
    for name in (*OURS["conflictmap.readers"], *OURS["conflictmap.geocoders"], *GROUPS):
        assert f"`{name}`" in MANUAL


def test_the_reader_of_the_manual_reads(desk):
    assert len([line for line in BLOCKS[0].splitlines() if line.strip()]) <= 20
    done = command("extract", desk, "--reader", "deskline", "--published", "2006-09-12")
    assert done.exit_code == 0, done.output
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["kind"], first["killed_low"], first["wounded_high"], first["province"]) == (
        "shelling", 3, 5, "Nineveh",
    )  # fmt: skip
    assert (second["kind"], second["killed_low"], second["wounded_low"], second["province"]) == (
        "shooting", 1, 0, "Wasit",
    )  # fmt: skip
    span = first["evidence"][1]
    assert desk.read_text()[span["start"] : span["end"]] == "3"


def test_an_archive_keeps_who_read_a_report(desk, tmp_path):
    import sqlite3

    archive = tmp_path / "kept.gpkg"
    assert command("add", archive, desk, "--reader", "deskline").exit_code == 0
    with sqlite3.connect(archive) as connection:
        ((rules,),) = connection.execute("SELECT rules FROM reports")
    assert rules.endswith(" deskline")


def test_the_geocoder_of_the_manual_places(shelf, tmp_path):
    lay(shelf, "camps", BLOCKS[1], geocoders=["camps = camps:make"])
    path = tmp_path / "a.txt"
    path.write_text("A car bomb killed six people at Camp North on Tuesday. A bomb killed two in Kut, police said.")
    done = command("extract", path, "--geocoder", "camps")
    assert done.exit_code == 0, done.output
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["place"], row["lat"], row["province"]) == ("Camp North", 36.9, "Duhok")
    assert "1 tied to no place" in done.stderr


@pytest.mark.parametrize(
    ("option", "line"),
    [
        ("--reader", "unknown reader 'nobody'; there are: rules"),
        ("--geocoder", "unknown geocoder 'nobody'; there are: gazetteer"),
    ],
)
def test_a_name_that_nobody_offers_is_one_line(option, line, desk):
    done = command("extract", desk, option, "nobody")
    assert done.exit_code == 2
    assert done.stderr.startswith(f"conflictmap: error: {line}")
    assert done.stderr.count("\n") == 1
    assert option == "--geocoder" or "deskline" in done.stderr


FAILING = {
    "at import": ("raise ImportError('no\\nmodel')", "ImportError: no model"),
    "at exit": ("import sys; sys.exit(3)", "SystemExit: 3"),
    "without a maker": ("", "has no attribute 'make'"),
    "when made": ("def make(tools): return 1 / 0", "ZeroDivisionError"),
    "with nothing": ("def make(tools): pass", "makes nothing to be called"),
}


@pytest.mark.parametrize("how", FAILING)
@pytest.mark.parametrize("option", ["--reader", "--geocoder"])
def test_a_plug_in_that_cannot_be_made_is_one_line(how, option, shelf, desk):
    text, reason = FAILING[how]
    name = f"bad_{how.replace(' ', '_')}"
    points = [f"bad = {name}:make"]
    lay(shelf, name, text, readers=points, geocoders=points)
    done = command("extract", desk, option, "bad")
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert reason in done.stderr
    assert "of bad_" in done.stderr


def test_two_packages_of_one_name_are_told(shelf, desk):
    for name in ("one", "two"):
        lay(shelf, name, "def make(tools): return list", readers=[f"same = {name}:make"])
    done = command("extract", desk, "--reader", "same")
    assert done.exit_code == 2
    assert "several packages offer a reader 'same': one, two" in done.stderr


def test_no_package_takes_the_name_of_ours(shelf, tools):
    lay(shelf, "thief", "def make(tools): raise ValueError('taken')", readers=["rules = thief:make"])
    assert [point.value for point in entry_points(group="conflictmap.readers", name="rules") if "thief" in point.value]
    assert load_reader(Choice("rules"), tools)(REPORT).incidents
    assert names("conflictmap.readers").count("rules") == 1


def test_ours_can_be_used_as_any_other(tools):
    reports = [Report(f"r{n}", "A car bomb killed six people in Mosul on Tuesday, police said.") for n in range(2)]
    plain = run(reports).located
    assert run(reports, reader=Choice("rules"), geocoder=Choice("gazetteer")).located == plain
    assert load_geocoder(Choice("gazetteer"), tools)([plain[0].incident]) == [plain[0]]


def test_an_online_service_is_the_gazetteers(desk):
    done = command("extract", desk, "--geocoder", "other", "--online", "nominatim")
    assert done.exit_code == 2
    assert "--online nominatim is of use with --geocoder gazetteer only" in done.stderr


# --- in other processes -----------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("forks", [True, False])
def test_every_process_makes_its_own(shelf, monkeypatch, forks):
    lay(shelf, "deskline", BLOCKS[0], readers=["deskline = deskline:make"])
    monkeypatch.setenv("PYTHONPATH", str(shelf))
    monkeypatch.setattr(processes, "_may_fork", lambda: forks)
    reports = [Report(f"r{n}", f"14:05 MOSUL: {n} killed, 5 wounded by mortars") for n in range(60)]
    kit = Kit(codes=(), reader=Choice("deskline"))
    alone = list(outcomes_of(kit, reports))
    assert [row["killed_low"] for outcome in alone for row in outcome.rows] == list(range(60))
    assert list(outcomes_of(kit, reports, jobs=2)) == alone


@pytest.mark.slow
@pytest.mark.long
def test_every_worker_of_a_cluster_makes_its_own(shelf, monkeypatch):
    pytest.importorskip("distributed")
    lay(shelf, "deskline", BLOCKS[0], readers=["deskline = deskline:make"])
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(shelf), str(ROOT)]))
    reports = [Report(f"r{n}", f"14:05 MOSUL: {n} killed, 5 wounded by mortars") for n in range(30)]
    kit = Kit(codes=(), reader=Choice("deskline"), geocoder=Choice("gazetteer"))
    alone = list(outcomes_of(kit, reports))
    assert list(outcomes_of(kit, reports, engine="dask", jobs=1)) == alone
    assert [row["killed_low"] for outcome in alone for row in outcome.rows] == list(range(30))


def test_a_choice_travels():
    kit = Kit(reader=Choice("deskline", ("a", 1)))
    assert pickle.loads(pickle.dumps(kit)) == kit


def test_what_is_counted_is_added_up():
    def read(report):
        return Reading((), counted=(("asked", 1), ("paid", 7)))

    assert run([REPORT, replace(REPORT, id="r2")], reader=read).counted == {"asked": 2, "paid": 14}


class Bookkeeper:
    """A reader that keeps an account, or says so."""

    def __init__(self, account):
        self.account = account

    def __call__(self, report):
        return Reading((), counted=(("asked", 1),))


@pytest.mark.parametrize(
    ("account", "line"),
    [
        (lambda counted: f"{counted['asked']} asked", "2 asked"),
        (lambda counted: counted["paid"], "conflictmap: warning: the reader gives no account (KeyError: 'paid')"),
        (lambda counted: "x" * 5_000, "x" * 1_000),
        (lambda counted: sys.exit(3), "conflictmap: warning: the reader gives no account (SystemExit: '3')"),
    ],
)
def test_an_account_is_told(account, line):
    reader = Bookkeeper(account)
    counted = dict(run([REPORT, replace(REPORT, id="r2")], reader=reader).counted)
    told = account_of(reader, counted)
    assert told.replace('"', "").replace("'", "") == line.replace("'", "")
    assert account_of(list, counted) is None


def test_what_cannot_travel_is_told(monkeypatch):
    monkeypatch.setattr(processes, "_may_fork", lambda: False)
    with pytest.raises(BadInputError, match="cannot be sent to other processes; give it by name"):
        run([REPORT], reader=lambda report: [], jobs=2)


def test_what_was_counted_before_a_failure_counts():
    def read(report):
        error = ValueError("half way")
        error.counted = (("asked", 3),)
        raise error

    result = run([REPORT], reader=read)
    assert result.counted == {"asked": 3}
    assert result.problems[0].message == "could not be processed (ValueError: half way)"


# --- what they give is looked at --------------------------------------------------------------------------------


def test_sound_incidents_pass():
    assert read_by(lambda report: iter([INCIDENT]), REPORT).incidents == (INCIDENT,)
    assert placed_by(lambda incidents: [PLACED], [INCIDENT]) == [PLACED]
    assert placed_by(None, []) == []


def told(**changes):
    return [replace(INCIDENT, **changes)]


BAD_INCIDENTS = {
    "is no Incident but str": ["six dead"],
    "is of another report": told(report=Report("r2", "x" * 99)),
    "its number is 3 and not 0": told(number=3),
    "no kind 'burning' in the codebook": told(kind="burning"),
    "0 attacks": told(attacks=0),
    "True attacks": told(attacks=True),
    "is no count of persons": told(killed=Count(1.5, 2.5)),
    "6 is no count": told(killed=6),
    "Count(low=-3": told(wounded=Count(-3, 4)),
    "is no count of persons ": told(killed=Count(10**400, None)),
    "Span(start=0, end=99": told(sentence=Span(0, 99)),
    "Span(start=5, end=2": told(evidence=(Evidence("killed", "r", Span(5, 2)),)),
    "field='body'": told(sentence=Span(0, 3, "body")),
    "(0, 3) does not point": told(sentence=(0, 3)),
    "no doubt 'odd'": told(doubts=("odd",)),
    "no role 'why'": told(evidence=(Evidence("why", "r", Span(0, 2)),)),
    "4 is not the number of a total": told(total=4),
    "0 is not the number of a total": told(total=0),
}


@pytest.mark.parametrize("fault", BAD_INCIDENTS)
def test_an_unsound_incident_costs_its_report(fault):
    good = Report("r2", REPORT.text)

    def read(report):
        return [replace(INCIDENT, report=report)] if report is good else BAD_INCIDENTS[fault]

    bad, fine = iterate([REPORT, good], reader=read)
    assert bad.problem.message.startswith("could not be processed (ValueError: incident 1: ")
    assert fault.strip() in bad.problem.message
    assert len(fine.located) == 1


def test_no_end_of_incidents_has_an_end():
    def read(report):
        while True:
            yield INCIDENT

    (outcome,) = iterate([REPORT], reader=read)
    assert "more than 10,000 incidents" in outcome.problem.message


BAD_PLACES = {
    "0 places for 1 incidents": [],
    "is no Located but NoneType": [None],
    "is that of another incident": [replace(PLACED, incident=replace(INCIDENT, attacks=9))],
    "left out as 'dull'": [replace(PLACED, left_out="dull")],
    "neither a geocode nor a reason": [replace(PLACED, geocode=None)],
    "nan is no latitude": [replace(PLACED, geocode=replace(PLACE, lat=float("nan")))],
    "181.0 is no longitude": [replace(PLACED, geocode=replace(PLACE, lon=181.0))],
    "come together": [replace(PLACED, geocode=replace(PLACE, lon=None))],
    "-5 is no radius": [replace(PLACED, geocode=replace(PLACE, radius_km=-5))],
    "are no precisions": [replace(PLACED, geocode=replace(PLACE, where_prec=0))],
    "no doubt 'odd'": [replace(PLACED, doubts=("odd",))],
}


@pytest.mark.parametrize("fault", BAD_PLACES)
def test_an_unsound_place_costs_its_report(fault):
    (outcome,) = iterate([REPORT], reader=lambda report: [INCIDENT], geocoder=lambda incidents: BAD_PLACES[fault])
    assert fault in outcome.problem.message
    assert not outcome.located


@pytest.mark.parametrize("what", ["reader", "geocoder"])
def test_one_that_calls_exit_costs_its_report(what):
    def leave(_):
        raise SystemExit(3)

    plugs = {"reader": lambda report: [INCIDENT], what: leave}
    (outcome,) = iterate([REPORT], **plugs)
    assert outcome.problem.message == f"could not be processed (RuntimeError: the {what} called exit(3))"


def test_only_our_geocoder_shuts_the_gate():
    far = Report("far", "A car bomb killed six people in Kabul.")

    def read(report):
        return [replace(INCIDENT, report=report, sentence=Span(0, 5), evidence=(), places=())]

    (left,) = iterate([far], reader=read)
    assert left.left_out == (("far", "elsewhere"),)
    (unplaced,) = iterate([far], reader=read, geocoder=by_phrase(lambda phrase, report: PLACE))
    assert unplaced.left_out == (("far-1", "no_place"),)


def test_errors_of_purpose_are_told_as_they_are():
    def read(report):
        raise BadInputError("the model\nis not there")

    (outcome,) = iterate([REPORT], reader=read)
    assert outcome.problem.message == "could not be processed (the model is not there)"
