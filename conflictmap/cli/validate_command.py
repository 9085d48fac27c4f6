"""``conflictmap validate``: files of incidents against the schema."""

from __future__ import annotations

import sys

import click

from conflictmap.cli.app import BAD_INPUT, many, say
from conflictmap.model.oneline import one_line

__all__ = ["validate_command"]


@click.command("validate", short_help="Hold files of incidents against the schema.")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def validate_command(files: tuple[str, ...]) -> None:
    """Hold FILE (JSON Lines, GeoJSON, CSV) against docs/schema/incident.schema.json, a line a fault.

    Ends with 2 if there is any.
    """
    from conflictmap.tables import validate

    count = 0
    for file in files:
        for fault in validate(file):
            count += 1
            click.echo(one_line(fault))
    if count:
        say(f"conflictmap: {many(count, 'fault')}")
        sys.exit(BAD_INPUT)
    say(f"conflictmap: valid: {', '.join(files)}")
