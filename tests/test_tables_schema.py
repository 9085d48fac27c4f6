"""The published schema is that of the code, and files of incidents are held against it."""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import LOCATED, NOWHERE, located

from conflictmap.cli import app
from conflictmap.export import write
from conflictmap.frame import to_geodataframe
from conflictmap.model import BadInputError
from conflictmap.record import COLUMNS, ROW_ONLY, json_line, record
from conflictmap.tables import incident_schema, validate

ROOT = Path(__file__).resolve().parents[1]
ROWS = [LOCATED, located(1, NOWHERE, killed=None, when=None, perpetrator=None, target=None)]


def test_the_published_schema_is_that_of_the_code():
    page = runpy.run_path(str(ROOT / "docs" / "schema.py"))
    assert page["PATH"].read_text(encoding="utf-8") == page["text"](), "run: make tables"


def test_every_column_is_in_it():
    from jsonschema import Draft202012Validator

    schema = incident_schema()
    Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == [c.name for c in (*COLUMNS, *ROW_ONLY) if c.type != "geometry"]
    assert "car_bomb" in schema["properties"]["kind"]["enum"]
    assert schema["properties"]["kind"]["type"] == "string"


@pytest.fixture
def faults(tmp_path):
    """A function that writes rows, each with what is changed in it, and returns the faults without the file's name."""

    def of(*changes, lines=None):
        path = tmp_path / "rows.jsonl"
        made = lines or [json_line(record(LOCATED) | change) for change in changes]
        path.write_text("".join(made), encoding="utf-8")
        return [fault.removeprefix(f"{path}, ") for fault in validate(path)]

    return of


@pytest.mark.parametrize("ending", ["jsonl", "geojson", "csv"])
def test_what_we_write_is_valid(ending, tmp_path):
    path = tmp_path / f"out.{ending}"
    if ending == "jsonl":
        path.write_text("".join(json_line(record(item)) for item in ROWS), encoding="utf-8")
    else:
        write(to_geodataframe(ROWS), path)
    assert list(validate(path)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"kind": "picnic"}, "kind: 'picnic' is not one of"),
        ({"incident_id": ""}, "incident_id: '' "),
        ({"incident_id": None}, "incident_id: None is not of type 'string'"),
        ({"lat": 91}, "lat: 91 is greater than the maximum of 90"),
        ({"lon": None}, "lat and lon: one without the other"),
        ({"killed_low": -1}, "killed_low: -1 is less than the minimum of 0"),
        ({"killed_low": "six"}, "killed_low: 'six' is not of type 'integer', 'null'"),
        ({"killed_low": 9, "killed_high": 3}, "killed_low: 9 is above killed_high 3"),
        ({"date_start": "12/09/2006"}, "date_start: '12/09/2006' does not match"),
        ({"date_start": "2006-02-30"}, "date_start: '2006-02-30' is no day of the calendar"),
        ({"date_end": "2006-01-01"}, "date_end: 2006-01-01 is before date_start 2006-09-12"),
        ({"where_prec": 9}, "where_prec: 9 is greater than the maximum of 7"),
        ({"victims": [{"group": "dragon", "outcome": "killed"}]}, "victims[0].group: 'dragon' is not one of"),
        ({"aggregate": "yes"}, "aggregate: 'yes' is not of type"),
        ({"doubts": ["loud"]}, "doubts[0]: 'loud' is not one of"),
    ],
)
def test_a_fault_is_one_line_with_its_line(faults, change, fault):
    (first, *rest) = faults({}, change)
    assert first.startswith(f"line 2: {fault}")
    assert all(line.startswith("line 2: ") for line in rest)
    assert "\n" not in first
    assert len(first) < 250


def test_faults_of_a_table(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "incident_id,kind,killed_low,lat,lon,victims\na,shooting,4,,,\nb,shooting,x,1,2,nothing\n,car_bomb,,,,\n"
    )
    found = [fault.removeprefix(f"{path}, ") for fault in validate(path)]
    assert found == [
        "line 3: killed_low: 'x' is not of type 'integer', 'null'",
        "line 3: victims: 'nothing' is not of type 'array', 'null'",
        "line 4: incident_id: None is not of type 'string'",
    ]


def test_what_is_no_row(faults):
    good = json_line(record(LOCATED))
    assert faults(lines=[good, "{\n", "[1]\n", good])[0].startswith("line 2: not valid JSON")
    assert faults(lines=[good, "[1]\n"]) == ["line 2: is no row: an object was expected"]
    assert faults(lines=['{"kind": "shooting"}\n']) == ["line 1: 'incident_id' is a required property"]


@pytest.mark.parametrize("name", ["missing.jsonl", "a.txt"])
def test_what_cannot_be_validated(tmp_path, name):
    (tmp_path / "a.txt").write_text("news")
    with pytest.raises(BadInputError, match=r"no such file|cannot be validated; give"):
        list(validate(tmp_path / name))


def test_an_empty_file(tmp_path):
    (tmp_path / "a.jsonl").write_text("\n")
    with pytest.raises(BadInputError, match="holds no row"):
        list(validate(tmp_path / "a.jsonl"))


def test_the_package_is_asked_for(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "jsonschema", None)
    (tmp_path / "a.jsonl").write_text("{}\n")
    with pytest.raises(BadInputError, match=r"conflictmap\[validate\]"):
        list(validate(tmp_path / "a.jsonl"))


def test_the_command(tmp_path):
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(json_line(record(LOCATED)))
    bad.write_text(json.dumps({"incident_id": "a\x1b[2J", "kind": "x\x1b[2J"}) + "\n")
    done = CliRunner().invoke(app, ["validate", str(good)])
    assert (done.exit_code, done.stdout) == (0, "")
    done = CliRunner().invoke(app, ["validate", str(good), str(bad)])
    assert done.exit_code == 2
    assert "line 1: kind: " in done.stdout
    assert "\x1b" not in done.stdout
    assert "1 fault" in done.stderr
