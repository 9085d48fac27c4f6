"""SECURITY.md claims nothing that no test shows, and what is declared as the lowest version is what was tested."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/\w+\.py)::(\w+)`", TEXT)
ROWS = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith(("| What |", "| --- |"))]


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[name for _, name in NAMED])
def test_each_claim_names_a_test_that_is_there(file, name):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    assert len(found) == 1
    assert any(isinstance(node, (ast.Assert, ast.With, ast.Call)) for node in ast.walk(found[0]))


def test_each_row_is_a_claim_with_a_test():
    assert len(ROWS) > 25
    for row in ROWS:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 3, row
        assert re.search(r"`tests/\w+\.py::\w+`", cells[2]), row


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = re.search(r"\[(.+)\]", PROJECT["optional-dependencies"]["all"][0])[1].split(",")
NEEDED = [*PROJECT["dependencies"], *(need for extra in EXTRAS for need in PROJECT["optional-dependencies"][extra])]


def plain(name):
    return re.sub(r"[-_.]+", "-", name).casefold()


@pytest.mark.parametrize("need", sorted(set(NEEDED)))
def test_the_declared_minimum_is_the_version_that_make_lowest_installs(need):
    name, lowest = re.match(r"([\w.-]+)(?:\[\w+\])?>=([\w.]+)", need).groups()
    lines = (ROOT / "constraints-lowest.txt").read_text(encoding="utf-8").splitlines()
    pins = {plain(pin): version for pin, _, version in (line.partition("==") for line in lines if "==" in line)}
    assert re.sub(r"(\.0)+$", "", pins[plain(name)]) == re.sub(r"(\.0)+$", "", lowest)


def test_the_lowest_versions_name_no_address():
    assert not re.search(r"https?:|@|--", (ROOT / "constraints-lowest.txt").read_text(encoding="utf-8"))
