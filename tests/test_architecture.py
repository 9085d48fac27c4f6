"""The house stands as CONTRIBUTING draws it: floors, sizes, docstrings, nothing heavy on the stairs."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gates.source import sources
from gates.structure import cycles, floor_breaches, imported, twins

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "conflictmap"

FLOORS = {
    "model": 0,
    "codebook": 0,
    "memo": 0,
    "text": 0,
    "geometry": 0,
    "placekinds": 0,
    "unpacking": 0,
    "files": 1,
    "keptanswers": 1,
    "webclient": 1,
    "gazetteer": 1,
    "language": 1,
    "remainders": 1,
    "reports": 1,
    "rowstore": 1,
    "extraction": 2,
    "geocoding": 2,
    "plugins": 2,
    "record": 2,
    "sums": 2,
    "defaults": 3,
    "frame": 3,
    "linking": 3,
    "modelreader": 3,
    "tables": 3,
    "corrections": 4,
    "export": 4,
    "maps": 4,
    "archive": 5,
    "pipeline": 5,
    "scoring": 5,
    "desk": 6,
    "cli": 7,
}
HOUSE = sources(ROOT, "conflictmap")
MAX_LINES = 450
MAX_FUNCTION = 80


def room_of(path):
    """conflictmap/reports/fields.py -> reports."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def test_a_room_imports_from_lower_floors_only():
    assert floor_breaches(HOUSE, FLOORS) == []


def test_modules_import_in_no_circle_and_bear_names_of_their_own():
    assert cycles(HOUSE) == []
    assert twins(HOUSE) == []


def test_rooms_of_extraction_import_only_what_contributing_lists_above_them():
    section = (
        (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## How a report is read\n")[1].split("\n### ")[0]
    )
    cells = re.findall(r"^\| (`.*?) \|", section, re.MULTILINE)
    order = [room for cell in cells for room in re.findall(r"`(\w+)`", cell) if room != "text"]
    known = frozenset(source.module for source in HOUSE)
    floors = {f"conflictmap.extraction.{room}": floor for floor, room in enumerate(order)}

    def floor_of(module):
        return floors.get(".".join(module.split(".")[:3]))

    below = [
        f"{source.module} imports {other}"
        for source in HOUSE
        if floor_of(source.module) is not None
        for other in sorted(imported(source, known))
        if (floor_of(other) or 0) > floor_of(source.module)
    ]
    assert len(order) > 15
    assert below == []


@pytest.mark.parametrize("source", HOUSE, ids=lambda source: source.module)
def test_imports_are_absolute(source):
    relative = [n.lineno for n in source.nodes if isinstance(n, ast.ImportFrom) and n.level]
    assert not relative, "relative imports hide the floor"


def test_contributing_draws_every_room():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for room, floor in FLOORS.items():
        assert any(f"| {floor} |" in line and f"`{room}`" in line for line in text.splitlines()), room


ONLY_IN = {
    "folium": {"maps"},
    "branca": {"maps"},
    "geopandas": {"frame", "export", "maps"},
    "pandas": {"frame", "export", "maps"},
    "click": {"cli"},
    "rich": {"cli"},
    "geopy": {"geocoding"},
    "starlette": {"desk"},
    "uvicorn": {"desk"},
    "tomllib": {"codebook", "language", "gazetteer", "reports"},
}


@pytest.mark.parametrize("source", HOUSE, ids=lambda source: source.module)
def test_each_library_has_its_rooms(source):
    for node in source.nodes:
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        else:
            continue
        for name in names:
            allowed = ONLY_IN.get(name.split(".")[0])
            assert allowed is None or room_of(source.path) in allowed, f"{name} is for {allowed} only"


@pytest.mark.parametrize("source", HOUSE, ids=lambda source: source.module)
def test_no_room_and_no_function_is_crowded(source):
    lines = source.text.count("\n")
    assert lines <= MAX_LINES
    for node in source.nodes:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            docstring = ast.get_docstring(node, clean=False) or ""
            length = (node.end_lineno or 0) - node.lineno + 1 - docstring.count("\n")
            assert length <= MAX_FUNCTION, f"{node.name} has {length} lines without its docstring"


def test_no_country_stands_in_code():
    """Another country is another folder: the name may stand in a default and in examples only."""
    country = "iraq"
    for source in HOUSE:
        docstrings = {
            id(node.body[0].value)
            for node in source.nodes
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in source.nodes:
            text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
            if country in text.casefold() and id(node) not in docstrings:
                assert text in {country, "state_forces"}, f"{source.module}:{node.lineno}: {text!r}"


def public_objects():
    for room in FLOORS:
        module = importlib.import_module(f"conflictmap.{room}")
        for name in getattr(module, "__all__", ()):
            value = getattr(module, name)
            if (inspect.isfunction(value) or inspect.isclass(value)) and value.__module__.startswith("conflictmap"):
                yield value


def test_public_docstrings_are_complete():
    """What a room offers says what goes in, what comes out, what is raised (checks in pyproject.toml)."""
    validate = importlib.import_module("numpydoc.validate").validate
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = set(settings["tool"]["numpydoc_validation"]["checks"])
    found = []
    for value in set(public_objects()):
        name = f"{value.__module__}.{value.__qualname__}"
        waived = set()
        if inspect.isclass(value):
            waived = {"PR01", "PR02", "RT01"}  # records list attributes, checked by ruff's D rules for presence
        elif re.match(r"(Return|Yield) ", inspect.getdoc(value) or ""):
            waived = {"RT01"}  # the summary says what comes out
        found += [f"{name}: {code} {text}" for code, text in validate(name)["errors"] if code in wanted - waived]
    assert not found, "\n".join(sorted(found))


HEAVY = ("geopandas", "pandas", "numpy", "folium", "shapely", "rich", "trafilatura")
LIGHT_COMMANDS = [
    (["--help"], HEAVY),
    (["extract", "--help"], HEAVY),
    (["extract", "{report}", "-o", "{out}"], ("geopandas", "pandas", "folium", "rich", "trafilatura")),
]


@pytest.mark.parametrize(("command", "heavy"), LIGHT_COMMANDS)
def test_light_commands_import_nothing_heavy(command, heavy, tmp_path):
    report = tmp_path / "a.txt"
    report.write_text("A car bomb killed six people in Mosul.")
    arguments = [part.format(report=report, out=tmp_path / "out.jsonl") for part in command]
    code = f"""
import sys
from conflictmap.cli import app
app({arguments!r}, standalone_mode=False)
print(*sorted({{name.partition('.')[0] for name in sys.modules}} & set({heavy!r})))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "", done.stdout.splitlines()[-1]


def test_public_names():
    cm = importlib.import_module("conflictmap")
    assert set(cm.__all__) <= set(dir(cm))
    assert all(callable(getattr(cm, name)) for name in cm.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = cm.nothing
