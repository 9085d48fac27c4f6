"""``map`` and ``extract``."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from conflictmap.cli.app import say
from conflictmap.cli.options import Wanted, input_options

if TYPE_CHECKING:
    from conflictmap.cli.execution import Work
    from conflictmap.pipeline import Result

__all__ = ["export_command", "extract_command", "map_command"]

_STDOUT = "-"


@click.command("map", short_help="Write a map, a GeoJSON and a table of incidents.")
@input_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="output", show_default=True, metavar="FOLDER",
    help="Folder for map.html, incidents.geojson and incidents.csv.",
)  # fmt: skip
@click.option(
    "--format", "formats", multiple=True, metavar="NAME",
    help="Write the incidents in this format (repeatable); by default geojson and csv.",
)  # fmt: skip
@click.option("--title", metavar="TEXT", help="Title of the map.")
@click.option(
    "--tiles", metavar="NAME", help="Online background, such as OpenStreetMap.Mapnik; without it the map loads nothing."
)
def map_command(output: Path, formats: tuple[str, ...], title: str | None, tiles: str | None, **options: Any) -> None:
    """Write an interactive map, a GeoJSON and a table of the incidents in INPUT.

    INPUT is a file (.txt, .md, .html, .jsonl, .json, .csv, each also with .gz), a folder, or - for standard input.
    """
    from conflictmap.cli.execution import Work
    from conflictmap.cli.summary import print_summary
    from conflictmap.files import staged

    work = Work(Wanted(**options))  # refuses bad input before a second goes by on loading what follows
    from conflictmap.export import formats_named
    from conflictmap.frame import to_geodataframe
    from conflictmap.maps import save, webmap

    chosen = formats_named(formats)
    page, *paths = [output / "map.html", *(output / f"incidents{form.suffixes[0]}" for form in chosen)]
    with staged(page, *paths) as (page_file, *files):
        for _ in work.outcomes(keep=True):
            pass
        frame = to_geodataframe(work.result.located)
        for form, file in zip(chosen, files, strict=True):
            form.write(frame, file)
        save(webmap(frame, gazetteer=work.gazetteer, tiles=tiles, title=title), page_file)
    work.tell_problems()
    print_summary(work.result)
    told = [("Map", page), *((form.title, path) for form, path in zip(chosen, paths, strict=True))]
    width = max(len(name) for name, _ in told) + 1
    click.echo("\n" + "\n".join(f"{name + ':':{width}} {path}" for name, path in told))


@click.command("extract", short_help="Write incidents as JSON Lines.")
@input_options
@click.option(
    "-o", "--output", default=_STDOUT, show_default=True, metavar="FILE", help="File to write; - is standard output."
)
def extract_command(output: str, **options: Any) -> None:
    """Write the incidents in INPUT as JSON Lines, one incident a line, already placed.

    INPUT is a file (.txt, .md, .html, .jsonl, .json, .csv, each also with .gz), a folder, or - for standard input.
    """
    from conflictmap.cli.execution import Work
    from conflictmap.files import staged
    from conflictmap.record import json_line

    work = Work(Wanted(**options))
    if output == _STDOUT:
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")  # JSON is UTF-8 whatever the terminal speaks
        count = sum(sys.stdout.write(json_line(row)) > 0 for row in _rows(work))
        sys.stdout.flush()
    else:
        with (
            staged(output) as (temporary,),
            temporary.open("w", encoding="utf-8", errors="replace", newline="\n") as out,
        ):
            count = sum(out.write(json_line(row)) > 0 for row in _rows(work))
    work.tell_problems()
    say(_line(count, work.result))


@click.command("export", short_help="Write incidents as ACLED's or UCDP GED's table, or in another format.")
@input_options
@click.option("--as", "form", required=True, metavar="NAME", help="acled, ged, or another format of map --format.")
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FILE", help="File to write.")
def export_command(form: str, output: Path, **options: Any) -> None:
    """Write the incidents in INPUT as a table that what reads ACLED or UCDP GED opens.

    INPUT is reports, or tables of incidents: others' or those that conflictmap wrote.
    """
    from conflictmap.cli.execution import Work
    from conflictmap.files import staged

    work = Work(Wanted(**options))
    from conflictmap.export import formats_named
    from conflictmap.frame import counted_once, to_geodataframe

    (chosen,) = formats_named([form])
    with staged(output) as (file,):
        for _ in work.outcomes(keep=True):
            pass
        frame = to_geodataframe(work.result.located)
        chosen.write(frame, file)
    work.tell_problems()
    say(_line(len(frame), work.result))
    untold = len(frame) - len(counted_once(frame)) if chosen.once else 0
    if untold:
        say(f"not written: {untold} told as history, or totals with nothing beyond their parts")


def _rows(work: Work) -> Iterator[dict[str, Any]]:
    from conflictmap.record import record

    for outcome in work.outcomes(keep=False):
        for located in outcome.located:
            yield record(located)


def _line(count: int, result: Result) -> str:
    from conflictmap.cli.execution import left_out_line

    sources = {"report": result.reports, "row": result.rows}
    told = [f"{number} {name}{'s' * (number != 1)}" for name, number in sources.items() if number or name == "report"]
    reports = " and ".join(told[bool(result.rows and not result.reports) :])
    incidents = f"{count} incident" + "s" * (count != 1)
    return "; ".join(part for part in (f"{incidents} in {reports}", left_out_line(result.left_out)) if part)
