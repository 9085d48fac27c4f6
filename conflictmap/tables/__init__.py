"""Tables of incidents that others coded, or that we wrote: recognised by their headers, read as located incidents.

Floor 3. A format is a file of ``rules/tables``: which columns tell what, which codes are which of ours. What comes out
is what `geocode` gives for a report, so that filters, sums, the frame and every export know no difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain

from conflictmap.gazetteer import Gazetteer, facts_of
from conflictmap.language import Language, load_language
from conflictmap.model import BadInputError, Located, Problem
from conflictmap.record import CODED, COLUMNS, ROW_ONLY
from conflictmap.remainders import with_remainders
from conflictmap.reports.decoding import NotTextError
from conflictmap.tables.faults import Faults
from conflictmap.tables.incidents import NOT_VIOLENT, RowReader, with_totals
from conflictmap.tables.incidentschema import incident_schema
from conflictmap.tables.opening import SHEET, TYPED, TableFile, head_of, opened, shape_of, tables_among
from conflictmap.tables.repeats import Repeats
from conflictmap.tables.sheets import sheet_headers, sheet_rows
from conflictmap.tables.tablecells import defuse, key_of
from conflictmap.tables.tableformats import TableFormat, dates_read, recognised
from conflictmap.tables.tablerows import Row, header_of, rows_of
from conflictmap.tables.typedtables import typed_headers, typed_rows
from conflictmap.tables.validation import validate

__all__ = ["NOT_VIOLENT", "Repeats", "Table", "defuse", "find_tables", "incident_schema", "read_table", "validate"]

_OWN = frozenset(column.name for column in (*COLUMNS, *ROW_ONLY, *chain.from_iterable(CODED.values())))


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was recognised.

    Attributes
    ----------
    file : TableFile
    form : TableFormat
    header : frozenset of str
        Names of its columns, as they stand in the file.
    """

    file: TableFile
    form: TableFormat
    header: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """Columns that rows may have: of JSON only the first row is known, and each has keys of its own."""
        keys = frozenset(map(key_of, self.header))
        return (
            keys
            if self.file.shape in {"csv", SHEET, *TYPED}
            else keys | self.form.uses() | (_OWN if self.form.own else frozenset())
        )

    @property
    def may_lack_remainders(self) -> bool:
        """Whether there may be totals that do not tell what they hold beyond their parts."""
        told = frozenset(map(key_of, self.header))
        return self.form.own and "beyond" not in told and "aggregate" in self.keys

    @property
    def unused(self) -> list[str]:
        """Names of the columns that nothing is made of."""
        used = self.form.uses() | (_OWN if self.form.own else frozenset())
        return sorted(name for name in self.header if key_of(name) not in used)


def find_tables(*inputs: str | os.PathLike[str]) -> list[Table]:
    """Look for tables of incidents among inputs.

    Parameters
    ----------
    *inputs : str or path
        Files, folders, ``"-"``. What is none, or is not there, is passed over: it may be reports.

    Returns
    -------
    list of Table
        Each file once.
    """
    found: dict[str, Table] = {}
    for file in chain.from_iterable(map(tables_among, inputs)):
        table = _recognised(file)
        if table is not None:
            found.setdefault("-" if file.path is None else os.path.realpath(file.path), table)
    return list(found.values())


def _recognised(file: TableFile) -> Table | None:
    heads: list[frozenset[str]]
    try:
        if file.path is not None and file.shape in TYPED:
            return _fitting(file, typed_headers(file.path, file.shape))
        with opened(file) as stream:
            head = head_of(stream)
            file = replace(file, shape=file.shape or shape_of(head))
            heads = sheet_headers(stream) if file.shape == SHEET else header_of(head, file.shape or "")
    except (OSError, NotTextError, BadInputError):
        return None  # whoever reads reports says what is wrong with it
    return _fitting(file, heads)


def _fitting(file: TableFile, heads: Iterable[frozenset[str]]) -> Table | None:
    for header in heads:
        form = recognised(header)
        if form is not None:
            return Table(file, form, header)
    return None


def read_table(
    table: Table,
    gazetteer: Gazetteer,
    *,
    language: Language | None = None,
    day_first: bool | None = None,
    on_error: Callable[[Problem], None],
) -> Iterator[Located]:
    """Read the incidents of a table.

    Parameters
    ----------
    table : Table
    gazetteer : Gazetteer
        Of the country whose rows are wanted; others are marked as abroad.
    language : Language, optional
        Of what stands in cells; English if not given.
    day_first : bool, optional
        How to read 9/12/2006; without it such a date is told and not used.
    on_error : callable
        Called with a `Problem` for each kind of fault, with how many rows have it.

    Yields
    ------
    Located
        One a row, as far as it tells of an incident.
    """
    words = language or load_language("en", country=facts_of(gazetteer))
    faults = Faults(table.file.name)
    reader = RowReader.of(table.form, table.keys, table.file.stem, gazetteer, words, faults, dates_read(day_first))
    with _rows(table) as rows:
        located = _located(rows, reader, on_error)
        if table.may_lack_remainders:
            located = iter(with_remainders(with_totals(list(located))))
        yield from located
    for problem in faults.problems():
        on_error(problem)


@contextmanager
def _rows(table: Table) -> Iterator[Iterator[Row | Problem]]:
    """Open a table and give its rows."""
    file, name, shape = table.file, table.file.name, table.file.shape
    if file.path is not None and shape in TYPED:
        yield typed_rows(file.path, shape, name, table.header)
        return
    with opened(file) as stream:
        sheet = shape == SHEET
        yield sheet_rows(stream, name, table.header) if sheet else rows_of(stream, name, shape, table.header)


def _located(
    rows: Iterable[Row | Problem], reader: RowReader, on_error: Callable[[Problem], None]
) -> Iterator[Located]:
    index = 0
    for row in rows:
        if isinstance(row, Problem):
            on_error(row)
            continue
        found = reader.located(index, row.where, row.cells)
        index += 1
        if found is not None:
            yield found
