"""Files are written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from conflictmap import files
from conflictmap.files import staged
from conflictmap.model import BadInputError


def test_staged_replaces_all_at_the_end(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "sub" / "new.txt"
    old.write_text("old")
    with staged(old, new) as (first, second):
        first.write_text("1")
        second.write_text("2")
        assert old.read_text() == "old"
        assert not new.exists()
    assert (old.read_text(), new.read_text()) == ("1", "2")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["new.txt", "old.txt", "sub"]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit])
def test_staged_changes_nothing_after_an_exception(tmp_path, error):
    old = tmp_path / "old.txt"
    old.write_text("old")

    def fail_half_way():
        with staged(old, tmp_path / "new.txt") as (first, _):
            first.write_text("half")
            raise error

    with pytest.raises(error):
        fail_half_way()
    assert old.read_text() == "old"
    assert list(tmp_path.iterdir()) == [old]


def test_files_get_the_usual_permissions(tmp_path):
    mask = os.umask(0o027)
    try:
        with staged(tmp_path / "a"):
            pass
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_a_folder_made_in_vain_is_removed_again(tmp_path):
    (tmp_path / "kept").mkdir()

    def fail():
        with staged(tmp_path / "kept" / "a" / "b" / "c.txt"):
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert list(tmp_path.rglob("*")) == [tmp_path / "kept"]


def test_what_killed_processes_left_is_swept_at_the_next_run(tmp_path):
    script = """
import os, signal, sys
from conflictmap import files
from conflictmap.files import staged
with staged(sys.argv[1]):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    dead = tmp_path / "dead.txt"
    subprocess.run([sys.executable, "-c", script, str(dead)], check=False)
    (left,) = tmp_path.iterdir()
    elsewhere = tmp_path / re.sub(r"-[0-9a-f]{8}-", "-00000000-", left.name)
    elsewhere.touch()
    (tmp_path / ".notes.part").touch()
    with staged(tmp_path / "first.txt") as (first,), staged(tmp_path / "second.txt"):
        assert first.exists(), "it is at work"
        assert not left.exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [elsewhere.name, ".notes.part", "first.txt", "second.txt"]
    )


@pytest.mark.parametrize("error", [KeyboardInterrupt, PermissionError])
def test_what_stops_the_moving_puts_all_back(tmp_path, monkeypatch, error):
    """Somebody who presses Ctrl-C, or a table that is open elsewhere, while the files are moved: none is changed."""
    names = ("map.html", "a.geojson", "a.csv", "sub/a.kml")  # of which the last was not there before
    steps = 0
    real = {name: getattr(Path, name) for name in ("replace", "unlink")}

    def stopping(name, end):
        def step(*arguments, **options):
            nonlocal steps
            steps += 1
            if steps == end:
                raise error(13, "stopped")
            return real[name](*arguments, **options)

        return step

    for end in range(1, 20):
        folder = tmp_path / str(end)
        folder.mkdir()
        for name in names[:3]:
            (folder / name).write_text("old")
        steps = 0
        with monkeypatch.context() as patched:
            for name in real:
                patched.setattr(Path, name, stopping(name, end))
            try:
                with staged(*(folder / name for name in names)) as paths:
                    for path in paths:
                        path.write_text("new")
            except (KeyboardInterrupt, BadInputError):
                pass
        texts = {name: (folder / name).read_text() for name in names if (folder / name).exists()}
        assert texts in (dict.fromkeys(names[:3], "old"), dict.fromkeys(names, "new")), end
        if steps < end:
            break
    assert steps < end, "the moving was stopped at each of its steps"


def test_a_process_of_the_same_number_sweeps_what_the_one_before_left(tmp_path):
    """As in a container, whose first process has the same number at each start."""
    with staged(tmp_path / "a.txt") as (path,):
        left = path.with_name(path.name.replace(path.name[-17:-5], "0123456789ab"))
        left.touch()
        with staged(tmp_path / "b.txt"):
            assert not left.exists()
            assert path.exists(), "it is at work"


def test_a_set_in_two_folders_loses_nothing_by_a_kill(tmp_path):
    script = """
import os, sys
from pathlib import Path
from conflictmap import files
from conflictmap.files import staged
real = Path.replace
def last(path, target):
    if Path(target).name == "b.csv" and path.suffix == ".part":
        os._exit(9)
    return real(path, target)
Path.replace = last
with staged(*sys.argv[1:]) as paths:
    for path in paths:
        path.write_text("new")
"""
    targets = [tmp_path / "one" / "a.html", tmp_path / "two" / "b.csv"]
    for target in targets:
        target.parent.mkdir()
        target.write_text("old")
    assert subprocess.run([sys.executable, "-c", script, *map(str, targets)], check=False).returncode == 9
    assert targets[0].read_text() == "new"
    assert not targets[1].exists()
    with staged(tmp_path / "two" / "c.csv"):
        assert targets[1].read_text() == "new"
    assert sorted(path.name for path in targets[1].parent.iterdir()) == ["b.csv", "c.csv"]


@pytest.mark.parametrize("end", [1, 2, 3])
def test_a_kill_while_old_files_are_put_back_loses_none_of_them(tmp_path, end):
    """Somebody presses Ctrl-C while a set is moved into place, and the process is ended while it puts back the old ones."""
    script = """
import os, sys
from pathlib import Path
from conflictmap import files
from conflictmap.files import staged
real, end = Path.replace, int(sys.argv[1])
def stopped(path, target):
    global end
    if path.suffix == ".part" and Path(target).name == "c.csv":
        raise KeyboardInterrupt
    if path.suffix == ".kept":
        end -= 1
        if not end:
            os._exit(9)
    return real(path, target)
Path.replace = stopped
with staged(*sys.argv[2:]) as paths:
    for path in paths:
        path.write_text("new")
"""
    targets = [tmp_path / name for name in ("a.html", "b.csv", "c.csv")]
    for target in targets:
        target.write_text("old")
    ended = subprocess.run([sys.executable, "-c", script, str(end), *map(str, targets)], check=False)
    assert ended.returncode == 9
    with staged(tmp_path / "d.csv"):
        assert [target.read_text() for target in targets] == ["old"] * 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "b.csv", "c.csv", "d.csv"]


def test_names_that_are_done_with_are_forgotten(tmp_path):
    before = set(files._OWN)
    for _ in range(3):
        with staged(tmp_path / "a.txt", tmp_path / "b.txt"):
            pass
    assert before >= files._OWN
