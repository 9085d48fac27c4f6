"""What is shipped: the wheel holds all it needs, and works from there as it does from a source tree."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CHECK = """
import conflictmap, sys
from pathlib import Path
from importlib.resources import files
from conflictmap import codebook
root = Path(conflictmap.__file__).parent
assert str(root).startswith(sys.argv[1]), root
gazetteer = conflictmap.load_gazetteer()
assert gazetteer.province_named("Ninewa").name == "Nineveh"
assert gazetteer.province_of(33.3, 44.4) == "Baghdad"
assert len(gazetteer.places) > 200
from conflictmap.modelreader.prompting import load_prompt
assert "Nowhere" in load_prompt("Nowhere").system
assert codebook.labels() and conflictmap.load_language()
(location,) = [conflictmap.GazetteerGeocoder().geocode("Mosul")]
assert location.raw["province"] == "Nineveh"
abroad = conflictmap.model.Report("y", "A car bomb killed six people in Kabul.")
assert [row.left_out for row in conflictmap.geocode(conflictmap.extract(abroad))] == ["abroad"]
report = conflictmap.model.Report("x", "A car bomb killed six people in Mosul.")
frame = conflictmap.to_geodataframe(conflictmap.geocode(conflictmap.extract(report)))
assert frame["killed"].tolist() == [6]
from conflictmap.scoring import our_sets, score
assert str(our_sets()).startswith(sys.argv[1])
assert score(our_sets(), "rounds_b").reports == 8
assert "Mosul" in conflictmap.webmap(frame, gazetteer=gazetteer).get_root().render()
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def check(where, *, path=None):
    env = {**os.environ, "PYTHONPATH": str(path) if path else ""}
    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(where)], capture_output=True, text=True, env=env, cwd="/", check=False
    )
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_code_rules_page_and_gazetteer(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    tree = [p for p in (ROOT / "conflictmap").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert {f"conflictmap/{p.relative_to(ROOT / 'conflictmap').as_posix()}" for p in tree} <= names
    for name in ("country.toml", "places.csv", "provinces.geojson", "districts.geojson", "basemap.geojson"):
        assert f"conflictmap/_gazetteer/iraq/{name}" in names
    labelled = {f"conflictmap/_reports/{p.name}" for p in (ROOT / "tests" / "data" / "reports").iterdir()}
    assert labelled <= names
    assert {"conflictmap/_gazetteer/SOURCES.md", "conflictmap/_gazetteer/world.csv"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests", "examples", "gazetteer", "benchmarks"))]


@pytest.mark.slow
def test_it_works_from_the_wheel(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    check(tmp_path, path=tmp_path)


def pins():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def test_every_requirement_is_pinned_once():
    extras = [r for group in PROJECT["optional-dependencies"].values() for r in group]
    names = {re.split(r"[\[<>=!~ ]", r)[0] for r in [*PROJECT["dependencies"], *extras]} - {"conflictmap"}
    missing = {name.replace("_", "-").casefold() for name in names} - set(pins())
    assert not missing


def test_versions_agree():
    import conflictmap

    assert conflictmap.__version__ == PROJECT["version"]
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {PROJECT['version']}" in changes


def tracked():
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("not a git checkout: the list of tracked files is unknown")
    return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_package_host_is_named():
    hosts = re.compile(
        "|".join(["files.python" + "hosted", "pypi" + r"\.org", "registry.npm" + "js", r"deb\.deb" + "ian"])
    )
    for path in tracked():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        assert not hosts.search(text), path


def test_make_targets_are_documented():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    manuals = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))
    for target in re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE):
        assert target == "help" or f"make {target}" in manuals, target


def test_ci_runs_the_tests():
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in text
    assert "make test" in text
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_it_can_be_cited():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {PROJECT['version']}\n" in text
    assert f"license: {PROJECT['license']}\n" in text
