"""``map``."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any, get_args

import click

from conflictmap.cli.options import Wanted, input_options
from conflictmap.sums import Best

__all__ = ["map_command"]


@click.command("map", short_help="Write a map, a GeoJSON and a table of incidents.")
@input_options
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default="output", show_default=True, metavar="PATH",
    help="Folder for map.html, incidents.geojson and incidents.csv; or one file, whose ending says which.",
)  # fmt: skip
@click.option(
    "--format", "formats", multiple=True, metavar="NAME",
    help="Write the incidents in this format (repeatable); by default geojson and csv.",
)  # fmt: skip
@click.option("--title", metavar="TEXT", help="Title of the map.")
@click.option(
    "--tiles", metavar="NAME", help="Online background, such as OpenStreetMap.Mapnik; without it the map loads nothing."
)
@click.option(
    "--no-link", "link", is_flag=True, flag_value=False, default=True,
    help="Keep a row for each report, also where several tell one event.",
)  # fmt: skip
@click.option(
    "--best", type=click.Choice(get_args(Best)), default="latest", show_default=True,
    help="Figure for sums where reports of one event differ.",
)  # fmt: skip
def map_command(
    output: Path,
    formats: tuple[str, ...],
    title: str | None,
    tiles: str | None,
    best: Best,
    *,
    link: bool,
    **options: Any,
) -> None:
    """Write an interactive map, a GeoJSON and a table of the incidents in INPUT.

    INPUT is a file (text, page, feed, table, JSON, document, mail, archive), a folder, or - for standard input.
    """
    from conflictmap.cli.execution import Work
    from conflictmap.cli.outputs import outputs_of, store_rows
    from conflictmap.cli.summary import print_summary
    from conflictmap.files import staged

    work = Work(Wanted(**options))  # refuses bad input before a second goes by on loading what follows
    files = outputs_of(output, formats)
    from conflictmap.maps import save, webmap
    from conflictmap.maps.tiles import find_tiles

    if tiles:
        find_tiles(tiles)  # a wrong name is told before the reading and not after it
    with ExitStack() as kept:
        with staged(*(file.path for file in files)) as paths:
            found = kept.enter_context(work.gathered(link=link, best=best))
            for file, path in zip(files, paths, strict=True):
                if file.form is None:
                    save(webmap(found.frames(), gazetteer=work.gazetteer, tiles=tiles, title=title), path)
                else:
                    found.write(file.form, path)
            stored = store_rows(found.frames(), work.wanted)
        # Only now: a standard output that is full or closed costs what is told, not what was made.
        work.tell_problems()
        print_summary(found.rows, work.result.left_out, found.joined)
    told = [(file.title, str(file.path)) for file in files] + ([("Database", stored)] if stored else [])
    width = max(len(name) for name, _ in told) + 1
    click.echo("\n" + "\n".join(f"{name + ':':{width}} {path}" for name, path in told))
