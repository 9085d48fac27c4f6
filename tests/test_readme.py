"""README and documents say what is so: their code runs, their commands parse, their links lead somewhere."""

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
MANUALS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").glob("*.md")),
]


PAGES_OF_DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def blocks(path, language):
    text = path.read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", [p for p in PAGES_OF_DOCS if blocks(p, "python")], ids=lambda path: path.name)
def test_python_blocks_run(path, tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    for block in blocks(path, "python"):
        exec(compile(block, path.name, "exec"), names)
    assert "map.html" not in path.read_text(encoding="utf-8") or (tmp_path / "map.html").exists()


COMMANDS = sorted({
    tuple(shlex.split(line.split("| ")[-1], comments=True)[1:])
    for path in PAGES_OF_DOCS
    for block in blocks(path, "sh")
    for line in block.splitlines()
    if re.match(r"(\w+ .*\| )?conflictmap ", line)
})  # fmt: skip


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_commands_parse(arguments):
    group, (name, *rest) = app, arguments
    while hasattr(group.commands[name], "commands"):
        group, name = group.commands[name], rest.pop(0)
    group.commands[name].make_context(name, rest)


@pytest.mark.parametrize("page", TABLES)
def test_tables_are_those_of_the_code(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    assert rewritten(text, TABLES[page]) == text, "run: make tables"


@pytest.mark.parametrize("path", MANUALS, ids=lambda p: p.name)
def test_links_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith(("http", "reference/")):  # those pages are made when the site is built
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
