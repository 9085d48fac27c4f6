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

__all__ = ["extract_command", "map_command"]

_STDOUT = "-"


@click.command("map", short_help="Write a map, a GeoJSON and a table of incidents.")
@input_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="output", show_default=True, metavar="FOLDER",
    help="Folder for map.html, incidents.geojson and incidents.csv.",
)  # fmt: skip
@click.option("--title", metavar="TEXT", help="Title of the map.")
@click.option(
    "--tiles", metavar="NAME", help="Online background, such as OpenStreetMap.Mapnik; without it the map loads nothing."
)
def map_command(output: Path, title: str | None, tiles: str | None, **options: Any) -> None:
    """Write an interactive map, a GeoJSON and a table of the incidents in INPUT.

    INPUT is a file (.txt, .md, .html, .jsonl, .json, .csv, each also with .gz), a folder, or - for standard input.
    """
    from conflictmap.cli.execution import Work
    from conflictmap.cli.summary import print_summary
    from conflictmap.files import staged

    work = Work(Wanted(**options))
    names = ("map.html", "incidents.geojson", "incidents.csv")
    with staged(*(output / name for name in names)) as files:
        for _ in work.outcomes(keep=True):
            pass
        _write(work, files, title, tiles)
    work.tell_problems()
    print_summary(work.result)
    click.echo(f"\nMap:    {output / names[0]}\nPoints: {output / names[1]}\nTable:  {output / names[2]}")


def _write(work: Work, files: tuple[Path, ...], title: str | None, tiles: str | None) -> None:
    from conflictmap.export import write_csv, write_geojson
    from conflictmap.frame import to_geodataframe
    from conflictmap.maps import save, webmap

    page, geojson, table = files
    frame = to_geodataframe(work.result.located)
    write_geojson(frame, geojson)
    write_csv(frame, table)
    save(webmap(frame, gazetteer=work.gazetteer, tiles=tiles, title=title), page)


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


def _rows(work: Work) -> Iterator[dict[str, Any]]:
    from conflictmap.record import record

    for outcome in work.outcomes(keep=False):
        for located in outcome.located:
            yield record(located)


def _line(count: int, result: Result) -> str:
    from conflictmap.cli.execution import left_out_line

    reports = f"{result.reports} report" + "s" * (result.reports != 1)
    incidents = f"{count} incident" + "s" * (count != 1)
    return "; ".join(part for part in (f"{incidents} in {reports}", left_out_line(result.left_out)) if part)
