"""Whatever a report or a file holds: no traceback, no hang, nothing run, offsets exact, the same again for the same.

The short form of `make fuzz`, with seeds of its own, and texts that hypothesis thinks of.
"""

from __future__ import annotations

import threading

import fuzzing
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictmap.model import Report

SEEDS = 1_000_000
CHUNK = 20


@pytest.mark.slow
@pytest.mark.parametrize("start", range(SEEDS, SEEDS + 6 * CHUNK, CHUNK))
def test_made_reports(start):
    rows = []
    for seed in range(start, start + CHUNK):
        try:
            rows += fuzzing.check_report(fuzzing.made_report(seed))
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error}") from error
    assert rows
    fuzzing.check_outputs(rows)


@pytest.mark.parametrize("start", range(SEEDS, SEEDS + 8 * CHUNK, CHUNK))
def test_made_files(tmp_path, start):
    for seed in range(start, start + CHUNK):
        try:
            fuzzing.check_file(tmp_path, seed)
        except Exception as error:
            raise AssertionError(f"seed {seed}, {fuzzing.made_file(seed)[0]}: {error}") from error


pieces = st.one_of(st.sampled_from(fuzzing.HOSTILE), st.sampled_from(fuzzing.sentences()), st.text(max_size=40))


@settings(max_examples=60, derandomize=True, database=None)
@given(st.lists(pieces, max_size=8), st.sampled_from(["", " ", "\n\n"]), st.one_of(st.just(""), st.text(max_size=60)))
def test_texts_that_nobody_wrote(parts, joint, title):
    fuzzing.check_report(Report(id="h", text=joint.join(parts), title=title))


@settings(max_examples=60, derandomize=True, database=None)
@given(st.sampled_from(sorted(fuzzing.FILES)), st.binary(max_size=300))
def test_bytes_that_nobody_wrote(tmp_path_factory, name, data):
    path = tmp_path_factory.mktemp("bytes") / name
    path.write_bytes(data)
    assert fuzzing._read(path) == fuzzing._read(path)


def test_the_same_seed_gives_the_same():
    assert fuzzing.made_report(7) == fuzzing.made_report(7)
    assert fuzzing.made_file(7) == fuzzing.made_file(7)
    assert {fuzzing.made_file(seed)[0] for seed in range(400)} == set(fuzzing.FILES)


def test_what_the_checks_can_find(monkeypatch, tmp_path):
    """Each fault that is looked for is found where there is one."""
    report = Report(id="k", text="A car bomb killed six people in Kut on Monday.")
    rows = fuzzing.check_report(report)
    fuzzing.check_outputs(rows)
    with monkeypatch.context() as patch:
        patch.setattr(fuzzing, "rows_of", lambda _: [{"n": 1}])
        with pytest.raises(AssertionError, match="in two ways"):
            fuzzing.check_report(report)
    with monkeypatch.context() as patch:
        wrong = {**rows[0], "sentence": "Somebody else was here."}
        patch.setattr(fuzzing, "rows_of", lambda _: [wrong])
        patch.setattr(fuzzing, "record", lambda _: wrong)
        with pytest.raises(AssertionError, match="does not stand there"):
            fuzzing.check_report(report)
    with monkeypatch.context() as patch:
        patch.setenv(fuzzing.CANARY, "1")
        with pytest.raises(AssertionError, match="has run in this process"):
            fuzzing.check_outputs(rows)
    with monkeypatch.context() as patch:
        patch.setattr(fuzzing, "HANGS", 1)
        with pytest.raises(TimeoutError), fuzzing.no_hang():
            threading.Event().wait()
    assert not fuzzing.is_number("-1+1")
    assert fuzzing.is_number("-1.5")
    assert fuzzing.elements("<script>") != fuzzing.elements("")
