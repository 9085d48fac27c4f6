"""Tables and labelled fields: rows under a header of field names, lines "Place: ...", "Killed: 3".

::

    table  := header-cells, then rows of as many cells          "Time | Area | Event | K | W"
    record := label ":" value, in lines or set off by ";" or "|"  "LOC: Balad", "CAS: 2 x KIA"
    row    := words ":" Name number ("," Name number)+ "total n"?  "Bodies recovered: Dora 5, Saidiya 2. Total 7."

What field a cell is comes from its header or label alone (``rules/<language>/reading/logs.toml`` [fields]).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from conflictmap.extraction.logs.logwords import LogWords, log_words
from conflictmap.language import Language
from conflictmap.text import figure

__all__ = ["Cell", "Record", "read_forms"]

LINE = re.compile(r"[^\s][^\n]*")
LABELLED = re.compile(r"(?:[-*(\d.)]+\s*)?(?P<label>[A-Za-z][A-Za-z /.()-]{0,24}?)\s*[:=]\s*(?P<value>[^\s].*)")
SEPARATORS = ("|", ";", ",")
FEWEST_CELLS = 3
NAME = r"[A-Z][\w'-]*(?: (?:al-)?[A-Z][\w'-]*){0,3}"
ITEM = re.compile(rf"(?P<name>{NAME}):? (?P<number>\d{{1,3}})")
ROW = re.compile(
    rf"(?P<label>[^:.\n]{{4,60}}):\s+(?P<items>{NAME}:? \d{{1,3}}(?:(?:,|;| and)\s+{NAME}:? \d{{1,3}})+)(?=[.;\s])"
    r"(?:[.;,]?\s+(?P<sum>\w+):? (?P<total>\d{1,4}))?"
)


@dataclass(frozen=True, slots=True)
class Cell:
    """The value of a field, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Record:
    """One row or one run of labelled fields.

    Attributes
    ----------
    start, end : int
        Where it stands.
    cells : dict of str to list of Cell
        Field -> its values.
    total : bool
        Whether it is the sum of the rows above.
    many : int
        How many rows it sums up.
    """

    start: int
    end: int
    cells: dict[str, list[Cell]] = field(default_factory=dict)
    total: bool = False
    many: int = 1

    def first(self, name: str) -> Cell | None:
        """Return the first value of a field that is not empty."""
        return next((cell for cell in self.cells.get(name, ()) if cell.text.strip(" -")), None)


def read_forms(text: str, language: Language) -> list[Record]:
    """Return the records of the tables and labelled fields of a text.

    Parameters
    ----------
    text : str
        The body of a report, folded.
    language : Language
    """
    words = log_words(language)
    lines = [(line.start(), line.end()) for line in LINE.finditer(text)]
    found = [*_tables(text, lines, words), *_labelled(text, lines, words), *_rows(text, words)]
    return sorted(found, key=lambda record: record.start)


def _field(label: str, words: LogWords) -> str:
    """Return the field that a header or a label names; "" if none."""
    plain = " ".join(re.findall(r"[a-z]+", label.lower()))
    return next((name for name, known in words.fields.items() if plain in known), "")


def _tables(text: str, lines: list[tuple[int, int]], words: LogWords) -> Iterator[Record]:
    """Yield the rows under each header."""
    header: list[str] = []
    mark, above = "", list[Record]()
    for start, end in lines:
        if header:
            cells = list(_cells(text, start, end, mark))
            if len(cells) == len(header):
                record = _row_of(start, end, header, cells, above, words)
                above = above if record.total else [*above, record]
                yield record
                continue
        header, mark = _header(text, start, end, words)
        above = []


def _header(text: str, start: int, end: int, words: LogWords) -> tuple[list[str], str]:
    """Return the fields that a line names as the head of a table, and the mark between them."""
    for mark in SEPARATORS:
        names = [_field(cell.text, words) for cell in _cells(text, start, end, mark)]
        if len(names) >= FEWEST_CELLS and "place" in names and len(set(names) - {""}) >= FEWEST_CELLS:
            return names, mark
    return [], ""


def _cells(text: str, start: int, end: int, mark: str) -> Iterator[Cell]:
    line = text[start:end]
    at = start + (line.startswith(mark))
    for part in line.strip().strip(mark).split(mark):
        left = at + len(part) - len(part.lstrip())
        yield Cell(part.strip(), left, left + len(part.strip()))
        at += len(part) + 1


def _row_of(start: int, end: int, header: list[str], cells: list[Cell], above: list[Record], words: LogWords) -> Record:
    record = Record(start, end, many=len(above))
    for name, cell in zip(header, cells, strict=True):
        if name:
            record.cells.setdefault(name, []).append(cell)
    record.total = any(words.total.fullmatch(cell.text.lower()) is not None for cell in cells)
    return record


def _labelled(text: str, lines: list[tuple[int, int]], words: LogWords) -> Iterator[Record]:
    """Yield the runs of labelled fields, a new one where a label comes again or a line is empty."""
    record: Record | None = None
    for name, cell in _fields(text, lines, words):
        apart = record is not None and (name in record.cells or "\n\n" in text[record.end : cell.start])
        if record is None or apart:
            if record is not None and _is_whole(record):
                yield record
            record = Record(cell.start, cell.end)
        record.cells.setdefault(name, []).append(cell)
        record.end = cell.end
    if record is not None and _is_whole(record):
        yield record


def _fields(text: str, lines: list[tuple[int, int]], words: LogWords) -> Iterator[tuple[str, Cell]]:
    """Yield the labelled fields of lines, one or several in each."""
    for start, end in lines:
        mark = "|" if "|" in text[start:end] else ";"
        for cell in _cells(text, start, end, mark):
            found = LABELLED.fullmatch(cell.text)
            name = _field(found["label"], words) if found is not None else ""
            if found is not None and name:
                left = cell.start + found.start("value")
                yield name, Cell(found["value"], left, cell.end)


def _is_whole(record: Record) -> bool:
    """Whether a record tells where, and what or to whom."""
    told = {"event", "killed", "wounded", "casualties"} & set(record.cells)
    return "place" in record.cells and bool(told)


def _rows(text: str, words: LogWords) -> Iterator[Record]:
    """Yield the places of a line that counts by place, and its total."""
    for row in ROW.finditer(text):
        event = Cell(row["label"], *row.span("label"))
        items = list(ITEM.finditer(text, *row.span("items")))
        if any(words.codes.search(item["name"].lower()) for item in items):
            continue  # "TOTALS: KIA 3, WIA 3"
        for item in items:
            place, number = (Cell(item[name], *item.span(name)) for name in ("name", "number"))
            yield Record(item.start(), item.end(), {"event": [event], "place": [place], "number": [number]})
        total = row["total"] if row["sum"] and words.total.fullmatch(row["sum"].lower()) else ""
        if total and figure(total) == sum(int(item["number"]) for item in items):
            number = Cell(total, *row.span("total"))
            yield Record(*row.span("total"), {"event": [event], "number": [number]}, total=True, many=len(items))
