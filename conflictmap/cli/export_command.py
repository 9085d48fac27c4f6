"""``conflictmap export``: incidents in the table of somebody else's, or in another format."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import click

from conflictmap.cli.app import many, say
from conflictmap.cli.options import Wanted, input_options
from conflictmap.model import BadInputError
from conflictmap.sums import Best, adds

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
    from conflictmap.cli.outputs import store_rows
    from conflictmap.files import staged

    work = Work(Wanted(**options))
    from conflictmap.export import format_of, formats_named

    (chosen,) = formats_named([form])
    meant = format_of(output)
    if meant not in (chosen, None) and not chosen.suffixes[0].endswith(output.suffix.lower()):
        raise BadInputError(
            f"{output}: the ending says {meant.id}, --as {chosen.id}; let it end in {chosen.suffixes[0]}"
        )
    with staged(output) as (file,), work.gathered(link=link, best=best) as found:
        found.write(chosen, file)
        written, rows = len(found.rows), len(found.rows) + found.joined
        if chosen.once:
            written = sum(adds(row) is not None for row in found.rows)
        left = len(found.rows) - written
        stored = store_rows(found.frames(), work.wanted)
    work.tell_problems()
    parts = [f"{many(written, 'row')} written of {many(rows, 'incident')}"]
    if left:
        parts.append(f"not written: {left} told as history, or totals with nothing beyond their parts")
    say("; ".join([*parts, *filter(None, [left_out_line(work.result.left_out)])]))
    if stored:
        say(stored)
