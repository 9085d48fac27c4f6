"""The command line: ``conflictmap map``, ``extract``, ``link``, ``add``, ``desk``, ``export`` and others.

Floor 7, thin: it names things, asks the pipeline, prints. Everything heavy is imported by the command that needs it,
so that ``--help`` answers at once.
"""

from __future__ import annotations

from conflictmap.cli.app import app, main
from conflictmap.cli.archive_commands import add_command
from conflictmap.cli.desk_command import desk_command
from conflictmap.cli.export_command import export_command
from conflictmap.cli.gazetteer_commands import gazetteer_group
from conflictmap.cli.map_commands import map_command
from conflictmap.cli.review_commands import report_command, score_command
from conflictmap.cli.row_commands import extract_command, link_command
from conflictmap.cli.validate_command import validate_command

__all__ = ["app", "main"]

app.add_command(map_command)
app.add_command(extract_command)
app.add_command(link_command)
app.add_command(add_command)
app.add_command(desk_command)
app.add_command(export_command)
app.add_command(validate_command)
app.add_command(report_command)
app.add_command(score_command)
app.add_command(gazetteer_group)
