"""Standard streams that are closed, full or left by their reader, little memory, and files that belong together."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from conflictmap.cli import app
from conflictmap.cli.app import NO_MEMORY
from conflictmap.files import staged
from conflictmap.model import BadInputError

ROOT = Path(__file__).resolve().parents[1]
COMMAND = f"{sys.executable} -m conflictmap"
posix = pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX")


@pytest.fixture
def shell(tmp_path):
    (tmp_path / "in.txt").write_text("A car bomb killed six people in Kut on Monday.")

    def run(line):
        done = subprocess.run(
            ["bash", "-c", line.replace("conflictmap", COMMAND)],
            cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        assert "Traceback" not in done.stderr
        return done

    return run


OUTPUTS = [
    ("conflictmap --help > /dev/full", "No space left on device"),
    ("conflictmap --version >&-", "it is closed"),
    ("conflictmap extract in.txt > /dev/full", "No space left on device"),
    ("conflictmap extract in.txt >&-", "it is closed"),
]


@pytest.mark.long
@posix
@pytest.mark.slow
@pytest.mark.parametrize(("line", "reason"), OUTPUTS, ids=[line for line, _ in OUTPUTS])
def test_standard_output_that_cannot_be_written(shell, line, reason):
    done = shell(line)
    assert (done.returncode, done.stderr) == (2, f"conflictmap: error: cannot write standard output: {reason}\n")


@pytest.mark.long
@posix
@pytest.mark.slow
@pytest.mark.parametrize("to", ["> /dev/full", ">&-", "| true"])
def test_a_map_is_written_though_nobody_hears_of_it(shell, tmp_path, to):
    done = shell(f"conflictmap map in.txt -o out {to}; exit ${{PIPESTATUS[0]}}")
    assert done.returncode == (0 if "|" in to else 2)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "incidents.csv",
        "incidents.geojson",
        "map.html",
    ]


@pytest.mark.long
@posix
@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "code", "lines"),
    [("extract in.txt 2>&-", 0, 1), ("extract in.txt 2>/dev/full", 0, 1), ("extract in.txt <&-", 0, 1),
     ("extract - <&-", 2, 0), ("extract in.txt <&- >&- 2>&-", 2, 0), ("extract none.txt 2>/dev/full", 2, 0),
     ("extract in.txt in.txt | true; exit ${PIPESTATUS[0]}", 0, 0)],
)  # fmt: skip
def test_streams_that_are_closed_or_left(shell, line, code, lines):
    done = shell(f"conflictmap {line}")
    assert (done.returncode, done.stdout.count("\n")) == (code, lines)


@posix
@pytest.mark.slow
@pytest.mark.long
def test_little_memory_is_told_in_one_line(shell):
    """Where it ends depends on the machine: at the start, in loading, or over a report. It is one line everywhere."""
    for limit in (60_000, 80_000, 100_000):
        done = shell(f"ulimit -v {limit}; conflictmap extract in.txt")
        assert done.returncode in {0, 1}, done.stderr
        assert len(done.stderr.splitlines()) == 1, done.stderr
        assert done.returncode == 0 or "memory" in done.stderr.casefold()


def test_memory_that_ends_on_the_way(monkeypatch, capsys, tmp_path):
    from conflictmap.cli import execution

    def fails(*_, **__):
        raise MemoryError

    (tmp_path / "in.txt").write_text("A car bomb killed six people in Kut on Monday.")
    monkeypatch.setattr(execution, "outcomes_of", fails)
    with pytest.raises(SystemExit) as left:
        app(["extract", str(tmp_path / "in.txt")])
    assert (left.value.code, capsys.readouterr().err) == (1, f"conflictmap: error: {NO_MEMORY}\n")


def test_wrong_tiles_are_told_before_anything_is_read(monkeypatch, capsys, tmp_path):
    pytest.importorskip("xyzservices")
    from conflictmap.cli import execution

    (tmp_path / "in.txt").write_text("A car bomb killed six people in Kut on Monday.")
    monkeypatch.setattr(execution, "outcomes_of", lambda *_, **__: pytest.fail("it was read"))
    with pytest.raises(SystemExit):
        app(["map", str(tmp_path / "in.txt"), "-o", str(tmp_path / "out"), "--tiles", "Nope.Nope"])
    assert "no tiles are called 'Nope.Nope'" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


# --- a set of files is of one run -----------------------------------------------------------------------------------

NAMES = ("map.html", "incidents.geojson", "incidents.csv")
KILLED = """
import os, sys
from pathlib import Path
from conflictmap.files import staged

steps, end = 0, int(sys.argv[1])

def counted(call):
    def step(*arguments, **options):
        global steps
        if steps == end:
            os._exit(9)
        steps += 1
        return call(*arguments, **options)
    return step

Path.replace, Path.unlink = counted(Path.replace), counted(Path.unlink)
with staged(*sys.argv[2:]) as paths:
    for path in paths:
        path.write_text("new")
"""


def killed_after(steps, folder):
    """Write the set anew in a process that is killed before it moves or removes a file for the nth time."""
    targets = [str(folder / name) for name in NAMES]
    run = [sys.executable, "-c", KILLED, str(steps), *targets]
    return subprocess.run(run, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}).returncode == 9


@pytest.mark.long
@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_files_of_one_run_only(tmp_path):
    seen = []
    for steps in range(30):
        folder = tmp_path / str(steps)
        folder.mkdir()
        for name in NAMES:
            (folder / name).write_text("old")
        killed = killed_after(steps, folder)
        texts = {name: (folder / name).read_text() for name in NAMES if (folder / name).exists()}
        assert len(set(texts.values())) == 1, (steps, texts)
        assert NAMES[0] in texts
        with staged(folder / "another.txt"):
            pass  # who writes next into the folder finishes what was begun
        finished = {name: (folder / name).read_text() for name in NAMES if (folder / name).exists()}
        assert sorted(path.name for path in folder.iterdir()) == sorted(["another.txt", *NAMES]), steps
        assert len(set(finished.values())) == 1
        seen.append(finished[NAMES[0]])
        if not killed:
            break
    assert set(seen) == {"old", "new"}
    assert seen == sorted(seen, reverse=True)


def test_a_note_of_somebody_else_moves_nothing(tmp_path):
    from conflictmap.files import _host

    (tmp_path / "secret.txt").write_text("mine")
    (tmp_path / "target.txt").write_text("kept")
    notes = [
        [["secret.txt", "target.txt"]], [["../x", "target.txt"]], [[".target.txt.1-00000000-000000000000.part", "../y"]],
        {"a": 1}, "text", 7, [[1, 2]], [["a"]],
    ]  # fmt: skip
    for number, note in enumerate(notes):
        path = tmp_path / f".map.html.{2**22 + 5}-{_host()}-{number:012x}.moves"
        path.write_text(json.dumps(note))
        with staged(tmp_path / "other.txt"):
            pass
        assert not path.exists()
    assert (tmp_path / "target.txt").read_text() == "kept"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.txt", "secret.txt", "target.txt"]


def test_a_full_disk_names_what_was_asked_for(tmp_path):
    def full(*targets):
        with staged(*targets):
            raise OSError(28, "No space left on device")

    with pytest.raises(BadInputError, match=rf"cannot write {tmp_path}/map.html: No space left on device"):
        full(tmp_path / "map.html")
    with pytest.raises(
        BadInputError, match=rf"cannot write {tmp_path}/map.html, {tmp_path}/incidents.csv: No space left on device"
    ):
        full(tmp_path / "map.html", tmp_path / "incidents.csv")

    def within(target):
        with staged(target, tmp_path / "b.csv") as (path, _):
            full(path)

    with pytest.raises(BadInputError, match=rf"^cannot write {tmp_path}/map.html: No space left on device$"):
        within(tmp_path / "map.html")
    assert list(tmp_path.iterdir()) == []


def test_what_gdal_cannot_write_is_one_line(tmp_path, monkeypatch):
    import geopandas
    from pyogrio.errors import DataSourceError

    from conflictmap.export import write
    from conflictmap.frame import to_geodataframe

    def fails(frame, path, **_):
        Path(path).write_text("half")
        raise DataSourceError(f"{path}: no space\nleft on device")

    monkeypatch.setattr(geopandas.GeoDataFrame, "to_file", fails)
    with pytest.raises(BadInputError, match=rf"^cannot write {tmp_path}/x\.kml: GDAL: : no space left on device$"):
        write(to_geodataframe([]), tmp_path / "x.kml")
    assert list(tmp_path.iterdir()) == []
