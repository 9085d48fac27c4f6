"""``conflictmap export``: incidents in the table of somebody else's, or in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from conflictmap.cli.app import say
from conflictmap.cli.options import Wanted, input_options
from conflictmap.model import BadInputError
from conflictmap.sums import Best

__all__ = ["export_command"]


@click.command("export", short_help="Write incidents as ACLED's or UCDP GED's table, or in another format.")
@input_options
@click.option("--as", "form", required=True, metavar="NAME", help="acled, ged, or another format of map --format.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="File to write.")
@click.option(
    "--no-link", "link", is_flag=True, flag_value=False, default=True,
    help="Keep a row for each report, also where several tell one event.",
)  # fmt: skip
@click.option(
    "--best", type=click.Choice(get_args(Best)), default=get_args(Best)[0], show_default=True,
    help="Figure for sums where reports of one event differ.",
)  # fmt: skip
def export_command(form: str, output: Path, best: Best, *, link: bool, **options: Any) -> None:
    """Write the incidents in INPUT as a table that what reads ACLED or UCDP GED opens.

    INPUT is reports, or tables of incidents: others' or those that conflictmap wrote.
    """
    from conflictmap.cli.execution import Work, left_out_line
    from conflictmap.cli.linked import events_of
    from conflictmap.cli.outputs import store_rows
    from conflictmap.files import staged

    work = Work(Wanted(**options))
    from conflictmap.export import format_of, formats_named
    from conflictmap.frame import counted_once, from_rows

    (chosen,) = formats_named([form])
    meant = format_of(output)
    if meant not in (chosen, None) and not chosen.suffixes[0].endswith(output.suffix.lower()):
        raise BadInputError(
            f"{output}: the ending says {meant.id}, --as {chosen.id}; let it end in {chosen.suffixes[0]}"
        )
    with staged(output) as (file,):
        rows = list(work.rows())
        frame = from_rows(list(events_of(rows, best, work.decisions()).rows) if link else rows)
        chosen.write(frame, file)
        stored = store_rows(frame, work.wanted)
    work.tell_problems()
    written = len(counted_once(frame)) if chosen.once else len(frame)
    parts = [f"{written} row{'s' * (written != 1)} written of {len(rows)} incident{'s' * (len(rows) != 1)}"]
    if written < len(frame):
        parts.append(f"not written: {len(frame) - written} told as history, or totals with nothing beyond their parts")
    say("; ".join([*parts, *filter(None, [left_out_line(work.result.left_out)])]))
    if stored:
        say(stored)
