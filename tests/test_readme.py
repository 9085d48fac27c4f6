"""The README says what is so: its code runs, its commands parse, its tables are those of the code."""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from pathlib import Path

import pytest

from conflictmap.cli import app

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = runpy.run_path(str(ROOT / "docs" / "tables.py"))
TABLES, rewritten = PAGES["TABLES"], PAGES["rewritten"]
MANUALS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)


def test_python_blocks_run(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), names)
    assert names["result"].located
    assert (tmp_path / "map.html").exists()


def test_the_notebook_runs():
    path = ROOT / "notebooks" / "first_map.py"
    names = {"__file__": str(path)}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), names)
    assert names["civilians"] > 0


COMMANDS = [
    shlex.split(line.split("| ")[-1], comments=True)[1:]
    for block in blocks("sh")
    for line in block.splitlines()
    if "conflictmap " in line
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_commands_parse(arguments):
    group, name = app, arguments.pop(0)
    while hasattr(group.commands[name], "commands"):
        group, name = group.commands[name], arguments.pop(0)
    group.commands[name].make_context(name, arguments)


@pytest.mark.parametrize("page", TABLES)
def test_tables_are_those_of_the_code(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert rewritten(text, TABLES[page]) == text, "run: make tables"


@pytest.mark.parametrize("path", MANUALS, ids=lambda p: p.name)
def test_links_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("http"):
            continue
        name, _, anchor = target.partition("#")
        page = path.parent / name if name else path
        assert page.exists(), target
        if anchor:
            heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w\- ]", "", head).strip().lower().replace(" ", "-") for head in heads}, target


def test_nobody_is_left_to_guess_the_set_up():
    for words in ("make demo", "make test", "map.html", "incidents.geojson", "incidents.csv", "--skip-bad"):
        assert words in TEXT
