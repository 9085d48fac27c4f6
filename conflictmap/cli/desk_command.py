"""``desk``: the page where an archive is checked."""

from __future__ import annotations

from pathlib import Path

import click

from conflictmap.cli.app import say
from conflictmap.cli.options import country_option

__all__ = ["desk_command"]

_OPEN = "Open the page in the browser of this machine; without it the address is printed."
_PORT = "Port to listen on; by default one that is free."


@click.command("desk", short_help="Check and correct an archive, in a page of this machine.")
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--who", default="", metavar="NAME", help="Name that stands beside what is corrected; the page asks too.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help=_PORT)
@click.option("--open", "opened", is_flag=True, help=_OPEN)
@country_option
def desk_command(archive: Path, who: str, port: int, opened: bool, country: str) -> None:
    """Open ARCHIVE for checking: a page on 127.0.0.1, for this machine alone, until Ctrl-C.

    The doubtful and deadly come first. What a person confirms, rejects or changes is written at once, and stays when
    the archive grows or is read anew. Several people may work on one archive.
    """
    from conflictmap.desk import serve

    def ready(address: str) -> None:
        say(f"Desk of {archive}: {address}")
        say("Only this machine can open it, and only with this address. Ctrl-C closes it.")
        if opened:
            click.launch(address)

    try:
        serve(archive, country=country, who=who, port=port, ready=ready)
    except KeyboardInterrupt:
        say("The desk is closed; all that it said was saved is in the archive.")
