"""The gates of `make lint`, each shown to fail on a made-up tree that is bad."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gates import ratchet
from gates.__main__ import main
from gates.complexity import MOST, measure
from gates.source import packages, rooms, sources
from gates.structure import cycles, floor_breaches, twins
from gates.words import codes, words

ROOT = Path(__file__).resolve().parents[1]
GOOD = {
    "conflictmap/__init__.py": "",
    "conflictmap/model.py": 'KINDS = ("raid",)\n\n\nclass Incident:\n    hurt: int\n',
    "conflictmap/reports/__init__.py": "",
    "conflictmap/reports/fields.py": "import conflictmap.model\n\n\ndef title(text):\n    return text.strip()\n",
}


def tree(folder, **files):
    """Write a made-up project: GOOD, and files by path, with two underscores for a slash."""
    given = {name.replace("__", "/") + ".py": text for name, text in files.items()}
    for name, text in (GOOD | given).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(folder, capsys, *arguments):
    (folder / "gates").mkdir(exist_ok=True)
    code = main(arguments, folder)
    return code, capsys.readouterr().out


def hold(folder, text):
    (folder / "gates").mkdir(exist_ok=True)
    (folder / "gates" / "ratchet.toml").write_text(text, encoding="utf-8")


LOUD = "def loud(a):\n" + "".join(f"    if a == {i} or a == -{i}:\n        return {i}\n" for i in range(1, 9))
BUSY = "def busy(a):\n" + "".join(f"    if a == {i}:\n        return {i}\n" for i in range(1, 7))


@pytest.mark.slow
def test_the_gates_hold_here():
    done = subprocess.run([sys.executable, "-m", "gates"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_good_tree_passes(tmp_path, capsys):
    code, out = run(tree(tmp_path), capsys)
    assert code == 0
    assert "WORSE" not in out


def test_packages_are_rooms_and_folders_of_scripts(tmp_path):
    folder = tree(tmp_path, benchmarks__speed="")
    (folder / "conflictmap" / "__main__.py").write_text("")
    assert set(rooms(sources(folder, "conflictmap"))) == {"conflictmap/model", "conflictmap/reports"}
    assert set(packages(folder, sources(folder, "conflictmap"))) == {
        "conflictmap/model",
        "conflictmap/reports",
        "benchmarks",
    }


# complexity


def test_complexity_counts_and_and_or(tmp_path):
    folder = tree(tmp_path, conflictmap__reports__loud=LOUD)
    found = measure(rooms(sources(folder, "conflictmap"))["conflictmap/reports"])
    assert found.worst == 17
    assert [block.name for block in found.over] == ["loud"]
    assert found.mean == 9.0


def test_a_block_above_the_gate_fails(tmp_path, capsys):
    code, out = run(tree(tmp_path, conflictmap__reports__loud=LOUD), capsys)
    assert code == 1
    assert f"WORSE conflictmap/reports: worst is 17, at most {MOST} may be" in out
    assert "17 loud" in out
    assert "loud.py:1" in out


def test_a_mean_above_the_gate_fails_though_no_block_is(tmp_path, capsys):
    code, out = run(tree(tmp_path, conflictmap__busy=BUSY), capsys)
    assert code == 1
    assert "WORSE conflictmap/busy: mean is 7.0, at most 5.0 may be" in out
    assert "worst is" not in out


def test_scripts_are_measured_too(tmp_path, capsys):
    code, out = run(tree(tmp_path, gazetteer__build=LOUD), capsys)
    assert code == 1
    assert "WORSE gazetteer: worst is 17" in out


# words


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ('a == "killed"', {"killed"}),
        ('a in {"killed", "wounded"}', {"killed", "wounded"}),
        ('a in ("car bomb", "mine")', {"car", "bomb", "mine"}),
        ('b = frozenset({"killed"})', {"killed"}),
        ('b = set("of the in".split())', {"of", "the", "in"}),
        ('TABLE = {"killed": 1}', {"killed"}),
        ('a.startswith("kill")', {"kill"}),
        ('import re\nre.compile(r"\\b(?:killed|wound(?:ed|s))\\b[a-z]")', {"killed", "wound", "ed", "s"}),
        ('match a:\n    case "killed":\n        pass', {"killed"}),
        ('"""He was killed."""', set()),
        ('raise ValueError("nobody was killed")', set()),
        ('print("killed")', set()),
        ('def f():\n    return {"killed": 1}', set()),
        ('__all__ = ["killed"]', set()),
        ('a == "Baghdad"', set()),
        ('a == "http://x"', set()),
        ('a == "raid"', set()),
        ('from typing import Literal\nOutcome = Literal["killed"]\na == "killed"', set()),
        ('class A:\n    killed: int\na == "killed"', {"killed"}),
        ('a == "hurt"', set()),
        ('import enum\nclass A(enum.StrEnum):\n    DEAD = "killed"\na == "killed"', set()),
    ],
)
def test_what_counts_as_a_word(code, wanted, tmp_path):
    folder = tree(tmp_path, conflictmap__room=code)
    declared = codes(folder, sources(folder, "conflictmap"))
    assert words(rooms(sources(folder, "conflictmap"))["conflictmap/room"], declared) == wanted


def test_identifiers_of_data_files_are_no_words(tmp_path):
    folder = tree(tmp_path, conflictmap__room='a in {"killed", "wounded", "abducted"}')
    (folder / "conflictmap" / "rules").mkdir()
    (folder / "conflictmap" / "rules" / "en.toml").write_text('[[outcome]]\nid = "killed"\nverbs = ["abducted"]\n')
    (folder / "gazetteer").mkdir()
    (folder / "gazetteer" / "places.csv").write_text("wounded,kind\nabducted,mosque\n")
    declared = codes(folder, sources(folder, "conflictmap"))
    assert words(rooms(sources(folder, "conflictmap"))["conflictmap/room"], declared) == {"abducted"}


def test_a_word_too_many_fails(tmp_path, capsys):
    folder = tree(tmp_path, conflictmap__reports__kinds='def f(a):\n    return a in ("killed", "wounded")\n')
    hold(folder, '["conflictmap/reports"]\nwords = 1\n')
    code, out = run(folder, capsys)
    assert code == 1
    assert "WORSE conflictmap/reports: words is 2, at most 1 may be" in out
    hold(folder, '["conflictmap/reports"]\nwords = 2\n')
    assert run(folder, capsys)[0] == 0
    assert run(folder, capsys, "--words", "conflictmap/reports")[1].split() == ["killed", "wounded"]


# the ratchet


def test_what_stood_above_a_gate_may_stand_and_not_rise(tmp_path, capsys):
    folder = tree(tmp_path, conflictmap__loud=LOUD)
    hold(folder, '["conflictmap/loud"]\nmean = 17.0\nworst = 17\nover = 1\n')
    code, out = run(folder, capsys)
    assert (code, "WORSE" in out, "better" in out) == (0, False, False)
    tree(tmp_path, conflictmap__loud=LOUD + "    if a == 0:\n        return 0\n")
    code, out = run(folder, capsys)
    assert code == 1
    assert "WORSE conflictmap/loud: worst is 18, at most 17 may be" in out


def test_what_has_fallen_is_told_and_lowered_and_never_raised(tmp_path, capsys):
    folder = tree(tmp_path, conflictmap__busy=BUSY, conflictmap__loud=LOUD)
    hold(
        folder,
        '["conflictmap/busy"]\nmean = 9.5\nworst = 22\n\n["conflictmap/loud"]\nmean = 16.0\nworst = 30\nover = 1\n\n'
        '["conflictmap/gone"]\nwords = 3\n',
    )
    code, out = run(folder, capsys)
    assert code == 1  # the mean of the second has risen
    assert "better conflictmap/busy: mean is 7.0, the ratchet still allows 9.5: run `make ratchet`" in out
    assert "better conflictmap/gone: is no more" in out
    run(folder, capsys, "--lower")
    assert ratchet.read(folder / "gates" / "ratchet.toml") == {
        "conflictmap/busy": {"mean": 7.0},
        "conflictmap/loud": {"mean": 16.0, "worst": 17, "over": 1},
    }
    code, out = run(folder, capsys)
    assert code == 1
    assert "better" not in out


# structure


@pytest.mark.parametrize(
    "code",
    [
        "import conflictmap.reports",
        "from conflictmap.reports import fields",
        "from conflictmap import reports",
        "def f():\n    from conflictmap.reports.fields import title\n    return title",
    ],
)
def test_an_import_from_a_higher_floor_is_told(code, tmp_path):
    folder = tree(tmp_path, conflictmap__model=code)
    files = sources(folder, "conflictmap")
    assert floor_breaches(files, {"model": 0, "reports": 1}) == [
        "conflictmap.model (floor 0) imports reports (floor 1)"
    ]
    assert floor_breaches(files, {"model": 2, "reports": 1}) == []


def test_an_import_from_the_same_floor_is_told_but_for_that_of_the_model(tmp_path):
    files = sources(tree(tmp_path, conflictmap__export="import conflictmap.reports"), "conflictmap")
    assert floor_breaches(files, {"model": 1, "reports": 1, "export": 1}) == [
        "conflictmap.export (floor 1) imports reports (floor 1)"
    ]


def test_a_room_of_no_floor_is_told(tmp_path):
    files = sources(tree(tmp_path), "conflictmap")
    assert floor_breaches(files, {"reports": 1}) == ["conflictmap.model: say on which floor model lies"]


def test_a_circle_of_modules_is_told(tmp_path, capsys):
    folder = tree(
        tmp_path,
        conflictmap__reports__fields="from conflictmap.reports import formats\n",
        conflictmap__reports__formats="from conflictmap.reports.tables import x\n",
        conflictmap__reports__tables="def f():\n    import conflictmap.reports.fields\n",
    )
    ring = ["fields", "formats", "tables", "fields"]
    wanted = " imports ".join(f"conflictmap.reports.{name}" for name in ring)
    assert cycles(sources(folder, "conflictmap")) == [wanted]
    code, out = run(folder, capsys)
    assert code == 1
    assert f"WORSE circle: {wanted}" in out


def test_a_circle_of_packages_is_told_though_no_modules_make_one(tmp_path):
    folder = tree(
        tmp_path,
        conflictmap__reports__web__pages="import conflictmap.reports.disk.files\n",
        conflictmap__reports__disk__files="",
        conflictmap__reports__disk__folders="import conflictmap.reports.web.links\n",
        conflictmap__reports__web__links="",
    )
    assert cycles(sources(folder, "conflictmap")) == [
        "conflictmap.reports.disk imports conflictmap.reports.web imports conflictmap.reports.disk"
    ]


def test_a_module_that_imports_its_own_package_is_a_circle(tmp_path):
    folder = tree(tmp_path)
    (folder / "conflictmap" / "reports" / "__init__.py").write_text("from conflictmap.reports.fields import title\n")
    assert cycles(sources(folder, "conflictmap")) == []
    (folder / "conflictmap" / "reports" / "fields.py").write_text("from conflictmap.reports import title\n")
    assert cycles(sources(folder, "conflictmap")) == [
        "conflictmap.reports imports conflictmap.reports.fields imports conflictmap.reports"
    ]


def test_two_modules_of_one_name_are_told(tmp_path, capsys):
    folder = tree(tmp_path, conflictmap__export__fields="", conflictmap__export__model="")
    assert twins(sources(folder, "conflictmap")) == [
        "conflictmap.export.fields and conflictmap.reports.fields have one name",
        "conflictmap.export.model and conflictmap.model have one name",
    ]
    code, out = run(folder, capsys)
    assert code == 1
    assert "WORSE conflictmap.export.fields and conflictmap.reports.fields have one name" in out
