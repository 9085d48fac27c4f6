"""What a run found, as a table for a person."""

from __future__ import annotations

from collections.abc import Mapping

import click
from rich.console import Console
from rich.table import Table

from conflictmap.cli.execution import left_out_line
from conflictmap.pipeline import Result
from conflictmap.record import Total, totals
from conflictmap.remainders import counted

__all__ = ["print_summary"]


def print_summary(result: Result) -> None:
    """Print incidents, killed and wounded by province, then what is not in those sums and what was left out.

    Parameters
    ----------
    result : Result
        Of a run that kept its incidents.
    """
    sums = totals(result.located)
    if sums:
        _print_table(sums)
        click.echo("In brackets: lowest and highest figure the reports give; + means at least.")
    else:
        click.echo("No incident was found.")
    for line in (*_together(sums), *_not_summed(result)):
        click.echo(line)
    left_out = left_out_line(result.left_out)
    if left_out:
        click.echo(left_out[0].upper() + left_out[1:])


def _print_table(sums: Mapping[str | None, Total]) -> None:
    table = Table("Province", box=None, pad_edge=False, header_style="bold")
    for name in ("Incidents", "Killed", "Wounded"):
        table.add_column(name, justify="right")
    for province, total in sums.items():
        table.add_row(province or "(not known)", *_cells(total))
    table.add_row(*("─" * width for width in (8, 9, 6, 7)))
    table.add_row("All", *_cells(sum(sums.values(), Total())))
    Console(highlight=False, markup=False).print(table)


def _cells(total: Total) -> tuple[str, str, str]:
    return (
        str(total.incidents),
        _range(total.killed, total.killed_low, total.killed_high, is_open=total.killed_open),
        _range(total.wounded, total.wounded_low, total.wounded_high, is_open=total.wounded_open),
    )


def _range(best: int, low: int, high: int, *, is_open: bool) -> str:
    if low == high and not is_open:
        return str(best)
    ends = f"{low}" if low == high else f"{low}–{high}"
    return f"{best} ({ends}{'+' * is_open})"


def _together(sums: Mapping[str | None, Total]) -> list[str]:
    """Tell apart what totals over several attacks add to the sums."""
    whole = sum(sums.values(), Total())
    told = {"killed": whole.killed_together, "wounded": whole.wounded_together}
    parts = [f"{count} {what}" for what, count in told.items() if count]
    return [f"In the sums: {' and '.join(parts)} told for several attacks together"] if parts else []


def _not_summed(result: Result) -> list[str]:
    history = sum(item.incident.background for item in result.located)
    silent = sum(not item.incident.background and counted(item) is None for item in result.located)
    counts = {f"total{'s' * (silent != 1)} with nothing beyond {'its' if silent == 1 else 'their'} parts": silent}
    counts["told as history"] = history
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    return [f"Not in the sums: {', '.join(parts)}"] if parts else []
