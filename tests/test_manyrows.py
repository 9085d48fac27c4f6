"""More rows than memory should hold: on disk, linked in windows, written in parts, with the same result."""

from __future__ import annotations

import json
import random
import re
import zipfile
from datetime import date, timedelta
from functools import partial

import geopandas as gpd
import pytest
from click.testing import CliRunner
from geopandas.testing import assert_geodataframe_equal
from pagetexts import unpacked

from conflictmap import frame
from conflictmap.cli import app, manyrows
from conflictmap.linking import link, link_in_windows
from conflictmap.model import Report
from conflictmap.pipeline import Kit, outcomes_of
from conflictmap.record import json_line
from conflictmap.rowstore import RowStore, batches

TELLINGS = (
    "A car bomb killed {few} people and wounded {many} at a market in {town} on Tuesday, police said.",
    "{few} people died and {many} were hurt when a car bomb went off at a {town} market on Tuesday.",
    "Gunmen shot dead {some} policemen at a checkpoint in {other} on Tuesday.",
    "In {other} on Tuesday gunmen killed {some} policemen at a checkpoint, a doctor said.",
    "Attacks across Iraq killed {all} people on Tuesday.",
)
TOWNS = ("Mosul", "Baquba", "Kirkuk", "Ramadi", "Falluja", "Basra", "Hilla", "Samarra", "Tikrit", "Amara")


def telling(text, week):
    """A text of its own for each week: the same words a week later would be a copy, whatever its day."""
    town, other = TOWNS[week % 10], TOWNS[week * 7 % 10 - 5]
    return text.format(few=6 + week, many=70 + week, some=2 + week, town=town, other=other, all=200 + week)


@pytest.fixture(scope="module")
def rows():
    """Rows of sixty weeks, in no order: each week some events, told by several reports or one."""
    rng = random.Random(7)
    tuesday = date(2006, 1, 4)
    reports = [
        Report(f"r{week}-{number}", telling(text, week), published=tuesday + timedelta(weeks=week))
        for week in range(60)
        for number, text in enumerate(TELLINGS)
        if rng.random() < 0.8
    ]
    rng.shuffle(reports)
    return [row for outcome in outcomes_of(Kit(codes=()), reports) for row in outcome.rows]


def test_a_store_is_the_list_it_was_made_of(rows):
    with RowStore(rows) as store:
        assert len(store) == len(rows)
        assert list(store) == rows
        assert [store[at] for at in range(len(rows))] == rows
        assert store[-1] == rows[-1]
        assert store[3:40] == rows[3:40]
        with pytest.raises(IndexError):
            store[len(rows)]


def test_an_empty_store_is_an_empty_list():
    with RowStore() as store:
        assert list(store) == []
        assert len(store) == 0


def test_batches_lose_nothing(rows):
    parts = list(batches(rows, 50))
    assert [row for part in parts for row in part] == rows
    assert {len(part) for part in parts[:-1]} == {50}


def test_windows_find_the_events_that_a_single_look_finds(rows):
    whole = {event.members for event in link(rows).events}
    found = [members for members, _ in link_in_windows(rows, size=80)]
    assert len(found) == len(set(found))
    assert set(found) == whole
    assert max(map(len, whole)) > 1


def test_rows_without_a_day_are_in_one_window_or_another(rows):
    undated = [{**row, "date_start": None, "date_end": None, "published": None} for row in rows[:50]]
    found = sorted(at for members, _ in link_in_windows(undated, size=20) for at in members)
    assert found == list(range(50))


@pytest.fixture
def table(rows, tmp_path):
    path = tmp_path / "incidents.jsonl"
    path.write_text("".join(map(json_line, rows)), encoding="utf-8")
    return path


def output_of(command, monkeypatch, held):
    monkeypatch.setattr(manyrows, "_HELD", held)
    monkeypatch.setattr(manyrows, "_PART", 32)
    result = CliRunner().invoke(app, [str(word) for word in command])
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("option", [[], ["--no-link"]])
def test_a_map_of_many_rows_holds_what_one_of_few_holds(table, tmp_path, monkeypatch, option):
    few, many = tmp_path / "few", tmp_path / "many"
    told = output_of(["map", table, "-o", few, *option], monkeypatch, 10_000).stdout
    again = output_of(["map", table, "-o", many, *option], monkeypatch, 40).stdout
    assert again.replace(str(many), str(few)).split() == told.split()
    for name in ("incidents.geojson", "incidents.csv"):
        one, other = ((folder / name).read_text(encoding="utf-8-sig").splitlines() for folder in (few, many))
        assert sorted(line.rstrip(",") for line in one) == sorted(line.rstrip(",") for line in other)
    assert json.loads((many / "incidents.geojson").read_text(encoding="utf-8"))["features"]
    one, other = (sorted(told_on(folder / "map.html")) for folder in (few, many))
    assert one == other


def test_the_map_and_all_formats_of_few_rows_are_made_of_one_frame(table, tmp_path, monkeypatch):
    made = []
    from_rows = frame.from_rows
    monkeypatch.setattr(frame, "from_rows", lambda rows: made.append(len(rows)) or from_rows(rows))
    output_of(["map", table, "-o", tmp_path / "out", "--no-link"], monkeypatch, 10_000)
    assert made == [len(table.read_text(encoding="utf-8").splitlines())]


def told_on(page):
    """The sentences that a page holds, in one part or in many."""
    for text in re.findall(r'id="cm-detail-\d+">(.*?)</script>', page.read_text(encoding="utf-8")):
        yield from unpacked(text)["groups"]["sentence"]["cols"]["sentence"]


def test_events_of_many_rows_are_those_of_few(table, tmp_path, monkeypatch):
    few, many = tmp_path / "few.jsonl", tmp_path / "many.jsonl"
    told = output_of(["link", table, "-o", few], monkeypatch, 10_000).stderr
    assert output_of(["link", table, "-o", many], monkeypatch, 40).stderr == told
    events = [sorted(json.loads(line)["incident_id"] for line in path.open(encoding="utf-8")) for path in (few, many)]
    assert events[0] == events[1]


@pytest.mark.long
@pytest.mark.parametrize("form", ["gpkg", "parquet", "hxl", "datapackage", "acled", "ged", "kml"])
def test_every_format_holds_many_rows_as_it_does_few(table, tmp_path, monkeypatch, form):
    files = []
    for held in (10_000, 40):
        folder = tmp_path / str(held)
        output_of(["map", table, "-o", folder, "--no-link", "--format", form], monkeypatch, held)
        (path,) = (path for path in folder.iterdir() if path.name != "map.html")
        files.append(path)
    if form in {"gpkg", "parquet"}:
        read = gpd.read_parquet if form == "parquet" else partial(gpd.read_file, layer="incidents")
        few, many = map(read, files)
        assert_geodataframe_equal(many, few)
        assert few.crs == "EPSG:4326"
    elif form == "datapackage":
        few, many = (zipfile.ZipFile(file).read("incidents.csv") for file in files)
        assert few == many
    else:
        assert files[0].read_bytes() == files[1].read_bytes()


def test_a_table_is_written_in_parts(table, tmp_path, monkeypatch):
    output_of(["extract", table, "-o", tmp_path / "few.csv"], monkeypatch, 10_000)
    monkeypatch.setattr(manyrows, "_PART", 10_000)
    result = CliRunner().invoke(app, ["extract", str(table), "-o", str(tmp_path / "many.csv")])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "few.csv").read_bytes() == (tmp_path / "many.csv").read_bytes()
