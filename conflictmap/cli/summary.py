"""What a run found, as a table for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from conflictmap.cli.app import many
from conflictmap.cli.execution import left_out_line
from conflictmap.sums import Total, adds, totals

__all__ = ["print_summary"]

_UNKNOWN = "–"


def print_summary(rows: Sequence[Mapping[str, Any]], left_out: Mapping[str, int], joined: int = 0) -> None:
    """Print incidents, killed and wounded by province, then what is not in those sums and what was left out.

    Parameters
    ----------
    rows : sequence of mapping
        What is mapped.
    left_out : mapping of str to int
        How many incidents were left out, by key of `pipeline.REASONS`.
    joined : int
        Rows that told an event which another report tells too.
    """
    sums = totals(rows)
    if sums:
        _print_table(sums)
        if any(_UNKNOWN in _cells(total) for total in sums.values()):
            click.echo(f"{_UNKNOWN} means that no report tells it.")
        if any("(" in cell for total in sums.values() for cell in _cells(total)):
            click.echo("In brackets: lowest and highest figure the reports give; + means at least.")
    else:
        click.echo("No incident was found.")
    for line in (*_together(sums), *_not_summed(rows), *_joined(rows, joined)):
        click.echo(line)
    line = left_out_line(left_out)
    if line:
        click.echo(line[0].upper() + line[1:])


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
        _range(total.killed, total.killed_low, total.killed_high, is_open=total.killed_open)
        if total.killed_stated
        else _UNKNOWN,
        _range(total.wounded, total.wounded_low, total.wounded_high, is_open=total.wounded_open)
        if total.wounded_stated
        else _UNKNOWN,
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


def _not_summed(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    history = sum(row["background"] for row in rows)
    silent = sum(not row["background"] and adds(row) is None for row in rows)
    counts = {f"total{'s' * (silent != 1)} with nothing beyond {'its' if silent == 1 else 'their'} parts": silent}
    counts["told as history"] = history
    parts = [f"{count} {what}" for what, count in counts.items() if count]
    return [f"Not in the sums: {', '.join(parts)}"] if parts else []


def _joined(rows: Sequence[Mapping[str, Any]], joined: int) -> list[str]:
    """Tell how many events several reports tell, so that nobody wonders where rows went."""
    several = sum((row["reports"] or 0) > 1 for row in rows)
    if not joined:
        return []
    events = f"{many(several, 'event')} told by several reports"
    return [f"Counted once: {events}, {many(joined, 'report')} of them beside the first (--no-link keeps all)"]
