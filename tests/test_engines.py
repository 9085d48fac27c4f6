"""Whatever does the work, the results are the same, and a process that dies costs nothing but time."""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
import subprocess
import sys
import textwrap
from datetime import date

import pytest

from conflictmap.model import BadInputError, ConflictmapError, Report
from conflictmap.pipeline import Kit, Outcome, chunks, iterate, kit, outcomes_of, processes, stages

TEXTS = (
    "A car bomb killed six people and wounded 15 in Mosul on Tuesday, police said.",
    "Shares rose on Tuesday.",
    "Gunmen shot dead two policemen in Baquba and a roadside bomb in Kabul killed one.",
    "The mayor of Kut opened a bridge.",
)
HERE = os.getpid()


def some(count):
    """Reports that are kept, left out and not read, and one that a stage fails on."""
    for number, text in enumerate(itertools.islice(itertools.cycle(TEXTS), count)):
        yield Report(f"r{number}", text, "fail" if number == 11 else "", published=date(2006, 9, 12))


@pytest.fixture
def failing(monkeypatch):
    """One report is more than a stage can bear."""
    read = stages.read_report

    def read_or_fail(report, language):
        if report.title == "fail":
            raise ValueError("no")
        return read(report, language)

    monkeypatch.setattr(stages, "read_report", read_or_fail)


@pytest.fixture
def forked(monkeypatch):
    """Workers are forks, whatever threads the tests have left behind, and chunks are small."""
    monkeypatch.setattr(processes, "_may_fork", lambda: True)
    monkeypatch.setattr(chunks, "_FIRST", 1_000)
    monkeypatch.setattr(chunks, "_MOST", 1_000)


def told(outcome):
    return outcome.report_id, len(outcome.located), outcome.left_out, outcome.problem


# --- processes --------------------------------------------------------------------------------------------------


def test_forks_give_the_same_in_the_same_order(forked, failing):
    alone = list(iterate(some(120)))
    assert list(iterate(some(120), jobs=2)) == alone
    assert sum(outcome.problem is not None for outcome in alone) == 1
    assert any(outcome.left_out for outcome in alone)
    assert any(outcome.located for outcome in alone)


@pytest.mark.slow
def test_fresh_processes_do_too(monkeypatch):
    monkeypatch.setattr(processes, "_may_fork", lambda: False)
    many = [*some(60), Report("odd", "\x00" * 10, "((((")]
    assert list(iterate(many, jobs=2)) == list(iterate(many))


def test_rows_are_those_of_the_incidents():
    (outcome,) = outcomes_of(Kit(codes=("gtd",)), some(1))
    (row,) = outcome.rows
    assert not outcome.located
    assert (row["province"], row["killed_low"], row["gtd_attack"]) == ("Nineveh", 6, 3)


def test_reports_are_not_read_far_ahead_of_the_workers(forked, made_up):
    taken = itertools.count()

    def endless():
        for number in itertools.count():
            next(taken)
            yield Report(f"r{number}", "x" * 400)

    running = iterate(endless(), jobs=2, **made_up(lambda report: None))
    for _ in range(50):
        next(running)
    running.close()
    assert next(taken) < 150


@pytest.fixture
def made_up(monkeypatch):
    """Take a function that does something to a report, in workers only, instead of the stages."""

    def with_work(work):
        def process(report, *_):
            if os.getpid() != HERE:
                work(report)
            return Outcome(report.id, located=("something",))

        monkeypatch.setattr(kit, "process", process)
        return {"language": object(), "gazetteer": object()}

    return with_work


def numbered(count):
    return [Report(f"r{number}", "x" * 50) for number in range(count)]


def test_a_worker_that_is_killed_costs_time_only(forked, made_up, tmp_path):
    def die_once(report):
        flag = tmp_path / report.id
        if report.id in {"r20", "r21", "r57"} and not flag.exists():
            flag.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    found = list(iterate(numbered(100), jobs=2, **made_up(die_once)))
    assert [told(outcome) for outcome in found] == [(f"r{number}", 1, (), None) for number in range(100)]
    assert {path.name for path in tmp_path.iterdir()} == {"r20", "r21", "r57"}


def test_a_report_that_kills_every_worker_costs_itself_only(forked, made_up):
    def die(report):
        if report.id == "r33":
            os._exit(9)

    found = list(iterate(numbered(60), jobs=2, **made_up(die)))
    assert [outcome.report_id for outcome in found] == [f"r{number}" for number in range(60)]
    assert [outcome.report_id for outcome in found if outcome.problem] == ["r33"]
    assert "its process died" in found[33].problem.message


def test_a_large_report_passes_through_the_pipe_while_its_worker_writes(forked, made_up, monkeypatch):
    monkeypatch.setattr(chunks, "_MOST", 10_000_000)
    large = [Report(f"r{number}", "x" * 900_000) for number in range(8)]
    work = made_up(lambda report: None)
    monkeypatch.setattr(kit, "process", lambda report, *_: Outcome(report.id, located=(report.text,)))
    assert [outcome.located[0] for outcome in iterate(large, jobs=2, **work)] == [report.text for report in large]


def test_workers_that_cannot_start_are_one_line(forked, made_up, monkeypatch):
    work = made_up(lambda report: None)
    monkeypatch.setattr(processes.signal, "signal", lambda *_: os._exit(3))
    with pytest.raises(ConflictmapError, match="a worker process died; a script that asks for several jobs needs"):
        list(iterate(numbered(9), jobs=2, **work))


# Workers that never end by themselves, and a parent that says when both have begun.
ENDLESS = """
    import os, signal, sys, time
    from conflictmap.cli import app, main
    from conflictmap.model import Report
    from conflictmap.pipeline import Outcome, iterate, kit

    here = os.getpid()

    def process(report, *_):
        if os.getpid() != here:
            os.write(1, b"+")
            time.sleep(1_000_000)
        return Outcome(report.id, located=("something",))

    kit.process = process

    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell makes what runs in its background deaf to it

    @app.command()
    def endless():
        for outcome in iterate((Report(str(n), "x" * 9000) for n in range(99)), jobs=2, language=1, gazetteer=1):
            pass

    sys.argv[1:] = ["endless"]
    main()
"""


@pytest.fixture
def endless():
    child = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(ENDLESS)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert child.stdout.read(2) == b"++"
    yield child
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def test_no_worker_outlives_a_parent_that_is_killed(endless):
    endless.kill()
    # the workers have the same standard output: it ends when the last of them is gone
    endless.communicate(timeout=60)
    assert endless.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("signum", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopping_does_not_wait_for_what_the_workers_have_in_hand(endless, signum, code):
    os.kill(endless.pid, signum)
    endless.communicate(timeout=60)
    assert endless.returncode == code


# --- Dask -------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def cluster():
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as running:
        yield running


@pytest.mark.slow
@pytest.mark.long
def test_dask_gives_the_same_though_a_worker_is_killed(cluster, monkeypatch):
    from distributed import Client

    monkeypatch.setattr(chunks, "_FIRST", 1_000)
    monkeypatch.setattr(chunks, "_MOST", 1_000)
    with Client(cluster.scheduler_address, set_as_default=False) as client:
        workers = list(client.run(os.getpid).values())

    def killing(reports):
        for number, report in enumerate(reports):
            if number == 150:
                os.kill(workers[0], signal.SIGKILL)
            yield report

    alone = list(outcomes_of(Kit(codes=()), some(300)))
    found = outcomes_of(Kit(codes=()), killing(some(300)), engine="dask", scheduler=cluster.scheduler_address)
    assert list(found) == alone


@pytest.mark.slow
def test_the_command_reads_on_a_cluster(cluster, tmp_path):
    from click.testing import CliRunner

    from conflictmap.cli import app

    (tmp_path / "news.txt").write_text(TEXTS[0], encoding="utf-8")
    command = ["extract", str(tmp_path / "news.txt"), "--published", "2006-09-12"]
    runner = CliRunner()
    alone = runner.invoke(app, command)
    found = runner.invoke(app, [*command, "--engine", "dask", "--scheduler", cluster.scheduler_address])
    assert found.exit_code == 0, found.output
    assert found.stdout == alone.stdout
    assert "Nineveh" in found.stdout


def test_a_cluster_that_is_not_there_is_one_line(monkeypatch):
    daskcluster = pytest.importorskip("conflictmap.pipeline.daskcluster")
    monkeypatch.setattr(daskcluster, "_WAIT", 0.2)
    with pytest.raises(BadInputError, match=r"tcp://127.0.0.1:9: no Dask scheduler answers there"):
        list(iterate(some(1), engine="dask", scheduler="tcp://127.0.0.1:9"))


def test_without_dask_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "conflictmap.pipeline.daskcluster", raising=False)
    with pytest.raises(BadInputError, match=r"pip install 'conflictmap\[dask\]'"):
        list(iterate(some(1), engine="dask"))


@pytest.mark.parametrize(
    ("options", "message"),
    [({"engine": "spark"}, "unknown engine 'spark'; known are processes, dask"), ({"scheduler": "x"}, "a scheduler")],
)
def test_engines_that_are_not_there_are_refused(options, message):
    with pytest.raises(BadInputError, match=message):
        list(iterate(some(1), **options))
