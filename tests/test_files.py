"""Files are written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys

import pytest

from conflictmap.files import staged


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
