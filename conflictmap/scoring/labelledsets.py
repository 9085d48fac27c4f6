"""Labelled reports: NAME.reports.jsonl (one report a line) and NAME.gold.json ({report id: [record]}); ours ship."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from zlib import crc32

import conflictmap
from conflictmap.defaults import extract
from conflictmap.geocoding import geocode
from conflictmap.model import BadInputError, Located, Report
from conflictmap.scoring.comparedfacts import labelled, read_off
from conflictmap.scoring.scores import Score

__all__ = ["halves", "load_reports", "our_sets", "read_report", "score", "sets_of"]

_GOLD, _REPORTS = ".gold.json", ".reports.jsonl"


@cache
def our_sets() -> Path:
    """Return the folder of the labelled sets that ship."""
    package = Path(conflictmap.__file__).parent
    shipped = package / "_reports"
    return shipped if shipped.is_dir() else package.parent / "tests" / "data" / "reports"


def sets_of(folder: Path) -> list[str]:
    """Return the names of the labelled sets in a folder.

    Parameters
    ----------
    folder : pathlib.Path

    Raises
    ------
    BadInputError
        If there are none.
    """
    names = sorted(path.name.removesuffix(_GOLD) for path in folder.glob(f"*{_GOLD}"))
    if not names:
        raise BadInputError(f"{folder}: no labelled set; one is NAME{_REPORTS} and NAME{_GOLD}")
    return names


def load_reports(path: Path) -> Iterator[Report]:
    """Yield the reports of a ``.jsonl`` file.

    Parameters
    ----------
    path : pathlib.Path
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        yield Report(row["id"], row["text"], row.get("title") or "", published, row.get("source"))


def read_report(report: Report) -> list[Located]:
    """Return the incidents of a report, placed; those abroad or tied to no place are left out, as in every output.

    Parameters
    ----------
    report : Report
    """
    return [located for located in geocode(extract(report)) if located.left_out is None]


def score(folder: Path, name: str) -> Score:
    """Return the figures of one set.

    Parameters
    ----------
    folder : pathlib.Path
    name : str
        Of `sets_of`.
    """
    return halves(folder, name)[0]


def halves(folder: Path, name: str) -> tuple[Score, Score, Score]:
    """Score all of a set, the half that may be looked at, and the half nobody looks at (odd crc32 of the id).

    Parameters
    ----------
    folder : pathlib.Path
    name : str
        Of `sets_of`.

    Returns
    -------
    tuple of (Score, Score, Score)

    Raises
    ------
    BadInputError
        If the files cannot be read or are no labelled set.
    """
    whole, read, unread = Score(), Score(), Score()
    try:
        gold = json.loads((folder / f"{name}{_GOLD}").read_text(encoding="utf-8"))
        for report in load_reports(folder / f"{name}{_REPORTS}"):
            golds = [labelled(record) for record in gold[report.id]]
            found = [read_off(item) for item in read_report(report)]
            for made in (whole, unread if crc32(report.id.encode()) % 2 else read):
                made.add(golds, found)
    except OSError as error:
        raise BadInputError(f"{error.filename}: {error.strerror}") from error
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise BadInputError(f"{folder / name}: no labelled set ({error!r})") from error
    return whole, read, unread
