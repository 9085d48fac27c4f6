"""Tables made of the code and the codebook, for the site; ``python docs/tables.py`` writes that of CONTRIBUTING anew.

A table stands between ``<!-- name -->`` and ``<!-- /name -->``. A test compares them with what this gives.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from conflictmap import codebook
from conflictmap.export import FORMATS
from conflictmap.record import COLUMNS

ROOT = Path(__file__).resolve().parents[1]


_CELL = str.maketrans({"|": "&#124;", "\n": " ", "<": "&lt;"})


def table(*rows: Iterable[object]) -> str:
    """Return a table of Markdown, its first row the heads."""
    head, *body = ([*cells] for cells in rows)
    lines = (head, ["---"] * len(head), *body)
    return "\n".join("| " + " | ".join(str(cell).translate(_CELL) for cell in cells) + " |" for cells in lines)


def columns() -> str:
    """Return the columns of every result."""
    rows = ((f"`{column.name}`", column.type, column.doc) for column in COLUMNS)
    return table(("Column", "Type", "What it holds"), *rows)


def kinds() -> str:
    """Return the kinds, each with its codes of ACLED."""
    coded = ((kind, codebook.codes(kind)) for kind in codebook.kinds())
    rows = ((f"`{kind}`", codes.event_type, codes.sub_event_type) for kind, codes in coded)
    return table(("Kind", "ACLED event type", "ACLED sub-event type"), *rows)


def crosswalk() -> str:
    """Return the rows of the crosswalk that tell ACLED's codes."""
    hurt = {None: "", True: "yes", False: "no"}
    rows = (
        (_listed(row.kinds), _listed(row.hit), _listed(row.by), hurt[row.hurt], *row.codes["acled"].values())
        for row in codebook.load_codebook().crosswalk
        if "acled" in row.codes
    )
    heads = ("Kind", "Who was hit", "By whom", "Killed or wounded", "ACLED event type", "ACLED sub-event type")
    return table(heads, *rows)


def _listed(names: Iterable[str] | None) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names or ()))


def formats() -> str:
    """Return the formats of files."""
    rows = ((f"`{form.id}`", ", ".join(f"`{suffix}`" for suffix in form.suffixes), form.doc) for form in FORMATS)
    return table(("Format", "Files", "What it holds"), *rows)


def doubts() -> str:
    """Return the doubts, each with what a person should check."""
    said = codebook.labels().doubts
    return table(("Code", "A person should check"), *((f"`{name}`", said[name].check) for name in codebook.doubts()))


TABLES: Mapping[str, Mapping[str, Callable[[], str]]] = {
    "CONTRIBUTING.md": {"doubts": doubts},
}


def rewritten(text: str, tables: Mapping[str, Callable[[], str]]) -> str:
    """Return a page with each of its tables made anew.

    Parameters
    ----------
    text : str
        The page.
    tables : mapping of str to callable
        Name -> what makes the table.

    Raises
    ------
    ValueError
        If the page has no place for a table.
    """
    for name, made in tables.items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
        fresh = made()
        text, count = place.subn(lambda found, fresh=fresh: found[1] + fresh + found[2], text)
        if count != 1:
            raise ValueError(f"{count} places for the table {name}")
    return text


def main() -> int:
    """Write the pages; return the exit code."""
    for page, tables in TABLES.items():
        path = ROOT / page
        path.write_text(rewritten(path.read_text(encoding="utf-8"), tables), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
