"""The root command, and what every command does with errors: one line, an exit code, no traceback."""

from __future__ import annotations

import gc
import signal
import sys
from collections.abc import Sequence
from typing import Any

import click

from conflictmap import __version__
from conflictmap.cli.streams import EnoughError, flush, hold, mute
from conflictmap.model import BadInputError, ConflictmapError
from conflictmap.model.oneline import one_line

__all__ = ["app", "main", "many", "say"]

_HELP = "NoArgsIsHelpError"  # of click 8.2; before, it shows the help by itself
BAD_INPUT = 2
FAILED = 1
INTERRUPTED = 130
TERMINATED = 143
NO_MEMORY = "out of memory; give fewer or smaller inputs, --jobs 1, or a higher limit (ulimit -v)"


def many(count: int, what: str) -> str:
    """Return "1 report", "2 reports"."""
    return f"{count} {what}" + "s" * (count != 1)


def say(message: str) -> None:
    """Print one line to standard error, with whatever a terminal would act on taken out."""
    try:
        click.echo(one_line(message), err=True)
    except OSError:
        mute()


class _App(click.Group):
    """A group that ends every failure with one line and the right exit code."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and leave with its exit code."""
        code = 0
        try:
            result = super().main(args, prog_name or self.name, complete_var, standalone_mode=False, **extra)
            flush()
            code = result if isinstance(result, int) else 0
        except EnoughError:
            pass
        except click.ClickException as error:
            code = _usage(error)
        except BadInputError as error:
            say(f"conflictmap: error: {error}")
            code = BAD_INPUT
        except ConflictmapError as error:
            say(f"conflictmap: error: {error}")
            code = FAILED
        except (click.Abort, KeyboardInterrupt):
            say("conflictmap: stopped; nothing was written")
            code = INTERRUPTED
        except MemoryError:
            say(f"conflictmap: error: {NO_MEMORY}")
            code = FAILED
        if standalone_mode:
            sys.exit(code)
        return code


def _usage(error: click.ClickException) -> int:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == _HELP:
        error.show()
        return BAD_INPUT
    where = f"; see {context.command_path} --help" if context else ""
    say(f"conflictmap: error: {error.format_message().rstrip('.')}{where}")
    return BAD_INPUT


@click.group("conflictmap", cls=_App, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="conflictmap", message="%(prog)s %(version)s")
def app() -> None:
    """From news reports of armed violence to a map one can trust.

    `map` writes an interactive map, a GeoJSON and a table. `extract` writes one incident a line,
    `link` one event a line, however many reports tell it.
    `add` puts reports into an archive that grows, which `map` draws and where people check at the `desk`.
    `report` says what people put right there, `score` how good the reading is.
    `export` writes the tables of ACLED and UCDP, `validate` holds files against the schema,
    `gazetteer` looks into the list of places.
    """


def main() -> None:
    """Run the command line; being told to end (SIGTERM) cleans up as Ctrl-C does."""
    # What a run loads stays until its end: to look through it for garbage again and again costs a fifth of the time.
    gc.set_threshold(50_000, 50, 100)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(TERMINATED))
    hold()
    app()
