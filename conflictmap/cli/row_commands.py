"""``extract`` and ``link``: rows as JSON Lines."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, get_args

import click

from conflictmap.cli.app import many, say
from conflictmap.cli.options import Wanted, input_options
from conflictmap.sums import Best

if TYPE_CHECKING:
    from conflictmap.pipeline import Result

__all__ = ["extract_command", "link_command"]

_STDOUT = "-"
_LINES = (".json", ".jsonl", ".ndjson")  # what these commands write if nothing else is asked for
_output_option = click.option(
    "-o",
    "--output",
    default=_STDOUT,
    show_default=True,
    metavar="FILE",
    help="File to write, JSON Lines or what its ending says; - is standard output.",
)


@click.command("extract", short_help="Write incidents as JSON Lines.")
@input_options
@_output_option
def extract_command(output: str, **options: Any) -> None:
    """Write the incidents in INPUT as JSON Lines, one incident a line, already placed.

    INPUT is a file (text, page, feed, table, JSON, document, mail, archive), a folder, or - for standard input.
    """
    from conflictmap.cli.execution import Work, left_out_line

    work = Work(Wanted(**options))
    count = _write(work.rows(), output, work.wanted)
    work.tell_problems()
    parts = (
        f"{many(count, 'incident')} in {_sources(work.result)}",
        left_out_line(work.result.left_out),
    )
    say("; ".join(part for part in parts if part))


@click.command("link", short_help="Write events: what several reports tell of one, in one line.")
@input_options
@_output_option
@click.option(
    "--best", type=click.Choice(get_args(Best)), default=get_args(Best)[0], show_default=True,
    help="Figure for sums where reports of one event differ.",
)  # fmt: skip
def link_command(output: str, best: Best, **options: Any) -> None:
    """Write the events in INPUT as JSON Lines: incidents of several reports that tell one event are one line.

    Each line has the reports it was made of in `members`, with their figures, and why they are held to be one.
    """
    from conflictmap.cli.execution import Work, left_out_line

    work = Work(Wanted(**options))
    with work.gathered(link=True, best=best) as found:
        count = _write(found.rows, output, work.wanted)
    work.tell_problems()
    told = f"{many(count, 'event')} of {many(count + found.joined, 'incident')}"
    parts = (f"{told} in {_sources(work.result)}", left_out_line(work.result.left_out))
    say("; ".join(part for part in parts if part))


def _write(rows: Iterable[dict[str, Any]], output: str, wanted: Wanted) -> int:
    """Write rows in the format that the file's ending asks for, and into a database; return how many."""
    lines = output == _STDOUT or output.lower().endswith(_LINES)
    if lines and wanted.address is None:
        return _write_lines(rows, output)  # as they come, and without the second that geopandas takes to load
    from conflictmap.cli.manyrows import frames_of, gathered
    from conflictmap.cli.outputs import store_rows
    from conflictmap.export import format_of

    form = None if lines else format_of(output)
    if form is not None and form.write_parts is not None and wanted.address is None:
        counted = _Counted(rows)
        form.write_parts(frames_of(counted), output)
        return counted.count
    with gathered(rows, link=False) as found:
        if form is not None:
            found.write(form, Path(output))
        elif output != _STDOUT:
            _write_lines(found.rows, output)
        stored = store_rows(found.frames(), wanted)
    if stored:
        say(stored)
    return len(found.rows)


class _Counted:
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for self.count, row in enumerate(self._rows, 1):  # noqa: B020 - an attribute is no less a target
            yield row


def _write_lines(rows: Iterable[Mapping[str, Any]], output: str) -> int:
    """Write JSON Lines to a file that is whole or not there, or to standard output; return how many."""
    from conflictmap.files import staged

    if output == _STDOUT:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8 whatever the terminal speaks
        return _copied(rows, sys.stdout)
    with (
        staged(output) as (temporary,),
        temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as out,
    ):
        return _copied(rows, out)


def _copied(rows: Iterable[Mapping[str, Any]], out: TextIO) -> int:
    from conflictmap.record import json_line

    count = 0
    for count, row in enumerate(rows, 1):  # noqa: B007 - the last one counts
        out.write(json_line(row))
    out.flush()
    return count


def _sources(result: Result) -> str:
    """Return how many reports, and rows of tables, were read; reports are told also where there are none at all."""
    told = [many(result.reports, "report")] if result.reports or not result.rows else []
    return " and ".join([*told, *([many(result.rows, "row")] if result.rows else [])])
