"""``report`` and ``score``: what people put right, and what that says of the reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conflictmap.cli.app import many
from conflictmap.model import CHECKED, BadInputError
from conflictmap.model.oneline import one_line

if TYPE_CHECKING:
    from conflictmap.archive import Archive
    from conflictmap.corrections import Correction, Reason, Unmatched
    from conflictmap.scoring import Faults, Score

__all__ = ["report_command", "score_command"]

_TOLD = 20  # lines of a table, unless all are asked for
_WIDTH = 400  # of a table: the terminal may fold it, but nothing is cut off
_CHARS = 70  # of a sentence
_WHY: Mapping[Reason, str] = {
    "no_incident": "its incident is not there",
    "no_place": "no such place",
    "bad_value": "no such value",
    "no_correction": "nothing to take back",
}


@click.command("report", short_help="Say what people corrected, by rule, place and doubt.")
@click.argument("archive", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--all", "everything", is_flag=True, help=f"Every rule and place, not the {_TOLD} worst.")
def report_command(archive: Path, *, everything: bool) -> None:
    """Say how often people put right what each rule read, each place and each doubt of ARCHIVE.

    Then all corrections that match nothing today, and what people doubt without knowing better.
    """
    from conflictmap.archive import Archive
    from conflictmap.scoring import checked_rows, faults_of

    most = None if everything else _TOLD
    with Archive(archive) as store:
        made = store.corrected()
        checked = list(checked_rows(store.rows(corrected=False), made))
        click.echo(_progress(store, Counter(_outcome(item.true) for item in checked)))
        for side, faults in faults_of(checked).items():
            _tell_faults(side.capitalize(), faults, most)
        _tell_doubted([c for c in store.corrections() if c.action == "doubt" and c.correction_id in made.found])
        _tell_unmatched(made.unmatched)


def _outcome(true: Mapping[str, str] | None) -> str:
    return _REJECTED if true is None else true["checked"]


_REJECTED = "rejected"


def _progress(store: Archive, outcomes: Counter[str]) -> str:
    told = ", ".join(f"{outcomes[name]} {name}" for name in (*CHECKED, _REJECTED) if outcomes[name])
    added = outcomes[CHECKED[1]]
    return f"{outcomes.total() - added} of {store.incidents} incidents checked" + (f": {told}" if told else "")


def _tell_faults(title: str, faults: Faults, most: int | None) -> None:
    names = [name for name in faults.worst() if faults.corrected[name]]
    if not names:
        return
    rows = [(name, str(faults.corrected[name]), str(faults.checked[name])) for name in names[:most]]
    _print_table((title, "Corrected", "Checked"), rows)
    if len(names) > len(rows):
        click.echo(f"and {len(names) - len(rows)} more (--all)")


def _tell_doubted(doubted: Sequence[Correction]) -> None:
    if doubted:
        rows = [(c.target, c.column, c.who, c.why, c.sentence[:_CHARS]) for c in doubted]
        _print_table(("Doubted", "What", "By", "Why", "Sentence"), rows)


def _tell_unmatched(unmatched: Sequence[Unmatched]) -> None:
    if not unmatched:
        return
    click.echo(f"\n{many(len(unmatched), 'correction')} match nothing today and are kept:")
    rows = [
        (c.action, c.target, f"{c.column} {c.value[:_CHARS]}", c.who, _WHY[why], c.sentence[:_CHARS])
        for c, why in unmatched
    ]
    _print_table(("Action", "Incident", "Value", "By", "But", "Sentence"), rows)


def _print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(*header, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*map(one_line, row))
    click.echo()
    Console(highlight=False, markup=False, width=_WIDTH).print(table)


@click.command("score", short_help="Say how good the reading is, against checked rows or labelled reports.")
@click.argument("archive", required=False, type=click.Path(path_type=Path))
@click.option("--halves", is_flag=True, help="Also the half of each set that may be read and that nobody reads.")
def score_command(archive: Path | None, *, halves: bool) -> None:
    """Hold what was read of ARCHIVE against what people made of it: the incidents that they checked.

    Without ARCHIVE, the labelled reports that ship are read and scored; a folder is one with labelled sets of your own.
    In brackets: the interval that holds the true share 19 of 20 times.
    """
    from conflictmap.scoring import HEADLINES, our_sets

    if archive is None or archive.is_dir():
        rows = _labelled(archive or our_sets(), halves=halves)
    elif halves:
        raise BadInputError(f"{archive}: --halves is for labelled sets, and an archive has none")
    else:
        rows = [("checked", _checked(archive))]
    if len(rows) > 1:
        header = ("Set", "Reports", "F1", *(what.capitalize() for what in HEADLINES))
        _print_table(header, [_line(name, made) for name, made in rows])
        return
    ((name, made),) = rows
    shares = [(what.capitalize(), _share(hits, of), f"{hits} of {of}") for what, (hits, of) in made.shares.items()]
    _print_table((name, many(made.reports, "report"), ""), [("F1", _figure(made), ""), *shares])


def _figure(made: Score) -> str:
    return f"{made.figures['f1']:.2f}"


def _line(name: str, made: Score) -> Sequence[str]:
    from conflictmap.scoring import HEADLINES

    return (name, str(made.reports), _figure(made), *(_share(*made.shares[what]) for what in HEADLINES))


def _labelled(folder: Path, *, halves: bool) -> list[tuple[str, Score]]:
    from conflictmap.scoring import halves as scored
    from conflictmap.scoring import sets_of

    found = []
    for name in sets_of(folder):
        whole, *parts = scored(folder, name)
        found.append((name, whole))
        found += zip((f"{name} read", f"{name} unread"), parts, strict=True) if halves else ()
    return found


def _checked(archive: Path) -> Score:
    from conflictmap.archive import Archive
    from conflictmap.scoring import checked_rows, score_rows

    with Archive(archive) as store:
        made = score_rows(checked_rows(store.rows(corrected=False), store.corrected()))
    if not made.reports:
        raise BadInputError(f"{archive}: nobody has checked any incident yet")
    return made


def _share(hits: int, total: int) -> str:
    from conflictmap.scoring import wilson

    if not total:
        return "–"
    low, high = wilson(hits, total)
    return f"{hits / total:.2f} ({low:.2f}–{high:.2f})"
